"""`rasoat staff`, `invite`, `revoke`: through the running bot, or straight to the store when none runs."""

import asyncio
from pathlib import Path

from bot.commands.opening import BusyError, application, keys_of, opened_store
from bot.config import Settings
from bot.runtime.clock import SystemClock
from bot.runtime.control import ask, do
from locales import translate


async def _wish(settings: Settings, wish: dict[str, str]) -> dict[str, str]:
    try:
        async with opened_store(settings.store_path, keys_of(settings)) as store:
            app = application(store, SystemClock(), settings.round_id)
            await app.open([])
            return await do(app, wish)
    except BusyError:
        return await ask(_door(settings), wish)


def _door(settings: Settings) -> Path:
    return settings.store_path.with_suffix(".sock")


def carry_out(settings: Settings, what: str, staff_id: str) -> int:
    """Invite or revoke; 1 with the reason where it could not be done."""
    answer = asyncio.run(_wish(settings, {"do": what, "staff": staff_id}))
    if "error" in answer:
        print(answer["error"])
        return 1
    key = "cli.invited" if what == "invite" else "cli.revoked"
    print(translate("vi", key, {"staff": staff_id, "code": answer.get("code", "")}))
    return 0


async def _staff_lines(settings: Settings) -> list[str]:
    async with opened_store(settings.store_path, keys_of(settings)) as store:
        return [
            f"{one.id}\t{one.role}\t{','.join(one.areas) or '*'}\t"
            f"{'enrolled' if one.chat else '-'}\t{'active' if one.active else 'revoked'}"
            for one in await store.staff()
        ]


def show(settings: Settings) -> int:
    """One line a staff member: id, role, areas, enrolled, active. No names: screens are looked at."""
    print("\n".join(asyncio.run(_staff_lines(settings))))
    return 0
