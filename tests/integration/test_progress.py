"""Progress in numbers and as a picture, who has which files, and what somebody of two roles may do."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.cases.case import Case, State
from bot.cases.commune import Area, Round, Staff
from bot.cases.commune import Commune as Place
from bot.cases.progress import STAGES, Progress
from bot.dialogue.message import DocumentRef, Letter, Message
from bot.dialogue.session import Session
from bot.documents.papers import StorePapers
from bot.documents.pictures.progress_picture import Says, data_of
from bot.documents.typesetting import set_picture
from bot.errors import PaperError
from bot.handlers.staff_entries import Changes
from bot.ports import TurnRecord
from bot.runtime.progress_line import with_progress
from bot.runtime.staffing import change_staff, end_access
from bot.seeds.load import load_seed
from locales import translate
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed

DAY = "2026-10-05"


def paper(staff: str = "nv-lan", round_id: str = "2026", day: str = DAY) -> DocumentRef:
    return DocumentRef("progress", "", "tien-do.png", f"{round_id} {staff} {day}")


def line(commune: Commune, who: str, name: str) -> str:
    """What the newest message on a phone says of an area."""
    found = [row for row in commune.newest(who).text.splitlines() if row.startswith(f"{name}:")]
    assert len(found) == 1, commune.newest(who).text
    return found[0]


def labels(commune: Commune, who: str) -> list[str]:
    return [button.label for row in commune.newest(who).rows for button in row]


async def opened(*who: str) -> Commune:
    commune = await Commune.opened()
    for one in who:
        await commune.types(one, "menu")
        await commune.types(one, "tiến độ")
    return commune


# ── in numbers ───────────────────────────────────────────────────────────────────────────────
AREAS = {
    "ba": ["Khu 3"],
    "nam": ["Khu 5"],
    "hoa": ["Khu 1", "Khu 2", "Khu 3", "Khu 4"],
    **{who: [f"Khu {n}" for n in range(1, 9)] for who in ("lan", "binh", "mttq")},
}


@pytest.mark.parametrize("who", AREAS)
async def test_everybody_sees_the_areas_that_are_theirs(who: str) -> None:
    commune = await opened(who)
    rows = commune.newest(who).text.splitlines()
    assert [row.partition(":")[0] for row in rows if row.startswith("Khu ")] == AREAS[who]


async def test_a_resident_sees_none() -> None:
    commune = await Commune.opened()
    await commune.types("mai", "tiến độ")
    assert "Khu 3" not in commune.newest("mai").text


async def test_the_numbers_follow_the_files() -> None:
    commune = await opened("lan")
    before = line(commune, "lan", "Khu 5")
    states: tuple[State, ...] = ("surveyed", "approved", "to_post", "posted", "complained", "recognised")
    for number, state in enumerate(states):
        await surveyed(commune.store, number, state, area="kp5")
    await commune.types("lan", "menu")
    await commune.types("lan", "tiến độ")
    after = line(commune, "lan", "Khu 5")
    assert before == "Khu 5: 2 hộ trong danh sách, đã khảo sát 0 (0%); đề nghị đang chờ 3"
    assert after.startswith(
        "Khu 5: 8 hộ trong danh sách, đã khảo sát 6 (75%); đã duyệt 5; họp dân xong 4; đã niêm yết 3; "
        "đã tổng hợp 1; đã quyết định 1; đang phúc tra 1; đề nghị đang chờ 3"
    )


async def test_a_file_past_its_legal_day_is_counted_late_from_the_day_after() -> None:
    commune = await Commune.opened()
    for moment, late in (("2026-12-14 09:00", False), ("2026-12-15 09:00", True)):
        await commune.play(f"@clock {moment}\n")
        await commune.types("lan", "menu")
        await commune.types("lan", "tiến độ")
        words = translate("vi", "progress.part.late", {"count": 2})
        assert (words in line(commune, "lan", "Khu 4")) is late


# ── as a picture ─────────────────────────────────────────────────────────────────────────────
async def test_the_picture_is_asked_for_by_number_and_leaves_as_a_paper() -> None:
    commune = await opened("binh")
    await commune.types("binh", "1")
    sent = [one for one in commune.channel.phone("web:binh").shown if one.file_name]
    assert [one.file_name for one in sent] == ["tien-do-05-10-2026.png"]
    assert sent[0].file is not None and sent[0].file.startswith(b"\x89PNG")


async def test_the_picture_fits_a_phone_held_upright() -> None:
    commune = await Commune.opened()
    made = await StorePapers(commune.store).make(paper())
    assert made is not None
    picture = Image.open(BytesIO(made))
    assert picture.width == 900 and picture.height > picture.width


async def test_of_single_areas_it_shows_those_only() -> None:
    """Ba's picture has one bar, Hòa's five with the sum: it is so much higher."""
    commune = await Commune.opened()
    heights = []
    for staff in ("nv-ba", "nv-hoa", "nv-lan"):
        made = await StorePapers(commune.store).make(paper(staff))
        assert made is not None
        heights.append(Image.open(BytesIO(made)).height)
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("argument", [("nv-nobody", "2026"), ("nv-lan", "1999")])
async def test_no_picture_for_nobody_or_of_nothing(argument: tuple[str, str]) -> None:
    commune = await Commune.opened()
    with pytest.raises(PaperError):
        await StorePapers(commune.store).make(paper(*argument))


async def test_who_left_before_the_letter_does_gets_none() -> None:
    commune = await Commune.opened()
    await end_access(commune.app, "nv-ba")
    with pytest.raises(PaperError):
        await StorePapers(commune.store).make(paper("nv-ba"))


SEED = load_seed().entities
[PLACE] = [one for one in SEED if isinstance(one, Place)]
[PLAN] = [one for one in SEED if isinstance(one, Round) and one.id == "2026"]
[FIRST] = [one for one in SEED if isinstance(one, Area) and one.id == "kp1"]


def data(parts: list[Progress], day: date = date(2026, 10, 5)) -> dict[str, Any]:
    areas = [replace(FIRST, id=one.area, name=f"Ấp Phước Thuận {one.area}") for one in parts]
    return data_of(Says("vi"), PLACE, PLAN, areas, parts, day)


def test_a_bar_is_as_long_as_its_list_whatever_stands_in_it() -> None:
    found = data([Progress("a", (3, 1, 0, 2, 1, 1, 4)), Progress("b", (0,) * 7)])
    everything, one, none = found["rows"]
    assert [(part["stage"], part["count"]) for part in one["parts"]] == [
        ("decided", 4),
        ("posted", 2),
        ("met", 2),
        ("surveyed", 1),
        ("to_survey", 3),
    ]
    assert sum(part["share"] for part in one["parts"]) == pytest.approx(1)
    assert none["parts"] == [] and none["figures"] == translate("vi", "progress.picture.none", {})
    assert everything["parts"] == one["parts"]
    assert found["planned"] == 0.25


def test_nothing_of_a_household_is_in_the_picture() -> None:
    assert set(data([Progress("a", (1,) * 7)])) == {
        *("title", "under", "training", "legend", "planned", "plan", "rows", "foot"),
    }


def test_thirty_areas_fit_and_the_same_numbers_make_the_same_picture() -> None:
    parts = [Progress(f"a{n}", tuple((n * k) % 7 for k in range(len(STAGES)))) for n in range(30)]
    one, other = (set_picture("progress.typ", data(parts)) for _ in range(2))
    assert one == other
    picture = Image.open(BytesIO(one))
    assert picture.width == 900 and picture.height < 9_000 and len(one) < 5_000_000


def test_the_line_of_the_plan_stands_where_the_plan_wants_one() -> None:
    """Half the days gone: a red column in the middle of a bar where nothing is surveyed."""
    content = set_picture("progress.typ", data([Progress("a", (8, 0, 0, 0, 0, 0, 0))], date(2026, 10, 10)))
    picture = Image.open(BytesIO(content)).convert("RGB")
    red = {x for x in range(100, 900) for y in range(picture.height) if _is_red(picture.getpixel((x, y)))}
    middle = (12 + 276 / 2) * 3
    assert red and min(red) >= middle - 8 and max(red) <= middle + 8


def _is_red(dot: Any) -> bool:
    return bool(dot[0] > 170 and dot[1] < 60 and dot[2] < 70)


# ── who has what ─────────────────────────────────────────────────────────────────────────────
async def holders(commune: Commune, who: str) -> str:
    await commune.types(who, "menu")
    await commune.types(who, "tiến độ")
    await commune.types(who, translate("vi", "progress.holders", {}))
    return commune.newest(who).text


@pytest.mark.parametrize("who", ["ba", "binh", "mttq"])
async def test_who_has_what_is_for_officers(who: str) -> None:
    commune = await opened(who)
    assert translate("vi", "progress.holders", {}) not in labels(commune, who)
    text = await commune.types(who, "2")
    assert "Triệu Thị Tư" not in text


async def test_of_several_enumerators_nobody_has_what_was_given_to_none() -> None:
    commune = await Commune.opened()
    before = await holders(commune, "hoa")
    assert "Khu 3, chưa giao riêng cho ai:\n– 6 hồ sơ cần làm" in before
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None
    await _put(commune, replace(case, assigned_to="nv-tu", version=case.version + 1))
    after = await holders(commune, "hoa")
    assert "Khu 3, chưa giao riêng cho ai:\n– 5 hồ sơ cần làm" in after
    assert "Triệu Thị Tư (Khu 3)\n– 1 hồ sơ cần làm" in after
    assert "Lý Văn Năm" not in after  # of another area


async def _put(commune: Commune, *entities: Case | Staff) -> None:
    session = await commune.session("nobody")
    record = TurnRecord(f"put:{entities[0].id}", commune.clock.now(), replace(session, version=1), entities)
    assert isinstance(record.session, Session)
    assert await commune.store.commit(record) == "committed"


# ── two roles in one person ──────────────────────────────────────────────────────────────────
async def both(commune: Commune, staff: str = "nv-ba") -> None:
    await change_staff(commune.app, staff, Changes(also="officer"))


async def state_of(commune: Commune, code: str) -> str:
    case = await commune.store.case_by_code(code)
    assert case is not None
    return case.state


async def test_nobody_approves_or_sends_back_what_they_surveyed() -> None:
    commune = await Commune.opened()
    await both(commune)
    case, _ = await surveyed(commune.store, 1)  # by nv-ba
    text = await commune.types("ba", case.code)
    assert "chính anh/chị khảo sát" in text and "Hoàng Thị Lan" in text
    shown = labels(commune, "ba")
    for key in ("review.approve", "review.return"):
        assert translate("vi", key, {}) not in shown
    assert not any(one.endswith(f"approve.{case.id}") for one in commune.ids("ba"))
    assert await state_of(commune, case.code) == "surveyed"


async def test_a_button_from_before_does_not_help() -> None:
    """The file was open as the officer's when it became the survey of whoever looks at it."""
    commune = await Commune.opened()
    await both(commune, "nv-tu")
    case, record = await surveyed(commune.store, 1)
    await commune.types("tu", case.code)
    assert translate("vi", "review.approve", {}) in labels(commune, "tu")
    await _own(commune, record, "nv-tu")
    text = await commune.taps("tu", "approve")
    assert "chính anh/chị khảo sát" in text
    assert await state_of(commune, case.code) == "surveyed"


