"""What no script can show: what is left in the store, races, doors tried with another's keys."""

from dataclasses import replace

import pytest

from bot.cases.case import Case
from bot.cases.commune import Area
from bot.cases.form_record import FormRecord
from bot.dialogue.event import Event
from storage.memory import MemoryStore
from tests.integration.commune import Commune, Faults, request

CCCD = "020184001234"
WITH_NUMBER = request().replace(
    "👤 mai +: bỏ qua\n👤 mai +: Xóm", f"👤 mai +: {CCCD}\n👤 mai +: bỏ qua\n👤 mai +: Xóm"
)


def kept(store: MemoryStore) -> str:
    """Everything the store still has, letters that have left included in nothing: as one text."""
    unsent = [row.out for row in store._letters._rows.values() if row.state != "sent"]
    return repr(
        (store._entities, store._answers, store._sessions, store._audits, unsent, store._ledger.claims)
    )


async def sent(commune: Commune, script: str = WITH_NUMBER) -> Case:
    """The case of a request just sent by Mai."""
    await commune.play(script + "👤 mai: 1\n")
    (case,) = await commune.store.cases_of_chat("web:mai")
    return case


# ── erasing ──────────────────────────────────────────────────────────────────────────────────
async def test_erased_before_receipt_leaves_nothing_of_the_person() -> None:
    store = MemoryStore()
    commune = await Commune.opened(store)
    case = await sent(commune, WITH_NUMBER.replace("Xóm Đồi", "Ngách 77 Khuất Nẻo"))
    await commune.taps("lan", f"!more.{case.id}")
    await commune.types("lan", "Cháu sinh năm nào ạ?")
    await commune.play("👤 mai: 2\n👤 mai: [Trả lời cán bộ]\n👤 mai: Cháu Lường Bí Mật sinh năm 2019\n")
    assert "Hoàng Thị Mai" in kept(store) and CCCD in kept(store) and "Bí Mật" in kept(store)
    await commune.play("👤 mai: menu\n👤 mai: 5\n👤 mai: [Xóa dữ liệu của tôi]\n👤 mai: [Có]\n")
    after = await store.case(case.id)
    assert after is not None and after.state == "erased"
    assert await store.form(case.request or "") is None
    assert await store.answer_log(case.request or "") == ()
    left = kept(store)
    assert "Hoàng Thị Mai" not in left
    assert CCCD not in left
    assert "Khuất Nẻo" not in left
    assert "Bí Mật" not in left
    assert "web:mai" not in repr(after)


async def test_a_draft_of_a_household_already_there_is_gone_at_once() -> None:
    store = MemoryStore()
    commune = await Commune.opened(store)
    await sent(commune)
    await commune.play(WITH_NUMBER.replace("mai", "la").split("👤 la +: bỏ qua\n")[0])
    assert "đã có một đề nghị" in commune.newest("la").text
    assert await store.drafts_of("web:la") == ()
    assert all(
        one.owner != "web:la" for one in store._entities["form"].values() if isinstance(one, FormRecord)
    )


async def test_erased_after_receipt_is_asked_for_and_stays() -> None:
    commune = await Commune.opened()
    case = await sent(commune)
    await commune.taps("lan", f"!recv.{case.id}")
    await commune.taps("lan", "today")
    await commune.play("👤 mai: menu\n👤 mai: 5\n👤 mai: [Xóa dữ liệu của tôi]\n👤 mai: [Có]\n")
    after = await commune.store.case(case.id)
    assert after is not None and (after.state, after.head) == ("received", "Hoàng Thị Mai")
    assert "erasure_asked" in [one.action for one in await commune.store.audits(case.id)]


# ── races ────────────────────────────────────────────────────────────────────────────────────
async def test_two_phones_send_the_same_household_at_the_same_moment() -> None:
    commune = await Commune.opened()
    await commune.play(WITH_NUMBER + WITH_NUMBER.replace("mai", "la"))
    before = await commune.store.last_case_number()
    prompts = {who: commune.newest(who).prompt for who in ("mai", "la")}
    await commune.does(*(commune.event(who, "choice", choice=f"{no}.send") for who, no in prompts.items()))
    assert await commune.store.last_case_number() == before + 1
    told = [commune.newest(who).text for who in ("mai", "la")]
    assert sum("✅ Xong rồi ạ" in text for text in told) == 1
    assert sum("đã có một đề nghị" in text for text in told) == 1


async def test_the_same_tap_delivered_twice_counts_once() -> None:
    commune = await Commune.opened()
    await commune.play(WITH_NUMBER)
    before = await commune.store.last_case_number()
    tap = commune.event("mai", "choice", choice=f"{commune.newest('mai').prompt}.send")
    await commune.does(tap, tap)
    await commune.does(tap)
    assert await commune.store.last_case_number() == before + 1


