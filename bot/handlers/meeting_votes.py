"""The votes of a village meeting: one number for all households, with exceptions, or each by itself.

Frame data, beside that of meeting_record: case (voted on now, "" = all that are left) · marks (the results on
the screen) · agree (said, words are being asked) · page.
"""

from bot.cases.meeting import Meeting, Vote, needed, passes
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean, read_integer
from bot.dialogue.turn import Turn
from bot.handlers import files
from bot.handlers import meeting_agenda as agenda
from bot.handlers import meeting_draft as draft
from bot.handlers.meeting_agenda import Item

ALL, DONE, EVERYBODY, NONE = ".all", ".done", ".everybody", ".none"
SHORTEST_WORDS = 10
LONGEST_WORDS = 1_000


# ── the list ─────────────────────────────────────────────────────────────────────────────────
def ask_votes(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    found = agenda.items(turn, one.area)
    left = draft.unvoted(turn, one)
    rows = [
        turn.t("meeting.votes", done=len(found) - len(left), count=len(found)),
        turn.t("meeting.votes.of", attended=one.attended, needed=needed(one.attended)),
    ]
    choices = [Choice(ALL, turn.t("meeting.votes.all", count=len(left)))] if len(left) > 1 else []
    done = [Choice(DONE, turn.t("meeting.votes.done"))] if len(left) < len(found) else []
    each = [Choice(item.case.id, _label(turn, one, item, left)) for item in files.shown(turn, found)]
    each += files.ways(turn, len(found))
    return Prompt(
        "\n".join(rows), (*choices, *each, *done) if left else (*done, *each), columns=1
    )  # what comes next stands first


def _label(turn: Turn, one: Meeting, item: Item, left: list[Item]) -> str:
    vote = one.vote(item.case.id)
    name = agenda.class_name(turn, item.record, item.class_id)
    if vote is None or item in left:
        said = turn.t("meeting.vote.none" if vote is None else "meeting.vote.changed")
    else:
        said = turn.t("meeting.vote.of", agree=vote.agree, attended=one.attended)
    return f"{item.case.code} · {item.case.initials} · {name} · {said}"


def take_votes(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    if reply.choice == DONE:
        turn.goto("sure", page="")
    else:
        turn.goto("agree", case="" if reply.choice == ALL else reply.choice, agree="")


def back_to_votes(turn: Turn) -> None:
    turn.goto("votes", case="", marks=(), agree="")


# ── how many agree ───────────────────────────────────────────────────────────────────────────
def _about(turn: Turn, one: Meeting) -> list[Item]:
    """The household at hand, or all that have no vote yet."""
    case_id = turn.datum("case")
    if not case_id:
        return draft.unvoted(turn, one)
    item = agenda.item_of(turn, turn.facts.case(case_id))
    return [item] if item is not None else []


def ask_agree(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    about = _about(turn, one)
    if not about:  # returned, or voted on by somebody else, since the list was shown
        back_to_votes(turn)
        return Prompt("")
    turn.keep(marks=tuple(f"{item.case.id}|{item.mark}" for item in about))
    single = bool(turn.datum("case"))
    what = agenda.about(turn, about[0]) if single else turn.t("meeting.agree.all", count=len(about))
    choices = [Choice(EVERYBODY, turn.t("meeting.agree.everybody", attended=one.attended))]
    if single and one.vote(about[0].case.id) is not None:
        choices.append(Choice(NONE, turn.t("meeting.agree.none")))
    text = turn.t("meeting.agree", what=what, attended=one.attended, needed=needed(one.attended))
    return Prompt(text, tuple(choices), columns=1, free=True, digits=True, zero=True)


def take_agree(turn: Turn, reply: Reply) -> None:
    one = draft.taken(turn)
    if one is None:
        return
    if reply.choice == NONE:
        gone = turn.datum("case")
        back_to_votes(turn)
        _write(turn, one, tuple(vote for vote in one.votes if vote.case_id != gone))
        return
    agree = one.attended
    if reply.choice != EVERYBODY:
        read = read_integer(reply.text, 0, None)
        if isinstance(read, Problem):
            turn.refuse(turn.t("meeting.agree.how", attended=one.attended))
            return
        if read.value > one.attended:
            turn.refuse(turn.t("meeting.agree.over", attended=one.attended))
            return
        agree = read.value
    if agree == one.attended:
        _put(turn, one, agree, "")
    else:
        turn.goto("words", agree=str(agree))


# ── what was said ────────────────────────────────────────────────────────────────────────────
def ask_words(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    agree = int(turn.datum("agree"))
    values = {"agree": agree, "attended": one.attended}
    if passes(agree, one.attended):
        choices = (Choice(NONE, turn.t("meeting.words.none")),)
        return Prompt(turn.t("meeting.words.passed", **values), choices, free=True, columns=1)
    return Prompt(turn.t("meeting.words.failed", **values), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    """Where it did not pass the words are needed: they say what the enumerator is to look at again."""
    one = draft.taken(turn)
    if one is None:
        return
    agree, words = int(turn.datum("agree")), clean(reply.text)[:LONGEST_WORDS]
    if reply.choice == NONE:
        words = ""
    elif sum(letter.isalpha() for letter in words) < SHORTEST_WORDS:
        turn.refuse(turn.t("meeting.words.short"))
        return
    _put(turn, one, agree, words)


def _put(turn: Turn, one: Meeting, agree: int, words: str) -> None:
    """The vote on each result that is still the one that was on the screen; the others are named."""
    marks = turn.data_list("marks")
    about = _about(turn, one)
    same = [item for item in about if f"{item.case.id}|{item.mark}" in marks]
    gone = len(marks) - len(same)
    made = {
        item.case.id: Vote(item.case.id, agree, passes(agree, one.attended), item.mark, words)
        for item in same
    }
    kept = tuple(vote for vote in one.votes if vote.case_id not in made)
    back_to_votes(turn)
    _write(turn, one, (*kept, *made.values()))
    if gone > 0:
        turn.say("meeting.changed_now", count=gone)


def _write(turn: Turn, one: Meeting, votes: tuple[Vote, ...]) -> None:
    by, name = turn.actor
    turn.change(one, votes=votes, by=by, by_name=name)
