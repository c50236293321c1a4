"""`rasoat score --verify`: every result in the store computed again and compared, bit for bit."""

import asyncio
from collections import Counter
from typing import TextIO

from bot.commands.opening import BusyError, existing_store
from bot.config import Settings
from bot.runtime.verifying import verify
from locales import translate

OK, FAILED = 0, 2
SHOWN = 50
"""Files named; no names of people, for screens are looked at."""


async def _verify(settings: Settings, out: TextIO) -> int:
    counts: Counter[str] = Counter()
    odd = []
    async with existing_store(settings) as store:
        async for one in verify(store):
            counts[one.outcome] += one.number > 0
            if one.outcome != "agrees":
                odd.append(one)
    total = sum(counts.values())
    print(translate("vi", "cli.verify.total", {"count": total, "agree": counts["agrees"]}), file=out)
    for one in odd[:SHOWN]:
        outcome = translate("vi", f"cli.verify.{one.outcome}", {})
        args = {"code": one.code, "number": one.number, "outcome": outcome}
        print(translate("vi", "cli.verify.line" if one.number else "cli.verify.file", args), file=out)
    if len(odd) > SHOWN:
        print(translate("vi", "table.and_more", {"count": len(odd) - SHOWN}), file=out)
    return OK if not odd else FAILED


def run(settings: Settings, out: TextIO) -> int:
    """0 when every result agrees, 2 when one does not or cannot be computed again.

    BusyError while the bot runs: it is the only one to have the store open.
    """
    try:
        return asyncio.run(_verify(settings, out))
    except BusyError as busy:
        raise BusyError(busy.what, where=busy.where, remedy=translate("vi", "cli.verify.busy", {})) from None
