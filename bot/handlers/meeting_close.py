"""The end of a meeting's record: read over once, mended, thrown away, or entered, and everybody told.

Frame data, beside that of meeting_record: left (files that fell out, as the screen named them).
"""

from collections.abc import Sequence

from bot.cases.case import Action, Case
from bot.cases.commune import Role
from bot.cases.meeting import Meeting, Vote
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import meeting_agenda as agenda
from bot.handlers import meeting_draft as draft
from bot.handlers import meeting_words, notices, returned
from bot.handlers.acting import act
from bot.handlers.meeting_agenda import Item

Counted = Sequence[tuple[Vote, Item]]


# ── read over ────────────────────────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    if draft.missing(one) is not None:
        draft.go_on(turn, one)
        return Prompt("")
    counted, left, waiting = draft.counted(turn, one), draft.left_out(turn, one), draft.unvoted(turn, one)
    turn.keep(left=tuple(left))
    votes = tuple(vote for vote, _ in counted)
    rows = [
        turn.t("meeting.sure"),
        "",
        meeting_words.record(turn, one, votes, agenda.listed(turn, one.area)),
        "",
        turn.t("meeting.sure.left", codes=", ".join(left)) if left else "",
        turn.t("meeting.sure.unvoted", codes=", ".join(i.case.code for i in waiting)) if waiting else "",
        _younger(turn, one),
        _after(turn, one),
    ]
    choices = [Choice("close", turn.t("meeting.close"))] if votes else []
    choices += [Choice(name, turn.t(f"meeting.do.{name}")) for name in ("votes", "fix", "rest", "cancel")]
    return Prompt("\n".join(rows).strip(), tuple(choices), columns=1)


def _younger(turn: Turn, one: Meeting) -> str:
    """Files whose result is younger than the meeting: to be compared with the paper that was used there."""
    codes = [item.case.code for _, item in draft.counted(turn, one) if item.sent_on > one.on]
    day = f"{one.on:%d/%m}"
    return turn.t("meeting.sure.younger", codes=", ".join(codes), day=day) if codes else ""


def _after(turn: Turn, one: Meeting) -> str:
    """Files that a meeting of a later day has voted on already: one of the two days is wrong."""
    held = {each.id: each.on for each in meeting_words.all_meetings(turn) if each.closed_at is not None}
    codes = [
        item.case.code
        for _, item in draft.counted(turn, one)
        if any(name in held and held[name] > one.on for name in item.case.meetings)
    ]
    day = f"{one.on:%d/%m}"
    return turn.t("meeting.sure.after", codes=", ".join(codes), day=day) if codes else ""


def take_sure(turn: Turn, reply: Reply) -> None:
    one = draft.taken(turn)
    if one is None:
        return
    if reply.choice in ("votes", "fix", "cancel"):
        turn.goto(reply.choice)
    elif reply.choice == "rest":
        turn.pop()
        turn.say("meeting.resting")
    elif tuple(draft.left_out(turn, one)) != turn.data_list("left"):
        turn.say("meeting.changed_meanwhile")
    else:
        _close(turn, one, draft.counted(turn, one))


# ── mended ───────────────────────────────────────────────────────────────────────────────────
def ask_fix(turn: Turn) -> Prompt:
    one = draft.shown(turn)
    if one is None:
        return Prompt("")
    choices = [Choice("day", turn.t("meeting.fix.day", was=f"{one.on:%d/%m/%Y}"))]
    for step, group in draft.SPOTS:
        if group is None:
            choices.append(Choice(step, turn.t(f"meeting.fix.{step}", was=getattr(one, step))))
        else:
            came = one.group(group)
            was = came.count if came else 0
            label = turn.t("meeting.fix.group", group=turn.t(f"meeting.group.{group}"), was=was)
            choices.append(Choice(f"group.{group}", label))
    return Prompt(turn.t("meeting.fix"), tuple(choices), columns=1)


def take_fix(turn: Turn, reply: Reply) -> None:
    step, _, group = reply.choice.partition(".")
    turn.goto(step, group=group, fix="1")


def to_sure(turn: Turn) -> None:
    turn.goto("sure", fix="", group="")


# ── thrown away ──────────────────────────────────────────────────────────────────────────────
def ask_cancel(turn: Turn) -> Prompt:
    if draft.shown(turn) is None:
        return Prompt("")
    choices = (Choice("yes", turn.t("meeting.cancel.yes")), Choice("no", turn.t("meeting.cancel.no")))
    return Prompt(turn.t("meeting.cancel"), choices, columns=1)


def take_cancel(turn: Turn, reply: Reply) -> None:
    one = draft.taken(turn)
    if one is None:
        return
    if reply.choice != "yes":
        to_sure(turn)
        return
    by, name = turn.actor
    turn.change(one, cancelled_at=turn.now, by=by, by_name=name)
    turn.audit("meeting_cancelled", one.id)
    turn.pop()
    turn.say("meeting.cancelled")


# ── entered ──────────────────────────────────────────────────────────────────────────────────
def _close(turn: Turn, one: Meeting, counted: Counted) -> None:
    """Each file moves by its vote; the record keeps the votes that count, and names those left out."""
    if not counted:
        turn.say("meeting.nothing_counts")
        return
    left = draft.left_out(turn, one)
    by, name = turn.actor
    after = turn.change(
        one,
        no=agenda.next_no(turn, one.area, one.round_id),
        listed=agenda.listed(turn, one.area),
        votes=tuple(vote for vote, _ in counted),
        words=turn.t("meeting.record.left", codes=", ".join(left)) if left else "",
        closed_at=turn.now,
        by=by,
        by_name=name,
    )
    down = [case for vote, item in counted if (case := _moved(turn, after, vote, item)) and not vote.passed]
    turn.audit("meeting_closed", after.id)
    turn.pop()
    passed = sum(vote.passed for vote, _ in counted)
    turn.say("meeting.closed", title=meeting_words.title(turn, after), passed=passed, failed=len(down))
    if down:
        turn.say("meeting.closed.down", codes=", ".join(case.code for case in down))
    _tell(turn, after, passed, down)


def _moved(turn: Turn, one: Meeting, vote: Vote, item: Item) -> Case | None:
    """The file after its vote. The survey is touched too: an answer changed at this very moment loses."""
    staff = turn.staff
    role: Role = "officer" if staff is not None and "officer" in staff.roles else "enumerator"
    note = turn.t("meeting.note", agree=vote.agree, attended=one.attended)
    action: Action = "agree_at_meeting" if vote.passed else "vote_down"
    after = act(turn, item.case, action, role, f"{note}. {vote.words}" if vote.words else note)
    if after is None:
        return None
    turn.change(item.record)
    return turn.change(after, meetings=(*after.meetings, one.id))


def _tell(turn: Turn, one: Meeting, passed: int, down: Sequence[Case]) -> None:
    """Officers one summary; who is to look again at a household its own notice with a way to the file."""
    for officer in turn.place.officers(one.area):
        if officer.chat is None or officer.chat == turn.chat:
            continue
        turn.notify(
            officer.chat,
            "notice.meeting",
            language=officer.language,
            actions=[(f"!meet.{one.id}", "meeting.open")],
            args={
                "area": meeting_words.area_name(turn, one),
                "no": one.no,
                "day": f"{one.on:%d/%m}",
                "passed": passed,
                "failed": len(down),
            },
        )
    for case in down:
        for staff in returned.whom(turn, case):
            if staff.chat != turn.chat:
                notices.to_staff(turn, staff, "notice.voted_down", case)
