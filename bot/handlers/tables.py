"""The commune's points table in chat: what counts now, template out, filled table in, two signatures."""

from bot.cases.commune import Staff
from bot.cases.points_table import LoadedTable, Refusal, Signature, in_force, may_load
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.message import DocumentRef
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean
from bot.dialogue.reading.coming import read_coming_date
from bot.dialogue.turn import Turn
from bot.handlers import table_notices, table_words
from bot.handlers.table_rights import may_refuse, may_sign
from bot.handlers.table_rights import pack_of as pack_of
from bot.scoring.own_table import fitting, under_table
from bot.scoring.sheets import SheetFault
from bot.scoring.table_cells import check
from bot.scoring.table_compare import CellRef, sample_cells

LONGEST_WORDS, SHORTEST_REASON = 1_000, 5
CONVERSATION = "points_table"


def open_tables(turn: Turn) -> None:
    """The state of things; under a draft there is no table to load."""
    if pack_of(turn).status == "draft":
        turn.say("table.draft")
    else:
        turn.push(CONVERSATION, "view")


def open_table(turn: Turn, table_id: str) -> None:
    """From a notice's button: the table to be signed, else the state of things."""
    turn.home()
    turn.push("menu")
    open_tables(turn)
    if turn.frame.conversation == CONVERSATION and any(one.id == table_id for one in _to_sign(turn)):
        turn.goto("sign", table=table_id)


def _table(turn: Turn, table_id: str) -> LoadedTable | None:
    return next((one for one in turn.place.tables if one.id == table_id), None)


def _to_sign(turn: Turn) -> tuple[LoadedTable, ...]:
    return tuple(one for one in turn.place.tables if may_sign(turn, one))


def _at_hand(turn: Turn) -> LoadedTable | None:
    """The table this officer stands before; None where it no longer waits for them, and said so."""
    table = _table(turn, turn.datum("table"))
    if table is not None and may_sign(turn, table):
        return table
    _to_view(turn)
    turn.say("table.nothing_to_sign")
    return None


# ── what counts now, what waits ──────────────────────────────────────────────────────────────
def ask_view(turn: Turn) -> Prompt:
    staff, now = turn.staff, in_force(turn.place.tables, pack_of(turn).id, turn.today)
    choices = [Choice(f"sign:{one.id}", turn.t("table.do.sign", digest=one.short)) for one in _to_sign(turn)]
    choices += [
        Choice(f"refuse:{one.id}", turn.t("table.do.refuse", digest=one.short))
        for one in turn.place.tables
        if may_refuse(turn, one) and not may_sign(turn, one)
    ]
    if now is not None and fitting(pack_of(turn), now.text) is not None:
        choices.append(Choice("download", turn.t("table.do.download")))
    if now is not None and any(one.moved for one in now.rescored):
        choices.append(Choice("moved", turn.t("table.do.moved")))
    if staff is not None and may_load(staff):
        choices += [Choice("template", turn.t("table.do.template")), Choice("load", turn.t("table.do.load"))]
    return Prompt(table_words.state(turn, pack_of(turn), now), tuple(choices), columns=1)


def take_view(turn: Turn, reply: Reply) -> None:
    staff, now = turn.staff, in_force(turn.place.tables, pack_of(turn).id, turn.today)
    name, _, table_id = reply.choice.partition(":")
    if name == "sign":
        turn.goto("sign", table=table_id)
    elif name == "refuse":
        turn.goto("wrong", table=table_id)
    elif name == "download" and now is not None:
        paper = DocumentRef("points_table", "", f"bang-diem-{now.short}.xlsx", argument=now.id)
        turn.document(
            turn.t("table.downloaded", digest=now.short), paper, instead=turn.t("table.no_files_here")
        )
    elif name == "moved" and now is not None:
        turn.says.append(table_words.moved(turn, pack_of(turn), now))
    elif staff is None or not may_load(staff):
        turn.say("table.not_allowed")
    elif not table_words.columns_in_use(turn, pack_of(turn)):
        turn.say("table.no_columns")
    elif name == "template":
        _send_template(turn)
    elif name == "load":
        turn.goto("load")


