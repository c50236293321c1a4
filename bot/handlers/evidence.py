"""Photos of the house and its place on the map, at the door: asked of the household first, never needed.

Nothing of this counts for the score, and a survey is sent with or without it. What may be kept stands in the
pack, item by item; the household agrees to each item on its own and may take it back at any time.
"""

from dataclasses import dataclass

from bot.cases.case import Case
from bot.cases.evidence import Evidence, EvidenceConsent, agreed
from bot.cases.moves import way
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, is_yes_or_no, read_person_name
from bot.dialogue.reading.places import read_place
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of
from bot.dialogue.walk.labels import member_label
from bot.handlers import evidence_view
from bot.scoring.forms import EvidenceItem

DONE, SEE, STOP, NO = ".ready", ".see", ".stop", ".no"
SPEAKING_AGE = 15
"""Years: who may answer for the household, as in the survey."""


@dataclass(frozen=True, slots=True)
class _Here:
    """The file and form at hand, and what is kept of it so far."""

    case: Case
    form: Open
    found: tuple[Evidence, ...]

    def of(self, item: EvidenceItem) -> tuple[Evidence, ...]:
        return tuple(one for one in self.found if one.item == item.id)

    def agreed(self, item: EvidenceItem) -> EvidenceConsent | None:
        return agreed(self.form.record.consents, item.id)


def is_offered(turn: Turn, case: Case, open_form: Open) -> bool:
    """Whether the commune keeps any, the form's pack allows some, and the survey may still be changed."""
    may_change = any(way(case, action, "enumerator") for action in ("finish_survey", "amend_survey"))
    return turn.env.evidence and may_change and bool(open_form.form.evidence)


def open_evidence(turn: Turn, case: Case, form_id: str) -> None:
    turn.push("evidence", "menu", case=case.id, form=form_id)


def _here(turn: Turn) -> _Here | None:
    """None where this may no longer be done (said so, and left): the file was handed on, or has moved on."""
    case = evidence_view.current(turn)
    if case is None:
        return None
    open_form = form_of(turn, turn.datum("form"))
    if not is_offered(turn, case, open_form):
        turn.pop()
        turn.say("evidence.closed", code=case.code)
        return None
    return _Here(case, open_form, turn.facts.evidence_of(open_form.record.id))


def _item(turn: Turn, here: _Here) -> EvidenceItem | None:
    """The item of the frame on top; None where the pack has no such item (then back to the list)."""
    item = here.form.form.evidence_item(turn.datum("item"))
    if item is None:
        turn.goto("menu", item="")
    return item


# ── what there is ────────────────────────────────────────────────────────────────────────────
def ask_menu(turn: Turn) -> Prompt:
    here = _here(turn)
    if here is None:
        return Prompt("")
    items = here.form.form.evidence
    rows = [_row(turn, here, item) for item in items]
    choices = [Choice(item.id, turn.word(item.short)) for item in items]
    if here.found:
        choices.append(Choice(SEE, turn.t("evidence.see", count=len(here.found))))
    choices.append(Choice(DONE, turn.t("evidence.done")))
    text = "\n".join([turn.t("evidence.menu"), *rows])
    return Prompt(text, tuple(choices), columns=1, photo=True, location=True)


def _row(turn: Turn, here: _Here, item: EvidenceItem) -> str:
    have = turn.t("evidence.have", name=turn.word(item.short), count=len(here.of(item)), most=item.most)
    said = next((one for one in reversed(here.form.record.consents) if one.item == item.id), None)
    if said is None:
        return f"– {have}"
    answer = "evidence.said_yes" if said.agreed else "evidence.said_no"
    return f"– {have}; {turn.t(answer, who=said.by, when=f'{said.at:%H:%M %d/%m}')}"


def take_menu(turn: Turn, reply: Reply) -> None:
    here = _here(turn)
    if here is None:
        return
    if reply.kind in ("photo", "location"):
        _sent_to_menu(turn, here, reply)
    elif reply.choice == DONE:
        turn.pop()
    elif reply.choice == SEE:
        evidence_view.open_evidence_list(turn, here.case)
    else:
        turn.goto("item", item=reply.choice)


def _sent_to_menu(turn: Turn, here: _Here, reply: Reply) -> None:
    """Straight to the one item of its kind; with several of them which one is meant is asked first."""
    fitting = [one for one in here.form.form.evidence if one.kind == reply.kind]
    if len(fitting) != 1:
        turn.refuse(turn.t("evidence.which"))
        return
    turn.goto("item", item=fitting[0].id)
    take_item(turn, reply)


# ── asking the household ─────────────────────────────────────────────────────────────────────
def ask_consent(turn: Turn) -> Prompt:
    here = _here(turn)
    item = _item(turn, here) if here else None
    if here is None or item is None:
        return Prompt("")
    people = [m for m in here.form.answers.members if _may_speak(turn, here.form, m)]
    choices = [Choice(m, turn.t("evidence.agrees", name=member_label(here.form, m))) for m in people]
    choices.append(Choice(NO, turn.t("evidence.no")))
    text = turn.t("evidence.consent", what=turn.word(item.consent))
    return Prompt(text, tuple(choices), columns=1, free=True)


def _may_speak(turn: Turn, open_form: Open, member: str) -> bool:
    birth = open_form.answers.text("birth", member)
    return birth is not None and turn.today.year - int(birth[:4]) >= SPEAKING_AGE


