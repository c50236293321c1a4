"""One turn being decided: what the steps read from and write to. Nothing leaves it but an Outcome."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.cases.commune import Invite, Staff
from bot.cases.evidence import Evidence
from bot.cases.form_record import AnswerChange, FormRecord
from bot.cases.points_table import in_force
from bot.dialogue.aids import TRIAL
from bot.dialogue.changeable import E
from bot.dialogue.env import Env as Env
from bot.dialogue.env import Packs as Packs
from bot.dialogue.event import Event
from bot.dialogue.facts import Place
from bot.dialogue.manners import Manners
from bot.dialogue.message import Button, DocumentRef, Lane, Letter, Message
from bot.dialogue.outcome import Audit, Claim, Entity, Erasure, Outcome
from bot.dialogue.session import Frame, Session
from bot.scoring.own_table import fitting
from bot.scoring.pack import Pack


class Turn:
    """A builder used by one call of `advance` and thrown away; its methods are the steps' vocabulary."""

    def __init__(self, session: Session, event: Event, env: Env) -> None:
        self.session, self.event, self.env, self.facts = session, event, env, env.facts
        self.now: datetime = event.at
        self.today: date = event.at.date()
        self.frames: list[Frame] = list(session.frames)
        self.says: list[str] = []
        self.letters: list[Letter] = []
        self.refused = False  # the answer was not taken
        self.again = False  # the very same question is asked once more
        self.redrawn = False  # … and its message is changed in place
        self.detour = False  # the answer led where nobody could foresee: nothing typed ahead fits there
        self.here = event.chat  # where replies go: a phone of this person, not always the session's chat
        self.came = False  # from another phone than before
        self.closed = False  # nothing is asked at the end of this turn
        self._entities: dict[str, Entity] = {}
        self._answers: list[AnswerChange] = []
        self._claims: list[Claim] = []
        self._erasures: list[Erasure] = []
        self._audits: list[Audit] = []
        self._serial = 0

    # ── words ────────────────────────────────────────────────────────────────────────────────
    @property
    def language(self) -> str:
        chosen = self.env.aids.offered(self.session.language or "vi")
        return "vi" if chosen in TRIAL and self.staff is not None else chosen  # the staff's side is not in it

    def t(self, key: str, /, **args: object) -> str:
        return self.env.translate(self.language, key, args)

    def word(self, words: Mapping[str, str]) -> str:
        """A pack's words in the person's language."""
        return self.env.aids.of_pack(words, self.language)

    def ethnicity(self, code: str) -> str:
        """The name of a people by its code of the 1979 list."""
        return self.env.pack(self.place.round.pack_id).ethnicities.get(code, code)

    @property
    def manners(self) -> Manners:
        """What the channel of this turn can show."""
        return self.env.manners

    @property
    def common_ethnicities(self) -> tuple[str, ...]:
        """The commune's commonest peoples, offered first."""
        return self.place.commune.ethnicities

    def scoring_pack(self, pack: Pack) -> Pack:
        """The pack under the points table that counts today: the commune's own, where it fits the pack's
        forms; else the training table."""
        table = in_force(self.place.tables, pack.id, self.today)
        own = None if table is None else fitting(pack, table.text)
        return pack if own is None else own

    def say(self, key: str, /, **args: object) -> None:
        """Said before whatever is asked next, in the same message."""
        self.says.append(self.t(key, **args))

    def refuse(self, text: str) -> None:
        """The answer cannot be taken; `text` says what would be right. The same is asked again."""
        self.says.append(text)
        self.refused = self.again = True

    # ── where we are ─────────────────────────────────────────────────────────────────────────
    @property
    def chat(self) -> str:
        return self.session.chat

    @property
    def place(self) -> Place:
        """The commune, with what this turn has changed of it."""
        return self.facts.place

    @property
    def staff(self) -> Staff | None:
        """The active staff member speaking, None for a resident."""
        return self.place.staff_at(self.chat)

    @property
    def actor(self) -> tuple[str, str]:
        """Id and name for records of who did it: staff id and name, else the chat."""
        staff = self.staff
        return (staff.id, staff.name) if staff else (self.chat, "")

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def datum(self, name: str) -> str:
        value = self.frame.data.get(name, "") if self.frames else ""
        return value if isinstance(value, str) else ""

    def data_list(self, name: str) -> tuple[str, ...]:
        value = self.frame.data.get(name, ())
        return value if isinstance(value, tuple) else ()

    def keep(self, **data: str | tuple[str, ...]) -> None:
        """Merge data into the frame on top; an empty value takes the entry away."""
        merged = {k: v for k, v in {**self.frame.data, **data}.items() if v not in ("", ())}
        self.frames[-1] = replace(self.frame, data=merged)

    def goto(self, step: str, **data: str | tuple[str, ...]) -> None:
        """Another step of the same conversation."""
        self.frames[-1] = replace(self.frame, step=step)
        self.keep(**data)

    def push(self, conversation: str, step: str = "start", **data: str | tuple[str, ...]) -> None:
        """Begin a conversation on top; `pop` comes back to this one."""
        self.frames.append(Frame(conversation, step, {k: v for k, v in data.items() if v}))

    def pop(self, **data: str | tuple[str, ...]) -> None:
        """End this conversation; the one below goes on, with this data."""
        self.frames.pop()
        if self.frames and data:
            self.keep(**data)

    def home(self) -> None:
        """End every conversation: back to the menu."""
        self.frames.clear()

    def redraw(self) -> None:
        """The same prompt, changed in place (a tick set or taken away)."""
        self.redrawn = self.again = True

    # ── effects ──────────────────────────────────────────────────────────────────────────────
    def new_id(self, kind: str) -> str:
        """An id that is the same when the same event is taken again."""
        self._serial += 1
        return f"{kind}{_short(self.event.id)}{self._serial}"

    def add(self, entity: E) -> E:
        """A new thing (version 1)."""
        self._entities[f"{type(entity).__name__}:{entity.id}"] = entity
        if not isinstance(entity, Invite):
            self.facts.remember(entity)
        return entity

    @property
    def spread(self) -> int:
        """0 at first; after a lost race a number by the event, so that those who race draw apart."""
        return int(_short(self.event.id), 16) % (1 + 16 * self.env.attempt)

    def change(self, entity: E, **fields: Any) -> E:
        """A changed thing: its version goes up once a turn, however often it is changed."""
        known = f"{type(entity).__name__}:{entity.id}" in self._entities
        return self.add(replace(entity, version=entity.version + (not known), **fields))

    def enrol(self, staff: Staff) -> Staff:
        """Bind this chat to a staff member, in the person's language."""
        spoken = "vi" if self.language in TRIAL else self.language
        return self.change(staff, chat=self.chat, language=spoken)

    def log(self, change: AnswerChange) -> None:
        self._answers.append(change)

    def claim(self, claim: Claim) -> None:
        self._claims.append(claim)

    def erase(self, erasure: Erasure) -> None:
        """Taken out of the store; and what this very turn would have written of it is not written."""
        self._erasures.append(erasure)
        for form_id in erasure.form_ids:
            self._entities.pop(f"{FormRecord.__name__}:{form_id}", None)
        self._answers = [one for one in self._answers if one.form_id not in erasure.form_ids]
        for evidence_id in erasure.evidence:
            self._entities.pop(f"{Evidence.__name__}:{evidence_id}", None)
        self.facts.forget_evidence(erasure.evidence)

    def audit(self, action: str, subject: str, detail: str = "") -> None:
        self._audits.append(Audit(self.now, self.actor[0], action, subject, detail))

    def notify(
        self,
        chat: str,
        key: str,
        /,
        *,
        language: str = "vi",
        actions: Sequence[tuple[str, str]] = (),
        case_id: str | None = None,
        deadline: bool = False,
        args: Mapping[str, object],
    ) -> None:
        """A message to another chat, by itself and at any time.

        deadline: it bears a date of the law, so it goes out also when the month's messages run short.

        actions: (action id "!open.c12", key of its label); they work at any time, from any prompt.
        Where there are no buttons, typing the file's code opens it with the same choices.
        """
        buttons = [Button(act, self.env.translate(language, label, {}), typed="") for act, label in actions]
        rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
        text = self.env.translate(language, key, args)
        code = args.get("code")
        opening = self.env.translate(language, "engine.hint.code", {"code": code}) if code and rows else ""
        message = Message(text, rows, instead=opening)
        lane: Lane = "deadline" if deadline else "notice"
        self.letters.append(self._letter(chat, lane, message, None, case_id))

    def _letter(
        self,
        chat: str,
        lane: Lane,
        message: Message,
        replaces: str | None = None,
        case_id: str | None = None,
    ) -> Letter:
        return Letter(f"{self.event.id}#{len(self.letters) + 1}", chat, lane, message, replaces, case_id)

    def reply(self, message: Message, replaces: str | None = None) -> Letter:
        """A message to the phone that is spoken from."""
        letter = self._letter(self.here, "reply", message, replaces)
        self.letters.append(letter)
        return letter

    def write(self, chat: str, message: Message) -> None:
        """A message to just this phone, wherever the person is speaking from."""
        self.letters.append(self._letter(chat, "reply", message))

    def document(
        self, text: str, paper: DocumentRef, case_id: str | None = None, *, instead: str = ""
    ) -> None:
        """A paper to this chat with a word about it; it is made when the letter leaves.

        case_id: the file it is about, for the officers' list of letters that did not arrive.
        instead: where to get it, said where the channel cannot send files and no link can be given either.
        """
        linked = self.t("engine.paper_link", url="{url}", until="{until}")
        message = Message(text, document=paper, instead=instead, linked=linked)
        self.letters.append(self._letter(self.here, "reply", message, None, case_id))

    def outcome(self, session: Session) -> Outcome:
        return Outcome(
            session=session,
            entities=tuple(self._entities.values()),
            answers=tuple(self._answers),
            claims=tuple(self._claims),
            erasures=tuple(self._erasures),
            letters=tuple(self.letters),
            audits=tuple(self._audits),
        )


def _short(event_id: str) -> str:
    """Twelve hex letters that stand for an event: enough that two of a commune never share them."""
    return hashlib.blake2s(event_id.encode(), digest_size=6).hexdigest()
