"""advance(): one event into one outcome. Commands first, then the step on top of the stack.

A conversation is a table of steps; a step is a pair of plain functions: `ask` makes the prompt,
`take` reads the reply and says where to go. All of it is pure: same session, event and facts,
same outcome.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.cases.commune import Role
from bot.cases.rights import Deed, may
from bot.dialogue import asking, commands, listening, moving, reply
from bot.dialogue.event import Event
from bot.dialogue.message import Message
from bot.dialogue.outcome import Outcome
from bot.dialogue.prompt import Prompt, Reply
from bot.dialogue.session import Frame, Session
from bot.dialogue.turn import Env, Turn

Ask = Callable[[Turn], Prompt]
Take = Callable[[Turn, Reply], None]
Action = Callable[[Turn, str], None]
"""What a button of a notice does, whatever is being asked: (turn, argument)."""

MAX_TEXT = 4_000
"""Characters of one typed answer; more is a mistake of the finger, not an answer."""
MAX_HELD = 60
MAX_HOPS = 80


@dataclass(frozen=True, slots=True)
class Step:
    """ask and take; back: what "‹ Lùi" does (default: the conversation below goes on);
    help: what "?" says (default: how to answer at all)."""

    ask: Ask
    take: Take
    back: Callable[[Turn], None] | None = None
    help: Callable[[Turn], str] | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Steps by name; roles: who may be in it (empty = everybody); deed: the right it needs besides, asked at
    every event: a role may stay while the areas somebody answers for become others."""

    steps: Mapping[str, Step]
    roles: tuple[Role, ...] = ()
    deed: Deed | None = None


def _say_hidden(turn: Turn) -> None:
    """Who cannot be heard is told at once how to go on."""
    turn.say("engine.kind.unsupported", phone=turn.place.commune.phone)


def _no_links(turn: Turn, _argument: str) -> None:
    """Where a script knows no second phones a code is nothing."""
    turn.again = True


@dataclass(frozen=True, slots=True)
class Script:
    """All conversations and actions of the bot, and what it does where nothing is under way.

    home: puts the frames for somebody with none (menu, or language and consent first).
    before_consent: the conversations a resident may be in who has not consented.
    code: what a typed file code does. invite: what a typed invitation does.
    settings: the conversation that changes the language.
    link: what a typed code does that makes this a second phone of the same person.
    hidden: what a message sets going that the platform hides; what it says is all the answer there is.
    """

    conversations: Mapping[str, Conversation]
    actions: Mapping[str, Action]
    home: Callable[[Turn], None]
    before_consent: frozenset[str]
    code: Action
    invite: Action
    hidden: Callable[[Turn], None] = _say_hidden
    link: Action = _no_links

    def step(self, frame: Frame) -> Step | None:
        conversation = self.conversations.get(frame.conversation)
        return conversation.steps.get(frame.step) if conversation else None


def advance(script: Script, session: Session, event: Event, env: Env) -> Outcome:
    """The whole decision for one event. Raises facts.Unknown when the store must be asked first."""
    turn = Turn(session, event, env)
    if event.kind == "left":
        return moving.left(turn)
    if event.kind == "group":
        turn.reply(Message(turn.t("engine.group")))
        return turn.outcome(replace(session, version=session.version + 1))
    if event.kind == "unsupported":
        return _unheard(script, turn)
    unread = moving.arrive(turn)
    if not (unread or turn.came) and _is_held(turn):
        return _hold(turn)
    if _leave_forbidden(script, turn):
        return _finish(script, turn)
    if not turn.frames:
        script.home(turn)
    if unread:
        moving.show(turn)
    else:
        _respond(script, turn)
    return _finish(script, turn)


def _unheard(script: Script, turn: Turn) -> Outcome:
    """Never taken for an answer, and none is asked for: what was asked before stays as it is."""
    script.hidden(turn)
    turn.reply(Message("\n\n".join(turn.says)))
    session = turn.session
    return turn.outcome(replace(session, version=session.version + 1, left=False))


def _is_held(turn: Turn) -> bool:
    """Whether this text was typed before the person could read that the one before was refused."""
    session, event = turn.session, turn.event
    if event.kind != "text" or event.seen is None or session.asked is None:
        return False
    return (session.refused or bool(session.held)) and event.seen < session.asked.no


def _hold(turn: Turn) -> Outcome:
    session = turn.session
    if len(session.held) >= MAX_HELD:
        turn.reply(Message(turn.t("engine.held_full")))
        return turn.outcome(replace(session, version=session.version + 1))
    if not session.held:
        on_the_way = session.asked is not None and session.asked.ahead
        turn.reply(Message(turn.t("engine.held" if on_the_way else "engine.held_over")))
    held = (*session.held, turn.event.text[:MAX_TEXT])
    return turn.outcome(replace(session, version=session.version + 1, held=held))


