"""`rasoat doctor`: looks at everything a bot needs, says what is wrong and what to do about each fault.

Changes nothing, sends nothing to anybody, and may be run while the bot runs.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from typing import TextIO

from bot.commands import doctor_machine, doctor_platforms, doctor_public, doctor_quota, doctor_zalo_oa
from bot.commands.doctor_finding import Check, Finding, Ground, fault
from bot.config import Settings
from bot.errors import ConfigError
from bot.runtime.clock import SystemClock
from locales import translate

HEALTHY, ILL = 0, 1
CHECKS: tuple[tuple[str, Check], ...] = (
    ("disk", doctor_machine.disk),
    ("key", doctor_machine.key),
    ("store", doctor_machine.store),
    ("bot", doctor_machine.running),
    ("clock", doctor_machine.clock),
    ("telegram", doctor_platforms.telegram),
    ("zalo_bot", doctor_platforms.zalo_bot),
    ("zalo_oa", doctor_zalo_oa.zalo_oa),
    ("quota", doctor_quota.quota),
    ("public", doctor_public.public),
)
"""In the order they are told: what everything else stands on comes first."""


def run(read: Callable[[], Settings], out: TextIO) -> int:
    """0 where nothing is broken (what should only be looked at does not count), else 1.

    What libraries would log (a page that is no answer, with a traceback) is a finding, told in words.
    """
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        ground = Ground(read(), SystemClock().now, ssl.create_default_context())
    except ConfigError as wrong:
        found: Sequence[Finding] = [fault("doctor.settings", what=wrong.what, where=wrong.where)]
    else:
        found = asyncio.run(examined(ground))
    ill = sum(one.level == "fault" for one in found)
    odd = sum(one.level == "look" for one in found)
    out.writelines(f"{line}\n" for one in found for line in one.lines())
    out.write(
        translate("vi", "doctor.ill" if ill else "doctor.healthy", {"faults": ill, "looks": odd}) + "\n"
    )
    return ILL if ill else HEALTHY


async def examined(ground: Ground) -> list[Finding]:
    """Every check, one after the other. One that breaks down is a finding, too."""
    found: list[Finding] = []
    for name, check in CHECKS:
        try:
            found += await check(ground)
        except Exception as broken:  # a doctor that falls over helps nobody
            found.append(fault("doctor.broken", check=name, why=type(broken).__name__))
    settings = ground.settings
    if not (settings.telegram_token or settings.zalo_bot_token or settings.zalo_oa_app_id):
        found.append(fault("doctor.no_platform"))
    return found
