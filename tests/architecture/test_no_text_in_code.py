"""Text for people stands in the locales and the packs, never in code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import literals, name_of, python_files, tree

READING = "words people type, to be recognised, never said"
ALLOWED = {
    "bot/cases/ways.py": "the legal source of each move: article and step, as the law names them",
    "bot/commands/setup_readers.py": "the word between two dates, to be recognised",
    "bot/commands/transcript.py": "the mark of an edited message in transcripts, which are written for us",
    "bot/documents/vietnamese.py": "the date as Nghị định 30/2020/NĐ-CP writes it on papers",
    "bot/handlers/home.py": "each language's name in that language",
    "bot/dialogue/reading/dates.py": READING,
    "bot/dialogue/reading/ethnicities.py": READING,
    "bot/dialogue/reading/lists.py": READING,
    "bot/dialogue/reading/money.py": READING,
    "bot/dialogue/reading/numbers.py": READING,
    "bot/dialogue/reading/options.py": READING,
    "bot/dialogue/reading/spoken.py": READING,
    "bot/dialogue/reading/text.py": READING,
    "bot/dialogue/reading/words.py": READING,
    "bot/dialogue/reading/yes_no.py": READING,
}
"""Files whose literals hold Vietnamese letters, with the reason."""

SAYING = {"say", "refuse", "reply", "notify", "t", "_no", "Message", "Prompt", "Choice", "Button", "Problem"}
"""Calls whose words reach a person; they take keys or what `t` gives."""
SPEAKING = ("bot/handlers", "bot/dialogue")
SENTENCE = 3
"""Words from which a literal is a sentence."""


def vietnamese(module: ast.Module) -> list[str]:
    """The literals with a letter outside ASCII, by line."""
    return [
        f"{node.lineno}: {node.value!r}"
        for node in literals(module)
        if any(letter.isalpha() and not letter.isascii() for letter in str(node.value))
    ]


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def sentences(module: ast.Module) -> Iterator[str]:
    """Literals of three words and more given to what speaks."""
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and _called(call) in SAYING:
            for given in (*call.args, *(keyword.value for keyword in call.keywords)):
                for node in ast.walk(given):
                    if isinstance(node, ast.Constant) and len(_words(node.value)) >= SENTENCE:
                        yield f"{node.lineno}: {node.value!r}"


def _words(value: object) -> list[str]:
    return [word for word in str(value).split() if word.isalpha()] if isinstance(value, str) else []


@pytest.mark.parametrize("path", python_files("bot", "storage"), ids=name_of)
def test_no_vietnamese_words_in_literals(path: Path) -> None:
    found = vietnamese(tree(path))
    if name_of(path) in ALLOWED:
        assert found, f"{name_of(path)} needs no exception any more: take it off ALLOWED"
    else:
        assert found == []


@pytest.mark.parametrize("path", python_files(*SPEAKING), ids=name_of)
def test_no_sentences_are_said_from_code(path: Path) -> None:
    assert list(sentences(tree(path))) == []


def test_the_eyes_of_these_tests_are_open() -> None:
    """A docstring may say anything; a literal may not."""
    module = ast.parse(
        '"""Chào bà con."""\nturn.say("chào bà con")\nturn.refuse(f"please answer with {n} numbers")\n'
        'turn.say("request.sent", code=code)\n'
    )
    assert vietnamese(module) == ["2: 'chào bà con'"]
    assert list(sentences(module)) == ["2: 'chào bà con'", "3: 'please answer with '"]
