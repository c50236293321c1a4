"""The shape of a pack's TOML files, checked by pydantic; unknown keys are errors."""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.errors import PackError
from bot.scoring.forms import Ask, Kind, Scope
from bot.scoring.pack import AreaType, Certainty, Status
from bot.scoring.pack_where import where

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
Number = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
Day = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
YearsMonths = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]
LANGUAGES = ("vi", "en")


def _both_languages(words: dict[str, Text]) -> dict[str, Text]:
    missing = [language for language in LANGUAGES if language not in words]
    if missing:
        raise ValueError(f"no text in {', '.join(missing)}")
    return words


Words = Annotated[dict[str, Text], AfterValidator(_both_languages)]


class Strict(BaseModel):
    """No unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Sourced(Strict):
    source: Text
    certainty: Certainty


class ConditionFile(Strict):
    field: Text
    one_of: list[Text] = []
    at_least: int | None = None
    below: int | None = None
    above: int | None = None
    over: str = ""


class OptionFile(Strict):
    id: Id
    vi: Text
    en: Text
    excludes: list[Id] = []
    also: dict[Id, Id] = {}


class SoftFile(Strict):
    id: Id
    when: Annotated[list[ConditionFile], Field(min_length=1)]
    vi: Text
    en: Text


class QuestionFile(Strict):
    id: Id
    kind: Kind
    scope: Scope
    text: Words
    short: Words
    help: Words = {"vi": "", "en": ""}
    options: list[OptionFile] = []
    relevant: list[ConditionFile] = []
    ask: Ask = "each"
    marked: str = ""
    unmarked: str = ""
    nobody: Words | None = None
    nobody_also: list[Id] = []
    unknown: bool = False
    optional: bool = False
    minimum: Number | None = None
    maximum: Number | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: str = ""
    soft: list[SoftFile] = []
    extra: bool = False
    source: Text


class SectionFile(Strict):
    id: Id
    title: Words
    questions: Annotated[list[QuestionFile], Field(min_length=1)]


class FormFile(Strict):
    id: Id
    title: Words
    source: Text
    sections: Annotated[list[SectionFile], Field(min_length=1)]


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


class IndicatorFile(Sourced):
    id: Id
    text: Words
    deprived: Words


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


class LimitFile(Strict):
    days: Annotated[int, Field(ge=1)]
    unit: Literal["working", "calendar"]
    after: Id


class StepFile(Sourced):
    id: Id
    text: Words
    limit: LimitFile | None = None


class ProcedureFile(Sourced):
    code: Text
    title: Words
    request_form: Id
    screening_form: Id
    survey_form: Id
    starts: Day
    ends: Day
    season_source: Text
    season_certainty: Certainty
    steps: Annotated[list[StepFile], Field(min_length=1)]


class ProceduresFile(Strict):
    procedures: list[ProcedureFile]


M = TypeVar("M", bound=BaseModel)

REMEDIES = {
    "extra_forbidden": "take the key out, or mend its spelling",
    "missing": "add the key",
    "literal_error": "use one of the values named",
}


def validate(model: type[M], data: Any, file: str, text: str) -> M:
    """The data as the model; PackError naming file, line, key and remedy for the first thing wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        remedy = REMEDIES.get(first["type"], "give a value as the message says")
        kind = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise PackError(kind, where=where(file, text, data, first["loc"]), remedy=remedy) from None
