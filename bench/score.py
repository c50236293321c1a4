"""How long scoring takes: microseconds a household, through the whole contract. Run: python -m bench.score"""

import json
import timeit

from bot.scoring.contract import score_object, score_stream

MEMBER = {
    "name": "Thử", "sex": "female", "birth": "1984-03-02", "relation": "head", "ethnicity": "07",
    "certificate": "lower_secondary", "attending": "none", "work": "farm", "insured": "yes", "pension": "no",
    "social_allowance": "no", "disabled_or_ill": "no", "uses_internet": "yes",
}  # fmt: skip
HOUSEHOLD = {
    "pack": "2022-2025",
    "reference_date": "2026-10-01",
    "area": {"type": "rural", "region": "rural_northern_mountains"},
    "answers": {
        "floor_area_m2": 42, "wall": "durable", "column": "durable", "roof": "not_durable",
        "electricity_kwh": 60, "water": "protected_spring", "toilet": "pit_slab",
        "assets": ["tv"], "info_devices": ["tv"],
        "land": [], "livestock": [], "causes": [], "target_groups": [],
    },
}  # fmt: skip
ROUNDS = 2000


def main() -> None:
    """Prints µs a household of 1, 5 and 9 people, and of 5 people with JSON read as well."""
    for people in (1, 5, 9):
        household = HOUSEHOLD | {"members": [MEMBER] * people}
        seconds = timeit.timeit(lambda household=household: score_object(household), number=ROUNDS)  # type: ignore[misc]
        print(f"score_object, {people} people: {seconds / ROUNDS * 1e6:.0f} µs")
    line = json.dumps(HOUSEHOLD | {"members": [MEMBER] * 5})
    seconds = timeit.timeit(lambda: sum(1 for _ in score_stream([line] * ROUNDS)), number=1)
    print(f"score_stream, 5 people: {seconds / ROUNDS * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
