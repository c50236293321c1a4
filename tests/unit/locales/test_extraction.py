"""Every key the code uses has words, and every key with words is used."""

import ast
from fnmatch import fnmatchcase
from typing import get_args, get_type_hints

import pytest

from bot.cases.call_back import CallBackReason
from bot.cases.case import Action, PreviousClass, State, VisitOutcome
from bot.cases.commune import Phase, Role
from bot.cases.complaint import Source, Via
from bot.cases.digest import COUNTS
from bot.cases.lead import LeadState
from bot.cases.meeting import GROUPS
from bot.cases.movement import KINDS as LISTED
from bot.cases.movement import Movement
from bot.cases.moves import WAYS
from bot.cases.papers import PaperId, Shape
from bot.cases.quality_rules import OF_A_FORM
from bot.cases.quota import LEVELS, What
from bot.cases.reminders import Kind as ReminderKind
from bot.cases.report_book import CHECKS
from bot.cases.report_state import HurdleId
from bot.cases.review_list import Group
from bot.cases.round_check import WarningCode
from bot.cases.survey_return import Fate
from bot.cases.timeline import DateKind as DueKind
from bot.cases.timeline import PlanKind
from bot.channels.paper_words import KINDS
from bot.channels.web_state import Entry, Persona
from bot.dialogue.commands import Command
from bot.dialogue.event import EventKind
from bot.documents.export.export_columns import HOUSEHOLD
from bot.documents.pictures.progress_picture import SHOWN as SHOWN_STAGES
from bot.documents.word.docx_typst_check import LOST
from bot.handlers.call_backs import CallAction
from bot.handlers.dossier_summary import COLUMNS
from bot.handlers.exceptions import EXCEPTIONS
from bot.handlers.home import MENUS
from bot.handlers.imported import Status as ImportStatus
from bot.handlers.leads_rules import LeadAction
from bot.handlers.linking import Own
from bot.handlers.meeting_agenda import FIRST
from bot.handlers.meeting_draft import SPOTS
from bot.handlers.my_file import Stage
from bot.handlers.old_list_columns import FIELDS as OLD_LIST_FIELDS
from bot.handlers.old_list_columns import MARKED, WHOLE
from bot.handlers.own_decision import Told
from bot.handlers.own_result import SHOWN
from bot.handlers.printing import GROUPS as PRINTED
from bot.handlers.printing_things import Kind as Printable
from bot.handlers.round_work import SETTING_UP, WORK
from bot.handlers.setting_up_rounds import CHANGES as ROUND_CHANGES
from bot.handlers.setting_up_staff import CHANGES
from bot.handlers.why import SECTIONS
from bot.runtime.verifying import Outcome as Verification
from bot.scoring.forms import EvidenceKind, Kind
from bot.scoring.indicators import Status
from bot.scoring.pack import Status as PackStatus
from bot.scoring.pack_dates import Kind as DateKind
from bot.scoring.terms import Certainty
from tests.unit.locales.catalogues import placeholders, texts
from tests.unit.locales.in_code import BOT, Use, constants, extracted, extracted_from, of_the_page, uses

ANSWERED_ELSEWHERE = {"text", "choice", "contact", "edited", "group", "left"}
"""Kinds of event that never lead to "this question needs words"."""

_ROLES = set(get_args(Role)) - {"resident"}
_OPEN_STATES = set(get_args(State)) - {"erased"}

