"""Who is offered which paper, cell by cell; and an order that nobody was offered is not made."""

from dataclasses import replace

import pytest

from bot.cases.case import Case
from bot.cases.papers import PAPERS, Paper, PaperId
from bot.errors import PaperError, PaperRefusal
from bot.handlers import printing, printing_things
from tests.integration.commune import Commune
from tests.integration.print_help import (
    AREAS,
    asked,
    case_id,
    case_now,
    complaint_of,
    offered,
    opened,
    ordered,
)

GRID = """
paper               | lan | hoa | ba  | nam | binh | mo  | qt
mau_01              | all | 3   | 3   | 5   | all  | all | -
phieu_a             | all | 3   | 3   | 5   | all  | all | -
phieu_b             | all | 3   | 3   | 5   | all  | all | -
refusal_letter      | all | 3   | 3   | 5   | all  | all | -
complaint_slip      | all | 3   | -   | -   | -    | -   | -
recheck_slip        | all | 3   | -   | -   | -    | -   | -
phu_luc_i           | all | 3   | 3   | 5   | all  | all | -
phu_luc_v           | all | 3   | 3   | 5   | all  | all | -
posting_notice      | all | 3   | 3   | 5   | all  | all | -
phu_luc_vi          | all | -   | -   | -   | all  | -   | -
report_up           | all | -   | -   | -   | all  | -   | -
mau_02              | all | -   | -   | -   | all  | -   | -
mau_03              | all | -   | -   | -   | all  | -   | -
reports_preliminary | all | -   | -   | -   | all  | all | -
reports_final       | all | -   | -   | -   | all  | all | -
round_export        | all | -   | -   | -   | -    | -   | -
insurance_list      | all | -   | -   | -   | -    | -   | -
"""
"""lan: officer of the commune; hoa: of Khu 1 to 4; ba, nam: enumerators of Khu 3, Khu 5; binh: chairman; mo:
Fatherland Front; qt: administrator. 3, 5: of that area alone; all: of both, or of what is of the commune."""
ELSEWHERE = {"mau_04", "income_form", "mau_02_income", "mau_02_worker"}
"""Of other procedures; shown below."""


def grid() -> dict[tuple[str, str], str]:
    head, *rows = [[part.strip() for part in line.split("|")] for line in GRID.strip().splitlines()]
    return {(row[0], who): scope for row in rows for who, scope in zip(head[1:], row[1:], strict=True)}


SCOPES = grid()
STAFF = ("lan", "hoa", "ba", "nam", "binh", "mo", "qt")


def wanted(of: str, who: str, area: str) -> set[str]:
    """The papers of such things that this person has in this area."""
    own = {"all", area.removeprefix("kp")}
    return {one.id for one in PAPERS if one.of == of and SCOPES.get((one.id, who), "-") in own}


def thing(of: str, area: str) -> str:
    names = {"case": case_id(area), "complaint": case_id(area), "area": area, "meeting": f"m-{area}"}
    return names.get(of) or {"posting": f"p-{area}", "dossier": "d-1", "round": "2026"}[of]


def subject(row: Paper, area: str) -> str:
    names = {"complaint": f"{case_id(area)}/k-{area}-1", "area": f"2026/{area}"}
    return names.get(row.of) or thing(row.of, area)


def test_the_grid_is_whole() -> None:
    assert {paper_id for paper_id, _ in SCOPES} | ELSEWHERE == {one.id for one in PAPERS}


@pytest.mark.parametrize("who", STAFF)
async def test_offered_are_the_papers_of_the_grid(who: str) -> None:
    commune = await opened()
    for area in AREAS:
        for of in ("area", "meeting", "posting", "dossier", "round"):
            found = await offered(commune, f"nv-{who}", of, thing(of, area))
            assert found == wanted(of, who, area), (of, area)
        case = wanted("case", who, area) | wanted("complaint", who, area)
        assert await offered(commune, f"nv-{who}", "case", case_id(area)) == case, area
        slips = await offered(commune, f"nv-{who}", "complaints", case_id(area))
        assert slips == wanted("complaint", who, area), area


