"""Phiếu A: how many criteria a household has, and whether it goes on the list to be surveyed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.scoring.pack import Pack


@dataclass(frozen=True, slots=True)
class Screened:
    """count: criteria present; listed: fewer than the limit, so on the list of households to review."""

    count: int
    listed: bool


def screen(pack: Pack, criteria: Iterable[str]) -> Screened:
    """The outcome for the criteria chosen (ids "pa01" …), each counted once."""
    count = len(set(criteria) & set(criterion_ids(pack)))
    return Screened(count, count < pack.screening.fewer_than)


def criterion_ids(pack: Pack) -> tuple[str, ...]:
    question = pack.forms[pack.screening.form].question(pack.screening.question)
    return tuple(option.id for option in question.options)


def to_contract(pack: Pack, criteria: Iterable[str]) -> dict[str, str]:
    """The criteria chosen as the contract writes them: pa01 … pa09, yes or no."""
    chosen = set(criteria)
    return {one: "yes" if one in chosen else "no" for one in criterion_ids(pack)}


def from_contract(pack: Pack, answers: Mapping[str, object]) -> tuple[str, ...]:
    """The criteria that are "yes" in a contract's answers, in the form's order."""
    return tuple(one for one in criterion_ids(pack) if answers.get(one) == "yes")
