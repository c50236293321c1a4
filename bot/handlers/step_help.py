"""What "?" says at steps that are no question of a form: what is decided there, in a sentence or two."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.engine import Conversation, Step
from bot.dialogue.turn import Turn

HELP: Mapping[str, str] = {
    "welcome.language": "help.language",
    "welcome.consent": "help.consent",
    "welcome.declined": "help.declined",
    "language.start": "help.language",
    "menu.start": "help.menu.resident",
    "request.choose": "help.request.choose",
    "request.resume": "help.request.resume",
    "request.review": "help.request.review",
    "editing.section": "help.editing.section",
    "editing.question": "help.editing.question",
    "my_file.choose": "help.my_file.choose",
    "my_file.view": "help.my_file.view",
    "my_file.answer": "help.my_file.answer",
    "my_file.withdraw": "help.my_file.withdraw",
    "my_data.start": "help.my_data",
    "my_data.sure": "help.my_data.sure",
    "contact.start": "help.contact",
    "contact.phone": "help.contact.phone",
    "contact.area": "help.contact.area",
    "phones.start": "help.phones",
    "call_backs.list": "help.call_backs",
    "call_backs.view": "help.call_backs",
    "call_backs.note": "help.call_backs.note",
    "call_backs.area": "help.call_backs.area",
    "call_backs.whom": "help.call_backs.whom",
    "call_backs.news": "help.call_backs.news",
    "officer_list.start": "help.officer_list",
    "officer_areas.start": "help.officer_areas",
    "quality.start": "help.quality",
    "quality.people": "help.quality",
    "quality.person": "help.quality.form",
    "quality.questions": "help.quality.form",
    "file.view": "help.file.view",
    "file.receive": "help.file.receive",
    "file.more": "help.file.more",
    "file.assign": "help.file.assign",
    "file.list_anyway": "help.file.list_anyway",
    "visit_list.start": "help.visit_list",
    "visit.view": "help.visit.view",
    "visit.paper": "help.visit.paper",
    "visit.outcome": "help.visit.outcome",
    "visit.words": "help.visit.words",
    "visit.next": "help.visit.next",
    "visit.kin": "help.visit.kin",
    "screening.result": "help.screening",
    "survey.read_back": "help.survey.read_back",
    "survey.other": "help.survey.other",
    "survey.preview": "help.survey.preview",
    "evidence.menu": "help.evidence",
    "evidence.consent": "help.evidence.consent",
    "evidence.item": "help.evidence",
    "evidence.stop": "help.evidence.consent",
    "evidence_list.list": "help.evidence_list",
    "evidence_list.delete": "help.evidence_list",
    "why.view": "help.why",
    "income.read_back": "help.income.read_back",
    "income.other": "help.survey.other",
    "income.day": "help.income.day",
    "income.preview": "help.income.preview",
    "points_table.view": "help.points_table.view",
    "points_table.load": "help.points_table.load",
    "points_table.starts": "help.points_table.starts",
    "points_table.sign": "help.points_table.sign",
    "points_table.wrong": "help.points_table.wrong",
    "walk.doubt": "help.walk.doubt",
    "walk.card": "help.walk.card",
    "walk.reason": "help.walk.reason",
    "walk.pick": "help.walk.pick",
}
"""Conversation and step → what is said there. Where none is named, the general word on how to answer."""

OF_STAFF: Mapping[tuple[str, str], str] = {
    ("language.start", "enumerator"): "help.language.staff",
    ("language.start", "officer"): "help.language.staff",
    ("menu.start", "enumerator"): "help.menu.enumerator",
    ("menu.start", "officer"): "help.menu.officer",
}
"""Steps that mean something else to staff, by role."""


def explained(conversations: Mapping[str, Conversation]) -> dict[str, Conversation]:
    """The same conversations, every step with a word of its own behind "?"."""
    return {name: _explained(name, one) for name, one in conversations.items()}


def _explained(name: str, conversation: Conversation) -> Conversation:
    steps = {step: _with_help(f"{name}.{step}", one) for step, one in conversation.steps.items()}
    return replace(conversation, steps=steps)


def _with_help(place: str, step: Step) -> Step:
    if step.help is not None or place not in HELP:
        return step
    return replace(step, help=lambda turn: words(turn, place))


def words(turn: Turn, place: str) -> str:
    """What "?" says at a step named in HELP; where something is to be chosen, also how to."""
    role = turn.staff.role if turn.staff else ""
    own = turn.t(OF_STAFF.get((place, role), HELP[place]))
    asked = turn.session.asked
    return f"{own}\n{turn.t('engine.help')}" if asked is not None and asked.numbered else own