@pytest.mark.parametrize("row", PAPERS, ids=lambda row: row.id)
async def test_an_order_put_by_hand_is_not_made_outside_the_grid(row: Paper) -> None:
    """Whatever a button or a forged reference says: rights are asked again where the paper is made."""
    commune = await opened()
    for who in STAFF:
        for area in AREAS:
            if row.id in wanted(row.of, who, area) or row.id in ELSEWHERE:
                continue
            with pytest.raises(PaperError) as refused:
                await ordered(commune, row.id, subject(row, area), f"nv-{who}")
            assert not isinstance(refused.value, PaperRefusal), (who, area)


@pytest.mark.parametrize("row", PAPERS, ids=lambda row: row.id)
async def test_nobody_and_who_has_left_get_none(row: Paper) -> None:
    commune = await opened()
    lan = commune.app.inbox.place.staff_by_id("nv-lan")
    assert lan is not None
    await commune.store.seed([replace(lan, active=False, version=lan.version + 1)])
    for staff in ("nv-lan", "nv-khong-co", *([] if row.own else [""])):
        with pytest.raises(PaperError) as refused:
            await ordered(commune, row.id, subject(row, "kp3"), staff)
        assert not isinstance(refused.value, PaperRefusal), staff


@pytest.mark.parametrize("row", [one for one in PAPERS if one.id not in ELSEWHERE], ids=lambda row: row.id)
async def test_what_is_offered_is_made_or_refused_in_words(row: Paper) -> None:
    """For whom it is offered the very same order passes the maker's own question."""
    commune = await opened()
    for who in STAFF:
        for area in AREAS:
            if row.id not in wanted(row.of, who, area):
                continue
            try:
                assert await ordered(commune, row.id, subject(row, area), f"nv-{who}"), (who, area)
            except PaperRefusal as refused:
                assert refused.words


# ── beside the grid ──────────────────────────────────────────────────────────────────────────
async def changed(commune: Commune, **changes: object) -> Case:
    case = await case_now(commune)
    after = replace(case, version=case.version + 1, **changes)  # type: ignore[arg-type]
    await commune.store.seed([after])
    return after


async def both(commune: Commune, staff_id: str, paper_id: PaperId, subject: str) -> tuple[bool, bool]:
    """Whether it is offered of the file in Khu 3, and whether an order by hand gets past the rights."""
    there = paper_id in await offered(commune, staff_id, "case", case_id("kp3"))
    try:
        await ordered(commune, paper_id, subject, staff_id)
    except PaperRefusal:
        return there, True
    except PaperError:
        return there, False
    return there, True


async def test_nothing_of_kin() -> None:
    commune = await opened(kin_of=("nv-ba",))
    assert await offered(commune, "nv-ba", "case", case_id("kp3")) == set()
    assert await both(commune, "nv-ba", "phieu_b", case_id("kp3")) == (False, False)
    assert await both(commune, "nv-tu", "phieu_b", case_id("kp3")) == (True, True)


@pytest.mark.parametrize("who", ["nv-ba", "nv-tu", "nv-binh", "nv-mo"])
async def test_no_survey_while_it_is_rechecked(who: str) -> None:
    """Blind: nobody but officers prints the first Phiếu B then."""
    waiting = complaint_of("kp3", answered_at=None, first_by=("nv-ba",))
    commune = await opened(state="complained", decision=None, complaints=(waiting,))
    assert await both(commune, who, "phieu_b", case_id("kp3")) == (False, False)
    assert await both(commune, "nv-hoa", "phieu_b", case_id("kp3")) == (True, True)


