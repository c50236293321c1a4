"""The walk's steps: ask a spot, ask about a doubt, ask for a reason, change the roster, jump.

Frame data: form (id) · asked (spot on the screen) · at (spot asked for by name) · jump (gone to by
itself) · later (spots put off) · picks, picks_for (ticks so far) · pending, kept (an answer waiting for
"it is so", for a reason or for a yes) · origin, partly (of a card that waits) · why (that reason) ·
op, who (what to do to a member) · bundle, shown, bundle_from, singly (several questions in one message) ·
note, note_for (an officer's words, and the spot they stand above).
"""

import json
from collections.abc import Callable, Mapping
from functools import partial

from bot.cases.form_record import FormId, FormRecord
from bot.dialogue.asking import unseen
from bot.dialogue.engine import Conversation, Step, Take
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.reply import read_text
from bot.dialogue.turn import Turn
from bot.dialogue.walk import bundle, bundle_reply, card, roster
from bot.dialogue.walk.answer import Taken, read
from bot.dialogue.walk.checks import Doubt, after, doubt
from bot.dialogue.walk.explaining import explanation
from bot.dialogue.walk.labels import spot_line, spot_value
from bot.dialogue.walk.record import ROSTER, Changes, Open, apply, current, form_of, is_closed, spots
from bot.dialogue.walk.screen import INDEX, LATER, STAYS, screen
from bot.dialogue.walk.waiting import NOTHING_WAITS, back_to_ask, moved_on, pending, state
from bot.scoring.path import Spot

KEEP, AGAIN, USE = "keep", "again", "use"
ECHOED = ("date", "integer", "decimal", "money", "ethnicity", "yes_no", "phone", "many", "checklist")
SHORTEST_REASON = 5
"""Letters of a reason: "sai" says nothing to the officer who reads it."""

Hook = Callable[[Turn, FormRecord, Changes], bool]
"""Called after an answer was written; True: it has taken the conversation elsewhere."""


def _here(turn: Turn) -> tuple[Open, Spot | None]:
    open_form = form_of(turn, turn.datum("form"))
    return open_form, current(open_form, turn.datum("at"), turn.data_list("later"))


def ask(turn: Turn) -> Prompt:
    """The spot where the person stands; a full form goes back to the conversation below."""
    open_form, spot = _here(turn)
    if spot is None:
        later = turn.data_list("later")
        turn.pop(later=later)
        return Prompt("")
    if turn.datum("asked") != spot.id:
        turn.again = False  # another question than before: buttons of that one are old now
        turn.keep(asked=spot.id)
    together = bundle.bundle_of(turn, open_form, spot)
    if together:
        return bundle.ask(turn, open_form, together)
    turn.keep(**bundle.NO_BUNDLE)
    return screen(turn, open_form, spot)


def take(hooks: Mapping[FormId, Hook], turn: Turn, reply: Reply) -> None:
    open_form, spot = _here(turn)
    if turn.datum("asked") != (spot.id if spot else ""):  # somebody else at work on the same form
        turn.say("walk.answered_meanwhile")
        turn.detour = True
        return
    if spot is None:
        return
    if turn.data_list("shown"):
        bundle_reply.take(partial(write, hooks, turn), partial(_wonder, turn), turn, open_form, reply)
    elif reply.choice == INDEX:
        turn.push("editing", "section", form=open_form.record.id)
    elif reply.choice == STAYS:
        turn.pop(keep=spot.id)
    elif reply.choice == LATER:
        turn.keep(later=(*turn.data_list("later"), spot.id), at="", jump="", picks=(), picks_for="")
        turn.say("walk.put_off")
    elif reply.kind == "photo":
        card.propose(turn, open_form, spot)
    else:
        _take_one(hooks, turn, open_form, spot, reply)


