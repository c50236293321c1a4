"""Preliminary or official: what the reports count, and what keeps them from leaving. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.cases.commune import Area
from bot.cases.movement_of import NOT_COUNTED as NOT_COUNTED
from bot.cases.report import ReportHousehold
from bot.cases.report_book import Book, Breach
from bot.cases.report_checks import breaches
from bot.cases.report_columns import ReportTerms
from bot.cases.report_make import make_reports

Version = Literal["preliminary", "final"]
"""preliminary: results as they were sent count until something is decided. final: decisions alone."""
HurdleId = Literal["undecided", "training", "broken", "no_areas"]


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Why the reports do not leave. codes: of the files it is about; breach: what does not hold."""

    id: HurdleId
    codes: tuple[str, ...] = ()
    breach: Breach | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. procedure: the one the round is held for, whose every file must be decided."""

    version: Version
    procedure: str
    areas: tuple[Area, ...]
    terms: ReportTerms


def make_book(asked: Asked, households: Sequence[ReportHousehold]) -> tuple[Book, tuple[Hurdle, ...]]:
    """The reports, and everything that keeps them from leaving; they leave only where that is nothing."""
    final = asked.version == "final"
    counted = tuple(map(as_decided, households)) if final else tuple(households)
    book = Book(make_reports(asked.areas, counted, asked.terms), asked.areas, counted, asked.terms)
    found = [] if asked.areas else [Hurdle("no_areas")]
    if final:
        found += _hurdle("undecided", (one for one in households if _waits(one, asked.procedure)))
        found += _hurdle("training", (one for one in counted if not one.official))
    found += [Hurdle("broken", one.codes, one) for one in breaches(book)]
    return book, tuple(found)


def as_decided(one: ReportHousehold) -> ReportHousehold:
    """Without a result that nobody has decided on yet."""
    if one.decided:
        return one
    return replace(one, moved=replace(one.moved, now=None), average=False, official=True)


def is_training(book: Book) -> bool:
    """Whether any result that is counted carries the training mark."""
    return any(not one.official for one in book.households)


def _waits(one: ReportHousehold, procedure: str) -> bool:
    """Of the round's own procedure, or on last year's list: without it the movements would not be whole."""
    return not one.decided and (one.procedure == procedure or one.moved.before != "none")


def _hurdle(name: HurdleId, found: Iterable[ReportHousehold]) -> list[Hurdle]:
    codes = tuple(sorted(one.code for one in found))
    return [Hurdle(name, codes)] if codes else []
