"""Files scored again under another points table: what changed, for the officers who answer for them."""

from collections.abc import Mapping, Sequence

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.form_record import SentResult
from bot.cases.points_table import LoadedTable, Rescored
from bot.dialogue.facts import Place
from bot.dialogue.message import Button, Letter, Message
from bot.dialogue.words import Translate, pick
from bot.scoring.explain import class_text
from bot.scoring.pack import Pack

SHOWN = 20
"""Files named in one message; the table's own screen lists them all."""


def rescored(case: Case, results: Sequence[SentResult]) -> Rescored:
    """The step from the last result but one to the last."""
    old, new = results[-2].data, results[-1].data
    return Rescored(
        case.id,
        case.code,
        case.area,
        _class(old),
        _class(new),
        _points(old),
        _points(new),
        was_official=old.get("official") is True,
        is_official=new.get("official") is True,
    )


def _class(data: Mapping[str, object]) -> str | None:
    found = data.get("class")
    return found if isinstance(found, str) else None


def _points(data: Mapping[str, object]) -> int:
    found = data.get("score_a")
    return found if isinstance(found, int) else 0


def letters_about(
    place: Place, translate: Translate, pack: Pack, table: LoadedTable, found: Sequence[Rescored], event: str
) -> tuple[Letter, ...]:
    """One summary to each officer who has come in, over the areas they answer for."""
    officers = [one for one in place.staff if one.active and "officer" in one.roles and one.chat]
    letters = []
    for number, officer in enumerate(officers, 1):
        own = [one for one in found if not officer.areas or one.area in officer.areas]
        text = summary(translate, officer.language, pack, table, own)
        letters.append(_letter(translate, table, officer, text, f"{event}#{number}"))
    return tuple(letters)


def _letter(translate: Translate, table: LoadedTable, officer: Staff, text: str, name: str) -> Letter:
    label = translate(officer.language, "action.open_table", {})
    button = Button(f"!tbl.{table.id}", label, typed="")
    return Letter(name, officer.chat or "", "notice", Message(text, ((button,),)))


def summary(
    translate: Translate, language: str, pack: Pack, table: LoadedTable, own: Sequence[Rescored]
) -> str:
    """How many were scored again, how many changed class, which; and which could not be scored."""
    moved, failed = [one for one in own if one.moved], [one for one in own if one.failed]
    key = "table.rescored" if own else "table.rescored_none"
    rows = [translate(language, key, {"digest": table.short, "count": len(own), "moved": len(moved)})]
    rows += lines(translate, language, pack, moved, SHOWN)
    if failed:
        codes = ", ".join(one.code for one in failed[:SHOWN])
        rows.append(translate(language, "table.rescoring_failed", {"count": len(failed), "codes": codes}))
    return "\n".join(rows)


def lines(translate: Translate, language: str, pack: Pack, moved: Sequence[Rescored], most: int) -> list[str]:
    """Each file whose class changed; then the mark of what is not official: the new results, or the old."""
    rows = [_line(translate, language, pack, one) for one in moved[:most]]
    if len(moved) > most:
        rows.append(translate(language, "table.and_more", {"count": len(moved) - most}))
    mark = {"mark": pick(pack.table_label, language)}
    if any(not one.is_official for one in moved):
        rows.append(translate(language, "result.training", mark))
    elif any(not one.was_official for one in moved):
        rows.append(translate(language, "table.moved_from_training", mark))
    return rows


def _line(translate: Translate, language: str, pack: Pack, one: Rescored) -> str:
    """ "HL-0007: A 175 → 150, Hộ cận nghèo → Hộ nghèo"."""
    before, after = (
        pick(class_text(pack, name), language) if name else translate(language, "result.no_class", {})
        for name in (one.before, one.after)
    )
    args = {"code": one.code, "old_a": one.before_a, "new_a": one.after_a, "old": before, "new": after}
    return translate(language, "table.moved", args)
