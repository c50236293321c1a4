"""What is said of the progress of an area, and of the plan: the same in chat and under a picture."""

from datetime import date
from typing import Protocol

from bot.cases.commune import Round
from bot.cases.progress import Progress, missing, planned_percent


class Says(Protocol):
    """Whatever has words: a turn, or a paper in somebody's language."""

    def t(self, key: str, /, **args: object) -> str: ...


def plan_words(says: Says, plan: Round, today: date) -> str:
    """What the plan wants surveyed by the end of today."""
    phase, percent = plan.phase("survey"), planned_percent(plan, today)
    if phase is None or percent is None:
        return says.t("progress.plan.none")
    first, last = f"{phase.starts:%d/%m}", f"{phase.ends:%d/%m}"
    if today < phase.starts:
        return says.t("progress.plan.before", first=first, last=last)
    if today > phase.ends:
        return says.t("progress.plan.after", last=last)
    return says.t("progress.plan", first=first, last=last, percent=percent)


def line(says: Says, name: str, one: Progress, planned: int | None) -> str:
    """ "Khu 3: 7 hộ trong danh sách, đã khảo sát 3 (42%); đã duyệt 2; đang trả lại 1"."""
    steps = {stage: one.reached(stage) for stage in ("approved", "met", "posted", "settled", "decided")}
    parts = [says.t(f"progress.part.{what}", count=count) for what, count in steps.items() if count]
    return "; ".join(part for part in (_head(says, name, one), *parts, notes(says, one, planned)) if part)


def _head(says: Says, name: str, one: Progress) -> str:
    if not one.listed:
        return says.t("progress.area.none", area=name)
    surveyed = one.reached("surveyed")
    return says.t("progress.area", area=name, listed=one.listed, surveyed=surveyed, percent=one.percent)


def notes(says: Says, one: Progress, planned: int | None) -> str:
    """What wants somebody's hand: sent back, re-checked, waiting, behind the plan, late; "" where nothing."""
    counts = {
        "returned": one.returned,
        "complained": one.complained,
        "waiting": one.waiting,
        "missing": missing(one, planned),
        "late": one.late,
    }
    return "; ".join(says.t(f"progress.part.{what}", count=count) for what, count in counts.items() if count)
