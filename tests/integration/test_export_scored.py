"""The households of an exported round, scored again from the JSON alone: the same A, B and class."""

import io
import json
import random
from decimal import Decimal
from typing import Any

from bot.cases.case import Case
from bot.cases.form_record import FormRecord, SentResult
from bot.commands import score
from bot.documents.export.export import export
from bot.scoring.contract import output, read_input, score_stream
from bot.scoring.json_records import parse
from bot.scoring.packs import load_pack
from bot.scoring.score import score as score_it
from bot.scoring.stored import stored
from tests.integration.rounds import bare, full_round, plan_of
from tests.integration.surveys import SENT_AT, surveyed
from tests.unit.scoring.fast_households import household, line_of

PACK = load_pack("2022-2025")


async def test_the_households_of_the_json_are_scored_again_alike(tmp_path: Any) -> None:
    store, plan = await full_round()
    homes = json.loads(await export(store, plan.id, "json"))["households"]
    surveyed = [one for one in homes if one["members"]]
    assert len(surveyed) >= 6
    file, out = tmp_path / "homes.jsonl", io.StringIO()
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in surveyed), "utf-8")
    assert score.run(str(file), explain=False, out=out) == 0
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    parts = ("score_a", "score_b", "class", "deprived", "unknown", "table_provenance", "official")
    for home, result in zip(surveyed, found, strict=True):
        assert {part: home["result"][part] for part in parts} == {part: result[part] for part in parts}


async def test_random_households_of_any_area_and_day_are_scored_again_alike() -> None:
    """Every question answered, asked or not: what is not asked stays here, what counts comes back."""
    store = await bare()
    plan, rng = await plan_of(store), random.Random(20261122)
    expected: dict[str, dict[str, Any]] = {}
    for number in range(100, 180):
        given = read_input(parse(line_of(household(rng)).decode()))
        result = score_it(given.pack, given.answers, given.place, given.reference_date)
        data = stored(result)
        case = Case(
            f"c{number}",
            f"HL-9{number}",
            plan.id,
            "kp3",
            "surveyed",
            "Lý Văn Một",
            "1970",
            survey=f"f{number}",
        )
        record = FormRecord(
            f"f{number}", "phieu_b", "nv-ba", case.id, PACK.id, PACK.digest, given.answers, SENT_AT, plan.id,
            finished_at=SENT_AT, sent=data, result=data, results=(SentResult(SENT_AT, given.answers, data),),
        )  # fmt: skip
        await store.seed([case, record])
        expected[case.code] = output(PACK, result, explain=False)
    text = (await export(store, plan.id, "json")).decode()
    lines = [line.removesuffix(",") for line in text.splitlines() if line.startswith('{"code":"HL-9')]
    found = dict(zip((json.loads(line)["code"] for line in lines), score_stream(lines), strict=True))
    assert found == expected
    assert len({one["class"] for one in expected.values()}) > 2, "all classes are among them"


async def test_a_number_keeps_every_digit_that_was_typed() -> None:
    """Just under eight square metres a person is under eight; rounded it would not be."""
    store = await bare()
    area = Decimal("7.99999999999999999999999")
    await surveyed(store, 1, answers={"floor_area_m2": area})
    text = (await export(store, (await plan_of(store)).id, "json")).decode()
    [line] = [line for line in text.splitlines() if line.startswith('{"code":"HL-9001')]
    assert f'"floor_area_m2":{area}' in line
    [result] = score_stream([line.removesuffix(",")])
    assert "floor_area" in result["deprived"]


async def test_each_household_stands_on_a_line_of_its_own() -> None:
    store, plan = await full_round()
    lines = (await export(store, plan.id, "json")).decode().splitlines()
    own = [json.loads(line.removesuffix(",")) for line in lines if line.startswith('{"code"')]
    assert len(own) == json.loads("\n".join(lines))["round"]["households"]
