"""`rasoat list import FILE --as STAFF`: last year's list comes in, through the running bot where one runs.

Nothing is written while a row is wrong or a household may be one that has a file, unless it is said what is
to become of them; then all goes in at once. The same list again changes nothing.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.commands.import_odk import Do, doing
from bot.config import Settings
from bot.documents.workbook_reader import MOST_BYTES, read_workbook
from bot.errors import ConfigError
from bot.handlers.old_list_columns import FIELDS, MARKED, Columns, Table, column_number, tables_in
from bot.handlers.old_list_pack import columns_packed, csv_sheet, packed
from bot.scoring.sheets import SheetFault
from locales import translate

OK, LEFT = 0, 2
PAUSE = 0.2
"""Seconds between two looks at how far it is."""
WIDTH = 24
STATUS = {"brought": OK, "same": OK, "checked": OK, "wrong": LEFT}


@dataclass(frozen=True, slots=True)
class How:
    """What was said on the command line. columns: "name=B,area=C"; alike: "", "same" or "new"."""

    staff: str
    check: bool = False
    leave: bool = False
    alike: str = ""
    columns: str = ""


def run(settings: Settings, file: Path, how: How, out: TextIO) -> int:
    """0 where it went in, or had before, or would; 2 where rows are wrong or something is to be said.

    ConfigError where the file cannot be read, a column is not known, or this person may not.
    """
    tables = _tables(file)
    columns = _columns(tables, how.columns)
    wish = {"do": "list_bring", "staff": how.staff, "tables": packed(tables)}
    wish |= {"columns": columns_packed(columns)}
    wish |= {"check": "1"} if how.check else {}
    wish |= {"leave": "1"} if how.leave else {}
    wish |= {"alike": how.alike} if how.alike else {}
    answer = asyncio.run(_at_hand(settings, wish))
    for line in json.loads(answer["lines"]):
        print(_printable(line), file=out)
    return STATUS[answer["status"]]


def say(key: str, **args: object) -> str:
    """The command's own words, in Vietnamese."""
    return translate("vi", f"cli.list.{key}", args)


# ── the file ─────────────────────────────────────────────────────────────────────────────────
def _tables(file: Path) -> tuple[Table, ...]:
    try:
        data = file.read_bytes()
    except OSError as fault:
        what = translate("vi", "cli.import.no_file", {"file": file.name})
        remedy = translate("vi", "cli.import.name_a_file", {})
        raise ConfigError(what, where=fault.strerror or "", remedy=remedy) from None
    is_text = file.suffix.lower() in (".csv", ".txt") and len(data) <= MOST_BYTES
    sheets = csv_sheet(data) if is_text else read_workbook(data)
    if isinstance(sheets, SheetFault):
        raise ConfigError(translate("vi", sheets.key, sheets.args))
    found = tables_in(sheets)
    if not found:
        raise ConfigError(translate("vi", "old_list.no_headings", {}))
    return found


def _columns(tables: Sequence[Table], said: str) -> tuple[Columns, ...]:
    """As the headings say, and over it what was said; every needed one known."""
    wanted = dict(_pair(one) for one in said.split(",") if one.strip())
    found = []
    for table in tables:
        mine = {field: column for field, column in table.columns.items() if column not in wanted.values()}
        if "class" in wanted:
            mine = {field: column for field, column in mine.items() if field not in MARKED}
        columns = mine | wanted
        if missing := table.missing(columns):
            raise ConfigError(_which(table, missing))
        found.append(columns)
    return tuple(found)


def _pair(text: str) -> tuple[str, int]:
    field, _, letters = (part.strip() for part in text.partition("="))
    if field not in (*FIELDS, *MARKED) or not (letters.isascii() and letters.isalpha() and len(letters) < 3):
        raise ConfigError(say("bad_column", text=text, fields=", ".join((*FIELDS, *MARKED))))
    return field, column_number(letters)


def _which(table: Table, field: str) -> str:
    what = translate("vi", f"old_list.field.{field}", {})
    shown = ", ".join(heading for heading in table.headings if heading)
    return say("which_column", sheet=table.sheet, field=what, name=field, headings=shown)


# ── the work ─────────────────────────────────────────────────────────────────────────────────
async def _at_hand(settings: Settings, wish: dict[str, str]) -> dict[str, str]:
    async with doing(settings) as do_it:
        return await carried_out(do_it, wish, _bar(sys.stderr))


async def carried_out(do_it: Do, wish: dict[str, str], show: Callable[[int, int], None]) -> dict[str, str]:
    """What came of it; `show` hears how far it is. ConfigError says why it could not be done."""
    answer = await do_it(wish)
    while "status" not in answer:
        if "error" in answer:
            raise ConfigError(answer["error"])
        show(int(answer.get("done", 0)), int(answer["total"]))
        await asyncio.sleep(PAUSE)
        answer = await do_it({"do": "list_progress"})
    show(1, 1)
    return answer


def _bar(out: TextIO) -> Callable[[int, int], None]:
    """Draws on a terminal; elsewhere (a file, a pipe) it is silent."""

    def show(done: int, total: int) -> None:
        if not out.isatty():
            return
        filled = WIDTH * done // total if total else WIDTH
        bar = "█" * filled + "░" * (WIDTH - filled)
        over = done >= total
        print(f"\r{bar} {say('working', done=done, total=total)}", end="", file=out, flush=True)
        if over and total == 1:
            print("\r\033[K", end="", file=out, flush=True)

    return show


def _printable(line: str) -> str:
    """What stands in a file may be a command to a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in line)
