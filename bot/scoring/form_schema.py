"""The shape of a form's TOML file, and what every model of a pack's files is made of, checked by pydantic."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.scoring.forms import Ask, EvidenceKind, Kind, Scope
from bot.scoring.terms import Certainty

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
Number = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
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
    """Whatever says where it stands and how sure it is."""

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


class EvidenceFile(Strict):
    id: Id
    kind: EvidenceKind
    text: Words
    short: Words
    consent: Words
    most: Annotated[int, Field(ge=1, le=10)] = 1
    source: Text


class FormFile(Strict):
    id: Id
    title: Words
    source: Text
    sections: Annotated[list[SectionFile], Field(min_length=1)]
    evidence: list[EvidenceFile] = []


class PaperFile(Strict):
    """How sources call the paper a form is based on, and how they are to call this one."""

    base: Text
    own: Text


class ChangedQuestionFile(Strict):
    """A question put after another of the section, or in its place."""

    section: Id
    after: Id
    replaces: bool = False
    question: QuestionFile


class VariantFile(Strict):
    id: Id
    variant_of: Id
    title: Words
    source: Text
    paper: PaperFile
    questions: list[ChangedQuestionFile]
