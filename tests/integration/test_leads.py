"""Households pointed out: who sees what, who was first, what comes of it; who pointed is for officers."""

import asyncio

import pytest

from bot.cases.lead import Lead
from bot.runtime.staffing import end_access
from locales import translate
from tests.integration.commune import Commune, Faults

CONSENTED = "👤 {who}: chào\n👤 {who}: 1\n👤 {who}: 1\n"
POINTED = (
    "👤 {who}: [Báo hộ khó khăn]\n👤 {who}: Khu 3\n👤 {who}: bà Sáu\n👤 {who}: chân cầu treo\n"
    "👤 {who}: 4\n👤 {who}: con trai ốm từ tháng 8\n👤 {who}: [Gửi cán bộ]\n"
)
STAFF = "👤 lan: menu\n👤 hoa: menu\n👤 ba: menu\n👤 tu: menu\n👤 nam: menu\n"
BY_MO = STAFF + CONSENTED.format(who="mo") + POINTED.format(who="mo")
SENT = BY_MO + "👤 lan: [Mở]\n👤 lan: [Giao người đến thăm]\n👤 lan: 1\n"
REST_OF_REQUEST = (
    "👤 ba: có\n👤 ba: [Báo cho tôi]\n👤 ba +: Nguyễn Thị Sáu\n👤 ba +: nữ\n👤 ba +: 1950\n👤 ba +: Nùng\n"
    "👤 ba +: bỏ qua\n👤 ba +: Chân cầu treo\n👤 ba +: bỏ qua\n👤 ba +: 1\n👤 ba +: bỏ qua\n"
    "👤 ba +: không còn ai\n👤 ba +: 4\n👤 ba +: bỏ qua\n"
)


async def played(script: str) -> Commune:
    there = await Commune.opened()
    await there.play(script)
    return there


async def leads(there: Commune) -> tuple[Lead, ...]:
    return await there.store.of_round(Lead, there.app.inbox.place.round.id)


async def lead(there: Commune) -> Lead:
    [one] = await leads(there)
    return one


def texts(there: Commune, who: str) -> str:
    return "\n".join(one.text for one in there.channel.phone(f"web:{who}").shown)


def labels(there: Commune, who: str) -> list[str]:
    return [button.label for row in there.newest(who).rows for button in row]


def told(there: Commune, who: str) -> int:
    return sum(one.text.startswith("🏡 Có hộ") for one in there.channel.phone(f"web:{who}").shown)


# ── who sees what ────────────────────────────────────────────────────────────────────────────
async def test_only_officers_of_the_area_are_told_and_with_the_area_alone() -> None:
    there = await played(BY_MO)
    assert {who: told(there, who) for who in ("lan", "hoa", "ba", "tu", "nam")} == {
        "lan": 1, "hoa": 1, "ba": 0, "tu": 0, "nam": 0,
    }  # fmt: skip
    [notice] = [one.text for one in there.channel.phone("web:hoa").shown if "🏡" in one.text]
    assert "Khu 3" in notice and "Sáu" not in notice and "cầu" not in notice


async def test_an_officer_of_other_areas_is_not_told() -> None:
    there = await played(
        STAFF + CONSENTED.format(who="mo") + POINTED.format(who="mo").replace("Khu 3", "Khu 5")
    )
    assert (told(there, "lan"), told(there, "hoa")) == (1, 0)
    one = await lead(there)
    assert translate("vi", "lead.not_yours", {}) in await there.taps("hoa", f"!lead.{one.id}")


@pytest.mark.parametrize("who", ["ba", "tu", "mai", "mo"])
async def test_its_button_opens_nothing_in_other_hands(who: str) -> None:
    """Neither an enumerator it was not given to, nor a resident, nor even who pointed it out."""
    there = await played(BY_MO + CONSENTED.format(who="mai"))
    one = await lead(there)
    assert "chân cầu treo" not in await there.taps(who, f"!lead.{one.id}")


async def test_who_goes_there_never_learns_who_pointed_it_out() -> None:
    there = await played(
        STAFF + POINTED.format(who="tu") + "👤 lan: [Mở]\n👤 lan: 1\n👤 lan: 1\n👤 ba: [Mở]\n"
    )
    assert "bà Sáu" in texts(there, "ba") and "chân cầu treo" in texts(there, "ba")
    assert "Tư" not in texts(there, "ba")
    assert translate("vi", "lead.is.by", {"who": "Triệu Thị Tư", "when": "08:00 05/10"}) in texts(
        there, "lan"
    )


async def test_of_a_resident_officers_see_no_more_than_that_it_was_one() -> None:
    there = await played(SENT)
    assert "một người dân" in texts(there, "lan")
    assert "web:mo" not in texts(there, "lan") + texts(there, "ba")


async def test_nobody_points_out_before_the_consent() -> None:
    there = await played("👤 mo: chào\n👤 mo: 1\n")
    assert translate("vi", "menu.point_out", {}) not in labels(there, "mo")


async def test_not_more_than_five_a_day_and_again_the_next() -> None:
    there = await played(
        CONSENTED.format(who="mo") + POINTED.format(who="mo") * 5 + "👤 mo: [Báo hộ khó khăn]\n"
    )
    assert len(await leads(there)) == 5
    assert "Hôm nay đã báo 5 hộ" in there.newest("mo").text
    await there.play("@clock +1d\n" + POINTED.format(who="mo"))
    assert len(await leads(there)) == 6