def _send_template(turn: Turn) -> None:
    argument = " ".join((pack_of(turn).id, *table_words.columns_in_use(turn, pack_of(turn))))
    paper = DocumentRef("table_template", "", "bang-diem-mau.xlsx", argument=argument)
    turn.document(turn.t("table.template_sent"), paper, instead=turn.t("table.no_files_here"))
    turn.audit("points_table_template", argument)


# ── a filled table comes in ──────────────────────────────────────────────────────────────────
def ask_load(turn: Turn) -> Prompt:
    return Prompt(turn.t("table.load.send"), file=True)


def take_load(turn: Turn, reply: Reply) -> None:
    """Checked cell by cell; every bad cell is named. A good one is kept, unsigned."""
    staff = turn.staff
    if staff is None or not may_load(staff):
        _to_view(turn)
        turn.say("table.not_allowed")
        return
    sheets = turn.facts.sheets(turn.event.id)
    if isinstance(sheets, SheetFault):
        turn.refuse(turn.t(sheets.key, **sheets.args))
        return
    checked = check(pack_of(turn), table_words.columns_in_use(turn, pack_of(turn)), sheets)
    if checked.table is None:
        turn.audit("points_table_refused", staff.id, f"{len(checked.problems)} cells")
        turn.refuse(table_words.problems(turn, checked))
        return
    known = same(turn, checked.table.digest)
    if known is not None:
        turn.refuse(turn.t("table.load.known", digest=known.short))
        return
    table = keep(turn, staff, checked.text, checked.document)
    turn.says.append(table_words.loaded(turn, pack_of(turn), table))
    turn.goto("starts", table=table.id)


def same(turn: Turn, digest: str) -> LoadedTable | None:
    """A table of the same content that counts or waits: loading it again would change nothing."""
    now = in_force(turn.place.tables, pack_of(turn).id, turn.today)
    waiting = [one for one in turn.place.tables if one.refused is None and one.counts_from is None]
    return next((one for one in (now, *waiting) if one is not None and one.digest == digest), None)


def keep(turn: Turn, staff: Staff, text: str, document: str) -> LoadedTable:
    """A checked table, unsigned. text: as own_table writes it. PackError where it is none for this pack."""
    digest = under_table(pack_of(turn), text, signed=False).table.digest
    table = LoadedTable(
        id=turn.new_id("t"),
        pack_id=pack_of(turn).id,
        digest=digest,
        text=text,
        document=document,
        starts=turn.today,
        loaded_by=staff.id,
        loaded_by_name=staff.name,
        loaded_at=turn.now,
    )
    turn.add(table)
    turn.audit("points_table_loaded", table.id, digest)
    return table


def ask_starts(turn: Turn) -> Prompt:
    today = Choice("today", turn.t("table.today", day=f"{turn.today:%d/%m}"))
    return Prompt(turn.t("table.starts"), (today,), free=True)


def take_starts(turn: Turn, reply: Reply) -> None:
    """From today or a day to come: never backwards."""
    table = _table(turn, turn.datum("table"))
    day = turn.today
    if reply.choice != "today":
        read = read_coming_date(reply.text, turn.today)
        if isinstance(read, Problem):
            turn.refuse(turn.t("table.starts_how", example=f"{turn.today:%d/%m}"))
            return
        day, last = read.value, pack_of(turn).effective_until
        if day > max(last, turn.today):  # "1/10" in November means next year: hardly ever what was meant
            turn.refuse(turn.t("table.starts_late", day=f"{day:%d/%m/%Y}", last=f"{last:%d/%m/%Y}"))
            return
    if table is None or table.signatures or table.refused:
        _to_view(turn)
        turn.say("table.starts_kept")
        return
    table = turn.change(table, starts=day)
    turn.audit("points_table_starts", table.id, day.isoformat())
    table_notices.waiting(turn, table)
    turn.goto("sign")


