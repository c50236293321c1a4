"""Invented households for `rasoat score`, as JSON lines: the same for the same number and seed.

About as a commune's are: one to nine people, schooling and work by age. Some are odd: one birth in five is a
year alone, some members have an "unknown", one household in two hundred lacks an answer and is an error.
"""

import json
import random
from collections.abc import Iterator
from typing import Any

SEED = 7
SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9)
HOW_OFTEN = (8, 14, 18, 25, 17, 9, 5, 3, 1)
YEAR = 2026
REFERENCE = "2026-10-01"
REGIONS = (
    "rural_red_river_delta", "rural_northern_mountains", "rural_central_coast", "rural_central_highlands",
    "rural_southeast", "rural_mekong_delta",
)  # fmt: skip
NAMES = ("Hoàng Văn Nam", "Lường Thị Mai", "Nông Văn Đức", "Vi Thị Sen", "Triệu Thị Hoa", "Lê Minh Anh")
CERTIFICATES = (
    "none", "primary", "lower_secondary", "upper_secondary", "vocational_elementary", "intermediate",
    "college",
)  # fmt: skip
WORK = ("public", "nonfarm_wage", "nonfarm_self", "farm", "seeking", "not_seeking", "unable")
LISTS: dict[str, tuple[str, ...]] = {
    "assets": ("tv", "car", "motorbike", "fridge", "washing_machine", "water_heater", "microwave"),
    "info_devices": ("tv", "radio", "telephone", "laptop", "smartphone"),
    "land": ("garden", "annual_crop", "perennial_small"),
    "livestock": ("cattle_1", "pigs_5", "poultry_100"),
    "causes": ("land", "capital", "labour", "skills", "illness"),
    "target_groups": ("ethnic_minority", "merit"),
}


def lines(count: int, seed: int = SEED) -> Iterator[bytes]:
    """One JSON line a household."""
    rng = random.Random(seed)
    for _ in range(count):
        given = household(rng)
        if rng.random() < 0.005:
            del given["answers"]["water"]
        yield json.dumps(given, ensure_ascii=False).encode() + b"\n"


def household(rng: random.Random) -> dict[str, Any]:
    """One household with an answer to all that is asked."""
    urban = rng.random() < 0.2
    answers: dict[str, Any] = {
        "floor_area_m2": rng.choice((rng.randint(12, 150), round(rng.uniform(12, 150), 1))),
        **{part: rng.choice(("durable", "durable", "not_durable")) for part in ("wall", "column", "roof")},
        "electricity_kwh": rng.randint(0, 300),
        "water": rng.choice(
            ("piped", "drilled_well", "protected_dug_well", "protected_spring", "rain", "other")
        ),
        "toilet": rng.choice(("septic", "pour_flush", "pit_slab", "double_vault", "other", "none")),
        **{name: [one for one in options if rng.random() < 0.4] for name, options in LISTS.items()},
    }
    return {
        "pack": "2022-2025",
        "reference_date": REFERENCE,
        "area": {"type": "urban"} if urban else {"type": "rural", "region": rng.choice(REGIONS)},
        "answers": answers,
        "members": [member(rng, n) for n in range(rng.choices(SIZES, HOW_OFTEN)[0])],
    }


def member(rng: random.Random, place: int) -> dict[str, Any]:
    """One member; the first two are grown up."""
    year = YEAR - (rng.randint(25, 80) if place < 2 else rng.choice((rng.randint(1, 24), rng.randint(1, 90))))
    age = YEAR - year  # born before October
    birth = str(year) if rng.random() < 0.2 else f"{year}-{rng.randint(1, 9):02}-{rng.randint(1, 28):02}"
    given: dict[str, Any] = {
        "name": rng.choice(NAMES), "sex": rng.choice(("male", "female")), "birth": birth,
        "relation": "head" if place == 0 else "child", "ethnicity": rng.choice(("01", "07", "12", "05")),
        "certificate": rng.choice(CERTIFICATES) if age > 14 else "none",
        "insured": _seldom_unknown(rng, ("yes", "yes", "yes", "no")),
        "pension": _rarely(rng, 0.05), "social_allowance": _rarely(rng, 0.1),
        "disabled_or_ill": _rarely(rng, 0.07), "uses_internet": rng.choice(("yes", "no")),
    }  # fmt: skip
    given |= _schooling(rng, age)
    if age >= 15:
        given["work"] = rng.choice(WORK)
        if given["work"] in ("public", "nonfarm_wage"):
            given["labour_contract"] = rng.choice(("yes", "no"))
    if age < 16:
        given["undernourished"] = _seldom_unknown(rng, ("yes", "no", "no", "no", "no"))
    return given


def _schooling(rng: random.Random, age: int) -> dict[str, str]:
    """Attending where it is asked; firm_certified at its ages, where it counts only if asked."""
    if not 3 <= age <= 30:
        return {}
    level = "preschool" if age < 6 else "primary" if age < 12 else "lower_secondary" if age < 16 else "none"
    found = {"attending": level if rng.random() < 0.9 else "none"}
    return found | ({"firm_certified": _rarely(rng, 0.1)} if age >= 16 else {})


def _rarely(rng: random.Random, share: float) -> str:
    return "yes" if rng.random() < share else "no"


def _seldom_unknown(rng: random.Random, values: tuple[str, ...]) -> str:
    return "unknown" if rng.random() < 0.01 else rng.choice(values)
