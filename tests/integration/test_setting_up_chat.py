"""Setting up in chat: areas, staff and rounds count at once; guards hold also for two at the same time."""

import re
from datetime import timedelta
from random import Random

import pytest

from bot.cases.commune import Round, Staff
from bot.cases.rights import may
from bot.dialogue.query import CaseFilter
from bot.handlers.staff_entries import Changes
from bot.runtime.staffing import change_staff
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed

CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
TO_STAFF = "👤 {who}: menu\n👤 {who}: Thiết lập\n👤 {who}: Cán bộ, rà soát viên\n"
TO_AREAS = "👤 {who}: menu\n👤 {who}: Thiết lập\n👤 {who}: Khu phố, thôn, ấp\n"
TO_ROUNDS = "👤 {who}: menu\n👤 {who}: Thiết lập\n👤 {who}: Đợt rà soát và kế hoạch\n"
SHARED = "👤 lan: menu\n👤 lan: Thiết lập\n👤 lan: Chia việc cho rà soát viên\n👤 lan: 3\n👤 lan: 1\n"


async def member(there: Commune, staff_id: str) -> Staff:
    return next(one for one in await there.store.staff() if one.id == staff_id)


async def round_of(there: Commune, round_id: str) -> Round:
    return next(one for one in await there.store.rounds() if one.id == round_id)


async def opened(script: str = "") -> Commune:
    there = await Commune.opened()
    await there.play(script or "👤 lan: menu\n")
    return there


async def whole_commune(there: Commune, staff_id: str) -> None:
    """From now on this officer answers for every area."""
    assert await change_staff(there.app, staff_id, Changes(areas="*"))


# ── staff ────────────────────────────────────────────────────────────────────────────────────
async def test_who_is_added_comes_in_by_the_code_shown_and_sees_their_area() -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Thêm người\n👤 lan: Nông Văn Bảy\n")
    await there.play("👤 lan: Phó khu 5\n👤 lan: 1\n👤 lan: 5\n👤 lan: 1\n")
    found = CODE.search(there.newest("lan").text)
    assert found is not None
    one = await member(there, "nv-bay")
    assert (one.role, one.areas, one.title, one.chat) == ("enumerator", ("kp5",), "Phó khu 5", None)
    with Faults() as faults:
        text = await there.types("may-moi", found[0])
    assert faults.seen == [] and "Nông Văn Bảy" in text
    assert (await member(there, "nv-bay")).chat == "web:may-moi"
    actions = [audit.action for audit in await there.store.audits("nv-bay")]
    assert actions == ["staff_added", "invited", "enrolled"]


async def test_the_code_is_not_kept_in_the_invitation_only_its_digest() -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Nông Văn Ba\n👤 lan: Làm mã mời mới\n")
    found = CODE.search(there.newest("lan").text)
    assert found is not None
    assert await there.store.invite(found[0]) is None
    assert (await member(there, "nv-ba")).chat == "web:ba"  # till the new phone comes in


async def test_an_access_ended_in_chat_counts_at_once_and_gives_the_work_back() -> None:
    there = await opened(SHARED)
    held = await there.store.cases(CaseFilter(assigned_to="nv-ba"))
    assert held
    await there.play(TO_STAFF.format(who="lan") + "👤 lan: Nông Văn Ba\n👤 lan: Dừng quyền\n")
    assert all(one.code in there.newest("lan").text for one in held)
    await there.types("lan", "1")
    assert not (await member(there, "nv-ba")).active
    assert await there.store.cases(CaseFilter(assigned_to="nv-ba")) == ()
    assert "Hộ cần đến" not in await there.types("ba", "menu")


async def test_other_areas_give_back_the_work_of_those_that_are_left() -> None:
    there = await opened(SHARED + TO_STAFF.format(who="lan"))
    held = await there.store.cases(CaseFilter(assigned_to="nv-ba"))
    await there.play("👤 lan: Nông Văn Ba\n👤 lan: Sửa nơi phụ trách\n👤 lan: 4\n")
    assert held and all(one.code in there.newest("lan").text for one in held)
    await there.types("lan", "2")
    assert await there.store.cases(CaseFilter(assigned_to="nv-ba")) == held
    await there.play("👤 lan: Sửa nơi phụ trách\n👤 lan: 4\n👤 lan: 1\n")
    assert await there.store.cases(CaseFilter(assigned_to="nv-ba")) == ()
    assert (await member(there, "nv-ba")).areas == ("kp4",)


