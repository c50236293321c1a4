"""Households pointed out, as staff see them: the list, one of them, sending somebody, what came of the visit.

Frame data: lead · shown (its version on the screen) · doing (what words or a file are for) · find · page.
"""

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.lead import Lead
from bot.cases.moves import may_see as may_see_case
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean, fold
from bot.dialogue.turn import Turn
from bot.dialogue.walk import apply
from bot.dialogue.walk import begin as begin_form
from bot.handlers import files
from bot.handlers import leads_rules as rules
from bot.handlers.leads_rules import LeadAction

SHORTEST_WORDS = 10
LONGEST_WORDS = 500
OFFICER: tuple[LeadAction, ...] = ("send", "same", "close")
VISITOR: tuple[LeadAction, ...] = ("file", "has_file", "no_wish", "not_found")
BY_CODE: tuple[LeadAction, ...] = ("same", "has_file")


def open_list(turn: Turn) -> None:
    turn.push("leads", "list")


def open_one(turn: Turn, lead_id: str) -> None:
    """From a notice's button: on top of the menu, whatever was going on; forms are kept as drafts."""
    lead = rules.by_id(turn, lead_id)
    if lead is None or not rules.may_see(turn, lead):
        turn.say("lead.not_yours")
        return
    turn.home()
    turn.push("menu")
    _show(turn, lead)


def _show(turn: Turn, lead: Lead) -> None:
    """A household is named: that is noted."""
    turn.audit("lead_opened", lead.id)
    turn.push("leads", "view", lead=lead.id)


# ── the list ─────────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    leads = rules.seen(turn)
    if not leads:
        return Prompt(turn.t("lead.none"))
    lines = [Choice(one.id, _line(turn, one)) for one in files.shown(turn, leads)]
    waiting = sum(one.state in ("open", "sent") for one in leads)
    text = turn.t("lead.list", count=len(leads), waiting=waiting)
    return Prompt(text, (*lines, *files.ways(turn, len(leads))), columns=1)


def _line(turn: Turn, lead: Lead) -> str:
    """ "Khu 3 · 05/10 08:00 · chưa ai đến": neither name nor place over a shoulder."""
    return " · ".join((rules.area_name(turn, lead), f"{lead.at:%d/%m %H:%M}", _stands(turn, lead)))


def _stands(turn: Turn, lead: Lead) -> str:
    given = rules.visits(turn, lead)
    return turn.t(f"lead.state.{rules.state(turn, lead)}", name=given.name if given else "")


def take_list(turn: Turn, reply: Reply) -> None:
    lead = None if files.turned(turn, reply.choice) else rules.by_id(turn, reply.choice)
    if lead is not None:
        _show(turn, lead)


# ── one of them ──────────────────────────────────────────────────────────────────────────────
def _current(turn: Turn) -> Lead | None:
    """The one of the frame on top; None where it may no longer be seen (said so, and left)."""
    lead = rules.by_id(turn, turn.datum("lead"))
    if lead is None or not rules.may_see(turn, lead):
        turn.pop()
        turn.say("lead.not_yours")
        return None
    return lead


def ask_view(turn: Turn) -> Prompt:
    lead = _current(turn)
    if lead is None:
        return Prompt("")
    turn.keep(shown=str(lead.version))
    choices = tuple(
        Choice(one, turn.t(f"lead.do.{one}")) for one in (*OFFICER, *VISITOR) if rules.may(turn, lead, one)
    )
    return Prompt(_known(turn, lead), choices, columns=1)


def _known(turn: Turn, lead: Lead) -> str:
    """Who, where, why; officers also see who pointed, who goes there and what came of it."""
    rows = [
        turn.t("lead.title", area=rules.area_name(turn, lead)),
        turn.t("lead.is.who", who=lead.who),
        turn.t("lead.is.where", where=lead.where) if lead.where else "",
        turn.t("lead.is.why", why=lead.why),
    ]
    if rules.answers_for(turn.staff, lead):
        case = turn.facts.case(lead.case_id) if lead.case_id else None
        rows += [
            turn.t("lead.is.by", who=_pointed_by(turn, lead), when=f"{lead.at:%H:%M %d/%m}"),
            turn.t("lead.is.state", state=_stands(turn, lead)),
            turn.t("lead.is.outcome", outcome=lead.outcome) if lead.outcome else "",
            turn.t("lead.is.file", code=case.code) if case else "",
        ]
    else:
        rows.append(turn.t("lead.discreet"))
    return "\n".join(row for row in rows if row)


def _pointed_by(turn: Turn, lead: Lead) -> str:
    """A name of the staff; of a resident only that it was one."""
    staff = turn.place.staff_by_id(lead.by) if lead.by_staff else None
    return staff.name if staff else turn.t("lead.by_resident")


def take_view(turn: Turn, reply: Reply) -> None:
    lead = _current(turn)
    if lead is None:
        return
    if reply.choice == "send":
        turn.goto("whom")
    elif reply.choice == "file":
        _file(turn, lead)
    elif reply.choice in BY_CODE:
        turn.goto("which", doing=reply.choice)
    else:
        turn.goto("words", doing=reply.choice)


def _doing(turn: Turn) -> LeadAction:
    return next((one for one in (*OFFICER, *VISITOR) if one == turn.datum("doing")), "close")


def _back_to_view(turn: Turn) -> None:
    turn.goto("view", doing="", find="", page="")