def take_consent(turn: Turn, reply: Reply) -> None:
    here = _here(turn)
    item = _item(turn, here) if here else None
    if here is None or item is None:
        return
    if reply.choice == NO:
        _note(turn, here, item, "")
        turn.goto("menu", item="")
        turn.say("evidence.noted_no")
        return
    name = here.form.answers.text("name", reply.choice) if reply.choice else _name(turn, reply.text)
    if name is not None:
        _note(turn, here, item, name)
        turn.goto("item")


def _name(turn: Turn, text: str) -> str | None:
    """Of somebody of the household who is not on the list; None where `turn` asks again."""
    if is_yes_or_no(text):
        turn.refuse(turn.t("evidence.who"))
        return None
    read = read_person_name(text)
    if isinstance(read, Problem):
        turn.refuse(turn.t(read.key, **dict(read.args)))
        return None
    return read.value


def _note(turn: Turn, here: _Here, item: EvidenceItem, by: str) -> None:
    """Who agreed and when; by "": they did not."""
    said = EvidenceConsent(item.id, bool(by), by, turn.actor[0], turn.now)
    turn.change(here.form.record, consents=(*here.form.record.consents, said))
    turn.audit("evidence_agreed" if by else "evidence_refused", here.case.id, item.id)


# ── one item ─────────────────────────────────────────────────────────────────────────────────
def ask_item(turn: Turn) -> Prompt:
    here = _here(turn)
    item = _item(turn, here) if here else None
    if here is None or item is None:
        return Prompt("")
    if here.agreed(item) is None:
        turn.goto("consent")
        return Prompt("")
    have = turn.t("evidence.have", name=turn.word(item.short), count=len(here.of(item)), most=item.most)
    text = "\n".join([turn.word(item.text), have, turn.t(f"evidence.how.{item.kind}")])
    choices = (Choice(DONE, turn.t("evidence.done")), Choice(STOP, turn.t("evidence.stop")))
    return Prompt(text, choices, free=item.kind == "location", photo=True, location=True)


def take_item(turn: Turn, reply: Reply) -> None:
    here = _here(turn)
    item = _item(turn, here) if here else None
    if here is None or item is None:
        return
    if reply.choice == DONE:
        turn.goto("menu", item="")
    elif reply.choice == STOP:
        turn.goto("stop")
    elif here.agreed(item) is None:
        turn.goto("consent")
        turn.say("evidence.ask_first")
    elif item.kind != ("photo" if reply.kind == "photo" else "location"):
        turn.refuse(turn.t(f"evidence.wanted.{item.kind}"))
    elif len(here.of(item)) >= item.most:
        turn.refuse(turn.t("evidence.full", most=item.most))
    elif item.kind == "photo":
        _add_photo(turn, here, item)
    else:
        _add_place(turn, here, item, reply.text)


def _add_photo(turn: Turn, here: _Here, item: EvidenceItem) -> None:
    kept = turn.facts.picture(turn.event.id)
    if isinstance(kept, Problem):
        turn.refuse(turn.t(kept.key, **dict(kept.args)))
    elif any(one.digest == kept.digest for one in here.found):
        turn.refuse(turn.t("evidence.same"))
    else:
        _add(turn, here, item, digest=kept.digest, size=kept.size)


def _add_place(turn: Turn, here: _Here, item: EvidenceItem, text: str) -> None:
    if not text:
        turn.refuse(turn.t("evidence.place.empty"))
        return
    read = read_place(text)
    if isinstance(read, Problem):
        turn.refuse(turn.t(read.key, **dict(read.args)))
    else:
        _add(turn, here, item, place=read.value)


def _add(
    turn: Turn, here: _Here, item: EvidenceItem, *, digest: str = "", size: int = 0, place: str = ""
) -> None:
    """Also the form moves on by a version, so that two phones at once do not add more than there may be."""
    record = here.form.record
    made = Evidence(
        turn.new_id("e"), record.id, item.id, item.kind, turn.now, turn.actor[0], digest, size, place
    )
    turn.add(made)
    turn.change(record)
    turn.audit("evidence_added", here.case.id, f"{item.id} {made.id}")
    count = len(here.of(item)) + 1
    turn.say(f"evidence.added.{item.kind}", count=count, most=item.most)
    if count >= item.most:
        turn.goto("menu", item="")


# ── taken back ───────────────────────────────────────────────────────────────────────────────
def ask_stop(turn: Turn) -> Prompt:
    here = _here(turn)
    item = _item(turn, here) if here else None
    if here is None or item is None:
        return Prompt("")
    choices = (Choice("no", turn.t("evidence.stop_no")), Choice("yes", turn.t("evidence.stop_yes")))
    return Prompt(turn.t("evidence.stop_sure", count=len(here.of(item))), choices, columns=1)


def take_stop(turn: Turn, reply: Reply) -> None:
    here = _here(turn)
    item = _item(turn, here) if here else None
    if here is None or item is None:
        return
    if reply.choice == "yes":
        evidence_view.erase(turn, here.case, here.of(item))
        _note(turn, _Here(here.case, form_of(turn, here.form.record.id), ()), item, "")
        turn.say("evidence.stopped")
    turn.goto("menu", item="")


def _to_menu(turn: Turn) -> None:
    turn.goto("menu", item="")


EVIDENCE = Conversation(
    {
        "menu": Step(ask_menu, take_menu),
        "consent": Step(ask_consent, take_consent, _to_menu),
        "item": Step(ask_item, take_item, _to_menu),
        "stop": Step(ask_stop, take_stop, lambda turn: turn.goto("item")),
    },
    ("enumerator",),
)
