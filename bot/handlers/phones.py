"""The phones and accounts of one person: a code for one more, those that are joined, ending one."""

from bot.cases.channel_link import ChannelLink
from bot.dialogue import moving
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.message import Message
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers.linking import GROUP, MOST_PHONES, VALID, digest, end_codes, new_code, phones_of

CONVERSATION = "phones"
_NAMES = {
    "tg": "phones.on.telegram",
    "zb": "phones.on.zalo",
    "zo": "phones.on.zalo",
}
"""What people call the platform of a chat, by its prefix."""


def open_phones(turn: Turn) -> None:
    """From the menu and from what is kept of a person."""
    turn.home()
    turn.push("menu")
    turn.push(CONVERSATION)


def ask(turn: Turn) -> Prompt:
    """Nobody without consent or role has anything to take along; what is joined may be ended all the same."""
    joined = phones_of(turn, turn.chat)
    may_join = turn.staff is not None or bool(turn.session.consented)
    if not may_join and not joined:
        turn.pop()
        return Prompt("")
    lines = [turn.t("phones.what")]
    if joined:
        lines.append(turn.t("phones.joined"))
        lines += [f"• {_named(turn, one)}" for one in joined]
    may_join = may_join and len(joined) < MOST_PHONES
    choices = [Choice("code", turn.t("phones.get_code"))] if may_join else []
    choices += [Choice(f"cut.{one.id}", turn.t("phones.cut_one", name=_named(turn, one))) for one in joined]
    return Prompt("\n".join(lines), tuple(choices), columns=1)


def _named(turn: Turn, link: ChannelLink) -> str:
    """ "Zalo, từ 05/10", and whether it is the one at hand."""
    where = turn.t(_NAMES.get((link.chat or "").partition(":")[0], "phones.on.other"))
    key = "phones.this_one" if link.chat == turn.here else "phones.one"
    return turn.t(key, where=where, day=f"{link.used_at:%H:%M %d/%m}" if link.used_at else "")


def take(turn: Turn, reply: Reply) -> None:
    what, _, link_id = reply.choice.partition(".")
    if what == "cut":
        cut(turn, link_id)
    else:
        _give_code(turn)


def _give_code(turn: Turn) -> None:
    """One code at a time; what was under way goes on, so that it is what the other phone shows."""
    end_codes(turn)
    code = new_code(turn.facts.random("link"))
    turn.add(ChannelLink(digest(code), turn.chat, turn.now + VALID))
    turn.audit("phone_code_made", turn.actor[0])
    turn.pop()
    minutes = int(VALID.total_seconds()) // 60
    turn.say("phones.code", code=f"{code[:GROUP]}-{code[GROUP:]}", minutes=minutes)


def cut(turn: Turn, link_id: str) -> None:
    """End one of one's own second phones; both are told, each on its own."""
    turn.again = True
    link = turn.facts.link(link_id)
    if link is None or link.root != turn.chat:
        turn.say("phones.not_yours")
    elif not link.counts:
        turn.say("phones.cut_already")
    else:
        _let_go(turn, link, turn.t("phones.cut_there"))
        turn.say("phones.cut_done", name=_named(turn, link))


def _let_go(turn: Turn, link: ChannelLink, words: str) -> ChannelLink:
    """The phone is told; where it is the one at hand, the talk goes on at the first one."""
    after = moving.cut(turn, link)
    if link.chat is not None:
        turn.write(link.chat, Message(words))
    if link.chat == turn.here:
        turn.here, turn.came = turn.chat, True
    return after


def chats(turn: Turn) -> tuple[str, ...]:
    """The second phones of this person, as chats."""
    return tuple(one.chat for one in phones_of(turn, turn.chat) if one.chat is not None)


def end_all(turn: Turn, words: str) -> None:
    """All that joins other phones to this person goes, and which they were; each is told in these words."""
    for one in turn.facts.links_of(turn.chat):
        if one.chat is not None or one.ended_at is None:
            after = _let_go(turn, one, words) if one.counts or one.ended_at is None else one
            turn.change(after, chat=None)


PHONES = Conversation({"start": Step(ask, take)})
