"""`rasoat packs load FILE --as STAFF`: a filled workbook, checked cell by cell; officers sign it in chat."""

from datetime import date
from pathlib import Path
from typing import TextIO

from bot.commands.staff import done
from bot.config import Settings
from bot.documents.points_table.table_file import check_file
from bot.errors import ConfigError
from bot.scoring.packs import load_pack
from bot.scoring.score import refuse_draft
from bot.scoring.table_faults import BadCell
from locales import translate

OK, FAILED = 0, 2


def run(settings: Settings, path: Path, staff_id: str, starts: date, out: TextIO) -> int:
    """0 when it is kept and waits for two signatures, 2 when a cell is to be mended; each is named.

    ConfigError where the file cannot be read, or the staff member may not load a table; ScoringError in a
    round under a draft.
    """
    wanted = done(settings, {"do": "table_columns"})
    columns = tuple(wanted["columns"].split())
    try:
        data = path.read_bytes()
    except OSError as fault:
        what = translate("vi", "cli.import.no_file", {"file": str(path)})
        remedy = translate("vi", "cli.import.name_a_file", {})
        raise ConfigError(what, where=fault.strerror or "", remedy=remedy) from None
    pack = load_pack(wanted["pack"])
    refuse_draft(pack)
    checked = check_file(pack, columns, data)
    if checked.table is None:
        for bad in checked.problems:
            print(_words(bad), file=out)
        if checked.more:
            print(translate("vi", "table.and_more_cells", {"count": checked.more}), file=out)
        return FAILED
    wish = {"do": "load_table", "staff": staff_id, "text": checked.text, "document": checked.document}
    kept = done(settings, wish | {"starts": starts.isoformat()})
    print(
        translate("vi", "cli.packs.loaded", {"digest": kept["digest"], "day": f"{starts:%d/%m/%Y}"}), file=out
    )
    return OK


def _words(bad: BadCell) -> str:
    what = translate("vi", bad.key, bad.args)
    args = {"sheet": bad.sheet, "cell": bad.cell, "what": what}
    return translate("vi", "table.load.cell", args) if bad.cell else what
