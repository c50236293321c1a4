"""Which calls a letter needs, and what each error means."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram_send import Part, keyboard, parts_of, refusal
from bot.dialogue.message import Button
from bot.ports import NotSent, Ready

ROWS = ((Button("a", "Có", picked=True),),)


def letter(text: str, file: bytes | None = None) -> Ready:
    return Ready("l1", "tg:7", text, ROWS, True, 1, None, "a.pdf" if file else "", file)


def test_short_text_is_one_call() -> None:
    assert parts_of(letter("Chào")) == (Part("Chào", ROWS),)


def test_text_of_4096_units_is_one_call_and_one_more_is_two() -> None:
    assert [len(part.text) for part in parts_of(letter("ă" * 4096))] == [4096]
    parts = parts_of(letter("ă" * 4097))
    assert [(len(part.text), part.rows) for part in parts] == [(4096, ()), (1, ROWS)]


def test_house_signs_count_twice() -> None:
    """2,048 of them are 4,096 units."""
    assert len(parts_of(letter("🏠" * 2048))) == 1
    assert len(parts_of(letter("🏠" * 2049))) == 2


def test_caption_or_text_before_the_file() -> None:
    assert parts_of(letter("x" * 1024, b"%")) == (Part("x" * 1024, ROWS, b"%", "a.pdf"),)
    assert parts_of(letter("x" * 1025, b"%")) == (Part("x" * 1025), Part("", ROWS, b"%", "a.pdf"))
    assert parts_of(letter("", b"%")) == (Part("", ROWS, b"%", "a.pdf"),)


def test_keyboard() -> None:
    assert keyboard(()) is None
    drawn = keyboard(ROWS)
    assert drawn is not None
    assert drawn.to_dict() == {"inline_keyboard": [[{"text": "✓ Có", "callback_data": "a"}]]}


@pytest.mark.parametrize(
    ("error", "retryable", "gone"),
    [
        (TimedOut(), True, False),
        (NetworkError("Bad Gateway"), True, False),
        (InvalidToken(), True, False),
        (NetworkError("Request Entity Too Large"), False, False),
        (Forbidden("Forbidden: bot was blocked by the user"), False, True),
        (Forbidden("Forbidden: user is deactivated"), False, True),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), False, True),
        (BadRequest("Bad Request: chat not found"), False, True),
        (BadRequest("Bad Request: group is deactivated"), False, True),
        (BadRequest("Bad Request: message is too long"), False, False),
        (ChatMigrated(-1001), False, False),
        (Conflict("?"), False, False),
        (TelegramError("?"), False, False),
    ],
)
def test_what_errors_mean(error: TelegramError, retryable: bool, gone: bool) -> None:
    found = refusal(error)
    assert (found.retryable, found.gone, found.retry_after) == (retryable, gone, None)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("as_timedelta", ["0", "1"])
def test_too_many_requests(monkeypatch: pytest.MonkeyPatch, as_timedelta: str) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    found = refusal(RetryAfter(35))
    assert (found.retryable, found.gone, found.retry_after) == (True, False, 35.0)


def test_error_words_hold_no_token_and_are_short() -> None:
    found = refusal(NetworkError("no way to https://x/bot123456:AAabc-def_1/sendMessage " + "y" * 500))
    assert isinstance(found, NotSent)
    assert "AAabc" not in found.error
    assert len(found.error) == 200
