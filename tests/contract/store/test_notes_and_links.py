"""Second chats, wishes to be called, evidence and the runtime's notes: the same on both stores."""

from dataclasses import replace
from datetime import timedelta

from bot.cases.call_back import CallBack
from bot.cases.channel_link import ChannelLink
from bot.cases.evidence import Evidence
from bot.dialogue.outcome import Erasure
from bot.dialogue.session import Session
from bot.ports import Store, TurnRecord
from tests.contract.store.things import CHAT, NOW, OFFICER, form

LINK = ChannelLink("digest", CHAT, NOW + timedelta(minutes=10))
CALL = CallBack("b1", CHAT, NOW, "hidden", "Mơ")
PHOTO = Evidence("p1", "f1", "house_front", "photo", NOW, "s1", "ab" * 16, 1000)


def turn(event: str, version: int, **what: object) -> TurnRecord:
    return TurnRecord(event, NOW, Session(OFFICER, version), **what)  # type: ignore[arg-type]


async def test_a_link_is_found_by_its_code_and_by_its_root(store: Store) -> None:
    await store.commit(turn("e1", 1, entities=(LINK,)))
    used = replace(LINK, chat="zb:1", used_at=NOW, version=2)
    assert await store.commit(turn("e2", 2, entities=(used,))) == "committed"
    assert await store.link("digest") == used
    assert await store.links_of(CHAT) == (used,)
    assert await store.links_of("zb:1") == ()
    assert await store.commit(turn("e3", 3, entities=(used,))) == "stale"


async def test_a_call_back_leaves_the_open_ones_when_done(store: Store) -> None:
    await store.commit(turn("e1", 1, entities=(CALL,)))
    assert await store.open_call_backs() == (CALL,)
    done = replace(CALL, done_at=NOW, version=2)
    await store.commit(turn("e2", 2, entities=(done,)))
    assert await store.open_call_backs() == ()
    assert await store.call_back("b1") == done
    assert await store.call_backs_of(CHAT) == (done,)
    nobodys = replace(done, chat="", version=3)
    await store.commit(turn("e3", 3, entities=(nobodys,)))
    assert await store.call_backs_of(CHAT) == ()


async def test_evidence_goes_with_its_form(store: Store) -> None:
    await store.commit(turn("e1", 1, entities=(form(), PHOTO)))
    assert await store.evidence_of("f1") == (PHOTO,)
    assert await store.evidence_digests() == {PHOTO.digest}
    await store.commit(turn("e2", 2, erasures=(Erasure(None, ("f1",), ()),)))
    assert await store.evidence_of("f1") == ()
    assert await store.evidence("p1") is None
    assert await store.evidence_digests() == frozenset()


async def test_notes_are_kept_written_over_dropped_and_expire(store: Store) -> None:
    await store.put_note("token", "oa", b"one")
    await store.put_note("token", "oa", b"two")
    await store.put_note("link", "a", b"x", NOW)
    await store.put_note("link", "b", b"y", NOW + timedelta(seconds=1))
    assert await store.note("token", "oa") == b"two"
    await store.drop_expired_notes(NOW)
    assert await store.notes("link") == {"b": b"y"}
    await store.drop_note("link", "b")
    assert await store.note("link", "b") is None
    assert await store.note("token", "oa") == b"two"
