"""The 54 peoples of Vietnam, by any usual name, to the code of the 1979 list."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.dialogue.reading.data import table
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import too_long
from bot.dialogue.reading.words import Vocabulary, Word, agrees, begins, joined, split_words

CODE_LIST = "1979"

_LEAD = Vocabulary(dict.fromkeys(("dân tộc", "người", "dt", "tộc", "dạ"), True))


@dataclass(frozen=True, slots=True)
class Ethnicity:
    """name: as shown and stored ("Hmông"); code: two digits of `code_list` (TCTK 121/1979)."""

    name: str
    code: str
    code_list: str = CODE_LIST


def read_ethnicity(text: str) -> Read[Ethnicity] | Problem:
    """A people by name or other name, with or without marks: Mèo → Hmông, Khmer → Khơ-me.

    A name of several peoples, a beginning or a wrong mark is a problem with `candidates`.
    """
    if long := too_long(text):
        return long
    typed = joined(_without_lead(split_words(text)))
    found = _matching(typed)
    if len(found) == 1:
        return Read(found[0])
    near = found or _near(typed)
    if near:
        return problem("reading.ethnicity.which", candidates=", ".join(one.name for one in near[:6]))
    return problem("reading.ethnicity.not_found")


def ethnicities() -> tuple[Ethnicity, ...]:
    """All 54, in the order of the 1979 list."""
    return tuple(Ethnicity(group["name"], group["code_1979"]) for group in table("ethnicities.toml")["group"])


def _without_lead(words: tuple[Word, ...]) -> tuple[Word, ...]:
    for size in (1, 2, 1):  # "người dân tộc Nùng"
        if len(words) > size and _LEAD.find(words[:size]):
            words = words[size:]
    return words


def _matching(typed: Word) -> tuple[Ethnicity, ...]:
    """The best kind of match there is: the name itself, another name, then either with marks left out."""
    names, others = _spellings()
    for same in (_identical, agrees):
        for spellings in (names, others):
            found = _unique(one for word, one in spellings if same(typed, word))
            if found:
                return found
    return ()


def _near(typed: Word) -> tuple[Ethnicity, ...]:
    names, others = _spellings()
    slips = (one for word, one in (*names, *others) if word.letters == typed.letters)
    starts = (one for word, one in names if len(typed.letters) > 1 and begins(typed, word))
    return _unique((*slips, *starts))


def _identical(typed: Word, target: Word) -> bool:
    return typed == target


def _unique(found: Iterable[Ethnicity]) -> tuple[Ethnicity, ...]:
    return tuple(dict.fromkeys(found))


@cache
def _spellings() -> tuple[tuple[tuple[Word, Ethnicity], ...], tuple[tuple[Word, Ethnicity], ...]]:
    """(names, other names), each spelling as one word with its people."""
    groups = list(zip(table("ethnicities.toml")["group"], ethnicities(), strict=True))
    names = tuple((joined(split_words(one.name)), one) for _, one in groups)
    others = ((alias, one) for group, one in groups for alias in (group["listed"], *group["aliases"]))
    return names, tuple((joined(split_words(alias)), one) for alias, one in others)
