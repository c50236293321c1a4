"""The shape of a seed's commune file, checked by pydantic, and its way into frozen dataclasses."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.cases.commune import Area, AreaType, Commune, Phase, Role, Round, Staff
from bot.scoring.pack_schema import Id, Strict, Text
from bot.seeds.persona import Persona, PersonaRole

Chat = Annotated[str, Field(pattern=r"^web:[a-z]+$")]
RoundId = Annotated[str, Field(pattern=r"^\d{4}[a-z]?$")]
PhaseId = Literal["preparation", "survey", "hand_in", "preliminary", "recheck", "final_forms", "decision"]


class CommuneFile(Strict):
    id: Id
    name: Text
    province: Text
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,3}$")]
    office: Text
    phone: Text
    ethnicities: list[Text]
    invented: Literal[True]  # a seed is never a real commune's data

    def made(self) -> Commune:
        return Commune(**self.model_dump(exclude={"ethnicities"}), ethnicities=tuple(self.ethnicities))


class AreasFile(Strict):
    """All areas of a seed share one type, region and source: they are one assumption."""

    type: AreaType
    region: Id
    source: Text
    since: date
    names: Annotated[dict[Id, Text], Field(min_length=1)]

    def made(self) -> Iterator[Area]:
        for area_id, name in self.names.items():
            yield Area(area_id, name, self.type, self.region, self.source, self.since)


class PhaseFile(Strict):
    id: PhaseId
    starts: date
    ends: date


class RoundFile(Strict):
    id: RoundId
    name: Text
    procedure: Text
    pack: Text
    document: Text
    reference_date: date
    phases: Annotated[list[PhaseFile], Field(min_length=1)]
    council: bool = False
    beside: Annotated[list[Text], Field(default_factory=list)]

    def made(self) -> Round:
        phases = tuple(Phase(one.id, one.starts, one.ends) for one in self.phases)
        return Round(
            self.id,
            self.name,
            self.procedure,
            self.pack,
            self.document,
            self.reference_date,
            phases,
            council=self.council,
            beside=tuple(self.beside),
        )


class StaffFile(Strict):
    id: Id
    name: Text
    title: Text
    role: Role
    areas: list[Id]
    rights: Annotated[list[Literal["points_table"]], Field(default_factory=list)]
    chat: Chat | None = None

    def made(self) -> Staff:
        areas, rights = tuple(self.areas), tuple(self.rights)
        return Staff(self.id, self.name, self.title, self.role, areas, self.chat, rights=rights)


class PersonaFile(Strict):
    chat: Chat
    name: Text
    role: PersonaRole
    area: str
    hint: Text

    def made(self, names: dict[str, str]) -> Persona:
        return Persona(self.chat, self.name, self.role, names.get(self.area, ""), self.hint)


class SeedFile(Strict):
    commune: CommuneFile
    areas: AreasFile
    rounds: Annotated[list[RoundFile], Field(min_length=1)]
    staff: Annotated[list[StaffFile], Field(min_length=1)]
    personas: list[PersonaFile]
