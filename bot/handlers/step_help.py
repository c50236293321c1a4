"""What "?" says at steps that are no question of a form: what is decided there, in a sentence or two."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.engine import Conversation, Step
from bot.dialogue.turn import Turn

HELP: Mapping[tuple[str, str], str] = {
    ("welcome", "language"): "explain.language",
    ("welcome", "consent"): "explain.consent",
    ("welcome", "declined"): "explain.declined",
    ("language", "start"): "explain.language",
    ("menu", "start"): "explain.menu.resident",
    ("request", "what"): "explain.request.what",
    ("request", "choose"): "explain.request.choose",
    ("request", "resume"): "explain.request.resume",
    ("request", "review"): "explain.request.review",
    ("editing", "section"): "explain.editing.section",
    ("editing", "question"): "explain.editing.question",
    ("my_file", "choose"): "explain.my_file.choose",
    ("my_file", "view"): "explain.my_file.view",
    ("my_file", "answer"): "explain.my_file.answer",
    ("my_file", "withdraw"): "explain.my_file.withdraw",
    ("my_data", "start"): "explain.my_data",
    ("my_data", "sure"): "explain.my_data.sure",
    ("point_out", "start"): "explain.lead",
    ("point_out", "who"): "explain.lead",
    ("point_out", "where"): "explain.lead",
    ("point_out", "why"): "explain.lead",
    ("point_out", "words"): "explain.lead",
    ("point_out", "sure"): "explain.lead",
    ("leads", "list"): "explain.leads",
    ("to_review", "start"): "explain.to_review",
    ("to_review", "list"): "explain.to_review",
    ("sharing", "start"): "explain.sharing",
    ("sharing", "table"): "explain.sharing",
    ("sharing", "giver"): "explain.sharing.change",
    ("sharing", "taker"): "explain.sharing.change",
    ("sharing", "count"): "explain.sharing.change",
    ("leads", "view"): "explain.leads",
    ("leads", "whom"): "explain.leads",
    ("leads", "words"): "explain.leads.words",
    ("leads", "which"): "explain.leads.which",
    ("contact", "start"): "explain.contact",
    ("contact", "phone"): "explain.contact.phone",
    ("contact", "area"): "explain.contact.area",
    ("phones", "start"): "explain.phones",
    ("call_backs", "list"): "explain.call_backs",
    ("call_backs", "view"): "explain.call_backs",
    ("call_backs", "note"): "explain.call_backs.note",
    ("call_backs", "area"): "explain.call_backs.area",
    ("call_backs", "whom"): "explain.call_backs.whom",
    ("call_backs", "news"): "explain.call_backs.news",
    ("officer_list", "start"): "explain.officer_list",
    ("officer_areas", "start"): "explain.officer_areas",
    ("quality", "start"): "explain.quality",
    ("quality", "people"): "explain.quality",
    ("quality", "person"): "explain.quality.form",
    ("quality", "questions"): "explain.quality.form",
    ("progress", "start"): "explain.progress",
    ("progress", "holders"): "explain.progress.holders",
    ("file", "view"): "explain.file.view",
    ("file", "receive"): "explain.file.receive",
    ("file", "more"): "explain.file.more",
    ("file", "assign"): "explain.file.assign",
    ("file", "list_anyway"): "explain.file.list_anyway",
    ("officer_list", "approve"): "explain.officer_list.approve",
    ("returning", "section"): "explain.returning",
    ("returning", "question"): "explain.returning",
    ("returning", "how"): "explain.returning.words",
    ("returning", "words"): "explain.returning.words",
    ("returning", "sure"): "explain.returning.words",
    ("exception", "start"): "explain.exception",
    ("returned", "list"): "explain.returned",
    ("returned", "keep"): "explain.returned.keep",
    ("visit_list", "start"): "explain.visit_list",
    ("visit", "view"): "explain.visit.view",
    ("visit", "paper"): "explain.visit.paper",
    ("visit", "outcome"): "explain.visit.outcome",
    ("visit", "words"): "explain.visit.words",
    ("visit", "next"): "explain.visit.next",
    ("visit", "kin"): "explain.visit.kin",
    ("screening", "result"): "explain.screening",
    ("survey", "read_back"): "explain.survey.read_back",
    ("survey", "other"): "explain.survey.other",
    ("survey", "preview"): "explain.survey.preview",
    ("evidence", "menu"): "explain.evidence",
    ("evidence", "consent"): "explain.evidence.consent",
    ("evidence", "item"): "explain.evidence",
    ("evidence", "stop"): "explain.evidence.consent",
    ("evidence_list", "list"): "explain.evidence_list",
    ("evidence_list", "delete"): "explain.evidence_list",
    ("posting", "start"): "explain.posting",
    ("posting", "files"): "explain.posting.files",
    ("posting", "leave"): "explain.posting.files",
    ("posting", "day"): "explain.posting.day",
    ("posting", "places"): "explain.posting.places",
    ("posting", "loud"): "explain.posting.loud",
    ("posting", "sure"): "explain.posting.sure",
    ("postings", "list"): "explain.postings",
    ("postings", "view"): "explain.postings",
    ("postings", "down"): "explain.postings",
    ("summing_up", "start"): "explain.summing_up",
    ("summing_up", "sure"): "explain.summing_up",
    ("why", "view"): "explain.why",
    ("income", "read_back"): "explain.income.read_back",
    ("income", "other"): "explain.survey.other",
    ("income", "day"): "explain.income.day",
    ("income", "preview"): "explain.income.preview",
    ("old_list", "start"): "explain.old_list",
    ("old_list", "column"): "explain.old_list",
    ("old_list", "preview"): "explain.old_list",
    ("old_list", "field"): "explain.old_list",
    ("old_list", "bad"): "explain.old_list",
    ("old_list", "same"): "explain.old_list.same",
    ("old_list", "sure"): "explain.old_list",
    ("points_table", "view"): "explain.points_table.view",
    ("points_table", "load"): "explain.points_table.load",
    ("points_table", "starts"): "explain.points_table.starts",
    ("points_table", "sign"): "explain.points_table.sign",
    ("points_table", "wrong"): "explain.points_table.wrong",
    ("due_list", "start"): "explain.dates",
    ("reminders", "start"): "explain.reminders",
    ("reminders", "digest"): "explain.reminders.hour",
    ("reminders", "quiet"): "explain.reminders.quiet",
    ("walk", "doubt"): "explain.walk.doubt",
    ("walk", "card"): "explain.walk.card",
    ("walk", "reason"): "explain.walk.reason",
    ("walk", "pick"): "explain.walk.pick",
}
"""Conversation and step → what is said there. Where none is named, the general word on how to answer."""

OF_STAFF: Mapping[tuple[str, str, str], str] = {
    ("language", "start", "enumerator"): "explain.language.staff",
    ("language", "start", "officer"): "explain.language.staff",
    ("menu", "start", "enumerator"): "explain.menu.enumerator",
    ("menu", "start", "officer"): "explain.menu.officer",
}
"""Steps that mean something else to staff, by role."""


def explained(conversations: Mapping[str, Conversation]) -> dict[str, Conversation]:
    """The same conversations, every step with a word of its own behind "?"."""
    return {name: _explained(name, one) for name, one in conversations.items()}


def _explained(name: str, conversation: Conversation) -> Conversation:
    steps = {step: _with_help((name, step), one) for step, one in conversation.steps.items()}
    return replace(conversation, steps=steps)


def _with_help(place: tuple[str, str], step: Step) -> Step:
    if step.help is not None or place not in HELP:
        return step
    return replace(step, help=lambda turn: words(turn, place))


def words(turn: Turn, place: tuple[str, str]) -> str:
    """What "?" says at a step named in HELP; where something is to be chosen, also how to."""
    role = turn.staff.role if turn.staff else ""
    own = turn.t(OF_STAFF.get((*place, role), HELP[place]))
    asked = turn.session.asked
    return f"{own}\n{turn.t('engine.help')}" if asked is not None and asked.numbered else own
