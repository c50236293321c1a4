"""A draft: a standard to come, as far as it is known. Its file, what it must keep to, and the Pack of it.

A draft never classifies. It takes from the pack it is based on only what residents need meanwhile (Mẫu 01
of Quyết định 24/2021/QĐ-TTg, the steps of the procedure), never a number of points.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from bot.scoring import pack_schema as schema
from bot.scoring.form_lint import Problem, doubles
from bot.scoring.pack import AreaType, Deprivation, Draft, DraftIndicator, IncomeLine, Pack
from bot.scoring.points import PointsTable

LINES = ("rural", "urban")


class DraftLineFile(schema.Sourced):
    area: AreaType
    text: schema.Words
    income_vnd: int
    points: int | None = None  # named only to be refused in plain words


class DraftDeprivationFile(schema.Sourced):
    count: int


class DraftIndicatorFile(schema.Sourced):
    id: schema.Id
    text: schema.Words
    known: schema.Words
    status: Literal["kept", "new", "gone"]


class DraftFile(schema.Sourced):
    """pack.toml of a draft; it is the only file of its folder."""

    id: schema.Text
    title: schema.Words
    effective_from: date
    effective_until: date
    status: Literal["draft"]
    based_on: schema.Text
    lines: list[DraftLineFile]
    deprivation: DraftDeprivationFile
    indicators: list[DraftIndicatorFile]
    missing: list[schema.Words]


def lint_draft(model: DraftFile) -> Iterator[Problem]:
    """Everything in a draft's file that looks surer than a draft may, or does not agree with itself."""
    if model.effective_from > model.effective_until:
        yield Problem("effective_from after effective_until", ("effective_from",), "exchange them")
    if tuple(line.area for line in model.lines) != LINES:
        yield Problem("lines are not those known, in order", ("lines",), f"give {', '.join(LINES)}")
    for n, line in enumerate(model.lines):
        if line.points is not None:
            remedy = "take them out; with points, table and forms it is a pack of its own"
            yield Problem("a draft has no points", ("lines", n, "points"), remedy)
    if not model.missing:
        remedy = "name what is not known; where nothing is missing it is no draft"
        yield Problem("a draft that does not say what is missing", ("missing",), remedy)
    yield from doubles((one.id for one in model.indicators), ("indicators",))


def build_draft(model: DraftFile, base: Pack, digest: str) -> Pack:
    """The draft with the base's forms and procedures; no table, no indicators, no points of the base."""
    return replace(
        base,
        id=model.id,
        title=model.title,
        status=model.status,
        effective_from=model.effective_from,
        effective_until=model.effective_until,
        source=model.source,
        certainty=model.certainty,
        digest=digest,
        table=PointsTable("", (), (), ""),
        lines={line.area: _line(line) for line in model.lines},
        deprivation=_deprivation(model.deprivation),
        indicators=(),
        groups={},
        rules={},
        income=None,
        draft=_draft(model),
    )


def _line(model: DraftLineFile) -> IncomeLine:
    return IncomeLine(model.area, model.text, None, model.income_vnd, model.source, model.certainty)


def _deprivation(model: DraftDeprivationFile) -> Deprivation:
    """Counted, one an indicator: what an indicator will weigh is not published."""
    return Deprivation(1, model.count, model.source, model.certainty)


def _draft(model: DraftFile) -> Draft:
    indicators = tuple(DraftIndicator(**one.model_dump()) for one in model.indicators)
    return Draft(model.based_on, indicators, tuple(model.missing))
