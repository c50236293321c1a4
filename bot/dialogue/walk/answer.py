"""A reply read as the answer of a spot: changes to write, warnings to ask about, or a plain refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.dialogue.prompt import Reply
from bot.dialogue.reading import (
    Problem,
    Read,
    clean,
    read_date,
    read_ethnicity,
    read_integer,
    read_money,
    read_national_id,
    read_number,
    read_person_name,
    read_phone,
    read_yes_no,
)
from bot.dialogue.reading.result import problem
from bot.dialogue.turn import Turn
from bot.dialogue.walk import together
from bot.dialogue.walk.record import Changes, Open
from bot.dialogue.walk.screen import ALL, DONE, NOBODY, NONE, SKIP, picked
from bot.dialogue.walk.unsure import unsure
from bot.scoring.forms import SKIPPED
from bot.scoring.path import Spot

TEXT_LIMIT = 1_000
"""Characters of one answer in own words."""


@dataclass(frozen=True, slots=True)
class Taken:
    """changes to write; warnings to be confirmed first (reading problems that are not walls)."""

    changes: Changes
    warnings: tuple[Problem, ...] = ()


def read(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> Taken | None:
    """None: `turn` was told why not, or a tick was set and the screen is drawn again."""
    if reply.choice == SKIP:
        return Taken({spot.id: SKIPPED})
    if reply.choice == NOBODY:
        return Taken(together.nobody(open_form, spot))
    if spot.question.ask == "checklist":
        return _checklist(turn, open_form, spot, reply)
    if spot.question.kind == "many":
        return _many(turn, open_form, spot, reply)
    if reply.choice == ALL:
        return Taken(together.same_for_all(open_form))
    if reply.choice:
        return Taken(together.with_also(open_form, spot, reply.choice))
    return _typed(turn, open_form, spot, reply.text)


def _tick(turn: Turn, open_form: Open, spot: Spot, name: str, excludes: tuple[str, ...] = ()) -> None:
    """One tap on a toggle: off → on → unsure (where allowed) → off. Drawn again in place."""
    now = list(picked(turn, open_form, spot))
    if name in now:
        now.remove(name)
        if spot.question.unknown:
            now.append(f"{name}?")
    elif f"{name}?" in now:
        now.remove(f"{name}?")
    else:
        now = [n for n in now if n not in excludes] + [name]
    turn.keep(picks=tuple(now) or ("",), picks_for=spot.id)
    turn.redraw()


def _excluded(spot: Spot, option_id: str) -> tuple[str, ...]:
    """Options that cannot be true together with this one, said from either side."""
    option = spot.question.option(option_id)
    own = option.excludes if option else ()
    return (*own, *(o.id for o in spot.question.options if option_id in o.excludes))


def _many(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> Taken | None:
    order = [o.id for o in spot.question.options]
    if reply.choice and reply.choice not in (DONE, NONE):
        _tick(turn, open_form, spot, reply.choice, _excluded(spot, reply.choice))
        return None
    chosen = set(_chosen(turn, open_form, spot, reply))
    if reply.choice == DONE and not chosen:
        turn.refuse(turn.t("walk.none_picked", none=turn.t("walk.none_of_these")))
        return None
    clash = next(((a, b) for a in chosen for b in _excluded(spot, a) if b in chosen), None)
    if clash:
        one, other = (turn.word(o.text) for o in spot.question.options if o.id in clash)
        turn.refuse(turn.t("walk.clash", one=one, other=other))
        return None
    return Taken({spot.id: tuple(o for o in order if o in chosen)})


def _chosen(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> tuple[str, ...]:
    if reply.choice == NONE:
        return ()
    if reply.picks is not None:
        return reply.picks
    return tuple(p for p in picked(turn, open_form, spot) if p)


def _checklist(turn: Turn, open_form: Open, spot: Spot, reply: Reply) -> Taken | None:
    """Everybody on the screen gets a value: those named, those said to be unsure, and the rest."""
    if reply.choice in spot.members:
        _tick(turn, open_form, spot, reply.choice)
        return None
    chosen = _chosen(turn, open_form, spot, reply)
    if reply.choice == DONE and not chosen:
        turn.refuse(turn.t("walk.none_picked", none=turn.t("walk.nobody")))
        return None
    if "?" in reply.text and not spot.question.unknown:  # "2?" is no yes
        turn.refuse(turn.t("walk.unsure_not_here"))
        return None
    question, doubted = spot.question, unsure(open_form, spot, reply.text)

    def value(member: str) -> str:
        if f"{member}?" in chosen or member in doubted:
            return "unknown"
        return question.marked if member in chosen else question.unmarked

    return Taken({f"{m}.{question.id}": value(m) for m in spot.members})


# ── typed words, by kind of question ─────────────────────────────────────────────────────────
Result = Read[str] | Problem
_Reader = Callable[[Turn, Open, Spot, str], Result]


def _typed(turn: Turn, open_form: Open, spot: Spot, text: str) -> Taken | None:
    result = _READERS[spot.question.kind](turn, open_form, spot, text)
    if isinstance(result, Problem):
        turn.refuse(turn.t(result.key, **dict(result.args)))
        return None
    return Taken({spot.id: result.value}, result.warnings)


def _date(turn: Turn, _open: Open, _spot: Spot, text: str) -> Result:
    found = read_date(text, turn.today)
    return found if isinstance(found, Problem) else Read(found.value.iso(), found.warnings)


def _integer(_turn: Turn, _open: Open, spot: Spot, text: str) -> Result:
    low, high = _bounds(spot)
    found = read_integer(text, int(low), int(high))
    return found if isinstance(found, Problem) else Read(str(found.value), found.warnings)


def _decimal(_turn: Turn, _open: Open, spot: Spot, text: str) -> Result:
    low, high = _bounds(spot)
    found = read_number(text, decimals=spot.question.decimals, minimum=low, maximum=high)
    if isinstance(found, Problem):
        return found
    return Read(format(found.value.normalize(), "f"), found.warnings)


def _money(_turn: Turn, _open: Open, _spot: Spot, text: str) -> Result:
    found = read_money(text)
    return found if isinstance(found, Problem) else Read(str(found.value), found.warnings)


def _bounds(spot: Spot) -> tuple[Decimal, Decimal]:
    """Hard bounds; a form without them would let a slip of the finger through, so the pack has them."""
    return Decimal(spot.question.minimum or 0), Decimal(spot.question.maximum or 10**9)


def _national_id(turn: Turn, open_form: Open, spot: Spot, text: str) -> Result:
    answers = open_form.answers
    birth = answers.text("birth", spot.member)
    year = int(birth[:4]) if birth and birth != SKIPPED else None
    said = answers.text("sex", spot.member)
    sex: Literal["male", "female"] | None = (
        "male" if said == "male" else "female" if said == "female" else None
    )
    return read_national_id(text, sex=sex, birth_year=year)


def _ethnicity(_turn: Turn, _open: Open, _spot: Spot, text: str) -> Result:
    found = read_ethnicity(text)
    return found if isinstance(found, Problem) else Read(found.value.code, found.warnings)


def _yes_no(_turn: Turn, _open: Open, spot: Spot, text: str) -> Result:
    found = read_yes_no(text, unknown_allowed=spot.question.unknown)
    return found if isinstance(found, Problem) else Read(str(found.value), found.warnings)


def _words(_turn: Turn, _open: Open, spot: Spot, text: str) -> Result:
    words = clean(text)
    if len(words) > TEXT_LIMIT:
        return Problem("reading.text.too_long", {"count": len(words), "limit": TEXT_LIMIT})
    left_out = words == SKIPPED and spot.question.optional
    if not left_out and not any(letter.isalpha() for letter in words):  # "1", as for the question before
        return problem("reading.text.letters")
    return Read(words)


_READERS: dict[str, _Reader] = {
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "money": _money,
    "text": _words,
    "name": lambda _turn, _open, _spot, text: read_person_name(text),
    "national_id": _national_id,
    "phone": lambda _turn, _open, _spot, text: read_phone(text),
    "ethnicity": _ethnicity,
    "yes_no": _yes_no,
}
