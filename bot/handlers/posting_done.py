"""What follows a posting: the files move on, households read their dates, the papers come as messages."""

from collections.abc import Iterable
from dataclasses import replace

from bot.cases.case import Case
from bot.cases.commune import Role
from bot.cases.posting import Posting
from bot.dialogue.message import Message
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.handlers import complaint, notices, posting_words
from bot.handlers.acting import act, tells_who_complained


def role(turn: Turn) -> Role:
    """As whom this person posts: an officer where they are one."""
    return "officer" if turn.staff is not None and "officer" in turn.staff.roles else "enumerator"


def hang(turn: Turn, posting: Posting, cases: Iterable[Case]) -> Posting | None:
    """The posting with every file that could move; None where none could (each said why)."""
    done: list[str] = []
    for case in cases:
        after = act(turn, case, "post", role(turn), f"{posting.posted_on:%d/%m/%Y}")
        if after is not None:
            after = turn.change(after, postings=(*after.postings, posting.id))
            complaint.close_after_posting(turn, after)
            done.append(after.id)
    if not done:
        return None
    turn.audit("posting_made", posting.id, f"{posting.area} {posting.posted_on.isoformat()}")
    return turn.add(replace(posting, cases=tuple(done)))


def say_left(turn: Turn, key: str, case_ids: Iterable[str]) -> None:
    """Files that changed since the list was shown: what was done to each, by whom, when. Who complained only
    officers read."""
    for case_id in case_ids:
        case = turn.facts.case(case_id)
        moves = case.moves if case is not None else ()
        last = next((one for one in reversed(moves) if not tells_who_complained(turn, one)), None)
        if case is not None and last is not None:
            who = last.by_name or turn.t("case.the_household")
            what, when = turn.t(f"case.did.{last.action}"), f"{last.at:%H:%M %d/%m}"
            turn.say(key, code=case.code, who=who, what=what, when=when)


def tell(turn: Turn, posting: Posting) -> None:
    """The papers to whoever posted; each household its dates, with the way to its own result."""
    send(turn, *([posting_words.notice(turn, posting)] if posting.loudspeaker else []))
    send(turn, posting_words.redacted(turn, posting), posting_words.in_person(turn, posting))
    end = posting_words.until(turn, posting)
    key = "notice.posted_over" if end < turn.today else "notice.posted"
    values = {"begins": f"{posting.posted_on:%d/%m/%Y}", "until": f"{end:%d/%m/%Y}"}
    found = posting_words.cases_of(turn, posting)
    turn.facts.ahead(Query("session", (one.chat,)) for case in found for one in case.applicants)
    for case in found:
        notices.to_household(turn, case, key, deadline=True, phone=turn.place.commune.phone, **values)
    turn.say("posting.done", count=len(posting.cases), until=values["until"])


def send(turn: Turn, *texts: str) -> None:
    """Each as a message of its own, to be copied or sent on."""
    for text in texts:
        if text:
            turn.reply(Message(text))
