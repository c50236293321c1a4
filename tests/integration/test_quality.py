"""Quality of surveys in chat: officers of the area are shown what to ask again, nobody else ever."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cases.case import Case, Move
from bot.cases.form_record import AnswerChange, FormRecord, SentResult
from bot.cases.quality import USUAL, Thresholds
from bot.commands.transcript import Line
from bot.config import Settings, settings
from bot.dialogue.message import Letter
from bot.dialogue.session import Session
from bot.documents.papers import StorePapers
from bot.errors import ConfigError
from bot.ports import Ready, TurnRecord
from bot.runtime.application import Application
from bot.runtime.traces import Traces
from locales import translate
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import SENT_AT, surveyed
from tests.integration.test_behind_one_s_back import AMEND_ROOF, SURVEYED
from tests.unit.locales.catalogues import texts

TALKS = Path(__file__).parents[1] / "conversations"
SEND = "👤 ba: [Gửi Ban Chỉ đạo]\n"
ROUND = "2026"
OWN_WORDS = [
    re.compile(".*".join(re.escape(part) for part in re.split(r"\{\w+\}", text)))
    for key, text in texts("vi").items()
    if key.startswith("quality.") and len(re.sub(r"\{\w+\}|\W", "", text)) > 6
]
"""What the quality view says, as patterns; signs and single values left out."""


class Walking(Commune):
    """A commune whose clock goes on before everything anybody does."""

    seconds = 20

    def _say(self, line: Line) -> None:
        self.clock.move(timedelta(seconds=self.seconds))
        super()._say(line)

    @classmethod
    async def begun(cls, seconds: int) -> "Walking":
        commune = cls()
        commune.seconds = seconds
        await commune.begin()
        return commune


def log_of(record: FormRecord, apart: float) -> tuple[AnswerChange, ...]:
    """Every answer of a form given so many seconds after the one before."""
    return tuple(
        AnswerChange(record.id, name, None, value, "nv-ba", SENT_AT + timedelta(seconds=apart * n))
        for n, (name, value) in enumerate(record.answers.values.items())
    )


async def put(
    commune: Commune,
    number: int,
    *,
    apart: float = 20,
    area: str = "kp3",
    by: str = "nv-ba",
    form: dict[str, Any] | None = None,
    sent: dict[str, Any] | None = None,
    extra: Iterable[AnswerChange] = (),
    **household: Any,
) -> Case:
    """A survey as the conversation leaves it, its answers so many seconds apart. sent: of its result."""
    scratch = MemoryStore()
    await scratch.seed(await commune.store.rounds())
    case, made = await surveyed(scratch, number, area=area, **household)
    changes = {"read_back": True, "visited_on": SENT_AT.date(), **(form or {})}
    data = {**dict(made.sent or {}), **(sent or {})}
    results = (SentResult(SENT_AT, made.answers, data),)
    record = replace(made, sent=data, result=data, results=results, **changes)
    case = replace(case, moves=(Move(SENT_AT, by, "", "finish_survey", "surveyed"),))
    turn = TurnRecord(
        f"put:{number}",
        SENT_AT,
        Session(f"test:{number}", 1),
        (case, record),
        (*log_of(record, apart), *extra),
    )
    assert await commune.store.commit(turn) == "committed"
    return case


def other(number: int) -> dict[str, Any]:
    """A house that no other is like."""
    return {"answers": {"floor_area_m2": 40 + number}}


async def opened(thresholds: Thresholds = USUAL) -> Commune:
    commune = await Commune.opened()
    app = Application(
        commune.store, commune.clock, StorePapers(commune.store), translate, thresholds=thresholds
    )
    await app.open([commune.channel])
    commune._app = app
    return commune


async def quality(commune: Commune, who: str = "lan") -> Ready:
    await commune.types(who, "menu")
    await commune.taps(who, "quality")
    return commune.newest(who)


def labels(letter: Ready) -> list[str]:
    return [button.label for row in letter.rows for button in row]


async def checked(commune: Commune, case: Case, who: str = "lan") -> str:
    """What the file's button says; "" where there is none."""
    await commune.types(who, case.code)
    if not any(one.startswith("Kiểm tra chất lượng") for one in labels(commune.newest(who))):
        return ""
    text = await commune.taps(who, "quality")
    return text.partition(f"{case.code} · ")[0]


