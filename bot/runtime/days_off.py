"""The commune's swapped days, changed from the command line while the bot runs (bot/runtime/wishes.py)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.cases.commune import Commune
from bot.cases.working_days import Swap, WorkingDays
from bot.dialogue.place import Place
from bot.dialogue.reading.result import problem
from bot.handlers.calendar_days import with_swap, wrong_swap
from bot.runtime.application import Application
from bot.runtime.changing import Change, carry_out, refuse

Wish = Mapping[str, str]
Answer = dict[str, str]


async def days(app: Application, _wish: Wish) -> Answer:
    """Day off and day worked for it, a line each; tabs between."""
    swaps = (await app.place()).commune.swaps
    return {"rows": "\n".join(f"{one.off.isoformat()}\t{one.worked.isoformat()}" for one in swaps)}


async def days_add(app: Application, wish: Wish) -> Answer:
    """new: "" where it was there already. ConfigError says what would be right."""
    swap = Swap(date.fromisoformat(wish["off"]), date.fromisoformat(wish["worked"]))

    def decide(place: Place) -> Change[bool]:
        commune = place.commune
        if swap in commune.swaps:
            return Change(False)
        wrong = wrong_swap(WorkingDays(app.packs(place.round.pack_id).days_off, commune.swaps), swap)
        if wrong is not None:
            raise refuse(app, wrong)
        return Change(True, (_with(commune, with_swap(commune, swap)),), "swap_added", _said(swap))

    return {"new": "1" if await carry_out(app, decide) else ""}


async def days_remove(app: Application, wish: Wish) -> Answer:
    """ConfigError names the swaps there are, where this is none of them."""
    off = date.fromisoformat(wish["off"])

    def decide(place: Place) -> Change[bool]:
        commune = place.commune
        gone = next((one for one in commune.swaps if one.off == off), None)
        if gone is None:
            known = ", ".join(one.off.isoformat() for one in commune.swaps)
            none = app.translate("vi", "cli.days.none", {})
            raise refuse(app, problem("cli.days.unknown", off=off.isoformat(), known=known or none))
        left = tuple(one for one in commune.swaps if one != gone)
        return Change(True, (_with(commune, left),), "swap_removed", _said(gone))

    await carry_out(app, decide)
    return {"done": "removed"}


def _with(commune: Commune, swaps: tuple[Swap, ...]) -> Commune:
    return replace(commune, version=commune.version + 1, swaps=swaps)


def _said(swap: Swap) -> str:
    """For the audit."""
    return f"{swap.off.isoformat()} {swap.worked.isoformat()}"
