"""Areas and rounds of a commune that is at work already."""

from collections.abc import Collection
from dataclasses import replace

from bot.cases.commune import Area, Round
from bot.dialogue.facts import CaseFilter
from bot.dialogue.place import Place
from bot.dialogue.reading.result import Problem, problem
from bot.errors import ConfigError
from bot.handlers.area_entries import Wanted, added, changed
from bot.handlers.round_file import read_round
from bot.handlers.setting_up_area_totals import detail
from bot.runtime.application import Application
from bot.runtime.changing import Change, carry_out, refuse
from bot.scoring.pack_copy import copy_of
from bot.scoring.packs import usable_packs


def _regions(app: Application, place: Place) -> Collection[str]:
    """Of the running round's pack: the columns of its points table."""
    return [one.id for one in app.packs(place.round.pack_id).regions]


async def add_area(app: Application, wanted: Wanted) -> tuple[str, bool]:
    """The area's id, and whether it is new. ConfigError saying what would be right."""

    def decide(place: Place) -> Change[tuple[str, bool]]:
        one = added(wanted, _regions(app, place), place.areas, app.clock.now().date())
        if isinstance(one, Problem):
            raise refuse(app, one)
        fresh = one not in place.areas
        return Change((one.id, fresh), (one,) if fresh else (), "area_added", _said(one))

    return await carry_out(app, decide)


async def change_area(app: Application, area_id: str, wanted: Wanted) -> tuple[bool, tuple[str, ...]]:
    """Whether anything is another now, and the codes of files scored under the type or region before.

    A result that was sent is never changed silently: it stays until the survey is amended.
    """

    def decide(place: Place) -> Change[tuple[bool, bool]]:
        before = place.area(area_id)
        if before is None:
            names = ", ".join(f"{one.id} ({one.name})" for one in place.areas)
            raise refuse(app, problem("cli.area.unknown", area=area_id, areas=names))
        after = changed(before, wanted, _regions(app, place), place.areas)
        if isinstance(after, Problem):
            raise refuse(app, after)
        if after == before:
            return Change((False, False))
        rescored = (after.type, after.region) != (before.type, before.region)
        detail = f"{_said(before)} → {_said(after)}"
        return Change((True, rescored), (replace(after, version=before.version + 1),), "area_changed", detail)

    done, moved = await carry_out(app, decide)
    cases = await app.store.cases(CaseFilter(areas=(area_id,))) if moved else ()
    return done, tuple(one.code for one in cases if one.survey is not None)


def _said(one: Area) -> str:
    """For the audit."""
    kind = f"{one.name} | {one.type or '-'} | {one.region or '-'} | {one.source} | {one.since.isoformat()}"
    return kind + detail(one)


async def add_round(app: Application, text: str) -> tuple[Round, bool]:
    """The round of this file, and whether it is new. ConfigError with everything that has to be mended.

    The same plan again changes nothing; another one under the same id is refused.
    """
    plan, wrong = read_round(text)
    if plan is None:
        raise ConfigError("\n".join(app.translate("vi", one.key, one.args) for one in wrong))
    if plan.pack_id in usable_packs():  # kept before a form is begun with it, as at every start
        await app.store.seed([copy_of(plan.pack_id)])

    def decide(place: Place) -> Change[tuple[Round, bool]]:
        there = next((one for one in place.rounds if one.id == plan.id), None)
        if there is None:
            return Change((plan, True), (plan,), "round_added", f"{plan.pack_id} | {plan.document}")
        if replace(plan, version=there.version) == there:
            return Change((there, False))
        raise refuse(app, problem("cli.round.there", round=plan.id, name=there.name))

    return await carry_out(app, decide)
