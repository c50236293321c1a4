"""Papers as links where a channel sends no files: one link a letter, opened with a code sent into its chat.

Codes are compared in constant time. Every change of a link happens under one lock, so two at once are two in
a row.
"""

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.cases.moves import may_see
from bot.dialogue.facts import Place
from bot.dialogue.message import DocumentRef, Letter
from bot.dialogue.words import Translate
from bot.errors import PaperError
from bot.ports import Clock, Papers, Ready, Store
from bot.runtime.addresses import root_of
from bot.runtime.link_shelf import LinkShelf, keyed
from bot.runtime.paper_link import CODE_VALID, PaperLink, admitted, closed, coded, fetched, missed, renewed
from bot.runtime.public_door import ALPHABET, TOKEN_LENGTH, PublicDoor, drawn

ANYONE = "link"
"""In the audit trail: who asked for a code or tried one is whoever has the link."""
CODE_DIGITS = 6
NEVER = ("audio", "evidence")
"""No papers: a recording is for everybody, a photo of a home stays in the chat of who may see it."""

Step = Literal["start", "code", "digits", "wrong", "spent", "ready", "gone"]


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows. ticket: of the file's address, at "ready" only."""

    step: Step
    link: PaperLink | None = None
    ticket: str = ""


GONE = View("gone")


