"""`rasoat import odk`: what comes in, what is left out and why, what two runs or a run cut short leave."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.cases.case import Applicant, Case
from bot.cases.commune import Area
from bot.cases.form_record import FormRecord
from bot.commands.import_odk import Outcome, bring, described
from bot.errors import ConfigError
from bot.exchange.odk import read_submissions
from bot.handlers import import_summary
from bot.ports import TurnRecord, Verdict
from bot.runtime.control import do
from bot.scoring.contract import score_object
from storage.memory import MemoryStore
from tests.integration.commune import Commune, Faults
from tests.integration.odk_help import TRUTHS, Importer, Sent, screening, survey


@pytest.fixture
async def commune() -> Commune:
    return await Commune.opened()


async def case_of(commune: Commune, code: str) -> Case:
    case = await commune.store.case_by_code(code)
    assert case is not None
    return case


async def survey_of(commune: Commune, code: str) -> FormRecord:
    record = await commune.store.form((await case_of(commune, code)).survey or "")
    assert record is not None
    return record


def heard(commune: Commune, who: str) -> list[str]:
    return [letter.text for letter in commune.phones.phone(f"web:{who}").shown]


def only(outcome: Outcome) -> tuple[str, str]:
    """The one submission's status, and all that was said of it."""
    [(_, report)] = outcome.lines
    return report.status, "\n".join((*report.wrong, *report.notes))


# ── what comes in ────────────────────────────────────────────────────────────────────────────
async def test_a_survey_comes_in_as_if_filled_in_here(commune: Commune) -> None:
    """The seeded truth of HL-0001 is scored by hand in tests/unit/seeds: the same figures here."""
    assert only(await Importer(commune).bring(survey("HL-0001"))) == ("imported", "")
    case, record = await case_of(commune, "HL-0001"), await survey_of(commune, "HL-0001")
    assert case.state == "surveyed"
    assert [(move.action, move.by, move.note) for move in case.moves[-1:]] == [
        ("finish_survey", "nv-ba", "nhập từ ODK/Kobo")
    ]
    assert (record.owner, str(record.visited_on), record.form) == ("nv-ba", "2026-10-05", "phieu_b")
    assert record.finished_at == record.seen_at == commune.clock.now()
    assert record.result == record.sent
    assert record.result is not None
    assert record.result["class"] in ("poor", "near_poor", "not_poor")
    assert record.result["official"] is False


async def test_every_answer_is_in_the_log_under_the_enumerator(commune: Commune) -> None:
    await Importer(commune).bring(survey("HL-0001"))
    record = await survey_of(commune, "HL-0001")
    log = await commune.store.answer_log(record.id)
    last = {one.key: one.new for one in log}
    assert last.pop("members") == record.answers.members
    assert last == dict(record.answers.values)
    assert {(one.by, one.reason) for one in log} == {("nv-ba", "")}
    audits = [(one.action, one.who, one.detail) for one in await commune.store.audits("c-hl-0001")]
    assert ("imported", "nv-ba", "uuid:b-HL-0001") in audits


async def test_the_result_is_what_rasoat_score_gives(commune: Commune) -> None:
    """As `rasoat score` gives it for what is true of the household."""
    for code in ("HL-0001", "HL-0002", "HL-0003"):
        await Importer(commune).bring(survey(code))
        result = (await survey_of(commune, code)).result or {}
        theirs = score_object(TRUTHS[f"c-{code.lower()}"])
        assert {name: result[name] for name in ("score_a", "score_b", "class", "deprived")} == {
            name: theirs[name] for name in ("score_a", "score_b", "class", "deprived")
        }


async def test_phieu_a_moves_the_file_and_b_follows_in_one_file_in_any_order(commune: Commune) -> None:
    outcome = await Importer(commune).bring(survey("HL-0004"), screening("HL-0004", ["pa01"]))
    assert [report.moved for _, report in outcome.lines] == ["listed", "surveyed"]
    case = await case_of(commune, "HL-0004")
    assert [move.action for move in case.moves[-2:]] == ["screen_in", "finish_survey"]
    assert case.moves[-2].note == "1 · nhập từ ODK/Kobo"


async def test_four_criteria_do_not_list_and_b_is_left_out(commune: Commune) -> None:
    four = screening("HL-0005", ["pa01", "pa02", "pa03", "pa04"])
    outcome = await Importer(commune).bring(four, survey("HL-0005"))
    assert [report.status for _, report in outcome.lines] == ["imported", "refused"]
    assert (await case_of(commune, "HL-0005")).state == "not_listed"
    assert outcome.left_out == 1


