"""The shape of a pack's TOML files, checked by pydantic; unknown keys are errors."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationError

from bot.errors import PackError
from bot.scoring.form_schema import Id as Id
from bot.scoring.form_schema import Number
from bot.scoring.form_schema import Sourced as Sourced
from bot.scoring.form_schema import Strict as Strict
from bot.scoring.form_schema import Text as Text
from bot.scoring.form_schema import Words as Words
from bot.scoring.income_schema import IncomeFile
from bot.scoring.pack import Status
from bot.scoring.pack_where import where
from bot.scoring.terms import AreaType, Certainty

Day = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
YearsMonths = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]


class NamedFile(Strict):
    id: Id
    text: Words


class TableFile(Strict):
    file: Text
    label: Words
    provenance: list[NamedFile]


class LineFile(Sourced):
    area: AreaType
    text: Words
    points: int
    income_vnd: int


class DeprivationFile(Sourced):
    points: int
    poor_from: int


class ScreeningFile(Sourced):
    form: Id
    question: Id
    fewer_than: int


class AgesFile(Sourced):
    weak_below: int
    weak_above: int
    dependant_below: int
    elderly_from: int
    nutrition_below: int
    insurance_from: int
    work_from: int


class WorkingLimitFile(Strict):
    year: int
    male: YearsMonths
    female: YearsMonths


class WorkingAgeFile(Sourced):
    limits: Annotated[list[WorkingLimitFile], Field(min_length=1)]


class NeedFile(Strict):
    from_age: Annotated[int, Field(alias="from")]
    below: int
    attending: Id
    certificate: Id | None = None


class SchoolingFile(Sourced):
    year_begins_month: Annotated[int, Field(ge=1, le=12)]
    children: list[NeedFile]
    adults: list[NeedFile]


class EmploymentFile(Sourced):
    without_work: list[Id]
    needs_contract: list[Id]


class DwellingFile(Sourced):
    parts: list[Id]
    not_durable_from: int
    area_per_person_below: Number
    unclean_water: list[Id]
    unhygienic_toilet: list[Id]


class GroupChoiceFile(Strict):
    id: Text
    answers: list[Id]


class GroupFile(Strict):
    measure: Id
    question: Id
    choices: Annotated[list[GroupChoiceFile], Field(min_length=1)]
    source: Text


class RuleFile(Sourced):
    id: Id
    item: Id
    points: int
    text: Words


def _only_who(words: dict[str, Text]) -> dict[str, Text]:
    """Of the household's plain words: no placeholder but {who}, in every language or in none."""
    rest = [text.replace("{who}", "") for text in words.values()]
    if any(brace in text for text in rest for brace in "{}"):
        raise ValueError("only {who} may stand in braces")
    if len({"{who}" in text for text in words.values()}) > 1:
        raise ValueError("{who} in one language and not in another")
    return words


class IndicatorFile(Sourced):
    id: Id
    text: Words
    deprived: Words
    plain: Annotated[Words, AfterValidator(_only_who)]


class PackFile(Sourced):
    id: Text
    title: Words
    effective_from: date
    effective_until: date
    status: Status
    table: TableFile
    lines: list[LineFile]
    deprivation: DeprivationFile
    classes: list[NamedFile]
    screening: ScreeningFile
    regions: list[NamedFile]
    ages: AgesFile
    working_age: WorkingAgeFile
    schooling: SchoolingFile
    employment: EmploymentFile
    dwelling: DwellingFile
    groups: list[GroupFile]
    rules: list[RuleFile]
    indicators: list[IndicatorFile]
    income: IncomeFile | None = None


class LimitFile(Strict):
    days: Annotated[int, Field(ge=1)]
    unit: Literal["working", "calendar"]
    after: Id


class StepFile(Sourced):
    id: Id
    text: Words
    limit: LimitFile | None = None
    places: Annotated[list[Words], Field(default_factory=list)]


class ProcedureFile(Sourced):
    code: Text
    title: Words
    asks: Words | None = None  # a copy kept from before there was one has none
    request_form: Id
    screening_form: Id | Literal[""] = ""
    survey_form: Id
    starts: Day | None = None
    ends: Day | None = None
    monthly_from: Annotated[int, Field(ge=1, le=28)] | None = None
    season_source: Text
    season_certainty: Certainty
    steps: Annotated[list[StepFile], Field(min_length=1)]


class DayOffFile(Sourced):
    day: Day
    since: Annotated[int, Field(ge=1945)]
    text: Words


class AuthorityFile(Sourced):
    since: date
    text: Words


class ProceduresFile(Strict):
    days_off: Annotated[list[DayOffFile], Field(default_factory=list)]
    authorities: Annotated[list[AuthorityFile], Field(default_factory=list)]
    procedures: list[ProcedureFile]


M = TypeVar("M", bound=BaseModel)

REMEDIES = {
    "extra_forbidden": "take the key out, or mend its spelling",
    "missing": "add the key",
    "literal_error": "use one of the values named",
}


def validate(model: type[M], data: Any, file: str, text: str) -> M:
    """The data as the model; PackError naming file, line, key and remedy of everything wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = [_fault(one, data, file, text) for one in error.errors()]
    PackError.raise_all(faults)
    raise AssertionError("a failed validation names a fault")


def _fault(found: Mapping[str, Any], data: Any, file: str, text: str) -> PackError:
    remedy = REMEDIES.get(found["type"], "give a value as the message says")
    kind = "unknown key" if found["type"] == "extra_forbidden" else found["msg"]
    return PackError(kind, where=where(file, text, data, found["loc"]), remedy=remedy)
