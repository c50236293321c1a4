"""Last year's list in chat: a file, which column is what, what is wrong, who is the same, then all at once.

Until the last word nothing is written. The file itself is never kept: what was read of it stands in this
conversation (sealed at rest) and goes with it.
"""

from bot.cases.case import ANNUAL
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files, old_list_words
from bot.handlers.old_list_bring import Plan, bring, plan
from bot.handlers.old_list_columns import ABOVE, MARKED, NEEDED, WHOLE, Columns, Table, tables_in
from bot.handlers.old_list_find import NEW
from bot.handlers.old_list_pack import columns_from, columns_packed, csv_sheet, packed, unpacked
from bot.scoring.sheets import Sheet, SheetFault

CONVERSATION = "old_list"
NO_WORKBOOK = "table.file.not_workbook"
"""What the reader of workbooks says of a file that may be a .csv."""
_NO_COLUMN = (*WHOLE, ABOVE)
_ONLY_ONE = {"class": (*MARKED, *WHOLE), "area": (ABOVE,), "birth": ("birth_year",)}
"""Field → what it takes the place of."""
CHANGEABLE = (*NEEDED, "birth", "national_id", "code", "address", "formerly")


def open_old_list(turn: Turn) -> None:
    """From the menu of setting up. Only the yearly review begins with last year's list."""
    if turn.place.round.procedure != ANNUAL:
        turn.say("old_list.not_annual")
    else:
        turn.push(CONVERSATION)


# ── what this conversation holds ─────────────────────────────────────────────────────────────
def _tables(turn: Turn) -> tuple[Table, ...]:
    return unpacked(turn.datum("tables"))


def _columns(turn: Turn) -> tuple[Columns, ...]:
    return columns_from(turn.datum("columns"))


def _plan(turn: Turn) -> Plan:
    answers = dict(one.split("=", 1) for one in turn.data_list("same"))
    return plan(turn, _tables(turn), _columns(turn), answers)


def _allowed(turn: Turn) -> bool:
    """Who answers for the whole commune; asked again at each step, for rights end."""
    if may(turn.staff, "import_list"):
        return True
    turn.home()
    turn.push("menu")
    turn.say("old_list.not_allowed")
    return False


def _forward(turn: Turn) -> None:
    """To the first thing that is still open."""
    if not _allowed(turn):
        return
    for number, (table, of) in enumerate(zip(_tables(turn), _columns(turn), strict=True)):
        field = table.missing(of)
        if field:
            turn.goto("column", sheet=str(number), field=field, page="")
            return
    found = _plan(turn)
    if not turn.datum("right"):
        turn.goto("preview")
    elif found.bad and not turn.datum("leave"):
        turn.goto("bad", page="")
    elif found.of("ask"):
        turn.goto("same")
    else:
        turn.goto("sure")


# ── the file ─────────────────────────────────────────────────────────────────────────────────
def ask_file(turn: Turn) -> Prompt:
    return Prompt(turn.t("old_list.send", round=turn.place.round.name), file=True)


def take_file(turn: Turn, _reply: Reply) -> None:
    """Read whole; nothing is written yet."""
    if not _allowed(turn):
        return
    sheets = _sheets(turn)
    if isinstance(sheets, SheetFault):
        turn.refuse(turn.t(sheets.key, **sheets.args))
        return
    tables = tables_in(sheets)
    if not tables:
        turn.refuse(turn.t("old_list.no_headings"))
        return
    columns = columns_packed([one.columns for one in tables])
    turn.keep(tables=packed(tables), columns=columns, right="", leave="", same=(), page="")
    unread = [one.name for one in sheets if one.rows and one.name not in {each.sheet for each in tables}]
    if unread:
        turn.say("old_list.not_read", sheets=", ".join(unread))
    _forward(turn)


def _sheets(turn: Turn) -> tuple[Sheet, ...] | SheetFault:
    found = turn.facts.sheets(turn.event.id)
    if isinstance(found, SheetFault) and found.key == NO_WORKBOOK:
        return csv_sheet(turn.event.file)
    return found


# ── which column it is ───────────────────────────────────────────────────────────────────────
def ask_column(turn: Turn) -> Prompt:
    table, field = _tables(turn)[int(turn.datum("sheet"))], turn.datum("field")
    found = old_list_words.headings(turn, table)
    choices = tuple(files.shown(turn, found))
    if field == "class":
        choices += tuple(Choice(one, turn.t(f"old_list.whole.{one}")) for one in WHOLE)
    elif field == "area":
        choices += (Choice(ABOVE, turn.t("old_list.area_above")),)
    elif field not in NEEDED:
        choices += (Choice("none", turn.t("old_list.no_column")),)
    what = turn.t(f"old_list.field.{field}")
    choices += files.ways(turn, len(found))
    return Prompt(turn.t("old_list.which_column", sheet=table.sheet, field=what), choices, columns=1)


