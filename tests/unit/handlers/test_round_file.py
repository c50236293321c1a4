"""A round's plan in a file: each thing that cannot be meant is told, all of them at once."""

from datetime import date
from importlib.resources import files

import pytest

from bot.cases.commune import Phase
from bot.cases.round_check import round_warnings
from bot.commands.office_arguments import EXAMPLES
from bot.handlers.round_file import read_round
from bot.scoring.packs import known_dates

GOOD = """
id = "2027"
name = "Rà soát năm 2027"
procedure = "1.011606"
pack = "2022-2025"
document = "KH 5"
reference_date = 2026-10-01
phases = [
  { id = "decision", starts = 2026-11-17, ends = 2026-12-14 },
  { id = "survey", starts = 2026-10-01, ends = 2026-10-20 },
]
"""


def wrong(text: str) -> list[str]:
    plan, problems = read_round(text)
    assert (plan is None) == bool(problems)
    return [one.key.removeprefix("cli.round.wrong.") for one in problems]


def test_a_plan_with_its_phases_in_order() -> None:
    plan, problems = read_round(GOOD)
    assert plan is not None and problems == ()
    assert (plan.id, plan.pack_id, plan.reference_date) == ("2027", "2022-2025", date(2026, 10, 1))
    assert plan.phases[0] == Phase("survey", date(2026, 10, 1), date(2026, 10, 20))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"2027"', '"năm 2027"', "id"),
        ('"2027"', "2027", "id"),
        ('"Rà soát năm 2027"', '" . "', "name"),
        ('"KH 5"', '"  "', "document"),
        ('"2022-2025"', '"2031"', "pack"),
        ('"1.011606"', '"1.011609"', "procedure"),
        ("2026-10-01\nphases", '"2026-10-01"\nphases', "reference"),
        ("2026-10-01\nphases", "2026-10-01T08:00:00\nphases", "reference"),
        ('id = "survey"', 'id = "decision"', "phase_twice survey"),
        ('id = "survey"', 'id = "meeting"', "phase survey"),
        ("ends = 2026-10-20", "ends = 2026-09-20", "phase_backwards"),
        ("ends = 2026-10-20", 'ends = "20/10/2026"', "phase_days"),
        ("ends = 2026-10-20", "ends = 2026-10-20, note = 1", "phase_days"),
        ("document", "dokument", "part document"),
        ("[\n", "\n", "toml"),
    ],
)
def test_what_cannot_be_meant(old: str, new: str, told: str) -> None:
    assert old in GOOD
    assert wrong(GOOD.replace(old, new, 1)) == told.split()


def test_everything_at_once_and_nothing_falls_over() -> None:
    assert set(wrong("")) == {"id", "name", "document", "pack", "reference", "survey"}
    assert wrong("phases = 3\npack = []")[-1] == "survey"
    assert wrong("x = " + "[" * 5000)[0] == "toml"
    assert wrong("#" * 200_000) == ["too_big"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_lack_nothing_but_what_only_the_commune_knows(name: str) -> None:
    text = (files("bot.seeds") / "rounds" / f"{name}.toml").read_text("utf-8")
    assert wrong(text) == (["document"] if name == "2026" else [])
    plan, _ = read_round(text.replace('document = ""', 'document = "KH 5"'))
    assert plan is not None
    assert list(round_warnings(plan, known_dates())) == []