# ── honest surveys ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("talk", ["01-viec-chinh.txt", "23-ong-ba-va-chau.txt"])
async def test_nothing_fires_for_a_survey_at_walking_pace(talk: str) -> None:
    """Twenty seconds an answer, as the golden conversations tell it."""
    commune = await Walking.begun(20)
    await commune.play((TALKS / talk).read_text("utf-8"))
    [trace] = await Traces(commune.store).of_round(ROUND)
    assert len(trace.gaps) > 20
    assert "0 phiếu có điều cần xem" in (await quality(commune)).text


async def test_of_the_whole_survey_only_the_pace_decides() -> None:
    """The same answers: at twenty seconds nothing, at two both rules of time, on a clock that stands one."""
    found = {}
    for seconds in (20, 2, 0):
        commune = await Walking.begun(seconds)
        await commune.play(SURVEYED + SEND)
        found[seconds] = await checked(commune, await _sent(commune))
    assert found[20] == ""
    assert "2 điều cần xem" in found[2]
    assert "cách lần trước dưới 3 giây" in found[2]
    assert "1 điều cần xem" in found[0]
    assert "Phiếu làm trong chưa đến 1 phút" in found[0]


async def _sent(commune: Commune) -> Case:
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None
    assert case.state == "surveyed"
    return case


# ── each rule in chat ────────────────────────────────────────────────────────────────────────
async def test_a_form_done_fast_is_held_beside_the_others() -> None:
    commune = await opened()
    fast = await put(commune, 1, apart=5, **other(1))
    for number in (2, 3):
        await put(commune, number, apart=40, **other(number))
    text = await checked(commune, fast)
    assert re.search(
        r"Phiếu làm trong [1-4] phút. Mức nên xem: dưới 5 phút. 2 phiếu khác: thường \d\d phút.", text
    )


async def test_paper_typed_later_and_other_tools_are_said_and_not_timed() -> None:
    commune = await opened()
    fields: dict[str, Any] = {"sent": {"score_a": 1}, **other(1)}
    await put(commune, 1, apart=0, form={"visited_on": SENT_AT.date() - timedelta(days=1)}, **fields)
    await put(commune, 2, apart=0, form={"read_back": False}, **other(2))
    assert "0 phiếu có điều cần xem" in (await quality(commune)).text
    people = await commune.taps("lan", ".people")
    assert "1 phiếu nhập từ giấy; 1 phiếu làm ở công cụ khác" in people


async def test_a_change_after_the_score_is_told_with_its_reason_also_on_a_clock_that_stands() -> None:
    """What came after the score is known by its reason, not by its time."""
    commune = await Walking.begun(0)
    await commune.play(SURVEYED + "👤 ba: [Sửa]\n" + AMEND_ROOF.format(who="ba") + SEND)
    text = await checked(commune, await _sent(commune))
    assert "2 điều cần xem" in text
    assert "1 chỗ sửa sau khi đã xem điểm. Mức nên xem: từ 1 chỗ." in text
    assert "Lý do: Lên xem lại, mái tôn mới." in text
    assert "Xếp loại theo phiếu không vì thế mà đổi." in text
    assert "Mọi câu trả lời đến cùng một lúc." in text


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("other", "Xếp loại theo phiếu vì thế đổi: Hộ nghèo → Hộ cận nghèo."),
        ("rain", "Xếp loại theo phiếu không vì thế mà đổi."),
    ],
)
async def test_whether_the_changes_moved_the_class(before: str, said: str) -> None:
    """Three deprivations make a household under the line poor, two do not: no toilet, no room, no water."""
    commune = await opened()
    change = AnswerChange("f-made-1", "water", before, "piped", "nv-ba", SENT_AT, "Lên xem lại, có nước máy.")
    poorest: dict[str, Any] = {"assets": [], "land": [], "livestock": [], "electricity_kwh": 5}
    answers = {**poorest, "toilet": "none", "floor_area_m2": 7, "water": "piped"}
    case = await put(commune, 1, extra=[change], answers=answers)
    with Faults() as faults:
        text = await checked(commune, case)
    assert faults.seen == []
    assert "1 chỗ sửa sau khi đã xem điểm" in text
    assert "Lý do: Lên xem lại, có nước máy." in text
    assert said in text
    assert ("Bảng điểm tập huấn" in text) == ("đổi: " in said)


