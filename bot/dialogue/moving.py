"""One person on several phones: the talk goes on wherever they speak, and nothing is taken for an answer that
was typed before the question could be read there.

The session is the first phone's; `Session.via` says from which phone it was last spoken. Prompts are numbered
once for all phones of a person, so a button or a `seen` means the same on each.
"""

from dataclasses import replace

from bot.cases.channel_link import ChannelLink
from bot.dialogue import commands
from bot.dialogue.message import Message
from bot.dialogue.outcome import Outcome
from bot.dialogue.session import Session
from bot.dialogue.turn import Turn


def arrive(turn: Turn) -> bool:
    """Note from which phone this comes. True where it was said without reading what is asked now: then that
    is shown there, and nothing is taken."""
    session, event = turn.session, turn.event
    via = "" if event.chat == session.chat else event.chat
    turn.came = via != session.via
    if turn.came:
        own = turn.facts.session(event.chat).prompts if via else 0
        _number_on(turn, own)
        turn.session = _spoken_from(turn.session, via)
    return turn.session.moved > 0 and _unread(turn)


def _spoken_from(session: Session, via: str) -> Session:
    """From now on by this phone; the message with the open question is on another and stays as it is."""
    asked = replace(session.asked, letter="") if session.asked else None
    return replace(session, via=via, moved=session.prompts + 1, asked=asked)


def _number_on(turn: Turn, own: int) -> None:
    """No number that this phone knows from its own earlier talk is given a second time."""
    session = turn.session
    if own > session.prompts:
        asked = replace(session.asked, since=own + 1) if session.asked else None
        turn.session = replace(session, prompts=own, asked=asked)


def _unread(turn: Turn) -> bool:
    """Whether this is no command, code or button, and what is asked had not been shown on this phone."""
    session, event = turn.session, turn.event
    asked = session.asked
    if asked is None or event.kind == "choice" or commands.shortcut(turn) is not None:
        return False  # a button says itself which question it belongs to
    if commands.read(turn) not in (None, "back"):
        return False
    if event.seen is None:
        return turn.came
    if event.seen >= (asked.since if asked.ahead else asked.no):
        return False
    return turn.came or event.seen < session.moved


def show(turn: Turn) -> None:
    """The open question, once more, for the phone they speak from now."""
    turn.again = True
    if not turn.came:
        turn.say("phones.not_read")
    elif turn.session.asked is not None and turn.session.asked.ahead:
        turn.say("phones.go_on_form")
    else:
        turn.say("phones.go_on")


def cut(turn: Turn, link: ChannelLink) -> ChannelLink:
    """A second phone, or a code not used yet, is nobody's from now on."""
    if link.chat is not None and turn.session.via == link.chat:
        turn.session = _spoken_from(turn.session, "")
    turn.audit("phone_cut" if link.counts else "phone_code_ended", turn.actor[0], link.chat or "")
    return turn.change(link, ended_at=turn.now)


def left(turn: Turn) -> Outcome:
    """Somebody blocked the bot. On a second phone that ends its link only; who leaves on the first one is
    reached at the second."""
    chat = turn.event.chat
    counting = [one for one in turn.facts.links_of(turn.chat) if one.counts]
    if chat != turn.chat:
        for one in counting:
            if one.chat == chat:
                cut(turn, one)
                turn.write(turn.chat, Message(turn.t("phones.cut_gone")))
    elif counting and not turn.session.via:
        turn.session = _spoken_from(turn.session, counting[-1].chat or "")
    gone = turn.session.left or chat == turn.chat
    return turn.outcome(replace(turn.session, version=turn.session.version + 1, left=gone))


def closed(turn: Turn) -> Outcome:
    """The end of a phone's own talk: nothing is asked, the other phone's talk goes on here."""
    session = turn.session
    bare = replace(session, version=session.version + 1, frames=(), asked=None, held=(), refused=False)
    return turn.outcome(bare)
