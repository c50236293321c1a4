"""What an officer reads while last year's list is brought in; the same words on the command line."""

from collections.abc import Sequence

from bot.cases.case import Case
from bot.dialogue.prompt import Choice
from bot.dialogue.reading.text import clip
from bot.dialogue.turn import Turn
from bot.handlers.old_list_bring import Plan
from bot.handlers.old_list_columns import ABOVE, FIELDS, MARKED, WHOLE, Columns, Table
from bot.handlers.old_list_find import Found
from bot.handlers.old_list_rows import Bad, Household
from bot.scoring.sheets import coordinate

FIRST_ROWS = 3
SHOWN_LEFT = 8
LABEL = 30


def letter(column: int) -> str:
    """The letters of a column, counted from 0: 27 → "AB"."""
    return coordinate(0, column).rstrip("1")


def heading(turn: Turn, table: Table, column: int) -> str:
    """ "C · Họ và tên chủ hộ": a column as the officer sees it in the sheet."""
    words = table.headings[column] if column < len(table.headings) else ""
    return turn.t("old_list.heading", letter=letter(column), words=clip(words, LABEL) or "…")


def headings(turn: Turn, table: Table) -> tuple[Choice, ...]:
    """Every column that has a heading, to be chosen."""
    return tuple(
        Choice(f"c{column}", heading(turn, table, column))
        for column, words in enumerate(table.headings)
        if words
    )


def understood(turn: Turn, tables: Sequence[Table], columns: Sequence[Columns], found: Plan) -> str:
    """Which column is what, the first rows as they were read, how many rows there are."""
    parts = [_columns(turn, table, of) for table, of in zip(tables, columns, strict=True)]
    rows = [example(turn, one.row) for one in found.found[:FIRST_ROWS]]
    if rows:
        parts.append("\n".join([turn.t("old_list.first_rows"), *rows]))
    parts.append(counted(turn, found))
    return "\n\n".join(parts)


def _columns(turn: Turn, table: Table, columns: Columns) -> str:
    known = sorted((one for one in (*FIELDS, *MARKED) if one in columns), key=columns.__getitem__)
    lines = [turn.t("old_list.sheet", sheet=table.sheet, row=table.first - 1)]
    lines += [
        turn.t("old_list.column_is", field=turn.t(f"old_list.field.{one}"), column=letter(columns[one]))
        for one in known
    ]
    lines += [turn.t(f"old_list.whole.{one}") for one in WHOLE if one in columns]
    lines += [turn.t("old_list.area_above_is")] if ABOVE in columns else []
    return "\n".join(lines)


def example(turn: Turn, row: Household) -> str:
    """One household as it was read. The number of its card only by its last three digits."""
    parts = [
        turn.t("old_list.row", row=row.row),
        row.name,
        area_name(turn, row.area),
        turn.t(f"case.previous.{row.old_class}"),
        turn.t("old_list.born", birth=born(row.birth)) if row.birth else "",
        turn.t("old_list.number", last=row.national_id[-3:]) if row.national_id else "",
        turn.t("old_list.code", code=row.code) if row.code else "",
        turn.t("old_list.formerly", what=turn.t(f"case.previous.{row.formerly}"))
        if row.formerly != "none"
        else "",
    ]
    return " · ".join(part for part in parts if part)


def area_name(turn: Turn, area_id: str) -> str:
    area = turn.place.area(area_id)
    return area.name if area else area_id


def born(birth: str) -> str:
    """ "1984-03-02" → "02/03/1984"; a year alone stays."""
    return "/".join(reversed(birth.split("-")))


def counted(turn: Turn, found: Plan) -> str:
    """How many rows there are of each kind."""
    lines = [turn.t("old_list.count.all", count=len(found.found) + len(found.bad))]
    counts = (
        ("old_list.count.new", len(found.of("new"))),
        ("old_list.count.linked", len(found.of("linked"))),
        ("old_list.count.already", len(found.of("already"))),
        ("old_list.count.kept", len(found.of("kept"))),
        ("old_list.count.ask", len(found.of("ask"))),
        ("old_list.count.bad", len(found.bad)),
    )
    lines += [turn.t(key, count=count) for key, count in counts if count]
    if found.left:
        places = [str(row) for _, row in found.left[:SHOWN_LEFT]]
        more = "…" if len(found.left) > SHOWN_LEFT else ""
        lines.append(turn.t("old_list.left", rows=", ".join(places) + more))
    return "\n".join(lines)


def bad_line(turn: Turn, bad: Bad) -> str:
    """Where it is, what is wrong, what would be right."""
    place = turn.t("old_list.place", sheet=bad.sheet, row=bad.row)
    name = f" ({bad.name})" if bad.name else ""
    return f"{place}{name}: " + " ".join(turn.t(one.key, **dict(one.args)) for one in bad.wrong)


def same_question(turn: Turn, found: Found, left: int) -> str:
    """Whether a row is a household that has a file."""
    lines = [turn.t("old_list.same", left=left), example(turn, found.row)]
    if found.row.address:
        lines.append(turn.t("file.address", address=found.row.address))
    return "\n".join([*lines, turn.t("old_list.same.files"), *(file_line(turn, one) for one in found.alike)])


def file_line(turn: Turn, case: Case) -> str:
    """A file of the round, enough to tell whether it is the same household."""
    parts = [
        case.code,
        case.head,
        area_name(turn, case.area),
        turn.t("old_list.born", birth=born(case.birth)) if case.birth else "",
        case.address,
        turn.t(f"case.state.{case.state}"),
    ]
    return "• " + " · ".join(part for part in parts if part)


def done(turn: Turn, found: Plan) -> str:
    """After it is brought in."""
    return turn.t(
        "old_list.done",
        new=len(found.of("new")),
        linked=len(found.of("linked")),
        already=len(found.of("already", "kept")),
        out=len(found.bad),
    )
