"""ODK's engine as a function: households in, what the form showed and computed out, by one Node process."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from bot.exchange.xlsform.sheet import Sheets, write
from bot.scoring.answers import Answers, Value
from bot.scoring.score import Place

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "@getodk" / "xforms-engine"
VISIT = {"case_code": "HL-2607", "visited_on": "2026-10-02", "respondent": "Mai"}
AREA = ("area_type", "area_region")
BIRTH_PARTS = ("x_birth_date", "x_birth_year")


OLDEST_NODE = 20
"""What the engine's own package asks for."""


@cache
def why_absent() -> str:
    """Why the engine cannot be asked; empty where it can."""
    if shutil.which("node") is None:
        return "no Node: ODK's engine cannot be asked"
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=60, check=False)
    version = re.match(r"v([0-9]+)", said.stdout)
    if version is None or int(version[1]) < OLDEST_NODE:
        return f"Node is older than {OLDEST_NODE}: ODK's engine cannot be asked"
    return "" if PACKAGE.exists() else "run in tests/oracle: npm ci"


def xform(sheets: Sheets) -> str:
    """The XForm of an exported form, by pyxform."""
    return convert(write(sheets)).xform


def asked(lines: Iterable[Mapping[str, Any]], seconds: float) -> Iterator[dict[str, Any]]:
    """The engine's answers to these lines, in order; the process has so many seconds for all of them."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    command = ["node", "--max-old-space-size=2048", "engine.mjs"]
    done = subprocess.run(
        command, cwd=HERE, input=text, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return (json.loads(line) for line in done.stdout.splitlines())


def as_typed(place: Place, answers: Answers, lists: Sequence[str]) -> dict[str, Any]:
    """One round of answers as they are put into the form's own fields; lists: ids of many-of questions."""
    home: dict[str, Any] = VISIT | {"area_type": place.type, "area_region": place.region}
    members: list[dict[str, Any]] = [{} for _ in answers.members]
    for name, value in answers.values.items():
        member, dot, question = name.partition(".")
        into = members[answers.members.index(member)] if dot else home
        into |= _typed(question if dot else name, value, lists)
    return {"home": home, "members": members}


def _typed(question: str, value: Value, lists: Sequence[str]) -> dict[str, Any]:
    if question in lists:
        return {f"x_{question}": list(value) or ["none"]}
    if question == "birth":
        kind = "year" if len(value) == 4 else "day"
        return {"x_birth_kind": kind, "x_birth_year" if kind == "year" else "x_birth_date": value}
    return {question: value}


def questions(visible: Iterable[str]) -> set[str]:
    """The keys of our path that these fields stand for; the data of the visit is left out."""
    found = set()
    for name in visible:
        member, dot, field = name.rpartition(".")
        if field in VISIT or field in AREA or field in BIRTH_PARTS:
            continue
        field = field.removeprefix("x_").removesuffix("_kind")
        found.add(f"{member}{dot}{field}")
    return found
