"""How far the round is, by area: in numbers, as a picture; and for officers who has which files.

Numbers only, no names of households. Whoever answers for single areas sees those.
"""

from bot.cases.case import Case
from bot.cases.commune import Area, Round
from bot.cases.dossier import Dossier
from bot.cases.posting import Posting
from bot.cases.progress import Progress, by_area, planned_percent, total
from bot.cases.rights import may
from bot.cases.timeline import dates_of
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.message import DocumentRef
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files, limits, progress_holders
from bot.handlers import progress_words as words

PICTURE, HOLDERS = "picture", "holders"


def open_progress(turn: Turn) -> None:
    """From the menu."""
    turn.push("progress")


def areas_of(turn: Turn) -> tuple[Area, ...]:
    """Those whose progress the speaker may see."""
    return tuple(one for one in turn.place.areas if may(turn.staff, "see_progress", one.id))


def late_ids(turn: Turn, plan: Round, cases: tuple[Case, ...]) -> frozenset[str]:
    """Files past one of their legal dates, today counted as still in time."""
    days = limits.calendar(turn, plan.id)
    procedures = turn.env.pack(plan.pack_id).procedures
    postings = {one.id: one for one in turn.facts.of_round(Posting, plan.id)}
    dossiers = {one.id: one for one in turn.facts.of_round(Dossier, plan.id)}
    found = set()
    for case in cases:
        procedure = procedures.get(case.procedure)
        if procedure is None:
            continue
        posting = postings.get(case.postings[-1]) if case.postings else None
        dossier = dossiers.get(case.dossier or "")
        dues = dates_of(case, plan, procedure, days, turn.today, posting, dossier)
        if any(one.late for one in dues):
            found.add(case.id)
    return frozenset(found)


def counted(turn: Turn) -> tuple[Progress, ...]:
    """The areas of whoever is speaking, in the commune's order."""
    areas, plan = areas_of(turn), turn.place.round
    if not areas:
        return ()
    cases = turn.facts.cases(CaseFilter(plan.id, tuple(one.id for one in areas)))
    return by_area(areas, cases, late_ids(turn, plan, cases))


# ── in numbers ───────────────────────────────────────────────────────────────────────────────
def text(turn: Turn) -> str:
    """The whole page of numbers: the plan, all together, a line an area."""
    plan, parts = turn.place.round, counted(turn)
    if not parts:
        return turn.t("progress.no_area")
    planned = planned_percent(plan, turn.today)
    rows = [
        turn.t("progress.title", name=plan.name, day=f"{turn.today:%d/%m/%Y}"),
        words.plan_words(turn, plan, turn.today),
    ]
    if len(parts) > 1:
        whole = len(parts) == len(turn.place.areas)
        name = (
            turn.t("progress.whole", place=turn.place.commune.name) if whole else turn.t("progress.own_areas")
        )
        rows += ["", words.line(turn, name, total(parts), planned), ""]
    rows += [words.line(turn, _name(turn, one.area), one, planned) for one in parts]
    return "\n".join(rows)


def _name(turn: Turn, area_id: str) -> str:
    area = turn.place.area(area_id)
    return area.name if area else area_id


# ── the conversation ─────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    choices = [Choice(PICTURE, turn.t("progress.picture"))] if areas_of(turn) else []
    if _sees_holders(turn):
        choices.append(Choice(HOLDERS, turn.t("progress.holders")))
    return Prompt(text(turn), tuple(choices), columns=1)


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == PICTURE and areas_of(turn):
        _send_picture(turn)
        turn.pop()
    elif reply.choice == HOLDERS and _sees_holders(turn):
        turn.goto("holders", page="")


def _send_picture(turn: Turn) -> None:
    """Made when the letter leaves, for this person's areas as they are then."""
    staff, plan = turn.staff, turn.place.round
    if staff is None:
        return
    name = f"tien-do-{turn.today:%d-%m-%Y}.png"
    paper = DocumentRef("progress", "", name, f"{plan.id} {staff.id} {turn.today.isoformat()}")
    caption = turn.t("progress.picture.caption", name=plan.name, day=f"{turn.today:%d/%m/%Y}")
    turn.document(caption, paper, instead=turn.t("progress.picture.not_here"))


def _sees_holders(turn: Turn) -> bool:
    return may(turn.staff, "share_work")


def ask_holders(turn: Turn) -> Prompt:
    """Eight people a page."""
    if not _sees_holders(turn):
        turn.goto("start")
        return Prompt("")
    areas = tuple(one.id for one in turn.place.areas if may(turn.staff, "share_work", one.id))
    plan = turn.place.round
    cases = turn.facts.cases(CaseFilter(plan.id, areas))
    rows = progress_holders.rows(turn, areas, cases, late_ids(turn, plan, cases))
    shown = files.shown(turn, rows)
    title = turn.t("progress.holders.title", day=f"{turn.today:%d/%m/%Y}")
    return Prompt("\n\n".join((title, *shown)), files.ways(turn, len(rows)), columns=1)


def take_holders(turn: Turn, reply: Reply) -> None:
    files.turned(turn, reply.choice)


PROGRESS = Conversation(
    {
        "start": Step(ask_start, take_start),
        "holders": Step(ask_holders, take_holders, lambda turn: turn.goto("start", page="")),
    },
    ("enumerator", "officer", "chairman", "supervisor", "administrator"),
)
