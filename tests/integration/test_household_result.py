"""The household reads its result: only once it is posted, in plain words, its people's part for it alone."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.cases.case import Applicant, State
from bot.scoring.packs import load_pack
from tests.integration.commune import Commune, Faults, request
from tests.integration.surveys import hung
from tests.integration.test_behind_one_s_back import SENT, SURVEYED, case_of
from tests.unit.scoring.households import CASES

PACK = load_pack("2022-2025")
DONE = SURVEYED + "👤 ba: [Gửi Ban Chỉ đạo]\n"
LONGEST_SENTENCE = 20
OWN = Applicant("web:mai")
HELPER = Applicant("web:mai", helper=True)


async def at(state: State, applicant: Applicant = OWN, language: str = "", **sent: Any) -> Commune:
    """HL-0001 surveyed and sent, in this state, linked to Mai's phone; `sent` changes the kept result."""
    commune = await Commune.opened()
    await commune.play(SENT + DONE)
    case = await case_of(commune, "HL-0001")
    form = await commune.store.form(case.survey or "")
    assert form is not None
    assert form.sent is not None
    data = {name: value for name, value in (dict(form.sent) | sent).items() if value is not ...}
    moved = replace(case, state=state, applicants=(applicant,), version=case.version + 1)
    posted, posting = hung(moved)
    moved = posted if state in ("posted", "recognised") else moved
    results = (replace(form.results[-1], data=data),)
    await commune.store.seed(
        [posting, moved, replace(form, sent=data, results=results, version=form.version + 1)]
    )
    await commune.types("mai", "HL-0001")
    return commune


async def read(commune: Commune) -> str:
    """What the tap on the result says, without the screen asked anew below it."""
    said = await commune.taps("mai", "result")
    return said.partition("Hồ sơ HL-0001")[0]


def sentences(text: str) -> list[str]:
    return [one for line in text.splitlines() for one in re.split(r"(?<=[.?!:])\s", line) if one]


ALL = {one.id: (["m1.insured"] if "{who}" in one.plain["vi"] else ["wall"]) for one in PACK.indicators}


@pytest.mark.parametrize("state", ["surveyed", "listed"])
async def test_before_it_is_posted_there_is_nothing_to_read(state: State) -> None:
    commune = await at(state)
    assert all("result" not in one.rpartition(".")[2] for one in commune.ids("mai"))
    assert "Kết quả theo phiếu" not in commune.newest("mai").text


@pytest.mark.parametrize("state", ["posted", "recognised"])
async def test_once_posted_it_is_there_in_plain_words(state: State) -> None:
    with Faults() as faults:
        commune = await at(state)
        text = await read(commune)
    assert faults.seen == []
    assert "⚠ Bảng tính đang dùng để tập huấn, chưa phải kết quả chính thức." in text
    assert "1.500.000 đồng" in text
    assert "khiếu nại" in text
    assert "0205 000 0000" in text
    assert ("chậm nhất hết ngày 08/10/2026" in text) == (state == "posted")


@pytest.mark.parametrize("state", ["posted", "recognised"])
@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("applicant", [OWN, HELPER], ids=["own", "helper"])
async def test_never_a_point_and_short_sentences(state: State, over: bool, applicant: Applicant) -> None:
    named = "not_poor" if over else "poor"
    scores: dict[str, Any] = {"score_a": 163 if over else 87, "score_b": 120, "line": 140, "class": named}
    commune = await at(state, applicant, deprived=list(ALL), because=ALL, **scores)
    office = (await commune.store.communes())[0].office
    text = (await read(commune)).replace(office, "…").replace("08/10/2026", "…")
    assert "điểm" not in text.lower()
    assert not re.search(r"\b(163|87|120|140|175|30|10)\b", text)
    assert ("vượt mức này" in text) and (("không vượt mức này" in text) == (not over))
    for sentence in sentences(text):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


async def test_every_lack_is_said_with_whom_to_the_household() -> None:
    text = await read(await at("posted", deprived=list(ALL), because=ALL))
    for one in PACK.indicators:
        assert "– " + one.plain["vi"].replace("{who}", "Chài") in text
    assert "{" not in text


async def test_a_helper_is_told_nothing_of_the_people() -> None:
    text = await read(await at("posted", HELPER, deprived=list(ALL), because=ALL))
    assert "Chài" not in text
    assert not any(one.plain["vi"].partition(":")[0] in text for one in PACK.indicators)
    assert "chỉ báo cho chính hộ" in text


async def test_a_result_kept_by_an_earlier_version_is_readable() -> None:
    old: dict[str, Any] = dict.fromkeys(("because", "place", "reference_date", "table_digest", "points"), ...)
    text = await read(await at("posted", deprived=["health_insurance", "water"], **old))
    assert "– Chưa có thẻ bảo hiểm y tế: có người trong nhà." in text
    assert "Nước ăn, uống, tắm giặt chưa lấy từ nguồn sạch." in text


async def test_nothing_lacking_is_said_so() -> None:
    text = await read(await at("posted", deprived=[], because={}))
    assert "gia đình không thiếu điều nào" in text


async def test_an_official_result_has_no_training_mark() -> None:
    assert "⚠" not in await read(await at("posted", official=True))


async def test_days_are_those_of_the_round_of_the_file() -> None:
    """The next round has begun; of this file the decision is still that of its own round."""
    commune = await at("posted")
    place = commune.app.inbox.place
    phases = tuple(
        replace(one, starts=one.starts.replace(year=2027), ends=one.ends.replace(year=2027))
        for one in place.round.phases
    )
    later = replace(place.round, id="2027", phases=phases)
    commune.app.inbox.place = replace(place, round=later, rounds=(*place.rounds, later))
    await commune.types("mai", "HL-0001")
    assert "dự kiến trước 14/12/2026" in await read(commune)


async def test_another_s_phone_reads_nothing() -> None:
    commune = await at("posted")
    await commune.play(request("dung", "Nông Thị Dung") + "👤 dung: [Đúng rồi, gửi đi]\n")
    assert "không gắn với điện thoại này" in await commune.types("dung", "HL-0001")


async def test_the_whole_letter_with_every_lack_word_by_word() -> None:
    """The twelve sentences as a household reads them; the file is read by people who speak with it."""
    text = await read(await at("posted", deprived=list(ALL), because=ALL))
    assert text.strip() + "\n" == (CASES / "household_result.txt").read_text("utf-8")