DYNAMIC: dict[str, set[str]] = {
    "reports.refused.*": set(get_args(HurdleId)) - {"broken"},
    "reports.broken.*": set(CHECKS),
    "call_back.do.*": set(get_args(CallAction)),
    "call_back.reason.*": set(get_args(CallBackReason)),
    "audio.fault.*": {"name", "size", "kind"},
    "meeting.kind.*": set(FIRST),
    "meeting.group.*": set(GROUPS),
    "meeting.group.ask.*": set(GROUPS),
    "meeting.do.*": {"votes", "fix", "rest", "cancel"},
    "meeting.fix.*": {"day", *(step for step, group in SPOTS if group is None)},
    "exception.do.*": set(EXCEPTIONS),
    "set_up.round.do.*": set(ROUND_CHANGES),
    "set_up.staff.do.*": {*CHANGES, "invite", "lost", "end", "restore"},
    "complaint.source.*": set(get_args(Source)),
    "complaint.via.*": set(get_args(Via)),
    "complaint.do.*": {"answer", "hand_on", "take_back"},
    "complaint.ask.*": {"answer", "hand_on", "take_back"},
    "recheck.*": {"points", "income"},
    "exception.why.*": set(EXCEPTIONS),
    "exception.done.*": set(EXCEPTIONS),
    "notice.exception.*": {name for name, row in EXCEPTIONS.items() if row.household},
    "case.did.*": set(get_args(Action)),
    "case.previous.*": set(get_args(PreviousClass)),
    "case.state.*": set(get_args(State)),
    "certainty.*": set(get_args(Certainty)),
    "link.own.*": set(get_args(Own)),
    "old_list.field.*": {*OLD_LIST_FIELDS, *MARKED},
    "old_list.whole.*": set(WHOLE),
    "template.do.*": {"download", "send", "shipped", "back"},
    "template.hidden.*": {*LOST.values(), "even_headers", "shape", "numbering", "columns"},
    "cli.help.*": {
        "papers",
        "demo",
        "run",
        "init",
        "staff",
        "quota",
        "invite",
        "revoke",
        "allow",
        "disallow",
        "chat",
        "play",
        "score",
        "packs",
        "import",
        "doctor",
        "deadlines",
        "audio",
    },
    "cli.import.status.*": set(get_args(ImportStatus)),
    "cli.packs.date.*": set(get_args(DateKind)),
    "cli.packs.status.*": set(get_args(PackStatus)),
    "cli.verify.*": set(get_args(Verification)) - {"agrees"},
    "command.*.words": set(get_args(Command)),
    "dates.what.*": set(get_args(DueKind)) | set(get_args(PlanKind)),
    "dates.with.*": {"nobody", "enumerators", "above", "chairman", "steering"},
    "days.weekday.*": {str(day) for day in range(7)},
    "digest.*": set(COUNTS),
    "decide.told.*": set(get_args(Told)),
    "dossier.balance.*": set(LISTED),
    "dossier.column.*": {f"{kind}.{name}" for kind in LISTED for name in COLUMNS},
    "dossier.do.*": {
        *("council", "report", "opinion", "without", "again"),
        *("decide", "files", "certificates", "print"),
    },
    "dossier.stage.*": {"made", "reported", "ready", "done"},
    "dossier.too_early.*": {"before", "receipt", "posting", "opinion", "decision"},
    "movement.*": set(get_args(Movement)),
    "engine.kind.*": set(get_args(EventKind)) - ANSWERED_ELSEWHERE,
    "evidence.added.*": set(get_args(EvidenceKind)),
    "evidence.how.*": set(get_args(EvidenceKind)),
    "evidence.wanted.*": set(get_args(EvidenceKind)),
    "file.do.*": {"receive", "more", "assign", "list_anyway"},
    "import.state_a.*": _OPEN_STATES - {"received"},
    "import.state_b.*": _OPEN_STATES - {"listed"},
    "leaving.list.*": set(get_args(PreviousClass)),
    "lead.ask.*": {"close", "no_wish", "not_found"},
    "lead.do.*": set(get_args(LeadAction)),
    "lead.outcome.*": {"close", "no_wish", "not_found"},
    "lead.state.*": set(get_args(LeadState)),
    "letter.failed.*": {"gone", "refused", "tired", "no_channel", "quota", "unpaid", "window"},
    "menu.*": {entry for entries in MENUS.values() for entry in entries},
    "menu.greeting.*": set(MENUS),
    "my_data.sure.*": {"erase", "photos", "revoke"},
    "my_file.state.*": _OPEN_STATES | set(get_args(Stage)),
    "notice.*": {"screen_in", "screen_out"},
    "notice.assigned.*": {way.leads_to for way in WAYS if way.action == "assign"} | {"received.income"},
    "officer.empty.*": {"new", "waiting", "surveyed", "all"},
    "officer.list.*": {"new", "waiting", "surveyed", "all"},
    "paper.kind.*": set(KINDS),
    "paper.name.*": set(get_args(PaperId)),
    "printing.group.*": set(PRINTED),
    "printing.shape.*": set(get_args(Shape)),
    "printing.which.*": set(get_args(Printable)),
    "own_result.next.*": ({*SHOWN} - {"complained"}) | {"rechecked"},
    "progress.part.*": {
        *("approved", "met", "posted", "settled", "decided"),
        *("returned", "complained", "waiting", "missing", "late"),
    },
    "posting.sure.loud.*": {"yes", "no"},
    "progress.stage.*": set(SHOWN_STAGES),
    "reminder.*": {
        *("visit_today", "visits_left", "returned", "waiting", "complaints"),
        *get_args(DueKind),
    },
    "reminder.home.*": {"appointment", "window"},
    "reminder.kind.*": set(get_args(ReminderKind)),
    "dates.round.*": {"with_complaint", "plain"},
    "quality.form.*": {"paper", "brought"},
    "quality.name.*": set(OF_A_FORM),
    "quota.bot.*": {"zb", "zo", "web"},
    "quota.warn.*": {f"{what}.{level}" for what in get_args(What) for level in LEVELS},
    "returned.fate.*": set(get_args(Fate)),
    "returned.short.*": set(get_args(Fate)) - {"waiting"},
    "result.finding.*": set(get_args(Status)),
    "role.*": _ROLES,
    "round.phase.*": set(get_args(get_type_hints(Phase)["id"])),
    "round.warn.*": set(get_args(WarningCode)),
    "survey.field.*": {"members", "pack", "reference_date", "area.type", "area.region"},
    "table.differs.*": {"added", "dropped", "reworded", "rebanded", "remeasured"},
    "telegram.command.*": {"menu", "help", "language", "cancel"},
    "to_review.group.*": set(get_args(Group)),
    "visit.do.income.*": {"new", "on", "amend"},
    "visit.empty.*": {"to_visit", "done"},
    "visit.list.*": {"to_visit", "done"},
    "visit.outcome.*": set(get_args(VisitOutcome)),
    "visit.words.*": set(get_args(VisitOutcome)),
    "why.all.*": {"not_deprived", "not_applicable"},
    "why.change.*_edge": {"from", "below"},
    "why.distance.a.*": {"under", "on", "over"},
    "why.indicator.*": {"deprived", "unknown"},
    "why.part.*": set(SECTIONS),
    "work.*": {one.name for one in (*WORK, *SETTING_UP)},
    "work.title.*": {"round_work", "set_up"},
    "walk.help.*": {*get_args(Kind), "checklist", "checklist_typed", "many_typed"},
    "walk.value.*": {"yes", "no", "unknown"},
}
"""What can stand in each key that is put together. A new f-string key needs its line here."""

