"""The main job over a pretended Zalo Bot Platform, by polling and by webhook: typed, as it has no buttons."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.commands.play import Player
from bot.runtime import outbox
from tests.fakes.zalo_api import FakeZalo, Trouble
from tests.fakes.zalo_rules import TEXT_LIMIT
from tests.integration.main_job_help import SCRIPT, Mode, days_only, said_lines, stored
from tests.integration.zalo_help import Town, town

MAIN_JOB = SCRIPT.read_text(encoding="utf-8")
CODE = re.search(r"Mã hồ sơ: (\w+-\d+)", MAIN_JOB)[1]  # type: ignore[index]  # the script has a code
TYPED = {
    "[Mở]": [CODE],
    "[Nhận giấy]": [CODE, "[Nhận giấy]"],
    "[Phiếu B và điểm]": [CODE, "[Phiếu B và điểm]"],
    "[✔ Xong]": [],
}
"""For buttons of notices the file's code is typed first; numbers of a checklist are done as soon as typed."""
LINES = [(who, typed) for who, words in said_lines(MAIN_JOB) for typed in TYPED.get(words, [words])]


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
        yield fake


@pytest.fixture
async def played() -> dict[str, Any]:
    """What the played transcript stores."""
    player = Player()
    await player.begin()
    assert await player.play(MAIN_JOB) == MAIN_JOB
    return await stored(player.store, CODE)


VIEWS = ("file_opened", "survey_opened")


def without_views(kept: dict[str, Any]) -> dict[str, Any]:
    """Opening a file is written down; on Zalo it is opened by its code, not straight at the survey."""
    return kept | {"audit": [one for one in kept["audit"] if one["action"] not in VIEWS]}


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_same_store_without_any_button(
    zalo: FakeZalo, tmp_path: Path, mode: Mode, played: dict[str, Any]
) -> None:
    async with town(zalo, tmp_path / "s.sqlite", mode) as there:
        await there.follow(LINES)
        assert without_views(await stored(there.app.store, CODE)) == without_views(played)
        assert there.letters("failed") == 0
        how_it_looks(there)
    assert played["case"]["state"] == "surveyed"
    assert [call.method for call in zalo.calls if call.code] == []


def how_it_looks(there: Town) -> None:
    household = [said.text for said in there.person("mai").inbox]
    officer = [said.text for said in there.person("lan").inbox]
    assert any("Điểm A 150 (chuẩn 140)" in text for text in officer)
    assert not any("Điểm" in text or "Theo phiếu" in text for text in household)
    [paper] = [text for text in household if text.startswith("📄")]
    assert "Xin đến UBND" in paper
    assert all(len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT for text in (*household, *officer))
    assert "gõ “?” để được giải thích" in household[0]
    assert "0. ‹ Lùi" in household[3] and "gõ menu để về đầu" in household[3]


