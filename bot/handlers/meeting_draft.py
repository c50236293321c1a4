"""A meeting being written down: the one at hand, what is still missing, who wrote in it meanwhile. No steps.

It is kept in the store from its first answer on, so it survives a restart and days between, and somebody else
of the area may go on with it.
"""

from bot.cases.meeting import GROUPS, Group, Meeting, Vote, passes
from bot.dialogue.turn import Turn
from bot.handlers import meeting_agenda as agenda
from bot.handlers.meeting_agenda import Item

CONVERSATION = "meeting_record"
SPOTS: tuple[tuple[str, Group | None], ...] = (
    ("place", None),
    ("chair", None),
    ("secretary", None),
    *(("group", one) for one in GROUPS),
    ("signer", None),
)
"""What is asked in its order, once the day is known: step, and which group."""


def at_hand(turn: Turn) -> Meeting | None:
    """The draft of the frame; None where it is none any more (said who closed or threw it away, and left)."""
    one = agenda.by_id(turn, turn.datum("meeting"))
    if one is not None and one.is_draft:
        return one
    turn.pop()
    if one is None:
        turn.say("meeting.not_yours")
    elif one.closed_at is not None:
        turn.say("meeting.closed_by", who=one.by_name, when=f"{one.closed_at:%H:%M %d/%m}")
    else:
        turn.say("meeting.cancelled_by", who=one.by_name)
    return None


def shown(turn: Turn) -> Meeting | None:
    """The draft about to be asked about; remembers which version of it the screen shows."""
    one = at_hand(turn)
    if one is not None:
        turn.keep(seen=str(one.version))
    return one


def taken(turn: Turn) -> Meeting | None:
    """The draft an answer is for; None where somebody else wrote in it since it was asked (said who)."""
    one = at_hand(turn)
    if one is not None and turn.datum("seen") != str(one.version):
        turn.say("meeting.someone_wrote", who=one.by_name)
        go_on(turn, one)
        return None
    return one


def write(turn: Turn, one: Meeting, **fields: object) -> Meeting:
    """Put an answer into it, under the name of who speaks, and go on to what is missing."""
    by, name = turn.actor
    after = turn.change(one, by=by, by_name=name, **fields)
    go_on(turn, after)
    return after


def missing(one: Meeting) -> tuple[str, Group | None] | None:
    """The first thing nobody has said yet."""
    for step, group in SPOTS:
        if group is not None and one.group(group) is None:
            return step, group
        if group is None and not getattr(one, step):
            return step, group
    return None


def go_on(turn: Turn, one: Meeting) -> None:
    """To the next question; where nothing is missing to the votes, or back to what is read over."""
    spot = missing(one)
    if spot is not None:
        turn.goto(spot[0], group=spot[1] or "")
    else:
        turn.goto("sure" if turn.datum("fix") else "votes", group="", fix="")


def back(turn: Turn) -> None:
    """To the question before; from what is being mended to what is read over."""
    if turn.datum("fix"):
        turn.goto("sure", fix="", group="")
        return
    here = (turn.frame.step, turn.datum("group") or None)
    at = next((i for i, spot in enumerate(SPOTS) if spot == here), len(SPOTS))
    if at == 0 or here[0] == "day":
        turn.pop()
    else:
        step, group = SPOTS[at - 1]
        turn.goto(step, group=group or "")


# ── votes ────────────────────────────────────────────────────────────────────────────────────
def counted(turn: Turn, one: Meeting) -> list[tuple[Vote, Item]]:
    """The votes whose file still waits for the meeting with the very result that was voted on."""
    agenda.load(turn, (vote.case_id for vote in one.votes))
    found = ((vote, agenda.item_of(turn, turn.facts.case(vote.case_id))) for vote in one.votes)
    same = [(vote, item) for vote, item in found if item is not None and item.mark == vote.mark]
    return sorted(same, key=lambda pair: pair[1].case.code)


def left_out(turn: Turn, one: Meeting) -> list[str]:
    """Codes of files that were voted on and have changed since, or have gone elsewhere."""
    kept = {vote.case_id for vote, _ in counted(turn, one)}
    gone = (turn.facts.case(vote.case_id) for vote in one.votes if vote.case_id not in kept)
    return [case.code for case in gone if case is not None]


def unvoted(turn: Turn, one: Meeting) -> list[Item]:
    """Files on the agenda that have no vote on their result yet."""
    kept = {vote.case_id for vote, _ in counted(turn, one)}
    return [item for item in agenda.items(turn, one.area) if item.case.id not in kept]


def standing(one: Meeting) -> tuple[Vote, ...]:
    """The votes that mean the same with the attendance as it is now."""
    return tuple(
        vote
        for vote in one.votes
        if vote.agree <= one.attended and passes(vote.agree, one.attended) == vote.passed
    )
