"""Both stores, given the same random life, give the same answers at every step."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.ports import CaseFilter, Claim, Entity, Erasure, Outgoing, Store, TurnRecord
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.contract.store.things import NOW, case, change, form, letter, turn

FEW = st.integers(1, 3)
CHATS = tuple(f"tg:{n}" for n in (1, 2, 3))
KEYS = Keys.from_text(generate_key())


@dataclass(frozen=True)
class Mail:
    """One step of the outbox. act: claim, sent, failed, postpone."""

    act: str
    letter: str
    seconds: int


CLAIMS = st.builds(lambda value, n: Claim("national_id", f"02018{value}", "r2026", f"c{n}"), FEW, FEW)
ERASURES = st.builds(lambda n, chat: Erasure(f"c{n}", (f"f{n}",), (chat,)), FEW, st.sampled_from(CHATS))
ENTITIES: st.SearchStrategy[Entity] = st.one_of(
    st.builds(lambda n, version, code: case(f"c{n}", version, f"HL-{code}"), FEW, FEW, FEW),
    st.builds(lambda n, version, chat: form(f"f{n}", version, owner=chat), FEW, FEW, st.sampled_from(CHATS)),
)


@st.composite
def turns(draw: st.DrawFn) -> TurnRecord:
    event, chat = f"e{draw(st.integers(1, 12))}", draw(st.sampled_from(CHATS))
    lanes = draw(st.lists(st.sampled_from(["reply", "deadline", "notice"]), max_size=2))
    to, about = draw(st.sampled_from(CHATS)), draw(st.sampled_from([None, "c1", "c2"]))
    old = draw(st.sampled_from([None, "e1/0", "e2/0"]))
    return turn(
        event,
        chat,
        draw(FEW),
        entities=tuple(draw(st.lists(ENTITIES, max_size=2))),
        claims=tuple(draw(st.lists(CLAIMS, max_size=1))),
        erasures=tuple(draw(st.lists(ERASURES, max_size=1))) if draw(FEW) == 1 else (),
        answers=(change(f"f{draw(FEW)}", event),),
        letters=tuple(
            letter(f"{event}/{n}", to, lane, case_id=about, replaces=old) for n, lane in enumerate(lanes)
        ),
    )


MAIL = st.builds(
    Mail,
    st.sampled_from(["claim", "claim", "sent", "failed", "postpone"]),
    st.builds(lambda event, n: f"e{event}/{n}", st.integers(1, 12), st.integers(0, 1)),
    st.integers(0, 90),
)
LIFE = st.lists(st.one_of(st.lists(turns(), min_size=1, max_size=4), MAIL), max_size=14)


def plain(letters: Sequence[Outgoing]) -> list[object]:
    """Without the running number, of which only the order counts."""
    return [(o.letter, o.attempts, o.due_at, o.replaces_external, o.error) for o in letters]


async def post(store: Store, mail: Mail) -> object:
    at = NOW + timedelta(seconds=mail.seconds)
    if mail.act == "claim":
        return plain(await store.claim_letters(at, 20, 1 + mail.seconds % 3))
    if mail.act == "sent":
        await store.mark_sent(mail.letter, f"m{mail.seconds}", at)
    elif mail.act == "failed":
        await store.mark_failed(mail.letter, "gone", at)
    else:
        await store.postpone(mail.letter, at, "429" if mail.seconds % 2 else "")
    return None


async def picture(store: Store) -> list[object]:
    """All that can be asked."""
    told: list[object] = [await store.cases(CaseFilter()), plain(await store.failed_letters(99))]
    told.append(await store.last_case_number())
    for n in (1, 2, 3):
        told += [await store.form(f"f{n}"), await store.case(f"c{n}"), await store.answer_log(f"f{n}")]
        told += [await store.case_by_code(f"HL-{n}")]
        told += [await store.case_by_claim("national_id", f"02018{n}", "r2026")]
    for chat in CHATS:
        drafts = sorted(await store.drafts_of(chat), key=lambda one: one.id)
        told += [await store.session(chat), drafts, await store.cases_of_chat(chat)]
    return told


def verdict(result: object) -> object:
    return "fault" if isinstance(result, StoreError) else result


async def live(store: Store, life: Sequence[list[TurnRecord] | Mail]) -> list[object]:
    told: list[object] = []
    for step in life:
        if isinstance(step, Mail):
            told.append(await post(store, step))
        else:
            results = await asyncio.gather(*map(store.commit, step), return_exceptions=True)
            told.append([verdict(result) for result in results])
        told.append(await picture(store))
    await store.close()
    return told


async def both(life: Sequence[list[TurnRecord] | Mail]) -> tuple[list[object], list[object]]:
    with tempfile.TemporaryDirectory() as folder:
        disk = await open_sqlite(Path(folder) / "s.sqlite", KEYS)
        return await live(disk, life), await live(MemoryStore(), life)


@settings(max_examples=60, deadline=None)
@given(LIFE)
def test_both_stores_tell_the_same(life: list[list[TurnRecord] | Mail]) -> None:
    disk, memory = asyncio.run(both(life))
    assert disk == memory
