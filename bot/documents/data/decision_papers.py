"""The chairman's decision on a dossier (Mẫu 02 of QĐ 24/2021, of NĐ 30/2025 for workers), with its lists.

Files decided under one number make one paper; what waits for the decision makes a draft to be signed, with
dots for number and day. Who is refused is in none: that is answered in a letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.documents.data.dossier_of import Settled, Wanted, opened, opinion, part, sums
from bot.documents.data.dossier_papers import LISTS
from bot.documents.desk import Desk
from bot.documents.paper_scope import refused
from bot.documents.paper_values import Data, Filled, filled
from bot.documents.vietnamese import in_full
from bot.documents.word.paper_form import PaperForm

Named = tuple[str, date | None, str]
"""Number, day and signer of a decision; ("", None, "") of a draft."""
DRAFT: Named = ("", None, "")


@dataclass(frozen=True, slots=True)
class Annex:
    """A list that goes with the decision. title, of each part its heading ("": none): words of the form."""

    title: str
    parts: tuple[tuple[str, Wanted], ...]


def _became_near_poor(one: Settled) -> bool:
    return one.movement == "poor_to_near_poor"


def _left_altogether(one: Settled) -> bool:
    return one.movement == "left_poverty"


BY_POINTS = (
    Annex("annex_poor", (("poor", LISTS["list_poor"]), ("near_poor", LISTS["list_near_poor"]))),
    Annex("annex_left_poverty", (("to_near_poor", _became_near_poor), ("over", _left_altogether))),
    Annex("annex_left_near_poverty", (("", LISTS["list_left_near_poverty"]),)),
)
BY_INCOME = (Annex("annex", (("", lambda _one: True),)),)


async def mau_02(desk: Desk) -> Filled | None:
    """subject: a dossier by points. Only lists that have a household go with it."""
    return await _decisions(desk, BY_POINTS)


async def mau_02_income(desk: Desk) -> Filled | None:
    """subject: a dossier of households of average living standard."""
    return await _decisions(desk, BY_INCOME)


async def mau_02_worker(desk: Desk) -> Filled | None:
    """subject: a dossier of low-income workers; each is named as the head of the file."""
    return await _decisions(desk, BY_INCOME)


async def _decisions(desk: Desk, annexes: Sequence[Annex]) -> Filled | None:
    """PaperRefusal where nobody in the dossier is recognised."""
    found = await opened(desk)
    if found is None:
        return None
    plan = found.dossier.round_id
    form = desk.form(plan)
    recognised = [one for one in found.files if one.outcome != "refuse"]
    if not recognised:
        raise refused(desk, "paper.nobody_recognised")
    names = sorted({named(one) for one in recognised}, key=lambda name: (name[1] or date.max, name[0]))
    data = {
        "round": desk.round(plan).name,
        "manner": form.words.get(found.dossier.procedure, ""),
        "opinion": opinion(desk, form, found.dossier),
        "decisions": [_decision(desk, form, annexes, name, recognised) for name in names],
    }
    return filled(desk, plan, data, on=_day(names))


def named(one: Settled) -> Named:
    """The decision a file was decided under."""
    made = one.decision
    return DRAFT if made is None else (made.number, made.on, made.by_name)


def _day(names: Sequence[Named]) -> str | None:
    """Of the last decision; None where one of them is a draft."""
    day = names[-1][1]
    return day.isoformat() if day is not None else None


def _decision(
    desk: Desk, form: PaperForm, annexes: Sequence[Annex], name: Named, recognised: Sequence[Settled]
) -> Data:
    """One paper. what: what it recognises, in the law's words; annexes: its lists, numbered."""
    files = [one for one in recognised if named(one) == name]
    lists = [_annex(desk, form, one, files) for one in annexes]
    kept = [one for one in lists if not one["none"]]
    return {
        "number": name[0],
        "day": in_full(name[1]),
        "signer": name[2],
        "what": "; ".join(dict.fromkeys(str(one["kind"]) for one in kept)),
        "annexes": [one | {"number": str(no)} for no, one in enumerate(kept, 1)],
    }


def _annex(desk: Desk, form: PaperForm, annex: Annex, files: Sequence[Settled]) -> Data:
    """kind: what it is a list of, for the decision's title; each part with its own sums."""
    parts = []
    listed: list[Settled] = []
    for title, wanted in annex.parts:
        own = [one for one in files if wanted(one)]
        listed += own
        if own:
            parts.append(part(desk, form, form.word(title) if title else "", own))
    return {
        "title": form.word(annex.title),
        "kind": form.word(f"{annex.title}_kind"),
        "short": form.word(f"{annex.title}_short"),
        "parts": parts,
        "none": not listed,
        **sums(listed),
    }
