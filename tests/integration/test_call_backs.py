"""People who cannot be heard: one wish a chat, who may see and do what, a request made for them, erasing."""

import itertools
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.call_back import CallBack
from bot.dialogue.session import Session
from bot.handlers.call_backs import WAYS
from bot.ports import Store, TurnRecord
from bot.runtime.staffing import end_access
from locales import translate
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune, Faults, request

NAME, PHONE = "Mẹ Bống Xóm Đồi", "+84912345678"


class Town(Commune):
    """People whose messages the platform hides, and staff who look after them."""

    async def hides(self, who: str, name: str = NAME) -> str:
        await self.does(replace(self.event(who, "unsupported"), name=name))
        return self.channel.phone(f"web:{who}").shown[-1].text

    async def calls(self) -> tuple[CallBack, ...]:
        return await self.store.open_call_backs()

    async def call(self) -> CallBack:
        [call] = await self.calls()
        return call

    def labels(self, who: str) -> list[str]:
        return [button.label for row in self.newest(who).rows for button in row]

    def notices(self, who: str) -> int:
        return sum("🤝" in letter.text for letter in self.channel.phone(f"web:{who}").shown)


def said(key: str, **args: object) -> str:
    return translate("vi", key, {"phone": "0205 000 0000", **args})


async def town(store: Store | None = None) -> Town:
    there = Town(store or MemoryStore())
    await there.begin()
    return there


async def with_file(there: Town, area: str = "3") -> None:
    """Mai's own request, sent."""
    await there.play(request(area=area) + "👤 mai: 1\n")


# ── the wish ─────────────────────────────────────────────────────────────────────────────────
async def test_the_first_hidden_message_brings_a_person_and_the_others_only_reassure() -> None:
    there = await town()
    assert await there.hides("mo") == said("call_back.hidden_unknown")
    for _ in range(3):
        assert await there.hides("mo") == said("call_back.again_unknown")
    call = await there.call()
    assert (call.chat, call.reason, call.name, call.area, call.case_id) == (
        "web:mo",
        "hidden",
        NAME,
        None,
        None,
    )
    assert (there.notices("lan"), there.notices("hoa"), there.notices("ba")) == (1, 1, 0)


async def test_several_hidden_at_once_make_one_wish() -> None:
    there = await town()
    await there.does(*(replace(there.event("mo", "unsupported"), name=NAME) for _ in range(5)))
    assert len(await there.calls()) == 1
    assert there.notices("lan") == 1


async def test_who_has_a_file_is_known_to_the_staff_of_its_area_only() -> None:
    there = await town()
    await with_file(there)
    assert await there.hides("mai") == said("call_back.hidden")
    call = await there.call()
    case = await there.store.case_by_code("HL-0025")
    assert case is not None
    assert (call.area, call.case_id) == (case.area, case.id)
    told = {who: there.notices(who) for who in ("lan", "hoa", "ba", "tu", "nam")}
    assert told == {"lan": 1, "hoa": 1, "ba": 1, "tu": 1, "nam": 0}


async def test_a_notice_tells_neither_name_nor_phone() -> None:
    there = await town()
    await with_file(there)
    await there.hides("mai")
    [notice] = [one.text for one in there.channel.phone("web:ba").shown if "🤝" in one.text]
    assert "Khu 3 · HL-0025" in notice
    assert NAME not in notice and "Hoàng" not in notice and "0912" not in notice


async def test_those_a_helper_helped_are_not_the_helper() -> None:
    """Tỉnh of the seed has filed for Ỏn: what Tỉnh sends is not about Ỏn's file."""
    there = await town()
    await there.hides("tinh")
    assert ((await there.call()).case_id, (await there.call()).area) == (None, None)


async def test_staff_get_just_the_word() -> None:
    there = await town()
    for who in ("lan", "ba"):
        assert await there.hides(who) == said("engine.kind.unsupported")
    assert await there.calls() == ()


