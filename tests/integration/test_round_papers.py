"""Files of a whole round leave for officers of the whole commune, and for nobody else."""

import json
from dataclasses import replace

import pytest

from bot.cases.papers import Order, paper
from bot.cases.rights import may
from bot.documents.data.round_papers import insurance_list, round_export
from bot.documents.desk import Desk
from bot.documents.issuing import issue
from bot.errors import PaperError, PaperRefusal
from storage.memory import MemoryStore
from tests.integration.rounds import bare, plan_of


async def desk(store: MemoryStore, kind: str, shape: str, staff: str) -> Desk:
    plan = await plan_of(store)
    order = Order.parse(kind, f"{shape} {plan.id} {staff or '-'} 2026-12-10")
    assert order is not None and order.paper is paper(kind)
    return await Desk.opened(store, order)


async def test_everybody_with_the_right_and_nobody_without() -> None:
    store = await bare()
    for one in await store.staff():
        at = await desk(store, "round_export", "json", one.id)
        if may(one, "export_round"):
            assert json.loads(await round_export(at))["round"]["round"]
            continue
        with pytest.raises(PaperError) as refused:
            await round_export(at)
        assert not isinstance(refused.value, PaperRefusal)
        with pytest.raises(PaperError) as refused:
            await insurance_list(await desk(store, "insurance_list", "xlsx", one.id))
        assert not isinstance(refused.value, PaperRefusal)


@pytest.mark.parametrize("staff", ["nv-ba", "nv-hoa", "nv-binh", "nv-mo", ""])
async def test_not_for_enumerators_officers_of_some_areas_those_who_read_and_households(staff: str) -> None:
    store = await bare()
    with pytest.raises(PaperError):
        await round_export(await desk(store, "round_export", "csv", staff))


async def test_they_are_issued_as_any_other_paper() -> None:
    store = await bare()
    order = (await desk(store, "round_export", "csv", "nv-lan")).order
    assert (await issue(store, order) or b"").startswith(b"PK")
    with pytest.raises(PaperRefusal):
        await issue(store, (await desk(store, "insurance_list", "xlsx", "nv-lan")).order)


async def test_not_for_an_officer_whose_access_has_ended() -> None:
    store = await bare()
    at = await desk(store, "round_export", "xlsx", "nv-lan")
    assert (await round_export(at)).startswith(b"PK")
    [lan] = [one for one in await store.staff() if one.id == "nv-lan"]
    await store.seed([replace(lan, active=False, version=lan.version + 1)])
    with pytest.raises(PaperError):
        await round_export(await desk(store, "round_export", "xlsx", "nv-lan"))


async def test_the_refusal_of_the_insurance_list_is_in_the_officer_s_language() -> None:
    store = await bare()
    with pytest.raises(PaperRefusal) as refused:
        await insurance_list(await desk(store, "insurance_list", "xlsx", "nv-lan"))
    assert "Chưa có danh sách" in refused.value.words
    [lan] = [one for one in await store.staff() if one.id == "nv-lan"]
    await store.seed([replace(lan, language="en", version=lan.version + 1)])
    with pytest.raises(PaperRefusal) as refused:
        await insurance_list(await desk(store, "insurance_list", "xlsx", "nv-lan"))
    assert "has been recognised" in refused.value.words