NOT_KEYS = {
    *("demo.key", "demo.sqlite", "progress.typ", "reports.typ", "paper.typ", "paper.css", "paper.html"),
    *("menu.enumerator", "menu.officer", "my_file.view"),
    *(name for name, _, _ in HOUSEHOLD),
}
"""Strings shaped like keys that are none: names of files, of recordings, of columns of the export."""

PAGE: dict[str, set[str]] = {
    "web.role.*": set(get_args(Persona.__annotations__["role"])),
    "web.state.*": {*get_args(Entry.__annotations__["state"]), "waiting", "sending"},
    "web.weekday.*": {str(day) for day in range(7)},
}
"""As DYNAMIC, for the demo page. web.error.* is checked where the codes are made."""


def expanded(pattern: str, values: set[str]) -> set[str]:
    return {pattern.replace("*", value) for value in values}


def dynamic_keys() -> set[str]:
    return {key for pattern, values in {**DYNAMIC, **PAGE}.items() for key in expanded(pattern, values)}


def keys_of(name: str) -> set[str]:
    """A key as it is, a pattern as all it can be."""
    return expanded(name, DYNAMIC[name]) if "*" in name else {name}


def namespaces() -> set[str]:
    return {key.partition(".")[0] for key in texts("vi")}


# ── code → catalogue ─────────────────────────────────────────────────────────────────────────
def test_every_key_said_in_full_has_words() -> None:
    said = {key for key in extracted() if "*" not in key} - {"web."}
    assert len(said) > 250
    assert sorted(said - set(texts("vi"))) == []


