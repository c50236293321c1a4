"""One invented household of five people, walked through Phiếu B: who answers what, screen by screen.

The steps are derived from the pack's own form, so both programs of the bench are asked the same
questions and told the same answers, and the bench knows what must be stored at the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.scoring.answers import Answers, Value, key
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.path import Spot, first_open

PACK_ID = "2022-2025"
REFERENCE = date(2026, 10, 1)
MEMBERS = ("m1", "m2", "m3", "m4", "m5")

KNOWN: dict[str, tuple[str, str, str, str, str]] = {
    "m1": ("Hoàng Văn Nam", "male", "1979-05-12", "head", "07"),
    "m2": ("Lường Thị Mai", "female", "1982-03-02", "spouse", "07"),
    "m3": ("Hoàng Thị Thu", "female", "2008-02-20", "child", "07"),
    "m4": ("Hoàng Văn Đức", "male", "2014-11-08", "child", "07"),
    "m5": ("Vi Thị Sen", "female", "1950", "parent", "07"),
}
"""Name, sex, birth, relation, ethnicity: carried over from the request, not asked again."""

EACH: dict[str, dict[str, str]] = {
    "certificate": {"m1": "lower_secondary", "m2": "primary", "m3": "lower_secondary"},
    "attending": {"m3": "upper_secondary", "m4": "lower_secondary"},
    "work": {"m1": "farm", "m2": "nonfarm_wage", "m3": "student", "m5": "not_seeking"},
}
"""What the members answer; whoever is not named: "none"."""

MARKED: dict[str, tuple[str, ...]] = {
    "labour_contract": ("m2",),
    "insured": ("m1", "m2"),
    "social_allowance": ("m5",),
    "uses_internet": ("m2", "m3"),
}
"""Who is named at "who is it that …?"; at the other checklists nobody."""

HOUSEHOLD: dict[str, Value] = {
    "wall": "durable",
    "column": "durable",
    "roof": "not_durable",
    "floor_area_m2": "42.5",
    "electricity_kwh": "60",
    "water": "protected_spring",
    "toilet": "pit_slab",
    "assets": ("tv", "motorbike"),
    "info_devices": ("tv", "telephone"),
    "land": ("garden",),
    "livestock": ("pigs_5", "poultry_100"),
    "causes": ("capital", "skills"),
    "target_groups": ("ethnic_minority",),
    "previous_class": "none",
    "was_poor_before": "no",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One screen answered: tapped (the id of the choice) or typed (the text), and what that stores."""

    spot: Spot
    tap: str
    text: str
    stores: Mapping[str, Value]


def known_answers() -> dict[str, Value]:
    """What is carried over, as flat answer keys."""
    names = ("name", "sex", "birth", "relation", "ethnicity")
    return {f"{m}.{n}": v for m, values in KNOWN.items() for n, v in zip(names, values, strict=True)}


def steps(pack: Pack | None = None) -> tuple[Step, ...]:
    """The whole walk, in the order of the form."""
    return tuple(_walk(pack or load_pack(PACK_ID)))


def _walk(pack: Pack) -> Iterator[Step]:
    answers = Answers(MEMBERS, known_answers())
    context = pack.context(REFERENCE)
    while (spot := first_open(pack.forms["phieu_b"], answers, context)) is not None:
        step = _step(spot)
        answers = answers.put(step.stores)
        yield step


def _step(spot: Spot) -> Step:
    question = spot.question
    if question.ask == "checklist":
        return _checklist(spot)
    if question.kind == "roster":
        return Step(spot, ".same", "", {spot.id: str(len(MEMBERS))})
    value = EACH[question.id].get(spot.member, "none") if spot.member else HOUSEHOLD[question.id]
    if isinstance(value, tuple):
        return Step(spot, "", _places([o.id for o in question.options], value), {spot.id: value})
    if question.kind == "decimal":
        return Step(spot, "", value.replace(".", ","), {spot.id: value})
    option = question.option(value)
    also = {key(name, spot.member): said for name, said in option.also} if option else {}
    return Step(spot, value, "", {spot.id: value, **also})


def _checklist(spot: Spot) -> Step:
    question, named = spot.question, MARKED.get(spot.question.id, ())
    stores = {
        name: question.marked if member in named else question.unmarked
        for name, member in zip(spot.keys, spot.members, strict=True)
    }
    if not named:
        return Step(spot, ".none", "", stores)
    return Step(spot, "", _places(spot.members, named), stores)


def _places(offered: list[str] | tuple[str, ...], chosen: tuple[str, ...]) -> str:
    """ "1,4": the places of those chosen, as people type them."""
    return ",".join(str(offered.index(one) + 1) for one in chosen)