TROUBLES: tuple[Trouble, ...] = ("too_many", "drop_after", "html_502", "fault", "html_200", "drop_before")
PART = -(-len(LINES) // len(TROUBLES))


async def test_trouble_on_the_way_changes_nothing(
    zalo: FakeZalo, tmp_path: Path, played: dict[str, Any]
) -> None:
    """429, faults in HTTP 200, HTML pages, cut connections: letters come late or twice, all is stored."""
    async with town(zalo, tmp_path / "s.sqlite", "polling", frozen=False) as there:
        for at, trouble in enumerate(TROUBLES):
            zalo.will(trouble, "sendMessage" if at < 4 else "getUpdates")
            await there.follow(LINES[at * PART : (at + 1) * PART])
        kept = days_only(await stored(there.app.store, CODE))
        assert without_views(kept) == without_views(days_only(played))
        assert there.letters("failed") == 0


async def test_what_is_posted_twice_counts_once(zalo: FakeZalo, tmp_path: Path) -> None:
    async with town(zalo, tmp_path / "s.sqlite", "webhook") as there:
        await there.follow(LINES[:4])
        update = there.person("mai").types("1")
        await there.settled()
        heard = len(there.person("mai").inbox)
        zalo.put(update)
        await there.settled()
        assert len(there.person("mai").inbox) == heard
        assert "ở khu (thôn, ấp) nào" in there.person("mai").newest.text


async def test_a_question_that_never_arrived_does_not_leave_the_reader_unheard(
    zalo: FakeZalo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "Please choose again" is lost (the month's messages are used up): what is typed later still counts."""
    monkeypatch.setattr(outbox, "WAITS", ())
    async with town(zalo, tmp_path / "s.sqlite", "polling") as there:
        await there.follow(LINES[:4])
        zalo.will("too_many")
        await there.follow([("mai", "sáu mươi bảy")])
        assert there.letters("failed") == 1
        heard = len(there.person("mai").inbox)
        await there.follow([("mai", "1")])
        assert len(there.person("mai").inbox) == heard + 1
        assert "ở khu (thôn, ấp) nào" in there.person("mai").newest.text


async def test_a_restart_in_between_changes_nothing(
    zalo: FakeZalo, tmp_path: Path, played: dict[str, Any]
) -> None:
    half = len(LINES) // 2
    async with town(zalo, tmp_path / "s.sqlite", "webhook") as there:
        await there.follow(LINES[:half])
    async with town(zalo, tmp_path / "s.sqlite", "polling") as there:
        await there.follow(LINES[half:])
        assert without_views(await stored(there.app.store, CODE)) == without_views(played)


async def test_a_hidden_message_gets_a_kind_word_and_a_way_on(zalo: FakeZalo, tmp_path: Path) -> None:
    """At the very first message, and in the middle of a form; nothing is taken for an answer."""
    async with town(zalo, tmp_path / "s.sqlite", "polling") as there:
        mai = there.person("mai")
        mai.sends_unsupported()
        await there.settled()
        assert "0205 000 0000" in mai.newest.text and "Zalo giữ kín tin này" in mai.newest.text
        assert "Có người cần giúp" in there.person("lan").newest.text
        [call] = await there.app.store.open_call_backs()
        assert (call.chat, call.name) == (f"zb:{mai.id}", "Mai")
        await there.follow(LINES[:4])
        before = await there.app.store.session(f"zb:{mai.id}")
        mai.sends_unsupported()
        await there.settled()
        assert "Ông/bà yên tâm" in mai.newest.text
        after = await there.app.store.session(f"zb:{mai.id}")
        assert (after.asked, after.frames) == (before.asked, before.frames)
        assert len(await there.app.store.open_call_backs()) == 1


async def test_pictures_stickers_and_voices_are_answered(zalo: FakeZalo, tmp_path: Path) -> None:
    async with town(zalo, tmp_path / "s.sqlite", "polling") as there:
        mai = there.person("mai")
        await there.follow(LINES[:4])
        for act, words in (
            (mai.sends_image, "Đã thấy ảnh"),
            (mai.sends_sticker, "Cảm ơn ạ"),
            (mai.sends_voice, "chưa nghe được tiếng nói"),
        ):
            act()
            await there.settled()
            assert words in mai.newest.text


async def test_letters_that_cannot_arrive_are_seen_by_officers(zalo: FakeZalo, tmp_path: Path) -> None:
    sent = next(at for at, (who, _) in enumerate(LINES) if who == "lan")
    async with town(zalo, tmp_path / "s.sqlite", "polling") as there:
        await there.follow(LINES[:sent])
        there.person("mai").shut = True
        await there.follow([("lan", CODE), ("lan", "[Nhận giấy]"), ("lan", "hôm nay")])
        assert there.letters("failed") == 1
        await there.follow([("lan", "menu"), ("lan", "[Tin chưa đến nơi]")])
        assert CODE in there.person("lan").newest.text


async def test_the_bot_keeps_a_modest_pace(tmp_path: Path) -> None:
    async with (
        FakeZalo(paced=True) as zalo,
        town(zalo, tmp_path / "s.sqlite", "polling", pace=1.0) as there,
    ):
        for words in ("chào", "1", "1", "1"):
            there.person("mai").types(words)
        await there.settled()
        assert [call.method for call in zalo.calls if call.code] == []
