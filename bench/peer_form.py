"""Phiếu B as the peer program knows it: a list of screens, conditions written as code, answers as text.

The questions' words and options are the form's own (so both programs ask the same); the logic is not ours.
"""

from dataclasses import dataclass, field
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bench.household import KNOWN, REFERENCE
from bot.scoring.forms import Question
from bot.scoring.packs import load_pack

FORM = load_pack("2022-2025").forms["phieu_b"]
QUESTIONS = tuple(q for section in FORM.sections for q in section.questions)

Answers = dict[str, str]


@dataclass(slots=True)
class Survey:
    """One household under way: its answers, its screens (question, member), the place among them."""

    form: str
    answers: Answers
    screens: list[tuple[Question, str | None]] = field(default_factory=list)
    at: int = 0


def screens() -> list[tuple[Question, str | None]]:
    """Every screen there could be, person by person where the form asks each."""
    found: list[tuple[Question, str | None]] = []
    run: list[Question] = []
    for question in (*QUESTIONS, None):
        if question and question.scope == "member" and question.ask == "each":
            run.append(question)
            continue
        found += [(q, member) for member in KNOWN for q in run]
        run = []
        if question:
            found.append((question, None))
    return found


def age(survey: Survey, member: str) -> int:
    parts = [int(part) for part in survey.answers[f"{member}.birth"].split("-")]
    born = date(*parts) if len(parts) == 3 else date(parts[0], 1, 1)
    before = (REFERENCE.month, REFERENCE.day) < (born.month, born.day)
    return REFERENCE.year - born.year - before


def concerns(survey: Survey, question: str, member: str) -> bool:
    """Whether a question is for this person."""
    years, get = age(survey, member), survey.answers.get
    match question:
        case "attending":
            return 3 <= years < 31
        case "work":
            return years >= 15
        case "labour_contract":
            return years >= 15 and get(f"{member}.work") in ("public", "nonfarm_wage")
        case "firm_certified":
            at_school = get(f"{member}.attending", "none") != "none"
            return 16 <= years < 31 and not at_school and get(f"{member}.certificate") in ("none", "primary")
        case "undernourished":
            return years < 16
    return True


def people(survey: Survey, question: str) -> list[str]:
    return [member for member in KNOWN if concerns(survey, question, member)]


def is_open(survey: Survey, question: Question, member: str | None) -> bool:
    if member is not None:
        return f"{member}.{question.id}" not in survey.answers and concerns(survey, question.id, member)
    if question.ask == "checklist":
        return bool(people(survey, question.id))
    if question.id == "was_poor_before":
        return survey.answers.get("previous_class") in ("none", "near_poor")
    return True


def prompt(survey: Survey) -> tuple[str, InlineKeyboardMarkup]:
    """The next screen's text and buttons; at the end all answers read back."""
    while survey.at < len(survey.screens) and not is_open(survey, *survey.screens[survey.at]):
        survey.at += 1
    if survey.at == len(survey.screens):
        lines = [f"{key}: {value}" for key, value in survey.answers.items()]
        return "\n".join(lines), InlineKeyboardMarkup([[InlineKeyboardButton("OK", callback_data="ok")]])
    question, member = survey.screens[survey.at]
    name = survey.answers.get(f"{member}.name", "")
    text = f"{survey.at + 1}/{len(survey.screens)}\n" + question.text["vi"].replace("{name}", name)
    buttons = [
        InlineKeyboardButton(label, callback_data=f"{survey.at}:{key}")
        for key, label in choices(survey, question)
    ]
    return text, InlineKeyboardMarkup([buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def choices(survey: Survey, question: Question) -> list[tuple[str, str]]:
    if question.ask == "checklist":
        names = [(member, survey.answers[f"{member}.name"]) for member in people(survey, question.id)]
        return [*names, (".none", "–")]
    if question.kind == "yes_no":
        return [("yes", "+"), ("no", "–")]
    if question.kind == "roster":
        return [(".same", str(len(KNOWN)))]
    none = [(".none", "–")] if question.kind == "many" else []
    return [(option.id, option.text["vi"]) for option in question.options] + none


def read(survey: Survey, tap: str, text: str) -> Answers | None:
    """What the reply answers; None where it does not fit."""
    question, member = survey.screens[survey.at]
    if tap:
        number, _, chosen = tap.partition(":")
        if int(number) != survey.at or chosen not in dict(choices(survey, question)):
            return None
        return values(survey, question, member, [] if chosen.startswith(".") else [chosen])
    if question.kind == "decimal":
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            return None
        low, high = float(question.minimum or 0), float(question.maximum or 1e9)
        return {question.id: f"{value:g}"} if low <= value <= high else None
    offered = choices(survey, question)
    try:
        places = [int(part) - 1 for part in text.split(",")]
    except ValueError:
        return None
    if not all(0 <= place < len(offered) for place in places):
        return None
    return values(survey, question, member, [offered[place][0] for place in places])


def values(survey: Survey, question: Question, member: str | None, chosen: list[str]) -> Answers:
    if question.ask == "checklist":
        marks = (question.unmarked, question.marked)
        return {f"{m}.{question.id}": marks[m in chosen] for m in people(survey, question.id)}
    if question.kind == "many":
        return {question.id: ",".join(chosen)}
    if question.kind == "roster":
        return {question.id: str(len(KNOWN))}
    option = next((one for one in question.options if one.id == chosen[0]), None)
    said = {question.id: chosen[0], **dict(option.also if option else ())}
    return {f"{member}.{name}" if member else name: value for name, value in said.items()}
