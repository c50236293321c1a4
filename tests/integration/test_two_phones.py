"""One person on two phones: what the code does, whom it refuses, what comes along, and what ends."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.channel_link import ChannelLink
from bot.cases.points_table import LoadedTable, Signature
from bot.handlers.linking import MOST_GUESSES, MOST_PHONES, digest
from bot.ports import Store, TurnRecord, Verdict
from bot.runtime.staffing import end_access
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune, Faults, request

MAI, ZALO = "mai", "mai-zalo"
CODE = re.compile(r"[A-HJ-NP-Z]{4}-[2-9]{4}")
WRONG = "Chưa thấy mã nối máy này"
KEYS = Keys.from_text(generate_key())


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    opened = MemoryStore() if request.param == "memory" else await open_sqlite(tmp_path / "s.sqlite", KEYS)
    yield opened
    await opened.close()


@pytest.fixture
async def town(store: Store) -> AsyncIterator[Commune]:
    """Mai has consented; nothing of ours failed at the end."""
    with Faults() as faults:
        commune = await Commune.opened(store)
        for words in ("chào", "1", "1"):
            await commune.types(MAI, words)
        yield commune
    assert faults.seen == []


def shown(town: Commune, who: str) -> list[str]:
    """All texts a phone shows, the newest last."""
    return [letter.text for letter in town.phones.phone(f"web:{who}").shown]


async def code(town: Commune, who: str = MAI) -> str:
    await town.types(who, "nối máy")
    await town.types(who, "lấy mã")
    found = CODE.search(town.newest(who).text)
    assert found, town.newest(who).text
    return found[0]


async def joined(town: Commune, first: str = MAI, second: str = ZALO) -> None:
    await town.types(second, await code(town, first))
    assert "Đã nối với máy kia" in "".join(shown(town, second)[-2:])


async def counting(town: Commune, who: str = MAI) -> list[ChannelLink]:
    return [one for one in await town.store.links_of(f"web:{who}") if one.counts]


# ── the code ─────────────────────────────────────────────────────────────────────────────────
async def test_only_the_digest_of_a_code_is_kept(town: Commune) -> None:
    said = (await code(town)).replace("-", "")
    [link] = await town.store.links_of("web:mai")
    assert link.id == digest(said)
    assert said not in repr(link) and said not in repr(await town.session(MAI))


@pytest.mark.parametrize("shape", ["{0}", "{1}", "  {2} ", "/start {0}", "{3}"])
async def test_a_code_may_be_typed_in_many_ways(town: Commune, shape: str) -> None:
    said = await code(town)
    ways = (said, said.replace("-", ""), said.replace("-", " ").lower(), said.lower())
    await town.types(ZALO, shape.format(*ways))
    assert len(await counting(town)) == 1


async def test_a_code_ends_after_ten_minutes_and_a_new_one_ends_the_old(town: Commune) -> None:
    first, second = await code(town), await code(town)
    assert "hết hạn" in await town.types(ZALO, first)
    town.clock.move(timedelta(minutes=10))
    assert "hết hạn" in await town.types(ZALO, second)
    assert await counting(town) == []


async def test_guessing_is_limited_and_a_right_code_is_not_looked_at_then(town: Commune) -> None:
    for _ in range(MOST_GUESSES):
        assert WRONG in await town.types(ZALO, "ABCD-2345")
    town.clock.move(timedelta(minutes=55))
    right = await code(town)
    assert "nhiều lần" in await town.types(ZALO, right)
    assert await counting(town) == []
    town.clock.move(timedelta(minutes=5))
    await town.types(ZALO, right)
    assert len(await counting(town)) == 1


async def test_two_phones_type_the_same_code_at_once_and_one_is_joined(town: Commune) -> None:
    said = await code(town)
    await town.does(*(town.event(who, text=said) for who in (ZALO, "other", "third")))
    [link] = await counting(town)
    others = {"web:mai-zalo", "web:other", "web:third"} - {link.chat}
    for chat in others:
        assert "đã dùng" in town.newest(chat.removeprefix("web:")).text


async def test_two_who_use_each_other_s_code_at_once_are_not_joined_in_a_ring(town: Commune) -> None:
    for words in ("chào", "1", "1"):
        await town.types("an", words)
    mine, theirs = await code(town), await code(town, "an")
    async with asyncio.timeout(20):
        await town.does(town.event("an", text=mine), town.event(MAI, text=theirs))
        assert len(await counting(town)) + len(await counting(town, "an")) == 1
        await town.does(*(town.event(who, text="menu") for who in ("an", MAI, "an", MAI)))


async def test_nobody_without_consent_gets_a_code(town: Commune) -> None:
    await town.types("an", "chào")
    assert "Dùng tiếng nào" in await town.types("an", "nối máy")
    assert await town.store.links_of("web:an") == ()


# ── who is not joined ────────────────────────────────────────────────────────────────────────
async def test_what_stands_on_a_phone_already_is_never_mixed(town: Commune) -> None:
    await town.play(request("an", "Lý Văn An") + "👤 an: 3\n")
    for who, words in (
        (MAI, "không phải máy này"),
        ("tinh", "hồ sơ riêng"),
        ("ba", "vai cán bộ hoặc rà soát viên"),
        ("an", "giấy đang làm dở"),
    ):
        assert words in await town.types(who, await code(town)), who
    assert await counting(town) == []


async def test_a_joined_phone_joins_nobody_else_and_a_first_phone_becomes_no_second(town: Commune) -> None:
    for words in ("chào", "1", "1"):
        await town.types("an", words)
    await joined(town)
    theirs = await code(town, "an")
    assert "đang nối với máy khác" in await town.types(ZALO, theirs)
    assert "có máy khác nối vào" in await town.types(MAI, theirs)
    assert await counting(town, "an") == []


async def test_only_so_many_phones(town: Commune) -> None:
    for number in range(MOST_PHONES):
        await joined(town, second=f"p{number}")
    assert "[Lấy mã]" not in await town.types(MAI, "nối máy")
    assert {"code"}.isdisjoint(one.partition(".")[2] for one in buttons(town, MAI))


def buttons(town: Commune, who: str) -> list[str]:
    return [button.id for row in town.newest(who).rows for button in row]


# ── what comes along ─────────────────────────────────────────────────────────────────────────
async def test_a_draft_begun_here_is_finished_there(town: Commune) -> None:
    for words in ("1", "1", "3", "Hoàng Thị Mai"):
        await town.types(MAI, words)
    await joined(town)
    assert "nam hay nữ" in town.newest(ZALO).text
    await town.types(ZALO, "nữ")
    [draft] = await town.store.drafts_of("web:mai")
    assert draft.answers.values["sex"] == "female"
    assert await town.store.drafts_of(f"web:{ZALO}") == ()
    changes = await town.store.answer_log(draft.id)
    assert {change.by for change in changes} == {"web:mai"}


async def test_what_was_typed_before_the_question_was_shown_there_is_no_answer(town: Commune) -> None:
    """A whole burst on the phone that was not looked at; commands still work."""
    for words in ("1", "1", "3"):
        await town.types(MAI, words)
    await joined(town)
    await town.types(MAI, "Hoàng Thị Mai")
    await town.types(MAI, "Hoàng Thị Mai")  # the first only brought the question here
    await town.does(*(town.event(ZALO, text=words) for words in ("Lý Thị B", "nữ", "0", "1984")))
    [draft] = await town.store.drafts_of("web:mai")
    assert set(draft.answers.values) == {"for_whom", "area", "name"}
    assert "nam hay nữ" in town.newest(ZALO).text
    await town.types(ZALO, "nữ")
    assert (await town.store.drafts_of("web:mai"))[0].answers.values["sex"] == "female"


async def test_a_refusal_on_one_phone_holds_nothing_on_the_other(town: Commune) -> None:
    for words in ("1", "1", "3", "Hoàng Thị Mai", "nữ"):
        await town.types(MAI, words)
    await joined(town)
    await town.types(MAI, "menu")
    for words in ("1", "làm tiếp", "2/3/1984", "người sao Hỏa"):
        await town.types(MAI, words)
    assert (await town.session(MAI)).refused
    assert "dân tộc nào" in await town.types(ZALO, "Nùng")
    assert "căn cước" in await town.types(ZALO, "Nùng")
    assert (await town.session(MAI)).held == ()


async def test_what_the_very_question_standing_there_asked_is_an_answer(town: Commune) -> None:
    """Shown on the second phone, refused on the first: the same question, so the answer counts at once."""
    for words in ("1", "1", "3", "Hoàng Thị Mai", "nữ"):
        await town.types(MAI, words)
    await joined(town)
    await town.types(MAI, "31/2/1984")
    await town.types(MAI, "31/2/1984")
    assert (await town.session(MAI)).refused
    assert "dân tộc nào" in await town.types(ZALO, "2/3/1984")


async def test_no_old_button_of_the_second_phone_s_own_talk_means_anything_in_the_shared_one(
    town: Commune,
) -> None:
    """Its prompts had the numbers of the first phone's, and asked the same: the language."""
    for words in ("chào", *"?" * 20):
        await town.types(ZALO, words)
    old = list(town.ids(ZALO))
    said = await code(town)
    await town.types(MAI, "ngôn ngữ")
    asked = (await town.session(MAI)).asked
    assert asked is not None and f"{asked.no}.en" in old
    await town.types(ZALO, said)
    for choice in old:
        await town.does(town.event(ZALO, "choice", choice=choice))
    after = await town.session(MAI)
    assert after.language == "vi" and after.frames[-1].conversation == "language"
    await town.taps(ZALO, "en")
    assert (await town.session(MAI)).language == "en"


