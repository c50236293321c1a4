"""The outbox: order, leases, waits, edits, failures."""

import asyncio

from bot.dialogue.message import Lane
from bot.ports import Store
from tests.contract.store.things import CHAT, NAME, NOW, OFFICER, later, letter, turn


async def claimed(store: Store, seconds: float = 0, limit: int = 99, lease: int = 30) -> list[str]:
    return [one.letter.id for one in await store.claim_letters(later(seconds), lease, limit)]


async def write(
    store: Store, *letters: str, chat: str = CHAT, lane: Lane = "reply", event: str = "e1"
) -> None:
    """A turn of an own chat that writes these letters to `chat`."""
    made = tuple(letter(one, chat, lane) for one in letters)
    assert await store.commit(turn(event, f"from:{event}", letters=made)) == "committed"


async def test_letters_of_one_chat_go_one_by_one_in_order(store: Store) -> None:
    await write(store, "a", "b", "c")
    assert await claimed(store) == ["a"]
    assert await claimed(store) == []
    await store.mark_sent("a", "m1", NOW)
    assert await claimed(store) == ["b"]
    await store.mark_failed("b", "blocked", NOW)
    assert await claimed(store) == ["c"]
    await store.mark_sent("c", "m3", NOW)
    assert await claimed(store) == []


async def test_a_letter_comes_out_as_it_went_in(store: Store) -> None:
    await store.commit(turn(letters=(letter("a", case_id="c1"),)))
    [out] = await store.claim_letters(NOW, 30, 9)
    assert out.letter == letter("a", case_id="c1")
    assert (out.attempts, out.due_at, out.replaces_external, out.error) == (0, NOW, None, "")
    assert NAME in out.letter.message.text


async def test_letters_wait_for_their_time(store: Store) -> None:
    await write(store, "a")
    assert await claimed(store, -1) == []
    assert await claimed(store, 0) == ["a"]


async def test_a_lease_that_is_over_is_free_again(store: Store) -> None:
    await write(store, "a")
    assert await claimed(store, 0, lease=30) == ["a"]
    assert await claimed(store, 29) == []
    assert await claimed(store, 30) == ["a"]
    assert await claimed(store, 59) == []


async def test_two_claims_at_once_never_get_the_same_letter(store: Store) -> None:
    for n in range(6):
        await write(store, f"l{n}", chat=f"tg:{n}", event=f"e{n}")
    parts = await asyncio.gather(*(claimed(store, limit=2) for _ in range(4)))
    assert sorted(one for part in parts for one in part) == [f"l{n}" for n in range(6)]


async def test_replies_go_first_then_deadlines_then_notices_and_the_limit_holds(store: Store) -> None:
    await write(store, "n1", chat="tg:1", lane="notice", event="e1")
    await write(store, "d1", chat="tg:1", lane="deadline", event="e5")
    await write(store, "n2", chat="tg:2", lane="notice", event="e2")
    await write(store, "r2", chat="tg:2", event="e3")
    await write(store, "r3", chat="tg:3", event="e4")
    assert await claimed(store, limit=4) == ["r2", "r3", "d1", "n1"]
    assert await claimed(store, limit=3) == ["n2"]


async def test_a_notice_that_waits_holds_back_no_deadline(store: Store) -> None:
    await write(store, "n1", lane="notice", event="e1")
    await store.postpone("n1", later(3600), "")
    await write(store, "d1", lane="deadline", event="e2")
    [out] = await store.claim_letters(NOW, 30, 9)
    assert (out.letter.id, out.letter.lane) == ("d1", "deadline")


async def test_what_waits_is_counted_by_channel_and_lane(store: Store) -> None:
    await write(store, "r1", "r2", chat="zb:1", event="e1")
    await write(store, "n1", chat="zb:2", lane="notice", event="e2")
    await write(store, "d1", chat="tg:2", lane="deadline", event="e3")
    await write(store, "d2", chat="tg:3", lane="deadline", event="e4")
    await store.mark_sent("r1", "m1", NOW)
    await store.mark_failed("d2", "gone", NOW)
    await store.postpone("n1", later(3600), "")
    assert await store.queued_letters() == {("zb", "reply"): 1, ("zb", "notice"): 1, ("tg", "deadline"): 1}


