"""Changing the list of members: add, edit, take off, say it is complete."""

from collections.abc import Callable

from bot.cases.form_record import FormRecord
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, read_integer
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import member_label
from bot.dialogue.walk.record import ROSTER, Changes, Open, apply, form_of, spots
from bot.dialogue.walk.screen import ADD, EDIT, REMOVE, SAME
from bot.scoring.path import Spot

Write = Callable[[FormRecord, Changes], None]
MOST_MEMBERS = 40


def read(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> Changes | None:
    """What the reply to the roster's question changes; None when it was refused or leads elsewhere."""
    if reply.choice == ADD:
        return _add(turn, open_form, spot)
    if reply.choice in (EDIT, REMOVE):
        turn.goto("pick", op=reply.choice, who="")
        return None
    return _count(turn, open_form, spot, reply)


def _count(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> Changes | None:
    """The number said, against the list as it stands."""
    have = len(open_form.answers.members)
    if reply.choice == SAME:
        return {spot.id: str(have)}
    said = read_integer(reply.text, 0, MOST_MEMBERS)
    if isinstance(said, Problem):
        a_number = any(char.isdigit() for char in reply.text)
        turn.refuse(turn.t(said.key, **dict(said.args)) if a_number else turn.t("walk.roster.how"))
        return None
    if said.value != have:
        key = "walk.roster.more_than_list" if said.value > have else "walk.roster.fewer_than_list"
        turn.refuse(turn.t(key, said=said.value, have=have))
        return None
    return {spot.id: str(have)}


def _add(turn: Turn, open_form: Open, spot: Spot) -> Changes | None:
    """A new member; the list is open again until it is said to be complete."""
    answers = open_form.answers
    if len(answers.members) >= MOST_MEMBERS:
        turn.refuse(turn.t("walk.roster.full", count=MOST_MEMBERS))
        return None
    turn.detour = True
    return {ROSTER: (*answers.members, answers.next_member()), spot.id: None}


def drop_unnamed(turn: Turn, open_form: Open, spot: Spot) -> bool:
    """ "Back" at the first question of somebody just added takes the addition back."""
    answers = open_form.answers
    if spot.member is None or answers.get("name", spot.member) is not None:
        return False
    left = tuple(m for m in answers.members if m != spot.member)
    apply(turn, open_form.record, {ROSTER: left}, reason=turn.datum("why"))
    turn.keep(at="")
    return True


def ask_pick(turn: Turn) -> Prompt:
    """Whom, and for an edit: which answer."""
    open_form = form_of(turn, turn.datum("form"))
    member = turn.datum("who")
    if member:
        own = [s for s in spots(open_form) if s.member == member]
        choices = tuple(Choice(s.question.id, turn.word(s.question.short)) for s in own)
        return Prompt(turn.t("walk.roster.edit_what", name=member_label(open_form, member)), choices)
    key = "walk.roster.edit_whom" if turn.datum("op") == EDIT else "walk.roster.remove_whom"
    members = open_form.answers.members
    return Prompt(turn.t(key), tuple(Choice(m, member_label(open_form, m)) for m in members))


def take_pick(write: Write, turn: Turn, reply: Reply) -> None:
    open_form = form_of(turn, turn.datum("form"))
    member = turn.datum("who")
    if member:
        turn.goto("ask", at=f"{member}.{reply.choice}", who="", op="")
    elif turn.datum("op") == EDIT:
        turn.keep(who=reply.choice)
    else:
        _remove(write, turn, open_form, reply.choice)


def _remove(write: Write, turn: Turn, open_form: Open, member: str) -> None:
    """Off the list; what was answered about the person stays in the log."""
    gates = [s.id for s in spots(open_form) if s.question.kind == "roster"]
    label = member_label(open_form, member)
    left = tuple(m for m in open_form.answers.members if m != member)
    changes: dict[str, str | tuple[str, ...] | None] = {ROSTER: left, **dict.fromkeys(gates)}
    turn.goto("ask", op="", at="")
    turn.say("walk.roster.removed", name=label)
    write(open_form.record, changes)
