"""What the parts of a pack must agree on: forms, table, groups, indicators, rules, levels, procedures."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.scoring.form_lint import Problem, doubles
from bot.scoring.forms import Form
from bot.scoring.measures import MEASURES, QUESTION_LISTS
from bot.scoring.pack_schema import GroupFile, NeedFile, PackFile, ProcedureFile, ProceduresFile
from bot.scoring.points import NONE, OFFICIAL, Item, PointsTable

INDICATORS = (
    "employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_schooling",
    "housing_quality", "floor_area", "water", "toilet", "telecom", "information_devices",
)  # fmt: skip
"""The indicators this code can judge, in the annex's order."""

RULES = ("only_weak_members",)
CLASSES = ("poor", "near_poor", "not_poor")
FORMS = ("mau_01", "phieu_a", "phieu_b")

Forms = dict[str, Form]


def lint_pack(model: PackFile, forms: Forms, table: PointsTable) -> Iterator[Problem]:
    """Everything in pack.toml that does not agree with itself, the forms or the table."""
    yield from _lint_heads(model, table)
    yield from _lint_lists(model)
    yield from _lint_working_age(model)
    survey = forms["phieu_b"]
    for n, group in enumerate(model.groups):
        yield from _lint_group(group, survey, ("groups", n))
    yield from _lint_values(model, survey)
    yield from _lint_needs(model, survey)
    screening = forms.get(model.screening.form)
    if screening is None or not _options(screening, model.screening.question):
        yield Problem("no such form or question", ("screening",), "name a many-of question of a form")
    for n, rule in enumerate(model.rules):
        if rule.id not in RULES or rule.item not in {item.id for item in table.items}:
            yield Problem(f'unknown rule "{rule.id}" or item', ("rules", n), f"known: {', '.join(RULES)}")


def _lint_heads(model: PackFile, table: PointsTable) -> Iterator[Problem]:
    if model.effective_from > model.effective_until:
        yield Problem("effective_from after effective_until", ("effective_from",), "exchange them")
    if model.status == OFFICIAL and table.provenances != (OFFICIAL,):
        yield Problem("official, but the table is not", ("status",), 'set status = "training"')
    for key, known, ids in (
        ("lines", ("rural", "urban"), [line.area for line in model.lines]),
        ("classes", CLASSES, [one.id for one in model.classes]),
        ("indicators", INDICATORS, [one.id for one in model.indicators]),
    ):
        if list(ids) != list(known):
            yield Problem(f"{key} are not those known, in order", (key,), f"give {', '.join(known)}")


def _lint_lists(model: PackFile) -> Iterator[Problem]:
    yield from doubles((region.id for region in model.regions), ("regions",))
    yield from doubles((group.measure for group in model.groups), ("groups",))
    yield from doubles((rule.id for rule in model.rules), ("rules",))
    yield from doubles((one.id for one in model.table.provenance), ("table", "provenance"))
    wanted = [measure for measure, kind in MEASURES.items() if kind == "choice"]
    if sorted(group.measure for group in model.groups) != sorted(wanted):
        yield Problem("groups do not match the measures", ("groups",), f"give {', '.join(wanted)}")


def _lint_working_age(model: PackFile) -> Iterator[Problem]:
    for n, (before, after) in enumerate(pairwise(model.working_age.limits), 1):
        if after.year != before.year + 1:
            yield Problem("year out of order", ("working_age", "limits", n), "one row a year, rising, no gap")
    for n, limit in enumerate(model.working_age.limits):
        if limit.male[1] > 11 or limit.female[1] > 11:
            yield Problem("months over 11", ("working_age", "limits", n), "write [years, months 0–11]")