async def test_a_lost_phone_is_cut_and_invitations_made_before_are_void() -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Nông Văn Ba\n👤 lan: Làm mã mời mới\n")
    old = CODE.search(there.newest("lan").text)
    there.clock.move(timedelta(minutes=1))
    await there.play("👤 lan: Mất máy, đổi máy\n👤 lan: 1\n")
    new = CODE.search(there.newest("lan").text)
    assert old is not None and new is not None and old[0] != new[0]
    assert "Hộ cần đến" not in await there.types("ba", "menu")
    assert "Nông Văn Ba" not in await there.types("ke-trom", old[0])
    assert (await member(there, "nv-ba")).chat is None
    assert "Nông Văn Ba" in await there.types("may-moi", new[0])


async def test_the_last_officer_stays_whoever_wants_to_end_or_change_it() -> None:
    there = await opened()
    await change_staff(there.app, "nv-binh", Changes(also="administrator"))
    await there.play(TO_STAFF.format(who="lan") + "👤 lan: Vi Văn Hòa\n👤 lan: Dừng quyền\n👤 lan: 1\n")
    assert not (await member(there, "nv-hoa")).active
    await there.play(TO_STAFF.format(who="binh") + "👤 binh: Hoàng Thị Lan\n👤 binh: Dừng quyền\n")
    assert "cán bộ cuối cùng" in there.newest("binh").text
    await there.play("👤 binh: Sửa vai\n👤 binh: 4\n")
    assert "cán bộ cuối cùng" in there.newest("binh").text
    lan = await member(there, "nv-lan")
    assert lan.active and lan.role == "officer"


@pytest.mark.parametrize("ways", ["👤 lan: Dừng quyền\n", "👤 lan: Mất máy, đổi máy\n"])
async def test_nobody_ends_their_own_access(ways: str) -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Hoàng Thị Lan\n" + ways)
    assert "chính anh/chị" in there.newest("lan").text
    assert (await member(there, "nv-lan")).chat == "web:lan"


async def test_nobody_takes_away_their_own_right_to_set_up() -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Hoàng Thị Lan\n👤 lan: Sửa vai\n👤 lan: 4\n")
    assert "tự bỏ quyền" in there.newest("lan").text
    assert (await member(there, "nv-lan")).role == "officer"


async def test_two_who_end_each_other_at_once_leave_one_of_them() -> None:
    there = await opened()
    await whole_commune(there, "nv-hoa")
    for who, other in (("lan", "Vi Văn Hòa"), ("hoa", "Hoàng Thị Lan")):
        await there.play(TO_STAFF.format(who=who) + f"👤 {who}: {other}\n👤 {who}: Dừng quyền\n")
    with Faults() as faults:
        await there.does(there.event("lan", text="1"), there.event("hoa", text="1"))
    assert faults.seen == []
    active = [(await member(there, one)).active for one in ("nv-lan", "nv-hoa")]
    assert sorted(active) == [False, True]


async def test_two_who_change_one_person_the_second_sees_the_newer_first() -> None:
    there = await opened()
    await whole_commune(there, "nv-hoa")
    for who, area in (("lan", "4"), ("hoa", "5")):
        await there.play(TO_STAFF.format(who=who) + f"👤 {who}: Nông Văn Ba\n👤 {who}: Sửa nơi phụ trách\n")
        await there.types(who, area)
    with Faults() as faults:
        await there.does(there.event("lan", text="1"), there.event("hoa", text="1"))
    assert faults.seen == []
    texts = {who: there.newest(who).text for who in ("lan", "hoa")}
    assert sum("Vừa có người khác sửa" in text for text in texts.values()) == 1
    late = next(who for who, text in texts.items() if "Vừa có người khác sửa" in text)
    assert (await member(there, "nv-ba")).areas == (("kp5",) if late == "lan" else ("kp4",))


async def test_two_new_people_of_one_last_name_at_once_are_two() -> None:
    there = await opened()
    await whole_commune(there, "nv-hoa")
    for who, name in (("lan", "Nông Văn Bảy"), ("hoa", "Lý Thị Bảy")):
        await there.play(TO_STAFF.format(who=who) + f"👤 {who}: Thêm người\n👤 {who}: {name}\n")
        await there.play(f"👤 {who}: Phó khu\n👤 {who}: 1\n👤 {who}: 5\n")
    await there.does(there.event("lan", text="1"), there.event("hoa", text="1"))
    names = {one.name for one in await there.store.staff() if one.id.startswith("nv-bay")}
    assert names == {"Nông Văn Bảy", "Lý Thị Bảy"}


# ── who may ──────────────────────────────────────────────────────────────────────────────────
async def test_a_right_that_ends_meanwhile_ends_the_work_before_it_counts() -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Nông Văn Ba\n👤 lan: Dừng quyền\n")
    await change_staff(there.app, "nv-lan", Changes(areas="kp1"))
    text = await there.types("lan", "1")
    assert "cả xã" in text
    assert (await member(there, "nv-ba")).active


