"""Writing down a village meeting, one thing after the other: day, place, people, how many came of each group.

Frame data: area · meeting (id) · seen (its version on the screen) · group · fix (mended from the end).
"""

import re

from bot.cases.meeting import Attendance, Group, Meeting
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import (
    Problem,
    ascii_digits,
    clean,
    read_integer,
    read_person_name,
    read_recent_date,
)
from bot.dialogue.turn import Turn
from bot.handlers import meeting_agenda as agenda
from bot.handlers import meeting_draft as draft

MOST = 2_000
"""More people than that in one meeting is a slip of the finger."""
LONGEST = 500
_COUNTED = re.compile(r"([0-9]{1,9})(?:\s*[^\W\d_]*\s*[:,;.–-]|\s|$)(.*)")
"""A number, then names: "3, Lan, Nam"; "3 người: Lan, Nam"."""


# ── the day ──────────────────────────────────────────────────────────────────────────────────
def begin(turn: Turn, area: str) -> None:
    """A new meeting; nothing is written before its day is known."""
    turn.push(draft.CONVERSATION, "day", area=area)


def resume(turn: Turn, one: Meeting) -> None:
    """Go on with the one begun, whoever began it."""
    turn.push(draft.CONVERSATION, "votes", area=one.area, meeting=one.id)
    draft.go_on(turn, one)


def ask_day(turn: Turn) -> Prompt:
    if turn.datum("meeting") and draft.shown(turn) is None:
        return Prompt("")
    choices = (Choice("today", turn.t("meeting.today", day=f"{turn.today:%d/%m}")),)
    return Prompt(turn.t("meeting.day"), choices, free=True)


def take_day(turn: Turn, reply: Reply) -> None:
    day = turn.today
    if reply.choice != "today":
        found = read_recent_date(reply.text, turn.today)
        if isinstance(found, Problem):
            turn.refuse(turn.t(found.key, **dict(found.args)))
            return
        day = found.value
    if turn.datum("meeting"):
        one = draft.taken(turn)
        if one is not None:
            draft.write(turn, one, on=day)
        return
    area = turn.datum("area")
    there = agenda.draft(turn, area)
    if there is not None:  # somebody else began at the very same time
        turn.say("meeting.someone_began", who=there.by_name)
        turn.keep(meeting=there.id)
        draft.go_on(turn, there)
        return
    by, name = turn.actor
    no = agenda.next_no(turn, area, turn.place.round.id)
    made = Meeting(
        _id(turn, area), turn.place.round.id, area, no, day, "", "", "", "", (), (), 0, by, name
    )  # fmt: skip
    turn.add(made)
    turn.audit("meeting_begun", made.id)
    turn.keep(meeting=made.id)
    draft.go_on(turn, made)


def _id(turn: Turn, area: str) -> str:
    """The same for two who begin at once, so that only one of them does."""
    plan = turn.place.round.id
    begun = sum(one.round_id == plan for one in agenda.meetings(turn, area))
    return f"{plan}-{area}-{begun + 1}"


