"""Submissions as ODK Collect would send them, made from what is true of a seeded household at the door."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from bot.commands.import_odk import Outcome, bring
from bot.exchange.odk import read_submissions
from bot.exchange.odk_fields import Found
from bot.runtime.control import do
from bot.scoring.packs import load_pack
from bot.seeds.load import load_seed
from tests.integration.commune import Commune

TRUTHS = load_seed().truths
SECTIONS = {"g_housing": ("wall", "column", "roof", "floor_area_m2", "electricity_kwh")}
"""A group of the exported form; the rest of the household's answers stand outside of one."""
LISTS = [
    question.id
    for section in load_pack("2022-2025").forms["phieu_b"].sections
    for question in section.questions
    if question.kind == "many"
]


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission. fields, members: element → text."""

    instance: str
    form: str
    fields: Mapping[str, str]
    members: tuple[Mapping[str, str], ...] = ()
    version: str = ""

    def but(self, **changed: str | None) -> "Sent":
        """With these fields of the household; None takes the element away."""
        return replace(self, fields=_changed(self.fields, changed))

    def but_member(self, number: int, **changed: str | None) -> "Sent":
        """The same for a member, from 1."""
        members = list(self.members)
        members[number - 1] = _changed(members[number - 1], changed)
        return replace(self, members=tuple(members))

    def as_(self, instance: str) -> "Sent":
        return replace(self, instance=instance)

    @property
    def xml(self) -> bytes:
        grouped = {name: group for group, names in SECTIONS.items() for name in names}
        inner = [_element(name, text) for name, text in self.fields.items() if name not in grouped]
        for group, names in SECTIONS.items():
            own = "".join(_element(name, self.fields[name]) for name in names if name in self.fields)
            inner.append(f"<{group}>{own}</{group}>" if own else "")
        for member in self.members:
            inner.append(f"<members>{''.join(_element(*pair) for pair in member.items())}</members>")
        meta = f"<orx:meta><orx:instanceID>{self.instance}</orx:instanceID></orx:meta>"
        names = 'xmlns:orx="http://openrosa.org/xforms"'
        head = f'<data {names} id="{self.form}" version="{self.version}">'
        return f"<?xml version='1.0' ?>{head}{''.join(inner)}{meta}</data>".encode()

    @property
    def kobo(self) -> dict[str, Any]:
        """As Kobo's API gives it: groups in the keys, what is empty left out; so are the empty lists, whose
        helpers say "none"."""
        grouped = {name: f"{group}/{name}" for group, names in SECTIONS.items() for name in names}
        fields = {grouped.get(name, name): text for name, text in self.fields.items() if text}
        fields |= {f"x_{name}": self.fields[name] or "none" for name in LISTS if name in self.fields}
        members = [{f"members/{name}": text for name, text in one.items() if text} for one in self.members]
        own = {"_xform_id_string": "aXyz", "_uuid": self.instance.removeprefix("uuid:"), "_notes": []}
        return {**own, "meta/instanceID": self.instance, **fields, "members": members}


def _changed(before: Mapping[str, str], changed: Mapping[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in {**before, **changed}.items() if text is not None}


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: " ".join(value) if isinstance(value, list) else str(value) for name, value in answers.items()
    }


def survey(code: str, instance: str = "", **fields: str) -> Sent:
    """Phiếu B of this household as it truly is, visited on 5/10/2026."""
    truth = TRUTHS[f"c-{code.lower()}"]
    answers = {name: value for name, value in _texts(truth["answers"]).items() if not name.startswith("pa0")}
    members = tuple(_texts(member) for member in truth["members"])
    about = {
        "case_code": code,
        "visited_on": "2026-10-05",
        "respondent": members[0]["name"],
        "area_type": truth["area"]["type"],
        "area_region": truth["area"]["region"],
        "household_size": str(len(members)),
    }
    given = {**about, **answers, **fields}
    return Sent(instance or f"uuid:b-{code}", "phieu_b", given, members)


def screening(code: str, chosen: Sequence[str] = (), instance: str = "") -> Sent:
    """Phiếu A with these criteria, each a yes or no of its own."""
    criteria = {f"pa0{n}": "yes" if f"pa0{n}" in chosen else "no" for n in range(1, 10)}
    about = {"case_code": code, "visited_on": "2026-10-05", "respondent": "Hoàng Thị Mai"}
    return Sent(instance or f"uuid:a-{code}", "phieu_a", {**about, **criteria})


@dataclass(slots=True)
class Importer:
    """Imports into a commune as the command does, through the wishes of its door."""

    commune: Commune
    staff: str = "nv-ba"
    check: bool = False
    outcomes: list[Outcome] = field(default_factory=list)

    async def bring(self, *sent: Sent) -> Outcome:
        """All in one file, as Kobo's JSON where there are several, else as XML."""
        if len(sent) == 1:
            found = read_submissions("one.xml", sent[0].xml)
        else:
            found = read_submissions("all.json", json.dumps([one.kobo for one in sent]).encode())
        return await self.bring_found(found)

    async def bring_found(self, found: Iterable[Found]) -> Outcome:
        """What a reader has found in a file."""
        outcome = await bring(partial(do, self.commune.app), found, self.staff, check=self.check)
        await self.commune.app.outbox.settle()
        self.outcomes.append(outcome)
        return outcome
