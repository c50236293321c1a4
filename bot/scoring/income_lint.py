"""What [income] of a pack must agree on: its form, the sources asked for, classes, bands, procedures."""

from collections.abc import Iterator

from bot.scoring.form_lint import Problem, doubles
from bot.scoring.forms import Form, Kind, Question
from bot.scoring.income_schema import IncomeFile, IncomePurposeFile

AREAS = ("rural", "urban")
Loc = tuple[str | int, ...]


def lint_income(model: IncomeFile, forms: dict[str, Form], procedures: set[str]) -> Iterator[Problem]:
    """Everything in [income] that does not agree with itself, its form or the procedures (their codes)."""
    form = forms.get(model.form)
    if form is None:
        yield Problem("unknown form", ("income", "form"), f"one of {', '.join(sorted(forms))}")
        return
    asked = {q.id: q for section in form.sections for q in section.questions if q.scope == "household"}
    for key, kind in _KINDS.items():
        yield from _question(asked, getattr(model, key), (kind,), ("income", key))
    yield from _lint_money(model, asked)
    yield from _same_ids([one.id for one in model.sources], asked.get(model.chosen), "sources")
    yield from _same_ids([one.id for one in model.purposes], asked.get(model.purpose), "purposes")
    for n, purpose in enumerate(model.purposes):
        yield from _lint_purpose(purpose, model, asked, procedures, ("income", "purposes", n))
    for part in ("sources", "left_out", "purposes", "classes"):
        yield from doubles((one.id for one in getattr(model, part)), ("income", part))


_KINDS: dict[str, Kind] = {"purpose": "choice", "members": "integer", "chosen": "many"}
"""Keys of [income] that name a question, with the kind it must be."""


def _question(asked: dict[str, Question], name: str, kinds: tuple[Kind, ...], loc: Loc) -> Iterator[Problem]:
    question = asked.get(name)
    if question is None or question.kind not in kinds:
        remedy = f"name a question of the household of kind {' or '.join(kinds)}"
        yield Problem(f'"{name}" is no such question of the form', loc, remedy)


def _lint_money(model: IncomeFile, asked: dict[str, Question]) -> Iterator[Problem]:
    """Each amount of the form is counted or left out, once: none is asked for in vain, none twice."""
    used: list[str] = []
    for n, source in enumerate(model.sources):
        for key, name in (("revenue", source.revenue), ("cost", source.cost)):
            if name is not None:
                yield from _question(asked, name, ("money",), ("income", "sources", n, key))
                used.append(name)
    for n, one in enumerate(model.left_out):
        yield from _question(asked, one.amount, ("money",), ("income", "left_out", n, "amount"))
        used.append(one.amount)
    for name in sorted({one for one in used if used.count(one) > 1}):
        yield Problem(f'"{name}" is counted twice', ("income", "sources"), "name each amount once")
    for question in asked.values():
        if question.kind == "money" and question.id not in used:
            remedy = "name it as revenue, cost or left out"
            yield Problem(f'"{question.id}" is asked and never used', ("income", "sources"), remedy)


def _same_ids(ids: list[str], question: Question | None, key: str) -> Iterator[Problem]:
    options = [option.id for option in question.options] if question else ids
    if sorted(ids) != sorted(options):
        yield Problem(
            f"{key} are not the options of {question.id if question else key}",
            ("income", key),
            f"give {', '.join(options)}",
        )


def _lint_purpose(
    purpose: IncomePurposeFile,
    model: IncomeFile,
    asked: dict[str, Question],
    procedures: set[str],
    loc: Loc,
) -> Iterator[Problem]:
    yield from _question(asked, purpose.gate, ("yes_no",), (*loc, "gate"))
    if purpose.gate_is not in ("yes", "no"):
        yield Problem("gate_is must be yes or no", (*loc, "gate_is"), "give yes or no")
    if purpose.procedure not in procedures:
        yield Problem("unknown procedure", (*loc, "procedure"), f"one of {', '.join(sorted(procedures))}")
    classes = {one.id for one in model.classes}
    for key in ("unmet", "within", "above", "below"):
        name = getattr(purpose, key)
        if name is not None and name not in classes:
            yield Problem(f'unknown class "{name}"', (*loc, key), f"one of {', '.join(sorted(classes))}")
    yield from _lint_bands(purpose, (*loc, "bands"))


def _lint_bands(purpose: IncomePurposeFile, loc: Loc) -> Iterator[Problem]:
    """One band an area; a class for what is under it exactly where it has a lower end."""
    if tuple(band.area for band in purpose.bands) != AREAS:
        yield Problem("bands are not those of the areas, in order", loc, f"give {', '.join(AREAS)}")
    for n, band in enumerate(purpose.bands):
        if band.above is not None and band.above >= band.up_to:
            yield Problem("nothing is over above and at most up_to", (*loc, n), "exchange them")
        if (band.above is None) != (purpose.below is None):
            what = "a lower end and a class under it go together"
            yield Problem(what, (*loc, n), "give above and below, or neither")
