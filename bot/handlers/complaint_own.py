"""A household says from its own phone (or a helper's) that its result is not right: words, read over, sent.

Frame data: case · words.
"""

from bot.cases.case import Case
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.handlers import complaint, recheck
from bot.handlers.complaint import Said

LEAST_MORE = 10
"""Letters of a further message that is taken as more of the complaint, not as a slip of "send"."""


def open_complaint(turn: Turn, case: Case) -> None:
    """From the household's own file."""
    if complaint.is_offered(case):
        turn.push("complaint", "words", case=case.id)
    else:
        turn.say("case.too_late", code=case.code, phone=turn.place.commune.phone)


def _own(turn: Turn) -> Case | None:
    """The case, if this phone is still linked to it (else said so, and left)."""
    case = turn.facts.case(turn.datum("case"))
    if case is not None and case.state != "erased" and any(x.chat == turn.chat for x in case.applicants):
        return case
    turn.pop()
    turn.say("my_file.gone")
    return None


def ask_words(turn: Turn) -> Prompt:
    case = _own(turn)
    return Prompt(turn.t("complaint.words") if case is not None else "", free=case is not None)


def take_words(turn: Turn, reply: Reply) -> None:
    words = clean(reply.text)[: complaint.LONGEST_WORDS]
    if sum(letter.isalpha() for letter in words) < complaint.SHORTEST_WORDS:
        turn.refuse(turn.t("complaint.words_short"))
    else:
        turn.goto("sure", words=words)


def ask_sure(turn: Turn) -> Prompt:
    """Read over, with what becomes of it."""
    case = _own(turn)
    if case is None:
        return Prompt("")
    counts = complaint.counts(turn, case, turn.today, "resident")
    follows = turn.t("complaint.follows_recheck" if counts else "complaint.follows_late")
    text = turn.t("complaint.sure", code=case.code, words=turn.datum("words"), follows=follows)
    choices = (Choice("send", turn.t("complaint.send")), Choice("again", turn.t("complaint.again")))
    return Prompt(text, choices, columns=1, free=True)


def take_sure(turn: Turn, reply: Reply) -> None:
    """Sent, written anew, or more words put after the first: many write in several short messages."""
    if not reply.choice:
        _add(turn, clean(reply.text))
        return
    if reply.choice == "again":
        turn.goto("words", words="")
        return
    case, words = _own(turn), turn.datum("words")
    if case is None:
        return
    turn.pop()
    after = complaint.take_in(turn, case, "resident", Said(words, turn.today, "household", _name(turn, case)))
    if after is not None:
        _confirm(turn, after)


def _add(turn: Turn, more: str) -> None:
    """More of what is wrong, read over again before it is sent; a word or a number is no such thing."""
    if sum(letter.isalpha() for letter in more) < LEAST_MORE:
        turn.refuse(turn.t("engine.choose", count=2))
        return
    words = f"{turn.datum('words').rstrip('.')}. {more}"
    turn.goto("sure", words=words[: complaint.LONGEST_WORDS])
    turn.say("complaint.added")


def _name(turn: Turn, case: Case) -> str:
    """Who says so: the head's household, or whoever helps it."""
    helper = any(one.chat == turn.chat and one.helper for one in case.applicants)
    return (turn.actor[1] or case.helper_name) if helper else case.head


def _confirm(turn: Turn, case: Case) -> None:
    """Written down, and by when it is looked at; a date only where the law has one."""
    one, phone = case.complaints[-1], turn.place.commune.phone
    if one.in_window:
        due = recheck.day_text(recheck.due(turn, case))
        turn.say("complaint.sent", code=case.code, due=due, phone=phone)
    else:
        turn.say("complaint.sent_late", code=case.code, phone=phone)


COMPLAINT = Conversation(
    {
        "words": Step(ask_words, take_words),
        "sure": Step(ask_sure, take_sure, lambda turn: turn.goto("words", words="")),
    }
)