async def test_a_household_that_asked_itself_hears_of_it_without_the_result(commune: Commune) -> None:
    case = await case_of(commune, "HL-0001")
    await commune.store.seed([replace(case, applicants=(Applicant("web:mai"),), version=case.version + 1)])
    await Importer(commune).bring(survey("HL-0001"))
    [told] = heard(commune, "mai")
    assert told.startswith("Hồ sơ HL-0001: đã khảo sát xong tại nhà.")


async def test_officers_get_one_letter_about_all_of_it(commune: Commune) -> None:
    await Importer(commune).bring(
        survey("HL-0001"), survey("HL-0002", floor_area_m2="4000"), screening("HL-0006")
    )
    for officer in ("lan", "hoa"):
        [letter] = heard(commune, officer)
        assert "Phiếu A: 1, Phiếu B: 2" in letter
        assert "HL-0006, HL-0001, HL-0002" in letter
        assert letter.endswith("Có số lạ được giữ, xin xem: HL-0002.")
        assert "Hoàng" not in letter.replace("Nông Văn Ba", "")


async def test_a_long_import_is_told_on_the_way_and_in_short(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_summary, "MOST_WAITING", 2)
    monkeypatch.setattr(import_summary, "MOST_CODES", 1)
    await Importer(commune).bring(survey("HL-0001"), survey("HL-0002"), survey("HL-0003"))
    first, second = heard(commune, "lan")
    assert "Hồ sơ: HL-0001 và 1 hồ sơ nữa." in first
    assert "Hồ sơ: HL-0003." in second


async def test_an_officer_of_other_areas_hears_nothing(commune: Commune) -> None:
    await Importer(commune, "nv-nam").bring(survey("HL-0008"))
    assert len(heard(commune, "lan")) == 1
    assert heard(commune, "hoa") == []


async def test_a_draft_begun_in_chat_is_filled(commune: Commune) -> None:
    """The head stands in the draft already; who is named the same keeps the place, all else is replaced."""
    commune.phones.phone("web:ba")
    await commune.types("ba", "HL-0001")
    await commune.taps("ba", "survey")
    before = await survey_of(commune, "HL-0001")
    assert before.answers.members == ("m1",)
    assert only(await Importer(commune).bring(survey("HL-0001")))[0] == "imported"
    after = await survey_of(commune, "HL-0001")
    assert after.id == before.id
    assert after.answers.members[0] == "m1"
    log = await commune.store.answer_log(after.id)
    assert [one.by for one in log if one.key == "m1.name"] == ["last_list"]


# ── doubts and differences ───────────────────────────────────────────────────────────────────
async def test_a_doubt_is_kept_told_and_shown_to_the_officer(commune: Commune) -> None:
    status, said = only(await Importer(commune).bring(survey("HL-0001", floor_area_m2="4000.50")))
    assert status == "imported"
    assert "Diện tích này rộng hơn thường thấy. (4.000,5 m²)" in said
    record = await survey_of(commune, "HL-0001")
    assert record.answers.text("floor_area_m2") == "4000.5"
    assert "floor_area_m2:area_over_300" in record.kept
    opened = await commune.taps("lan", "!srv.c-hl-0001")
    assert "Diện tích này rộng hơn thường thấy. (4.000,5 m²)" in opened


async def test_another_score_on_the_phone_is_told_loudly_and_ours_is_kept(commune: Commune) -> None:
    record_a = survey("HL-0001", calc_score_a="12.0", calc_class="poor", calc_b_toilet="1")
    status, said = only(await Importer(commune).bring(record_a))
    kept = (await survey_of(commune, "HL-0001")).result or {}
    assert status == "imported"
    assert f"⚠ score_a: máy ODK tính 12.0, ở đây tính {kept['score_a']}" in said
    assert any("tính điểm khác ở đây, xin xem: HL-0001" in text for text in heard(commune, "lan"))


async def test_the_same_score_on_the_phone_is_nothing_to_tell(commune: Commune) -> None:
    await Importer(commune).bring(survey("HL-0001"))
    kept = (await survey_of(commune, "HL-0001")).result or {}
    again = await Commune.opened()
    same = survey("HL-0001", calc_score_a=f"{kept['score_a']}.0", calc_class=str(kept["class"]))
    assert only(await Importer(again).bring(same)) == ("imported", "")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"area_type": "urban"}, "Phiếu ghi loại hoặc vùng urban, khu này là rural"),
        ({"area_region": "rural_southeast"}, "rural_southeast, khu này là rural_northern_mountains"),
    ],
)
async def test_the_area_says_its_type_and_region(commune: Commune, fields: dict[str, str], told: str) -> None:
    status, said = only(await Importer(commune).bring(survey("HL-0001", **fields)))
    assert (status, told in said) == ("imported", True)


