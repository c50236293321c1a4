"""The words and sources behind a result: each line of điểm A, each indicator, the line compared with."""

from bot.scoring.forms import Words
from bot.scoring.lines import Line
from bot.scoring.pack import Pack


def line_source(pack: Pack, line: Line, column: str, language: str = "vi") -> str:
    """Where a line's points stand: the rule's source, else table row, column and what the row is."""
    if line.rule is not None:
        return pack.rules[line.rule].source
    return f"{pack.table.file}:{line.row} {column} ({provenance_text(pack, line.provenance, language)})"


def provenance_text(pack: Pack, provenance: str, language: str = "vi") -> str:
    """What a provenance means, in words; the id itself for official rows."""
    found = next((one for one in pack.provenances if one.id == provenance), None)
    return provenance if found is None else found.text.get(language, found.text["vi"])


def item_text(pack: Pack, line: Line) -> tuple[str, str]:
    """The item's and the choice's wording, as the table has them."""
    item = next(item for item in pack.table.items if item.id == line.item)
    return item.text, item.row(line.choice).text


def class_text(pack: Pack, class_id: str) -> Words:
    """The class's name by language."""
    return next(one.text for one in pack.classes if one.id == class_id)
