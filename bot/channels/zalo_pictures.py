"""Pictures sent on Zalo: fetched from the address Zalo names, from its own servers only, small and soon.

The address opens a stranger's picture to whoever has it, so it is never logged, nor any words of a fault.
"""

import asyncio
import ipaddress
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import httpx

from bot.channels.redaction import guard_logs
from bot.dialogue.event import MOST_FILE_BYTES, Event, with_photo

log = logging.getLogger(__name__)

FETCH_SECONDS = 5.0
"""What one picture may take in all, waits included: Zalo's webhook is answered only after it."""
CONNECT_SECONDS = 2.0
TRIES = 2
REDIRECTS = 3
AT_ONCE = 4
"""Pictures fetched at the same time; others wait, so that many large ones do not fill the memory."""
NOTHING = (b"", 0)
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")
"""JPEG, PNG, WebP, GIF: whatever else comes in a picture's place (a page, an error) is no picture."""

_GIVEN_OUT, _6TO4 = ipaddress.ip_network("2000::/3"), ipaddress.ip_network("2002::/16")
_BEHIND_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv6: only the first are somebody's; the others hold one of IPv4, perhaps an inner one."""

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses of a host, as text."""


class _RefusedError(Exception):
    """Not fetched, and asking again would not help. The words name a reason, never the address."""


class ZaloPictures:
    """Fetches pictures. hosts: endings of the hosts they may come from ("zdn.vn"); proxy: as for the calls.

    transport, resolve: how a host is reached and found; other ones in tests.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        *,
        proxy: str | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        guard_logs()
        self._hosts = tuple(host.strip().strip(".").lower() for host in hosts if host.strip(" ."))
        self._resolve = resolve or (_no_addresses if proxy else _addresses)
        self._http = httpx.AsyncClient(
            proxy=proxy,
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            headers={"accept-encoding": "identity"},  # nothing is unpacked: the size is what comes
            timeout=httpx.Timeout(FETCH_SECONDS, connect=CONNECT_SECONDS),
        )
        self._hands = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, address: str) -> tuple[bytes, int]:
        """The picture and its size; no bytes where it is too large (with a size that says so), where it did
        not arrive, or where the address is none of Zalo's (size 0). Never raises."""
        try:
            async with asyncio.timeout(FETCH_SECONDS), self._hands:
                return await self._tried(address)
        except TimeoutError:
            log.warning("zalo: a picture was not fetched within %.0f s", FETCH_SECONDS)
        except _RefusedError as refused:
            log.warning("zalo: a picture was not fetched: %s", refused)
        except Exception as fault:  # a stranger's address may break anything; the turn goes on without
            log.warning("zalo: a picture was not fetched: %s", type(fault).__name__)
        return NOTHING

    async def fill(self, event: Event, address: str) -> Event:
        """The event with its picture; without it where it is too large or was not to be had."""
        content, size = await self.fetch(address)
        return with_photo(event, content) if content else replace(event, size=size)

    async def close(self) -> None:
        await self._http.aclose()

    async def _tried(self, address: str) -> tuple[bytes, int]:
        """Once more where the server stumbled or the connection broke."""
        for tries in range(TRIES):
            try:
                return await self._followed(address)
            except httpx.TransportError as fault:
                log.warning("zalo: a picture was not fetched: %s", type(fault).__name__)
            if tries + 1 < TRIES:
                await asyncio.sleep(0.2)
        return NOTHING

    async def _followed(self, address: str) -> tuple[bytes, int]:
        """A few redirects are followed, each only to where the first address might have led."""
        url = httpx.URL(address)
        for _ in range(REDIRECTS + 1):
            await self._check(url)
            async with self._http.stream("GET", url) as answer:
                if not answer.has_redirect_location:
                    return await _content(answer)
                url = url.join(answer.headers["location"])
        raise _RefusedError("too many redirects")

    async def _check(self, url: httpx.URL) -> None:
        """https, a host of Zalo's by name, its usual port, no user, and no address of an inner network."""
        host = url.host.rstrip(".").lower()
        if url.scheme != "https" or url.userinfo or url.port not in (None, 443):
            raise _RefusedError("the address is no plain https one")
        if not any(host == allowed or host.endswith("." + allowed) for allowed in self._hosts):
            raise _RefusedError("the host is not one of RASOAT_ZALO_PICTURE_HOSTS")
        if not all(_is_public(one) for one in await self._resolve(host)):
            raise _RefusedError("the host lies in an inner network")


async def _content(answer: httpx.Response) -> tuple[bytes, int]:
    """The body, or as soon as it is seen to be too large only its size."""
    if answer.status_code >= 500:
        raise httpx.RemoteProtocolError("the server stumbled")
    if answer.status_code != 200:
        raise _RefusedError(f"HTTP {answer.status_code}")
    declared = answer.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MOST_FILE_BYTES:
        return b"", int(declared)
    body = bytearray()
    async for chunk in answer.aiter_raw(65_536):
        body += chunk
        if len(body) > MOST_FILE_BYTES:
            return b"", len(body)
    if not body.startswith(_STARTS):
        raise _RefusedError("what came is no picture")
    return bytes(body), len(body)


def _is_public(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if found in _BEHIND_NAT64:
        found = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
    given_out = found.version == 4 or (found in _GIVEN_OUT and found not in _6TO4)
    return found.is_global and not found.is_multicast and given_out


async def _addresses(host: str) -> Sequence[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        raise httpx.ConnectError("no such host") from None
    return [str(entry[4][0]) for entry in found]


async def _no_addresses(_host: str) -> Sequence[str]:
    """Behind a proxy the proxy looks the host up."""
    return ()
