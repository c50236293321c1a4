"""The readers' words in the catalogues: every message has its words, its values, and short sentences."""

import ast
import re
import string
from pathlib import Path

import pytest

from locales import LANGUAGES, sentence

CODE = Path(__file__).parents[3] / "bot" / "dialogue" / "reading"


def used() -> dict[str, set[str]]:
    """Message id → names of its values, from every `problem(...)` call in the readers."""
    found: dict[str, set[str]] = {}
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem":
                names = {keyword.arg for keyword in node.keywords if keyword.arg}
                for key in ast.walk(node.args[0]):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        assert found.setdefault(key.value, names) == names, key.value
    return found


USED = used()


def test_the_readers_use_messages() -> None:
    assert USED["reading.date.no_such_day"] == {"day", "month", "year"}
    assert USED["reading.yes_no.or_unknown"] == set()
    assert len(USED) > 50


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(USED))
def test_words_use_only_values_they_are_given(language: str, key: str) -> None:
    text = sentence(language, key)
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    assert names <= USED[key]
    assert text.format(**dict.fromkeys(USED[key], 7))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(USED))
def test_sentences_are_short_and_none_blames(language: str, key: str) -> None:
    text = sentence(language, key)
    for spoken in re.split(r"(?<=[.?!])\s", text):
        assert len(spoken.split()) <= 20, spoken
    for blame in ("không hợp lệ", "sai", "lỗi", "invalid", "wrong", "error", "bạn"):
        assert not re.search(rf"\b{blame}\b", text.lower())


def test_a_message_reads_as_designed() -> None:
    text = sentence("vi", "reading.date.no_such_day").format(day=31, month=2, year=1984)
    assert text == "Tháng 2 không có ngày 31. Xin ghi lại ngày sinh, hoặc chỉ ghi năm: 1984."
