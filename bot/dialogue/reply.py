"""From what a person typed or tapped to a reply to what was asked; or a plain word why it cannot be."""

from collections.abc import Sequence

from bot.dialogue.event import MOST_FILE_BYTES, EventKind
from bot.dialogue.prompt import Reply
from bot.dialogue.reading import Ambiguous, Problem, match_option, read_choice_list
from bot.dialogue.session import Asked
from bot.dialogue.turn import Turn

MAX_TEXT = 4_000
"""Characters of one typed answer; more is a slip of the finger, not an answer."""

Options = Sequence[tuple[str, str]]
_ANSWERED = {"text", "choice", "contact"}
_OF_A_FILE = {"text", "choice", "file"}


def read(turn: Turn) -> Reply | None:
    """The reply in this event; None when `turn` has been told what to say instead."""
    event, asked = turn.event, turn.session.asked
    if asked is None:
        return None
    if event.kind == "choice":
        return _tapped(turn)
    if event.kind == "edited":
        return _no(turn, "engine.edited")
    if _is_seen(asked, event.kind):
        return Reply(text=event.text, kind="location") if event.kind == "location" else _photo(turn)
    if asked.file and event.kind not in (*_OF_A_FILE, "unsupported"):
        return _no(turn, "engine.file.photo" if event.kind == "photo" else "engine.file.wanted")
    if event.kind not in _ANSWERED and not (event.kind == "file" and asked.file):
        return _no(turn, f"engine.kind.{event.kind}", phone=turn.place.commune.phone)
    if not asked.ahead and event.seen is not None and event.seen < asked.no:
        return _no(turn, "engine.typed_before", words=(event.text or event.file_name)[:40])
    if event.kind == "file":
        return _file(turn)
    if len(event.text) > MAX_TEXT:
        return _no(turn, "engine.too_long", limit=MAX_TEXT, count=len(event.text))
    return read_text(turn, event.text, asked)


def _is_seen(asked: Asked, kind: EventKind) -> bool:
    """Whether a picture or a place on the map was asked for, and this is one."""
    return (asked.photo and kind in ("photo", "file")) or (asked.location and kind == "location")


def _tapped(turn: Turn) -> Reply | None:
    """A tap counts only on the prompt that is still being asked."""
    asked = turn.session.asked
    number, _, choice = turn.event.choice.partition(".")
    fresh = asked is not None and number.isdigit() and asked.since <= int(number) <= asked.no
    if asked is None or not fresh or choice not in {name for name, _ in asked.options}:
        turn.again = True
        turn.say("engine.stale")
        return None
    return Reply(choice=choice, kind="choice")


def _file(turn: Turn) -> Reply | None:
    """The file sent, where it is not too large and its content is there."""
    event = turn.event
    if event.size > MOST_FILE_BYTES:
        return _no(turn, "engine.file.too_big", limit=MOST_FILE_BYTES // 1_000_000)
    if not event.file:
        return _no(turn, "engine.file.not_arrived")
    return Reply(text=event.text, kind="file", file=event.file, file_name=event.file_name)


def _photo(turn: Turn) -> Reply | None:
    """The picture sent, as a photo or as a file, where it is not too large and its content is there."""
    event = turn.event
    if event.size > MOST_FILE_BYTES:
        return _no(turn, "engine.photo.too_big", limit=MOST_FILE_BYTES // 1_000_000)
    if not event.file:
        return _no(turn, "engine.photo.not_arrived" if event.kind == "photo" else "engine.kind.file")
    return Reply(text=event.text, kind="photo", file=event.file, file_name=event.file_name)


def read_text(turn: Turn, text: str, asked: Asked) -> Reply | None:
    """Typed words against the options shown; other words where the prompt takes them."""
    labels = [label for _, label in asked.options]
    if asked.many:
        picks = _picks(turn, text, asked.options)
        if picks is not None or turn.refused:
            return picks
    an_answer = asked.digits and text.strip().isdigit()
    found = match_option(text, labels) if labels and not an_answer else None
    if isinstance(found, int) and not (text.strip().isdigit() and found >= asked.numbered):
        return Reply(choice=asked.options[found][0], text=text)
    if asked.free and text.strip():
        return Reply(text=text)
    if isinstance(found, Ambiguous):
        which = " · ".join(labels[i] for i in found.indices)
        return _no(turn, "engine.ambiguous", which=which)
    if asked.file:
        return _no(turn, "engine.file.wanted")
    if asked.numbered == 1:
        return _no(turn, "engine.choose_one")
    if asked.numbered:
        return _no(turn, "engine.choose", count=asked.numbered)
    return _no(turn, "engine.empty" if asked.free else "engine.only_back")


def _picks(turn: Turn, text: str, options: Options) -> Reply | None:
    """Several options typed at once; ids that begin with "." are buttons of the screen, not picks."""
    real = [option for option in options if not option[0].startswith(".")]
    read_list = read_choice_list(text, [label for _, label in real])
    if isinstance(read_list, Problem):
        buttons = [label for name, label in options if name.startswith(".")]
        in_words = any(char.isalpha() for char in text)  # a number is one of those counted, never a button's
        if in_words and isinstance(match_option(text, buttons), int):
            return None
        turn.refuse(turn.t(read_list.key, **dict(read_list.args)))
        return None
    return Reply(picks=tuple(real[i][0] for i in read_list.value), text=text)


def _no(turn: Turn, key: str, **args: object) -> Reply | None:
    """No reply: `turn` says what would be right."""
    turn.refuse(turn.t(key, **args))
    return None
