"""A seeded commune from its TOML files: entities for the store, claims, personas, truths at the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from bot.dialogue.outcome import Claim, Entity
from bot.errors import PackError
from bot.scoring.form_reader import read_toml
from bot.scoring.pack_schema import M, validate
from bot.seeds.check import SeedError as SeedError
from bot.seeds.check import check
from bot.seeds.commune_schema import SeedFile
from bot.seeds.household_schema import HouseholdsFile
from bot.seeds.households import case_id, made
from bot.seeds.persona import Persona as Persona
from bot.seeds.truth import truth_of


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything a store is filled with, and what the demo and the tests need beside it.

    truths: case id → what is true of the household at the door, an input object of `rasoat score`.
    stories: case id → a sentence for trainers. Neither is for the store.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    personas: tuple[Persona, ...]
    truths: Mapping[str, dict[str, Any]]
    stories: Mapping[str, str]


def load_seed(name: str = "huu_lung") -> Seed:
    """The seed of this name, the same every time; SeedError where there is none or it is wrong."""
    commune_file, households_file = f"{name}.toml", f"{name}_households.toml"
    return build_seed(
        read_commune(_text(commune_file), commune_file),
        read_households(_text(households_file), households_file),
    )


def read_commune(text: str, file: str) -> SeedFile:
    return _read(SeedFile, text, file)


def read_households(text: str, file: str) -> HouseholdsFile:
    return _read(HouseholdsFile, text, file)


def build_seed(commune: SeedFile, households: HouseholdsFile) -> Seed:
    """The two files together; SeedError where one names what the other does not have."""
    check(commune, households)
    areas = {one.id: one for one in commune.areas.made()}
    rounds = {one.id: one.made() for one in commune.rounds}
    staff = {one.id: one.made() for one in commune.staff}
    plan = rounds[households.round]
    receiver = next(one for one in staff.values() if one.role == "officer")
    cases = [made(one, plan, staff, receiver) for one in households.households]
    place: list[Entity] = [commune.commune.made(), *areas.values(), *rounds.values(), *staff.values()]
    ids = {case_id(one.code): one for one in households.households}
    return Seed(
        entities=(*place, *(entity for one in cases for entity in one.entities)),
        claims=tuple(claim for one in cases for claim in one.claims),
        personas=tuple(one.made(commune.areas.names) for one in commune.personas),
        truths={key: truth_of(one, areas[one.area], plan) for key, one in ids.items()},
        stories={key: one.story for key, one in ids.items()},
    )


def _text(file: str) -> str:
    entry = files("bot.seeds") / file
    if not entry.is_file():
        raise SeedError(f"no {file}", where="bot/seeds", remedy="name a seed that is there")
    return entry.read_text("utf-8")


def _read(model: type[M], text: str, file: str) -> M:
    try:
        return validate(model, read_toml(text, file), file, text)
    except PackError as wrong:
        raise SeedError(wrong.what, where=wrong.where, remedy=wrong.remedy) from None
