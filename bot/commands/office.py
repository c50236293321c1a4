"""`rasoat staff add|change|load|template`, `restore`, `area …`, `round …`: the commune after its set-up."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from bot.commands.staff import done
from bot.config import Settings
from bot.documents.staff_sheet import read_staff, staff_template
from bot.errors import ConfigError
from bot.scoring.sheets import SheetFault
from locales import translate

OK, FAILED = 0, 2


def _given(what: str, values: Mapping[str, str | None]) -> dict[str, str]:
    """The wish with what was said; what was not said is left out."""
    return {"do": what} | {name: value for name, value in values.items() if value is not None}


def staff_add(settings: Settings, values: Mapping[str, str | None], out: TextIO) -> int:
    """values: name, title, role, areas, also, id. ConfigError says what would be right."""
    told = done(settings, _given("staff_add", values))
    key = "cli.people.added" if told["new"] else "cli.people.same"
    print(translate("vi", key, {"staff": told["staff"]}), file=out)
    return OK


def staff_change(settings: Settings, staff_id: str, values: Mapping[str, str | None], out: TextIO) -> int:
    """values: name, title, role, areas, also; None: as it is."""
    told = done(settings, _given("staff_change", values) | {"staff": staff_id})
    key = "cli.people.changed" if told["new"] else "cli.people.same"
    print(translate("vi", key, {"staff": staff_id}), file=out)
    return OK


def restore(settings: Settings, staff_id: str, out: TextIO) -> int:
    """An access that was ended, given back."""
    told = done(settings, {"do": "restore", "staff": staff_id})
    key = "cli.people.restored" if told["new"] else "cli.people.not_ended"
    print(translate("vi", key, {"staff": staff_id}), file=out)
    return OK


def staff_load(settings: Settings, path: Path, out: TextIO, *, check: bool) -> int:
    """0 when every row is right, 2 when one is to be mended: each is named, nothing written."""
    rows = read_staff(_bytes(path))
    if isinstance(rows, SheetFault):
        raise ConfigError(translate("vi", rows.key, rows.args))
    wish = {"do": "staff_load", "rows": json.dumps(rows)} | ({"check": "1"} if check else {})
    told = done(settings, wish)
    if told["bad"]:
        print(told["bad"], file=out)
        print(translate("vi", "cli.people.none_written", {}), file=out)
        return FAILED
    fresh = told["staff"].split()
    values = {"count": len(fresh), "already": told["already"]}
    if check:
        print(translate("vi", "cli.people.checked", values), file=out)
        return OK
    print(translate("vi", "cli.people.loaded", values), file=out)
    for one in fresh:
        print(one, file=out)
    return OK


def staff_template_to(settings: Settings, path: Path, out: TextIO) -> int:
    """The empty sheet, with the commune's areas on its second page."""
    rows = [line.split("\t") for line in done(settings, {"do": "areas"})["rows"].splitlines()]
    _write(path, staff_template((row[0], row[1]) for row in rows))
    print(translate("vi", "cli.people.template", {"file": str(path)}), file=out)
    return OK


def listing(settings: Settings, what: str, out: TextIO) -> int:
    """Areas or rounds, one a line."""
    print(done(settings, {"do": "areas" if what == "area" else "round_list"})["rows"], file=out)
    return OK


def area_add(settings: Settings, values: Mapping[str, str | None], out: TextIO) -> int:
    """values: name, type, region, source, since."""
    told = done(settings, _given("area_add", values))
    key = "cli.area.added" if told["new"] else "cli.area.same"
    print(translate("vi", key, {"area": told["area"]}), file=out)
    return OK


def area_change(settings: Settings, area_id: str, values: Mapping[str, str | None], out: TextIO) -> int:
    """The files whose results stand under the type or region before are named."""
    told = done(settings, _given("area_change", values) | {"area": area_id})
    key = "cli.area.changed" if told["new"] else "cli.area.same"
    print(translate("vi", key, {"area": area_id}), file=out)
    if told["codes"]:
        print(translate("vi", "cli.area.survey_again", {"codes": told["codes"]}), file=out)
    return OK


def round_add(settings: Settings, path: Path, out: TextIO) -> int:
    """What should be looked at again in it is said after it is kept: the document decides, days only warn."""
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(translate("vi", "cli.round.wrong.letters", {"file": str(path)})) from None
    told = done(settings, {"do": "round_add", "text": text})
    key = "cli.round.added" if told["new"] else "cli.round.same"
    print(translate("vi", key, {"round": told["round"], "name": told["name"]}), file=out)
    if told["warnings"]:
        print(told["warnings"], file=out)
    return OK


def round_template(path: Path, like: str, out: TextIO) -> int:
    """One of the plans that come with the program, to be written over."""
    _write(path, (files("bot.seeds") / "rounds" / f"{like}.toml").read_bytes())
    print(translate("vi", "cli.round.template", {"file": str(path)}), file=out)
    return OK


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise _no_file(path, fault) from None


def _write(path: Path, content: bytes) -> None:
    """A file that is there already is left alone: somebody may have filled it in."""
    try:
        with path.open("xb") as out:
            out.write(content)
    except FileExistsError:
        raise ConfigError(translate("vi", "cli.people.file_there", {"file": str(path)})) from None
    except OSError as fault:
        raise _no_file(path, fault) from None


def _no_file(path: Path, fault: OSError) -> ConfigError:
    what = translate("vi", "cli.import.no_file", {"file": str(path)})
    return ConfigError(what, where=fault.strerror or "", remedy=translate("vi", "cli.import.name_a_file", {}))
