"""A tiny bot behind the demo page: a movable clock and an inbox that answers by a fixed script."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from bot.channels.web import WebChannel
from bot.channels.web_state import Persona
from bot.dialogue.event import Event
from bot.dialogue.message import Button
from bot.ports import NotSent, Ready

HANOI = timezone(timedelta(hours=7))
START = datetime(2026, 10, 5, 8, 0, tzinfo=HANOI)

PERSONAS = (
    Persona("web:mai", "Hoàng Thị Mai", "household", "Khu 3 · hộ 5 người"),
    Persona("web:ba", "Bà Nông Thị Sửu", "household", "Khu 7 · sống một mình"),
    Persona("web:lan", "Vi Văn Lân", "enumerator", "Rà soát viên Khu 3, Khu 4"),
    Persona("web:officer", "Lương Thị Lan", "officer", "Văn hóa – xã hội, thị trấn Hữu Lũng"),
)

GOODS = ("Ô tô, xe máy", "Tủ lạnh, điều hòa", "Máy giặt", "Ti vi màu")

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def move(self, to: datetime) -> None:
        self._now = to


@dataclass
class Chat:
    """What the script remembers of one chat."""

    prompt: int = 0
    picked: set[int] = field(default_factory=set)
    list_id: str = ""


class FakeBot:
    """An inbox with a script; each event id is taken once. Letters that fail wait for `deliver_again`.

    broken: how many takes still fail. gate: cleared, it holds the turn of "chậm" until set.
    """

    def __init__(self, channel: WebChannel) -> None:
        self.channel = channel
        self.events: list[Event] = []
        self.waiting: list[Ready] = []
        self.broken = 0
        self.gate = threading.Event()
        self._chats: dict[str, Chat] = {}
        self._letters = 0

    async def take(self, event: Event) -> None:
        if self.broken:
            self.broken -= 1
            raise RuntimeError("the store is away")
        if any(taken.id == event.id for taken in self.events):
            return
        self.events.append(event)
        if event.text == "chậm":
            await asyncio.to_thread(self.gate.wait, 20)
        await self._answer(event)

    async def deliver_again(self) -> None:
        """What an outbox does from time to time."""
        waiting, self.waiting = self.waiting, []
        for letter in waiting:
            await self._send(letter)

    async def keep_delivering(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            await self.deliver_again()

    async def _answer(self, event: Event) -> None:
        if event.kind == "choice":
            return await self._chosen(event)
        if event.kind in {"photo", "file"}:
            return await self.say(event.chat, f"Đã nhận {event.kind}, {event.size} byte.")
        scripted = {
            "nút": self._many_buttons,
            "chọn": self._pick_list,
            "giấy": self._paper,
            "dài": self._long,
            "báo": self._tell_officer,
        }.get(event.text)
        if scripted:
            return await scripted(event.chat)
        return await self.say(event.chat, f"Đã ghi: {event.text}")

    async def _chosen(self, event: Event) -> None:
        chat = self._chat(event.chat)
        if not event.choice.startswith("good"):
            return await self.say(event.chat, f"Ông/bà chọn: {event.choice} (đã đọc đến {event.seen})")
        chat.picked ^= {int(event.choice.removeprefix("good"))}
        return await self._pick_list(event.chat, edit=chat.list_id)

    async def _many_buttons(self, chat: str) -> None:
        labels = [f"Khu phố {number}" for number in range(1, 13)]
        rows = [labels[start : start + 3] for start in range(0, 12, 3)]
        await self.say(chat, "Ông/bà ở khu nào?", rows)

    async def _pick_list(self, chat: str, edit: str = "") -> None:
        state = self._chat(chat)
        picks = [Button(f"good{i}", label, i in state.picked) for i, label in enumerate(GOODS)]
        rows = (tuple(picks[:2]), tuple(picks[2:]), (Button("done", "✔ Xong"),))
        text = f"Nhà có những gì? Đã chọn {len(state.picked)}."
        state.prompt += not edit
        letter = self._letter(chat, text, rows, state.prompt, edit)
        state.list_id = edit or letter.letter_id
        await self._send(letter)

    async def _paper(self, chat: str) -> None:
        letter = self._letter(chat, "Giấy đề nghị đã điền sẵn, ông/bà in ra và ký.")
        await self._send(replace_file(letter, "Mẫu 01 – HL-2607.pdf", PDF))

    async def _long(self, chat: str) -> None:
        await self.say(chat, "\n".join(f"Dòng {n}: " + "bảo hiểm y tế, nhà tiêu. " * 4 for n in range(95)))

    async def _tell_officer(self, chat: str) -> None:
        await self.say("web:officer", "📄 Đề nghị mới HL-2607 · H.T.M · Khu 3", [["Mở", "Nhận giấy"]])
        await self.say(chat, "Đã báo cán bộ.")

    async def say(self, chat: str, text: str, rows: Sequence[Sequence[str]] = ()) -> None:
        """Send a text; buttons have their labels as ids' numbers: b0, b1 …"""
        numbers = iter(range(100))
        buttons = tuple(tuple(Button(f"b{next(numbers)}", label) for label in row) for row in rows)
        state = self._chat(chat)
        state.prompt += bool(rows)
        await self._send(self._letter(chat, text, buttons, state.prompt if rows else 0))

    def _chat(self, chat: str) -> Chat:
        return self._chats.setdefault(chat, Chat())

    def _letter(
        self,
        chat: str,
        text: str,
        rows: tuple[tuple[Button, ...], ...] = (),
        prompt: int = 0,
        edit: str = "",
    ) -> Ready:
        self._letters += 1
        return Ready(f"letter:{self._letters}", chat, text, rows, True, prompt, edit or None)

    async def _send(self, letter: Ready) -> None:
        outcome = await self.channel.send(letter)
        if isinstance(outcome, NotSent) and outcome.retryable:
            self.waiting.append(letter)


def replace_file(letter: Ready, name: str, content: bytes) -> Ready:
    """The same letter with a file."""
    return Ready(
        letter.letter_id,
        letter.chat,
        letter.text,
        letter.rows,
        letter.numbered,
        letter.prompt,
        letter.edit,
        name,
        content,
    )


def event(chat: str, text: str, number: int = 1) -> Event:
    """A typed text, for tests that need no more of it."""
    return Event(f"{chat}:{number}", chat, datetime(2026, 10, 5, 1, 0, tzinfo=UTC), "text", text)
