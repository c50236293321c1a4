"""A turn is written whole or not at all, once, and never over somebody else's change."""

import asyncio
from dataclasses import replace

import pytest

from bot.cases.case import Applicant
from bot.dialogue.session import Session
from bot.errors import StoreError
from bot.ports import CaseFilter, Store
from tests.contract.store.things import (
    ANSWER,
    CCCD,
    CHAT,
    NOW,
    OFFICER,
    case,
    change,
    claim,
    form,
    household,
    letter,
    session,
    turn,
)


async def test_unknown_chat_has_an_empty_session(store: Store) -> None:
    assert await store.session("tg:9") == Session("tg:9", version=0)


async def test_a_committed_turn_is_all_there(store: Store) -> None:
    record = household()
    assert await store.commit(record) == "committed"
    assert await store.session(CHAT) == record.session
    assert await store.case("c1") == case()
    assert await store.form("f1") == form(case_id="c1", finished_at=NOW)
    assert await store.answer_log("f1") == record.answers
    assert await store.audits("c1") == record.audits
    assert await store.case_by_code("HL-0001") == case()
    assert await store.case_by_claim("national_id", CCCD, "r2026") == case()
    assert await store.cases_of_chat(CHAT) == (case(),)
    assert await store.last_case_number() == 1
    assert {one.letter for one in await store.claim_letters(NOW, 30, 9)} == set(record.letters)


async def test_the_same_event_again_changes_nothing(store: Store) -> None:
    await store.commit(household())
    again = replace(household(), session=session(version=2), entities=(case(version=2, state="withdrawn"),))
    assert await store.commit(again) == "duplicate"
    assert await store.session(CHAT) == session(version=1)
    assert await store.case("c1") == case()
    assert len(await store.answer_log("f1")) == 1
    assert len(await store.claim_letters(NOW, 30, 9)) == 2


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_a_session_must_be_the_next_version(store: Store, version: int) -> None:
    await store.commit(turn("e1"))
    assert await store.commit(turn("e2", version=version, audits=household().audits)) == "stale"
    assert await store.session(CHAT) == session(version=1)
    assert await store.audits("c1") == ()
    assert await store.commit(turn("e2", version=2)) == "committed"


async def test_a_first_session_must_be_version_one(store: Store) -> None:
    assert await store.commit(turn(version=2)) == "stale"
    assert await store.session(CHAT) == Session(CHAT)


@pytest.mark.parametrize("version", [1, 3])
async def test_two_officers_on_one_case_cannot_both_win(store: Store, version: int) -> None:
    await store.commit(household())
    late = turn("e2", OFFICER, entities=(case(version=version, state="received"),), letters=(letter("e2/1"),))
    assert await store.commit(late) == "stale"
    assert await store.case("c1") == case()
    assert await store.session(OFFICER) == Session(OFFICER)
    first = turn("e3", OFFICER, entities=(case(version=2, state="received"),))
    assert await store.commit(first) == "committed"
    assert (await store.case("c1")) == case(version=2, state="received")


async def test_a_new_thing_must_begin_with_version_one(store: Store) -> None:
    assert await store.commit(turn(entities=(form(version=2),))) == "stale"
    assert await store.form("f1") is None


async def test_one_record_may_move_a_thing_twice(store: Store) -> None:
    assert await store.commit(turn(entities=(form(), form(version=2, respondent="Mơ")))) == "committed"
    assert await store.form("f1") == form(version=2, respondent="Mơ")
    assert await store.commit(turn("e2", version=2, entities=(form(version=3), form(version=3)))) == "stale"


async def test_two_turns_at_once_on_one_case(store: Store) -> None:
    await store.commit(household())
    one = turn("e2", "tg:2", entities=(case(version=2, state="received"),))
    two = turn("e3", "tg:3", entities=(case(version=2, state="withdrawn"),))
    verdicts = await asyncio.gather(store.commit(one), store.commit(two))
    assert list(verdicts) == ["committed", "stale"]
    assert (await store.case("c1")) == case(version=2, state="received")
    assert await store.session("tg:3") == Session("tg:3")


