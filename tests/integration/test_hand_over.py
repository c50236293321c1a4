"""Somebody's access ends, or their areas change: what they had open goes back, and officers hear once."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.cases.call_back import CallBack
from bot.cases.case import Case, State
from bot.cases.complaint import Complaint
from bot.cases.lead import Lead
from bot.cases.sharing import TO_SHARE
from bot.dialogue.query import CaseFilter
from bot.dialogue.session import Session
from bot.errors import ConfigError
from bot.handlers.staff_entries import Changes
from bot.ports import TurnRecord
from bot.runtime.clock import VIETNAM
from bot.runtime.staffing import change_staff, end_access, give_back_work
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed

AT = datetime(2026, 10, 5, 7, 0, tzinfo=VIETNAM)
SHARED = "👤 lan: [Thiết lập]\n👤 lan: [Chia việc cho rà soát viên]\n👤 lan: {number}\n👤 lan: 1\n"


async def case_of(there: Commune, code: str) -> Case:
    case = await there.store.case_by_code(code)
    assert case is not None
    return case


async def changed(there: Commune, code: str, **fields: object) -> Case:
    """The file of this code, with these fields otherwise."""
    case = await case_of(there, code)
    after = replace(case, version=case.version + 1, **fields)  # type: ignore[arg-type]
    await kept(there, after)
    return after


async def kept(there: Commune, *entities: object) -> None:
    there.events += 1
    chat = f"test:kept:{there.events}"
    record = TurnRecord(chat, AT, Session(chat, 1), entities)  # type: ignore[arg-type]
    assert await there.store.commit(record) == "committed"


def notices(there: Commune, who: str) -> list[str]:
    return [one.text for one in there.channel.phone(f"web:{who}").shown if "🔁" in one.text]


async def told(there: Commune) -> None:
    await there.app.idle()
    await there.app.outbox.settle()


async def test_what_was_given_to_whom_has_gone_is_with_nobody_and_officers_hear_it_once() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n👤 hoa: menu\n" + SHARED.format(number=3))
    held = [one.code for one in await there.store.cases(_of("nv-ba"))]
    assert len(held) == 3
    with Faults() as faults:
        await end_access(there.app, "nv-ba")
        await told(there)
    assert faults.seen == []
    assert await there.store.cases(_of("nv-ba")) == ()
    words = translate(
        "vi", "notice.hand_over", {"name": "Nông Văn Ba", "files": 3, "codes": ", ".join(sorted(held))}
    )
    assert (notices(there, "lan"), notices(there, "hoa"), notices(there, "nam")) == ([words], [words], [])
    staff = {one.id: one for one in await there.store.staff()}
    assert not staff["nv-ba"].active
    last = (await case_of(there, held[0])).moves[-1]
    assert (last.action, last.by_name) == ("assign", translate("vi", "hand_over.office", {}))
    assert "Nông Văn Ba" in last.note
    audits = await there.store.audits("nv-ba")
    assert [one.action for one in audits][-2:] == ["access_ended", "work_handed_over"]


def _of(staff_id: str) -> CaseFilter:
    return CaseFilter(assigned_to=staff_id)


async def test_the_officers_button_leads_to_sharing_the_area_anew() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n" + SHARED.format(number=3))
    await end_access(there.app, "nv-ba")
    await told(there)
    text = await there.taps("lan", "!share.kp3")
    assert "Khu 3" in text and "Triệu Thị Tư: 6" in text
    await there.taps("lan", "accept")
    assert {one.assigned_to for one in await there.store.cases(_open("kp3"))} == {"nv-tu"}


def _open(area: str) -> CaseFilter:
    return CaseFilter(areas=(area,), states=TO_SHARE)


async def test_an_access_ended_twice_says_nothing_the_second_time() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n" + SHARED.format(number=3))
    await end_access(there.app, "nv-ba")
    await end_access(there.app, "nv-ba")
    await told(there)
    assert len(notices(there, "lan")) == 1
    actions = [one.action for one in await there.store.audits("nv-ba")]
    assert actions.count("access_ended") == 1


async def test_who_had_nothing_open_goes_without_a_message() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n")
    await end_access(there.app, "nv-nam")
    await told(there)
    assert notices(there, "lan") == []


@pytest.mark.parametrize("state", ["surveyed", "approved", "posted", "recognised"])
async def test_what_they_have_done_already_keeps_their_name(state: State) -> None:
    there = await Commune.opened()
    case, _ = await surveyed(there.store, 1, state)
    await kept(there, replace(case, version=2, assigned_to="nv-ba"))
    await end_access(there.app, "nv-ba")
    after = await there.store.case(case.id)
    assert after is not None and after.assigned_to == "nv-ba" and after.state == state


async def test_a_re_check_goes_to_nobody_till_it_is_given_anew() -> None:
    there = await Commune.opened()
    case, _ = await surveyed(there.store, 1, "complained")
    about = Complaint(
        "k1", AT, AT.date(), "nv-lan", "Ai đó", "counter", "other", "Nhà có xe tải.", True,
        recheck="f-again", recheck_by="nv-tu",
    )  # fmt: skip
    await kept(there, replace(case, version=2, assigned_to="nv-tu", complaints=(about,)))
    await end_access(there.app, "nv-tu")
    after = await there.store.case(case.id)
    assert after is not None and after.state == "complained"
    assert (after.assigned_to, after.complaints[0].recheck_by) == (None, None)
    assert after.complaints[0].recheck == "f-again"  # what was begun is kept


async def test_households_pointed_out_and_people_to_help_go_back_too() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n")
    plan = there.app.inbox.place.round.id
    await kept(
        there,
        Lead("l1", plan, "kp3", "bà Sáu", "cầu treo", "ốm", "web:mo", False, AT, "sent", "nv-ba"),
        Lead("l2", plan, "kp3", "ông Tư", "chợ", "ốm", "web:mo", False, AT, "sent", "nv-tu"),
        CallBack("b1", "web:mo", AT, "asked", area="kp3", taken_by="nv-ba", taken_at=AT),
    )
    await end_access(there.app, "nv-ba")
    await told(there)
    leads = {one.id: (one.state, one.assigned_to) for one in await there.store.of_round(Lead, plan)}
    assert leads == {"l1": ("open", None), "l2": ("sent", "nv-tu")}
    [call] = await there.store.open_call_backs()
    assert (call.taken_by, call.taken_at) == (None, None)
    assert notices(there, "lan") == [
        translate("vi", "notice.hand_over.no_files", {"name": "Nông Văn Ba", "others": 2})
    ]


async def test_other_areas_take_only_the_work_of_those_left() -> None:
    there = await Commune.opened()
    await changed(there, "HL-0001", assigned_to="nv-ba")
    await changed(there, "HL-0008", assigned_to="nv-ba")  # of Khu 5, given to Ba from elsewhere
    assert await change_staff(there.app, "nv-ba", Changes(areas="kp4"))
    assert (await case_of(there, "HL-0001")).assigned_to is None
    assert (await case_of(there, "HL-0008")).assigned_to == "nv-ba"


async def test_another_title_takes_nothing_away() -> None:
    there = await Commune.opened()
    before = await changed(there, "HL-0001", assigned_to="nv-ba")
    assert await change_staff(there.app, "nv-ba", Changes(title="Phó Khu 3"))
    assert await case_of(there, "HL-0001") == before


async def test_a_change_that_is_refused_hands_nothing_over() -> None:
    there = await Commune.opened()
    before = await changed(there, "HL-0001", assigned_to="nv-ba")
    with pytest.raises(ConfigError, match="kp99"):
        await change_staff(there.app, "nv-ba", Changes(areas="kp99"))
    assert await case_of(there, "HL-0001") == before


async def test_what_is_given_to_them_while_their_access_ends_does_not_stay_with_them() -> None:
    there = await Commune.opened()
    table = SHARED.format(number=3).removesuffix("👤 lan: 1\n")
    await there.play("👤 lan: menu\n" + table)
    accept = there.event("lan", "choice", choice=f"{there.newest('lan').prompt}.accept")
    with Faults() as faults:
        await asyncio.gather(there.app.take(accept), end_access(there.app, "nv-ba"))
        await told(there)
    assert faults.seen == []
    assert await there.store.cases(_of("nv-ba")) == ()


async def test_ending_an_access_again_takes_back_what_was_left_with_them() -> None:
    there = await Commune.opened()
    await end_access(there.app, "nv-ba")
    await changed(there, "HL-0001", assigned_to="nv-ba")
    await end_access(there.app, "nv-ba")
    assert (await case_of(there, "HL-0001")).assigned_to is None


async def test_what_was_given_to_somebody_just_as_they_went_goes_back_at_the_next_sweep() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n")
    await end_access(there.app, "nv-ba")
    await changed(there, "HL-0001", assigned_to="nv-ba")  # decided before, written after: two turns at once
    with Faults() as faults:
        await give_back_work(there.app)
        await give_back_work(there.app)
        await told(there)
    assert faults.seen == []
    assert (await case_of(there, "HL-0001")).assigned_to is None
    assert [("HL-0001" in one) for one in notices(there, "lan")] == [True]
    assert [one.action for one in await there.store.audits("nv-ba")].count("access_ended") == 1


async def test_a_sweep_over_people_at_work_takes_nothing_away() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: menu\n" + SHARED.format(number=3))
    held = await there.store.cases(_of("nv-ba"))
    await give_back_work(there.app)
    assert await there.store.cases(_of("nv-ba")) == held
    assert notices(there, "lan") == []
