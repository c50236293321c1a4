"""The connection to Telegram: a Bot with own address, proxy and pool."""

import warnings

from telegram import Bot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from bot.channels.redaction import guard_logs


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
