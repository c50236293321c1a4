"""How the answers of `rasoat init` are read: each reader gives a value, or says what would be right."""

import re
from datetime import date
from pathlib import Path

from bot.dialogue.reading.names import read_person_name
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import ascii_digits, clean, fold

LONGEST = 200
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
_ZALO_TOKEN = re.compile(r"\d{5,}:[!-~]{8,}")
_PREFIX = re.compile(r"[A-Z]{2,3}")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_RANGE = re.compile(r"\s*(\S+)\s*(?:-|–|đến)\s+(\S+)\s*")
_PHONE = re.compile(r"\+?\d{8,12}")


def read_token(line: str) -> Read[str] | Problem:
    """A bot's token as @BotFather gives it; empty: left out for now."""
    if not line or _TOKEN.fullmatch(line):
        return Read(line)
    return problem("cli.init.wrong.token")


def read_zalo_token(line: str) -> Read[str] | Problem:
    """A token of Zalo's Bot Platform; empty: no bot there."""
    if not line or _ZALO_TOKEN.fullmatch(line):
        return Read(line)
    return problem("cli.init.wrong.zalo_token")


def read_store(line: str) -> Read[Path] | Problem:
    """A file for the store in a folder that is there or can be made."""
    path = Path(line).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return problem("cli.init.wrong.folder", folder=str(path.parent))
    if not path.suffix or path.is_dir():
        return problem("cli.init.wrong.store")
    return Read(path)


def read_words(line: str) -> Read[str] | Problem:
    """Any words, at most 200 characters, kept as written (NFC)."""
    words = clean(line)
    if not any(char.isalnum() for char in words):
        return problem("cli.init.wrong.empty")
    if len(words) > LONGEST:
        return problem("cli.init.wrong.too_long", limit=LONGEST)
    return Read(words)


def read_person_or_none(line: str) -> Read[str] | Problem:
    """A person's name; an empty line: nobody more."""
    return read_person_name(line) if line else Read("")


def read_prefix(line: str) -> Read[str] | Problem:
    """Two or three capital letters without marks, for the file codes."""
    prefix = fold(line).upper()
    return Read(prefix) if _PREFIX.fullmatch(prefix) else problem("cli.init.wrong.prefix")


def read_office_phone(line: str) -> Read[str] | Problem:
    """An office's number, kept as written: it may be a landline."""
    plain = re.sub(r"[ .()-]", "", ascii_digits(line))
    return Read(clean(line)) if _PHONE.fullmatch(plain) else problem("cli.init.wrong.phone")


def read_names(line: str) -> Read[tuple[str, ...]] | Problem:
    """Several names with commas between; none twice."""
    names = tuple(name for part in line.split(",") if (name := clean(part)))
    if not names:
        return problem("cli.init.wrong.empty")
    for at, name in enumerate(names):
        if fold(name) in map(fold, names[:at]):
            return problem("cli.init.wrong.twice", name=name)
    return Read(names)


def read_day(line: str) -> Read[date] | Problem:
    """A full date, day first, with a year of four digits; it may lie ahead."""
    found = _DAY.fullmatch(ascii_digits(line.strip()))
    if found is None:
        return problem("cli.init.wrong.day")
    day, month, year = map(int, found.groups())
    try:
        return Read(date(year, month, day))
    except ValueError:
        return problem("cli.init.wrong.no_such_day", day=line.strip())


def read_days(line: str) -> Read[tuple[date, date]] | Problem:
    """ "1/10/2026 - 20/10/2026": first and last day."""
    found = _RANGE.fullmatch(line)
    if found is None:
        return problem("cli.init.wrong.days")
    first, last = read_day(found.group(1)), read_day(found.group(2))
    if isinstance(first, Problem):
        return first
    if isinstance(last, Problem):
        return last
    if last.value < first.value:
        return problem("cli.init.wrong.backwards")
    return Read((first.value, last.value))


def read_days_or_none(line: str) -> Read[tuple[date, date] | None] | Problem:
    """As `read_days`; an empty line: not planned yet."""
    if not line:
        return Read(None)
    days = read_days(line)
    return days if isinstance(days, Problem) else Read(days.value)