@pytest.mark.parametrize("who", ["hoa", "ba", "binh", "mttq"])
async def test_others_do_not_find_it(who: str) -> None:
    there = await opened(f"👤 {who}: menu\n👤 {who}: Thiết lập\n")
    text = there.newest(who).text
    labels = [button.label for row in there.newest(who).rows for button in row]
    assert not any(
        word in label for word in ("Khu phố, thôn", "Cán bộ, rà", "và kế hoạch") for label in labels
    )
    assert "và kế hoạch" not in text


# ── areas ────────────────────────────────────────────────────────────────────────────────────
NEW_AREA = "👤 lan: Thêm khu\n👤 lan: Ấp Mới\n👤 lan: Chưa có văn bản, ghi sau\n👤 lan: 1\n"


async def test_an_area_added_can_be_given_to_somebody_at_once() -> None:
    there = await opened(TO_AREAS.format(who="lan") + NEW_AREA)
    made = next(one for one in await there.store.areas() if one.name == "Ấp Mới")
    assert (made.type, made.region, made.version) == (None, None, 1)
    await there.play(TO_STAFF.format(who="lan") + "👤 lan: Nông Văn Ba\n👤 lan: Sửa nơi phụ trách\n")
    await there.play("👤 lan: Ấp Mới\n👤 lan: xong\n👤 lan: 1\n")
    assert (await member(there, "nv-ba")).areas == (made.id,)


async def test_another_type_warns_of_results_and_leaves_them() -> None:
    there = await opened()
    case, _ = await surveyed(there.store, 1, "surveyed")
    await there.play(TO_AREAS.format(who="lan") + "👤 lan: 3\n👤 lan: 1\n👤 lan: thành thị\n")
    await there.play("👤 lan: NQ 5/NQ-HĐND ngày 2/7/2026\n👤 lan: 1/8/2026\n")
    assert case.code in there.newest("lan").text
    await there.types("lan", "1")
    area = next(one for one in await there.store.areas() if one.id == "kp3")
    assert (area.type, area.source) == ("urban", "NQ 5/NQ-HĐND ngày 2/7/2026")
    assert await there.store.case(case.id) == case


async def test_type_and_region_need_a_document_and_a_real_day() -> None:
    there = await opened(TO_AREAS.format(who="lan") + "👤 lan: 3\n👤 lan: 1\n👤 lan: thành thị\n👤 lan: --\n")
    assert "số, ngày và nơi ra văn bản" in there.newest("lan").text
    await there.play("👤 lan: NQ 5/NQ-HĐND\n👤 lan: 31/9/2026\n")
    assert "đủ ngày, tháng, năm, ví dụ" in there.newest("lan").text
    area = next(one for one in await there.store.areas() if one.id == "kp3")
    assert area.version == 1


async def test_two_areas_of_one_name_at_once_are_one() -> None:
    there = await opened()
    await whole_commune(there, "nv-hoa")
    for who in ("lan", "hoa"):
        await there.play(TO_AREAS.format(who=who) + NEW_AREA.removesuffix("👤 lan: 1\n").replace("lan", who))
    with Faults() as faults:
        await there.does(there.event("lan", text="1"), there.event("hoa", text="1"))
    assert faults.seen == []
    assert [one.name for one in await there.store.areas()].count("Ấp Mới") == 1


# ── rounds ───────────────────────────────────────────────────────────────────────────────────
NEW_ROUND = """\
👤 lan: Thêm đợt
👤 lan: Ví dụ: Rà soát thường xuyên
👤 lan: {day}
👤 lan: Đợt thử
👤 lan: Kế hoạch 61/KH-UBND ngày 2/10/2026
"""


async def test_a_round_that_has_begun_is_the_running_one_at_once() -> None:
    there = await opened(TO_ROUNDS.format(who="lan") + NEW_ROUND.format(day="5/10/2026"))
    assert "đợt đang làm sẽ là: Đợt thử" in there.newest("lan").text
    assert there.app.inbox.place.round.id == "2026"
    await there.types("lan", "1")
    assert there.app.inbox.place.round.name == "Đợt thử"
    made = await round_of(there, "2026b")
    assert made.procedure == "1.011607" and made.document == "Kế hoạch 61/KH-UBND ngày 2/10/2026"
    assert [(one.id, (one.ends - one.starts).days) for one in made.phases] == [
        ("survey", 6),
        ("hand_in", 2),
        ("decision", 5),
    ]


async def test_a_round_to_come_is_the_running_one_from_its_first_day_on_without_a_restart() -> None:
    there = await opened(TO_ROUNDS.format(who="lan") + NEW_ROUND.format(day="7/10/2026") + "👤 lan: 1\n")
    for day, name in ((6, "2026"), (7, "2026b")):
        there.clock.move(timedelta(days=1))
        await there.app.look_at_day()
        assert there.clock.now().day == day
        assert there.app.inbox.place.round.id == name


