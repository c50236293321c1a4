"""A seeded commune from its TOML files: entities for the store, claims, personas, truths at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from bot.dialogue.outcome import Claim, Entity
from bot.errors import PackError, RasoatError
from bot.scoring.form_reader import read_toml
from bot.scoring.pack_schema import M, validate
from bot.seeds.commune_schema import SeedFile
from bot.seeds.persona import Persona as Persona

NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


class SeedError(RasoatError):
    """A seed's file is wrong: names file, line or key, and remedy."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything a store is filled with, and what the demo and the tests need beside it.

    truths: case id → what is true of the household, in the JSON shape of the scoring contract.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    personas: tuple[Persona, ...]
    truths: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: NOTHING)


def load_seed(name: str = "huu_lung") -> Seed:
    """The seed of this name, the same every time; SeedError where there is none or it is wrong."""
    model = _read(SeedFile, f"{name}.toml")
    entities: list[Entity] = [model.commune.made(), *model.areas.made()]
    entities += [one.made() for one in model.rounds]
    entities += [one.made() for one in model.staff]
    personas = tuple(one.made(model.areas.names) for one in model.personas)
    return Seed(tuple(entities), (), personas)


def _read(model: type[M], file: str) -> M:
    entry = files("bot.seeds") / file
    if not entry.is_file():
        raise SeedError(f"no {file}", where="bot/seeds", remedy="name a seed that is there")
    text = entry.read_text("utf-8")
    try:
        return validate(model, read_toml(text, file), file, text)
    except PackError as wrong:
        raise SeedError(wrong.what, where=wrong.where, remedy=wrong.remedy) from None