async def _own(commune: Commune, record: Any, owner: str) -> None:
    session = replace(await commune.session("nobody"), version=1)
    changed = replace(record, owner=owner, version=record.version + 1)
    verdict = await commune.store.commit(TurnRecord("own", commune.clock.now(), session, (changed,)))
    assert verdict == "committed"


async def test_another_of_two_roles_may_and_an_officer_may() -> None:
    commune = await Commune.opened()
    await both(commune, "nv-tu")
    for number, who in ((1, "tu"), (2, "lan")):
        case, _ = await surveyed(commune.store, number)
        await commune.types(who, case.code)
        await commune.taps(who, "approve")
        assert await state_of(commune, case.code) == "approved"


async def test_approving_many_leaves_ones_own_out() -> None:
    commune = await Commune.opened()
    await both(commune)
    await commune.play("@survey nv-ba HL-0001\n@survey nv-ba HL-0002\n@survey nv-ba HL-0003\n")
    for who in ("ba", "lan"):
        await commune.types(who, "menu")
        await commune.types(who, "đã khảo sát")
        offered = ".approve" in {one.partition(".")[2] for one in commune.ids(who)}
        assert offered is (who == "lan")


async def test_two_roles_two_menus_each_entry_once_and_the_second_ends_at_once() -> None:
    commune = await Commune.opened()
    await both(commune)
    await commune.types("ba", "menu")
    shown = labels(commune, "ba")
    assert {translate("vi", f"menu.{one}", {}) for one in ("to_visit", "surveyed")} <= {*shown}
    assert len(shown) == len({*shown})
    await change_staff(commune.app, "nv-ba", Changes(also="-"))
    text = await commune.types("ba", "đã khảo sát")
    assert translate("vi", "menu.surveyed", {}) not in labels(commune, "ba")
    assert "HL-" not in text


