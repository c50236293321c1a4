"""The bot's connection: its settings, and logs that never hold the token."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.channels.redaction import TokenFilter, guard_logs, redacted
from bot.channels.telegram_bot import make_bot

TOKEN = "7200000001:AAtest-token_of-the-pretended-Telegram1"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/getMe", "POST https://api.telegram.org/bot<token>/getMe"),
        (f"/bot{TOKEN.replace(':', '%3A')}/getMe", "/bot<token>/getMe"),
        (f"The token `{TOKEN}` was rejected", "The token `bot<token>` was rejected"),
        ("GET /bot77:kín-đáo.của~xã/getMe", "GET /bot<token>/getMe"),
        ("update 500001 at 08:00:15", "update 500001 at 08:00:15"),
        ("chat tg:7200000001:500001", "chat tg:7200000001:500001"),
        ("about2:30", "about2:30"),
    ],
)
def test_tokens_are_taken_out_and_nothing_else(text: str, clean: str) -> None:
    assert redacted(text) == clean


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """A log as a program sets it up, guarded; all is put back afterwards."""
    root, written = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    guard_logs()
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_words_arguments_and_tracebacks_are_cleaned(output: io.StringIO) -> None:
    log = logging.getLogger("somewhere.else")
    log.info("plain bot%s", TOKEN)
    log.info("url %s of %d", f"https://x/bot{TOKEN}/getMe", 5)
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        log.exception("fault")
    written = output.getvalue()
    assert "AAtest" not in written
    assert "url https://x/bot<token>/getMe of 5" in written
    assert "ValueError: The token `bot<token>` was rejected" in written


def test_httpx_tells_no_addresses(output: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getMe", TOKEN)
    logging.getLogger("httpx").warning("slow: %s", TOKEN)
    assert output.getvalue() == "slow: bot<token>\n"


def test_guarding_twice_filters_once(output: io.StringIO) -> None:
    guard_logs()
    for handler in logging.getLogger().handlers:
        assert len([known for known in handler.filters if isinstance(known, TokenFilter)]) == 1


def test_addresses_are_settings() -> None:
    bot = make_bot(TOKEN, base_url="http://127.0.0.1:9/bot", base_file_url="http://127.0.0.1:9/file/bot")
    assert bot.base_url == f"http://127.0.0.1:9/bot{TOKEN}"
    assert bot.base_file_url == f"http://127.0.0.1:9/file/bot{TOKEN}"
    assert make_bot(TOKEN).base_url == f"https://api.telegram.org/bot{TOKEN}"
