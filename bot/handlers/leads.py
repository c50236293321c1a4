"""Pointing out a household that may need help and did not ask: area, who, where, why, read over, sent.

Frame data: area · who · where · reasons (of Mẫu 01) · words.
"""

from bot.cases.lead import Lead
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.handlers import leads_rules as rules
from bot.scoring.forms import Option

LONGEST = 500
DONE, SKIP = ".done", "skip"


def open_point_out(turn: Turn) -> None:
    """Everybody may; not more a day than can be followed up."""
    if rules.pointed_today(turn) >= rules.MOST_A_DAY:
        turn.say("lead.enough", most=rules.MOST_A_DAY, phone=turn.place.commune.phone)
        return
    turn.push("point_out")


# ── where and who ────────────────────────────────────────────────────────────────────────────
def ask_area(turn: Turn) -> Prompt:
    return Prompt(turn.t("lead.area"), tuple(Choice(one.id, one.name) for one in turn.place.areas))


def take_area(turn: Turn, reply: Reply) -> None:
    turn.goto("who", area=reply.choice)


def ask_who(turn: Turn) -> Prompt:
    return Prompt(turn.t("lead.who"), free=True)


def take_who(turn: Turn, reply: Reply) -> None:
    _keep_words(turn, reply, "who", "where")


def ask_where(turn: Turn) -> Prompt:
    return Prompt(turn.t("lead.where"), free=True)


def take_where(turn: Turn, reply: Reply) -> None:
    _keep_words(turn, reply, "where", "why" if _reasons(turn) else "words")


def _keep_words(turn: Turn, reply: Reply, name: str, step: str) -> None:
    words = clean(reply.text)[:LONGEST]
    if any(letter.isalpha() for letter in words):
        turn.goto(step, **{name: words})
    else:
        turn.refuse(turn.t("reading.text.letters"))


# ── why ──────────────────────────────────────────────────────────────────────────────────────
def _reasons(turn: Turn) -> tuple[Option, ...]:
    """The reasons of Mẫu 01, as the round's pack has them."""
    form = turn.env.pack(turn.place.round.pack_id).forms.get("mau_01")
    questions = (one for section in form.sections for one in section.questions) if form else ()
    return next((one.options for one in questions if one.id == "reasons"), ())


def ask_why(turn: Turn) -> Prompt:
    picks = turn.data_list("reasons")
    choices = [Choice(one.id, turn.word(one.text), one.id in picks) for one in _reasons(turn)]
    choices.append(Choice(DONE, turn.t("walk.done"), typed=""))
    return Prompt(turn.t("lead.why"), tuple(choices), columns=1, many=True)


def take_why(turn: Turn, reply: Reply) -> None:
    """A tap sets or takes away a tick; typed numbers are all reasons at once."""
    picks = turn.data_list("reasons")
    if reply.picks is not None:
        picks = reply.picks
    elif reply.choice != DONE:
        picks = (
            tuple(p for p in picks if p != reply.choice) if reply.choice in picks else (*picks, reply.choice)
        )
        turn.keep(reasons=picks)
        turn.redraw()
        return
    turn.goto("words", reasons=picks)


def _needs_words(turn: Turn) -> bool:
    """Where no reason says what it is, words have to."""
    return not set(turn.data_list("reasons")) - {"other"}


def ask_words(turn: Turn) -> Prompt:
    if _needs_words(turn):
        return Prompt(turn.t("lead.words_needed"), free=True)
    return Prompt(turn.t("lead.words"), (Choice(SKIP, turn.t("lead.no_words")),), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    if reply.choice == SKIP:
        turn.goto("sure", words="")
    else:
        _keep_words(turn, reply, "words", "sure")


def _why(turn: Turn, *, shown: bool) -> str:
    """The reasons and the words, as read over in the person's language, as kept in Vietnamese."""
    picks = turn.data_list("reasons")
    named = (one for one in _reasons(turn) if one.id in picks and one.id != "other")
    rows = [turn.word(one.text) if shown else one.text["vi"] for one in named]
    return "; ".join((*rows, *filter(None, [turn.datum("words")])))


# ── read over, and sent ──────────────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    area = turn.place.area(turn.datum("area"))
    text = turn.t(
        "lead.sure",
        area=area.name if area else "",
        who=turn.datum("who"),
        where=turn.datum("where"),
        why=_why(turn, shown=True),
    )
    choices = (Choice("send", turn.t("lead.send")), Choice("again", turn.t("lead.again")))
    return Prompt(text, choices, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    if reply.choice == "again":
        turn.goto("start", area="", who="", where="", reasons=(), words="")
        return
    made = rules.pointed_today(turn) < rules.MOST_A_DAY  # from a second phone meanwhile
    if made:
        _send(turn)
    turn.pop()
    if made:
        turn.say("lead.thanks.staff" if turn.staff else "lead.thanks")
    else:
        turn.say("lead.enough", most=rules.MOST_A_DAY, phone=turn.place.commune.phone)


def _send(turn: Turn) -> None:
    lead = Lead(
        id=turn.new_id("l"),
        round_id=turn.place.round.id,
        area=turn.datum("area"),
        who=turn.datum("who"),
        where=turn.datum("where"),
        why=_why(turn, shown=False),
        by=turn.actor[0],
        by_staff=turn.staff is not None,
        at=turn.now,
    )
    turn.add(lead)
    turn.audit("lead_made", lead.id)
    rules.tell_officers(turn, lead, "notice.lead.new")


POINT_OUT = Conversation(
    {
        "start": Step(ask_area, take_area),
        "who": Step(ask_who, take_who, lambda turn: turn.goto("start")),
        "where": Step(ask_where, take_where, lambda turn: turn.goto("who")),
        "why": Step(ask_why, take_why, lambda turn: turn.goto("where")),
        "words": Step(ask_words, take_words, lambda turn: turn.goto("why" if _reasons(turn) else "where")),
        "sure": Step(ask_sure, take_sure, lambda turn: turn.goto("words")),
    }
)
