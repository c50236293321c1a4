"""Logs that never hold a bot's token: on Telegram and Zalo the token is part of every address."""

import logging
import re

_TOKEN = re.compile(
    r"(?<=/)bot[^/\s]{8,}(?=/)|(?:\bbot)\d+(?::|%3A)[\w-]+|\b\d{5,}:[\w-]{20,}", re.IGNORECASE
)
_TALKATIVE = ("httpx", "httpcore", "telegram")
_formatter = logging.Formatter()


def redacted(text: str) -> str:
    """The text without anything that looks like a bot's token."""
    return _TOKEN.sub("bot<token>", text)


class TokenFilter(logging.Filter):
    """Takes tokens out of a record: its words, its arguments and its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (clean := redacted(message)) != message:
            record.msg, record.args = clean, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        return True


def guard_logs() -> None:
    """Keeps tokens out of the logs: httpx tells every address at INFO, and the address holds the token.

    Call it again after the log handlers are set up: a filter works on the handlers there are.
    """
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
        _add(logger)
    for handler in logging.getLogger().handlers:
        _add(handler)


def _add(place: logging.Filterer) -> None:
    if not any(isinstance(known, TokenFilter) for known in place.filters):
        place.addFilter(TokenFilter())
