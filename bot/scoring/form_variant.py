"""A form that is another one with a few questions put in or replaced: its TOML file into a Form."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.errors import PackError
from bot.scoring.form_lint import Problem, lint_form
from bot.scoring.form_reader import question_of, read_toml
from bot.scoring.form_schema import ChangedQuestionFile, VariantFile
from bot.scoring.forms import Form, Question, Section
from bot.scoring.pack_schema import validate
from bot.scoring.pack_where import where


def is_variant(text: str, file: str) -> bool:
    """Whether it is based on another form; a file that cannot be read is not, and told of as any other."""
    try:
        return "variant_of" in read_toml(text, file)
    except PackError:
        return False


def read_variant(text: str, file: str, forms: Mapping[str, Form]) -> Form:
    """The form of one file, linted; PackError naming file, line, key and remedy. forms: those read before."""
    data = read_toml(text, file)
    model = validate(VariantFile, data, file, text)
    base = forms.get(model.variant_of)
    if base is None:
        at, remedy = where(file, text, data, ("variant_of",)), f"one of {', '.join(sorted(forms))}"
        raise PackError(f'variant of "{model.variant_of}", which is no form', where=at, remedy=remedy)
    wrong = list(_misplaced(model, base))
    made = base if wrong else _made(model, base)
    PackError.raise_all(
        PackError(one.what, where=where(file, text, data, one.loc), remedy=one.remedy)
        for one in wrong or lint_form(made)
    )
    return made


def _misplaced(model: VariantFile, base: Form) -> Iterator[Problem]:
    places = {(section.id, one.id) for section in base.sections for one in section.questions}
    for n, changed in enumerate(model.questions):
        if (changed.section, changed.after) not in places:
            what = f'no question "{changed.after}" in section "{changed.section}"'
            yield Problem(what, ("questions", n, "after"), "name one of the form it is based on")
        elif changed.replaces and changed.question.id != changed.after:
            yield Problem("replaces another question", ("questions", n, "question"), "give it the same id")


def _made(model: VariantFile, base: Form) -> Form:
    named = tuple(_section(section, model) for section in base.sections)
    return Form(model.id, model.title, named, model.source, base.evidence)


def _section(section: Section, model: VariantFile) -> Section:
    questions = [_called(one, model) for one in section.questions]
    for changed in (one for one in model.questions if one.section == section.id):
        at = next(n for n, one in enumerate(questions) if one.id == changed.after)
        questions[at : at + 1] = _put(questions[at], changed)
    return replace(section, questions=tuple(questions))


def _put(before: Question, changed: ChangedQuestionFile) -> list[Question]:
    made = question_of(changed.question)
    return [made] if changed.replaces else [before, made]


def _called(question: Question, model: VariantFile) -> Question:
    """Its source names this paper, not the one it is based on."""
    return replace(question, source=question.source.replace(model.paper.base, model.paper.own))
