"""A channel that keeps what was sent in lists: for played scripts and for a bot in a terminal."""

from dataclasses import dataclass, field

from bot.ports import Capabilities, NotSent, Ready, Sent

SCRIPTED = Capabilities("web", True, True, True, 100_000, 1_000_000, 1_000_000, audio=True)


@dataclass(slots=True)
class Phone:
    """What one chat shows: letters in order, an edited one in its place. fresh: not yet read out."""

    shown: list[Ready] = field(default_factory=list)
    fresh: list[Ready] = field(default_factory=list)
    newest_prompt: int = 0


class ScriptedChannel:
    """Phones by chat. `broken` holds the chats whose sends fail for good ("gone") or for now ("later")."""

    def __init__(self, prefix: str = "web", capabilities: Capabilities = SCRIPTED) -> None:
        self.prefix, self.capabilities = prefix, capabilities
        self.phones: dict[str, Phone] = {}
        self.broken: dict[str, str] = {}

    def phone(self, chat: str) -> Phone:
        return self.phones.setdefault(chat, Phone())

    async def send(self, letter: Ready) -> Sent | NotSent:
        how = self.broken.get(letter.chat)
        if how is not None:
            return NotSent(how, retryable=how == "later", gone=how == "gone")
        phone = self.phone(letter.chat)
        phone.newest_prompt = max(phone.newest_prompt, letter.prompt)
        phone.fresh.append(letter)
        if letter.edit is None or not self.capabilities.edits:
            phone.shown.append(letter)
            return Sent(letter.letter_id)
        at = next((i for i, old in enumerate(phone.shown) if old.letter_id == letter.edit), None)
        if at is not None:
            phone.shown[at] = letter
        return Sent(letter.edit)

    def button(self, chat: str, label: str, *, oldest: bool = False) -> str | None:
        """The id of the newest (or oldest) button with this label that the phone still shows."""
        letters = self.phone(chat).shown
        for letter in letters if oldest else reversed(letters):
            for row in letter.rows:
                for button in row:
                    if button.label == label:
                        return button.id
        return None
