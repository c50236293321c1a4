"""The connection to Telegram: a Bot with own address, proxy and pool, and logs that never hold its token."""

import logging
import re
import warnings

from telegram import Bot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

_TOKEN = re.compile(r"(?:\bbot)\d+(?::|%3A)[\w-]+|\b\d{5,}:[\w-]{20,}", re.IGNORECASE)
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


def make_bot(
    token: str,
    *,
    base_url: str = "https://api.telegram.org/bot",
    base_file_url: str = "https://api.telegram.org/file/bot",
    proxy: str | None = None,
    pool: int = 40,
    timeout: float = 20.0,
) -> Bot:
    """A bot that asks nothing of the network yet. pool: connections at once; timeout: seconds a call."""
    guard_logs()
    # the library warns of its own use of retry_after at every 429; both of its forms are read here
    warnings.filterwarnings("ignore", ".*retry_after", PTBDeprecationWarning)
    return Bot(
        token,
        base_url=base_url,
        base_file_url=base_file_url,
        request=_request(pool, proxy, timeout),
        get_updates_request=_request(1, proxy, timeout),
    )


def _request(pool: int, proxy: str | None, timeout: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=pool,
        proxy=proxy,
        connect_timeout=10.0,
        read_timeout=timeout,
        write_timeout=timeout,
        media_write_timeout=3 * timeout,
        pool_timeout=10.0,
    )
