"""Exceptions from the plain way of a file: each an action of its own, with words, told to whom it touches.

Frame data: case · action · state (the one it was opened in: where the file moved on, nothing is done).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.cases.case import Action, Case
from bot.cases.commune import Staff
from bot.cases.dossier import Dossier
from bot.cases.moves import may_see, way
from bot.cases.rights import Deed, may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.handlers import files, notices, own_survey
from bot.handlers.acting import act

CONVERSATION = "exception"
MARK = "x."
"""Begins the ids of its choices in the officer's file view."""
SHORTEST_WORDS = 10
"""Letters of a reason that somebody can still follow later."""
LONGEST_WORDS = 1_000


def _always(_case: Case) -> bool:
    return True


def _was_listed(case: Case) -> bool:
    """Whether it had been on the list to review: past Phiếu A, or as a household of last year's list."""
    old = case.previous_class != "none" and case.received_on is None
    return old or any(move.state == "listed" for move in case.moves)


def _was_kept_off(case: Case) -> bool:
    """Whether the answer that counts refused a request that Phiếu A kept off the list: nothing was surveyed,
    agreed upon or posted, so it does not go back to where a decision is due."""
    at = next((n for n in reversed(range(len(case.moves))) if case.moves[n].action == "refuse"), 0)
    return case.state == "refused" and at > 0 and case.moves[at - 1].state == "not_listed"


def _was_decided(case: Case) -> bool:
    return case.decision is not None and not _was_kept_off(case)


def _keep(_turn: Turn, case: Case) -> Case:
    return case


def _dropped(turn: Turn, case: Case) -> Case:
    """The complaint that started the re-check is taken back by whoever made it."""
    taken = case.recheck
    rows = tuple(replace(one, dropped=True) if one is taken else one for one in case.complaints)
    return turn.change(case, complaints=rows)


def _undecided(turn: Turn, case: Case) -> Case:
    """The decision counts no more; its number stays in the history."""
    return turn.change(case, decision=None)


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One row. holds: when it is offered, beside the table of moves; after: what else changes in the file;
    household: whether its phones are told (words: notice.exception.ACTION); deed: the right it needs too."""

    action: Action
    holds: Callable[[Case], bool] = _always
    after: Callable[[Turn, Case], Case] = _keep
    household: bool = False
    deed: Deed | None = None


EXCEPTIONS: Mapping[str, Exceptional] = {
    row.action: row
    for row in (
        Exceptional("skip_meeting", lambda case: case.recheck is not None),
        Exceptional("meet_again"),
        Exceptional("unlist", lambda case: case.previous_class == "none", household=True),
        Exceptional("drop_complaint", lambda case: len(case.rechecks) == 1, _dropped, household=True),
        Exceptional("go_on_without_opinion", deed="decide"),
        Exceptional("reopen_decision", _was_decided, _undecided, household=True, deed="decide"),
        Exceptional("reopen_refusal", _was_kept_off, _undecided, household=True, deed="decide"),
        Exceptional("reopen", lambda case: not _was_listed(case), household=True),
        Exceptional("reopen_listed", _was_listed, household=True),
        Exceptional("close", household=True),
    )
}


def allowed(case: Case, action: str) -> bool:
    """Whether an officer may do it to this file now: by the table of moves and by its own condition."""
    row = EXCEPTIONS.get(action)
    return row is not None and row.holds(case) and way(case, row.action, "officer") is not None


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """Those that are open now, for the officer's view of a file."""
    return tuple(
        Choice(f"{MARK}{action}", turn.t(f"exception.do.{action}"))
        for action in EXCEPTIONS
        if _is_open(turn, case, action)
    )


def _is_open(turn: Turn, case: Case, action: str) -> bool:
    """Allowed, and theirs to do. Nothing goes on without an opinion that was given and asks to look at the
    file again."""
    if not allowed(case, action):
        return False
    deed = EXCEPTIONS[action].deed
    if deed is not None and not may(turn.staff, deed):
        return False
    return action != "go_on_without_opinion" or not _was_opinion_given(turn, case)


def _was_opinion_given(turn: Turn, case: Case) -> bool:
    found = turn.facts.of_round(Dossier, case.round_id) if case.dossier else ()
    return any(one.id == case.dossier and one.opinion_on is not None for one in found)


def chosen(turn: Turn, case: Case, choice: str) -> bool:
    """Whether this choice of the file view was one of them; then its words are asked."""
    action = choice.removeprefix(MARK)
    if not choice.startswith(MARK) or action not in EXCEPTIONS:
        return False
    open_exception(turn, case, action)
    return True


def open_exception(turn: Turn, case: Case, action: str) -> None:
    """Ask for the words; said plainly where it may not be done (any more)."""
    if action == "drop_complaint" and own_survey.stops_ending(turn, case):
        return
    if _is_open(turn, case, action):
        turn.push(CONVERSATION, case=case.id, action=action, state=case.state)
    else:
        turn.say("case.not_now", code=case.code)


# ── the words ────────────────────────────────────────────────────────────────────────────────
def ask_words(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    return Prompt(turn.t(f"exception.why.{turn.datum('action')}", code=case.code), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    case, words = files.current(turn), clean(reply.text)[:LONGEST_WORDS]
    if case is None:
        return
    if sum(letter.isalpha() for letter in words) < SHORTEST_WORDS:
        turn.refuse(turn.t("exception.short"))
        return
    action, state = turn.datum("action"), turn.datum("state")
    turn.pop()
    if case.state != state or not _is_open(turn, case, action):
        turn.say("exception.moved_on", code=case.code)
    elif done(turn, case, EXCEPTIONS[action].action, words) is not None:
        turn.say(f"exception.done.{action}", code=case.code)


def done(turn: Turn, case: Case, action: Action, words: str) -> Case | None:
    """The file after the exception, everybody told whom it touches; None where it may not be (said why)."""
    row = EXCEPTIONS[action]
    if action == "drop_complaint" and own_survey.stops_ending(turn, case):
        return None
    after = act(turn, case, action, "officer", _note(turn, case, words))
    if after is None:
        return None
    after = row.after(turn, after)
    for staff in _whose(turn, after):
        what = turn.env.translate(staff.language, f"case.did.{action}", {})
        notices.to_staff(turn, staff, "notice.exception", after, who=turn.actor[1], what=what)
    if row.household:
        phone = turn.place.commune.phone
        notices.to_household(turn, after, f"notice.exception.{action}", phone=phone)
    return after


def _note(turn: Turn, case: Case, words: str) -> str:
    """The words; with the decision that stood before, where there was one."""
    one = case.decision
    if one is None:
        return words
    before = turn.t(
        "exception.was_decided", number=one.number, day=f"{one.on:%d/%m/%Y}", paper=one.certificate
    )
    return f"{words} ({before.strip()})"


def _whose(turn: Turn, case: Case) -> list[Staff]:
    """The enumerator it was given to, else all of the area who may see it; never whoever is speaking."""
    able = [one for one in turn.place.enumerators(case.area) if may_see(one, case)]
    own = [one for one in able if one.id == case.assigned_to]
    return [one for one in own or able if one.chat != turn.chat]


EXCEPTION = Conversation({"start": Step(ask_words, take_words)}, ("officer",))
