"""Phones are joined, ended, left and used in any order, also at once: no draft is lost, no ring arises."""

import asyncio
import random
import re

import pytest

from bot.cases.channel_link import ChannelLink
from bot.dialogue.event import Event
from storage.memory import MemoryStore
from tests.integration.commune import Commune, Faults
from tests.integration.test_dialogue_random import Watch, forms, plain

FIRSTS = ("mai", "an")
PHONES = (*FIRSTS, "p1", "p2", "p3")
CODE = re.compile(r"[A-HJ-NP-Z]{4}-[2-9]{4}")
WORDS = (
    *("1", "2", "0", "?", "menu", "làm tiếp", "bỏ qua", "nữ", "1984", "Hoàng Thị Mai", "Nùng"),
    *("nối máy", "nối máy", "lấy mã", "lấy mã", "ABCD-2345", "để sau", "không còn ai", "thêm người"),
)
DEEDS = (
    "word",
    "word",
    "word",
    "code",
    "join",
    "join",
    "tap",
    "tap",
    "old",
    "left",
    "restart",
    "lost",
    "burst",
)
ERASING = ("erase", "my_data", "drop", "delete", "discard")
"""Choices after which a draft is gone because somebody wanted that; "3" would be one of them."""


class Life:
    """One run: what somebody does next, and what must hold afterwards."""

    def __init__(self, commune: Commune, store: MemoryStore, dice: random.Random) -> None:
        self.commune, self.store, self.dice = commune, store, dice
        self.watch = Watch(store)
        self.joined = 0

    def codes(self) -> list[str]:
        """Every code any phone ever showed."""
        texts = [one.text for phone in self.commune.phones.phones.values() for one in phone.shown]
        return sorted({found for text in texts for found in CODE.findall(text)}) or ["WXYZ-2345"]

    def said(self, who: str, what: str) -> Event:
        ids = list(self.commune.ids(who))
        kept = [one for one in ids if one.partition(".")[2] not in ERASING]
        newest = f"{self.commune.phones.phone(f'web:{who}').newest_prompt}."
        now = [one for one in kept if one.startswith((newest, "!"))]
        if what in ("tap", "old") and (now if what == "tap" else kept):
            return self.commune.event(who, "choice", choice=self.dice.choice(now if what == "tap" else kept))
        if what == "left":
            return self.commune.event(who, "left")
        if what == "code":
            return self.commune.event(who, text=self.dice.choice(self.codes()[-6:]))
        return self.commune.event(who, text=self.dice.choice(WORDS))

    async def deed(self) -> None:
        who, what = self.dice.choice(PHONES), self.dice.choice(DEEDS)
        if what == "restart":
            await self.commune.play("@restart\n")
            return
        if what == "join":
            first = self.dice.choice(FIRSTS)
            for words in ("menu", "nối máy", "lấy mã"):
                await self.commune.types(first, words)
            new = CODE.findall(self.commune.newest(first).text) or self.codes()
            await self.commune.types(who, new[-1])
            return
        if what == "lost":
            how = self.dice.choice(("gone", "later", "", "", ""))
            self.commune.phones.broken = {f"web:{who}": how} if how else {}
            return
        many = [self.said(self.dice.choice(PHONES), "word") for _ in range(6)] if what == "burst" else []
        await self.commune.does(self.said(who, what), *many)

    async def look(self) -> None:
        """Nothing lost, every answer with its log line, each phone with one conversation at most."""
        await self.watch.look()
        links = [one for one in self.store._entities["channel_link"].values() if isinstance(one, ChannelLink)]
        counting = [one for one in links if one.counts]
        chats = [one.chat for one in counting]
        assert len(chats) == len(set(chats)), "a phone with two conversations"
        assert not set(chats) & {one.root for one in counting}, "a second phone that is a first one"
        for one in counting:
            assert (await self.store.session(one.chat or "")).link == one.id
        self.joined = max(self.joined, len([one for one in links if one.used_at]))
        for phone in self.commune.phones.phones.values():
            for letter in phone.fresh:
                plain(letter)
            phone.fresh.clear()


async def live(seed: int) -> int:
    store = MemoryStore()
    commune = await Commune.opened(store)
    for who in FIRSTS:
        for words in ("chào", "1", "1", "1", "1", "3", "Hoàng Thị Mai"):
            await commune.types(who, words)
    life = Life(commune, store, random.Random(seed))
    drafts = set(forms(store))
    for _ in range(150):
        async with asyncio.timeout(20):
            await life.deed()
        await life.look()
        assert drafts <= set(forms(store)), "a draft is gone"
        drafts = {name for name, form in forms(store).items() if form.finished_at is None}
    return life.joined


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_joined_and_ended(seed: int) -> None:
    with Faults() as faults:
        joined = asyncio.run(live(seed))
    assert faults.seen == []
    assert joined >= 3, "nothing was joined: the run tried nothing"