# ── where, and who led it ────────────────────────────────────────────────────────────────────
def ask_place(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    return Prompt(turn.t("meeting.place"), (Choice("house", _house(turn, one)),), free=True, columns=1)


def _house(turn: Turn, one: Meeting) -> str:
    area = turn.place.area(one.area)
    return turn.env.translate("vi", "meeting.place.house", {"area": area.name if area else one.area})


def take_place(turn: Turn, reply: Reply) -> None:
    one = draft.taken(turn)
    if one is None:
        return
    words = _house(turn, one) if reply.choice else clean(reply.text)[:LONGEST]
    if not any(letter.isalpha() for letter in words):
        turn.refuse(turn.t("meeting.place_how"))
        return
    draft.write(turn, one, place=words)


def ask_chair(turn: Turn) -> Prompt:
    return _ask_person(turn, "chair")


def ask_secretary(turn: Turn) -> Prompt:
    return _ask_person(turn, "secretary")


def ask_signer(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    return Prompt(turn.t("meeting.signer"), free=True) if one is not None else Prompt("")


def _ask_person(turn: Turn, which: str) -> Prompt:
    """The people of the area are offered: its hamlet head is one of its enumerators mostly."""
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    offered = [
        each for each in turn.place.enumerators(one.area) if each.name != one.chair or which == "chair"
    ]
    choices = tuple(Choice(s.id, turn.t("meeting.person", name=s.name, title=s.title)) for s in offered)
    words = turn.t("meeting.chair") if which == "chair" else turn.t("meeting.secretary")
    return Prompt(words, choices, free=True, columns=1)


def take_chair(turn: Turn, reply: Reply) -> None:
    _take_person(turn, reply, "chair")


def take_secretary(turn: Turn, reply: Reply) -> None:
    _take_person(turn, reply, "secretary")


def take_signer(turn: Turn, reply: Reply) -> None:
    _take_person(turn, reply, "signer")


def _take_person(turn: Turn, reply: Reply, field: str) -> None:
    one = draft.taken(turn)
    if one is None:
        return
    chosen = turn.place.staff_by_id(reply.choice) if reply.choice else None
    if chosen is not None:
        draft.write(turn, one, **{field: chosen.name})
        return
    read = read_person_name(reply.text)
    if isinstance(read, Problem):
        turn.refuse(turn.t(read.key, **dict(read.args)))
        return
    draft.write(turn, one, **{field: read.value})


# ── how many came ────────────────────────────────────────────────────────────────────────────
def _group(turn: Turn) -> Group:
    return next(group for _, group in draft.SPOTS if group is not None and group == turn.datum("group"))


def ask_group(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    group = _group(turn)
    at = [each for _, each in draft.SPOTS if each is not None]
    rows = [
        turn.t("meeting.group.title", k=at.index(group) + 1, n=len(at)),
        turn.t(f"meeting.group.ask.{group}", listed=agenda.listed(turn, one.area)),
        turn.t("meeting.group.how"),
    ]
    return Prompt("\n".join(rows), free=True, digits=True, zero=True)


def take_group(turn: Turn, reply: Reply) -> None:
    one = draft.taken(turn)
    if one is None:
        return
    group = _group(turn)
    came = _counted(turn, reply.text, group)
    if came is None:
        return
    if group == "reviewed" and came.count > (listed := agenda.listed(turn, one.area)):
        turn.refuse(turn.t("meeting.group.over_listed", listed=listed))
        return
    rest = tuple(each for each in one.attendance if each.group != group)
    known = {each.group: each for each in (*rest, came)}
    rows = tuple(known[each] for _, each in draft.SPOTS if each in known)
    _attended(turn, one, rows)


def _counted(turn: Turn, text: str, group: Group) -> Attendance | None:
    """ "3, Lan, Nam": how many, and the names where they are given; None where it is neither (said how)."""
    typed = ascii_digits(clean(text))[:LONGEST]
    written = _COUNTED.fullmatch(typed)
    names = written[2].strip(" ,;:.") if written else ""
    read = read_integer(written[1] if written else typed, 0, MOST)
    if isinstance(read, Problem) or (names and not any(letter.isalpha() for letter in names)):
        most = isinstance(read, Problem) and written is not None
        turn.refuse(turn.t("meeting.group.most", most=MOST) if most else turn.t("meeting.group.wrong"))
        return None
    return Attendance(group, read.value, names)


def _attended(turn: Turn, one: Meeting, rows: tuple[Attendance, ...]) -> None:
    """A meeting of nobody is none; with other numbers a vote may mean something else and is asked again."""
    complete = len(rows) == sum(group is not None for _, group in draft.SPOTS)
    if complete and not any(each.count for each in rows):
        turn.say("meeting.nobody")
        rows = ()
    after = draft.write(turn, one, attendance=rows)
    stands = draft.standing(after) if complete else after.votes
    if len(stands) < len(after.votes):
        turn.say("meeting.votes_again", count=len(after.votes) - len(stands))
        draft.write(turn, after, votes=stands)
