"""How values, members and questions are called when shown to a person."""

from collections.abc import Iterable
from decimal import Decimal

from bot.dialogue.turn import Turn
from bot.dialogue.walk.record import Open
from bot.scoring.answers import Answers, Value
from bot.scoring.dates import age
from bot.scoring.forms import SKIPPED, Question
from bot.scoring.path import Spot


def number(value: str) -> str:
    """ "1500.5" → "1.500,5", the Vietnamese way."""
    whole, _, part = format(Decimal(value), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{part}" if part else grouped


def day(value: str) -> str:
    """ "1984-03-02" → "02/03/1984"; a year alone stays as it is."""
    return "/".join(reversed(value.split("-")))


def phone(value: str) -> str:
    """ "+84912345678" → "0912 345 678"."""
    local = "0" + value.removeprefix("+84")
    return f"{local[:4]} {local[4:7]} {local[7:]}"


def given_name(open_form: Open, member: str) -> str:
    """ "Mai", the full name where two share it, with the age where they share that too."""
    answers = open_form.answers
    full = member_name(answers, member)
    shared = [m for m in answers.members if member_name(answers, m) == full]
    birth = answers.text("birth", member)
    if len(shared) == 1 or not birth:
        return _shortest(open_form, member)
    return f"{full} ({age(birth, open_form.context.at)})"


def _shortest(open_form: Open, member: str) -> str:
    full = member_name(open_form.answers, member)
    short = full.rsplit(" ", 1)[-1]
    same = [m for m in open_form.answers.members if member_name(open_form.answers, m).endswith(short)]
    return short if len(same) == 1 else full


def member_name(answers: Answers, member: str) -> str:
    """The full name; a sign where it has not been said yet."""
    return answers.text("name", member) or "…"


def member_label(open_form: Open, member: str) -> str:
    """ "Mai, 42" as on a checklist button."""
    birth = open_form.answers.text("birth", member)
    name = _shortest(open_form, member)
    return f"{name}, {age(birth, open_form.context.at)}" if birth else name


def question_text(turn: Turn, open_form: Open, spot: Spot) -> str:
    name = member_name(open_form.answers, spot.member) if spot.member else ""
    return turn.word(spot.question.text).replace("{name}", name)


def value_text(turn: Turn, question: Question, value: Value | None) -> str:
    """One answer in words; never empty."""
    if value is None:
        return turn.t("walk.value.none_yet")
    if isinstance(value, tuple):
        chosen = (question.option(v) for v in value)
        return ", ".join(turn.word(o.text) for o in chosen if o) or turn.t("walk.value.none")
    if value == SKIPPED:
        return turn.t("walk.value.skipped")
    option = question.option(value)
    if option is not None:
        return turn.word(option.text)
    return _plain(turn, question, value)


def _plain(turn: Turn, question: Question, value: str) -> str:
    match question.kind:
        case "yes_no":
            return turn.t(f"walk.value.{value}")
        case "integer" | "decimal" | "money":
            return f"{number(value)} {question.unit}".strip()
        case "date":
            return day(value)
        case "phone":
            return phone(value)
        case "area":
            area = turn.place.area(value)
            return area.name if area else value
        case "ethnicity":
            return turn.ethnicity(value)
        case _:
            return value


def spot_value(turn: Turn, open_form: Open, spot: Spot) -> str:
    """The answer of a whole spot; of a checklist: who was named."""
    question, answers = spot.question, open_form.answers
    if question.ask != "checklist":
        return value_text(turn, question, answers.values.get(spot.id))
    if any(key not in answers.values for key in spot.keys):
        return turn.t("walk.value.none_yet")
    named = names(open_form, (m for m in spot.members if answers.get(question.id, m) == question.marked))
    unsure = names(open_form, (m for m in spot.members if answers.get(question.id, m) == "unknown"))
    parts = [named or turn.t("walk.value.nobody")]
    if unsure:
        parts.append(turn.t("walk.value.unsure", names=unsure))
    return "; ".join(parts)


def names(open_form: Open, members: Iterable[str]) -> str:
    return ", ".join(given_name(open_form, member) for member in members)


def spot_line(turn: Turn, open_form: Open, spot: Spot) -> str:
    """A whole spot in one line; a checklist with its question: "Insurance: Nam" would say the opposite."""
    value = spot_value(turn, open_form, spot)
    if spot.question.ask == "checklist":
        return f"{turn.word(spot.question.text)} {value}"
    return f"{spot_label(turn, open_form, spot)}: {value}"


def spot_label(turn: Turn, open_form: Open, spot: Spot) -> str:
    """ "Mai: năm sinh", "Diện tích nhà"."""
    short = turn.word(spot.question.short)
    return f"{given_name(open_form, spot.member)}: {short}" if spot.member else short
