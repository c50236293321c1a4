"""An identity card's square code in place of typed answers: what it would fill, and the yes asked first."""

import json
from dataclasses import dataclass

from bot.dialogue.prompt import Choice, Prompt
from bot.dialogue.reading import IdCard, Problem, Read, read_id_card
from bot.dialogue.turn import Turn
from bot.dialogue.walk.answer import Taken
from bot.dialogue.walk.checks import after, doubt
from bot.dialogue.walk.labels import value_text
from bot.dialogue.walk.record import Changes, Open, spots
from bot.dialogue.walk.waiting import state
from bot.scoring.answers import key
from bot.scoring.forms import SKIPPED, Question
from bot.scoring.path import Spot

ORIGIN = "cccd_qr"
"""Where answers taken over from a card come from, in the answer log."""
YES, NEW, NO = "yes", "new", "no"
SHOWN_DIGITS = 4
"""How much of a number is shown: enough to tell two cards apart, too little for who looks over a shoulder."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a card would fill, waiting for a yes.

    changes: every answer of the card. differs: some are another than given before; opens: some are new.
    kept: id of the first unusual thing, kept with the form once it is confirmed. text: as asked.
    """

    changes: Changes
    differs: bool
    opens: bool
    kept: str
    text: str


def propose(turn: Turn, open_form: Open, spot: Spot) -> None:
    """Show what the picture of this turn's event would fill for the person of the spot, and ask; or say what
    would be right. What was typed after it waits, as after a refusal."""
    found = _offer(turn, open_form, spot)
    if found is None:
        return
    turn.goto(
        "card",
        pending=json.dumps(dict(found.changes)),
        was=state(open_form.record, found.changes),
        kept=found.kept,
        wonder=found.text,
        origin=ORIGIN,
        partly="1" if found.differs and found.opens else "",
    )
    turn.refused = True


def ask(turn: Turn) -> Prompt:
    """What was read, once: all of it, only what is open yet (where something would change), or nothing."""
    choices = [Choice(YES, turn.t("walk.card.yes")), Choice(NO, turn.t("walk.card.no"))]
    if turn.datum("partly"):
        choices.insert(1, Choice(NEW, turn.t("walk.card.new")))
    return Prompt(turn.datum("wonder"), tuple(choices), columns=1, free=True, photo=True, ahead=True)


def _offer(turn: Turn, open_form: Open, spot: Spot) -> _Offer | None:
    """None: `turn` was told why there is nothing to offer."""
    card = _card(turn)
    if isinstance(card, Problem):
        turn.refuse(turn.t(card.key, **dict(card.args)))
        return None
    number = card.value.number
    if spot.member and open_form.answers.text("national_id") == number:
        turn.refuse(turn.t("walk.card.of_head"))
        return None
    changes = _changes(open_form, spot, card.value)
    return _offered(turn, open_form, spot, changes, card.warnings)


def only_new(open_form: Open, changes: Changes) -> Changes:
    """Those of the changes that go where nothing was answered yet."""
    values = open_form.answers.values
    return {name: value for name, value in changes.items() if values.get(name) in (None, SKIPPED)}


def _card(turn: Turn) -> Read[IdCard] | Problem:
    """The first card among the codes of the picture, else what the first code is."""
    codes = turn.facts.qr(turn.event.id)
    if isinstance(codes, Problem):
        return codes
    found = [read_id_card(code, turn.today) for code in codes]
    return next((one for one in found if isinstance(one, Read)), found[0])


def _changes(open_form: Open, spot: Spot, card: IdCard) -> dict[str, str]:
    """Answer keys of this person that the form asks for and the card holds."""
    said = {
        "name": card.name,
        "sex": card.sex,
        "birth": card.birth,
        "national_id": card.number,
        "id_issued": card.issued,
        "permanent_address": card.address,
    }
    asked = _questions(open_form, spot)
    return {key(name, spot.member): value for name, value in said.items() if value and name in asked}


def _questions(open_form: Open, spot: Spot) -> dict[str, Question]:
    """The form's questions about the person of a spot, by id."""
    scope = spot.question.scope
    return {q.id: q for section in open_form.form.sections for q in section.questions if q.scope == scope}


def _offered(
    turn: Turn, open_form: Open, spot: Spot, changes: dict[str, str], warnings: tuple[Problem, ...]
) -> _Offer:
    before = open_form.answers.values
    differs = any(before.get(k) not in (None, SKIPPED, v) for k, v in changes.items())
    lines = [_line(turn, open_form, spot, name, changes[name]) for name in changes]
    unusual = [turn.t(one.key, **dict(one.args)) for one in warnings]
    doubts = _doubts(turn, open_form, changes)
    unusual += [text for _, text in doubts]
    parts = [turn.t("walk.card.read"), *lines, *(turn.t("walk.card.look", what=one) for one in unusual)]
    parts.append(turn.t("walk.card.ask_change" if differs else "walk.card.ask"))
    opens = bool(only_new(open_form, changes))
    return _Offer(changes, differs, opens, doubts[0][0] if doubts else "", "\n".join(parts))


def _line(turn: Turn, open_form: Open, spot: Spot, name: str, value: str) -> str:
    """One field of the card; where another answer stands there, both."""
    question = _questions(open_form, spot)[name.rpartition(".")[2]]
    before = open_form.answers.text(question.id, spot.member)
    label, new = turn.word(question.short), _shown(turn, question, value)
    if before in (None, SKIPPED, value):
        return turn.t("walk.card.line", label=label, value=new)
    return turn.t("walk.card.line_change", label=label, old=_shown(turn, question, before or ""), new=new)


def _shown(turn: Turn, question: Question, value: str) -> str:
    if question.kind == "national_id":
        return turn.t("walk.card.number", end=value[-SHOWN_DIGITS:])
    return value_text(turn, question, value)


def _doubts(turn: Turn, open_form: Open, changes: Changes) -> list[tuple[str, str]]:
    """Ids and words of what the form itself finds unusual in these answers."""
    then = after(open_form, changes)
    found = []
    for spot in spots(then):
        if spot.id in changes:
            one = doubt(turn, open_form, spot, Taken(changes))
            if one is not None:
                found.append((one.id, one.text))
    return found