def test_every_key_put_together_is_in_the_table_and_has_words() -> None:
    patterns = {key for key in extracted() if "*" in key}
    assert sorted(patterns - set(DYNAMIC)) == [], "say in DYNAMIC what can stand for *"
    assert sorted(set(DYNAMIC) - patterns) == [], "no longer in the code: take the line out of DYNAMIC"
    assert sorted(dynamic_keys() - set(texts("vi"))) == []


def test_keys_kept_in_tables_and_variables_have_words() -> None:
    known = set(texts("vi"))
    shaped = {key for key in constants() if key.partition(".")[0] in namespaces()}
    assert "action.receive" in shaped  # from the table of notices.py
    assert sorted(shaped - known - NOT_KEYS) == []


def test_every_key_of_the_page_has_words() -> None:
    page = of_the_page()
    assert "web.send" in page
    assert sorted({key for key in page if "*" not in key} - set(texts("vi"))) == []
    assert {key for key in page if "*" in key} == {*PAGE, "web.error.*"}


# ── catalogue → code ─────────────────────────────────────────────────────────────────────────
def test_every_key_with_words_is_used() -> None:
    used = extracted() | constants() | of_the_page() | dynamic_keys()
    unused = [key for key in texts("vi") if key not in used and not fnmatchcase(key, "web.error.*")]
    assert unused == []


def test_values_of_faults_are_those_the_table_names() -> None:
    """survey.field.* speaks of the fields of ScoringError; a new one would have no words."""
    source = (BOT / "scoring" / "score.py").read_text("utf-8")
    fields = {
        keyword.value.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "field" and isinstance(keyword.value, ast.Constant)
    }
    assert fields == DYNAMIC["survey.field.*"]


# ── values ───────────────────────────────────────────────────────────────────────────────────
def lacking(use: Use) -> dict[str, list[str]]:
    """By key: placeholders of its text that this call gives no value for."""
    if use.values is None:
        return {}
    needs = {key: placeholders(texts("vi").get(key, "")) for key in keys_of(use.key)}
    return {key: sorted(need - use.values) for key, need in needs.items() if need - use.values}


def test_every_placeholder_gets_its_value() -> None:
    """A placeholder without a value would be a fault in the middle of a conversation."""
    assert {use.where: lacking(use) for use in uses() if lacking(use)} == {}


def test_a_call_without_its_value_is_noticed() -> None:
    use = Use("request.sent", "here", frozenset({"code", "office"}))
    assert lacking(use) == {"request.sent": ["visit"]}


# ── the extractor itself ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ('turn.say("home.hello", name="a.b")', ["home.hello"]),
        ('turn.t("a.one" if x else "a.two")', ["a.one", "a.two"]),
        ('turn.refuse(turn.t("a.b", none=turn.t("a.c")))', ["a.b", "a.c"]),
        ('turn.t(f"case.did.{move.action}")', ["case.did.*"]),
        ('notices.to_staff(turn, officer, "notice.x", case)', ["notice.x"]),
        ('turn.env.translate(language, "a.b", {})', ["a.b"]),
        ('return _no(turn, f"engine.kind.{kind}")', ["engine.kind.*"]),
        ("turn.t(key)", []),
        ('turn.goto("answer")', []),
        ('def say(key):\n    return translate("vi", f"cli.{key}", {})\nsay("help.keep")', ["cli.help.keep"]),
    ],
)
def test_extractor(source: str, keys: list[str]) -> None:
    assert extracted_from(source) == keys
