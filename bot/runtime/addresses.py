"""Where a person is: whose conversation a phone takes part in, and to which phone a letter goes.

A reply goes to the phone it answers, what comes of itself to the one last spoken from. Who has left one phone
is tried at the others.
"""

from dataclasses import replace

from bot.dialogue.event import Event
from bot.dialogue.session import Session
from bot.ports import NotSent, Outgoing, Sent, Store

_ELSEWHERE = frozenset({"no_channel", "unpaid", "window"})
"""Reasons that lie with the phone, not with the letter: no such platform here, or outside what it gives."""


async def root_of(store: Store, chat: str) -> str:
    """The phone whose conversation this one takes part in; itself where it is nobody's second phone."""
    own = await store.session(chat)
    link = await store.link(own.link) if own.link else None
    return link.root if link is not None and link.counts and link.chat == chat else chat


async def conversation(store: Store, chat: str) -> Session:
    """The session that counts for what is said on this phone.

    After its link has ended it is its own again, as it stood; its prompts are numbered on from those it saw
    of the other, so that no old button means something new.
    """
    own = await store.session(chat)
    if not own.link:
        return own
    root = await root_of(store, chat)
    if root != chat:
        return await store.session(root)
    ended = await store.link(own.link)
    other = await store.session(ended.root) if ended is not None else own
    return replace(own, link="", prompts=max(own.prompts, other.prompts))


def first_look(event: Event) -> Event:
    """What follows a linking by itself: the open question is shown on the phone that has just come."""
    return Event(f"{event.id}:here", event.chat, event.at, "other")


async def addressed(store: Store, outgoing: Outgoing) -> Outgoing:
    """The letter at the phone it goes to first."""
    chat = outgoing.letter.chat
    via = "" if outgoing.letter.lane == "reply" else (await store.session(chat)).via
    return _at(outgoing, via) if via and await root_of(store, via) == chat else outgoing


async def other_phones(store: Store, outgoing: Outgoing) -> tuple[Outgoing, ...]:
    """The same letter at the other phones of its reader: the first one, then those joined last."""
    chat = outgoing.letter.chat
    root = await root_of(store, chat)
    joined = [one.chat for one in await store.links_of(root) if one.counts and one.chat]
    return tuple(_at(outgoing, one) for one in (root, *reversed(joined)) if one != chat)


def is_elsewhere(result: Sent | NotSent | None) -> bool:
    """Whether the reader is not to be reached there, or not for nothing, and another phone may be tried."""
    return isinstance(result, NotSent) and (result.gone or result.reason in _ELSEWHERE)


def _at(outgoing: Outgoing, chat: str) -> Outgoing:
    """A message can be edited only where it was sent, so elsewhere it comes anew."""
    return replace(outgoing, letter=replace(outgoing.letter, chat=chat), replaces_external=None)
