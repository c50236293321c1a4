"""A paper's link as a value: whom it is for, until when, its code under way; and what each act makes of it.

Pure: the time comes in, codes and tickets come in as keyed digests. The limits stand at the top.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.dialogue.message import DocumentRef

CODE_VALID = timedelta(minutes=10)
CODE_GAP = timedelta(seconds=30)
"""Within it a second tap on the button sends no second code."""
TICKET_VALID = timedelta(minutes=10)
MOST_CODES = 5
"""Codes a link; with five tries each, a guess is right once in 40,000 links."""
MOST_TRIES = 5
MOST_FETCHES = 5
"""Of one ticket: a phone's browser and its downloader each ask for the file."""


@dataclass(frozen=True, slots=True)
class PaperLink:
    """Kept sealed under the digest of its token.

    chat: to which the letter and every code goes. staff_id: who it was sent to, "" for a resident.
    code, ticket: digests, "" where there is none. tries: wrong ones with this code; fetches: by this ticket.
    steps: how often it was changed, for the events' ids. ended: nothing more can be had with it.
    """

    document: DocumentRef
    chat: str
    language: str
    case_id: str
    staff_id: str
    until: datetime
    codes: int = 0
    code: str = ""
    code_at: datetime | None = None
    tries: int = 0
    ticket: str = ""
    ticket_at: datetime | None = None
    fetches: int = 0
    steps: int = 0
    ended: bool = False

    @property
    def subject(self) -> str:
        """What the audit trail files it under: the case, else the form, else what the paper is made from."""
        return self.case_id or self.document.form_id or self.document.argument

    @property
    def who(self) -> str:
        """For the audit trail: the staff member, else the chat."""
        return self.staff_id or self.chat

    @property
    def code_until(self) -> datetime | None:
        return None if self.code_at is None else self.code_at + CODE_VALID

    @property
    def ticket_until(self) -> datetime | None:
        return None if self.ticket_at is None else self.ticket_at + TICKET_VALID

    @property
    def tries_left(self) -> int:
        return MOST_TRIES - self.tries

    def has_code(self, now: datetime) -> bool:
        """Whether a code is under way."""
        until = self.code_until
        return bool(self.code) and until is not None and now < until

    def just_sent(self, now: datetime) -> bool:
        return self.has_code(now) and self.code_at is not None and now < self.code_at + CODE_GAP

    def more_codes(self) -> bool:
        return self.codes < MOST_CODES

    def open(self, now: datetime) -> bool:
        """Whether it still leads to the paper."""
        return not self.ended and now < self.until and (self.more_codes() or self.has_code(now))

    def has_ticket(self, now: datetime) -> bool:
        """Whether the file may be fetched with the ticket given last."""
        until = self.ticket_until
        running = bool(self.ticket) and until is not None and now < until
        return running and not self.ended and self.fetches < MOST_FETCHES


def renewed(link: PaperLink, until: datetime) -> PaperLink:
    """The letter leaves once more: the same link, good for as long as a new one."""
    return replace(link, until=until, steps=link.steps + 1)


def coded(link: PaperLink, code: str, now: datetime) -> PaperLink:
    """A new code is on its way; an earlier one no longer counts."""
    return replace(link, code=code, code_at=now, tries=0, codes=link.codes + 1, steps=link.steps + 1)


def missed(link: PaperLink) -> PaperLink:
    """A wrong code; after the last try the code is gone."""
    tries = link.tries + 1
    return replace(link, tries=tries, code=link.code if tries < MOST_TRIES else "", steps=link.steps + 1)


def admitted(link: PaperLink, ticket: str, now: datetime) -> PaperLink:
    """The right code: it is used up, and there is a ticket for the file."""
    return replace(link, code="", ticket=ticket, ticket_at=now, fetches=0, steps=link.steps + 1)


def fetched(link: PaperLink) -> PaperLink:
    return replace(link, fetches=link.fetches + 1, steps=link.steps + 1)


def closed(link: PaperLink) -> PaperLink:
    """Nothing more can be had: the paper is gone, or whom it was for may not see it any more."""
    return replace(link, ended=True, code="", ticket="", steps=link.steps + 1)