async def test_a_hidden_message_is_no_answer_and_leaves_the_question_where_it_was() -> None:
    there = await town()
    await there.play("👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n")
    before = await there.session("mai")
    await there.hides("mai")
    after = await there.session("mai")
    assert (after.frames, after.asked, after.refused) == (before.frames, before.asked, before.refused)
    assert "Họ và tên chủ hộ" in await there.types("mai", "3")


async def test_the_first_typed_word_after_hidden_ones_opens_the_talk() -> None:
    there = await town()
    await there.hides("mo")
    assert said("home.language", place="xã Hữu Lũng") in await there.types("mo", "chào")


async def test_who_had_left_and_comes_back_hidden_is_no_longer_gone() -> None:
    there = await town()
    await there.does(there.event("mo", "left"))
    await there.hides("mo")
    assert not (await there.session("mo")).left


# ── who may do what ──────────────────────────────────────────────────────────────────────────
MAY = {
    ("open", "officer"): {"take", "give"},
    ("open", "enumerator"): {"take"},
    ("taken", "officer"): {"done", "give"},
    ("taken", "enumerator"): set(),
    ("own", "officer"): {"done", "file", "give"},
    ("own", "enumerator"): {"done", "file"},
}


@pytest.mark.parametrize(("state", "role"), MAY)
def test_the_table_of_who_may_do_what(state: str, role: str) -> None:
    own = state == "own"
    found = {
        way.action
        for way in WAYS
        if way.role == role and way.state == ("taken" if own else state) and (own or not way.own)
    }
    assert found == MAY[state, role]


@pytest.mark.parametrize(("state", "role"), MAY)
async def test_the_screen_offers_what_the_table_allows(state: str, role: str) -> None:
    there = await town()
    await with_file(there)
    await there.hides("mai")
    call = await there.call()
    who, other = ("lan", "hoa") if role == "officer" else ("ba", "tu")
    if state != "open":
        await there.taps(who if state == "own" else other, f"!call.{call.id}")
        await there.taps(who if state == "own" else other, "take")
    await there.taps(who, f"!call.{call.id}")
    offered = {button.id.partition(".")[2] for row in there.newest(who).rows for button in row} - {"<"}
    assert offered == MAY[state, role] - {"file"}  # a file is there already


async def test_of_two_who_take_it_the_second_hears_who_was_first() -> None:
    there = await town()
    await there.hides("mo")
    call = await there.call()
    for who in ("lan", "hoa"):
        await there.taps(who, f"!call.{call.id}")
    takes = [there.event(who, "choice", choice=f"{there.newest(who).prompt}.take") for who in ("lan", "hoa")]
    await there.does(*takes)
    taken = await there.call()
    first, second = ("lan", "hoa") if taken.taken_by == "nv-lan" else ("hoa", "lan")
    assert said("call_back.yours") in there.newest(first).text
    assert "Anh/chị không cần làm gì thêm." in there.newest(second).text
    assert taken.version == 2


@pytest.mark.parametrize("who", ["nam", "mai", "mo", "tinh"])
async def test_others_see_nothing_of_it(who: str) -> None:
    """The enumerator of another area, and residents, even with the button's very id."""
    there = await town()
    await with_file(there)
    await there.hides("mai", "Bà Hiền Khu Ba")
    call = await there.call()
    assert "Bà Hiền" not in await there.taps(who, f"!call.{call.id}")
    assert "Người cần giúp (" not in there.newest(who).text
    assert (await there.call()).taken_by is None


async def test_kin_sees_nothing_of_it() -> None:
    there = await town()
    await with_file(there)
    case = await there.store.case_by_code("HL-0025")
    assert case is not None
    ba = next(one for one in await there.store.staff() if one.chat == "web:ba")
    await there.store.seed([replace(case, kin_of=(ba.id,), version=case.version + 1)])
    await there.hides("mai")
    assert there.notices("ba") == 0
    assert NAME not in await there.taps("ba", f"!call.{(await there.call()).id}")


async def test_what_somebody_took_whose_access_ended_is_open_again() -> None:
    there = await town()
    await there.hides("mo")
    call = await there.call()
    await there.taps("hoa", f"!call.{call.id}")
    await there.taps("hoa", "take")
    await end_access(there.app, (await there.call()).taken_by or "")
    assert said("call_back.free") in await there.taps("lan", f"!call.{call.id}")
    assert said("call_back.yours") in await there.taps("lan", "take")


