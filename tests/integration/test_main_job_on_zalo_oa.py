"""The main job over a pretended Official Account: buttons where they fit, numbers where they do not."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels import zalo_oa_tokens
from bot.commands.play import Player
from tests.fakes.zalo_oa_api import FakeOa, Trouble
from tests.fakes.zalo_oa_rules import TEXT_LIMIT
from tests.integration.main_job_help import days_only, stored
from tests.integration.test_main_job_on_zalo import CODE, LINES, MAIN_JOB, without_views
from tests.integration.zalo_oa_help import town


@pytest.fixture
async def oa() -> AsyncIterator[FakeOa]:
    async with FakeOa() as fake:
        yield fake


@pytest.fixture
async def played() -> dict[str, Any]:
    """What the played transcript stores."""
    player = Player()
    await player.begin()
    await player.play(MAIN_JOB)
    return await stored(player.store, CODE)


async def test_same_store_as_played(oa: FakeOa, tmp_path: Path, played: dict[str, Any]) -> None:
    async with town(oa, tmp_path / "s.sqlite") as there:
        await there.follow(LINES)
        assert without_views(await stored(there.app.store, CODE)) == without_views(played)
        assert there.letters("failed") == 0
        for who in ("mai", "lan", "ba"):
            for said in there.person(who).inbox:
                assert len(said.text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
                assert not (said.buttons and "\n1. " in said.text)
        asked = [said for said in there.person("mai").inbox if said.buttons or "\n1. " in said.text]
        assert sum(bool(said.buttons) for said in asked) > len(asked) / 2
    assert played["case"]["state"] == "surveyed"
    assert {code for _, code in oa.called} == {0}
    assert oa.count("token") == 1


TROUBLES: tuple[Trouble, ...] = ("too_many", "drop_after", "html_502", "fault", "html_200", "unauthorized")
FIRST_HALF = LINES[: len(LINES) // 2]


async def test_trouble_on_the_way_changes_nothing(
    oa: FakeOa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults in HTTP 200, pages, cut connections, refused tokens: letters come late or twice, no loss."""
    monkeypatch.setattr(zalo_oa_tokens, "YOUNG_SECONDS", 0.0)
    async with town(oa, tmp_path / "quiet.sqlite") as there:
        await there.follow(FIRST_HALF)
        wanted = days_only(await stored(there.app.store, CODE))
    part = -(-len(FIRST_HALF) // len(TROUBLES))
    async with FakeOa() as other, town(other, tmp_path / "s.sqlite", frozen=False) as there:
        for at, trouble in enumerate(TROUBLES):
            other.will(trouble)
            if at == 3:
                other.tokens.revoke()
            await there.follow(FIRST_HALF[at * part : (at + 1) * part])
        assert days_only(await stored(there.app.store, CODE)) == wanted
        assert there.letters("failed") == 0


async def test_what_is_posted_twice_or_late_counts_once(oa: FakeOa, tmp_path: Path) -> None:
    async with town(oa, tmp_path / "s.sqlite") as there:
        await there.follow(LINES[:4])
        mai = there.person("mai")
        update = mai.types("1")
        await there.settled()
        asked = mai.newest.text
        heard = len(mai.inbox)
        oa.put(update)
        await there.settled()
        assert len(mai.inbox) == heard and mai.newest.text == asked


async def test_following_welcomes_and_leaving_is_noted(oa: FakeOa, tmp_path: Path) -> None:
    async with town(oa, tmp_path / "s.sqlite") as there:
        mai = there.person("mai")
        mai.follow()
        await there.settled()
        assert "Trợ lý rà soát hộ nghèo" in mai.newest.text and mai.newest.buttons
        mai.unfollow()
        await there.settled()
        assert (await there.app.store.session("zo:1001")).left


async def test_letters_outside_the_time_are_seen_by_officers_with_the_reason(
    oa: FakeOa, tmp_path: Path
) -> None:
    sent = next(at for at, (who, _) in enumerate(LINES) if who == "lan")
    async with town(oa, tmp_path / "s.sqlite") as there:
        await there.follow(LINES[:sent])
        mai = there.person("mai")
        assert mai.wrote_at is not None
        mai.wrote_at -= 8 * 86_400
        await there.follow([("lan", CODE), ("lan", "[Nhận giấy]"), ("lan", "hôm nay")])
        assert there.letters("failed") == 1
        await there.follow([("lan", "menu"), ("lan", "[Tin chưa đến nơi]")])
        told = there.person("lan").newest.text
        assert CODE in told and "đã lâu người nhận chưa nhắn" in told


async def test_a_restart_in_between_goes_on_with_the_kept_token(oa: FakeOa, tmp_path: Path) -> None:
    async with town(oa, tmp_path / "s.sqlite") as there:
        await there.follow(LINES[:3])
    async with town(oa, tmp_path / "s.sqlite") as there:
        await there.follow(LINES[3:5])
        assert there.letters("failed") == 0
    assert oa.count("token") == 1
