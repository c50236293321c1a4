"""The postings of a round: which list hangs until when, its papers once more, and that it was taken down."""

from datetime import date

from bot.cases.posting import Posting
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.query import Query
from bot.dialogue.reading import Problem, read_recent_date
from bot.dialogue.turn import Turn
from bot.handlers import files, posting_done, posting_label, posting_words, printing
from bot.handlers.printing_offers import offers

TODAY = "today"


def open_list(turn: Turn) -> None:
    """From the menu of what is to be posted."""
    turn.push("postings", "list")


def open_one(turn: Turn, posting: Posting) -> None:
    """One posting, its papers at hand."""
    turn.push("postings", "view", posting=posting.id)


def count(turn: Turn) -> int:
    """Postings of one's own areas, taken down or not."""
    return len(_own(turn))


def _own(turn: Turn) -> list[Posting]:
    """Those of one's own areas: hanging first, each newest first."""
    rounds = {one.id: one for one in (*turn.place.rounds, turn.place.round)}
    found = [one for name in rounds for one in turn.facts.of_round(Posting, name)]
    own = [one for one in found if may(turn.staff, "post", one.area)]
    return sorted(own, key=lambda one: (one.taken_down_on is not None, -one.posted_on.toordinal(), one.area))


def _one(turn: Turn) -> Posting | None:
    """The posting of the frame; None where it is not there (any more) for this person (said so, and left)."""
    found = next((one for one in _own(turn) if one.id == turn.datum("posting")), None)
    if found is None:
        turn.pop()
        turn.say("posting.not_yours")
    return found


# ── all of them ──────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    found = _own(turn)
    shown = files.shown(turn, found)
    turn.facts.ahead(Query("case", (name,)) for one in shown for name in one.cases[:1])
    choices = [Choice(one.id, posting_label.label(turn, one)) for one in shown]
    text = turn.t("posting.hung" if found else "posting.hung.none")
    return Prompt(text, (*choices, *files.ways(turn, len(found))), columns=1)


def take_list(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.goto("view", posting=reply.choice)


# ── one of them ──────────────────────────────────────────────────────────────────────────────
def ask_view(turn: Turn) -> Prompt:
    posting = _one(turn)
    if posting is None:
        return Prompt("")
    found, end = posting_words.cases_of(turn, posting), posting_words.until(turn, posting)
    rows = [
        posting_label.label(turn, posting),
        turn.t("posting.sure.where", places="; ".join(posting.places)),
        turn.t("posting.sure.dates", begins=f"{posting.posted_on:%d/%m/%Y}", until=f"{end:%d/%m/%Y}"),
        turn.t("posting.view.by", who=posting.by_name, when=f"{posting.at:%H:%M %d/%m/%Y}"),
        *(
            turn.t("posting.view.case", code=one.code, state=turn.t(f"case.state.{one.state}"))
            for one in found
        ),
    ]
    choices = [Choice("notice", turn.t("posting.view.notice")), Choice("list", turn.t("posting.view.list"))]
    told = posting_words.unreached(turn, posting)
    if told:
        choices.append(Choice("in_person", turn.t("posting.view.in_person", count=len(told))))
    if posting.taken_down_on is None and turn.today >= end:
        choices.append(Choice("down", turn.t("posting.view.down")))
    if offers(turn, "posting", posting.id):
        choices.append(Choice(printing.CHOICE, turn.t("printing.open")))
    return Prompt("\n".join(rows), tuple(choices), columns=1)


def take_view(turn: Turn, reply: Reply) -> None:
    posting = _one(turn)
    if posting is None:
        return
    if reply.choice == "notice":
        posting_done.send(turn, posting_words.notice(turn, posting))
    elif reply.choice == "list":
        posting_done.send(turn, posting_words.redacted(turn, posting))
    elif reply.choice == "in_person":
        posting_done.send(turn, posting_words.in_person(turn, posting))
    elif reply.choice == "down":
        turn.goto("down")
    elif reply.choice == printing.CHOICE:
        printing.open_of(turn, "posting", posting.id)


# ── taken down ───────────────────────────────────────────────────────────────────────────────
def ask_down(turn: Turn) -> Prompt:
    choices = (Choice(TODAY, turn.t("posting.today", day=f"{turn.today:%d/%m/%Y}")),)
    return Prompt(turn.t("posting.down"), choices, free=True)


def take_down(turn: Turn, reply: Reply) -> None:
    """A day from the posting's last one on: until then it has to hang."""
    posting = _one(turn)
    if posting is None:
        return
    found = turn.today if reply.choice == TODAY else read_recent_date(reply.text, turn.today)
    day = found if isinstance(found, date | Problem) else found.value
    if isinstance(day, Problem):
        turn.refuse(turn.t(day.key, **dict(day.args)))
        return
    end = posting_words.until(turn, posting)
    if day < end:
        turn.refuse(turn.t("posting.down.early", until=f"{end:%d/%m/%Y}"))
        return
    turn.goto("view")
    if posting.taken_down_on is not None:
        turn.say("posting.down.already", day=f"{posting.taken_down_on:%d/%m/%Y}")
        return
    turn.change(posting, taken_down_on=day)
    turn.audit("posting_taken_down", posting.id, f"{day:%d/%m/%Y}")
    turn.say("posting.down.done", day=f"{day:%d/%m/%Y}")


def _back(turn: Turn) -> None:
    """From one posting to the list of them."""
    turn.goto("list", posting="")


POSTINGS = Conversation(
    {
        "list": Step(ask_list, take_list),
        "view": Step(ask_view, take_view, _back),
        "down": Step(ask_down, take_down, lambda turn: turn.goto("view")),
    },
    ("enumerator", "officer"),
)