async def test_the_slip_of_a_recheck_goes_along_with_who_makes_it() -> None:
    """Also of another area; never who made the first survey. The complaint itself stays with officers."""
    waiting = complaint_of("kp3", answered_at=None, first_by=("nv-ba",))
    commune = await opened(state="complained", decision=None, complaints=(waiting,), assigned_to="nv-nam")
    slip = f"{case_id('kp3')}/{waiting.id}"
    assert await both(commune, "nv-nam", "recheck_slip", slip) == (True, True)
    assert await both(commune, "nv-nam", "complaint_slip", slip) == (False, False)
    assert await both(commune, "nv-tu", "recheck_slip", slip) == (False, False)
    await changed(commune, assigned_to="nv-ba")
    assert await both(commune, "nv-ba", "recheck_slip", slip) == (False, False)


async def test_no_slip_of_a_recheck_that_is_none() -> None:
    late = complaint_of("kp3", in_window=False)
    commune = await opened(complaints=(late, complaint_of("kp3", 2, dropped=True)))
    assert await offered(commune, "nv-lan", "complaints", case_id("kp3")) == {"complaint_slip"}


async def test_nothing_of_an_erased_file() -> None:
    commune = await opened(state="erased")
    assert await offered(commune, "nv-lan", "case", case_id("kp3")) == set()
    assert await both(commune, "nv-lan", "mau_01", case_id("kp3")) == (False, False)


async def test_only_what_was_sent() -> None:
    """A Phiếu A or Phiếu B under way is no paper yet; the letter only once it is decided."""
    commune = await opened(state="listed", decision=None, complaints=())
    for form_id in ("f-made-1", "f-a-1"):
        record = await commune.store.form(form_id)
        assert record is not None
        await commune.store.seed([replace(record, finished_at=None, version=record.version + 1)])
    assert await offered(commune, "nv-lan", "case", case_id("kp3")) == {"mau_01"}


async def test_a_request_to_leave_is_mau_04() -> None:
    commune = await opened()
    record = await commune.store.form("f-asked-1")
    assert record is not None
    await commune.store.seed([replace(record, form="mau_04", version=record.version + 1)])
    found = await offered(commune, "nv-lan", "case", case_id("kp3"))
    assert "mau_04" in found and "mau_01" not in found


@pytest.mark.parametrize(
    ("procedure", "papers"),
    [
        ("1.011606", {"phu_luc_vi", "report_up", "mau_02", "mau_03"}),
        ("1.011607", {"phu_luc_vi", "mau_02", "mau_03"}),
        ("1.011608", {"phu_luc_vi", "mau_02", "mau_03"}),
        ("1.011609", {"mau_02_income"}),
        ("3.000412", {"mau_02_worker"}),
    ],
)
async def test_a_dossier_has_the_papers_of_its_procedure(procedure: str, papers: set[str]) -> None:
    commune = await opened()
    [dossier] = await asked(commune, "nv-lan", printing_things.dossiers)
    await commune.store.seed([replace(dossier, procedure=procedure, version=dossier.version + 1)])
    assert await offered(commune, "nv-binh", "dossier", "d-1") == papers


async def test_no_certificates_before_there_are_any() -> None:
    commune = await opened()
    [dossier] = await asked(commune, "nv-lan", printing_things.dossiers)
    await commune.store.seed([replace(dossier, last_certificate=0, version=dossier.version + 1)])
    assert "mau_03" not in await offered(commune, "nv-lan", "dossier", "d-1")


async def test_no_minutes_of_a_meeting_thrown_away() -> None:
    commune = await opened()
    found = await asked(commune, "nv-ba", printing_things.meetings)
    assert [one.id for one in found] == ["m-kp3"]
    gone = replace(found[0], closed_at=None, cancelled_at=found[0].closed_at, version=found[0].version + 1)
    await commune.store.seed([gone])
    assert await offered(commune, "nv-ba", "meeting", "m-kp3") == set()


@pytest.mark.parametrize("who", STAFF)
async def test_the_menu_has_what_there_is_for_them(who: str) -> None:
    commune = await opened()
    found = set(await asked(commune, f"nv-{who}", printing._groups))
    shown = {of for of in printing.GROUPS if any(wanted(of, who, area) for area in AREAS)}
    assert found == shown
