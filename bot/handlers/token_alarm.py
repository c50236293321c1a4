"""The Official Account's token is dying or dead: what the officers are told, before households notice."""

from dataclasses import dataclass
from datetime import date

from bot.dialogue.facts import Place
from bot.dialogue.message import Letter, Message
from bot.dialogue.words import Translate

SETTING = "RASOAT_ZALO_OA_REFRESH_TOKEN"


@dataclass(frozen=True, slots=True)
class TokenStanding:
    """refused: Zalo gives no tokens for the one kept; interrupted: since a refresh was cut short.
    days_left: until the refresh token dies; None where nothing is known yet."""

    refused: bool = False
    interrupted: bool = False
    days_left: int | None = None


def alarm_name(standing: TokenStanding, warn_days: int, today: date) -> str:
    """Names what is to be told today, "" where all is well. The same name is told once."""
    if standing.refused:
        return f"oa_token:{'interrupted' if standing.interrupted else 'refused'}:{today.isoformat()}"
    ageing = standing.days_left is not None and standing.days_left <= warn_days
    return f"oa_token:ageing:{today.isoformat()}" if ageing else ""


def letters_about_token(
    place: Place, translate: Translate, standing: TokenStanding, name: str
) -> tuple[Letter, ...]:
    """One to each officer who has come in."""
    officers = [one for one in place.staff if one.active and "officer" in one.roles and one.chat]
    return tuple(
        Letter(
            f"{name}#{number}", one.chat or "", "notice", Message(_words(translate, one.language, standing))
        )
        for number, one in enumerate(officers, 1)
    )


def _words(translate: Translate, language: str, standing: TokenStanding) -> str:
    mend = translate(language, "alarm.oa_token.mend", {"setting": SETTING})
    if not standing.refused:
        told = translate(language, "alarm.oa_token.ageing", {"days": standing.days_left or 0})
    elif standing.interrupted:
        told = translate(language, "alarm.oa_token.interrupted", {})
    else:
        told = translate(language, "alarm.oa_token.refused", {})
    return f"{told}\n{mend}"
