"""The words on a points table's workbook: from the locale and the pack, in Vietnamese."""

from collections.abc import Iterator

from bot.scoring.measures import MEASURES
from bot.scoring.own_table import choices_of
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL, PointsTable
from locales import translate

LANGUAGE = "vi"
"""The print and those who copy it are Vietnamese."""


def say(key: str, **args: object) -> str:
    """The words of a key, in the workbook's language."""
    return translate(LANGUAGE, key, args)


MEASURE_WORDS = {
    "members": "table.measure.members",
    "weak_members": "table.measure.weak_members",
    "best_certificate": "table.measure.best_certificate",
    "nonfarm_work": "table.measure.nonfarm_work",
    "pensions": "table.measure.pensions",
    "durable_parts": "table.measure.durable_parts",
    "area_per_person_m2": "table.measure.area_per_person",
    "electricity_kwh": "table.measure.electricity_kwh",
    "water_group": "table.measure.water_group",
    "toilet_group": "table.measure.toilet_group",
    "assets": "table.measure.assets",
    "land": "table.measure.land",
    "livestock": "table.measure.livestock",
}
"""Each measure a table may speak of, in words."""

KIND_WORDS = {
    "count": "table.kind.count",
    "number": "table.kind.number",
    "choice": "table.kind.choice",
    "list": "table.kind.list",
}


def measure_words(measure: str) -> str:
    """ "members: số nhân khẩu trong hộ", as it stands in the cells and their list."""
    return f"{measure}: {translate(LANGUAGE, MEASURE_WORDS[measure], {})}"


def rule_words(pack: Pack, rule: str) -> str:
    """A rule's id with the pack's words."""
    return f"{rule}: {pack.rules[rule].text[LANGUAGE]}" if rule else ""


def kind_words(measure: str) -> str:
    """How the rows of a measure are filled in."""
    if measure == "durable_parts":
        return say("table.kind.parts")
    return translate(LANGUAGE, KIND_WORDS[MEASURES[measure]], {})


def choices(pack: Pack, measure: str) -> Iterator[tuple[str, str]]:
    """What the rows of a measure must cover: the form's ids with the form's words."""
    survey = pack.forms["phieu_b"]
    group = pack.groups.get(measure)
    for one in choices_of(pack, measure):
        if measure == "durable_parts" and one in pack.dwelling.parts:
            yield one, survey.question(one).short[LANGUAGE]
            continue
        listed = group.question if group else measure
        option = survey.question(listed).option(one) if measure != "durable_parts" else None
        yield one, option.text[LANGUAGE] if option else say("table.measure.none")


def is_official(table: PointsTable) -> bool:
    """Signed, and every row copied from the print."""
    return table.signed and table.provenances == (OFFICIAL,)


def standing(pack: Pack, table: PointsTable) -> str:
    """How far a table may be trusted, for whoever opens its workbook."""
    if is_official(table):
        return say("table.info.official")
    if table.provenances == (OFFICIAL,):
        return say("table.info.unsigned")
    return pack.table_label[LANGUAGE]


def provenance_words(pack: Pack, provenance: str) -> str:
    """Where a row's points come from, in the pack's words; an id it has no words for is given as it is."""
    if provenance == OFFICIAL:
        return say("table.provenance.print")
    return next((one.text[LANGUAGE] for one in pack.provenances if one.id == provenance), provenance)
