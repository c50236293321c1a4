"""The shape of a seed's households file, checked by pydantic. Ids and values are Phiếu B's and Mẫu 01's."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from bot.cases.case import PreviousClass
from bot.scoring.pack_schema import Id, Strict, Text
from bot.seeds.commune_schema import RoundId

YesNo = Literal["yes", "no"]
Choices = Annotated[list[Id], Field(default_factory=list)]
"""Left out: the empty list."""
Code = Annotated[str, Field(pattern=r"^[A-Z]{2,3}-\d{4}$")]
Birth = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Cccd = Annotated[str, Field(pattern=r"^020[0-3]\d{2}900\d{3}$")]
"""Lạng Sơn's place code and a serial 900xxx: a card number seen with these is known to be invented."""
Phone = Annotated[str, Field(pattern=r"^\+8495\d{7}$")]
"""095: a network that closed in 2012, so that nobody is ever called."""


class MemberFile(Strict):
    """One person as found at the door. Whatever the form asks by age or work only may be absent."""

    name: Text
    sex: Literal["male", "female"]
    birth: Birth
    relation: Id
    ethnicity: Text
    certificate: Id
    attending: Id | None = None
    work: Id | None = None
    labour_contract: YesNo | None = None
    firm_certified: YesNo | None = None
    undernourished: YesNo | None = None
    insured: YesNo = "yes"
    pension: YesNo = "no"
    social_allowance: YesNo = "no"
    disabled_or_ill: YesNo = "no"
    uses_internet: YesNo = "no"


class HomeFile(Strict):
    """The household's answers of Phiếu B. floor_area_m2: m²; electricity_kwh: a month."""

    wall: Id
    column: Id
    roof: Id
    floor_area_m2: int | float
    electricity_kwh: int | float
    water: Id
    toilet: Id
    assets: Choices
    info_devices: Choices
    land: Choices
    livestock: Choices
    causes: Choices
    target_groups: Choices
    was_poor_before: YesNo | None = None


class RequestFile(Strict):
    """A Mẫu 01 that was sent. by: the chat it came from, or the staff member who filled it in.

    phieu_a: the criteria of Phiếu A that are true of the household.
    """

    sent: AwareDatetime
    received: AwareDatetime | None = None
    by: Annotated[str, Field(pattern=r"^(web:[a-z]+|nv-[a-z]+)$")]
    helper_name: str = ""
    news_to: Literal["helper", "household", "both"] | None = None
    reasons: list[Id]
    words: Text
    phieu_a: list[Id]

    @model_validator(mode="after")
    def _help_is_whole(self) -> "RequestFile":
        if bool(self.helper_name) != (self.news_to is not None):
            raise ValueError("helper_name and news_to go together")
        return self


class HouseholdFile(Strict):
    code: Code
    area: Id
    previous_class: PreviousClass = "none"
    story: Text
    address: Text
    current_address: str = ""
    phone: Phone | None = None
    national_id: Cccd | None = None
    id_issued: Day | None = None
    members: Annotated[list[MemberFile], Field(min_length=1)]
    home: HomeFile
    request: RequestFile | None = None

    @model_validator(mode="after")
    def _head_first(self) -> "HouseholdFile":
        if [one.relation == "head" for one in self.members] != [n == 0 for n in range(len(self.members))]:
            raise ValueError("the first member is the head, and nobody else")
        return self

    @model_validator(mode="after")
    def _listed_or_asked(self) -> "HouseholdFile":
        if (self.previous_class == "none") == (self.request is None):
            raise ValueError("a household is on last year's list or has a request, one of the two")
        return self

    @property
    def head(self) -> MemberFile:
        return self.members[0]


class HouseholdsFile(Strict):
    round: RoundId
    households: Annotated[list[HouseholdFile], Field(min_length=1)]
