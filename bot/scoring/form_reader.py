"""A form's TOML file into a Form."""

import tomllib
from typing import Any

from bot.errors import PackError
from bot.scoring.form_lint import lint_form
from bot.scoring.form_schema import ConditionFile, FormFile, OptionFile, QuestionFile, SoftFile
from bot.scoring.forms import Condition, EvidenceItem, Form, Option, Question, Section, SoftCheck
from bot.scoring.pack_schema import validate
from bot.scoring.pack_where import where


def read_toml(text: str, file: str) -> dict[str, Any]:
    """The file's data; PackError with the parser's line where it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"not TOML: {error}", where=file, remedy="mend the line named") from None


def read_form(text: str, file: str) -> Form:
    """The form of one file, linted; PackError naming file, line, key and remedy."""
    data = read_toml(text, file)
    form = _form(validate(FormFile, data, file, text))
    PackError.raise_all(
        PackError(one.what, where=where(file, text, data, one.loc), remedy=one.remedy)
        for one in lint_form(form)
    )
    return form


def _form(model: FormFile) -> Form:
    sections = tuple(
        Section(section.id, section.title, tuple(question_of(q) for q in section.questions))
        for section in model.sections
    )
    evidence = tuple(EvidenceItem(**one.model_dump()) for one in model.evidence)
    return Form(model.id, model.title, sections, model.source, evidence)


def question_of(model: QuestionFile) -> Question:
    """The question of its checked model."""
    plain = model.model_dump(exclude={"options", "relevant", "soft", "nobody", "nobody_also"})
    return Question(
        **plain,
        nobody=model.nobody or {},
        nobody_also=tuple(model.nobody_also),
        options=tuple(_option(option) for option in model.options),
        relevant=tuple(_condition(condition) for condition in model.relevant),
        soft=tuple(_soft(soft) for soft in model.soft),
    )


def _option(model: OptionFile) -> Option:
    words = {"vi": model.vi, "en": model.en}
    return Option(model.id, words, tuple(model.excludes), tuple(model.also.items()))


def _condition(model: ConditionFile) -> Condition:
    return Condition(model.field, tuple(model.one_of), model.at_least, model.below, model.above, model.over)


def _soft(model: SoftFile) -> SoftCheck:
    words = {"vi": model.vi, "en": model.en}
    return SoftCheck(model.id, tuple(_condition(condition) for condition in model.when), words)
