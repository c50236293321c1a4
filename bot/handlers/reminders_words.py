"""Reminders and the morning message in words: codes, initials and areas only, nothing of who complained."""

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.digest import Digest, Pressing
from bot.cases.reminders import LONG_WAIT, Item, Standing
from bot.dialogue.facts import Place
from bot.dialogue.message import Button, Lane, Letter, Message
from bot.dialogue.words import Translate
from bot.handlers.dates import left, words
from bot.handlers.notices import LABELS

MOST_LINES = 8
MOST_BUTTONS = 4
MOST_CODES = 5
"""Files named beside one date of the morning message."""
OF_HOUSEHOLD = ("appointment", "window")


class Say:
    """Words of a key in one language."""

    def __init__(self, translate: Translate, language: str) -> None:
        self._translate, self.language = translate, language

    def __call__(self, key: str, /, **args: object) -> str:
        return self._translate(self.language, key, args)


def staff_letter(place: Place, translate: Translate, staff: Staff, item: Item) -> Letter:
    """One reminder; a single file can be opened from it."""
    say, name = Say(translate, staff.language), item.name(staff.id)
    text = say(
        f"reminder.{item.what}",
        count=len(item.files),
        day=f"{item.on:%d/%m}",
        days=LONG_WAIT,
        waits=item.files[0].waits,
        left=left(say, item.due) if item.due is not None else "",
        rows="\n".join(_rows(say, place, item)),
    )
    return _letter(say, name, staff.chat or "", text, item)


def household_letter(place: Place, translate: Translate, chat: str, language: str, item: Item) -> Letter:
    """Nothing of the result in it: others may read over a shoulder."""
    say, name = Say(translate, language), item.name(chat)
    text = say(
        f"reminder.home.{item.what}",
        day=f"{item.on:%d/%m}",
        code=item.files[0].case.code,
        phone=place.commune.phone,
    )
    return _letter(say, name, chat, text, item)


def _letter(say: Say, name: str, chat: str, text: str, item: Item) -> Letter:
    cases = [one.case for one in item.files]
    lane: Lane = "deadline" if item.legal else "notice"
    action = "file" if item.what in OF_HOUSEHOLD else "open"
    rows = _buttons(say, cases, action) if len(cases) <= MOST_BUTTONS else ()
    message = Message(text, rows, instead=_hint(say, cases))
    return Letter(f"{name}#1", chat, lane, message, case_id=cases[0].id if len(cases) == 1 else None)


def _rows(say: Say, place: Place, item: Item) -> list[str]:
    """The files by code, the last line how many more there are."""
    rows = [say("reminder.row", file=_file(place, one)) for one in item.files[:MOST_LINES]]
    if len(item.files) > MOST_LINES:
        rows.append(say("reminder.more", count=len(item.files) - MOST_LINES))
    return rows


def _file(place: Place, one: Standing) -> str:
    """ "HL-0007 · H.T.M · Khu 3"."""
    area = place.area(one.case.area)
    return f"{one.case.code} · {one.case.initials} · {area.name if area else one.case.area}"


def _buttons(say: Say, cases: list[Case], action: str) -> tuple[tuple[Button, ...], ...]:
    """One file: "Mở"; several: each by its code, two a row."""
    label = LABELS["file" if action == "file" else "open"]
    single = len(cases) == 1
    made = [Button(f"!{action}.{one.id}", say(label) if single else one.code, typed="") for one in cases]
    return tuple(tuple(made[i : i + 2]) for i in range(0, len(made), 2))


def _hint(say: Say, cases: list[Case]) -> str:
    """What to type where nothing can be tapped."""
    return say("engine.hint.code", code=cases[0].code) if cases else ""


def morning(
    place: Place, translate: Translate, staff: Staff, digest: Digest, day: str, name: str
) -> Letter | None:
    """What waits, a line each, and the most urgent files; None where there is nothing to say."""
    if not digest.counts:
        return None
    say = Say(translate, staff.language)
    rows = [say("digest.title", day=day)]
    rows += [say(f"digest.{what}", count=count, days=LONG_WAIT) for what, count in digest.counts]
    if digest.urgent:
        rows += ["", say("digest.urgent")]
        rows += [_urgent(say, one) for one in digest.urgent]
    if digest.more:
        rows.append(say("reminder.more", count=digest.more))
    cases = [one.case for date in digest.urgent for one in date.files]
    buttons = _buttons(say, cases[:MOST_BUTTONS], "open") if len(cases) > 1 else _open(say, cases)
    message = Message("\n".join(rows), buttons, instead=_hint(say, cases))
    return Letter(f"{name}#1", staff.chat or "", "notice", message)


def _open(say: Say, cases: list[Case]) -> tuple[tuple[Button, ...], ...]:
    """A single urgent file by its code: the message speaks of other things, too."""
    return ((Button(f"!open.{cases[0].id}", cases[0].code, typed=""),),) if cases else ()


def _urgent(say: Say, date: Pressing) -> str:
    """ "⏰ Phúc tra xong trong 02/12 (còn 3 ngày làm việc): HL-0007 · H.T.M, HL-0009 · N.V.T"."""
    named = ", ".join(f"{one.case.code} · {one.case.initials}" for one in date.files[:MOST_CODES])
    more = len(date.files) - MOST_CODES
    key = "digest.line_more" if more > 0 else "digest.line"
    return say(key, date=words(say, date.due), files=named, count=more)
