"""Where the links of papers are kept: sealed notes under the digests of their tokens, and the audit trail.

Codes and tickets are in them as digests only. The token itself is kept (sealed) under its letter's id alone,
for a letter that has to leave again. A change is on disk before its audit and letter, and those before
anything is shown: a process that dies in between has at most counted a code that was not sent.
"""

import hashlib
import hmac
from dataclasses import replace

import orjson
from pydantic import TypeAdapter

from bot.dialogue.message import Letter, Message
from bot.errors import StoreError
from bot.ports import Audit, Clock, Store, TurnRecord
from bot.runtime.paper_link import TICKET_VALID, PaperLink
from bot.runtime.public_door import is_token

CHAT = "system:links"
"""The session under which letters and audits of links are written: nobody's."""
LINK, TOKEN = "paper_link", "paper_token"
MOST_RACES = 20

_links = TypeAdapter(PaperLink)


def digest(token: str) -> str:
    """Under which a token is kept; nobody can guess a token, so a plain hash hides it."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(token: str, secret: str) -> str:
    """A code's or ticket's digest: without the token not even a million codes can be tried on it."""
    return hmac.digest(token.encode(), secret.encode(), "sha256").hex()


class LinkShelf:
    """Loads and keeps links."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def link(self, token: str) -> PaperLink | None:
        kept = await self._store.note(LINK, digest(token)) if is_token(token) else None
        return None if kept is None else _links.validate_json(kept)

    async def token_of(self, letter_id: str) -> str:
        """The token given to this letter before, "" where there was none."""
        return (await self._store.note(TOKEN, letter_id) or b"").decode()

    async def give(self, letter_id: str, token: str, link: PaperLink, action: str) -> None:
        """A link new or good for longer, found again by its letter."""
        await self._store.put_note(TOKEN, letter_id, token.encode(), link.until)
        await self.keep(token, link, action, link.who)

    async def keep(self, token: str, link: PaperLink, action: str, who: str, text: str = "") -> None:
        """The changed link, then its audit and a letter into its chat, where there is a text for one."""
        name = digest(token)
        await self._store.put_note(LINK, name, orjson.dumps(link), link.until + TICKET_VALID)
        event = f"link:{name[:24]}:{link.steps}"
        code = Letter(f"{event}#1", link.chat, "reply", Message(text), case_id=link.case_id or None)
        audit = Audit(self._clock.now(), who, action, link.subject, link.document.kind)
        await self._commit(event, audit, (code,) if text else ())

    async def _commit(self, event: str, audit: Audit, letters: tuple[Letter, ...]) -> None:
        for _ in range(MOST_RACES):
            session = await self._store.session(CHAT)
            fresh = replace(session, version=session.version + 1)
            record = TurnRecord(event, audit.at, fresh, letters=letters, audits=(audit,))
            if await self._store.commit(record) != "stale":
                return
        raise StoreError("lost too many races", where=event, remedy="try again")