def _lint_group(group: GroupFile, survey: Form, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    options = _options(survey, group.question)
    answers = [answer for choice in group.choices for answer in choice.answers]
    for answer in sorted(set(answers) - options):
        yield Problem(f'unknown answer "{answer}"', loc, f"an option of {group.question}")
    for option in sorted(options - set(answers)):
        yield Problem(f'"{option}" of {group.question} is in no choice', loc, "put it into one choice")
    if len(set(answers)) < len(answers):
        yield Problem("an answer in two choices", loc, "put each answer into one choice")


def _lint_values(model: PackFile, survey: Form) -> Iterator[Problem]:
    employment, dwelling = model.employment, model.dwelling
    for question, values, loc in (
        ("work", employment.without_work, ("employment", "without_work")),
        ("work", employment.needs_contract, ("employment", "needs_contract")),
        ("water", dwelling.unclean_water, ("dwelling", "unclean_water")),
        ("toilet", dwelling.unhygienic_toilet, ("dwelling", "unhygienic_toilet")),
    ):
        yield from _unknown(values, _options(survey, question), loc)
    for part in dwelling.parts:
        if _options(survey, part) != {"durable", "not_durable"}:
            yield Problem(f'"{part}" is no durable/not_durable question', ("dwelling", "parts"), "name one")


def _lint_needs(model: PackFile, survey: Form) -> Iterator[Problem]:
    for key, needs in (("children", model.schooling.children), ("adults", model.schooling.adults)):
        loc = ("schooling", key)
        yield from _unknown([need.attending for need in needs], _options(survey, "attending"), loc)
        held = [need.certificate for need in needs if need.certificate is not None]
        yield from _unknown(held, _options(survey, "certificate"), loc)
        yield from _lint_age_bands(needs, loc)


def _lint_age_bands(needs: list[NeedFile], loc: tuple[str | int, ...]) -> Iterator[Problem]:
    for n, need in enumerate(needs):
        if need.below <= need.from_age or (n and need.from_age != needs[n - 1].below):
            yield Problem("ages with a hole or overlap", (*loc, n), "begin where the row before ended")


def lint_table(model: PackFile, forms: Forms, table: PointsTable) -> Iterator[tuple[Item, str]]:
    """Items whose choices are not exactly those the answers can make, with what is wrong."""
    survey = forms["phieu_b"]
    groups = {group.measure: {choice.id for choice in group.choices} for group in model.groups}
    for item in table.items:
        have = {row.choice for row in item.rows}
        if item.measure in groups:
            wanted = may = groups[item.measure]
        elif item.measure in QUESTION_LISTS:
            wanted = may = _options(survey, item.measure) | {NONE}
        elif item.measure == "durable_parts":
            wanted, may = {NONE}, set(model.dwelling.parts) | {NONE}
        else:
            continue
        for choice in sorted(wanted - have):
            yield item, f'{item.id}: choice "{choice}" has no points'
        for choice in sorted(have - may):
            yield item, f'{item.id}: unknown choice "{choice}"'


def lint_procedures(model: ProceduresFile, forms: Forms) -> Iterator[Problem]:
    """Procedures that name unknown forms or stand twice; steps, seasons, authorities that cannot be meant."""
    yield from doubles((procedure.code for procedure in model.procedures), ("procedures",))
    for n, procedure in enumerate(model.procedures):
        for key in ("request_form", "screening_form", "survey_form"):
            name = getattr(procedure, key)
            if name not in forms and (name or key != "screening_form"):
                yield Problem("unknown form", ("procedures", n, key), f"one of {', '.join(sorted(forms))}")
        yield from _lint_steps(procedure, ("procedures", n, "steps"))
        days = [procedure.starts, procedure.ends, procedure.monthly_from]
        if [day is None for day in days] not in ([False, False, True], [True, True, False]):
            remedy = "give starts and ends, or monthly_from"
            yield Problem("no season, or two", ("procedures", n, "starts"), remedy)
    for n, (before, after) in enumerate(pairwise(model.authorities), 1):
        if after.since <= before.since:
            yield Problem("not after the one before", ("authorities", n, "since"), "earliest first")


def _lint_steps(procedure: ProcedureFile, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    """Each step once; nothing but a posting says where it hangs."""
    yield from doubles((step.id for step in procedure.steps), loc)
    for k, step in enumerate(procedure.steps):
        if step.id != "posting" and step.places:
            yield Problem("places of no posting", (*loc, k), "take places away")


def lint_newer(model: ProceduresFile) -> Iterator[Problem]:
    """What procedures must say by now. A copy kept beside forms begun earlier is read without it: their
    questions and points stand in it, and those do not hang on it."""
    for n, procedure in enumerate(model.procedures):
        if procedure.asks is None:
            yield Problem("nothing is asked for", ("procedures", n), "add asks")
        if any(step.id == "opinion" for step in procedure.steps) and not model.authorities:
            yield Problem("nobody gives the opinion", ("procedures", n, "steps"), "add [[authorities]]")
        for k, step in enumerate(procedure.steps):
            if step.id == "posting" and not step.places:
                yield Problem("posted nowhere", ("procedures", n, "steps", k), "give places, one or more")


def _options(form: Form, question_id: str) -> set[str]:
    """The option ids of a question; empty where the form has no such question."""
    try:
        return {option.id for option in form.question(question_id).options}
    except KeyError:
        return set()


def _unknown(values: Iterable[str], options: set[str], loc: tuple[str | int, ...]) -> Iterator[Problem]:
    for value in values:
        if value not in options:
            yield Problem(f'unknown value "{value}"', loc, f"one of {', '.join(sorted(options))}")