async def test_a_form_of_another_pack_or_table_is_told(commune: Commune) -> None:
    other = replace(survey("HL-0001"), version="0123456789ab-0123456789ab")
    status, said = only(await Importer(commune).bring(other))
    assert status == "imported"
    assert "bộ quy định khác" in said
    assert "bảng điểm khác" in said


async def test_what_is_not_asked_is_named_and_not_taken(commune: Commune) -> None:
    """HL-0001's first member is grown up: nobody asks whether they are undernourished."""
    status, said = only(await Importer(commune).bring(survey("HL-0001").but_member(1, undernourished="yes")))
    assert status == "imported"
    assert "(undernourished): câu này không hỏi ở đây" in said
    assert (await survey_of(commune, "HL-0001")).answers.get("undernourished", "m1") is None


@pytest.mark.parametrize("sent", [survey("HL-0001"), screening("HL-0004")])
async def test_a_visit_long_ago_is_kept_and_told_as_the_conversation_would_ask(
    commune: Commune, sent: Sent
) -> None:
    status, said = only(await Importer(commune).bring(sent.but(visited_on="2023-10-05")))
    assert (status, "Ngày 5/10/2023 đã lâu rồi" in said) == ("imported", True)


async def test_the_day_of_a_point_in_time_and_less_than_nothing(commune: Commune) -> None:
    sent = survey("HL-0001").but(visited_on="2026-10-05T23:59:59.999+07:00", electricity_kwh="-0.0")
    await Importer(commune).bring(sent)
    record = await survey_of(commune, "HL-0001")
    assert (str(record.visited_on), record.answers.get("electricity_kwh")) == ("2026-10-05", "0")


# ── what is left out ─────────────────────────────────────────────────────────────────────────
Change = Callable[[Sent], Sent]

WRONG: dict[str, tuple[Change, str]] = {
    "choice": (lambda s: s.but(wall="mud"), "(wall): thấy “mud”. Cần một trong: durable, not_durable."),
    "missing": (lambda s: s.but(toilet=None), "(toilet): thấy “…”. Câu này có hỏi, cần câu trả lời."),
    "empty": (lambda s: s.but(toilet=" "), "(toilet): thấy “…”."),
    "no number": (lambda s: s.but(floor_area_m2="nhiều"), "(floor_area_m2): thấy “nhiều”. Cần số từ 0.01"),
    "decimals": (lambda s: s.but(floor_area_m2="7.999"), "nhiều nhất 2 số lẻ"),
    "too small": (lambda s: s.but(floor_area_m2="0"), "(floor_area_m2): thấy “0”."),
    "too large": (lambda s: s.but(electricity_kwh="1000001"), "Cần số từ 0 đến 1000000"),
    "comma": (lambda s: s.but(electricity_kwh="12,5"), "dấu chấm trước số lẻ"),
    "list": (lambda s: s.but(assets="tv yacht"), "(assets): thấy “tv yacht”."),
    "twice": (lambda s: s.but(assets="tv tv"), "mỗi mã một lần"),
    "apart": (lambda s: s.but(livestock="cattle_1 cattle_2"), "Không đi cùng nhau: cattle_1 + cattle_2"),
    "list not asked": (lambda s: s.but(x_assets="", assets=""), "(assets): thấy “…”."),
    "nothing and something": (lambda s: s.but(x_assets="none tv"), "(assets): thấy “none tv”."),
    "birth": (lambda s: s.but_member(1, birth="1984-02-31"), "người 1"),
    "birth to come": (lambda s: s.but_member(1, birth="2026-10-02"), "từ 1900 đến 2026-10-01"),
    "people": (lambda s: s.but_member(1, ethnicity="77"), "Cần mã dân tộc từ 01 đến 54"),
    "name": (lambda s: s.but_member(1, name="Hoàng 2"), "(name): thấy “Hoàng 2”."),
    "undecided": (lambda s: s.but_member(1, insured="unknown"), "Còn chưa rõ. Xin hỏi lại hộ"),
    "no head": (lambda s: s.but_member(1, relation="other"), "Cần đúng một người là chủ hộ"),
    "count": (lambda s: s.but(household_size="9"), "(household_size): thấy “9”. Danh sách có"),
    "a day of the year 26": (lambda s: s.but(visited_on="0026-10-05"), "(visited_on): thấy “0026-10-05”."),
    "a week": (lambda s: s.but(visited_on="2026-W41-1"), "(visited_on): thấy “2026-W41-1”."),
    "a day with more": (lambda s: s.but(visited_on="2026-10-0512"), "(visited_on): thấy “2026-10-0512”."),
    "nobody": (lambda s: replace(s, members=()), "Cần từ 1 đến 40 người"),
    "crowd": (lambda s: replace(s, members=s.members[:1] * 41), "Cần từ 1 đến 40 người"),
    "no day": (lambda s: s.but(visited_on=None), "(visited_on): thấy “…”."),
    "day to come": (lambda s: s.but(visited_on="2026-10-06"), "không sau hôm nay"),
    "nobody answered": (lambda s: s.but(respondent=""), "(respondent): thấy “…”."),
    "no code": (lambda s: s.but(case_code="HL-9999"), "Không có hồ sơ mã HL-9999"),
    "other area": (lambda s: s.but(case_code="HL-0008"), "Hộ ở Khu 5, không phải khu của Nông Văn Ba"),
    "no paper": (lambda s: s.but(case_code="HL-0007"), "Xã chưa nhận giấy có chữ ký"),
    "no Phiếu A": (lambda s: s.but(case_code="HL-0004"), "Hộ chưa có Phiếu A"),
    "no form": (
        lambda s: replace(s, form="x", members=()).but(floor_area_m2=None),
        "Không rõ là Phiếu A hay",
    ),
}