class PaperLinks:
    """One per running bot with a public address. wake: the outbox, when a code waits to be sent."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        papers: Papers,
        translate: Translate,
        place: Callable[[], Place],
        wake: Callable[[], None],
        door: PublicDoor,
    ) -> None:
        self._store, self.clock, self._papers = store, clock, papers
        self._translate, self.place, self._wake, self.door = translate, place, wake, door
        self.chance: Callable[[str, int], str] = drawn
        self._shelf = LinkShelf(store, clock)
        self._lock = asyncio.Lock()

    # ── the letter leaves ────────────────────────────────────────────────────────────────────
    async def linked(self, ready: Ready, letter: Letter) -> Ready:
        """The letter with a link in place of its file: the same link whenever it leaves again.

        As it is where it has no words for a link, or the paper is for staff and nobody of them reads it.
        """
        document = letter.message.document
        if document is None or document.kind in NEVER or not letter.message.linked:
            return ready
        async with self._lock:
            given = await self._given(letter, document)
        if given is None:
            return ready
        token, link = given
        url, until = f"{self.door.url}/g/{token}", f"{link.until:%H:%M %d/%m/%Y}"
        words = letter.message.linked.replace("{url}", url).replace("{until}", until)
        return replace(ready, text=f"{ready.text}\n{words}", file=None, file_name="", instead="")

    async def _given(self, letter: Letter, document: DocumentRef) -> tuple[str, PaperLink] | None:
        now = self.clock.now()
        until = now + timedelta(hours=self.door.hours)
        token = await self._shelf.token_of(letter.id)
        link = await self._shelf.link(token)
        if link is not None and link.open(now) and link.chat == letter.chat:
            link = renewed(link, until)
            await self._shelf.give(letter.id, token, link, "paper_link_renewed")
            return token, link
        if link is not None and link.open(now):  # the letter goes to another phone of this person now
            await self._shelf.keep(token, closed(link), "paper_link_moved", link.who)
        link = await self._made(letter, document)
        if link is None:
            return None
        token, link = self._token(), replace(link, until=until)
        await self._shelf.give(letter.id, token, link, "paper_link_made")
        return token, link

    async def _made(self, letter: Letter, document: DocumentRef) -> PaperLink | None:
        person = await root_of(self._store, letter.chat)
        staff = self.place().staff_at(person)
        form = await self._store.form(document.form_id) if document.form_id else None
        if form is None and (staff is None or document.form_id):
            return None
        case_id = letter.case_id or (form.case_id if form is not None else None)
        language = (await self._store.session(person)).language
        staff_id = staff.id if staff is not None else ""
        return PaperLink(document, letter.chat, language or "vi", case_id or "", staff_id, self.clock.now())

    # ── the page ─────────────────────────────────────────────────────────────────────────────
    async def look(self, token: str) -> View:
        """What the page shows when it is only looked at; changes nothing."""
        link, now = await self._shelf.link(token), self.clock.now()
        if link is None or not link.open(now) or not await self._may(link):
            return GONE
        return View("code" if link.has_code(now) else "start", link)

    async def send_code(self, token: str) -> View:
        """A code goes into the chat; a second tap at once sends no second one."""
        async with self._lock:
            link, now = await self._allowed(token), self.clock.now()
            if link is None:
                return GONE
            if link.just_sent(now) or not link.more_codes():
                return View("code", link)
            code = self.chance("0123456789", CODE_DIGITS)
            link = coded(link, keyed(token, code), now)
            words = {"code": f"{code[:3]} {code[3:]}", "minutes": CODE_VALID // timedelta(minutes=1)}
            text = self._translate(link.language, "paper.code", words)
            await self._shelf.keep(token, link, "paper_code_sent", ANYONE, text)
        self._wake()
        return View("code", link)

    async def enter(self, token: str, typed: str) -> View:
        """What somebody typed for a code; the right one gives a ticket, once. Not six digits are no try."""
        code = "".join(str(int(sign)) for sign in typed if sign.isdecimal())
        async with self._lock:
            link, now = await self._allowed(token), self.clock.now()
            if link is None:
                return GONE
            if not link.has_code(now):
                return View("spent", link)
            if len(code) != CODE_DIGITS:
                return View("digits", link)
            if hmac.compare_digest(keyed(token, code), link.code):
                return await self._admit(token, link)
            link = missed(link)
            await self._shelf.keep(token, link, "paper_code_refused", ANYONE)
        if not link.open(now):
            return GONE
        return View("wrong" if link.code else "spent", link)

    async def _admit(self, token: str, link: PaperLink) -> View:
        ticket = self._token()
        link = admitted(link, keyed(token, ticket), self.clock.now())
        await self._shelf.keep(token, link, "paper_link_opened", link.who)
        return View("ready", link, ticket)

    # ── the file ─────────────────────────────────────────────────────────────────────────────
    async def file(self, token: str, ticket: str, *, only_ask: bool = False) -> tuple[str, bytes] | None:
        """File name and content, made now; None where this ticket gives none, or none any more.

        only_ask: whether it is there, which is not counted.
        """
        async with self._lock:
            link = await self._shelf.link(token)
            if link is None or not self._fits(token, ticket, link) or not await self._standing(token, link):
                return None
            if not only_ask:
                await self._shelf.keep(token, fetched(link), "paper_fetched", link.who)
        try:
            content = await self._papers.make(link.document)
        except PaperError:
            content = None
        return None if content is None else (link.document.file_name, content)

    def _fits(self, token: str, ticket: str, link: PaperLink) -> bool:
        return link.has_ticket(self.clock.now()) and hmac.compare_digest(keyed(token, ticket), link.ticket)

    # ── who may ──────────────────────────────────────────────────────────────────────────────
    async def _allowed(self, token: str) -> PaperLink | None:
        """The link, where it still leads to the paper for whom it was made."""
        link = await self._shelf.link(token)
        if link is None or not link.open(self.clock.now()):
            return None
        return link if await self._standing(token, link) else None

    async def _standing(self, token: str, link: PaperLink) -> bool:
        """Whether its reader may still have the paper; if not, the link ends for good, on record."""
        if await self._may(link):
            return True
        await self._shelf.keep(token, closed(link), "paper_link_refused", ANYONE)
        return False

    async def _may(self, link: PaperLink) -> bool:
        """Staff while they work from this chat; a household that consents, while the file is this chat's."""
        form = await self._store.form(link.document.form_id) if link.document.form_id else None
        if link.document.form_id and form is None:
            return False  # erased
        person = await root_of(self._store, link.chat)
        case = await self._store.case(form.case_id) if form is not None and form.case_id else None
        own = any(one.chat == person for one in case.applicants) if case is not None else False
        if link.staff_id:
            staff = self.place().staff_at(person)
            known = staff is not None and staff.id == link.staff_id
            return staff is not None and known and (case is None or own or may_see(staff, case))
        if not (await self._store.session(person)).consented:
            return False
        return own if case is not None else form is not None and form.owner == person

    def _token(self) -> str:
        return self.chance(ALPHABET, TOKEN_LENGTH)
