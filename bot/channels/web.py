"""The demo page as a channel: what the bot sends is kept as entries that the page's phones show."""

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.channels.capabilities import WEB
from bot.channels.web_state import Attachment, Entry, Logbook, Persona
from bot.dialogue.event import Event
from bot.ports import Clock, NotSent, Ready, Sent

SOUND_TYPES = {"ogg": "audio/ogg", "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac"}
"""Not left to the machine's own table, which may lack them."""
RETRY_SECONDS = 2.0
"""How soon a letter for a phone without signal is tried again."""


class WebChannel:
    """Phones in a browser. `words`: the page's texts by key ("web.send"); `personas`: whose phones."""

    prefix = "web"
    capabilities = WEB

    def __init__(self, clock: Clock, words: Mapping[str, str], personas: Sequence[Persona]) -> None:
        self.clock = clock
        self.words = dict(words)
        self.personas = tuple(personas)
        self.log = Logbook()
        self.closing = False
        self._without_signal: set[str] = set()

    async def send(self, letter: Ready) -> Sent | NotSent:
        """Show the letter. The same letter twice is shown once."""
        if letter.chat in self._without_signal:
            return NotSent(error="no signal", retryable=True, retry_after=RETRY_SECONDS)
        if not self.knows(letter.chat):
            return NotSent(error="no such phone", retryable=False, gone=True)
        before = self.log.get(letter.chat, letter.edit) if letter.edit else None
        entry = self._edited(before, letter) if before else self._entry(letter)
        self.log.put(entry, letter.file)
        return Sent(external=entry.id)

    def knows(self, chat: str) -> bool:
        return any(persona.chat == chat for persona in self.personas)

    def has_signal(self, chat: str) -> bool:
        return chat not in self._without_signal

    def set_signal(self, chat: str, on: bool) -> None:
        """Off: what the bot sends to that phone fails and is to be tried again."""
        if on:
            self._without_signal.discard(chat)
        else:
            self._without_signal.add(chat)
        self.log.ring()

    @property
    def without_signal(self) -> tuple[str, ...]:
        return tuple(sorted(self._without_signal))

    def arrived(
        self, event: Event, attachment: Attachment | None = None, content: bytes | None = None
    ) -> None:
        """A person's own message, shown as pending until `settled`. One that was sent stays sent."""
        before = self.log.get(event.chat, event.id)
        if before and before.state == "sent":
            return
        entry = Entry(event.id, event.chat, "me", event.at, event.text)
        self.log.put(replace(entry, attachment=attachment, state="pending"), content)

    def tapped(self, chat: str, entry_id: str, choice: str) -> None:
        """Mark the button tapped there last; an edit of that message takes the mark away again."""
        entry = self.log.get(chat, entry_id)
        if entry and entry.tapped != choice:
            self.log.put(replace(entry, tapped=choice))

    def settled(self, chat: str, event_id: str, *, taken: bool) -> None:
        """The turn is on disk (taken) or was not to be had."""
        entry = self.log.get(chat, event_id)
        if entry and entry.state != "sent":
            self.log.put(replace(entry, state="sent" if taken else "failed"))

    def close(self) -> None:
        """End every open stream, so that the server can stop at once."""
        self.closing = True
        self.log.ring()

    def _entry(self, letter: Ready) -> Entry:
        return Entry(
            id=letter.letter_id,
            chat=letter.chat,
            side="bot",
            at=self.clock.now(),
            text=letter.text,
            rows=letter.rows,
            prompt=letter.prompt,
            attachment=_attachment(letter),
        )

    def _edited(self, before: Entry, letter: Ready) -> Entry:
        return replace(
            before,
            text=letter.text,
            rows=letter.rows,
            prompt=letter.prompt,
            attachment=_attachment(letter) or before.attachment,
            edited=True,
            tapped="",
        )


def _attachment(letter: Ready) -> Attachment | None:
    if letter.file is None:
        return None
    known = SOUND_TYPES.get(letter.file_name.rpartition(".")[2]) if letter.audio else None
    guessed = known or mimetypes.guess_type(letter.file_name)[0] or "application/octet-stream"
    return Attachment(name=letter.file_name, content_type=guessed, size=len(letter.file))
