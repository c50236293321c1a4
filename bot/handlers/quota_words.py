"""The month's messages of each bot in words: a line for the officer's screen, the warnings to officers."""

from bot.cases.quota import SAVING, Usage, What, share
from bot.dialogue.facts import Place
from bot.dialogue.message import Letter, Message
from bot.dialogue.words import Translate


def lines(translate: Translate, language: str, usages: tuple[Usage, ...]) -> str:
    """A line a bot; "" where none is metered."""
    return "\n".join(_line(translate, language, one) for one in usages)


def _line(translate: Translate, language: str, usage: Usage) -> str:
    """ "Zalo: 2.410/3.000 tin trong tháng 11 (80 %), 31/50 người (62 %)"."""
    limited = usage.limit("messages") is not None
    key = "quota.line" if limited else "quota.line_open"
    parts = [translate(language, key, _figures(translate, language, usage, "messages"))]
    if usage.limit("users") is not None:
        parts.append(translate(language, "quota.users", _figures(translate, language, usage, "users")))
    if usage.free is not None:
        parts.append(translate(language, "quota.paid", {"count": grouped(usage.paid)}))
    if usage.level("messages") >= SAVING:
        parts.append(translate(language, "quota.waiting", {"count": grouped(usage.waiting)}))
    return ", ".join(parts)


def _figures(translate: Translate, language: str, usage: Usage, what: What) -> dict[str, object]:
    used, limit = usage.used(what), usage.limit(what)
    return {
        "bot": translate(language, f"quota.bot.{usage.bot}", {}),
        "month": int(usage.month.partition("-")[2]),
        "used": grouped(used),
        "limit": "" if limit is None else grouped(limit),
        "share": 0 if limit is None else share(used, limit),
    }


def grouped(number: int) -> str:
    """ "2.410"."""
    return f"{number:,}".replace(",", ".")


def warnings(
    place: Place, translate: Translate, usage: Usage, what: What, level: int, event: str
) -> tuple[Letter, ...]:
    """One to each officer at work who has come in. They do not wait for the next month themselves."""
    officers = [one for one in place.staff if one.active and "officer" in one.roles and one.chat]
    found, name = [], f"{what}.{level}"
    for number, officer in enumerate(officers, 1):
        figures = _figures(translate, officer.language, usage, what)
        text = translate(officer.language, f"quota.warn.{name}", figures)
        found.append(Letter(f"{event}#{number}", officer.chat or "", "deadline", Message(text)))
    return tuple(found)
