"""A pack's checked models into the frozen Pack."""

from collections.abc import Mapping
from dataclasses import replace

from bot.scoring import pack_schema as schema
from bot.scoring.education import Schooling, SchoolNeed
from bot.scoring.forms import Form
from bot.scoring.income_reader import income_rules
from bot.scoring.pack import (
    Ages,
    AreaType,
    Authority,
    DayOff,
    Deprivation,
    Dwelling,
    Employment,
    Group,
    IncomeLine,
    Indicator,
    Limit,
    Named,
    Pack,
    Procedure,
    Rule,
    Screening,
    Step,
    WorkingAge,
)
from bot.scoring.points import Item, PointsTable

HEAD = {"id", "title", "status", "effective_from", "effective_until", "source", "certainty"}
"""What a pack says of itself, the same in its file and in the Pack."""


def build_pack(
    model: schema.PackFile,
    forms: Mapping[str, Form],
    table: PointsTable,
    procedures: schema.ProceduresFile,
    ethnicities: Mapping[str, tuple[str, ...]],
    digest: str,
) -> Pack:
    """The pack of its parts. ethnicities: code → name and aliases."""
    groups = {group.measure: _group(group) for group in model.groups}
    rules = {rule.id: Rule(**rule.model_dump()) for rule in model.rules}
    return Pack(
        **model.model_dump(include=HEAD),
        digest=digest,
        forms=forms,
        table=_bound(table, groups, rules),
        table_label=model.table.label,
        provenances=_named(model.table.provenance),
        lines=_lines(model.lines),
        deprivation=Deprivation(**model.deprivation.model_dump()),
        screening=Screening(**model.screening.model_dump()),
        classes=_named(model.classes),
        regions=_named(model.regions),
        ages=Ages(**model.ages.model_dump(exclude={"source", "certainty"})),
        working_age=_working_age(model.working_age),
        schooling=_schooling(model.schooling, forms["phieu_b"]),
        employment=Employment(tuple(model.employment.without_work), tuple(model.employment.needs_contract)),
        dwelling=_dwelling(model.dwelling),
        groups=groups,
        rules=rules,
        indicators=tuple(Indicator(**indicator.model_dump()) for indicator in model.indicators),
        days_off=tuple(_day_off(one) for one in procedures.days_off),
        authorities=tuple(Authority(**one.model_dump()) for one in procedures.authorities),
        procedures={procedure.code: _procedure(procedure) for procedure in procedures.procedures},
        ethnicities={code: names[0] for code, names in ethnicities.items()},
        income=income_rules(model.income) if model.income else None,
        ethnicity_aliases={alias: code for code, names in ethnicities.items() for alias in names[1:]},
        draft=None,
    )


def _bound(table: PointsTable, groups: Mapping[str, Group], rules: Mapping[str, Rule]) -> PointsTable:
    """The pack's own table with the answers its groups give to each row, and the rules of its items."""
    of_item = {rule.item: rule.id for rule in rules.values()}
    return replace(
        table, items=tuple(_bound_item(i, groups.get(i.measure), of_item.get(i.id, "")) for i in table.items)
    )


def _bound_item(item: Item, group: Group | None, rule: str) -> Item:
    rows = item.rows
    if group is not None:
        rows = tuple(replace(row, answers=group.choices[row.choice]) for row in rows)
        order = list(group.choices)
        rows = tuple(sorted(rows, key=lambda row: order.index(row.choice)))
    return replace(item, rows=rows, rule=rule)


def _named(models: list[schema.NamedFile]) -> tuple[Named, ...]:
    return tuple(Named(model.id, model.text) for model in models)


def _lines(models: list[schema.LineFile]) -> dict[AreaType, IncomeLine]:
    return {model.area: IncomeLine(**model.model_dump()) for model in models}


def _working_age(model: schema.WorkingAgeFile) -> dict[int, WorkingAge]:
    return {
        limit.year: WorkingAge(limit.year, _months(limit.male), _months(limit.female))
        for limit in model.limits
    }


def _months(years_months: list[int]) -> int:
    return years_months[0] * 12 + years_months[1]


def _schooling(model: schema.SchoolingFile, survey: Form) -> Schooling:
    """Needs from the pack; the order of the levels is the order of the survey's options."""
    return Schooling(
        model.year_begins_month,
        _needs(model.children),
        _needs(model.adults),
        tuple(option.id for option in survey.question("attending").options),
        tuple(option.id for option in survey.question("certificate").options),
        model.source,
    )


def _needs(models: list[schema.NeedFile]) -> tuple[SchoolNeed, ...]:
    return tuple(SchoolNeed(m.from_age, m.below, m.attending, m.certificate) for m in models)


def _dwelling(model: schema.DwellingFile) -> Dwelling:
    return Dwelling(
        tuple(model.parts),
        model.not_durable_from,
        model.area_per_person_below,
        tuple(model.unclean_water),
        tuple(model.unhygienic_toilet),
    )


def _group(model: schema.GroupFile) -> Group:
    choices = {choice.id: tuple(choice.answers) for choice in model.choices}
    return Group(model.measure, model.question, choices, model.source)


def _procedure(model: schema.ProcedureFile) -> Procedure:
    plain = model.model_dump(exclude={"asks", "starts", "ends", "steps"})
    return Procedure(
        **plain,
        asks=model.asks or model.title,
        starts=_day(model.starts),
        ends=_day(model.ends),
        steps=tuple(_step(s) for s in model.steps),
    )


def _day_off(model: schema.DayOffFile) -> DayOff:
    month, day = _month_day(model.day)
    return DayOff((month, day), model.since, model.text, model.source, model.certainty)


def _day(text: str | None) -> tuple[int, int] | None:
    return None if text is None else _month_day(text)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _step(model: schema.StepFile) -> Step:
    limit = None if model.limit is None else Limit(**model.limit.model_dump())
    return Step(model.id, model.text, model.source, model.certainty, limit, tuple(model.places))
