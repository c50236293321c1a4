"""The officers' list of complaints that wait, the most pressing first; one file's; answered, handed on.

Frame data: page · case · one (id of the complaint at hand) · do (what is asked of it).
"""

from collections.abc import Callable, Mapping

from bot.cases.case import Case
from bot.cases.complaint import Complaint
from bot.cases.moves import may_see, way
from bot.cases.rights import may
from bot.cases.ways import WAYS
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.handlers import complaint, complaint_words, files, officer, own_survey, printing, recheck_view
from bot.handlers.printing_offers import offers

STATES = tuple(dict.fromkeys(row.state for row in WAYS if row.action == "answer_complaint"))
"""Where a complaint can wait for an answer."""
SHORTEST_REASON = 10
ENDING = ("answer", "take_back")
"""Not for whoever made the survey that is complained of."""


def open_list(turn: Turn) -> None:
    """From the menu of the round's work."""
    turn.push("complaints", "list")


def _waiting(turn: Turn) -> list[Case]:
    """Files of own areas with a complaint not answered yet, whatever round they are of."""
    staff = turn.staff
    if staff is None:
        return []
    found = turn.facts.cases(CaseFilter(areas=staff.areas, states=STATES))
    own = [c for c in found if complaint_words.owed(c) and may(staff, "see_complaints", c.area)]
    return sorted(own, key=lambda case: complaint_words.urgency(turn, case))


def ask_list(turn: Turn) -> Prompt:
    found = _waiting(turn)
    if not found:
        return Prompt(turn.t("complaint.list.none"))
    lines = [Choice(c.id, complaint_words.line(turn, c)) for c in files.shown(turn, found)]
    return Prompt(
        turn.t("complaint.list", count=len(found)), (*lines, *files.ways(turn, len(found))), columns=1
    )


def take_list(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        open_one(turn, reply.choice)


def open_one(turn: Turn, case_id: str) -> None:
    """All complaints of a file, from the list or from the file."""
    turn.audit("complaints_opened", case_id)
    turn.push("complaints", "view", case=case_id)


# ── one file's ───────────────────────────────────────────────────────────────────────────────
def _here(turn: Turn) -> Case | None:
    """The case at hand; None where it is no longer theirs to see (said so, and left)."""
    case = files.current(turn)
    if case is not None and not (may(turn.staff, "see_complaints", case.area)):
        turn.pop()
        turn.say("file.not_yours")
        return None
    return case


def ask_view(turn: Turn) -> Prompt:
    case = _here(turn)
    if case is None:
        return Prompt("")
    choices = []
    if case.state == "complained" and way(case, "assign", "officer") is not None:
        choices.append(Choice("assign", turn.t("complaint.do.assign")))
    if recheck_view.last_done(turn, case) is not None:
        choices.append(Choice("compare", turn.t("complaint.do.compare")))
    for number, one in enumerate(case.complaints, 1):
        choices += [
            Choice(f"{do}.{one.id}", turn.t(f"complaint.do.{do}", number=number))
            for do, (offered, _) in _DOES.items()
            if offered(turn, case, one)
        ]
    choices.append(Choice("file", turn.t("complaint.do.file")))
    if offers(turn, "complaints", case.id):
        choices.append(Choice(printing.CHOICE, turn.t("printing.open")))
    title = turn.t("complaint.of_file", code=case.code, area=files.area_name(turn, case))
    return Prompt(f"{title}\n\n{complaint_words.all_of(turn, case)}", tuple(choices), columns=1)


def take_view(turn: Turn, reply: Reply) -> None:
    case = _here(turn)
    if case is None:
        return
    do, _, one = reply.choice.partition(".")
    if reply.choice == "assign":
        officer.go(turn, case.id, "assign")
    elif reply.choice == "file":
        officer.open_case(turn, case.id)
    elif reply.choice == "compare":
        turn.says.append(recheck_view.text(turn, case))
    elif reply.choice == printing.CHOICE:
        printing.open_of(turn, "complaints", case.id)
    elif do in _DOES and not (do in ENDING and own_survey.stops_ending(turn, case)):
        turn.goto("words", do=do, one=one)


# ── what can be done with one complaint, each with words ─────────────────────────────────────
def _can_answer(turn: Turn, case: Case, one: Complaint) -> bool:
    return complaint.is_answerable(turn, case, one)


def _can_hand_on(_turn: Turn, _case: Case, one: Complaint) -> bool:
    return one.is_open and not one.in_window and not one.forwarded_to


def _can_take_back(_turn: Turn, case: Case, one: Complaint) -> bool:
    """While others of the same re-check stay; the only one is taken back as an exception of the file, a late
    one answered."""
    return one in case.rechecks and len(case.rechecks) > 1


def _answer(turn: Turn, case: Case, one: Complaint, words: str) -> None:
    if complaint.answer(turn, case, one, words) is not None:
        key = "complaint.answered" if one.source == "household" else "complaint.answered_other"
        turn.say(key, code=case.code)


def _hand_on(turn: Turn, case: Case, one: Complaint, words: str) -> None:
    complaint.hand_on(turn, case, one, words)
    turn.say("complaint.handed_on", code=case.code, whom=words)


def _take_back(turn: Turn, case: Case, one: Complaint, words: str) -> None:
    complaint.take_back(turn, case, one, words)
    turn.say("complaint.taken_back", code=case.code)


_Offered = Callable[[Turn, Case, Complaint], bool]
_Does = Callable[[Turn, Case, Complaint, str], None]
_DOES: Mapping[str, tuple[_Offered, _Does]] = {
    "answer": (_can_answer, _answer),
    "hand_on": (_can_hand_on, _hand_on),
    "take_back": (_can_take_back, _take_back),
}


def _one(turn: Turn, case: Case) -> Complaint | None:
    """The complaint at hand, if what was chosen may still be done to it."""
    one = next((x for x in case.complaints if x.id == turn.datum("one")), None)
    does = _DOES.get(turn.datum("do"))
    return one if one is not None and does is not None and does[0](turn, case, one) else None


def ask_words(turn: Turn) -> Prompt:
    case = _here(turn)
    if case is None:
        return Prompt("")
    one = _one(turn, case)
    if one is None:
        _to_view(turn)
        turn.say("complaint.done_already", code=case.code)
        return Prompt("")
    return Prompt(turn.t(f"complaint.ask.{turn.datum('do')}", words=one.words), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    case, words, do = _here(turn), clean(reply.text)[: complaint.LONGEST_WORDS], turn.datum("do")
    one = _one(turn, case) if case is not None else None
    if case is None:
        return
    shortest = complaint.SHORTEST_WORDS if do == "hand_on" else SHORTEST_REASON
    if sum(letter.isalpha() for letter in words) < shortest:
        turn.refuse(turn.t("complaint.whom_short" if do == "hand_on" else "complaint.answer_short"))
        return
    _to_view(turn)
    if one is None or not (turn.staff and may_see(turn.staff, case)):
        turn.say("complaint.done_already", code=case.code)
    elif do not in ENDING or not own_survey.stops_ending(turn, case):
        _DOES[do][1](turn, case, one, words)


def _to_view(turn: Turn) -> None:
    turn.goto("view", do="", one="")


COMPLAINTS = Conversation(
    {
        "list": Step(ask_list, take_list),
        "view": Step(ask_view, take_view),
        "words": Step(ask_words, take_words, _to_view),
    },
    ("officer",),
)
