"""`rasoat staff`, `invite`, `revoke`, `allow`, `disallow`: by the running bot, or at the store itself."""

import asyncio

from bot.commands.opening import BusyError, application, door_of, existing_store, shelf_of
from bot.config import Settings
from bot.errors import ConfigError
from bot.runtime.clock import SystemClock
from bot.runtime.control import ask, do
from locales import translate

TRIES = 20
PAUSE = 0.1
"""A bot that has just begun opens its door a moment after it has locked the store."""
CHANGES = {
    "invite": "cli.invited",
    "revoke": "cli.revoked",
    "allow": "cli.allowed",
    "disallow": "cli.disallowed",
}
"""What can be done to a staff member → the words when it is done."""


async def _wish(settings: Settings, wish: dict[str, str]) -> dict[str, str]:
    for left in reversed(range(TRIES)):
        try:
            return await _at_the_store(settings, wish)
        except BusyError:
            if left == 0 or door_of(settings).exists():
                return await ask(door_of(settings), wish)
        await asyncio.sleep(PAUSE)
    raise AssertionError("the last try returns or raises")


async def _at_the_store(settings: Settings, wish: dict[str, str]) -> dict[str, str]:
    async with existing_store(settings) as store:
        clock = SystemClock()
        shelf, tariffs = shelf_of(settings, clock), settings.tariffs()
        app = application(store, clock, settings.round_id, shelf=shelf, tariffs=tariffs)
        await app.open([])
        return await do(app, wish)


def done(settings: Settings, wish: dict[str, str]) -> dict[str, str]:
    """The answer; ConfigError with the reason where it could not be done."""
    answer = asyncio.run(_wish(settings, wish))
    if "error" in answer:
        raise ConfigError(answer["error"])
    return answer


def carry_out(settings: Settings, what: str, staff_id: str) -> int:
    """One of CHANGES; a RasoatError says why it could not be done."""
    answer = done(settings, {"do": what, "staff": staff_id})
    print(translate("vi", CHANGES[what], {"staff": staff_id, "code": answer.get("code", "")}))
    return 0


def show(settings: Settings) -> int:
    """One line a staff member: id, role, areas, in or not, active or not. No names: screens are looked at."""
    print(done(settings, {"do": "staff"})["rows"])
    return 0