async def test_two_officers_tap_receive_at_once() -> None:
    commune = await Commune.opened()
    case = await sent(commune)
    for who in ("lan", "hoa"):
        await commune.taps(who, f"!recv.{case.id}")
    taps = [commune.event(w, "choice", choice=f"{commune.newest(w).prompt}.today") for w in ("lan", "hoa")]
    await commune.does(*taps)
    after = await commune.store.case(case.id)
    assert after is not None
    assert [move.action for move in after.moves].count("receive") == 1
    told = [commune.newest(who).text for who in ("lan", "hoa")]
    assert sum("Đã nhận giấy hồ sơ" in text for text in told) == 1
    assert sum("Không cần làm gì thêm" in text for text in told) == 1


# ── another's keys ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("action", ["recv", "more", "asgn", "srv"])
@pytest.mark.parametrize("who", ["mai", "ba", "nam", "stranger"])
async def test_an_officers_button_does_nothing_in_other_hands(action: str, who: str) -> None:
    commune = await Commune.opened()
    case = await sent(commune)
    before = await commune.store.case(case.id)
    text = await commune.taps(who, f"!{action}.{case.id}")
    assert "Hoàng Thị Mai" not in text
    assert "Ngày nhận giấy" not in text and "Cần hỏi hộ" not in text and "Giao cho ai" not in text
    assert await commune.store.case(case.id) == before
    assert all(frame.conversation != "file" for frame in (await commune.session(who)).frames)


@pytest.mark.parametrize("who", ["stranger", "tinh", "nam"])
async def test_a_file_opens_only_for_its_own(who: str) -> None:
    commune = await Commune.opened()
    case = await sent(commune)
    for choice in (f"!open.{case.id}", f"!file.{case.id}"):
        assert "H.T.M" not in await commune.taps(who, choice)
    assert "H.T.M" not in await commune.types(who, case.code)


async def test_whose_role_has_ended_is_asked_for_consent_before_anything_else() -> None:
    commune = await Commune.opened()
    await commune.types("ba", "chào")
    menu = commune.newest("ba").prompt
    await commune.play("@revoke nv-ba\n")
    await commune.does(commune.event("ba", "choice", choice=f"{menu}.request"))
    assert [frame.conversation for frame in (await commune.session("ba")).frames] == ["welcome"]
    assert await commune.store.drafts_of("nv-ba") == () == await commune.store.drafts_of("web:ba")


# ── odd things sent ──────────────────────────────────────────────────────────────────────────
async def test_ten_thousand_characters_are_not_an_answer() -> None:
    commune = await Commune.opened()
    await commune.play(request())
    await commune.play("👤 mai: [Sửa]\n👤 mai: [Lý do đề nghị]\n👤 mai: [Lời gia đình: để trống]\n")
    assert "10000" in await commune.types("mai", "a" * 10_000)
    (draft,) = await commune.store.drafts_of("web:mai")
    assert draft.answers.text("reason_words") == "-"


async def test_a_shared_contact_is_a_phone_number() -> None:
    commune = await Commune.opened()
    await commune.play(request().split("👤 mai +: không còn ai")[0].rsplit("👤", 1)[0])
    await commune.does(commune.event("mai", "contact", "+84912345678"))
    (draft,) = await commune.store.drafts_of("web:mai")
    assert draft.answers.text("phone") == "+84912345678"


async def test_words_at_a_doubt_about_a_choice_are_that_choice_anew() -> None:
    """Found by random taps: typed words at such a doubt had no reader."""
    commune = await Commune.opened()
    await commune.play(
        "👤 ba: HL-0003\n👤 ba: [Làm Phiếu B]\n👤 ba: nam\n👤 ba +: thêm người\n👤 ba +: Lê Thị Lan\n"
    )
    await commune.play("👤 ba: nữ\n👤 ba: 2012\n👤 ba: [Vợ hoặc chồng]\n")
    assert "chưa đủ 18" in commune.newest("ba").text
    with Faults() as faults:
        assert "Xin chọn" in await commune.types("ba", "không phải")
        assert "Trong hộ hiện có" in await commune.types("ba", "cháu")
    assert faults.seen == []


async def test_forwarded_and_edited_change_nothing() -> None:
    commune = await Commune.opened()
    await commune.play(
        "👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 3\n👤 mai: Hoàng Thị Mai\n"
    )
    before = await commune.store.drafts_of("web:mai")
    await commune.does(commune.event("mai", "edited", "Hoàng Thị Mến"))
    assert await commune.store.drafts_of("web:mai") == before
    prompt = commune.newest("mai").prompt
    forwarded = Event("fwd", "web:mai", commune.clock.now(), "choice", choice="999.male", seen=prompt)
    await commune.does(replace(forwarded, forwarded=True))
    assert await commune.store.drafts_of("web:mai") == before


