"""Papers of the law's weight and results of the training table: no order opens any of them, in any shape."""

from dataclasses import replace

import pytest

from bot.cases.papers import PAPERS, Order, Paper
from bot.documents.issuing import issue
from bot.errors import PaperRefusal
from bot.ports import Store
from tests.papers.drawn import ON, drawn, round_of

WEIGHTY = [one for one in PAPERS if one.weighty]


async def one_in_training(store: Store) -> str:
    """Of a decided round a single household that is on a list has a result of the training table."""
    home = next(one for one in drawn(1) if one.state == "recognised" and not one.second)
    record = await store.form(f"f-made-{home.number}")
    assert record is not None
    [sent] = record.results
    marked = replace(sent, data={**sent.data, "official": False})
    # what stands beside the results, as a form being amended might have it, says "official" still
    await store.seed([replace(record, results=(marked,), version=record.version + 1)])
    return home.code


@pytest.mark.parametrize("paper", WEIGHTY, ids=lambda one: one.id)
async def test_one_result_of_the_training_table_keeps_back_every_shape(paper: Paper) -> None:
    store, round_id = await round_of(drawn(1))
    await one_in_training(store)
    subject = round_id if paper.of == "round" else "d1"
    for shape in paper.shapes:
        order = Order(paper, shape, subject, "nv-lan", ON)
        with pytest.raises(PaperRefusal):
            await issue(store, order)
        parsed = Order.parse(paper.id, order.argument)
        assert parsed == order, "what a letter or a link keeps is the same order"


async def test_every_weighty_paper_is_of_a_kind_this_test_can_order() -> None:
    assert {one.of for one in WEIGHTY} == {"dossier", "round"}
    assert {one.id for one in WEIGHTY} >= {"phu_luc_vi", "report_up", "mau_02", "mau_03", "reports_final"}
