"""Packs from the package's data: read once, linted whole, kept."""

import csv
import hashlib
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.errors import PackError
from bot.scoring.form_lint import Problem
from bot.scoring.form_reader import read_form, read_toml
from bot.scoring.forms import Form
from bot.scoring.pack import Pack
from bot.scoring.pack_lint import FORMS, lint_pack, lint_procedures, lint_table
from bot.scoring.pack_reader import build_pack
from bot.scoring.pack_schema import PackFile, ProceduresFile, validate
from bot.scoring.pack_where import where
from bot.scoring.points import OFFICIAL, PointsTable
from bot.scoring.table_reader import read_table

NOT_FORMS = ("pack.toml", "procedures.toml")


def _folder() -> Traversable:
    return files("bot.scoring") / "packs"


@cache
def available_packs() -> tuple[str, ...]:
    """The ids of the packs that come with the program, in order."""
    return tuple(sorted(entry.name for entry in _folder().iterdir() if (entry / "pack.toml").is_file()))


@cache
def load_pack(pack_id: str) -> Pack:
    """The pack of this id, read and linted once; PackError where there is none or it is wrong."""
    if pack_id not in available_packs():
        known = ", ".join(available_packs())
        raise PackError(f'no pack "{pack_id}"', where="packs", remedy=f"name one of: {known}")
    folder = _folder() / pack_id
    contents = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    return read_pack(pack_id, contents)


def read_pack(pack_id: str, contents: Mapping[str, bytes]) -> Pack:
    """The pack of these files (name → bytes); PackError naming file, line, key and remedy."""
    texts = {name: _decode(name, data) for name, data in contents.items()}
    model = _pack_file(pack_id, texts)
    _check_files(model, texts)
    forms = _forms(texts)
    table = _table(model, texts)
    procedures = _procedures(texts, forms)
    data = read_toml(texts["pack.toml"], "pack.toml")
    for problem in lint_pack(model, forms, table):
        raise _error(problem, "pack.toml", texts["pack.toml"], data)
    for item, what in lint_table(model, forms, table):
        remedy = "give every choice a row, and only those"
        raise PackError(what, where=f"{table.file}:{item.rows[0].line}", remedy=remedy)
    return build_pack(
        model, forms, table, procedures, _ethnicities(texts["ethnicities.csv"]), digest(contents)
    )


def digest(contents: Mapping[str, bytes]) -> str:
    """sha256 over the files in name order, each with its name and length, so that no two packs look alike."""
    total = hashlib.sha256()
    for name in sorted(contents):
        total.update(f"{name}\0{len(contents[name])}\0".encode())
        total.update(contents[name])
    return total.hexdigest()


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackError("not UTF-8", where=f"{name} byte {error.start}", remedy="save it as UTF-8") from None


def _error(problem: Problem, file: str, text: str, data: object) -> PackError:
    return PackError(problem.what, where=where(file, text, data, problem.loc), remedy=problem.remedy)


def _pack_file(pack_id: str, texts: Mapping[str, str]) -> PackFile:
    if "pack.toml" not in texts:
        raise PackError("no pack.toml", where=pack_id, remedy="add it")
    text = texts["pack.toml"]
    model = validate(PackFile, read_toml(text, "pack.toml"), "pack.toml", text)
    if model.id != pack_id:
        raise PackError(f'id "{model.id}" in folder "{pack_id}"', where="pack.toml", remedy="make them agree")
    return model


def _check_files(model: PackFile, texts: Mapping[str, str]) -> None:
    needed = {"pack.toml", "procedures.toml", "ethnicities.csv", model.table.file}
    needed |= {f"{form}.toml" for form in FORMS}
    for name in sorted(needed - texts.keys()):
        raise PackError(f"no {name}", where=model.id, remedy="add it")
    for name in sorted(texts.keys() - needed):
        if not name.endswith(".toml"):
            raise PackError(f"unknown file {name}", where=model.id, remedy="take it out")


def _forms(texts: Mapping[str, str]) -> dict[str, Form]:
    forms = {}
    for name in sorted(texts):
        if name.endswith(".toml") and name not in NOT_FORMS:
            form = read_form(texts[name], name)
            if name != f"{form.id}.toml":
                raise PackError(
                    f'form "{form.id}"', where=f"{name}:1 id", remedy="name the file after the form"
                )
            forms[form.id] = form
    return forms


def _table(model: PackFile, texts: Mapping[str, str]) -> PointsTable:
    columns = (*(region.id for region in model.regions), "urban")
    provenances = {one.id for one in model.table.provenance} | {OFFICIAL}
    return read_table(texts[model.table.file], model.table.file, columns, provenances)


def _procedures(texts: Mapping[str, str], forms: dict[str, Form]) -> ProceduresFile:
    file = "procedures.toml"
    data = read_toml(texts[file], file)
    model = validate(ProceduresFile, data, file, texts[file])
    for problem in lint_procedures(model, forms):
        raise _error(problem, file, texts[file], data)
    return model


def _ethnicities(text: str) -> dict[str, tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if rows.fieldnames != ["code", "name", "aliases"]:
        raise PackError("columns differ", where="ethnicities.csv:1", remedy="code,name,aliases")
    return {row["code"]: (row["name"], *filter(None, row["aliases"].split("|"))) for row in rows}
