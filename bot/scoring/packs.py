"""Packs from the package's data: read once, linted whole, kept."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.errors import PackError
from bot.scoring.form_lint import Problem
from bot.scoring.form_reader import read_form, read_toml
from bot.scoring.form_variant import is_variant, read_variant
from bot.scoring.forms import Form
from bot.scoring.income_lint import lint_income
from bot.scoring.pack import Pack
from bot.scoring.pack_dates import PackDates, dates_of
from bot.scoring.pack_draft import DraftFile, build_draft, lint_draft
from bot.scoring.pack_lint import FORMS, lint_newer, lint_pack, lint_procedures, lint_table
from bot.scoring.pack_reader import build_pack
from bot.scoring.pack_schema import PackFile, ProceduresFile, validate
from bot.scoring.pack_where import where
from bot.scoring.points import OFFICIAL, PointsTable
from bot.scoring.table_reader import read_table

NOT_FORMS = ("pack.toml", "procedures.toml")
DRAFT = "draft"


def _folder() -> Traversable:
    return files("bot.scoring") / "packs"


@cache
def available_packs() -> tuple[str, ...]:
    """The ids of the packs that come with the program, in order."""
    return tuple(sorted(entry.name for entry in _folder().iterdir() if (entry / "pack.toml").is_file()))


@cache
def usable_packs() -> tuple[str, ...]:
    """Those of them that classify: no drafts."""
    return tuple(one for one in available_packs() if not is_draft(pack_files(one)))


def is_draft(contents: Mapping[str, bytes]) -> bool:
    """Whether the files say that they are a draft; no where pack.toml cannot be read."""
    try:
        return read_toml(_decode("pack.toml", contents["pack.toml"]), "pack.toml").get("status") == DRAFT
    except (KeyError, PackError):
        return False


@cache
def load_pack(pack_id: str) -> Pack:
    """The pack of this id, read and linted once; PackError where there is none or it is wrong."""
    if pack_id not in available_packs():
        known = ", ".join(available_packs())
        raise PackError(f'no pack "{pack_id}"', where="packs", remedy=f"name one of: {known}")
    return read_pack(pack_id, pack_files(pack_id))


def known_dates() -> tuple[PackDates, ...]:
    """Id, status and time of each pack that comes with the program."""
    return tuple(dates_of(load_pack(one)) for one in available_packs())


def pack_files(pack_id: str) -> dict[str, bytes]:
    """The files of a pack that comes with the program: name → content."""
    folder = _folder() / pack_id
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def read_pack(
    pack_id: str,
    contents: Mapping[str, bytes],
    bases: Mapping[str, Pack] | None = None,
    *,
    kept: bool = False,
) -> Pack:
    """The pack of these files (name → bytes); PackError naming file, line, key and remedy.

    bases: the packs a draft may be based on; else those that come with the program.
    kept: these files are a copy that an earlier program kept, and lack what packs must have since.
    """
    texts = {name: _decode(name, data) for name, data in contents.items()}
    data = _pack_data(pack_id, texts)
    if data.get("status") == DRAFT:
        return _read_draft(pack_id, texts, data, bases)
    model = validate(PackFile, data, "pack.toml", texts["pack.toml"])
    _check_id(pack_id, model.id)
    _check_files(model, texts)
    forms = _forms(texts)
    table = _table(model, texts)
    procedures = _procedures(texts, forms, kept)
    PackError.raise_all(_faults(lint_pack(model, forms, table), "pack.toml", texts, data))
    if model.income is not None:
        codes = {procedure.code for procedure in procedures.procedures}
        PackError.raise_all(_faults(lint_income(model.income, forms, codes), "pack.toml", texts, data))
    PackError.raise_all(
        PackError(
            what, where=f"{table.file}:{item.rows[0].line}", remedy="give every choice a row, and only those"
        )
        for item, what in lint_table(model, forms, table)
    )
    return build_pack(
        model, forms, table, procedures, _ethnicities(texts["ethnicities.csv"]), digest(contents)
    )


def _read_draft(
    pack_id: str, texts: Mapping[str, str], data: Mapping[str, object], bases: Mapping[str, Pack] | None
) -> Pack:
    """The draft on the pack it is based on. Its digest covers both: a form of it keeps what it began with."""
    text = texts["pack.toml"]
    model = validate(DraftFile, data, "pack.toml", text)
    _check_id(pack_id, model.id)
    for name in sorted(texts.keys() - {"pack.toml"}):
        remedy = "take it out; with forms and table of its own it is no draft"
        raise PackError(f"a draft has no {name}", where=model.id, remedy=remedy)
    PackError.raise_all(_faults(lint_draft(model), "pack.toml", texts, data))
    base = _base(model, where("pack.toml", text, data, ("based_on",)), bases)
    return build_draft(model, base, digest({"pack.toml": text.encode(), base.id: base.digest.encode()}))


def _base(model: DraftFile, at: str, bases: Mapping[str, Pack] | None) -> Pack:
    """The pack a draft is based on; PackError where there is none that classifies."""
    usable = usable_packs() if bases is None else tuple(one.id for one in bases.values() if one.draft is None)
    if model.based_on not in usable:
        what = f'based on "{model.based_on}", which is no pack that classifies'
        raise PackError(what, where=at, remedy=f"one of {', '.join(usable)}")
    return load_pack(model.based_on) if bases is None else bases[model.based_on]


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


def _faults(
    problems: Iterable[Problem], file: str, texts: Mapping[str, str], data: object
) -> Iterator[PackError]:
    for one in problems:
        yield PackError(one.what, where=where(file, texts[file], data, one.loc), remedy=one.remedy)


def _pack_data(pack_id: str, texts: Mapping[str, str]) -> dict[str, Any]:
    if "pack.toml" not in texts:
        raise PackError("no pack.toml", where=pack_id, remedy="add it")
    return read_toml(texts["pack.toml"], "pack.toml")


def _check_id(pack_id: str, found: str) -> None:
    if found != pack_id:
        raise PackError(f'id "{found}" in folder "{pack_id}"', where="pack.toml", remedy="make them agree")


def _check_files(model: PackFile, texts: Mapping[str, str]) -> None:
    needed = {"pack.toml", "procedures.toml", "ethnicities.csv", model.table.file}
    needed |= {f"{form}.toml" for form in FORMS}
    for name in sorted(needed - texts.keys()):
        raise PackError(f"no {name}", where=model.id, remedy="add it")
    for name in sorted(texts.keys() - needed):
        if not name.endswith(".toml"):
            raise PackError(f"unknown file {name}", where=model.id, remedy="take it out")


def _forms(texts: Mapping[str, str]) -> dict[str, Form]:
    """The forms by id; PackError with everything wrong in any of them."""
    forms: dict[str, Form] = {}
    faults: list[PackError] = []
    names = [name for name in sorted(texts) if name.endswith(".toml") and name not in NOT_FORMS]
    for variants in (False, True):  # what they are based on is read first
        for name in names:
            try:
                if is_variant(texts[name], name) != variants:
                    continue
                form = _form(texts[name], name, forms if variants else None)
            except PackError as fault:
                faults.append(fault)
            else:
                forms[form.id] = form
    PackError.raise_all(faults)
    return forms


def _form(text: str, name: str, bases: dict[str, Form] | None) -> Form:
    """bases: the forms a variant may be based on; None for a form that stands alone."""
    form = read_form(text, name) if bases is None else read_variant(text, name, bases)
    if name != f"{form.id}.toml":
        raise PackError(f'form "{form.id}"', where=f"{name}:1 id", remedy="name the file after the form")
    return form


def _table(model: PackFile, texts: Mapping[str, str]) -> PointsTable:
    columns = (*(region.id for region in model.regions), "urban")
    provenances = {one.id for one in model.table.provenance} | {OFFICIAL}
    return read_table(texts[model.table.file], model.table.file, columns, provenances)


def _procedures(texts: Mapping[str, str], forms: dict[str, Form], kept: bool) -> ProceduresFile:
    file = "procedures.toml"
    data = read_toml(texts[file], file)
    model = validate(ProceduresFile, data, file, texts[file])
    problems = [*lint_procedures(model, forms), *(() if kept else lint_newer(model))]
    PackError.raise_all(_faults(problems, file, texts, data))
    return model


def _ethnicities(text: str) -> dict[str, tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if rows.fieldnames != ["code", "name", "aliases"]:
        raise PackError("columns differ", where="ethnicities.csv:1", remedy="code,name,aliases")
    return {row["code"]: (row["name"], *filter(None, row["aliases"].split("|"))) for row in rows}