# ── somebody goes there ──────────────────────────────────────────────────────────────────────
def ask_whom(turn: Turn) -> Prompt:
    lead = _current(turn)
    if lead is None:
        return Prompt("")
    able = turn.place.enumerators(lead.area)
    if not able:
        _back_to_view(turn)
        turn.say("lead.nobody_there", area=rules.area_name(turn, lead))
        return Prompt("")
    choices = tuple(Choice(s.id, turn.t("file.assign.line", name=s.name, title=s.title)) for s in able)
    return Prompt(turn.t("lead.whom"), choices, columns=1)


def take_whom(turn: Turn, reply: Reply) -> None:
    lead = _current(turn)
    if lead is None:
        return
    able: tuple[Staff, ...] = turn.place.enumerators(lead.area)
    staff = next((one for one in able if one.id == reply.choice), None)
    if staff is None:  # ended since the list was shown
        turn.refuse(turn.t("file.assign.not_able"))
        return
    after = rules.act(turn, lead, "send", state="sent", assigned_to=staff.id)
    _back_to_view(turn)
    if after is not None:
        rules.tell(turn, staff, after, "notice.lead.sent")
        turn.say("lead.sent" if staff.chat else "file.assign.not_enrolled", name=staff.name)


# ── how it ended, in words ───────────────────────────────────────────────────────────────────
def ask_words(turn: Turn) -> Prompt:
    return Prompt(turn.t(f"lead.ask.{_doing(turn)}"), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    lead, words = _current(turn), clean(reply.text)[:LONGEST_WORDS]
    if lead is None:
        return
    if sum(letter.isalpha() for letter in words) < SHORTEST_WORDS:
        turn.refuse(turn.t("lead.words_short", count=SHORTEST_WORDS))
        return
    doing = _doing(turn)
    _end(turn, lead, doing, turn.env.translate("vi", f"lead.outcome.{doing}", {"words": words}))


def _end(turn: Turn, lead: Lead, doing: LeadAction, outcome: str, case: Case | None = None) -> None:
    """Closed; the officers hear what whoever went there found."""
    case_id = case.id if case else lead.case_id
    after = rules.act(turn, lead, doing, state="closed", outcome=outcome, case_id=case_id, closed_at=turn.now)
    if after is None:
        _back_to_view(turn)
        return
    if doing in VISITOR:
        rules.tell_officers(turn, after, "notice.lead.visited")
    if rules.may_see(turn, after):
        _back_to_view(turn)
    else:
        turn.pop()
    turn.say("lead.ended")


# ── there is a file already ──────────────────────────────────────────────────────────────────
def _files(turn: Turn, lead: Lead) -> tuple[Case, ...]:
    """The files of the area that whoever is speaking may see; where something was typed, those it fits."""
    found = turn.facts.cases(CaseFilter(turn.place.round.id, (lead.area,)))
    find = fold(turn.datum("find"))
    seen = (one for one in found if turn.staff is not None and may_see_case(turn.staff, one))
    open_ones = (one for one in seen if one.state not in ("withdrawn", "erased"))
    fitting = (one for one in open_ones if find in fold(one.head) or find in fold(one.code))
    return tuple(sorted(fitting, key=lambda one: one.code))


def ask_which(turn: Turn) -> Prompt:
    lead = _current(turn)
    if lead is None:
        return Prompt("")
    cases = _files(turn, lead)
    if not cases:
        _back_to_view(turn)
        turn.say("lead.no_files", area=rules.area_name(turn, lead))
        return Prompt("")
    return Prompt(turn.t("lead.which", count=len(cases)), files.page(turn, cases), columns=1, free=True)


def take_which(turn: Turn, reply: Reply) -> None:
    lead = _current(turn)
    if lead is None or files.turned(turn, reply.choice):
        return
    case = next((one for one in _files(turn, lead) if one.id == reply.choice), None)
    if case is not None:
        words = turn.env.translate("vi", "lead.outcome.has_file", {"code": case.code})
        _end(turn, lead, _doing(turn), words, case)
        return
    before = turn.datum("find")
    turn.keep(find=clean(reply.text)[:LONGEST_WORDS], page="")
    if not _files(turn, lead):
        turn.keep(find=before)
        turn.refuse(turn.t("lead.no_such_file"))


# ── the request made with them ───────────────────────────────────────────────────────────────
def _file(turn: Turn, lead: Lead) -> None:
    """Mẫu 01 made for them by whoever is there; the one begun before goes on."""
    staff = turn.staff
    drafts = [one for one in turn.facts.drafts_of(turn.actor[0]) if one.lead == lead.id]
    if drafts:
        _fill(turn, drafts[-1].id)
        return
    if staff is None or not rules.may(turn, lead, "file"):
        turn.say("lead.changed")
        return
    turn.audit("lead_file", lead.id)
    record = turn.change(begin_form(turn, "mau_01"), lead=lead.id)
    given = {"for_whom": "other", "helper_name": staff.name, "area": lead.area}
    _fill(turn, apply(turn, record, given, origin="lead").id)


def _fill(turn: Turn, form_id: str) -> None:
    turn.push("request", "review", form=form_id)
    turn.push("walk", "ask", form=form_id)


LEADS = Conversation(
    {
        "list": Step(ask_list, take_list),
        "view": Step(ask_view, take_view),
        "whom": Step(ask_whom, take_whom, _back_to_view),
        "words": Step(ask_words, take_words, _back_to_view),
        "which": Step(ask_which, take_which, _back_to_view),
    },
    ("enumerator", "officer"),
)
