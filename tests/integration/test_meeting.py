"""The village meeting as people hold it: what counts, who is told, two at once, what changes meanwhile."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.cases.case import Case, State
from bot.cases.meeting import Meeting
from bot.dialogue.session import Session
from bot.ports import TurnRecord
from locales import translate
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed

OPEN = "👤 {who}: menu\n👤 {who}: [Họp dân, niêm yết, quyết định]\n👤 {who}: [Họp dân]\n"
BEGIN = (OPEN + "👤 {who}: [Ghi cuộc họp]\n👤 {who}: hôm nay\n").format(who="ba")
PEOPLE = "👤 ba: 1\n👤 ba: 1\n👤 ba: 1\n"
CAME = "".join(f"👤 ba: {count}\n" for count in ("2, Lan, Hòa", "3", "1", "2", "16", "0"))
TO_VOTES = BEGIN + PEOPLE + CAME + "👤 ba: Triệu Thị Xuân\n"
ALL_AGREE = TO_VOTES + "👤 ba: 1\n👤 ba: 24\n"
CLOSE = "👤 ba: [Đọc lại cả cuộc họp]\n👤 ba: [Đúng, ghi xong cuộc họp]\n"
WHY = "Bà con nói nhà có thêm xe máy mới."


async def opened(count: int = 3, state: State = "approved") -> Commune:
    commune = await Commune.opened()
    for number in range(1, count + 1):
        await surveyed(commune.store, number, state)
    return commune


async def meetings(commune: Commune) -> tuple[Meeting, ...]:
    [plan] = [one for one in await commune.store.rounds() if one.reference_date.year == 2026]
    return await commune.store.of_round(Meeting, plan.id)


async def made(commune: Commune, number: int) -> Case:
    case = await commune.store.case(f"c-made-{number}")
    assert case is not None
    return case


def words(key: str, **args: object) -> str:
    return translate("vi", key, args)


def told(commune: Commune, who: str, text: str) -> int:
    return sum(text in letter.text for letter in commune.channel.phone(f"web:{who}").shown)


# ── what counts ──────────────────────────────────────────────────────────────────────────────
async def test_each_household_moves_by_its_own_vote_and_the_record_keeps_all_of_it() -> None:
    commune = await opened()
    with Faults() as faults:
        await commune.play(ALL_AGREE + f"👤 ba: 3\n👤 ba: 11\n👤 ba: {WHY}\n" + CLOSE)
    [one] = await meetings(commune)
    assert faults.seen == []
    assert [(await made(commune, n)).state for n in (1, 2, 3)] == ["to_post", "voted_down", "to_post"]
    assert [(v.agree, v.passed, v.words) for v in one.votes] == [
        (24, True, ""),
        (11, False, WHY),
        (24, True, ""),
    ]
    assert (one.no, one.attended, one.listed, one.chair, one.signer) == (
        1, 24, 6, "Nông Văn Ba", "Triệu Thị Xuân",
    )  # fmt: skip
    assert one.attendance[0].names == "Lan, Hòa"
    assert all(vote.mark.startswith("1:") for vote in one.votes)
    down = await made(commune, 2)
    assert down.meetings == (one.id,) and down.moves[-1].note == f"11/24 người. {WHY}"


async def test_exactly_half_of_those_attending_is_enough() -> None:
    commune = await opened(1)
    await commune.play(TO_VOTES + "👤 ba: 1\n👤 ba: 12\n👤 ba: [Không có ý kiến]\n" + CLOSE)
    assert (await made(commune, 1)).state == "to_post"


async def test_more_than_came_is_refused_and_one_vote_under_half_needs_words() -> None:
    commune = await opened(1)
    await commune.play(TO_VOTES + "👤 ba: 1\n")
    assert words("meeting.agree.over", attended=24) in await commune.types("ba", "25")
    assert words("meeting.words.failed", agree=11, attended=24) in await commune.types("ba", "11")
    assert words("meeting.words.short") in await commune.types("ba", "không")
    await commune.play(f"👤 ba: {WHY}\n" + CLOSE)
    assert (await made(commune, 1)).state == "voted_down"


async def test_a_meeting_of_nobody_is_asked_again() -> None:
    commune = await opened(1)
    await commune.play(BEGIN + PEOPLE + "👤 ba: 0\n" * 5)
    text = await commune.types("ba", "không")
    [one] = await meetings(commune)
    assert words("meeting.nobody") in text and "1/6" in text
    assert one.attendance == ()


async def test_no_vote_no_move() -> None:
    commune = await opened(2)
    await commune.play(TO_VOTES + "👤 ba: 2\n👤 ba: 24\n")
    text = await commune.taps("ba", ".done")
    assert words("meeting.sure.unvoted", codes="HL-9002") in text
    await commune.taps("ba", "close")
    assert [(await made(commune, n)).state for n in (1, 2)] == ["to_post", "approved"]


# ── who is told ──────────────────────────────────────────────────────────────────────────────
async def test_officers_hear_once_whatever_the_number_of_files() -> None:
    commune = await opened()
    await commune.play("👤 lan: menu\n👤 hoa: menu\n" + ALL_AGREE + CLOSE)
    day = f"{(await meetings(commune))[0].on:%d/%m}"
    notice = words("notice.meeting", area="Khu 3", no=1, day=day, passed=3, failed=0)
    assert [told(commune, who, notice) for who in ("lan", "hoa", "ba", "nam")] == [1, 1, 0, 0]


async def test_a_record_is_read_by_those_of_the_area_only() -> None:
    commune = await opened(1)
    await commune.play("👤 nam: menu\n👤 hoa: menu\n" + ALL_AGREE + CLOSE)
    [one] = await meetings(commune)
    assert words("meeting.not_yours") in await commune.taps("nam", f"!meet.{one.id}")
    assert "Triệu Thị Xuân" in await commune.taps("hoa", f"!meet.{one.id}")


# ── two at once, days between ────────────────────────────────────────────────────────────────
async def test_of_two_who_begin_at_once_both_write_in_the_same_record() -> None:
    commune = await opened(1)
    begun = OPEN + "👤 {who}: [Ghi cuộc họp]\n"
    await commune.play("👤 tu: menu\n" + begun.format(who="ba") + begun.format(who="tu"))
    events = [commune.event(who, text="hôm nay") for who in ("ba", "tu")]
    with Faults() as faults:
        await asyncio.gather(*(commune.app.take(event) for event in events))
        await commune.app.idle()
        await commune.app.outbox.settle()
    assert faults.seen == []
    assert len(await meetings(commune)) == 1
    assert told(commune, "ba", "vừa bắt đầu ghi") + told(commune, "tu", "vừa bắt đầu ghi") == 1


async def test_an_answer_to_what_somebody_else_has_written_meanwhile_is_not_taken() -> None:
    commune = await opened(1)
    await commune.play("👤 tu: menu\n" + BEGIN)
    await commune.play(OPEN.format(who="tu") + "👤 tu: [Ghi tiếp cuộc họp]\n👤 ba: 1\n")
    text = await commune.types("tu", "Sân kho")
    [one] = await meetings(commune)
    assert words("meeting.someone_wrote", who="Nông Văn Ba") in text
    assert (one.place, one.chair) == ("Nhà văn hóa Khu 3", "")


async def test_a_record_under_way_survives_a_restart(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "a.sqlite", Keys.from_text(generate_key()))
    commune = await Commune.opened(store)
    await surveyed(store, 1, "approved")
    await commune.play(BEGIN + PEOPLE)
    await commune._open()
    await commune.play(OPEN.format(who="ba") + "👤 ba: [Ghi tiếp cuộc họp]\n")
    assert "1/6" in commune.newest("ba").text
    await commune.play(CAME + "👤 ba: Triệu Thị Xuân\n👤 ba: 1\n👤 ba: 24\n" + CLOSE)
    state = (await made(commune, 1)).state
    await store.close()
    assert state == "to_post"


async def test_a_record_thrown_away_moves_nothing_and_another_may_begin() -> None:
    commune = await opened(1)
    await commune.play(
        ALL_AGREE + "👤 ba: [Đọc lại cả cuộc họp]\n👤 ba: [Bỏ bản ghi này]\n👤 ba: [Bỏ bản ghi]\n"
    )
    assert (await made(commune, 1)).state == "approved"
    await commune.play(ALL_AGREE + CLOSE)
    closed = [one for one in await meetings(commune) if one.closed_at]
    assert [one.no for one in closed] == [1]
    assert (await made(commune, 1)).state == "to_post"


# ── what changes meanwhile ───────────────────────────────────────────────────────────────────
async def test_a_file_returned_during_the_meeting_is_left_out_and_named() -> None:
    commune = await opened(2)
    await commune.play(ALL_AGREE + "👤 ba: [Đọc lại cả cuộc họp]\n")
    case = await made(commune, 2)
    await put(commune, case, "returned")
    text = await commune.taps("ba", "close")
    assert words("meeting.changed_meanwhile") in text
    assert words("meeting.sure.left", codes="HL-9002") in text
    await commune.taps("ba", "close")
    [one] = await meetings(commune)
    assert [(await made(commune, n)).state for n in (1, 2)] == ["to_post", "returned"]
    assert [vote.case_id for vote in one.votes] == ["c-made-1"] and "HL-9002" in one.words


async def test_a_vote_on_another_result_than_the_one_that_counts_now_is_not_counted() -> None:
    commune = await opened(2)
    await commune.play(ALL_AGREE)
    form = await commune.store.form("f-made-2")
    assert form is not None
    scored = replace(form, version=form.version + 1, results=(*form.results, form.results[-1]))
    verdict = await commune.store.commit(
        TurnRecord("test:scored", commune.clock.now(), Session("test:s", 1), (scored,))
    )
    assert verdict == "committed"
    text = await commune.taps("ba", ".done")
    assert words("meeting.sure.left", codes="HL-9002") in text
    await commune.taps("ba", "close")
    assert [(await made(commune, n)).state for n in (1, 2)] == ["to_post", "approved"]


async def put(commune: Commune, case: Case, state: State) -> None:
    """Somebody else moves the file at this very moment."""
    moved = replace(case, version=case.version + 1, state=state)
    verdict = await commune.store.commit(
        TurnRecord(f"test:{case.id}:{state}", commune.clock.now(), Session(f"test:{case.id}", 1), (moved,))
    )
    assert verdict == "committed"


async def test_other_numbers_of_people_ask_for_votes_again_that_would_mean_something_else() -> None:
    commune = await opened(1)
    await commune.play(
        ALL_AGREE + "👤 ba: [Đọc lại cả cuộc họp]\n👤 ba: [Sửa chỗ khác]\n👤 ba: [Hộ dân khác: 16]\n"
    )
    text = await commune.types("ba", "10")
    [one] = await meetings(commune)
    assert words("meeting.votes_again", count=1) in text
    assert one.attended == 18 and one.votes == ()


# ── again after it was voted down ────────────────────────────────────────────────────────────
async def test_voted_down_it_is_surveyed_approved_and_met_about_a_second_time() -> None:
    commune = await Commune.opened()
    approve = "👤 lan: HL-0001\n👤 lan: [Duyệt phiếu]\n"
    await commune.play("@survey nv-ba HL-0001\n👤 tu: menu\n" + approve)
    await commune.play(TO_VOTES + f"👤 ba: 1\n👤 ba: 5\n👤 ba: {WHY}\n" + CLOSE)
    assert told(commune, "tu", "HL-0001") == 0  # the survey is ba's, who was there
    await commune.play("👤 ba: HL-0001\n")
    assert WHY in commune.newest("ba").text
    await commune.play("👤 ba: [Sửa Phiếu B (phải có lý do)]\n👤 ba: [Gửi Ban Chỉ đạo]\n")
    assert words("meeting.again.short") in await commune.types("ba", "đúng")
    stays = "Đã đến nhà xem lại, không có xe máy nào."
    await commune.play(f"👤 ba: {stays}\n👤 ba: [Gửi Ban Chỉ đạo]\n👤 lan: HL-0001\n")
    assert stays in commune.newest("lan").text
    await commune.play("👤 lan: [Duyệt phiếu]\n")
    await commune.play(ALL_AGREE + CLOSE)
    first, second = await meetings(commune)
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None
    assert (second.no, case.state, case.meetings) == (2, "to_post", (first.id, second.id))
    assert first.votes[0].mark != second.votes[0].mark


async def test_who_did_not_hold_the_meeting_hears_which_file_to_look_at_again() -> None:
    commune = await opened(1)
    held = TO_VOTES + f"👤 ba: 1\n👤 ba: 5\n👤 ba: {WHY}\n" + CLOSE
    await commune.play("👤 ba: menu\n👤 tu: menu\n" + held.replace("👤 ba", "👤 tu"))
    assert (
        told(commune, "ba", words("notice.voted_down", code="HL-9001", initials="H.T.M", area="Khu 3")) == 1
    )
    assert (
        told(commune, "tu", words("notice.voted_down", code="HL-9001", initials="H.T.M", area="Khu 3")) == 0
    )
