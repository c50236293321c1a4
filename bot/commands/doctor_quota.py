"""The month's messages, as the meter has kept them, against the plan in force."""

import orjson

from bot.cases.quota import FULL, WARNING, reached, share
from bot.cases.quota_plans import in_force
from bot.commands.doctor_finding import Finding, Ground, fault, look, ok
from bot.commands.doctor_machine import notes
from bot.runtime.clock import VIETNAM
from bot.runtime.quota import COUNT, month_of


async def quota(ground: Ground) -> list[Finding]:
    """A line for each bot whose plan counts by the month; none where the count cannot be read."""
    now = ground.now().astimezone(VIETNAM)
    counted = await notes(ground, COUNT)
    if counted is None:
        return []
    found = []
    for bot, tariff in ground.settings.tariffs().items():
        plan = in_force(tariff.months, now.date())
        if plan is None or plan.messages is None:
            continue
        kept = counted.get(f"{bot}:{month_of(now)}")
        sent = orjson.loads(kept)["sent"] if kept else 0
        found.append(_weighed(sent, plan.messages))
    return found


def _weighed(sent: int, limit: int) -> Finding:
    told = {"sent": sent, "limit": limit, "percent": share(sent, limit)}
    level = reached(sent, limit)
    if level >= FULL:
        return fault("doctor.quota.full", **told)
    return look("doctor.quota.short", **told) if level >= WARNING else ok("doctor.quota.enough", **told)