def _leave_forbidden(script: Script, turn: Turn) -> bool:
    """Take away what this person may no longer be in (a role ended), and what no longer exists.

    True when something was: what was said then was meant for what is gone, so it is not used.
    """
    for depth, frame in enumerate(turn.frames):
        if not _may_be_in(script, turn, frame) or script.step(frame) is None:
            del turn.frames[depth:]
            turn.say("engine.access_ended")
            return True
    return False


def _may_be_in(script: Script, turn: Turn, frame: Frame) -> bool:
    conversation, staff = script.conversations.get(frame.conversation), turn.staff
    if conversation is None:
        return False
    if staff is None and not turn.session.consented:
        return frame.conversation in script.before_consent
    if conversation.deed is not None and not may(staff, conversation.deed):
        return False
    return not conversation.roles or (staff is not None and bool({*staff.roles} & {*conversation.roles}))


def _respond(script: Script, turn: Turn) -> None:
    """Do what the event asks for."""
    event = turn.event
    if event.kind == "choice" and event.choice.startswith("!"):
        name, _, argument = event.choice[1:].partition(".")
        script.actions.get(name, _stale_action)(turn, argument)
        _let_go(turn)
        return
    shortcut = commands.shortcut(turn)
    if shortcut is not None:
        acts = {"code": script.code, "invite": script.invite, "link": script.link}
        acts[shortcut.kind](turn, shortcut.argument)
        _let_go(turn)
        return
    if not turn.session.frames:
        return  # the first word of a conversation only opens it
    command = commands.read(turn)
    if command is not None:
        _obey(script, turn, command)
        _let_go(turn)
        # "0" may have been meant as "nobody": what was typed after it unseen waits, as after a refusal
        turn.refused = turn.refused or (command == "back" and event.kind == "text")
        return
    _take(script, turn, reply.read(turn))
    _take_held(script, turn)


def _stale_action(turn: Turn, _argument: str) -> None:
    turn.again = True
    turn.say("engine.stale")


def _obey(script: Script, turn: Turn, command: commands.Command) -> None:
    """A word that means the same everywhere."""
    step = script.step(turn.frame)
    if command == "back":
        if step is not None and step.back is not None:
            step.back(turn)
        elif len(turn.frames) > 1:
            turn.pop()
    elif command == "help":
        turn.again = True
        turn.says.append(_explained(turn, step))
    elif command == "listen":
        turn.again = True
        listening.play(turn, _explained(turn, step))
    elif command in ("language", "phones"):
        if turn.frame.conversation != command:
            turn.push(command)
    else:
        turn.home()
        if command == "cancel":
            turn.say("engine.cancelled")


def _explained(turn: Turn, step: Step | None) -> str:
    """What "?" says at this step."""
    return step.help(turn) if step is not None and step.help else turn.t("engine.help")


def _take(script: Script, turn: Turn, said: Reply | None) -> None:
    """Give a reply to the step on top; None means `reply.read` has said why it cannot be taken."""
    if said is None:
        return
    step = script.step(turn.frame)
    if step is not None:
        step.take(turn, said)


def _take_held(script: Script, turn: Turn) -> None:
    """Once the refused answer is mended, what was typed after it goes to its places, in order."""
    held = list(turn.session.held)
    taken = 0
    while held and turn.frames and not (turn.refused or turn.again or turn.detour):
        step = script.step(turn.frame)
        prompt = step.ask(turn) if step else None
        if prompt is None or not prompt.ahead:
            break
        said = reply.read_text(turn, held[0], asking.unseen(prompt))
        held.pop(0)
        _take(script, turn, said)
        turn.detour = False  # who typed ahead chose this way
        taken += 0 if turn.refused else 1
    if taken:
        turn.says.insert(max(len(turn.says) - int(turn.refused), 0), turn.t("engine.held_taken", count=taken))
    turn.session = replace(turn.session, held=tuple(held))
    _let_go(turn)


def _let_go(turn: Turn) -> None:
    """Once the talk has gone elsewhere, what waited is shown, not used."""
    held = turn.session.held
    if held and not (turn.refused or turn.again):
        turn.say("engine.held_left", words=" · ".join(held[:10]))
        turn.session = replace(turn.session, held=())


def _finish(script: Script, turn: Turn) -> Outcome:
    """Ask what comes next and close the turn. An ask may find that there is nothing to ask and move on."""
    if turn.closed:
        return moving.closed(turn)
    for _ in range(MAX_HOPS):
        if not turn.frames or script.step(turn.frame) is None:
            turn.home()
            script.home(turn)
        step = script.step(turn.frame)
        if step is None:
            raise RuntimeError(f"home leads to no step: {turn.frame.conversation}.{turn.frame.step}")
        place = _place(turn)
        prompt = step.ask(turn)
        if _place(turn) == place:
            return asking.close(turn, prompt)
    raise RuntimeError(f"steps do not settle: {turn.frame.conversation}.{turn.frame.step}")


def _place(turn: Turn) -> list[tuple[str, str]]:
    return [(frame.conversation, frame.step) for frame in turn.frames]
