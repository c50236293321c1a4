"""Administrative procedures as a pack has them: steps, limits, days off, who gives the opinion from above."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.scoring.forms import Words
from bot.scoring.terms import Certainty


@dataclass(frozen=True, slots=True)
class Limit:
    """days after an event, working or calendar; the day of the event is not counted."""

    days: int
    unit: Literal["working", "calendar"]
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure. places: where its result must hang, for the step "posting"."""

    id: str
    text: Words
    source: str
    certainty: Certainty
    limit: Limit | None = None
    places: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure.

    asks: what the request asks for, as its title says it. screening_form: "" where there is none.
    starts, ends: (month, day) of each year; where it is begun every month instead, they are None and
    monthly_from is the day of the month.
    """

    code: str
    title: Words
    asks: Words
    request_form: str
    screening_form: str
    survey_form: str
    starts: tuple[int, int] | None
    ends: tuple[int, int] | None
    monthly_from: int | None
    season_source: str
    season_certainty: Certainty
    steps: tuple[Step, ...]
    source: str
    certainty: Certainty

    def step(self, step_id: str) -> Step | None:
        """The step of this id; None where the procedure has none."""
        return next((one for one in self.steps if one.id == step_id), None)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off each year from one on. day: (month, day)."""

    day: tuple[int, int]
    since: int
    text: Words
    source: str
    certainty: Certainty

    def falls_on(self, day: date) -> bool:
        return (day.month, day.day) == self.day and day.year >= self.since


@dataclass(frozen=True, slots=True)
class Authority:
    """Who gives the written opinion on a report of the commune, from this day on till the next one's."""

    since: date
    text: Words
    source: str
    certainty: Certainty