@pytest.mark.parametrize("name", WRONG)
async def test_what_is_wrong_is_named_and_nothing_is_written(commune: Commune, name: str) -> None:
    change, told = WRONG[name]
    before = await case_of(commune, "HL-0001")
    with Faults() as faults:
        status, said = only(await Importer(commune).bring(change(survey("HL-0001"))))
    assert (status, faults.seen) == ("refused", [])
    assert told in said
    assert await case_of(commune, "HL-0001") == before
    assert heard(commune, "lan") == []


async def test_the_good_ones_go_in_beside_the_bad(commune: Commune) -> None:
    outcome = await Importer(commune).bring(
        survey("HL-0001"), survey("HL-0002", wall="mud"), survey("HL-0003")
    )
    assert [report.status for _, report in outcome.lines] == ["imported", "refused", "imported"]
    lines = described(outcome, check=False)
    assert lines[0] == "✗ để lại · HL-0002 · all.json[2] · uuid:b-HL-0002"
    assert lines[-1] == "Đã nhập 2 phiếu. Có sẵn từ trước: 0. Để lại: 1."
    assert (await case_of(commune, "HL-0002")).survey is None


@pytest.mark.parametrize("criterion", ["", "maybe"])
async def test_a_criterion_of_phieu_a_without_yes_or_no_is_named(commune: Commune, criterion: str) -> None:
    status, said = only(await Importer(commune).bring(screening("HL-0004").but(pa03=criterion)))
    assert status == "refused"
    assert "(pa03): thấy" in said


async def test_kin_is_not_surveyed_by_kin(commune: Commune) -> None:
    case = await case_of(commune, "HL-0001")
    await commune.store.seed([replace(case, kin_of=("nv-ba",), version=case.version + 1)])
    assert only(await Importer(commune).bring(survey("HL-0001"))) == (
        "refused",
        "Nông Văn Ba đã báo đây là người nhà. Xin giao rà soát viên khác.",
    )
    assert only(await Importer(commune, "nv-tu").bring(survey("HL-0001")))[0] == "imported"


@pytest.mark.parametrize("staff", ["nv-lan", "nv-khong-co", ""])
async def test_only_an_enumerator_brings_surveys(commune: Commune, staff: str) -> None:
    with pytest.raises(ConfigError, match="no enumerator of this id"):
        await Importer(commune, staff).bring(survey("HL-0001"))


async def test_an_enumerator_whose_access_ended_brings_none(commune: Commune) -> None:
    await commune.play("@revoke nv-ba\n")
    with pytest.raises(ConfigError, match="no enumerator of this id"):
        await Importer(commune).bring(survey("HL-0001"))


