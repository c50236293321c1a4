"""Wishes about staff, areas and rounds after the set-up; the table of them: bot/runtime/wishes.py."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from bot.cases.commune import Round
from bot.dialogue.reading.result import problem
from bot.handlers.area_entries import MOST_PEOPLE, Wanted
from bot.handlers.round_view import warnings_text
from bot.handlers.staff_entries import Changes, Entry
from bot.runtime.application import Application
from bot.runtime.changing import refuse
from bot.runtime.setting_up import add_area, add_round, change_area
from bot.runtime.staffing import add_staff, change_staff, give_back, load_staff

Wish = Mapping[str, str]
Answer = dict[str, str]
MOST_ROWS = 1_000
COLUMNS = ("name", "title", "role", "areas", "id", "also")
CHANGED = ("name", "title", "role", "areas", "also")


async def restore(app: Application, wish: Wish) -> Answer:
    return {"new": _yes(await give_back(app, wish.get("staff", "")))}


async def staff_add(app: Application, wish: Wish) -> Answer:
    entry = _entry({name: wish.get(name, "") for name in COLUMNS}, 0)
    staff_id, fresh = await add_staff(app, entry)
    return {"staff": staff_id, "new": _yes(fresh)}


async def staff_change(app: Application, wish: Wish) -> Answer:
    changes = Changes(**{name: wish.get(name) for name in CHANGED})
    return {"new": _yes(await change_staff(app, wish.get("staff", ""), changes))}


async def staff_load(app: Application, wish: Wish) -> Answer:
    """rows: JSON, a list of objects with the number of the row and texts by COLUMNS."""
    fresh, bad, already = await load_staff(app, _entries(app, wish), check="check" in wish)
    return {"staff": " ".join(fresh), "bad": "\n".join(bad), "already": str(already)}


def _entry(one: Mapping[str, object], row: int) -> Entry:
    name, title, role, areas, own_id = (str(one[column]) for column in COLUMNS[:-1])
    return Entry(name, title, role, areas, own_id, row, str(one.get("also", "")))


def _entries(app: Application, wish: Wish) -> list[Entry]:
    with suppress(ValueError, TypeError, KeyError):
        rows = json.loads(wish["rows"])
        if len(rows) <= MOST_ROWS:
            return [_entry(one, int(one["row"])) for one in rows]
    raise refuse(app, problem("cli.people.too_many", most=MOST_ROWS))


async def area_list(app: Application, _wish: Wish) -> Answer:
    """id, name, type, region, day, source, households, persons; tabs between."""
    rows = (
        (
            *(one.id, one.name, one.type or "-", one.region or "-", one.since.isoformat(), one.source or "-"),
            *("-" if number is None else str(number) for number in (one.households, one.persons)),
        )
        for one in (await app.place()).areas
    )
    return {"rows": "\n".join("\t".join(row) for row in rows)}


async def round_list(app: Application, _wish: Wish) -> Answer:
    """id, whether it runs, procedure, pack, reference date, name, document; tabs between."""
    place = await app.place()
    rows = (
        (
            one.id,
            "running" if one == place.round else "-",
            one.procedure,
            one.pack_id,
            one.reference_date.isoformat(),
            one.name,
            one.document or "-",
        )
        for one in sorted(place.rounds, key=lambda one: one.id)
    )
    return {"rows": "\n".join("\t".join(row) for row in rows)}


def _wanted(app: Application, wish: Wish) -> Wanted:
    since = None
    if "since" in wish:
        try:
            since = date.fromisoformat(wish["since"])
        except ValueError:
            raise refuse(app, problem("cli.area.wrong.source")) from None
    kind = (wish.get("name"), wish.get("type"), wish.get("region"), wish.get("source"))
    return Wanted(*kind, since, _number(app, wish, "households"), _number(app, wish, "persons"))


def _number(app: Application, wish: Wish, name: str) -> int | None:
    if name not in wish:
        return None
    if not wish[name].isdecimal():
        raise refuse(app, problem("cli.area.wrong.number", most=MOST_PEOPLE))
    return int(wish[name])


async def area_add(app: Application, wish: Wish) -> Answer:
    area_id, fresh = await add_area(app, _wanted(app, wish))
    return {"area": area_id, "new": _yes(fresh)}


async def area_change(app: Application, wish: Wish) -> Answer:
    done, codes = await change_area(app, wish.get("area", ""), _wanted(app, wish))
    return {"new": _yes(done), "codes": ", ".join(codes)}


async def round_add(app: Application, wish: Wish) -> Answer:
    plan, fresh = await add_round(app, wish.get("text", ""))
    return {"round": plan.id, "name": plan.name, "new": _yes(fresh), "warnings": _warned(app, plan)}


def _warned(app: Application, plan: Round) -> str:
    return warnings_text(app.translate, "vi", plan)


def _yes(what: bool) -> str:
    return "1" if what else ""
