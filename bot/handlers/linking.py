"""A code typed on another phone: that phone takes part in the conversation of the phone that made the code.

Nothing is merged: who already has a file, a draft, a role or phones of their own there is told so, with whom
to ask.
The code is read once, for ten minutes; its digest is what is stored; wrong codes are counted for each phone.
"""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.cases.channel_link import ChannelLink
from bot.dialogue.message import Button, Message
from bot.dialogue.turn import Turn

LETTERS, DIGITS, GROUP = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", 4
"""Nothing that is read wrong (I, O, 0, 1); letters first, then digits: no word and no number is a code."""
VALID = timedelta(minutes=10)
MOST_GUESSES = 5
WHILE = timedelta(hours=1)
"""So many wrong codes a phone and hour: a code is one of 1.3 thousand million."""
MOST_PHONES = 4
"""Second phones of one person."""

Own = Literal["phone", "staff", "file", "draft", "phones"]
"""What keeps a phone from being joined. phone: it is somebody's second one; phones: it has second ones."""


def new_code(chance: bytes) -> str:
    """Eight letters and digits from sixteen unguessable bytes: "KMXP7348"."""
    number, code = int.from_bytes(chance), ""
    for alphabet in (LETTERS, DIGITS):
        for _ in range(GROUP):
            number, at = divmod(number, len(alphabet))
            code += alphabet[at]
    return code


def digest(code: str) -> str:
    """What is stored of a code; short enough for the id of a button."""
    return hashlib.blake2s(code.encode(), digest_size=12).hexdigest()


def use_code(turn: Turn, code: str) -> None:
    """Join this phone to the one that made the code, or say why not."""
    lately = tuple(at for at in turn.session.guesses if turn.now - at < WHILE)
    if len(lately) >= MOST_GUESSES:
        turn.say("link.enough", phone=turn.place.commune.phone)
        return
    link = turn.facts.link(digest(code))
    if link is not None and link.counts and link.chat == turn.here:
        turn.say("link.already")
    elif link is not None and link.root == turn.chat:
        turn.say("link.same_phone" if turn.here == turn.chat else "link.already")
    elif link is None or not _open(turn, link):
        turn.session = replace(turn.session, guesses=(*lately, turn.now))
        turn.say("link.unknown" if link is None else "link.used" if link.used_at else "link.expired")
    elif own := _has_own(turn):
        turn.say(f"link.own.{own}", phone=turn.place.commune.phone)
    elif len(phones_of(turn, link.root)) >= MOST_PHONES:
        turn.say("link.too_many")
    else:
        _join(turn, link)


def phones_of(turn: Turn, root: str) -> tuple[ChannelLink, ...]:
    """The second phones of a person, the oldest first."""
    return tuple(one for one in turn.facts.links_of(root) if one.counts)


def end_codes(turn: Turn) -> None:
    """Codes given out here and not used yet count no more."""
    for one in turn.facts.links_of(turn.chat):
        if one.chat is None and one.ended_at is None:
            turn.change(one, ended_at=turn.now)


def _open(turn: Turn, link: ChannelLink) -> bool:
    return link.used_at is None and link.ended_at is None and turn.now < link.expires_at


def _has_own(turn: Turn) -> Own | None:
    """What stands on this phone already that must not be mixed with the other's; None where nothing does."""
    if turn.here != turn.chat:
        return "phone"
    if turn.staff is not None:
        return "staff"
    if any(case.state != "erased" for case in turn.facts.cases_of_chat(turn.chat)):
        return "file"
    if turn.facts.drafts_of(turn.chat):
        return "draft"
    return "phones" if phones_of(turn, turn.chat) else None


def _join(turn: Turn, link: ChannelLink) -> None:
    """Both phones are told. Codes made here end: two phones that use each other's code cannot both win.

    Wishes to be called come along, or nobody would find or erase them from here any more.
    """
    for one in turn.facts.links_of(turn.chat):
        if one.ended_at is None:
            turn.change(one, ended_at=turn.now)
    for call in turn.facts.call_backs_of(turn.chat):
        turn.change(call, chat=link.root)
    link = turn.change(link, chat=turn.chat, used_at=turn.now)
    turn.audit("phone_linked", link.root, turn.chat)
    turn.session = replace(turn.session, link=link.id)
    language = turn.facts.session(link.root).language or "vi"
    end = Button(f"!cut.{link.id}", turn.env.translate(language, "phones.cut", {}), typed="")
    turn.write(link.root, Message(turn.env.translate(language, "link.told", {}), ((end,),)))
    turn.reply(Message(turn.env.translate(language, "link.done", {})))
    turn.closed = True
