"""The first words: language, what the data is for, the consent; then the menu of who is speaking."""

from dataclasses import replace

from bot.cases.commune import Role
from bot.dialogue.aids import TRIAL
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Read, fold, read_yes_no
from bot.dialogue.turn import Turn
from bot.handlers import (
    call_back_list,
    contact,
    drafts,
    enumerator,
    leads,
    limits,
    my_file,
    officer_lists,
    phones,
    printing,
    privacy,
    progress,
    quality,
    reminders,
    request,
    round_view,
    tables,
)

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"), ("km", "ភាសាខ្មែរ"))
"""Each language by its own name, so that whoever reads only that one can find it."""

NOTICE = "2026-11"
"""Version of the purpose notice; a changed notice asks anew."""


def home(turn: Turn) -> None:
    """Staff go to their menu; a resident chooses a language and consents first."""
    if turn.staff is None and not turn.session.consented:
        turn.push("welcome", "consent" if turn.session.language else "language")
    else:
        turn.push("menu")


# ── language ─────────────────────────────────────────────────────────────────────────────────
def ask_language(turn: Turn) -> Prompt:
    offered = _offered(turn)
    choices = tuple(Choice(code, name) for code, name in LANGUAGES if code in offered)
    lines = [turn.t("home.language", place=turn.place.commune.name)]
    if offered & TRIAL:
        lines.append(turn.t("home.language.trial"))
    return Prompt("\n".join(lines), choices, back=False)


def _offered(turn: Turn) -> frozenset[str]:
    """The languages of the commune; to staff only those whose staff side is there."""
    offered = frozenset(turn.env.aids.languages)
    return offered if turn.staff is None else offered - TRIAL


def take_language(turn: Turn, reply: Reply) -> None:
    turn.session = replace(turn.session, language=reply.choice)
    staff = turn.staff
    if staff is not None:
        turn.change(staff, language=reply.choice)
    if turn.language in TRIAL:
        turn.say("home.language.trial_chosen")
    if turn.frame.conversation == "language":
        turn.pop()  # what was under way goes on in the new language
    else:
        turn.home()


# ── consent (Luật 91/2025/QH15: said first, explicit, unticked, provable) ────────────────────
def ask_consent(turn: Turn) -> Prompt:
    choices = (
        Choice("yes", turn.t("home.consent.yes")),
        Choice("more", turn.t("home.consent.more")),
        Choice("no", turn.t("home.consent.no")),
    )
    text = turn.t("home.consent", place=turn.place.commune.name)
    return Prompt(text, choices, columns=1, back=False, free=True)


def take_consent(turn: Turn, reply: Reply) -> None:
    said = read_yes_no(reply.text, unknown_allowed=False)
    choice = reply.choice or (said.value if isinstance(said, Read) else "")
    if fold(reply.text) in turn.t("home.consent.words").split("|"):
        choice = "yes"
    if choice == "more":
        turn.say("home.consent.details", place=turn.place.commune.name, office=turn.place.commune.office)
    elif choice == "yes":
        turn.session = replace(turn.session, consented=f"{NOTICE} {turn.now.isoformat()}")
        turn.audit("consent_given", turn.chat, NOTICE)
        turn.say("home.consent.thanks")
        turn.home()
    elif choice == "no":
        turn.audit("consent_declined", turn.chat, NOTICE)
        turn.goto("declined")
    else:
        turn.refuse(turn.t("engine.choose", count=3))


def ask_declined(turn: Turn) -> Prompt:
    commune = turn.place.commune
    text = turn.t("home.declined", office=commune.office, phone=commune.phone)
    return Prompt(text, (Choice("again", turn.t("home.declined.again")),), back=False)


def take_declined(turn: Turn, _reply: Reply) -> None:
    turn.goto("consent")


# ── menu ─────────────────────────────────────────────────────────────────────────────────────
def _may_be_asked(turn: Turn) -> bool:
    """Nobody without a role is asked anything before the consent (also whose role has ended)."""
    return turn.staff is not None or bool(turn.session.consented)