async def test_people_unlike_the_request_are_named() -> None:
    commune = await opened()
    case = await put(commune, 1)
    request = FormRecord(
        "f-req", "mau_01", "web:mai", case.id, "2022-2025", "d", (await _form(commune, case)).answers, SENT_AT
    )
    values = {"name": "Hoàng Thị Mai", "birth": "1984-03-02", "m1.name": "Lý Văn Nam", "m1.birth": "2010"}
    request = replace(request, answers=type(request.answers)(("m1",), values))
    await commune.store.seed([request, replace(case, request="f-req", version=case.version + 1)])
    text = await checked(commune, case)
    assert "Có ở Mẫu 01, không có ở Phiếu B: Lý Văn Nam." in text
    assert "Có ở Phiếu B, không có ở Mẫu 01" not in text


async def _form(commune: Commune, case: Case) -> FormRecord:
    form = await commune.store.form(case.survey or "")
    assert form is not None
    return form


async def test_households_alike_are_named_by_code_and_those_elsewhere_only_counted() -> None:
    """Hòa answers for areas 1 to 4: of area 5 she is told that there is one, not which."""
    commune = await opened()
    one = await put(commune, 1)
    await put(commune, 2)
    await put(commune, 3, area="kp5")
    everything, part = await checked(commune, one), await checked(commune, one, "hoa")
    assert "giống hệt HL-9002, HL-9003, không kể" in everything
    assert "giống hệt HL-9002, 1 hộ ở khu khác, không kể" in part
    assert "HL-9003" not in part


async def test_of_many_alike_five_are_named() -> None:
    commune = await opened()
    cases = [await put(commune, number) for number in range(1, 9)]
    assert "HL-9006, và 2 hộ nữa, không kể" in await checked(commune, cases[0])


# ── by enumerator ────────────────────────────────────────────────────────────────────────────
async def test_figures_of_enumerators_and_who_stands_out() -> None:
    commune = await opened()
    for number in range(10):
        near: dict[str, Any] = {"sent": {"score_a": 140 if number < 4 else 60, "score_b": 10}}
        await put(commune, number, **near, **other(number))
        await put(commune, 20 + number, by="nv-tu", sent={"score_a": 60, "score_b": 10}, **other(20 + number))
    await quality(commune)
    people = await commune.taps("lan", ".people")
    ba, tu = commune.app.inbox.place.staff_by_id("nv-ba"), commune.app.inbox.place.staff_by_id("nv-tu")
    assert ba and tu
    assert f"⚠️ {ba.name}: 10 phiếu, 0 phiếu có điều cần xem" in people
    assert f"– {tu.name}: 10 phiếu" in people
    assert "20 giây một lần trả lời" in people
    assert "4 phiếu sát mức hộ nghèo" in people
    assert "Bảng điểm tập huấn" in people
    own = await commune.taps("lan", "nv-ba")
    assert "4 trên 10 phiếu có điểm sát mức hộ nghèo" in own
    assert "Rà soát viên khác: 0 trên 10 phiếu." in own
    assert re.search(r"– .*: 20 \(cả xã 20\)", own)
    assert "sát mức hộ nghèo. Mức" not in await _person(commune, "nv-tu")


async def _person(commune: Commune, staff: str) -> str:
    await quality(commune)
    await commune.taps("lan", ".people")
    return await commune.taps("lan", staff)


async def test_time_per_question_of_the_round() -> None:
    commune = await opened()
    for number in (1, 2, 3):
        await put(commune, number, apart=14, **other(number))
    await quality(commune)
    text = await commune.taps("lan", ".questions")
    assert "– Diện tích ở: 14" in text or re.search(r"– .+: 14$", text, re.MULTILINE)


async def test_of_few_answers_there_is_no_middle() -> None:
    commune = await opened()
    await put(commune, 1)
    await quality(commune)
    assert "Chưa có câu nào đủ 3 lần trả lời" in await commune.taps("lan", ".questions")


