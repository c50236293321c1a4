"""What "?" says about a question of a form: its convention, how to answer, and the law's own words."""

import re
from collections.abc import Iterator, Mapping

from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import question_text
from bot.dialogue.walk.record import Open
from bot.scoring.path import Spot

LAW: Mapping[str, tuple[str, ...]] = {
    "attending": ("adult_education", "child_schooling"),
    "certificate": ("adult_education", "child_schooling"),
    "work": ("employment",),
    "labour_contract": ("employment",),
    "firm_certified": ("adult_education",),
    "insured": ("health_insurance",),
    "social_allowance": ("dependants",),
    "disabled_or_ill": ("employment", "dependants"),
    "undernourished": ("nutrition",),
    "uses_internet": ("telecom",),
    "wall": ("housing_quality",),
    "column": ("housing_quality",),
    "roof": ("housing_quality",),
    "floor_area_m2": ("floor_area",),
    "water": ("water",),
    "toilet": ("toilet",),
    "info_devices": ("information_devices",),
}
"""Question of Phiếu B → indicators of điểm B it serves; the form's sources name the same ones."""

_NOT_COMPARED = re.compile(r",?\s*\[\?\][^;]*")
"""The mark of words that were not compared with the print yet."""


def explanation(turn: Turn, open_form: Open, spot: Spot) -> str:
    """In the order in which it helps: plain words first, the law last."""
    question = spot.question
    kind = _how(turn, "checklist" if question.ask == "checklist" else question.kind)
    parts = (
        question_text(turn, open_form, spot),
        turn.word(question.help) if question.help["vi"] else "",
        turn.t(f"walk.help.{kind}"),
        *_law(turn, open_form, spot),
        _source(turn, question.source),
    )
    return "\n".join(part for part in parts if part)


def _how(turn: Turn, kind: str) -> str:
    """Lists are ticked where there are buttons, else their numbers are typed."""
    return f"{kind}_typed" if kind in ("checklist", "many") and not turn.manners.buttons else kind


def _law(turn: Turn, open_form: Open, spot: Spot) -> Iterator[str]:
    """When the law speaks of a lack, word for word."""
    if open_form.record.form != "phieu_b":
        return
    for one in open_form.pack.indicators:  # a draft may name fewer
        if one.id in LAW.get(spot.question.id, ()):
            yield turn.t("walk.law", words=turn.word(one.deprived).rstrip("."))


def _source(turn: Turn, source: str) -> str:
    """Where the question stands, and whether its words were compared with the print."""
    named = _NOT_COMPARED.sub("", source).strip(" ;,")
    key = "walk.source_not_compared" if "[?]" in source else "walk.source"
    return turn.t(key, source=named) if named else ""
