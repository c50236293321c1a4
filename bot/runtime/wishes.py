"""What the command line may wish of a running bot, one row of a table each; carried out through the door.

| do | with | answer |
|---|---|---|
| invite | staff | code |
| revoke, allow, disallow | staff | done |
| restore | staff | new ("1" or "") |
| staff_add | name, title, role, areas (id, also) | staff, new |
| staff_change | staff (name, title, role, areas, also) | new |
| staff_load | rows (check) | staff, bad, already |
| areas | | rows |
| area_add | name (type, region, source, since) | area, new |
| area_change | area (name, type, region, source, since) | new, codes |
| days | | rows: swapped days |
| days_add | off, worked | new |
| days_remove | off | done |
| round_list | | rows |
| round_add | text | round, name, new, warnings |
| staff | | rows: id, role, areas, came in, may still, rights |
| quota | | rows: messages of this month, a line a metered bot |
| rounds | | rows: a warning about a round each |
| table_columns | | pack, columns |
| load_table | staff, text, document, starts | digest |
| table_in_use | | pack, reference_date, table |
| list_bring | staff, tables, columns (check, leave, alike) | total; the work goes on |
| list_progress | | done, total; in the end status, lines |
| papers | staff, folder (only, shape, code) | total; the work goes on |
| papers_progress | | done, total, made; in the end status, made, lines |
| import | staff, submission (check, as_listed) | report |
| import_told | staff | done |

Where a wish cannot be fulfilled the answer is {"error": …}.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.errors import RasoatError
from bot.handlers import quota_words
from bot.handlers.imported import Report, brought_from, packed
from bot.handlers.round_view import warnings_text
from bot.runtime import days_off
from bot.runtime import office_wishes as office
from bot.runtime.application import Application
from bot.runtime.faults import kind_and_place
from bot.runtime.importing import take_in, tell_officers
from bot.runtime.old_list import begin as list_begin
from bot.runtime.old_list import progress as list_progress
from bot.runtime.printing import begin as papers_begin
from bot.runtime.printing import progress as papers_progress
from bot.runtime.staffing import allow, end_access, make_invite
from bot.runtime.table_loading import in_use, load_table, wanted_columns

log = logging.getLogger(__name__)

Wish = Mapping[str, str]
Answer = dict[str, str]


async def do(app: Application, wish: Wish) -> Answer:
    """Carry out one wish. Never raises for a wish that cannot be fulfilled."""
    carry_out = WISHES.get(wish.get("do", ""))
    if carry_out is None:
        return {"error": f"unknown wish {wish.get('do')!r}"}
    try:
        return await carry_out(app, wish)
    except RasoatError as fault:
        return {"error": str(fault)}


async def _invite(app: Application, wish: Wish) -> Answer:
    return {"code": await make_invite(app, wish.get("staff", ""))}


async def _revoke(app: Application, wish: Wish) -> Answer:
    await end_access(app, wish.get("staff", ""))
    return {"done": "revoked"}


async def _allow(app: Application, wish: Wish) -> Answer:
    await allow(app, wish.get("staff", ""), may=wish["do"] == "allow")
    return {"done": wish["do"]}


async def _staff(app: Application, _wish: Wish) -> Answer:
    return {"rows": await _rows(app)}


async def _warnings(app: Application, _wish: Wish) -> Answer:
    return {"rows": await _rounds(app)}


async def _quota(app: Application, _wish: Wish) -> Answer:
    return {"rows": quota_words.lines(app.translate, "vi", await app.quota.usages())}


async def _columns(app: Application, _wish: Wish) -> Answer:
    pack_id, columns = wanted_columns(app)
    return {"pack": pack_id, "columns": " ".join(columns)}


async def _in_use(app: Application, _wish: Wish) -> Answer:
    return in_use(app)


async def _load_table(app: Application, wish: Wish) -> Answer:
    starts = date.fromisoformat(wish["starts"])
    table = await load_table(app, wish["staff"], wish["text"], wish["document"], starts)
    return {"digest": table.short}


async def _told(app: Application, wish: Wish) -> Answer:
    await tell_officers(app, wish.get("staff", ""))
    return {"done": "told"}


async def _import(app: Application, wish: Wish) -> Answer:
    """One submission. A fault of ours leaves out this one and no other; it is told by kind and place, never
    with what the submission says."""
    try:
        brought = brought_from(wish.get("submission", ""))
    except (ValueError, TypeError):
        return {"error": "no submission"}
    try:
        check, as_listed = "check" in wish, "as_listed" in wish
        report = await take_in(app, wish.get("staff", ""), brought, check=check, as_listed=as_listed)
    except RasoatError:
        raise
    except Exception as fault:
        place = kind_and_place(fault)
        log.error("a submission could not be taken: %s", place)
        words = app.translate("vi", "import.our_fault", {"place": place})
        report = Report("refused", brought.code, (words,))
    return {"report": packed(report)}


async def _rows(app: Application) -> str:
    """id, roles, areas, whether they came in, whether they still may, rights; tabs between. No names."""
    return "\n".join(
        "\t".join(
            (
                one.id,
                "+".join(one.roles),
                ",".join(one.areas) or "*",
                "enrolled" if one.chat else "not-enrolled",
                "active" if one.active else "revoked",
                ",".join(one.rights) or "-",
            )
        )
        for one in sorted(await app.store.staff(), key=lambda one: one.id)
    )


async def _rounds(app: Application) -> str:
    """What should be looked at in each round of the store, a line each, with the round's id before it."""
    found = (await app.place()).rounds
    return "\n".join(
        f"{one.id}: {words}"
        for one in found
        for words in warnings_text(app.translate, "vi", one).splitlines()
    )


WISHES: dict[str, Callable[[Application, Wish], Awaitable[Answer]]] = {
    "invite": _invite,
    "revoke": _revoke,
    "allow": _allow,
    "disallow": _allow,
    "restore": office.restore,
    "staff_add": office.staff_add,
    "staff_change": office.staff_change,
    "staff_load": office.staff_load,
    "areas": office.area_list,
    "area_add": office.area_add,
    "area_change": office.area_change,
    "days": days_off.days,
    "days_add": days_off.days_add,
    "days_remove": days_off.days_remove,
    "round_list": office.round_list,
    "round_add": office.round_add,
    "staff": _staff,
    "quota": _quota,
    "rounds": _warnings,
    "table_columns": _columns,
    "load_table": _load_table,
    "table_in_use": _in_use,
    "list_bring": list_begin,
    "list_progress": list_progress,
    "papers": papers_begin,
    "papers_progress": papers_progress,
    "import": _import,
    "import_told": _told,
}