async def test_a_postponed_letter_holds_back_its_chat_and_lane_only(store: Store) -> None:
    await write(store, "a", "b")
    await write(store, "note", lane="notice", event="e2")
    await write(store, "other", chat="tg:2", event="e3")
    assert await claimed(store) == ["a", "other", "note"]
    await store.postpone("a", later(60), "429")
    assert await claimed(store, 59) == ["other", "note"]  # their leases are over; "b" waits behind "a"
    [out] = await store.claim_letters(later(60), 60, 1)
    assert (out.letter.id, out.attempts, out.error, out.due_at) == ("a", 1, "429", later(60))


async def test_postponing_untried_counts_no_attempt(store: Store) -> None:
    await write(store, "a")
    await claimed(store)
    await store.postpone("a", NOW, "")
    [out] = await store.claim_letters(NOW, 30, 9)
    assert (out.attempts, out.error) == (0, "")


async def test_an_edit_gets_the_platforms_id_of_what_it_edits(store: Store) -> None:
    await write(store, "a")
    await store.commit(turn("e2", letters=(letter("b", replaces="a"),)))
    assert await claimed(store) == ["a"]
    await store.mark_sent("a", "m77", NOW)
    [out] = await store.claim_letters(NOW, 30, 9)
    assert (out.letter.id, out.letter.replaces, out.replaces_external) == ("b", "a", "m77")


async def test_an_edit_waits_for_its_letter_also_in_the_other_lane(store: Store) -> None:
    await write(store, "note", lane="notice")
    await store.commit(turn("e2", letters=(letter("edit", replaces="note"),)))
    assert await claimed(store) == ["note"]
    await store.postpone("note", later(50), "timeout")
    assert await claimed(store, 10) == []
    assert await claimed(store, 50) == ["note"]
    await store.mark_sent("note", "m5", later(50))
    assert await claimed(store, 50) == ["edit"]


async def test_an_edit_of_what_never_left_or_never_was_is_a_new_message(store: Store) -> None:
    await write(store, "a")
    made = (letter("b", replaces="a"), letter("c", "tg:2", replaces="unknown"))
    await store.commit(turn("e2", letters=made))
    assert await claimed(store) == ["a", "c"]
    await store.mark_failed("a", "400", NOW)
    [out] = await store.claim_letters(NOW, 30, 9)
    assert (out.letter.id, out.replaces_external) == ("b", None)


async def test_failures_are_listed_latest_first_with_their_words(store: Store) -> None:
    await write(store, "a", chat="tg:1", event="e1")
    await store.commit(turn("e2", letters=(letter("b", OFFICER, "notice", case_id="c1"),)))
    await claimed(store)
    await store.mark_failed("b", "Forbidden: bot was blocked by the user", later(1))
    await store.mark_failed("a", "chat not found", later(2))
    first, second = await store.failed_letters(9)
    assert (first.letter.id, first.error, first.attempts) == ("a", "chat not found", 1)
    assert (second.letter, second.error) == (
        letter("b", OFFICER, "notice", case_id="c1"),
        "Forbidden: bot was blocked by the user",
    )
    assert [one.letter.id for one in await store.failed_letters(1)] == ["a"]


async def test_marking_again_or_the_unknown_changes_nothing(store: Store) -> None:
    await write(store, "a")
    await store.mark_sent("a", "m1", NOW)
    await store.mark_sent("a", "m2", NOW)
    await store.mark_failed("a", "late", NOW)
    await store.postpone("a", NOW, "late")
    await store.mark_sent("nothing", "m3", NOW)
    assert await claimed(store) == []
    assert await store.failed_letters(9) == ()
    await store.commit(turn("e2", letters=(letter("b", replaces="a"),)))
    [out] = await store.claim_letters(NOW, 30, 9)
    assert out.replaces_external == "m1"


async def test_letters_of_many_turns_keep_the_order_of_the_turns(store: Store) -> None:
    await asyncio.gather(*(write(store, f"l{n}", event=f"e{n}") for n in range(10)))
    order = []
    for _ in range(10):
        [one] = await claimed(store)
        order.append(one)
        await store.mark_sent(one, "m", NOW)
    assert order == [f"l{n}" for n in range(10)]


async def test_released_leases_are_free_at_once(store: Store) -> None:
    await write(store, "a")
    assert await claimed(store) == ["a"]
    await store.release_leases()
    assert await claimed(store) == ["a"]


async def test_letters_of_a_platform_left_out_stay(store: Store) -> None:
    await write(store, "a", chat="tg:1", event="e1")
    await write(store, "b", chat="zb:1", event="e2")
    left = [one.letter.id for one in await store.claim_letters(NOW, 30, 9, ("tg", "zo"))]
    assert left == ["b"]
    assert await claimed(store) == ["a"]