async def test_a_file_opens_as_the_role_it_waits_for() -> None:
    commune = await Commune.opened()
    await both(commune)
    case, _ = await surveyed(commune.store, 1)
    await commune.types("ba", "HL-0001")
    assert (await commune.session("ba")).frames[-1].conversation == "visit"
    await commune.types("ba", case.code)
    assert (await commune.session("ba")).frames[-1].conversation == "file"


# ── in the morning message ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("staff_id", "day", "said"),
    [
        ("nv-lan", date(2026, 10, 5), {"surveyed": 0, "listed": 12, "percent": 0, "planned": 25}),
        ("nv-hoa", date(2026, 10, 20), {"surveyed": 0, "listed": 7, "percent": 0, "planned": 100}),
        ("nv-ba", date(2026, 10, 5), None),
        ("nv-lan", date(2026, 9, 30), None),
        ("nv-lan", date(2026, 10, 21), None),
    ],
)
async def test_officers_read_how_far_it_is_every_morning_of_the_survey(
    staff_id: str, day: date, said: dict[str, object] | None
) -> None:
    commune = await Commune.opened()
    place = await commune.app.place()
    staff = place.staff_by_id(staff_id)
    assert staff is not None
    before = Letter("digest:1", "web:x", "notice", Message("☀️"))
    after = await with_progress(commune.store, place, translate, staff, day, before)
    line = "" if said is None else "\n" + translate("vi", "progress.morning", said)
    assert after.message.text == "☀️" + line