def ask_menu(turn: Turn) -> Prompt:
    staff = turn.staff
    if not _may_be_asked(turn):
        turn.home()
        return Prompt("")
    role = staff.role if staff else "resident"
    entries = _entries(turn)
    choices = tuple(Choice(entry, _label(turn, entry)) for entry in entries)
    if waiting := call_back_list.label(turn):
        choices = (Choice("call_backs", waiting), *choices)
    commune = turn.place.commune
    greeting = turn.t(
        f"menu.greeting.{role}",
        place=commune.name,
        name=staff.name if staff else "",
    )
    lines = [turn.t("menu.invented"), greeting] if commune.invented else [greeting]
    return Prompt("\n".join(lines), choices, columns=1 if staff is None else 2, back=False)


def _label(turn: Turn, entry: str) -> str:
    """A round that takes in several procedures does not name one form for all of them."""
    if entry == "request" and turn.place.round.beside:
        return turn.t("request.any_form")
    return turn.t(f"menu.{entry}")


def _entries(turn: Turn) -> tuple[str, ...]:
    """Of every role they hold, each once."""
    roles: tuple[Role, ...] = turn.staff.roles if turn.staff else ("resident",)
    return tuple(dict.fromkeys(entry for role in roles for entry in MENUS[role]))


def take_menu(turn: Turn, reply: Reply) -> None:
    open_entry = _OPEN.get(reply.choice)
    if open_entry is not None and _may_be_asked(turn):
        open_entry(turn)


def _rules(turn: Turn) -> None:
    pack = turn.env.pack(turn.place.round.pack_id)
    if pack.draft is not None:
        drafts.say_rules(turn, pack)
        return
    turn.say(
        "menu.rules.text",
        lines=drafts.income_lines(turn, pack),
        poor_from=pack.deprivation.count,
        indicators=len(pack.indicators),
        posting=limits.days(turn, "posting"),
        source=pack.source,
    )


MENUS: dict[Role, tuple[str, ...]] = {
    "resident": ("request", "my_file", "rules", "contact", "my_data", "language", "point_out", "reminders"),
    "enumerator": (
        "to_visit",
        "visited",
        "request",
        "language",
        "phones",
        "round_work",
        "progress",
        "point_out",
        "reminders",
    ),
    "officer": (
        "new",
        "waiting",
        "surveyed",
        "by_area",
        "failed",
        "round",
        "points_table",
        "quality",
        "language",
        "phones",
        "round_work",
        "progress",
        "point_out",
        "set_up",
        "reminders",
    ),
    "chairman": ("round_work", "progress", "language", "phones", "reminders"),
    "supervisor": ("progress", "point_out", "language", "phones", "printing"),
    "administrator": ("set_up", "progress", "language", "phones"),
}
"""New entries come last: who types numbers has learnt them."""
_OPEN = {
    "request": request.open_request,
    "my_file": my_file.open_files,
    "rules": _rules,
    "contact": contact.open_contact,
    "call_backs": call_back_list.open_list,
    "my_data": privacy.open_data,
    "language": lambda turn: turn.push("language"),
    "phones": phones.open_phones,
    "to_visit": lambda turn: enumerator.open_list(turn, done=False),
    "visited": lambda turn: enumerator.open_list(turn, done=True),
    "new": lambda turn: officer_lists.open_list(turn, "new"),
    "waiting": lambda turn: officer_lists.open_list(turn, "waiting"),
    "surveyed": lambda turn: officer_lists.open_list(turn, "surveyed"),
    "by_area": lambda turn: turn.push("officer_areas"),
    "failed": officer_lists.say_failed,
    "round": round_view.say_round,
    "points_table": tables.open_tables,
    "quality": quality.open_quality,
    "round_work": lambda turn: turn.push("round_work"),
    "set_up": lambda turn: turn.push("set_up"),
    "progress": progress.open_progress,
    "point_out": leads.open_point_out,
    "reminders": reminders.open_reminders,
    "printing": printing.open_printing,
}

WELCOME = Conversation(
    {
        "language": Step(ask_language, take_language),
        "consent": Step(ask_consent, take_consent),
        "declined": Step(ask_declined, take_declined),
    }
)
LANGUAGE = Conversation({"start": Step(ask_language, take_language)})
MENU = Conversation({"start": Step(ask_menu, take_menu)})