def _take_one(hooks: Mapping[FormId, Hook], turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> None:
    taken = _read(turn, open_form, spot, reply)
    if taken is None:
        return
    question = doubt(turn, open_form, spot, taken)
    if question is not None:
        _wonder(turn, open_form.record, taken, question)
        return
    if _reason(turn, open_form.record, taken.changes) is not None:
        _note(turn, open_form, spot, taken, reply)
    write(hooks, turn, open_form.record, taken.changes)


def _note(turn: Turn, open_form: Open, spot: Spot, taken: Taken, reply: Reply) -> None:
    """Say what was understood where typed words were turned into something else; a tap speaks for itself."""
    kind = "checklist" if spot.question.ask == "checklist" else spot.question.kind
    if reply.text and not reply.choice and kind in ECHOED:
        show = spot_line if kind == "checklist" else spot_value
        turn.say("walk.noted", value=show(turn, after(open_form, taken.changes), spot))


def _read(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> Taken | None:
    if spot.question.kind != "roster":
        return read(turn, open_form, spot, reply)
    changes = roster.read(turn, open_form, spot, reply)
    return None if changes is None else Taken(changes)


def _wonder(turn: Turn, record: FormRecord, taken: Taken, question: Doubt) -> None:
    """Ask once more. What was typed after it waits, as after a refusal."""
    turn.goto(
        "doubt",
        pending=json.dumps(dict(taken.changes)),
        was=state(record, taken.changes),
        kept=question.id,
        wonder=turn.t("walk.doubt.text", value=question.value, why=question.text),
        suggestion=question.suggestion,
    )
    turn.refused = True


def write(
    hooks: Mapping[FormId, Hook], turn: Turn, record: FormRecord, changes: Changes, kept: str = ""
) -> None:
    """Write the answer; once the score has been seen, ask for a reason first."""
    reason = _reason(turn, record, changes)
    if reason is None:
        turn.goto("reason", pending=json.dumps(dict(changes)), was=state(record, changes), kept=kept)
    else:
        _write(hooks, turn, record, changes, kept, reason)


def _reason(turn: Turn, record: FormRecord, changes: Changes) -> str | None:
    """The reason these changes go with ("" where none is needed); None: it must be asked for.

    One reason covers what it opened (the questions about a new member), not another answer changed.
    """
    before = {name: record.answers.values.get(name) for name in changes} | {ROSTER: record.answers.members}
    differing = [name for name, value in changes.items() if value != before[name]]
    given = turn.datum("why") if all(before[name] is None for name in differing) else ""
    return None if record.seen_at is not None and differing and not given else given


def _write(
    hooks: Mapping[FormId, Hook], turn: Turn, record: FormRecord, changes: Changes, kept: str, reason: str
) -> None:
    after = apply(turn, record, changes, reason=reason, kept=kept, origin=turn.datum("origin"))
    done = {name.rsplit(".", 1)[-1] for name in changes} | set(changes)
    later = tuple(s for s in turn.data_list("later") if s not in done)
    turn.goto("ask", at="", jump="", later=later, **NOTHING_WAITS)
    hook = hooks.get(record.form)
    if hook is not None:
        hook(turn, after, changes)


# ── a doubt ──────────────────────────────────────────────────────────────────────────────────
def ask_doubt(turn: Turn) -> Prompt:
    choices = [Choice(KEEP, turn.t("walk.doubt.keep")), Choice(AGAIN, turn.t("walk.doubt.again"))]
    if turn.datum("suggestion"):
        choices.insert(1, Choice(USE, turn.t("walk.doubt.use", value=turn.datum("suggestion"))))
    return Prompt(turn.datum("wonder"), tuple(choices), free=True, zero=True, ahead=True)


def take_doubt(hooks: Mapping[FormId, Hook], turn: Turn, reply: Reply) -> None:
    """Keep, use the suggestion, ask again; other words are the answer given anew."""
    record = form_of(turn, turn.datum("form")).record
    waited, kept = pending(turn), turn.datum("kept")
    if turn.datum("was") != state(record, waited):
        moved_on(turn)
        return
    if reply.choice == KEEP:
        write(hooks, turn, record, waited, kept)
        return
    if reply.choice == USE:
        write(hooks, turn, record, dict.fromkeys(waited, turn.datum("suggestion")), kept)
        return
    _anew(hooks, turn, reply)


def _anew(hooks: Mapping[FormId, Hook], turn: Turn, reply: Reply) -> None:
    """What waited is let go: the same is asked again, or what was said or sent is its answer."""
    back_to_ask(turn)
    turn.refused = bool(reply.choice)  # asked again: what was typed after it waits on
    if reply.kind == "photo":
        take(hooks, turn, reply)
        return
    said = None if reply.choice else read_text(turn, reply.text, unseen(ask(turn)))
    if said is not None:
        take(hooks, turn, said)


# ── an identity card's code ──────────────────────────────────────────────────────────────────
def take_card(hooks: Mapping[FormId, Hook], turn: Turn, reply: Reply) -> None:
    """Fill all of it, only what is open yet, or nothing; other words are the answer typed after all."""
    open_form = form_of(turn, turn.datum("form"))
    waited = pending(turn)
    if turn.datum("was") != state(open_form.record, waited):
        moved_on(turn)
        return
    if reply.choice not in (card.YES, card.NEW):
        _anew(hooks, turn, reply)
        return
    everything = reply.choice == card.YES
    changes = waited if everything else card.only_new(open_form, waited)
    write(hooks, turn, open_form.record, changes, turn.datum("kept") if everything else "")
    if turn.frames and (turn.frame.conversation, turn.frame.step) == ("walk", "ask"):
        turn.say("walk.card.filled")  # no reason is asked for, and the number has not led to another file


# ── a reason, once the score has been seen ───────────────────────────────────────────────────
def ask_reason(turn: Turn) -> Prompt:
    return Prompt(turn.t("walk.reason"), free=True)


def take_reason(hooks: Mapping[FormId, Hook], turn: Turn, reply: Reply) -> None:
    reason = clean(reply.text)
    if len(reason) < SHORTEST_REASON:
        turn.refuse(turn.t("walk.reason_short"))
        return
    record, waited = form_of(turn, turn.datum("form")).record, pending(turn)
    if turn.datum("was") != state(record, waited):
        moved_on(turn)
        return
    turn.audit("answer_changed_after_score", record.id, reason)
    turn.keep(why=reason)
    _write(hooks, turn, record, waited, turn.datum("kept"), reason)


# ── back and help ────────────────────────────────────────────────────────────────────────────
def back(turn: Turn) -> None:
    """To the spot before this one; from the first, out of the form (nothing is lost).

    From a spot that was gone to by itself: back to where one came from.
    """
    open_form, spot = _here(turn)
    if turn.datum("jump"):
        turn.pop()
        return
    if spot is None or roster.drop_unnamed(turn, open_form, spot):
        return
    ids = [s.id for s in spots(open_form)]
    before = ids.index(spot.id) - 1
    if before < 0:
        turn.pop()
    else:
        turn.keep(at=ids[before], picks=(), picks_for="")


def explain(turn: Turn) -> str:
    """The convention of what is on the screen, how to answer it, and the law's words."""
    open_form, spot = _here(turn)
    if spot is None:
        return turn.t("engine.help")
    if turn.data_list("shown") and turn.manners.bundle > 1:  # else asked one by one on this phone
        return bundle.explain(turn, open_form)
    return explanation(turn, open_form, spot)


def walk(hooks: Mapping[FormId, Hook]) -> Conversation:
    """The conversation "walk"; hooks by form are called after each answer."""

    def pick(turn: Turn, reply: Reply) -> None:
        roster.take_pick(lambda record, changes: write(hooks, turn, record, changes), turn, reply)

    return Conversation(
        {
            "ask": Step(ask, _while_open(partial(take, hooks)), _back_while_open, explain),
            "doubt": Step(ask_doubt, _while_open(partial(take_doubt, hooks)), back_to_ask),
            "card": Step(card.ask, _while_open(partial(take_card, hooks)), back_to_ask),
            "reason": Step(ask_reason, _while_open(partial(take_reason, hooks)), back_to_ask),
            "pick": Step(roster.ask_pick, _while_open(pick), back_to_ask),
        }
    )


def _while_open(take_it: Take) -> Take:
    """The step, as long as the form may still be changed; a closed one goes back to who opened it."""

    def guarded(turn: Turn, reply: Reply) -> None:
        if is_closed(turn, form_of(turn, turn.datum("form")).record):
            turn.pop()
        else:
            take_it(turn, reply)

    return guarded


def _back_while_open(turn: Turn) -> None:
    _while_open(lambda turn, _reply: back(turn))(turn, Reply())
