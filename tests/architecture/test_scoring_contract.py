"""The paper on the scoring contract says what the code does."""

import json
import re

from bot.scoring.contract import score_object
from bot.scoring.packs import load_pack
from tests.architecture.source import ROOT

PAPER = (ROOT / "docs" / "scoring-contract.md").read_text("utf-8")
PACK = load_pack("2022-2025")
SURVEY = [question for section in PACK.forms["phieu_b"].sections for question in section.questions]


def test_the_worked_example_gives_what_is_printed() -> None:
    given, error, result = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAPER, re.DOTALL))
    assert score_object(given) == result
    given["members"][0]["birth"] = "2026-10-02"
    assert score_object(given, line=3) == error


def test_the_arithmetic_beside_it_is_the_explanation() -> None:
    said = re.search(r"^A = ([\d +()]+) = (\d+)", PAPER, re.MULTILINE)
    assert said is not None
    given = json.loads(re.findall(r"```json\n(.*?)```", PAPER, re.DOTALL)[0])
    lines = score_object(given, explain=True)["lines"]
    assert [int(number) for number in re.findall(r"\d+", said[1])] == [line["points"] for line in lines]
    assert sum(line["points"] for line in lines) == int(said[2])


def test_every_id_of_the_form_is_named() -> None:
    ids = {question.id for question in SURVEY if question.kind != "roster"}
    ids |= {option.id for question in SURVEY for option in question.options}
    ids |= {indicator.id for indicator in PACK.indicators} | {region.id for region in PACK.regions}
    assert sorted(one for one in ids if f"`{one}`" not in PAPER) == []


def test_the_lines_are_the_packs() -> None:
    assert f"rural {PACK.lines['rural'].points}, urban {PACK.lines['urban'].points}" in PAPER
    assert f"poor from {PACK.deprivation.poor_from} points" in PAPER
    assert (min(PACK.working_age), max(PACK.working_age)) == (2021, 2028)
    assert "(2021–2028)" in PAPER