async def test_the_same_event_twice_at_once(store: Store) -> None:
    record = turn(letters=(letter("e1/1"),))
    verdicts = await asyncio.gather(store.commit(record), store.commit(record))
    assert list(verdicts) == ["committed", "duplicate"]
    assert len(await store.claim_letters(NOW, 30, 9)) == 1


async def test_a_chain_of_versions_at_once_all_lands(store: Store) -> None:
    verdicts = await asyncio.gather(*(store.commit(turn(f"e{n}", version=n)) for n in range(1, 9)))
    assert verdicts == ["committed"] * 8
    assert (await store.session(CHAT)).version == 8


async def test_only_one_case_of_a_round_gets_the_claim(store: Store) -> None:
    one = turn("e1", "tg:1", entities=(case(),), claims=(claim("c1"),))
    two = turn("e2", "tg:2", entities=(case("c2", code="HL-0002"),), claims=(claim("c2"),))
    verdicts = await asyncio.gather(store.commit(one), store.commit(two))
    assert list(verdicts) == ["committed", "stale"]
    assert await store.case("c2") is None
    assert await store.commit(two) == "stale"
    found = await store.case_by_claim("national_id", CCCD, "r2026")
    assert found is not None and found.id == "c1"


async def test_a_corrected_number_is_free_for_its_owner(store: Store) -> None:
    await store.commit(turn("e1", entities=(case(),), claims=(claim("c1", value="020184009999"),)))
    await store.commit(turn("e2", version=2, claims=(claim("c1"),)))
    assert await store.case_by_claim("national_id", "020184009999", "r2026") is None
    assert (await store.case_by_claim("national_id", CCCD, "r2026")) == case()
    other = turn(
        "e3", "tg:2", entities=(case("c2", code="HL-0002"),), claims=(claim("c2", value="020184009999"),)
    )
    assert await store.commit(other) == "committed"


async def test_a_claim_again_by_the_same_case_or_in_another_round_is_fine(store: Store) -> None:
    await store.commit(household())
    assert await store.commit(turn("e2", version=2, claims=(claim("c1"),))) == "committed"
    other = turn(
        "e3", version=3, entities=(case("c9", code="HL-0009"),), claims=(claim("c9", round_id="r2027"),)
    )
    assert await store.commit(other) == "committed"
    assert await store.case_by_claim("household", CCCD, "r2026") is None
    assert await store.case_by_claim("national_id", "020184009999", "r2026") is None


async def test_a_case_code_is_given_once(store: Store) -> None:
    one = turn("e1", "tg:1", entities=(case(),))
    two = turn("e2", "tg:2", entities=(case("c2"),))
    verdicts = await asyncio.gather(store.commit(one), store.commit(two))
    assert list(verdicts) == ["committed", "stale"]
    assert await store.commit(two) == "stale"
    assert await store.commit(turn("e2", "tg:2", entities=(case("c2", code="HL-0002"),))) == "committed"
    assert await store.last_case_number() == 2
    twins = (case("c3", code="HL-0003"), case("c4", code="HL-0003"))
    assert await store.commit(turn("e3", "tg:3", entities=twins)) == "stale"


async def test_a_new_code_frees_the_old_one(store: Store) -> None:
    await store.commit(turn("e1", entities=(case(),)))
    await store.commit(turn("e2", version=2, entities=(case(version=2, code="HL-0005"),)))
    assert await store.case_by_code("HL-0001") is None
    assert await store.commit(turn("e3", "tg:3", entities=(case("c3"),))) == "committed"


async def test_500_at_once_are_all_there(store: Store) -> None:
    chats = [f"tg:{n}" for n in range(500)]
    records = [
        turn(f"e{n}", chat, entities=(form(f"f{n}", owner=chat),), answers=(change(f"f{n}", str(n)),))
        for n, chat in enumerate(chats)
    ]
    assert set(await asyncio.gather(*map(store.commit, records))) == {"committed"}
    for n, chat in enumerate(chats):
        assert (await store.session(chat)).version == 1
        assert await store.drafts_of(chat) == (form(f"f{n}", owner=chat),)
        assert [one.new for one in await store.answer_log(f"f{n}")] == [str(n)]


