"""JavaRosa, the engine of ODK Collect, as a function: from the jar of ODK Validate that pyxform ships."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

SOURCE = Path(__file__).parent / "Collect.java"


def why_absent() -> str:
    """Why it cannot be asked; empty where it can."""
    if shutil.which("javac") is None:
        return "no Java compiler: the engine of ODK Collect cannot be asked"
    return "" if Path(ODK_VALIDATE_PATH).exists() else "no ODK Validate in pyxform"


def asked(lines: Iterable[Mapping[str, Any]], folder: Path, seconds: float) -> list[dict[str, Any]]:
    """Its answers to the lines ODK's web engine takes, one a household; forms are written to the folder."""
    given, said = folder / "given.txt", folder / "said.txt"
    given.write_text("".join(f"{line}\n" for line in _facts(lines, folder)), encoding="utf-8")
    subprocess.run(
        ["javac", "-d", folder, "-cp", ODK_VALIDATE_PATH, SOURCE],
        check=True,
        timeout=120,
        capture_output=True,
    )
    command = ["java", "-Xmx1g", "-cp", f"{ODK_VALIDATE_PATH}:{folder}", "Collect", given, said]
    subprocess.run(command, check=True, timeout=seconds, capture_output=True)
    return [_said(line) for line in said.read_text(encoding="utf-8").splitlines()]


def _facts(lines: Iterable[Mapping[str, Any]], folder: Path) -> Iterator[str]:
    for line in lines:
        if "load" in line:
            path = folder / f"{line['load']}.xml"
            path.write_text(line["xml"], encoding="utf-8")
            yield f"F\t{path}"
            continue
        yield "B"
        for one in line["rounds"]:
            yield "R"
            yield from (f"A\t{key}\t{_text(value)}" for key, value in _flat(one))
        yield "E"


def _flat(one: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from one["home"].items()
    for place, member in enumerate(one["members"], 1):
        yield from ((f"m{place}.{name}", value) for name, value in member.items())


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)


def _said(line: str) -> dict[str, Any]:
    """One household as the web engine's program tells it."""
    spent, *facts = line.split("\t")
    if spent.startswith("ERROR"):
        return {"error": spent}
    of = {sign: [fact[2:] for fact in facts if fact.startswith(f"{sign} ")] for sign in "VXC"}
    calculations = dict(fact.split("=", 1) for fact in of["C"])
    return {"visible": of["V"], "violations": of["X"], "calc": calculations, "ms": float(spent)}
