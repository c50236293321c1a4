"""The measures a points table may speak of: what kind each is, and which choices it can have."""

from typing import Literal

MeasureKind = Literal["count", "number", "choice", "list"]

MEASURES: dict[str, MeasureKind] = {
    "members": "count",
    "weak_members": "count",
    "best_certificate": "choice",
    "nonfarm_work": "choice",
    "pensions": "count",
    "durable_parts": "list",
    "area_per_person_m2": "number",
    "electricity_kwh": "number",
    "water_group": "choice",
    "toilet_group": "choice",
    "assets": "list",
    "land": "list",
    "livestock": "list",
}
"""Counts and numbers are banded (from, below); of choices one row counts, of lists every row chosen."""

LEAST = {"members": 1}
"""Where the first band of a measure must begin, if not at 0."""

QUESTION_LISTS = ("assets", "land", "livestock")
"""Lists that are a many-of question of the same name."""