# ── signing: the digest and ten cells beside the print ───────────────────────────────────────
def _cells(turn: Turn, table: LoadedTable) -> tuple[CellRef, ...]:
    """Ten cells to be compared with the print, others for each officer."""
    staff = turn.staff
    own = under_table(pack_of(turn), table.text, signed=False).table
    return sample_cells(own, f"{table.id} {staff.id if staff else ''}")


def ask_sign(turn: Turn) -> Prompt:
    table = _at_hand(turn)
    if table is None:
        return Prompt("")
    choices = (Choice("yes", turn.t("table.do.right")), Choice("no", turn.t("table.do.wrong")))
    text = turn.t(
        "table.sign",
        digest=table.short,
        document=table.document,
        name=table.loaded_by_name,
        day=f"{max(table.starts, turn.today):%d/%m/%Y}",
        cells="\n".join(table_words.cell(turn, pack_of(turn), one) for one in _cells(turn, table)),
    )
    copied = table_words.copied(turn, pack_of(turn), table)
    return Prompt("\n\n".join(part for part in (copied, text) if part), choices, columns=1)


def take_sign(turn: Turn, reply: Reply) -> None:
    table, staff = _at_hand(turn), turn.staff
    if table is None or staff is None:
        return
    if reply.choice == "no":
        turn.goto("wrong")
    else:
        _sign(turn, table, staff)


def _sign(turn: Turn, table: LoadedTable, staff: Staff) -> None:
    cells = tuple(f"{one.item} · {one.choice} · {one.column}" for one in _cells(turn, table))
    signature = Signature(staff.id, staff.name, turn.now, cells, turn.chat, turn.here)
    table = turn.change(table, signatures=(*table.signatures, signature))
    turn.audit("points_table_signed", table.id, f"{table.digest} {'; '.join(cells)}")
    _to_view(turn)
    if table.counts_from is None:
        turn.say("table.signed_once", digest=table.short)
        return
    turn.audit("points_table_signed_by_two", table.id, table.counts_from.isoformat())
    table_notices.signed(turn, table)
    turn.say("table.signed_twice", digest=table.short, day=f"{table.counts_from:%d/%m/%Y}")


def ask_wrong(turn: Turn) -> Prompt:
    return Prompt(turn.t("table.wrong.why"), free=True)


def take_wrong(turn: Turn, reply: Reply) -> None:
    """A table with a wrong cell is out for good; the mended one is loaded as a new one."""
    words = clean(reply.text)[:LONGEST_WORDS]
    if len(words) < SHORTEST_REASON:
        turn.refuse(turn.t("table.wrong.short"))
        return
    table, staff = _table(turn, turn.datum("table")), turn.staff
    _to_view(turn)
    if table is None or staff is None or not may_refuse(turn, table):
        turn.say("table.nothing_to_refuse")
        return
    table = turn.change(table, refused=Refusal(staff.id, staff.name, turn.now, words))
    turn.audit("points_table_rejected", table.id, words)
    table_notices.refused(turn, table, words)
    turn.say("table.wrong.done", digest=table.short)


def _back_of_wrong(turn: Turn) -> None:
    """To the ten cells, where it still waits for this officer."""
    table = _table(turn, turn.datum("table"))
    if table is not None and may_sign(turn, table):
        turn.goto("sign")
    else:
        _to_view(turn)


def _to_view(turn: Turn) -> None:
    turn.goto("view", table="")


TABLES = Conversation(
    {
        "view": Step(ask_view, take_view),
        "load": Step(ask_load, take_load, _to_view),
        "starts": Step(ask_starts, take_starts, _to_view),
        "sign": Step(ask_sign, take_sign, _to_view),
        "wrong": Step(ask_wrong, take_wrong, _back_of_wrong),
    },
    ("officer",),
)
