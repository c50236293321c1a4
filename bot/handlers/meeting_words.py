"""A village meeting in words: its record as the minutes have it (Phụ lục V), what it said of one file."""

from bot.cases.case import Case
from bot.cases.meeting import Attendance, Meeting, Vote
from bot.dialogue.facts import Query
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.handlers.live import round_ids
from bot.scoring.explain import class_text


def all_meetings(turn: Turn) -> list[Meeting]:
    """Of every round: a file that an earlier one left open goes to a meeting of the running one."""
    rounds = round_ids(turn)
    turn.facts.ahead(Query("meeting", (name,)) for name in rounds)
    return [one for name in rounds for one in turn.facts.of_round(Meeting, name)]


def area_name(turn: Turn, one: Meeting) -> str:
    area = turn.place.area(one.area)
    return area.name if area else one.area


def title(turn: Turn, one: Meeting) -> str:
    """ "Họp dân lần 1, Khu 3, ngày 12/10/2026"."""
    return turn.t("meeting.title", no=one.no, area=area_name(turn, one), day=f"{one.on:%d/%m/%Y}")


def record(turn: Turn, one: Meeting, votes: tuple[Vote, ...], listed: int) -> str:
    """All of it: when, where, who led and wrote, who came, each household, the conclusion, who signs."""
    turn.facts.ahead(Query("case", (vote.case_id,)) for vote in votes)
    passed = sum(vote.passed for vote in votes)
    rows = [
        turn.t("meeting.record.head", title=title(turn, one), commune=turn.place.commune.name),
        turn.t("meeting.record.people", place=one.place, chair=one.chair, secretary=one.secretary),
        turn.t("meeting.record.attended", count=one.attended),
        *(_group(turn, each, listed) for each in one.attendance),
        turn.t("meeting.record.votes", count=len(votes)),
        *(_vote(turn, one, vote) for vote in votes),
        turn.t("meeting.record.end", passed=passed, failed=len(votes) - passed),
        turn.t("meeting.record.signer", signer=one.signer),
        one.words,
    ]
    if one.closed_at is not None:
        rows.append(turn.t("meeting.record.by", who=one.by_name, when=f"{one.closed_at:%H:%M %d/%m/%Y}"))
    return "\n".join(row for row in rows if row)


def _group(turn: Turn, came: Attendance, listed: int) -> str:
    """How many of a group, with names; of the reviewed households also of how many, and the rate."""
    row = turn.t("meeting.record.group", group=turn.t(f"meeting.group.{came.group}"), count=came.count)
    if came.group == "reviewed" and listed:
        row += turn.t("meeting.record.of_listed", listed=listed, rate=rate(came.count, listed))
    return f"{row}: {came.names}" if came.names else row


def rate(count: int, listed: int) -> str:
    """Of the households on the list how many came, in per cent with one place at most: "66,7"."""
    return f"{100 * count / listed:.1f}".removesuffix(".0").replace(".", ",")


def _vote(turn: Turn, one: Meeting, vote: Vote) -> str:
    case = turn.facts.case(vote.case_id)
    if case is None:
        return ""
    words = turn.t("meeting.record.words", words=vote.words) if vote.words else ""
    return turn.t(
        "meeting.record.vote",
        code=case.code,
        initials=case.initials,
        name=_class(turn, case, vote),
        agree=vote.agree,
        attended=one.attended,
        result=turn.t("meeting.passed" if vote.passed else "meeting.failed"),
        words=words,
    )


def _class(turn: Turn, case: Case, vote: Vote) -> str:
    """The class that was voted on, whatever the survey says by now."""
    class_id = vote.mark.rpartition(":")[2]
    if not case.survey:
        return class_id
    words = turn.word(class_text(form_of(turn, case.survey).pack, class_id))
    return words[:1].lower() + words[1:]


def last_vote(turn: Turn, case: Case) -> str:
    """What the last closed meeting said of a file, with its words, and why its survey stays as it was where
    that was said since; "" where it has been at none."""
    wanted = case.meetings[-1] if case.meetings else ""
    one = next((m for m in (all_meetings(turn) if wanted else ()) if m.id == wanted), None)
    vote = one.vote(case.id) if one is not None else None
    if one is None or vote is None:
        return ""
    said = turn.t(
        "meeting.of_file",
        no=one.no,
        day=f"{one.on:%d/%m}",
        agree=vote.agree,
        attended=one.attended,
        result=turn.t("meeting.passed" if vote.passed else "meeting.failed"),
    )
    words = turn.t("meeting.of_file.words", words=vote.words) if vote.words else ""
    stays = "" if vote.passed else _stays(case, one)
    kept = turn.t("meeting.of_file.stays", words=stays) if stays else ""
    return "\n".join(row for row in (said, words, kept) if row)


def _stays(case: Case, one: Meeting) -> str:
    """What the enumerator wrote when the survey was sent again unchanged after this meeting."""
    since = [move for move in case.moves if one.closed_at is not None and move.at >= one.closed_at]
    after = next((at for at, move in enumerate(since) if move.action == "vote_down"), None)
    sent = since[after + 1 :] if after is not None else []
    first = next((move for move in sent if move.action in ("amend_survey", "return_survey")), None)
    return first.note if first is not None and first.action == "amend_survey" else ""