async def test_without_the_areas_type_there_is_no_class(commune: Commune) -> None:
    area = next(one for one in await commune.store.areas() if one.id == "kp3")
    unset: Area = replace(area, type=None, version=area.version + 1)
    await commune.store.seed([unset])
    await commune.app.refresh()
    status, said = only(await Importer(commune).bring(survey("HL-0001")))
    assert (status, "HL-0001" in said) == ("refused", False)
    assert (await case_of(commune, "HL-0001")).state == "listed"


@pytest.mark.parametrize("sent", [survey("HL-0001"), screening("HL-0004")], ids=["B", "A"])
async def test_nothing_is_surveyed_under_a_draft(commune: Commune, sent: Sent) -> None:
    running = next(one for one in await commune.store.rounds() if one.id == "2026")
    await commune.store.seed([replace(running, pack_id="2027-2030", version=running.version + 1)])
    await commune.app.refresh()
    status, said = only(await Importer(commune).bring(sent))
    assert (status, "2027-2030" in said) == ("refused", True)


# ── twice, again, cut short ──────────────────────────────────────────────────────────────────
async def test_importing_twice_changes_nothing(commune: Commune) -> None:
    importer = Importer(commune)
    await importer.bring(survey("HL-0001"), screening("HL-0004"))
    before = [await case_of(commune, code) for code in ("HL-0001", "HL-0004")]
    again = await importer.bring(survey("HL-0001"), screening("HL-0004"))
    assert [report.status for _, report in again.lines] == ["already", "already"]
    assert [await case_of(commune, code) for code in ("HL-0001", "HL-0004")] == before
    assert len(heard(commune, "lan")) == 1


async def test_kobos_id_without_its_scheme_is_the_same_submission(commune: Commune) -> None:
    await Importer(commune).bring(survey("HL-0001", "uuid:same"))
    assert only(await Importer(commune).bring(survey("HL-0001", "same")))[0] == "already"


async def test_a_second_submission_of_a_household_is_never_written_over_the_first(commune: Commune) -> None:
    importer = Importer(commune)
    await importer.bring(survey("HL-0001"))
    before = await survey_of(commune, "HL-0001")
    assert only(await importer.bring(survey("HL-0001").as_("uuid:2"))) == ("same", "")
    status, said = only(await importer.bring(survey("HL-0001", toilet="none", wall="mud").as_("uuid:3")))
    assert status == "differs"
    assert "wall" in said
    assert "toilet" in said
    assert await survey_of(commune, "HL-0001") == before


async def test_one_submission_for_two_households_is_taken_for_the_first(commune: Commune) -> None:
    """The second household is not said to have been surveyed: nothing of it came in."""
    importer = Importer(commune)
    await importer.bring(survey("HL-0001", "uuid:one"))
    outcome = await importer.bring(survey("HL-0002", "uuid:one"))
    status, said = only(outcome)
    assert (status, "hộ khác" in said, outcome.left_out) == ("refused", True, 1)
    assert (await case_of(commune, "HL-0002")).state == "listed"


async def test_the_same_submission_with_other_answers_says_where(commune: Commune) -> None:
    """Changed in the other tool, or here since: what stands here stays, and nobody believes otherwise."""
    importer = Importer(commune)
    await importer.bring(survey("HL-0001"))
    before = await survey_of(commune, "HL-0001")
    outcome = await importer.bring(survey("HL-0001").but(toilet="none", water="other"))
    status, said = only(outcome)
    assert (status, "water, toilet" in said) == ("already", True)
    assert said in "\n".join(described(outcome, check=False))
    assert await survey_of(commune, "HL-0001") == before


async def test_a_survey_whose_score_was_seen_in_chat_is_finished_there(commune: Commune) -> None:
    await commune.types("ba", "HL-0001")
    await commune.taps("ba", "survey")
    record = await survey_of(commune, "HL-0001")
    seen = replace(record, seen_at=commune.clock.now(), version=record.version + 1)
    await commune.store.seed([seen])
    status, said = only(await Importer(commune).bring(survey("HL-0001")))
    assert (status, "đã xem điểm" in said) == ("refused", True)
    assert await survey_of(commune, "HL-0001") == seen


class Failing(MemoryStore):
    """A store whose machine goes down at a chosen commit."""

    left: int | None = None

    async def commit(self, record: TurnRecord) -> Verdict:
        if self.left == 0:
            raise ConnectionAbortedError
        if self.left is not None:
            self.left -= 1
        return await super().commit(record)


