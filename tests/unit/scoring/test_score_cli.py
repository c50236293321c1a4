"""`rasoat score`: a file in, one JSON line out each, exit status 2 when any line failed."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot.commands.score import run
from tests.unit.scoring.households import make


def plain(**changes: object) -> str:
    return json.dumps(make() | changes, default=float, ensure_ascii=False)


def test_good_bad_good(tmp_path: Path) -> None:
    file = tmp_path / "households.jsonl"
    file.write_text(f"{plain()}\n{plain(pack='1999')}\n{{broken\n{plain()}\n", encoding="utf-8")
    out = io.StringIO()
    assert run(str(file), False, out) == 2
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer.get("score_a") for answer in answers] == [175, None, None, 175]
    assert answers[1] == {"line": 2, "field": "pack", "error": "must be one of 2022-2025"}
    assert (answers[2]["line"], answers[2]["field"]) == (3, "")
    assert answers[2]["error"].startswith("not JSON")


def test_one_object_over_several_lines(tmp_path: Path) -> None:
    file = tmp_path / "household.json"
    file.write_text(json.dumps(make(), default=float, indent=2), encoding="utf-8")
    out = io.StringIO()
    assert run(str(file), True, out) == 0
    answer = json.loads(out.getvalue())
    assert (answer["score_a"], len(answer["lines"])) == (175, 15)


def test_exact_where_a_float_is_not(tmp_path: Path) -> None:
    file = tmp_path / "household.json"
    text = plain().replace('"floor_area_m2": 42', '"floor_area_m2": 7.99999999999999999999999')
    file.write_text(text, encoding="utf-8")
    out = io.StringIO()
    assert run(str(file), False, out) == 0
    assert json.loads(out.getvalue())["deprived"] == ["floor_area"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(plain().encode())))
    out = io.StringIO()
    assert run("-", False, out) == 0
    assert json.loads(out.getvalue())["class"] == "not_poor"


def test_a_file_that_is_not_there() -> None:
    out = io.StringIO()
    assert run("no-such-file.json", False, out) == 2
    assert json.loads(out.getvalue())["error"].startswith("cannot read no-such-file.json")
