"""The village meeting of an area: what it is about, the record under way, the records entered.

Frame data: area · page · record (id of the one that is open).
"""

from bot.cases.case import Case
from bot.cases.commune import Role
from bot.cases.meeting import Meeting
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import (
    files,
    meeting_close,
    meeting_draft,
    meeting_record,
    meeting_votes,
    meeting_words,
    printing,
    printing_things,
)
from bot.handlers import meeting_agenda as agenda

CONVERSATION = "meeting"
ROLES: tuple[Role, ...] = ("enumerator", "officer")


def open_meetings(turn: Turn) -> None:
    """The area at once where there is only one."""
    own = agenda.areas(turn)
    if len(own) == 1:
        turn.push(CONVERSATION, "area", area=own[0].id)
    else:
        turn.push(CONVERSATION)


def open_one(turn: Turn, meeting_id: str) -> None:
    """A notice's button: the record of a meeting."""
    one = agenda.by_id(turn, meeting_id)
    if one is None:
        turn.say("meeting.not_yours")
        return
    turn.home()
    turn.push("menu")
    turn.push(CONVERSATION, "area", area=one.area)
    turn.says.append(_record(turn, one))


# ── which area ───────────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    own = agenda.areas(turn)
    if not own:
        return Prompt(turn.t("meeting.no_area"))
    choices = tuple(Choice(one.id, _area_line(turn, one.id, one.name)) for one in own)
    return Prompt(turn.t("meeting.area"), choices, columns=1)


def _area_line(turn: Turn, area: str, name: str) -> str:
    """Its name, how many files wait for the meeting, and whether a record is under way."""
    count = len(agenda.cases_of(turn, area, ("approved",)))
    under_way = turn.t("meeting.area.draft") if agenda.draft(turn, area) else ""
    waiting = turn.t("meeting.area.waiting", count=count) if count else ""
    return " · ".join(part for part in (name, waiting, under_way) if part)


def take_start(turn: Turn, reply: Reply) -> None:
    turn.push(CONVERSATION, "area", area=reply.choice)


# ── one area ─────────────────────────────────────────────────────────────────────────────────
def _here(turn: Turn) -> str:
    """The area of the frame; "" where it is not theirs any more (said so, and left)."""
    area = turn.datum("area")
    if any(one.id == area for one in agenda.areas(turn)):
        return area
    turn.pop()
    turn.say("meeting.not_yours")
    return ""


def ask_area(turn: Turn) -> Prompt:
    area = _here(turn)
    if not area:
        return Prompt("")
    found, begun, closed = agenda.items(turn, area), agenda.draft(turn, area), agenda.closed(turn, area)
    place = turn.place.area(area)
    name = place.name if place else area
    rows = [turn.t("meeting.agenda", area=name, count=len(found)), agenda.text(turn, found)]
    rows = [*(rows if found else [turn.t("meeting.agenda.none", area=name)]), _not_ready(turn, area)]
    if begun is not None:
        rows.append(turn.t("meeting.begun", who=begun.by_name, day=f"{begun.on:%d/%m}"))
    choices = []
    if begun is not None:
        choices.append(Choice("resume", turn.t("meeting.resume")))
    elif found:
        choices.append(Choice("record", turn.t("meeting.record")))
    if closed:
        choices.append(Choice("records", turn.t("meeting.records", count=len(closed))))
    if _minutes(turn, area):
        choices.append(Choice(printing.CHOICE, turn.t("printing.minutes")))
    return Prompt("\n\n".join(row for row in rows if row), tuple(choices), columns=1)


def _minutes(turn: Turn, area: str) -> list[Meeting]:
    """What can be printed here, one being written down, too."""
    return [one for one in printing_things.meetings(turn) if one.area == area]


def _not_ready(turn: Turn, area: str) -> str:
    """So that nobody holds the meeting too early without knowing."""
    waiting = agenda.not_ready(turn, area)
    if not waiting:
        return ""
    place = turn.place.area(area)
    name = place.name if place else area
    rows = [turn.t("meeting.not_ready", count=len(waiting), area=name)]
    for state in agenda.NOT_READY:
        own: list[Case] = [one for one in waiting if one.state == state]
        if own:
            codes = ", ".join(one.code for one in own)
            rows.append(turn.t("meeting.not_ready.line", state=turn.t(f"case.state.{state}"), codes=codes))
    return "\n".join(rows)


def take_area(turn: Turn, reply: Reply) -> None:
    area = _here(turn)
    if not area:
        return
    begun = agenda.draft(turn, area)
    if reply.choice == "records":
        turn.goto("records")
    elif reply.choice == printing.CHOICE:
        printing.open_meetings(turn, _minutes(turn, area))
    elif begun is not None:
        if reply.choice == "record":
            turn.say("meeting.someone_began", who=begun.by_name)
        meeting_record.resume(turn, begun)
    elif reply.choice == "record" and agenda.items(turn, area):
        meeting_record.begin(turn, area)


# ── records entered ──────────────────────────────────────────────────────────────────────────
def ask_records(turn: Turn) -> Prompt:
    area = _here(turn)
    if not area:
        return Prompt("")
    found = list(reversed(agenda.closed(turn, area)))
    choices = [Choice(one.id, meeting_words.title(turn, one)) for one in files.shown(turn, found)]
    return Prompt(turn.t("meeting.records.which"), (*choices, *files.ways(turn, len(found))), columns=1)


def take_records(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    one = agenda.by_id(turn, reply.choice)
    if one is not None:
        turn.says.append(_record(turn, one))


def _record(turn: Turn, one: Meeting) -> str:
    return meeting_words.record(turn, one, one.votes, one.listed)


def _to_area(turn: Turn) -> None:
    turn.goto("area", page="")


MEETING = Conversation(
    {
        "start": Step(ask_start, take_start),
        "area": Step(ask_area, take_area),
        "records": Step(ask_records, take_records, _to_area),
    },
    ROLES,
)
RECORD = Conversation(
    {
        "day": Step(meeting_record.ask_day, meeting_record.take_day, meeting_draft.back),
        "place": Step(meeting_record.ask_place, meeting_record.take_place, meeting_draft.back),
        "chair": Step(meeting_record.ask_chair, meeting_record.take_chair, meeting_draft.back),
        "secretary": Step(meeting_record.ask_secretary, meeting_record.take_secretary, meeting_draft.back),
        "group": Step(meeting_record.ask_group, meeting_record.take_group, meeting_draft.back),
        "signer": Step(meeting_record.ask_signer, meeting_record.take_signer, meeting_draft.back),
        "votes": Step(meeting_votes.ask_votes, meeting_votes.take_votes, meeting_draft.back),
        "agree": Step(meeting_votes.ask_agree, meeting_votes.take_agree, meeting_votes.back_to_votes),
        "words": Step(meeting_votes.ask_words, meeting_votes.take_words, meeting_votes.back_to_votes),
        "sure": Step(meeting_close.ask_sure, meeting_close.take_sure, meeting_votes.back_to_votes),
        "fix": Step(meeting_close.ask_fix, meeting_close.take_fix, meeting_close.to_sure),
        "cancel": Step(meeting_close.ask_cancel, meeting_close.take_cancel, meeting_close.to_sure),
    },
    ROLES,
)