def take_column(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    at, field = int(turn.datum("sheet")), turn.datum("field")
    columns = [dict(one) for one in _columns(turn)]
    gone = {field, *_ONLY_ONE.get(field, ())}
    mine = {name: column for name, column in columns[at].items() if name not in gone}
    if reply.choice in _NO_COLUMN:
        mine[reply.choice] = 0
    elif reply.choice != "none":
        column = int(reply.choice[1:])
        mine = {name: other for name, other in mine.items() if other != column or name in _NO_COLUMN}
        mine[field] = column
    columns[at] = mine
    turn.keep(columns=columns_packed(columns), right="", same=())
    _forward(turn)


# ── as it was understood ─────────────────────────────────────────────────────────────────────
def ask_preview(turn: Turn) -> Prompt:
    words = old_list_words.understood(turn, _tables(turn), _columns(turn), _plan(turn))
    choices = (
        Choice("right", turn.t("old_list.right")),
        Choice("wrong", turn.t("old_list.wrong_column")),
        Choice("stop", turn.t("old_list.stop")),
    )
    return Prompt(words, choices, columns=1)


def take_preview(turn: Turn, reply: Reply) -> None:
    if reply.choice == "stop":
        _stop(turn)
    elif reply.choice == "wrong":
        turn.goto("field", page="")
    else:
        turn.keep(right="1")
        _forward(turn)


def ask_field(turn: Turn) -> Prompt:
    """Which of the columns is another one; with several sheets, of which sheet."""
    tables = _tables(turn)
    found = tuple(
        Choice(f"{number}.{field}", _named(turn, field, table, many=len(tables) > 1))
        for number, table in enumerate(tables)
        for field in CHANGEABLE
    )
    choices = (*files.shown(turn, found), *files.ways(turn, len(found)))
    return Prompt(turn.t("old_list.which_field"), choices, columns=1)


def _named(turn: Turn, field: str, table: Table, *, many: bool) -> str:
    words = turn.t(f"old_list.field.{field}")
    return f"{words} · {table.sheet}" if many else words


def take_field(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    number, _, field = reply.choice.partition(".")
    turn.goto("column", sheet=number, field=field, page="")


# ── rows that cannot be taken ────────────────────────────────────────────────────────────────
def ask_bad(turn: Turn) -> Prompt:
    found = _plan(turn)
    good = len(found.found)
    lines = [turn.t("old_list.bad.title", count=len(found.bad))]
    lines += [f"• {old_list_words.bad_line(turn, one)}" for one in files.shown(turn, found.bad)]
    choices = [Choice("again", turn.t("old_list.bad.again"))]
    if good:
        choices.append(Choice("leave", turn.t("old_list.bad.leave", good=good, bad=len(found.bad))))
    choices += files.ways(turn, len(found.bad))
    return Prompt("\n".join(lines), tuple(choices), columns=1)


def take_bad(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    if reply.choice == "leave":
        turn.keep(leave="1")
        _forward(turn)
    else:
        _to_file(turn)


# ── the same household? ──────────────────────────────────────────────────────────────────────
def ask_same(turn: Turn) -> Prompt:
    asked = _plan(turn).of("ask")
    if not asked:
        _forward(turn)
        return Prompt("")
    first = asked[0]
    turn.keep(row=first.row.key)
    choices = tuple(Choice(case.id, turn.t("old_list.same.yes", code=case.code)) for case in first.alike)
    choices += (Choice(NEW, turn.t("old_list.same.no")),)
    return Prompt(old_list_words.same_question(turn, first, len(asked)), choices, columns=1)


def take_same(turn: Turn, reply: Reply) -> None:
    turn.keep(same=(*turn.data_list("same"), f"{turn.datum('row')}={reply.choice}"), row="")
    _forward(turn)


# ── all at once ──────────────────────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    found = _plan(turn)
    if not found.of("new", "linked"):
        _to_file(turn)
        turn.pop()
        turn.say("old_list.nothing_new", count=len(found.of("already", "kept")))
        return Prompt("")
    words = f"{old_list_words.counted(turn, found)}\n\n{turn.t('old_list.sure')}"
    count = len(found.of("new", "linked"))
    choices = (
        Choice("yes", turn.t("old_list.bring", count=count)),
        Choice("stop", turn.t("old_list.stop")),
    )
    return Prompt(words, choices, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    """Decided anew on what is true now: a request may have come in, another officer may have been first."""
    if not _allowed(turn):
        return
    if reply.choice == "stop":
        _stop(turn)
        return
    found = _plan(turn)
    if found.of("ask") or (found.bad and not turn.datum("leave")):
        turn.say("old_list.changed_meanwhile")
        _forward(turn)
        return
    bring(turn, found)
    turn.pop()
    turn.says.append(old_list_words.done(turn, found))


def _stop(turn: Turn) -> None:
    turn.pop()
    turn.say("old_list.stopped")


def _to_file(turn: Turn) -> None:
    turn.goto("start", tables="", columns="", right="", leave="", same=(), page="", row="")


def _to_preview(turn: Turn) -> None:
    turn.goto("preview", right="", leave="", same=(), page="")


def _back_of_column(turn: Turn) -> None:
    """To the preview where all columns are known, else to the file."""
    pairs = zip(_tables(turn), _columns(turn), strict=True)
    if any(table.missing(of) for table, of in pairs):
        _to_file(turn)
    else:
        _to_preview(turn)


OLD_LIST = Conversation(
    {
        "start": Step(ask_file, take_file),
        "column": Step(ask_column, take_column, _back_of_column),
        "preview": Step(ask_preview, take_preview, _to_file),
        "field": Step(ask_field, take_field, _to_preview),
        "bad": Step(ask_bad, take_bad, _to_preview),
        "same": Step(ask_same, take_same, _to_preview),
        "sure": Step(ask_sure, take_sure, _to_preview),
    },
    ("officer",),
)
