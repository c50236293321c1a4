"""A kept result gives its reasons only where working it out again says the same."""

from dataclasses import fields

from bot.scoring.again import again, under_its_table
from bot.scoring.answers import Answers
from bot.scoring.contract import read_input
from bot.scoring.explanation import Reasons, explain, reasons
from bot.scoring.score import Place
from bot.scoring.stored import stored
from tests.integration.surveys import PACK, loaded, own_text
from tests.unit.scoring.households import make, scored

GIVEN = read_input(make())
KEPT = stored(scored(make()))
AT = GIVEN.reference_date


def test_the_same_answers_give_their_reasons() -> None:
    found = again(reasons, PACK, GIVEN.answers, GIVEN.place, AT, KEPT)
    assert found is not None
    assert stored(found.result) == KEPT
    assert sum(one.line.points for one in found.points) == 175
    assert len(found.judgements) == 12


def test_reasons_are_those_of_the_whole_explanation() -> None:
    plain = reasons(PACK, GIVEN.answers, GIVEN.place, AT)
    whole = explain(PACK, GIVEN.answers, GIVEN.place, AT)
    assert all(getattr(plain, one.name) == getattr(whole, one.name) for one in fields(Reasons))
    assert not hasattr(plain, "otherwise")


def test_another_result_gives_none() -> None:
    other = GIVEN.answers.put({"electricity_kwh": "400"})
    assert again(reasons, PACK, other, GIVEN.place, AT, KEPT) is None
    assert again(reasons, PACK, other, GIVEN.place, AT) is not None, "nothing was kept to differ from"


def test_what_cannot_be_scored_gives_none() -> None:
    assert again(reasons, PACK, Answers(), GIVEN.place, AT) is None
    assert again(reasons, PACK, GIVEN.answers, Place(None), AT, KEPT) is None


def test_the_table_is_that_of_the_result() -> None:
    table = loaded(own_text({"a01:1": 55}))
    texts = {table.digest: table.text}
    own = under_its_table(PACK, {"table_digest": table.digest}, texts)
    assert own.table.digest == table.digest and own.table.signed
    assert under_its_table(PACK, {"table_digest": "unknown"}, texts) is PACK
    assert under_its_table(PACK, {"table_digest": table.digest}, {}) is PACK
    assert under_its_table(PACK, {"table_digest": table.digest}, {table.digest: "no table"}) is PACK