async def test_a_tap_that_comes_after_it_was_done_changes_nothing() -> None:
    there = await town()
    await there.hides("mo")
    call = await there.call()
    for who in ("lan", "hoa"):
        await there.taps(who, f"!call.{call.id}")
    await there.taps("lan", "take")
    await there.taps("lan", "done")
    await there.types("lan", "Đã gọi.")
    assert await there.calls() == ()
    assert "Việc này đã xong" in await there.taps("hoa", "take")
    done = await there.store.call_back(call.id)
    assert done is not None
    assert (done.note, done.taken_by) == ("Đã gọi.", "nv-lan")


async def test_the_menu_counts_what_waits_and_hides_the_entry_where_nobody_does() -> None:
    there = await town()
    await there.types("lan", "menu")
    assert not any("cần giúp" in label for label in there.labels("lan"))
    await there.hides("mo"), await there.hides("nga")
    await there.types("lan", "menu")
    assert there.labels("lan")[0] == "Người cần giúp (2)"
    await there.types("ba", "menu")
    assert not any("cần giúp" in label for label in there.labels("ba"))


async def test_what_was_done_is_in_the_log_without_words() -> None:
    there = await town()
    await there.hides("mo")
    call = await there.call()
    await there.taps("lan", f"!call.{call.id}")
    await there.taps("lan", "take")
    await there.taps("lan", "done")
    await there.types("lan", "Bà ở cạnh chợ.")
    audits = await there.store.audits(call.id)
    assert [one.action for one in audits] == [
        "call_back_wanted",
        "call_back_opened",
        "call_back_take",
        "call_back_done",
    ]
    assert not any("chợ" in one.detail or NAME in one.detail for one in audits)


# ── the request made for them ────────────────────────────────────────────────────────────────
FILING = """\
👤 lan: có
👤 lan: 3
👤 lan: Hoàng Thị Mơ
👤 lan: nữ
👤 lan: 1950
👤 lan: Nùng
👤 lan: bỏ qua
👤 lan: Xóm Đồi
👤 lan: bỏ qua
👤 lan: 2
👤 lan: bỏ qua
👤 lan: không còn ai
👤 lan: 4
👤 lan: bỏ qua
"""


async def begun(there: Town, news: str) -> CallBack:
    await there.hides("mo")
    call = await there.call()
    await there.taps("lan", f"!call.{call.id}")
    for choice in ("take", "file", news):
        await there.taps("lan", choice)
    return call


@pytest.mark.parametrize("news", ["yes", "no"])
async def test_the_chat_is_linked_where_the_person_agreed(news: str) -> None:
    there = await town()
    call = await begun(there, news)
    await there.play(FILING + "👤 lan: 1\n")
    case = await there.store.case_by_code("HL-0025")
    assert case is not None
    chats = {one.chat: (one.helper, one.news) for one in case.applicants}
    linked = {"web:mo": (False, True)} if news == "yes" else {}
    assert chats == {"web:lan": (True, news == "no")} | linked
    assert (case.helper_name, (await there.call()).case_id) == ("Hoàng Thị Lan", case.id)
    told = "HL-0025" in there.channel.phone("web:mo").shown[-1].text
    assert told is (news == "yes")
    assert call.id == (await there.call()).id


async def test_a_request_begun_goes_on_where_it_stood() -> None:
    there = await town()
    call = await begun(there, "yes")
    await there.play("👤 lan: có\n👤 lan: 3\n👤 lan: menu\n")
    await there.taps("lan", f"!call.{call.id}")
    assert "Họ và tên chủ hộ" in await there.taps("lan", "file")
    assert len(await there.store.drafts_of("nv-lan")) == 1


