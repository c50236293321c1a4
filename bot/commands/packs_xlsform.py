"""`rasoat packs xlsform OUT_DIR`: Phiếu A and Phiếu B as XLSForm, with the score in them, for ODK or Kobo."""

from datetime import date
from pathlib import Path
from typing import TextIO

from bot.commands.staff import done
from bot.config import Settings
from bot.errors import ConfigError
from bot.exchange.xlsform.result import training_mark
from bot.exchange.xlsform.sheet import write
from bot.exchange.xlsform.surveys import forms_of
from bot.scoring.own_table import under_table
from bot.scoring.pack import Pack
from bot.scoring.pack_dates import PackDates
from bot.scoring.packs import known_dates, load_pack
from locales import translate

LANGUAGE = "vi"


def run(out_dir: Path, pack_id: str | None, at: date, table: Path | None, out: TextIO) -> int:
    """Writes one workbook a form and names them; returns 0.

    pack_id: None for the pack in force on the reference date. table: a commune's own points table (CSV, as it
    is kept), which counts as not signed. PackError for a draft, a year without limits, a wrong table;
    ConfigError where no pack is in force or a file cannot be read or written.
    """
    pack = load_pack(pack_id or _in_force(at))
    if table is not None:
        pack = under_table(pack, _read(table), signed=False)
    return _tell(pack, at, out_dir, out)


def _tell(pack: Pack, at: date, out_dir: Path, out: TextIO) -> int:
    """Write the forms and name them, with the training mark where it belongs."""
    for path in _write(pack, at, out_dir):
        print(translate(LANGUAGE, "cli.packs.xlsform.written", {"path": path}), file=out)
    if mark := training_mark(pack):
        print(mark[LANGUAGE], file=out)
    return 0


def of_the_store(settings: Settings, out_dir: Path, out: TextIO, *, others: bool = False) -> int:
    """The same with the running round's pack and reference date, under the table that counts today.

    others: whether a pack, date or table was named as well, which would contradict the store.

    ConfigError or StoreError where there is no store to ask.
    """
    if others:
        raise ConfigError(translate(LANGUAGE, "cli.packs.xlsform.store_alone", {}))
    used = done(settings, {"do": "table_in_use"})
    pack = load_pack(used["pack"])
    if used["table"]:
        pack = under_table(pack, used["table"], signed=True)
    return _tell(pack, date.fromisoformat(used["reference_date"]), out_dir, out)


def _in_force(at: date) -> str:
    found = next((one for one in known_dates() if _covers(one, at)), None)
    if found is None:
        what = translate(LANGUAGE, "cli.packs.xlsform.no_pack", {"day": f"{at:%d/%m/%Y}"})
        raise ConfigError(what, remedy=translate(LANGUAGE, "cli.packs.xlsform.name_pack", {}))
    return found.id


def _covers(one: PackDates, at: date) -> bool:
    return one.starts <= at <= one.ends


def _read(table: Path) -> str:
    try:
        return table.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(translate(LANGUAGE, "cli.packs.xlsform.no_table", {}), where=str(table)) from None


def _write(pack: Pack, at: date, folder: Path) -> list[Path]:
    """Both workbooks are made before the first is written, so that a fault leaves nothing half done."""
    made = [(folder / f"{form.form_id}.xlsx", write(form)) for form in forms_of(pack, at)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in made:
            path.write_bytes(data)
    except OSError:
        raise ConfigError(translate(LANGUAGE, "cli.packs.xlsform.no_folder", {}), where=str(folder)) from None
    return [path for path, _ in made]
