"""Words by key: code names a sentence, the locale says it."""

from collections.abc import Callable, Mapping

Args = Mapping[str, object]
Translate = Callable[[str, str, Args], str]
"""(language, key, args) → the sentence. An unknown key is a fault (KeyError), found by a test."""


def pick(words: Mapping[str, str], language: str) -> str:
    """A pack's words in this language, else in Vietnamese."""
    return words.get(language) or words["vi"]