async def test_and_none_of_the_shared_talk_in_its_own_afterwards(town: Commune) -> None:
    await joined(town)
    for words in ("1", "1", "3", "menu"):
        await town.types(ZALO, words)
    old = [one for one in town.ids(ZALO) if not one.startswith("!")]
    [link] = await counting(town)
    await town.taps(MAI, f"!cut.{link.id}")
    await town.types(ZALO, "chào")
    own = await town.session(ZALO)
    assert own.link == "" and own.asked is not None
    assert own.asked.no > max(int(one.partition(".")[0]) for one in old)
    for choice in old:
        await town.does(town.event(ZALO, "choice", choice=choice))
    assert (await town.session(ZALO)).language == ""


async def test_both_at_once_lose_nothing_and_wait_for_nobody(
    town: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other: no turn is even taken twice."""
    await joined(town)
    verdicts: list[Verdict] = []
    commit = town.store.commit

    async def counted(record: TurnRecord) -> Verdict:
        verdicts.append(await commit(record))
        return verdicts[-1]

    monkeypatch.setattr(town.store, "commit", counted)
    async with asyncio.timeout(30):
        for _ in range(5):
            await town.does(*(town.event(who, text="menu") for who in (MAI, ZALO, MAI, ZALO, ZALO)))
    assert verdicts == ["committed"] * 25
    assert town.app.inbox._locks == {}
    assert (await town.session(MAI)).prompts > 25


async def test_a_restart_in_between_changes_nothing(town: Commune) -> None:
    for words in ("1", "1", "3"):
        await town.types(MAI, words)
    await joined(town)
    await town.play("@restart\n")
    assert "nam hay nữ" in await town.types(ZALO, "Hoàng Thị Mai")


# ── where news goes, who has left ────────────────────────────────────────────────────────────
async def notice_to_mai(town: Commune) -> str:
    """An officer asks something; the phone that hears it."""
    [case] = await town.store.cases_of_chat("web:mai")
    before = {who: len(shown(town, who)) for who in (MAI, ZALO)}
    await town.taps("lan", f"!more.{case.id}")
    await town.types("lan", "Xin cho biết thêm.")
    heard = [
        who for who in (MAI, ZALO) if any("Xin cho biết thêm" in t for t in shown(town, who)[before[who] :])
    ]
    assert len(heard) == 1
    return heard[0]


@pytest.fixture
async def sent(town: Commune) -> Commune:
    """Mai's request is sent from her first phone, a second is joined and spoken from."""
    await town.types(MAI, "menu")
    await town.play("".join(request().splitlines(keepends=True)[3:]) + "👤 mai: 1\n")
    await joined(town)
    return town


async def test_news_goes_to_the_phone_last_spoken_from(sent: Commune) -> None:
    assert await notice_to_mai(sent) == ZALO
    await sent.types(MAI, "menu")
    assert await notice_to_mai(sent) == MAI


async def test_who_has_left_one_phone_is_reached_at_the_other(sent: Commune) -> None:
    sent.phones.broken[f"web:{ZALO}"] = "gone"
    assert await notice_to_mai(sent) == MAI
    assert await counting(sent) == []
    assert await sent.store.failed_letters(9) == ()


async def test_who_has_left_the_first_phone_is_reached_at_the_second(sent: Commune) -> None:
    await sent.types(MAI, "menu")
    await sent.does(sent.event(MAI, "left"))
    assert await notice_to_mai(sent) == ZALO
    sent.phones.broken["web:mai"] = "gone"
    await sent.types(ZALO, "menu")
    assert "Hồ sơ" in await sent.types(ZALO, "2")


async def test_who_has_left_both_counts_as_gone(sent: Commune) -> None:
    sent.phones.broken |= {"web:mai": "gone", f"web:{ZALO}": "gone"}
    [case] = await sent.store.cases_of_chat("web:mai")
    await sent.taps("lan", f"!more.{case.id}")
    await sent.types("lan", "Xin cho biết thêm.")
    failed = {one.letter.case_id: one.error for one in await sent.store.failed_letters(9)}
    assert failed[case.id] == "gone"
    assert (await sent.session(MAI)).left and await counting(sent) == []


async def test_leaving_the_second_phone_ends_its_link_only(sent: Commune) -> None:
    await sent.does(sent.event(ZALO, "left"))
    assert await counting(sent) == [] and not (await sent.session(MAI)).left
    assert "đã ngắt" in shown(sent, MAI)[-1]
    assert "Dùng tiếng nào" in await sent.types(ZALO, "2")


# ── ending it ────────────────────────────────────────────────────────────────────────────────
async def test_the_notice_of_a_new_phone_ends_it_with_one_tap(town: Commune) -> None:
    await joined(town)
    [cut] = [one for one in town.ids(MAI) if one.startswith("!cut.")]
    assert len(cut) <= 64 and cut.isascii()
    await town.taps(MAI, cut)
    assert await counting(town) == []
    assert "Máy này đã ngắt" in shown(town, ZALO)[-1]
    assert "Dùng tiếng nào" in await town.types(ZALO, "1")
    assert "từ trước" in await town.taps(MAI, cut)


async def test_nobody_else_ends_a_link(town: Commune) -> None:
    await joined(town)
    [link] = await counting(town)
    assert "không có máy nào như vậy" in await town.taps("tinh", f"!cut.{link.id}")
    assert len(await counting(town)) == 1


async def test_each_joining_and_ending_is_written_down(town: Commune) -> None:
    await joined(town)
    [link] = await counting(town)
    await town.taps(MAI, f"!cut.{link.id}")
    told = [(one.action, one.who) for one in await town.store.audits("web:mai")]
    assert ("phone_code_made", "web:mai") in told
    assert ("phone_linked", f"web:{ZALO}") in told
    assert ("phone_cut", "web:mai") in told


async def test_erasing_all_ends_links_and_what_is_said_is_heard_there(sent: Commune) -> None:
    await sent.types(ZALO, "menu")
    await sent.types(ZALO, "5")
    await sent.types(ZALO, "xóa dữ liệu của tôi")
    await sent.types(ZALO, "có")
    assert "Đã xóa" in shown(sent, ZALO)[-1] and "Máy này đã ngắt" in shown(sent, ZALO)[-1]
    assert "Đã xóa" in shown(sent, MAI)[-1]
    links = await sent.store.links_of("web:mai")
    assert links and all(one.chat is None and not one.counts for one in links)
    assert "Dùng tiếng nào" in await sent.types(ZALO, "menu")


async def test_withdrawn_consent_holds_on_both(sent: Commune) -> None:
    for words in ("menu", "5", "rút lại sự đồng ý", "có"):
        await sent.types(ZALO, words)
    assert "đồng ý không" in await sent.types(MAI, "menu")
    assert "đồng ý không" in await sent.types(ZALO, "2")


# ── staff ────────────────────────────────────────────────────────────────────────────────────
async def test_a_role_is_the_same_on_both_and_ends_on_both_at_once(town: Commune) -> None:
    await town.types("ba", "chào")
    await joined(town, "ba", "ba-zalo")
    assert "Hộ cần đến" in await town.types("ba-zalo", "1")
    await end_access(town.app, "nv-ba")
    assert "không mở được nữa" in await town.types("ba-zalo", "1")
    assert "Dùng tiếng nào" in await town.types("ba", "menu")


async def test_one_officer_with_two_phones_signs_a_table_once(town: Commune) -> None:
    [lan, hoa] = [one for one in town.app.inbox.place.staff if one.id in ("nv-lan", "nv-hoa")]
    signed = Signature("nv-lan", "Lan", town.clock.now(), (), "web:lan", "web:lan-zalo")
    table = LoadedTable(
        "t", "p", "d", "", "", town.clock.now().date(), "nv-lan", "", town.clock.now(), (signed,)
    )
    assert not table.waits_for(lan, "web:lan-zalo") and not table.waits_for(lan)
    assert table.waits_for(hoa) and not table.waits_for(hoa, "web:lan-zalo")
    assert not table.waits_for(replace(hoa, chat="web:lan-zalo"))
