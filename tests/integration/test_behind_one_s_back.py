"""What happens when somebody else, or another round, has moved things on between two of a person's taps."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.cases.case import Case
from bot.documents.papers import StorePapers
from bot.runtime.application import Application
from locales import translate
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune, Faults, request

SENT = request() + "👤 mai: [Đúng rồi, gửi đi]\n"
CORRECTING = "👤 mai: 2\n👤 mai: [Sửa giấy đề nghị]\n👤 mai: [Sửa]\n"
RECEIVED = "👤 lan: [Nhận giấy]\n👤 lan: [Hôm nay 05/10]\n"
TO_THE_HOUSE = (
    "👤 ba: HL-0001\n👤 ba: [Làm Phiếu B]\n👤 ba: nam\n👤 ba: [Đủ 1 người]\n👤 ba +: Nùng\n"
    + "".join(f"👤 ba +: {answer}\n" for answer in (2, 4, 0, 0, 0, 0, 0))
)
SURVEYED = (
    TO_THE_HOUSE
    + "".join(f"👤 ba +: {answer}\n" for answer in (2, 1, 2, 38, 45, 5, 6, "1,4", "1,7", 1, 1, "1,2", 1))
    + "👤 ba: [Chài, 47]\n"
)
AMEND_ROOF = (
    "👤 {who}: [Nhà ở]\n👤 {who}: [Mái: Không bền chắc (lá, rơm, bạt…)]\n"
    "👤 {who}: 1\n👤 {who}: Lên xem lại, mái tôn mới.\n"
)


async def case_of(commune: Commune, code: str) -> Case:
    found = await commune.store.case_by_code(code)
    assert found is not None
    return found


async def survey_values(commune: Commune) -> dict[str, object]:
    case = await case_of(commune, "HL-0001")
    form = await commune.store.form(case.survey or "")
    assert form is not None
    return dict(form.answers.values)


async def test_forty_requests_at_once_each_get_a_code(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "a.sqlite", Keys.from_text(generate_key()))
    commune = await Commune.opened(store)
    given = ("An", "Bình", "Cường", "Dung", "Hà", "Hải", "Lan", "Mai", "Nam", "Oanh")
    people = [f"r{n}" for n in range(40)]
    for n, who in enumerate(people):
        await commune.play(request(who, f"Hoàng {given[n // 10]} {given[n % 10]}"))
    sends = [commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.send") for who in people]
    with Faults() as faults:
        await asyncio.gather(*(commune.app.take(event) for event in sends))
    cases = [case for who in people for case in await store.cases_of_chat(f"web:{who}")]
    await store.close()
    assert faults.seen == []
    assert len({case.code for case in cases}) == 40


async def test_another_round_changes_no_result_and_codes_run_on() -> None:
    commune = await Commune.opened()
    case = await case_of(commune, "HL-0001")
    await commune.store.seed([replace(case, birth="1964", version=case.version + 1)])
    await commune.play(SURVEYED.replace("[Chài, 47]", "1") + "👤 ba: [Gửi Ban Chỉ đạo]\n")
    await commune.types("lan", "HL-0001")
    told = commune.newest("lan").text
    app = Application(commune.store, commune.clock, StorePapers(commune.store), translate, "2023")
    await app.open([commune.channel])
    commune._app = app
    await commune.types("lan", "HL-0001")
    result = [line for line in told.splitlines() if line.startswith(("Điểm", "Theo phiếu"))]
    assert len(result) == 3
    assert all(line in commune.newest("lan").text for line in result)
    await commune.play(SENT)
    assert [one.code for one in await commune.store.cases_of_chat("web:mai")] == ["HL-0025"]


async def test_a_second_tap_never_answers_the_question_that_came_instead() -> None:
    commune = await Commune.opened()
    await commune.play(TO_THE_HOUSE + "👤 tu: HL-0001\n👤 tu: [Làm tiếp Phiếu B]\n")
    old = commune.channel.button("web:ba", "Không bền chắc (đất, phên, lá…)")
    await commune.play("👤 tu: 1\n")  # the walls
    for _ in range(2):
        await commune.does(commune.event("ba", "choice", choice=old or ""))
    values = await survey_values(commune)
    assert values["wall"] == "durable"
    assert "column" not in values


async def test_a_doubt_kept_does_not_overwrite_another_s_answer() -> None:
    commune = await Commune.opened()
    await commune.play(TO_THE_HOUSE + "👤 ba +: 2\n👤 ba +: 1\n👤 ba +: 2\n👤 ba: 4000\n")
    await commune.play("👤 tu: HL-0001\n👤 tu: [Làm tiếp Phiếu B]\n👤 tu: 38\n👤 ba: [Đúng, giữ nguyên]\n")
    assert (await survey_values(commune))["floor_area_m2"] == "38"


async def test_nothing_of_the_request_changes_once_the_paper_is_received() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + CORRECTING + "👤 mai: [Chủ hộ]\n👤 mai: [Ngày sinh: 02/03/1984]\n")
    await commune.play("👤 mai: 2/3/1920\n" + RECEIVED + "👤 mai: [Đúng, giữ nguyên]\n")
    case = await case_of(commune, "HL-0025")
    form = await commune.store.form(case.request or "")
    assert form is not None
    assert (case.state, form.answers.values["birth"]) == ("received", "1984-03-02")


async def test_a_correction_counts_only_when_it_is_sent() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + CORRECTING + "👤 mai: [Thành viên khác]\n👤 mai: 1\n👤 mai: [Thêm người]\n")
    await commune.play(RECEIVED)
    case = await case_of(commune, "HL-0025")
    form = await commune.store.form(case.request or "")
    assert form is not None
    assert form.answers.members == ()
    assert form.answers.values["others"] == "0"


async def test_a_sent_correction_is_in_the_log_with_the_old_value() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + CORRECTING + "👤 mai: [Chủ hộ]\n👤 mai: [Ngày sinh: 02/03/1984]\n")
    await commune.play("👤 mai: 2/3/1985\n👤 mai: [Gửi bản đã sửa]\n")
    case = await case_of(commune, "HL-0025")
    log = await commune.store.answer_log(case.request or "")
    assert [(c.old, c.new) for c in log if c.key == "birth"][-1] == ("1984-03-02", "1985-03-02")
    assert case.birth == "1985-03-02"


async def test_a_corrected_area_takes_the_file_from_the_old_area_s_enumerator() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + "👤 lan: [Giao rà soát viên]\n👤 lan: 1\n")
    assert (await case_of(commune, "HL-0025")).assigned_to == "nv-ba"
    await commune.play(CORRECTING + "👤 mai: [Chủ hộ]\n👤 mai: [Khu, thôn: Khu 3]\n👤 mai: [Khu 5]\n")
    await commune.play("👤 mai: [Gửi bản đã sửa]\n")
    case = await case_of(commune, "HL-0025")
    assert (case.area, case.assigned_to) == ("kp5", None)


async def test_a_household_is_not_given_to_who_has_just_declared_kinship() -> None:
    commune = await Commune.opened()
    await commune.play("👤 ba: HL-0002\n👤 ba: [Đây là người nhà tôi]\n👤 lan: HL-0002\n")
    await commune.play("👤 lan: [Giao rà soát viên]\n👤 ba: [Đúng, giao người khác]\n")
    await commune.play("👤 lan: [Nông Văn Ba – Trưởng Khu 3]\n")
    case = await case_of(commune, "HL-0002")
    assert (case.assigned_to, case.kin_of) == (None, ("nv-ba",))


async def test_officers_see_the_result_as_sent_until_the_amendment_is_sent() -> None:
    commune = await Commune.opened()
    await commune.play(SURVEYED + "👤 ba: [Gửi Ban Chỉ đạo]\n👤 lan: HL-0001\n")
    (before,) = [line for line in commune.newest("lan").text.splitlines() if line.startswith("Điểm B")]
    await commune.play("👤 ba: HL-0001\n👤 ba: [Sửa Phiếu B (phải có lý do)]\n👤 ba: [Sửa]\n")
    await commune.play(AMEND_ROOF.format(who="ba") + "👤 ba: menu\n👤 lan: HL-0001\n")
    seen = commune.newest("lan").text
    assert before in seen
    assert translate("vi", "result.being_amended", {}) in seen
    assert (await case_of(commune, "HL-0001")).last("amend_survey") is None


async def test_only_the_result_on_the_screen_is_sent() -> None:
    commune = await Commune.opened()
    await commune.play(SURVEYED + "👤 tu: HL-0001\n👤 tu: [Làm tiếp Phiếu B]\n👤 tu: [Sửa]\n")
    await commune.play(AMEND_ROOF.format(who="tu"))
    await commune.play("👤 ba: [Gửi Ban Chỉ đạo]\n")
    assert (await case_of(commune, "HL-0001")).state == "listed"
    assert translate("vi", "survey.changed_meanwhile", {}) in commune.newest("ba").text


async def test_staff_who_filed_for_a_household_can_answer_for_it() -> None:
    commune = await Commune.opened()
    script = SENT.replace("👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n", "👤 mai: chào\n👤 mai: 3\n")
    await commune.play(script.replace("mai", "ba"))
    (case,) = await commune.store.cases_of_chat("web:ba")
    await commune.taps("lan", f"!more.{case.id}")
    await commune.types("lan", "Còn giữ giấy khai sinh không ạ?")
    await commune.taps("ba", f"!file.{case.id}")
    await commune.play("👤 ba: [Trả lời cán bộ]\n👤 ba: Dạ còn giữ ạ\n")
    after = await case_of(commune, case.code)
    assert after.question == ""
    assert after.moves[-1].note == "Dạ còn giữ ạ"


async def test_an_ended_role_goes_on_with_nothing_before_the_consent() -> None:
    commune = await Commune.opened()
    await commune.play("👤 ba: chào\n👤 ba: 3\n👤 ba: 1\n@revoke nv-ba\n👤 ba: 3\n👤 ba: Hoàng Thị Mai\n")
    frame = (await commune.session("ba")).frames[0]
    assert (frame.conversation, await commune.store.cases_of_chat("web:ba")) == ("welcome", ())


async def test_one_phone_is_one_staff_member() -> None:
    commune = await Commune.opened()
    await commune.play("@invite nv-nhung ABCD-EFGH-JKLM-NPQR\n👤 ba: ABCD-EFGH-JKLM-NPQR\n")
    assert translate("vi", "enrol.other", {"name": "Nông Văn Ba"}) in commune.newest("ba").text
    await commune.play("👤 nhung: ABCD-EFGH-JKLM-NPQR\n")
    assert "Khu 2" in commune.newest("nhung").text