# ── the list, and ways through it ────────────────────────────────────────────────────────────
async def test_the_list_names_what_fired_most_first_and_leads_to_the_file_and_back() -> None:
    commune = await opened()
    calm = await put(commune, 1, **other(1))
    fast = await put(commune, 2, apart=1, **other(2))
    change = AnswerChange("f-made-3", "water", "other", "piped", "nv-ba", SENT_AT, "Lên xem lại.")
    one = await put(commune, 3, extra=[change], **other(3))
    shown = await quality(commune)
    assert "3 phiếu đã gửi, 2 phiếu có điều cần xem" in shown.text
    rows = [line for line in shown.text.splitlines() if line.startswith("– ")]
    assert rows == ["– HL-9002: làm nhanh; nhiều câu trả lời nhanh", "– HL-9003: sửa sau khi xem điểm"]
    assert [one for one in labels(shown) if "⚠️" in one] == [
        "HL-9002 · H.T.M · Khu 3 · ⚠️ 2",
        "HL-9003 · H.T.M · Khu 3 · ⚠️ 1",
    ]
    text = await commune.taps("lan", fast.id)
    assert text.startswith("⚠️ HL-9002: 2 điều cần xem.")
    assert "quality_opened" in [audit.action for audit in await commune.store.audits(fast.id)]
    assert "2 phiếu có điều cần xem" in await commune.types("lan", "0")
    assert one.code != calm.code


async def test_many_files_are_shown_a_page_at_a_time() -> None:
    commune = await opened()
    for number in range(1, 12):
        await put(commune, number, apart=0, **other(number))
    first = await quality(commune)
    assert sum("⚠️" in one for one in labels(first)) == 8
    second = await commune.taps("lan", ".next")
    assert "HL-9009" in second
    assert "HL-9001" not in second
    assert "HL-9001" in await commune.taps("lan", ".previous")


async def test_where_nothing_was_sent_it_is_said() -> None:
    commune = await opened()
    assert "chưa có Phiếu B nào gửi lên" in (await quality(commune)).text


async def test_an_officer_of_other_areas_sees_none_of_it() -> None:
    commune = await opened()
    await put(commune, 1, apart=0, area="kp5")
    assert "chưa có Phiếu B nào" in (await quality(commune, "hoa")).text
    assert "HL-9001" in (await quality(commune, "lan")).text


async def test_a_survey_that_is_done_again_is_read_again() -> None:
    commune = await opened()
    case = await put(commune, 1, **other(1))
    assert await checked(commune, case) == ""
    form = await _form(commune, case)
    change = AnswerChange(form.id, "water", "other", "piped", "nv-ba", SENT_AT, "Lên xem lại.")
    changed = replace(form, version=form.version + 1)
    session = Session("test:again", 1)
    await commune.store.commit(TurnRecord("again", SENT_AT, session, (changed,), (change,)))
    assert "1 chỗ sửa sau khi đã xem điểm" in await checked(commune, case)


# ── never to an enumerator, never a reason to stop ───────────────────────────────────────────
def quality_words(letters: Iterable[Letter | Ready]) -> list[str]:
    """What of these messages and their buttons the quality view could have said."""
    said: list[str] = []
    for letter in letters:
        rows = letter.rows if isinstance(letter, Ready) else letter.message.rows
        text = letter.text if isinstance(letter, Ready) else letter.message.text
        said += [*text.splitlines(), *(button.label for row in rows for button in row)]
    return own_words(said)


def own_words(lines: Iterable[str]) -> list[str]:
    return [one for one in lines if any(pattern.search(one) for pattern in OWN_WORDS)]


@pytest.mark.parametrize("talk", sorted(TALKS.glob("*.txt")), ids=lambda path: path.name)
async def test_no_enumerator_and_no_household_is_told_any_of_it(talk: Path) -> None:
    """Over every golden conversation, on a clock that stands, where each survey fires."""
    told: dict[str, list[str]] = {}
    for block in re.split(r"^(?=🤖|👤|@|#)", talk.read_text("utf-8"), flags=re.MULTILINE):
        if block.startswith("🤖 ") and not block.startswith(("🤖 lan:", "🤖 hoa:")):
            who, _, text = block.removeprefix("🤖 ").partition(":")
            told.setdefault(who, []).extend(text.splitlines())
    assert {who: own_words(lines) for who, lines in told.items() if own_words(lines)} == {}