async def test_one_bad_record_does_not_sink_the_others(store: Store) -> None:
    """A letter id that is taken cannot be foreseen by the verdicts: the record's fault, not the batch's."""
    await store.commit(turn("e1", "tg:1", letters=(letter("same"),)))
    records = [turn(f"n{n}", f"tg:n{n}") for n in range(5)]
    bad = turn("bad", "tg:bad", letters=(letter("same"),), audits=household().audits)
    results = await asyncio.gather(
        *map(store.commit, [*records[:3], bad, *records[3:]]), return_exceptions=True
    )
    assert [r for r in results if r == "committed"] == ["committed"] * 5
    assert isinstance(results[3], StoreError)
    assert await store.session("tg:bad") == Session("tg:bad")
    assert await store.audits("c1") == ()


async def test_who_stops_waiting_does_not_hurt_the_others(store: Store) -> None:
    tasks = [asyncio.create_task(store.commit(turn(f"e{n}", f"tg:{n}"))) for n in range(20)]
    await asyncio.sleep(0)
    tasks[7].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert results.count("committed") >= 19
    assert [(await store.session(f"tg:{n}")).version for n in range(20) if n != 7] == [1] * 19


async def test_answer_log_keeps_its_order(store: Store) -> None:
    await store.commit(turn("e1", answers=(change(new="b"), change(new="a"))))
    await store.commit(turn("e2", version=2, answers=(change(new="c"), change("f2", "z"))))
    assert [one.new for one in await store.answer_log("f1")] == ["b", "a", "c"]
    assert [one.new for one in await store.answer_log("f2")] == ["z"]
    assert (await store.answer_log("f1"))[0] == change(new="b")
    assert change().new == ANSWER


async def test_drafts_are_what_the_owner_has_not_finished(store: Store) -> None:
    mine = form("f1"), form("f2", finished_at=NOW), form("f3", form="phieu_b", case_id="c1")
    await store.commit(turn(entities=(*mine, form("f4", owner="staff-1"))))
    await store.commit(turn("e2", version=2, entities=(form("f1", version=2, respondent="x"),)))
    assert [one.id for one in await store.drafts_of(CHAT)] == ["f1", "f3"]
    assert (await store.drafts_of(CHAT))[0].version == 2
    await store.commit(turn("e3", version=3, entities=(form("f1", version=3, finished_at=NOW),)))
    assert [one.id for one in await store.drafts_of(CHAT)] == ["f3"]


async def test_cases_by_filter_newest_change_last(store: Store) -> None:
    made = (
        case("c1", code="1"),
        case("c2", code="2", area="kp2", state="received"),
        case("c3", code="3", area="kp2", assigned_to="s1"),
        case("c4", code="4", round_id="r2023"),
    )
    await store.commit(turn(entities=made))
    await store.commit(turn("e2", version=2, entities=(replace(made[0], version=2, state="listed"),)))

    async def ids(wanted: CaseFilter) -> list[str]:
        return [one.id for one in await store.cases(wanted)]

    assert await ids(CaseFilter()) == ["c2", "c3", "c4", "c1"]
    assert await ids(CaseFilter("r2026")) == ["c2", "c3", "c1"]
    assert await ids(CaseFilter(areas=("kp2",))) == ["c2", "c3"]
    assert await ids(CaseFilter(states=("submitted", "listed"))) == ["c3", "c4", "c1"]
    assert await ids(CaseFilter(assigned_to="s1")) == ["c3"]
    assert await ids(CaseFilter("r2026", ("kp1",), ("received",))) == []
    assert await store.last_case_number() == 4


async def test_a_case_is_found_from_every_phone_linked_now(store: Store) -> None:
    both = (Applicant(CHAT), Applicant("tg:2", helper=True))
    await store.commit(turn(entities=(case(applicants=both), case("c2", code="HL-0002"))))
    assert [one.id for one in await store.cases_of_chat(CHAT)] == ["c1", "c2"]
    assert [one.id for one in await store.cases_of_chat("tg:2")] == ["c1"]
    await store.commit(turn("e2", version=2, entities=(case(version=2, applicants=(Applicant(CHAT),)),)))
    assert await store.cases_of_chat("tg:2") == ()
    assert [one.id for one in await store.cases_of_chat(CHAT)] == ["c2", "c1"]