async def test_where_no_reason_says_what_it_is_words_have_to() -> None:
    there = await played(
        CONSENTED.format(who="mo")
        + "👤 mo: [Báo hộ khó khăn]\n👤 mo: 3\n👤 mo: bà Sáu\n👤 mo: cầu treo\n"
        + "👤 mo: [Lý do khác]\n👤 mo: [✔ Xong]\n"
    )
    assert there.newest("mo").text == translate("vi", "lead.words_needed", {})
    assert translate("vi", "reading.text.letters", {}) in await there.types("mo", "123")
    assert translate("vi", "lead.send", {}) not in labels(there, "mo")
    await there.types("mo", "Nhà vừa cháy")
    assert translate("vi", "lead.send", {}) in labels(there, "mo")


# ── what comes of it ─────────────────────────────────────────────────────────────────────────
async def test_a_request_made_there_is_linked_and_the_helper_is_recorded() -> None:
    there = await played(SENT + "👤 ba: [Mở]\n👤 ba: [Giúp gia đình làm giấy đề nghị]\n" + REST_OF_REQUEST)
    assert (await lead(there)).state == "sent"
    await there.play("👤 ba: [Đúng rồi, gửi đi]\n")
    one = await lead(there)
    case = await there.store.case(one.case_id or "")
    assert one.state == "filed" and case is not None
    assert (case.head, case.area, case.helper_name) == ("Nguyễn Thị Sáu", "kp3", "Nông Văn Ba")
    assert case.code in await there.taps("lan", f"!lead.{one.id}")
    assert translate("vi", "lead.not_yours", {}) in await there.taps("ba", f"!lead.{one.id}")


async def test_a_request_begun_there_goes_on_where_it_stopped() -> None:
    there = await played(
        SENT
        + "👤 ba: [Mở]\n👤 ba: 1\n👤 ba: có\n👤 ba: menu\n👤 ba: [Mở]\n"
        + "👤 ba: [Giúp gia đình làm giấy đề nghị]\n"
    )
    assert len(await there.store.drafts_of("nv-ba")) == 1
    assert "4/17" in there.newest("ba").text


@pytest.mark.parametrize("action", ["no_wish", "not_found"])
async def test_a_visit_without_a_request_needs_words_and_officers_hear(action: str) -> None:
    there = await played(SENT + "👤 ba: [Mở]\n")
    await there.taps("ba", action)
    assert translate("vi", "lead.words_short", {"count": 10}) in await there.types("ba", "không có")
    assert (await lead(there)).state == "sent"
    await there.types("ba", "Đã hỏi cả xóm, không ai biết")
    one = await lead(there)
    assert one.state == "closed" and "Đã hỏi cả xóm" in one.outcome
    assert "Đã có kết quả" in texts(there, "hoa") and "Đã hỏi cả xóm" not in texts(there, "hoa")
    assert "Đã hỏi cả xóm" in await there.taps("hoa", f"!lead.{one.id}")


async def test_a_household_with_a_file_is_found_by_name_and_linked() -> None:
    there = await played(SENT + "👤 ba: [Mở]\n👤 ba: [Gia đình đã có hồ sơ]\n👤 ba: zzz\n")
    assert translate("vi", "lead.no_such_file", {}) in there.newest("ba").text
    await there.play("👤 ba: bich\n👤 ba: 1\n")
    one, case = await lead(there), await there.store.case_by_code("HL-0002")
    assert case is not None and (one.state, one.case_id) == ("closed", case.id)
    assert "HL-0002" in one.outcome


async def test_an_officer_links_a_double_without_sending_anybody() -> None:
    there = await played(BY_MO + "👤 lan: [Mở]\n👤 lan: [Hộ này đã có hồ sơ]\n👤 lan: 1\n")
    assert (await lead(there)).state == "closed" and "HL-0001" in (await lead(there)).outcome


# ── who was first, who has gone ──────────────────────────────────────────────────────────────
async def test_of_two_officers_at_once_one_decides_and_the_other_is_shown_it() -> None:
    there = await played(
        BY_MO + "👤 lan: [Mở]\n👤 hoa: [Mở]\n👤 lan: [Giao người đến thăm]\n👤 hoa: [Giao người đến thăm]\n"
    )
    taps = [
        there.event(who, "choice", choice=f"{there.newest(who).prompt}.{to}")
        for who, to in (("lan", "nv-ba"), ("hoa", "nv-tu"))
    ]
    with Faults() as faults:
        await asyncio.gather(*(there.app.take(event) for event in taps))
        await there.app.idle()
        await there.app.outbox.settle()
    one = await lead(there)
    second = "hoa" if one.assigned_to == "nv-ba" else "lan"
    assert faults.seen == [] and one.version == 2
    assert translate("vi", "lead.changed", {}) in there.newest(second).text


async def test_what_an_officer_closed_meanwhile_is_not_ended_again_by_who_went_there() -> None:
    there = await played(SENT + "👤 ba: [Mở]\n👤 ba: [Không tìm được nhà]\n")
    await there.play("👤 lan: [Đóng, ghi lý do]\n👤 lan: Gia đình đã chuyển đi.\n")
    assert translate("vi", "lead.not_yours", {}) in await there.types("ba", "Hỏi quanh mà không thấy nhà.")
    assert "chuyển đi" in (await lead(there)).outcome


async def test_given_to_somebody_who_has_gone_it_is_open_again() -> None:
    there = await played(SENT)
    await end_access(there.app, "nv-ba")
    assert (await lead(there)).state == "open"
    text = await there.taps("lan", f"!lead.{(await lead(there)).id}")
    assert translate("vi", "lead.state.open", {}) in text


async def test_who_erases_their_data_is_forgotten_but_not_the_household() -> None:
    there = await played(BY_MO + "👤 mo: [Dữ liệu của tôi]\n👤 mo: 1\n")
    assert "bà Sáu" in texts(there, "mo").split("📄")[-1]
    await there.play("👤 mo: [Xóa dữ liệu của tôi]\n👤 mo: 1\n")
    one = await lead(there)
    assert (one.by, one.who) == ("", "bà Sáu")