# ── an area, a list ──────────────────────────────────────────────────────────────────────────
async def test_an_area_without_a_type_cannot_be_scored_and_says_so() -> None:
    commune = await Commune.opened()
    areas = {area.id: area for area in await commune.store.areas()}
    bare: Area = replace(areas["kp3"], type=None, region=None, version=areas["kp3"].version + 1)
    await commune.store.seed([bare])
    await commune.app.refresh()
    answers = [*("Nùng", "2", "4"), *"00000", *("2", "1", "2", "38", "45", "5", "6"), *("1,4", "1,7")]
    answers += ["1", "1", "1,2", "1"]
    await commune.play("👤 ba: HL-0001\n👤 ba: [Làm Phiếu B]\n👤 ba: nam\n👤 ba: [Đủ 1 người]\n")
    await commune.play("".join(f"👤 ba +: {answer}\n" for answer in answers))
    text = await commune.taps("ba", "m1")
    assert "chưa ghi là nông thôn hay thành thị" in text
    assert "Điểm" not in text
    (case,) = [one for one in [await commune.store.case_by_code("HL-0001")] if one]
    record = await commune.store.form(case.survey or "")
    assert record is not None and record.seen_at is None and len(record.answers.values) > 20


async def test_an_area_with_nobody_to_send_to() -> None:
    commune = await Commune.opened()
    case = await sent(commune)
    for staff in await commune.store.staff():
        if staff.role == "enumerator" and "kp3" in staff.areas:
            await commune.store.seed([replace(staff, active=False, version=staff.version + 1)])
    await commune.app.refresh()
    assert "chưa có rà soát viên nào" in await commune.taps("lan", f"!asgn.{case.id}")


async def test_two_hundred_households_in_one_area() -> None:
    commune = await Commune.opened()
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None
    more = [replace(case, id=f"c{n}", code=f"HL-{n:04d}", version=1) for n in range(100, 300)]
    await commune.store.seed(more)
    with Faults() as faults:
        await commune.types("ba", "chào")
        text = await commune.taps("ba", "to_visit")
    assert faults.seen == []
    assert "Hộ cần đến: 206." in text
    assert "Xem tiếp (198)" in [b.label for row in commune.newest("ba").rows for b in row]


async def test_phieu_a_decided_by_one_is_not_changed_by_the_other() -> None:
    commune = await Commune.opened()
    for who in ("ba", "tu"):
        await commune.play(f"👤 {who}: HL-0006\n👤 {who}: [Làm Phiếu A]\n")
    await commune.play("👤 ba: 1\n👤 tu: menu\n👤 tu: HL-0006\n👤 tu: [Làm Phiếu A]\n👤 ba: [Để sau]\n")
    case = await commune.store.case_by_code("HL-0006")
    assert case is not None and case.screening is not None
    before = await commune.store.form(case.screening)
    text = await commune.taps("tu", "edit")
    assert "Nông Văn Ba đã làm Phiếu A" in text
    assert await commune.store.form(case.screening) == before


async def test_two_at_one_survey_never_answer_for_each_other() -> None:
    """Found by reading: the second answer used to land on the question after."""
    commune = await Commune.opened()
    for who in ("ba", "tu"):
        first = "[Làm Phiếu B]" if who == "ba" else "[Làm tiếp Phiếu B]"
        await commune.play(f"👤 {who}: HL-0001\n👤 {who}: {first}\n")
    await commune.types("ba", "nam")
    assert "chưa ghi" in await commune.types("tu", "1")
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None and case.survey is not None
    record = await commune.store.form(case.survey)
    assert record is not None
    assert record.answers.text("sex", "m1") == "male"
    assert record.answers.text("household_size") is None


# ── who comes back says hello ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("words", ["chào", "Xin chào", "alo", "hello"])
async def test_a_greeting_on_an_old_screen_opens_the_menu(words: str) -> None:
    commune = await Commune.opened()
    await commune.play("👤 lan: chào\n👤 lan: HL-0001\n")
    said = await commune.types("lan", words)
    assert said.startswith("(Bản tập huấn")
    assert "Chào anh/chị" in said


async def test_a_greeting_in_the_midst_of_a_form_leaves_nothing() -> None:
    commune = await Commune.opened()
    await commune.play("👤 ba: HL-0001\n👤 ba: [Làm Phiếu B]\n")
    assert "là nam hay nữ" in await commune.types("ba", "chào")
