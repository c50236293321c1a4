"""Điểm B as formulas: each indicator 1 (deprived), 0 (not, or not applicable) or unknown.

Source: Nghị định 07/2021/NĐ-CP, Phụ lục; every limit is the pack's.
"""

from collections.abc import Callable
from decimal import Decimal

from bot.errors import PackError
from bot.exchange.xlsform.sheet import Row, calculate
from bot.exchange.xlsform.xpath import (
    BLANK,
    chain,
    digits,
    field,
    flag,
    is_one_of,
    no,
    of_somebody,
    scaled,
    text,
    total,
    whole,
)
from bot.scoring.pack import Pack

UNKNOWN = "unknown"
BY_MEMBER = ("employment", "nutrition", "health_insurance", "adult_education", "child_schooling")
"""Indicators that one member is enough for; each member has its own calculation."""
GATHERED = (*(f"calc_m_{one}" for one in BY_MEMBER), "uses_internet")
"""What of all members must be gathered for the formulas."""


def name_of(indicator: str) -> str:
    return f"calc_b_{indicator}"


def indicator_rows(pack: Pack) -> tuple[Row, ...]:
    """One calculation an indicator, in the pack's order; PackError where one is not known here."""
    for one in pack.indicators:
        if one.id not in FORMULAS:
            raise PackError(f'no formula for the indicator "{one.id}"', where=pack.id, remedy="take it out")
    return tuple(calculate(name_of(one.id), FORMULAS[one.id](pack)) for one in pack.indicators)


def _of_members(indicator: str) -> Callable[[Pack], str]:
    """Deprived where one member is, whatever else is unknown; else unknown where one is."""
    name = f"calc_m_{indicator}"
    cases = [(of_somebody(name, "1"), "1"), (of_somebody(name, UNKNOWN), text(UNKNOWN))]
    return lambda pack: chain(cases, "0")


def _dependants(pack: Pack) -> str:
    return flag(f"2 * sum({field('calc_dependant')}) > {field('calc_n')}")


def _housing_quality(pack: Pack) -> str:
    weak = total(flag(is_one_of(part, ["not_durable"])) for part in pack.dwelling.parts)
    return flag(f"{weak} >= {pack.dwelling.not_durable_from}")


def _floor_area(pack: Pack) -> str:
    """Compared as whole numbers: the area against the limit times the members."""
    limit = Decimal(pack.dwelling.area_per_person_below)
    places = max(pack.forms["phieu_b"].question("floor_area_m2").decimals, digits(limit))
    return flag(f"{whole('floor_area_m2', places)} < {scaled(limit, places)} * {field('calc_n')}")


def _water(pack: Pack) -> str:
    return flag(is_one_of("water", pack.dwelling.unclean_water))


def _toilet(pack: Pack) -> str:
    return flag(is_one_of("toilet", pack.dwelling.unhygienic_toilet))


def _telecom(pack: Pack) -> str:
    return flag(no(of_somebody("uses_internet", "yes")))


def _information_devices(pack: Pack) -> str:
    return flag(f"{field('info_devices')} = {BLANK}")


FORMULAS: dict[str, Callable[[Pack], str]] = {one: _of_members(one) for one in BY_MEMBER} | {
    "dependants": _dependants,
    "housing_quality": _housing_quality,
    "floor_area": _floor_area,
    "water": _water,
    "toilet": _toilet,
    "telecom": _telecom,
    "information_devices": _information_devices,
}
"""Indicator id → its formula."""
