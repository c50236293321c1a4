"""A workbook file into the commune's own points table, or into everything that is to be mended."""

from collections.abc import Sequence

from bot.documents.workbook_reader import read_workbook
from bot.scoring.pack import Pack
from bot.scoring.sheets import SheetFault
from bot.scoring.table_cells import check
from bot.scoring.table_faults import BadCell, Checked


def check_file(pack: Pack, columns: Sequence[str], data: bytes) -> Checked:
    """The check of a file's bytes; a file that cannot be read is one problem of the whole file."""
    sheets = read_workbook(data)
    if isinstance(sheets, SheetFault):
        return Checked(problems=(BadCell("", "", sheets.key, sheets.args),))
    return check(pack, columns, sheets)