async def test_the_enumerator_of_a_survey_that_fired_sees_nothing_of_it() -> None:
    commune = await Walking.begun(0)
    await commune.play(SURVEYED + SEND)
    case = await _sent(commune)
    assert "điều cần xem" in await checked(commune, case)
    await commune.types("ba", case.code)
    await commune.taps("ba", "why")
    await commune.types("ba", "menu")
    assert quality_words(commune.channel.phone("web:ba").shown) == []
    assert quality_words(commune.channel.phone("web:lan").shown) != []


@pytest.mark.parametrize("who", ["ba", "mai"])
async def test_the_conversation_is_closed_to_others(who: str) -> None:
    """Even with the frame in their session: roles are looked at each turn."""
    commune = await Walking.begun(0)
    await commune.play(SURVEYED + SEND)
    await quality(commune)
    frames = (await commune.session("lan")).frames
    await commune.types(who, "menu")
    session = await commune.session(who)
    forged = replace(session, frames=frames, version=session.version + 1, consented="2026-11")
    await commune.store.commit(TurnRecord(f"forged:{who}", SENT_AT, forged))
    await commune.types(who, "1")
    assert quality_words(commune.channel.phone(f"web:{who}").shown) == []


async def test_nothing_is_blocked() -> None:
    """A survey that fires counts like any other: the same state, the same result, the same notice."""
    outcomes = []
    for seconds in (0, 20):
        commune = await Walking.begun(seconds)
        await commune.play(SURVEYED + SEND)
        case = await _sent(commune)
        form = await _form(commune, case)
        outcomes.append((case.state, form.sent, labels(commune.newest("ba"))))
    assert outcomes[0] == outcomes[1]


# ── settings ─────────────────────────────────────────────────────────────────────────────────
async def test_the_thresholds_of_the_settings_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_QUALITY_FORM_MINUTES", "60")
    monkeypatch.setenv("RASOAT_QUALITY_QUESTION_SHARE", "0")
    thresholds = Settings().thresholds()
    assert thresholds == replace(USUAL, form_minutes=60, question_share=0)
    commune = await opened(thresholds)
    case = await put(commune, 1, **other(1))
    assert "Mức nên xem: dưới 60 phút" in await checked(commune, case)


def test_a_pause_of_no_minutes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every gap would be a pause, no form would have taken any time, and each would be shown."""
    monkeypatch.setenv("RASOAT_QUALITY_PAUSE_MINUTES", "0")
    with pytest.raises(ConfigError, match="greater than or equal to 1") as caught:
        settings()
    assert "RASOAT_QUALITY_PAUSE_MINUTES" in str(caught.value)


# ── reading ──────────────────────────────────────────────────────────────────────────────────
class Counting(MemoryStore):
    """Counts the logs read."""

    def __init__(self) -> None:
        super().__init__()
        self.logs = 0

    async def answer_log(self, form_id: str) -> tuple[AnswerChange, ...]:
        self.logs += 1
        return await super().answer_log(form_id)


async def test_each_survey_is_read_once_until_it_changes() -> None:
    store = Counting()
    commune = await Commune.opened(store)
    cases = [await put(commune, number, **other(number)) for number in (1, 2, 3)]
    traces = Traces(store)
    before = await traces.of_round(ROUND)
    assert (len(before), store.logs) == (3, 3)
    assert await traces.of_round(ROUND) == before
    assert store.logs == 3
    await store.seed([replace(cases[0], area="kp1", version=cases[0].version + 1)])
    assert {one.area for one in await traces.of_round(ROUND)} == {"kp1", "kp3"}
    assert store.logs == 4
    assert await traces.of_round("2023") == ()


async def test_traces_are_the_same_from_a_file(tmp_path: Path) -> None:
    """Times and days come back from SQLite as they went in."""
    keys = Keys.from_text(generate_key())
    store = await open_sqlite(tmp_path / "a.sqlite", keys)
    memory, disk = await Commune.opened(), await Commune.opened(store)
    for commune in (memory, disk):
        await put(commune, 1)
        await put(commune, 2, form={"visited_on": SENT_AT.date() - timedelta(days=1)})
    await store.close()
    again = await open_sqlite(tmp_path / "a.sqlite", keys)
    kept, read = await Traces(memory.store).of_round(ROUND), await Traces(again).of_round(ROUND)
    await again.close()
    assert read == kept
    assert [one.timing for one in read] == ["timed", "paper"]
    assert len(read[0].gaps) > 20
