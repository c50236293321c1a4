"""A spot of the path as a prompt: one small function a kind of question."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue.prompt import Choice, Prompt
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import member_label, question_text, spot_value, value_text
from bot.dialogue.walk.record import Open, spots
from bot.scoring.answers import Value
from bot.scoring.forms import SKIPPED
from bot.scoring.path import Spot, is_answered

# Ids of a screen's own buttons begin with "."; ids of options and members never do.
DONE, NONE, NOBODY, SKIP, ALL = ".done", ".none", ".nobody", ".skip", ".all"
LATER, INDEX = ".later", ".index"
STAYS = ".stays"
"""At a question that an officer sent back: the answer stays, with a word."""
ADD, EDIT, REMOVE, SAME = ".add", ".edit", ".remove", ".same"
BULLET = "•"


def screen(turn: Turn, open_form: Open, spot: Spot) -> Prompt:
    """The prompt of a spot, with progress above and what was answered before, if anything."""
    noted = turn.datum("note_for") == spot.id
    lines = [turn.datum("note")] if noted else []
    lines += [_progress(turn, open_form, spot), question_text(turn, open_form, spot)]
    before = open_form.answers.values.get(spot.id)
    if before is not None and spot.question.kind not in ("many", "roster"):
        lines.append(turn.t("walk.before", value=value_text(turn, spot.question, before)))
    if turn.manners.photos and _card_is_worth_a_word(spot, before is not None):
        lines.append(turn.t("walk.card.hint"))
    if _is_nothing(turn, open_form, spot):
        lines.append(turn.t("walk.before", value=spot_value(turn, open_form, spot)))
    shown = _SCREENS[_kind(spot)](turn, open_form, spot, "\n".join(lines))
    if noted:
        shown = replace(shown, aside=(Choice(STAYS, turn.t("walk.stays")), *shown.aside))
    return replace(shown, sound=sound_of(open_form, spot))


def sound_of(open_form: Open, spot: Spot) -> str:
    """The name of a question's recording: "phieu_b.toilet", of a member's question "phieu_b.member.birth"."""
    scope = "member." if spot.question.scope == "member" else ""
    return f"{open_form.record.form}.{scope}{spot.question.id}"


def takes_card(spot: Spot) -> bool:
    """Where an identity card's picture helps: at a person's number and own name (not at a helper's)."""
    return spot.question.kind == "national_id" or spot.question.id == "name"


def _card_is_worth_a_word(spot: Spot, answered: bool) -> bool:
    """At a head's name and at a number, while they are open; every member's name takes a photo, unsaid."""
    first_named = spot.question.kind == "national_id" or spot.question.scope == "household"
    return takes_card(spot) and first_named and not answered


def _is_nothing(turn: Turn, open_form: Open, spot: Spot) -> bool:
    """Answered "nobody" or "none of these": no tick shows it, so it is said."""
    toggles = _kind(spot) in ("many", "checklist")
    touched = turn.datum("picks_for") == spot.id
    return (
        toggles and not touched and is_answered(spot, open_form.answers) and not picked(turn, open_form, spot)
    )


def _kind(spot: Spot) -> str:
    return "checklist" if spot.question.ask == "checklist" else spot.question.kind


def _progress(turn: Turn, open_form: Open, spot: Spot) -> str:
    ids = [s.id for s in spots(open_form)]
    return turn.t(
        "walk.progress", section=turn.word(spot.section.title), k=ids.index(spot.id) + 1, n=len(ids)
    )


def _aside(turn: Turn, open_form: Open, spot: Spot) -> tuple[Choice, ...]:
    """A survey question may be put off till the end, and any other be gone to; a request is short."""
    if open_form.record.form not in ("phieu_b", "income"):
        return ()
    index = Choice(INDEX, turn.t("walk.index"))
    return (index,) if spot.question.kind == "roster" else (Choice(LATER, turn.t("walk.later")), index)


def _skip(turn: Turn, spot: Spot) -> tuple[Choice, ...]:
    return (Choice(SKIP, turn.t("walk.skip")),) if spot.question.optional else ()


def _choice(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    options = tuple(Choice(o.id, turn.word(o.text)) for o in spot.question.options)
    options += _skip(turn, spot)
    return Prompt(text, options, aside=_aside(turn, open_form, spot), columns=2, ahead=True, help=True)


def _yes_no(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    values = ("yes", "no", "unknown") if spot.question.unknown else ("yes", "no")
    options = tuple(Choice(v, turn.t(f"walk.value.{v}")) for v in values)
    options += _skip(turn, spot)
    return Prompt(
        text, options, aside=_aside(turn, open_form, spot), columns=3, free=True, ahead=True, help=True
    )


def picked(turn: Turn, open_form: Open, spot: Spot) -> tuple[str, ...]:
    """What is ticked now: the taps so far, else the answer given before. "m2?" is an unsure member."""
    if turn.datum("picks_for") == spot.id:
        return turn.data_list("picks")
    if spot.question.ask != "checklist":
        before: Value | None = open_form.answers.values.get(spot.id)
        return before if isinstance(before, tuple) else ()
    values = {m: open_form.answers.get(spot.question.id, m) for m in spot.members}
    marks = {spot.question.marked: "", "unknown": "?"}
    return tuple(f"{m}{marks[v]}" for m, v in values.items() if isinstance(v, str) and v in marks)


def _many(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    now = picked(turn, open_form, spot)
    options = tuple(Choice(o.id, turn.word(o.text), o.id in now) for o in spot.question.options)
    return _toggles(turn, open_form, spot, text, options, turn.t("walk.none_of_these"))


def _checklist(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    now = picked(turn, open_form, spot)
    options = tuple(
        Choice(m, member_label(open_form, m) + (" ?" if f"{m}?" in now else ""), m in now)
        for m in spot.members
    )
    how = "walk.checklist_unsure" if turn.manners.buttons else "walk.checklist_unsure_typed"
    hint = turn.t(how) if spot.question.unknown else ""
    text = "\n".join(line for line in (text, hint) if line)
    return _toggles(turn, open_form, spot, text, options, turn.t("walk.nobody"))


def _toggles(
    turn: Turn, open_form: Open, spot: Spot, text: str, options: tuple[Choice, ...], none: str
) -> Prompt:
    ending = [Choice(NONE, none, typed="0"), Choice(DONE, turn.t("walk.done"), typed="")]
    if spot.question.nobody:
        ending.append(Choice(NOBODY, turn.word(spot.question.nobody), typed="-"))
    aside = _aside(turn, open_form, spot)
    return Prompt(
        text, (*options, *ending), aside=aside, columns=2, zero=True, many=True, ahead=True, help=True
    )


def _number(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    skip = _skip(turn, spot)
    return Prompt(
        text,
        skip,
        aside=_aside(turn, open_form, spot),
        free=True,
        digits=True,
        zero=True,
        ahead=True,
        help=True,
    )


def _text(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    """Where nothing can be tapped, skipping has a number: none of these answers is ever a bare 1."""
    skip = _skip(turn, spot)
    return Prompt(
        text,
        skip,
        aside=_aside(turn, open_form, spot),
        free=True,
        digits=turn.manners.buttons,
        photo=takes_card(spot),
        ahead=True,
        help=True,
    )


def _area(turn: Turn, _open_form: Open, _spot: Spot, text: str) -> Prompt:
    options = tuple(Choice(area.id, area.name) for area in turn.place.areas)
    return Prompt(text, options, columns=2, ahead=True, help=True)


def _ethnicity(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    """The peoples named in this household and the commune's commonest first; any other is typed."""
    named = [v for k, v in open_form.answers.values.items() if k.endswith("ethnicity") and v != SKIPPED]
    codes = list(dict.fromkeys([*(c for c in named if isinstance(c, str)), *turn.common_ethnicities]))
    options = [Choice(code, turn.ethnicity(code)) for code in codes[:5]]
    others = [m for m in open_form.answers.members if open_form.answers.get("ethnicity", m) is None]
    if spot.member and named and isinstance(named[0], str) and len(others) > 1:
        label = turn.t("walk.all_same", value=turn.ethnicity(named[0]), count=len(others))
        options.insert(0, Choice(ALL, label))
    aside = _aside(turn, open_form, spot)
    return Prompt(text, tuple(options), aside=aside, columns=2, free=True, ahead=True, help=True)


def _roster(turn: Turn, open_form: Open, spot: Spot, text: str) -> Prompt:
    """The list as it stands, with what can be done to it. A typed number is how many people there are; where
    nothing can be tapped and nobody asks how many, it is that of a choice."""
    answers = open_form.answers
    counted = turn.manners.buttons or spot.question.id != "others"
    signs = [f"{i}." if counted else BULLET for i, _ in enumerate(answers.members, 1)]
    rows = [f"{s} {_row(turn, open_form, m)}" for s, m in zip(signs, answers.members, strict=True)]
    choices = []
    if spot.question.id == "others":
        choices.append(Choice(SAME, turn.t("walk.roster.nobody_else")))
    elif answers.members:
        choices.append(Choice(SAME, turn.t("walk.roster.complete", count=len(answers.members))))
    choices.append(Choice(ADD, turn.t("walk.roster.add")))
    if answers.members:
        choices += [
            Choice(EDIT, turn.t("walk.roster.edit")),
            Choice(REMOVE, turn.t("walk.roster.remove")),
        ]
    body = "\n".join([text, *rows])
    aside = _aside(turn, open_form, spot)
    return Prompt(
        body, tuple(choices), aside=aside, free=True, digits=counted, zero=counted, ahead=True, help=True
    )


def _row(turn: Turn, open_form: Open, member: str) -> str:
    answers = open_form.answers
    shown = [answers.text("name", member) or turn.t("walk.value.none_yet")]
    for question_id in ("sex", "birth", "relation"):
        value = answers.text(question_id, member)
        if value is not None:
            shown.append(value_text(turn, open_form.form.question(question_id), value))
    return ", ".join(shown)


_Screen = Callable[[Turn, Open, Spot, str], Prompt]
_SCREENS: dict[str, _Screen] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "many": _many,
    "checklist": _checklist,
    "integer": _number,
    "decimal": _number,
    "money": _number,
    "date": _text,
    "text": _text,
    "name": _text,
    "national_id": _text,
    "phone": _text,
    "ethnicity": _ethnicity,
    "area": _area,
    "roster": _roster,
}
