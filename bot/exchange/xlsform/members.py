"""What is worked out of each member inside the repeat: ages, schooling, what counts in điểm A and B.

Ages are completed years at the reference date, which is fixed when the form is written; a year alone counts
as 1 January of it. Source of the limits: the pack (Nghị định 07/2021/NĐ-CP, Phụ lục; Nghị định
135/2020/NĐ-CP for the end of working age).
"""

from collections.abc import Iterator
from datetime import date

from bot.errors import PackError
from bot.exchange.xlsform.sheet import Row, calculate
from bot.exchange.xlsform.xpath import (
    BLANK,
    both,
    chain,
    either,
    field,
    flag,
    given,
    is_one_of,
    no,
    text,
    when,
)
from bot.scoring.pack import Pack

DECEMBER, MONTHS = 12, 12


def ages(at: date) -> tuple[Row, ...]:
    """Completed months and years; blank while there is no birth."""
    year, month, day = (
        f"number(substr({field('birth')}, {start}, {end}))" for start, end in ((0, 4), (5, 7), (8, 10))
    )
    alone = f"string-length({field('birth')}) = 4"
    of_year = f"({at.year} - {year}) * {MONTHS} + {at.month} - 1"
    of_day = f"({at.year} - {year}) * {MONTHS} + {at.month} - {month} - if({day} > {at.day}, 1, 0)"
    months = when(given("birth"), when(alone, of_year, of_day), BLANK)
    years = f"({field('calc_months')} - {field('calc_months')} mod {MONTHS}) div {MONTHS}"
    return (
        calculate("calc_birth_year", when(given("birth"), year, BLANK)),
        calculate("calc_months", months),
        calculate("calc_age", when(given("calc_months"), years, BLANK)),
    )


def _between(name: str, low: int, high: int) -> str:
    return both([f"{field(name)} >= {low}", f"{field(name)} < {high}"])


def _reaches(pack: Pack, attending: str, certificate: str | None) -> str:
    """Attends this level or a later one, or holds this certificate or a later one."""
    levels, held = pack.schooling.attending, pack.schooling.certificates
    parts = [is_one_of("attending", levels[levels.index(attending) :])]
    if certificate is not None:
        parts.append(is_one_of("certificate", held[held.index(certificate) :]))
    return either(parts)


def schooling(pack: Pack, at: date) -> tuple[Row, ...]:
    """Whether an adult reaches the schooling for the age; the age from which a child's level is needed.

    A child's level is by the age now, and the lower one where the age reached on 31/12 of the year in which
    the running school year began gives a lower one.
    """
    adults, children = pack.schooling.adults, pack.schooling.children
    answered = both([given("attending"), given("certificate")])
    met = chain(
        (
            (
                both([_between("calc_age", need.from_age, need.below), answered]),
                when(_reaches(pack, need.attending, need.certificate), text("yes"), text("no")),
            )
            for need in adults
        ),
        BLANK,
    )
    began = at.year - (at.month < pack.schooling.year_begins_month)
    now, then = (
        chain(((_between(name, need.from_age, need.below), str(need.from_age)) for need in children), BLANK)
        for name in ("calc_age", "calc_age_in_school_year")
    )
    lower = both([given("calc_level_then"), f"{field('calc_level_then')} < {field('calc_level_now')}"])
    return (
        calculate("calc_schooling_met", met),
        calculate(
            "calc_age_in_school_year", when(given("birth"), f"{began} - {field('calc_birth_year')}", BLANK)
        ),
        calculate("calc_level_now", now),
        calculate("calc_level_then", then),
        calculate("calc_level", when(lower, field("calc_level_then"), field("calc_level_now"))),
    )


def counted(pack: Pack, at: date) -> tuple[Row, ...]:
    """What of each member counts: weak, dependant, and by indicator 1, 0 or unknown."""
    return (
        calculate("calc_weak", flag(_weak(pack))),
        calculate("calc_dependant", flag(_dependant(pack))),
        calculate("calc_m_employment", flag(_out_of_work(pack, at))),
        calculate(
            "calc_m_nutrition",
            _answer(f"{field('calc_age')} < {pack.ages.nutrition_below}", "undernourished", "yes"),
        ),
        calculate(
            "calc_m_health_insurance",
            _answer(f"{field('calc_age')} >= {pack.ages.insurance_from}", "insured", "no"),
        ),
        calculate(
            "calc_m_adult_education",
            flag(both([is_one_of("calc_schooling_met", ["no"]), no(is_one_of("firm_certified", ["yes"]))])),
        ),
        calculate("calc_m_child_schooling", flag(either(_behind(pack)))),
    )


def _weak(pack: Pack) -> str:
    """Items 1 and 2 of điểm A: a child, an old person, or one who cannot work."""
    limits = pack.ages
    young, old = f"{field('calc_age')} < {limits.weak_below}", f"{field('calc_age')} > {limits.weak_above}"
    return either([young, old, is_one_of("disabled_or_ill", ["yes"])])


def _dependant(pack: Pack) -> str:
    limits = pack.ages
    old_or_ill = either(
        [f"{field('calc_age')} >= {limits.elderly_from}", is_one_of("disabled_or_ill", ["yes"])]
    )
    return either(
        [
            f"{field('calc_age')} < {limits.dependant_below}",
            both([old_or_ill, is_one_of("social_allowance", ["yes"])]),
        ]
    )


def _out_of_work(pack: Pack, at: date) -> str:
    """Of working age and able: wants work and has none, or works for pay without a contract."""
    if at.year not in pack.working_age:
        years = sorted(pack.working_age)
        remedy = f"a reference date in {years[0]} to {years[-1]}"
        raise PackError("no working-age limit for this year", where=pack.id, remedy=remedy)
    limit = pack.working_age[at.year]
    young_enough = either(
        both([is_one_of("sex", [sex]), f"{field('calc_months')} < {months}"])
        for sex, months in (("male", limit.male), ("female", limit.female))
    )
    idle = either(
        [
            is_one_of("work", pack.employment.without_work),
            both([is_one_of("work", pack.employment.needs_contract), is_one_of("labour_contract", ["no"])]),
        ]
    )
    of_age = f"{field('calc_age')} >= {pack.ages.work_from}"
    return both([of_age, young_enough, is_one_of("disabled_or_ill", ["no"]), idle])


def _answer(applies: str, name: str, bad: str) -> str:
    return chain(
        [
            (both([applies, is_one_of(name, [bad])]), "1"),
            (both([applies, is_one_of(name, ["unknown"])]), text("unknown")),
        ],
        "0",
    )


def _behind(pack: Pack) -> Iterator[str]:
    """A child of each level that neither attends it or a later one nor holds its certificate."""
    for need in pack.schooling.children:
        reached = _reaches(pack, need.attending, need.certificate)
        yield both([f"{field('calc_level')} = {need.from_age}", no(reached)])