@pytest.mark.parametrize("written", [0, 1, 2, 3, 4])
async def test_a_run_cut_short_is_completed_by_the_next(written: int) -> None:
    """After so many commits nothing more is written; the next run does the rest, and officers hear once."""
    store = Failing()
    commune = await Commune.opened(store)
    sent = (survey("HL-0001"), screening("HL-0004"), survey("HL-0004"))
    store.left = written
    with suppress(ConfigError, ConnectionAbortedError):
        await Importer(commune).bring(*sent)
    await commune.app.outbox.settle()
    assert len(heard(commune, "lan")) == (written == 4)
    store.left = None
    outcome = await Importer(commune).bring(*sent)
    assert [r.status for _, r in outcome.lines].count("already") == min(written, 3)
    assert outcome.left_out == 0
    assert [(await case_of(commune, code)).state for code in ("HL-0001", "HL-0004")] == ["surveyed"] * 2
    [letter] = heard(commune, "lan")
    assert "Phiếu A: 1, Phiếu B: 2" in letter


async def test_a_fault_of_ours_leaves_out_one_submission_and_no_other(
    commune: Commune, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Told and logged by kind and place, without a word of what the household said."""
    known = commune.store.case_by_code

    async def one_fails(code: str) -> Case | None:
        if code == "HL-0001":
            raise KeyError("Hoàng Văn Chài")
        return await known(code)

    monkeypatch.setattr(commune.store, "case_by_code", one_fails)
    outcome = await Importer(commune).bring(survey("HL-0001"), survey("HL-0002"))
    assert [report.status for _, report in outcome.lines] == ["refused", "imported"]
    told = "\n".join((*described(outcome, check=False), caplog.text))
    assert "KeyError in" in told
    assert "Chài" not in told


async def test_what_had_gone_in_is_told_where_an_import_is_stopped(commune: Commune) -> None:
    """The enumerator's access ends while it runs."""

    async def ended_after_one(wish: dict[str, str]) -> dict[str, str]:
        answer = await do(commune.app, wish)
        await do(commune.app, {"do": "revoke", "staff": "nv-ba"})
        return answer

    sent = [survey("HL-0001"), survey("HL-0002")]
    found = read_submissions("all.json", json.dumps([one.kobo for one in sent]).encode())
    outcome = await bring(ended_after_one, found, "nv-ba", check=False)
    assert (outcome.count("imported"), outcome.left_out) == (1, 0)
    lines = described(outcome, check=False)
    assert lines[-2].startswith("Dừng giữa chừng: no enumerator of this id")
    assert lines[-1].startswith("Đã nhập 1 phiếu.")


async def test_two_imports_at_once_take_each_survey_once(commune: Commune) -> None:
    sent = (survey("HL-0001"), survey("HL-0002"), survey("HL-0003"))
    one, other = await asyncio.gather(Importer(commune).bring(*sent), Importer(commune).bring(*sent))
    assert one.count("imported") + other.count("imported") == 3
    assert one.left_out + other.left_out == 0
    for code in ("HL-0001", "HL-0002", "HL-0003"):
        audits = await commune.store.audits(f"c-{code.lower()}")
        assert [a.action for a in audits].count("imported") == 1


async def test_what_a_file_says_is_no_command_to_the_terminal(commune: Commune) -> None:
    sent = replace(survey("HL-0001").but(wall="\x1b[2J\u202edurable"), instance="uuid:x")
    found = read_submissions("a\x1b[31m.json", json.dumps([sent.kobo]).encode())
    lines = described(await Importer(commune).bring_found(found), check=False)
    assert "durable" in "".join(lines)
    assert all(line.isprintable() for line in lines)


# ── only looked at ───────────────────────────────────────────────────────────────────────────
async def test_a_check_writes_nothing_and_says_what_would_be(commune: Commune) -> None:
    importer = Importer(commune, check=True)
    before = [await case_of(commune, code) for code in ("HL-0001", "HL-0004")]
    outcome = await importer.bring(
        survey("HL-0004"), screening("HL-0004"), survey("HL-0001"), survey("HL-0001").as_("uuid:2")
    )
    assert [(b.form, r.status) for b, r in outcome.lines] == [
        ("phieu_a", "good"),
        ("phieu_b", "good"),
        ("phieu_b", "good"),
        ("phieu_b", "refused"),
    ]
    assert [await case_of(commune, code) for code in ("HL-0001", "HL-0004")] == before
    assert heard(commune, "lan") == []
    assert described(outcome, check=True)[-1].endswith("Phải để lại: 1. Chưa ghi gì.")
    assert "all.json[3]" in "\n".join(described(outcome, check=True))