async def test_a_phase_cannot_end_before_it_begins_and_the_survey_stays() -> None:
    there = await opened(TO_ROUNDS.format(who="lan") + "👤 lan: 2\n👤 lan: Sửa ngày các bước\n👤 lan: 2\n")
    assert "Bỏ bước này" not in [b.label for row in there.newest("lan").rows for b in row]
    await there.play("👤 lan: 5/10/2026\n👤 lan: 4/10/2026\n")
    assert "từ 05/10/2026 trở đi" in there.newest("lan").text
    await there.play("👤 lan: 22/10/2026\n👤 lan: 1\n")
    survey = (await round_of(there, "2026")).phase("survey")
    assert survey is not None and f"{survey.starts:%d/%m} {survey.ends:%d/%m}" == "05/10 22/10"
    running = there.app.inbox.place.round.phase("survey")
    assert running == survey


async def test_a_new_day_of_ages_names_the_files_that_keep_the_old_one() -> None:
    there = await opened()
    case, _ = await surveyed(there.store, 1, "surveyed")
    await there.play(
        TO_ROUNDS.format(who="lan") + "👤 lan: 2\n👤 lan: Sửa ngày tính tuổi\n👤 lan: 15/9/2026\n"
    )
    assert case.code in there.newest("lan").text
    await there.types("lan", "1")
    assert f"{(await round_of(there, '2026')).reference_date:%d/%m/%Y}" == "15/09/2026"
    assert await there.store.case(case.id) == case


async def test_a_plan_of_the_example_keeps_its_council_and_what_is_beside() -> None:
    there = await opened(TO_ROUNDS.format(who="lan") + "👤 lan: Thêm đợt\n👤 lan: Ví dụ: Rà soát năm 2022\n")
    await there.play("👤 lan: 29/9/2027\n👤 lan: Đợt 2027\n👤 lan: Kế hoạch 9/KH-UBND\n👤 lan: 1\n")
    made = await round_of(there, "2027b")
    example = await there.store.pack_copies()
    assert made.council and {one.pack_id for one in example} >= {made.pack_id}


# ── the rest ─────────────────────────────────────────────────────────────────────────────────
async def test_who_has_other_duties_reads_which() -> None:
    there = await opened(TO_STAFF.format(who="lan") + "👤 lan: Nông Văn Ba\n👤 lan: Sửa nơi phụ trách\n")
    await there.play("👤 lan: 3,4\n👤 lan: 1\n👤 lan: Sửa chức danh\n👤 lan: Trưởng Khu 3 và 4\n👤 lan: 1\n")
    told = [one.text for one in there.channel.phone("web:ba").shown if "vừa được đổi" in one.text]
    assert len(told) == 1 and "Khu 3, Khu 4" in told[0]
    assert (await member(there, "nv-ba")).title == "Trưởng Khu 3 và 4"


async def test_an_administrator_sets_up_without_seeing_files() -> None:
    there = await opened()
    who = "mttq"
    one = next(one for one in await there.store.staff() if one.chat == f"web:{who}")
    await change_staff(there.app, one.id, Changes(role="administrator"))
    await there.play(TO_AREAS.format(who=who) + NEW_AREA.replace("lan", who))
    assert "Ấp Mới" in [one.name for one in await there.store.areas()]
    text = await there.types(who, "HL-0001")
    assert "Hoàng Văn Chài" not in text


ODD = ("0", "1", "2", "3", "9", "1,2", "99", "?", "xong", "5/10/2026", "31/2/2026", "Ấp Mới", "--", "x" * 300)


@pytest.mark.parametrize("start", [TO_STAFF, TO_AREAS, TO_ROUNDS])
async def test_whatever_is_typed_or_tapped_is_answered_and_somebody_can_still_set_up(start: str) -> None:
    there = await opened(start.format(who="lan"))
    chance = Random(start)
    with Faults() as faults:
        for _ in range(120):
            newest = f"{there.newest('lan').prompt}."
            offered = [one for one in there.ids("lan") if one.startswith(newest)]
            if offered and chance.random() < 0.6:
                choice = chance.choice(offered)
                await there.does(there.event("lan", "choice", choice=choice))
            else:
                await there.types("lan", chance.choice(ODD))
            if not (await there.session("lan")).frames[1:]:
                await there.play(start.format(who="lan"))
    assert faults.seen == []
    assert may(await member(there, "nv-lan"), "set_up")
    assert all("survey" in {phase.id for phase in one.phases} for one in await there.store.rounds())
