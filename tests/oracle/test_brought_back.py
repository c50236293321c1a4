"""There and back: a household typed into the exported form in ODK's engine comes in as that very survey.

No submission is written by hand here: what the engine would send is what `rasoat import odk` reads.
"""

from typing import Any

import pytest

from bot.commands.import_odk import Outcome, described
from bot.exchange.odk import read_submissions
from bot.exchange.xlsform.surveys import screening_form, survey_form, version_of
from bot.scoring.contract import read_input
from bot.scoring.household import counted
from bot.scoring.packs import load_pack
from tests.integration.commune import Commune
from tests.integration.odk_help import LISTS, TRUTHS, Importer
from tests.oracle import engine

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(bool(engine.why_absent()), reason=engine.why_absent()),
]

CODES = ("HL-0001", "HL-0002", "HL-0003")
PACK = load_pack("2022-2025")
SECONDS = 120.0


def round_of(code: str) -> dict[str, Any]:
    given = read_input(TRUTHS[f"c-{code.lower()}"])
    filled = engine.as_typed(given.place, given.answers, LISTS)
    filled["home"] |= {"case_code": code, "visited_on": "2026-10-05", "respondent": "Hoàng Thị Mai"}
    return filled


def sent(form: str, xml: str, rounds: list[dict[str, Any]]) -> list[bytes]:
    """What the engine would send for each round."""
    told: list[dict[str, Any]] = [{"load": form, "xml": xml}]
    told += [{"rounds": [one], "sent": True} for one in rounds]
    _, *said = engine.asked(told, SECONDS)
    assert [one.get("error") for one in said] == [None] * len(rounds)
    return [one["xml"].encode() for one in said]


async def brought(commune: Commune, submissions: list[bytes]) -> list[Outcome]:
    importer = Importer(commune)
    return [await importer.bring_found(read_submissions("sent.xml", one)) for one in submissions]


async def test_surveys_filled_in_odks_engine_come_in_as_they_are() -> None:
    """Same answers as our own reading of the truth, same score as the form calculated: nothing to tell."""
    reference = read_input(TRUTHS["c-hl-0001"]).reference_date
    xml = engine.xform(survey_form(PACK, reference))
    submissions = sent("b", xml, [round_of(code) for code in CODES])
    commune = await Commune.opened()
    outcomes = await brought(commune, submissions)
    for code, submission, outcome in zip(CODES, submissions, outcomes, strict=True):
        assert outcome.count("imported") == 1, described(outcome, check=False)
        notes = [note for _, report in outcome.lines for note in report.notes]
        assert not [note for note in notes if note.startswith("⚠")]
        case = await commune.store.case_by_code(code)
        record = await commune.store.form(case.survey or "") if case else None
        assert record is not None
        assert f"<calc_score_a>{(record.result or {})['score_a']}</calc_score_a>".encode() in submission
        assert f'version="{version_of(PACK)}"'.encode() in submission
        given = read_input(TRUTHS[f"c-{code.lower()}"])
        ours = counted(PACK, record.answers, reference)[0].values
        truth = counted(PACK, given.answers, reference)[0].values
        assert {k: v for k, v in ours.items() if v != "-"} == dict(truth)


async def test_phieu_a_filled_in_odks_engine_comes_in() -> None:
    xml = engine.xform(screening_form(PACK))
    criteria = {f"pa0{n}": "yes" if n == 2 else "no" for n in range(1, 10)}
    home = engine.VISIT | {"case_code": "HL-0004"} | criteria
    commune = await Commune.opened()
    [outcome] = await brought(commune, sent("a", xml, [{"home": home, "members": []}]))
    [(_, report)] = outcome.lines
    assert (report.status, report.moved, report.notes) == ("imported", "listed", ())
