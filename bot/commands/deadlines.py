"""`rasoat deadlines`: the legal dates of a posting, or how late one may begin, as one JSON object."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TextIO

import orjson

from bot.cases.deadlines import deadlines, latest_posting
from bot.cases.working_days import Swap, WorkingDays
from bot.errors import ConfigError
from bot.scoring.pack import Pack, Procedure
from bot.scoring.packs import available_packs, load_pack

Swaps = Iterable[tuple[date, date]]
"""Days off, each with the day that is worked for it."""


def of_posting(
    code: str, posted: date, complaint: date | None, started: date | None, swaps: Swaps, out: TextIO
) -> int:
    """Every date that a posting brings. ConfigError where no pack has the procedure."""
    pack, procedure = _procedure(code, posted)
    found = deadlines(procedure, _days(pack, swaps), posted, complaint, started)
    return _print(asdict(found), out)


def of_limit(code: str, limit: date, swaps: Swaps, out: TextIO) -> int:
    """The last days on which a posting may begin."""
    pack, procedure = _procedure(code, limit)
    days = _days(pack, swaps)
    said = {
        "latest_posting_start": latest_posting(procedure, days, limit, complaint=False),
        "latest_posting_start_with_complaint": latest_posting(procedure, days, limit, complaint=True),
    }
    return _print(said, out)


def _procedure(code: str, day: date) -> tuple[Pack, Procedure]:
    """The procedure as the pack in force on that day has it; else as the newest pack that has it."""
    packs = [load_pack(one) for one in available_packs()]
    known = sorted((one for one in packs if code in one.procedures), key=lambda one: one.effective_from)
    if not known:
        codes = sorted({one for pack in packs for one in pack.procedures})
        raise ConfigError("no such procedure", where=code, remedy=f"one of: {', '.join(codes)}")
    in_force = [one for one in known if one.effective_from <= day <= one.effective_until]
    pack = (in_force or known)[-1]
    return pack, pack.procedures[code]


def _days(pack: Pack, swaps: Swaps) -> WorkingDays:
    return WorkingDays(pack.days_off, [Swap(off, worked) for off, worked in swaps])


def _print(said: object, out: TextIO) -> int:
    out.write(orjson.dumps(said).decode() + "\n")
    return 0