async def test_a_request_sent_after_the_person_had_all_erased_links_nobody() -> None:
    there = await town()
    await begun(there, "yes")
    await there.play(FILING)
    await there.play("👤 mo: chào\n👤 mo: 1\n👤 mo: 1\n👤 mo: [Dữ liệu của tôi]\n👤 mo: 2\n👤 mo: 1\n")
    await there.play("👤 lan: 1\n")
    case = await there.store.case_by_code("HL-0025")
    assert case is not None
    assert [one.chat for one in case.applicants] == ["web:lan"]


# ── asking to be called, erasing, secrets ────────────────────────────────────────────────────
ASKING = "👤 mo: chào\n👤 mo: 1\n👤 mo: 1\n👤 mo: [Gặp cán bộ]\n👤 mo: 1\n"


@pytest.mark.parametrize(
    ("phone", "area"), list(itertools.product(["0912345678", "không có số"], ["Khu 3", "bỏ qua"]))
)
async def test_phone_and_area_may_be_left_out(phone: str, area: str) -> None:
    there = await town()
    await there.play(ASKING + f"👤 mo: {phone}\n👤 mo: {area}\n")
    call = await there.call()
    assert (call.reason, call.phone) == ("asked", PHONE if phone[0] == "0" else "")
    assert (call.area is not None) is (area == "Khu 3")
    assert there.notices("ba") == (area == "Khu 3")
    assert said("contact.noted" if call.phone else "contact.noted_no_phone") in there.newest("mo").text


async def test_asking_after_a_hidden_message_adds_the_number_to_the_same_wish() -> None:
    there = await town()
    await there.hides("mo")
    await there.play(ASKING + "👤 mo: 0912345678\n👤 mo: bỏ qua\n")
    assert ((await there.call()).reason, (await there.call()).phone) == ("hidden", PHONE)
    assert there.notices("lan") == 1
    assert await there.hides("mo") == said("call_back.again")


async def test_nobody_is_asked_for_a_number_before_the_consent() -> None:
    there = await town()
    await there.play("👤 mo: chào\n👤 mo: 1\n👤 mo: 3\n👤 mo: menu\n")
    assert "Gặp cán bộ" not in there.labels("mo")


async def test_nothing_of_it_stays_readable_once_the_person_erased_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    there = await town(await open_sqlite(tmp_path / "a.sqlite", Keys.from_text(generate_key())))
    with Faults() as faults:
        await there.hides("mo")
        await there.play(ASKING + "👤 mo: 0912345678\n👤 mo: Khu 3\n")
        call = await there.call()
        await there.taps("ba", f"!call.{call.id}")
        await there.taps("ba", "take")
        assert "0912 345 678" in await there.types("mo", "dữ liệu của tôi") + await there.taps("mo", "see")
        await there.taps("mo", "erase")
        await there.taps("mo", "yes")
    left = await there.store.call_back(call.id)
    assert left is not None
    assert (left.chat, left.name, left.phone, left.note, left.area) == ("", "", "", "", None)
    assert await there.calls() == ()
    assert await there.store.call_backs_of("web:mo") == ()
    assert said("call_back.not_yours") in await there.taps("ba", "done")
    await there.store.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for piece in (NAME, PHONE, "0912345678"):
        assert piece.encode() not in kept
        assert piece not in caplog.text
    assert faults.seen == []


async def test_an_officer_of_another_area_neither_sees_nor_opens_it() -> None:
    there = await town()
    await with_file(there)
    await there.hides("mai")
    call = await there.call()
    [lan] = [one for one in await there.store.staff() if one.id == "nv-lan"]
    elsewhere = next(one.id for one in await there.store.areas() if one.id != call.area)
    moved = replace(lan, areas=(elsewhere,), version=lan.version + 1)
    await there.store.commit(TurnRecord("test:moved", there.clock.now(), Session("web:z", 1), (moved,)))
    await there._open()
    await there.types("lan", "menu")
    assert not any("cần giúp" in label for label in there.labels("lan"))
    assert call.name not in await there.taps("lan", f"!call.{call.id}")
    await there.types("hoa", "menu")
    assert any("cần giúp" in label for label in there.labels("hoa"))
    assert call.name in await there.taps("hoa", f"!call.{call.id}")
