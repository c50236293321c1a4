"""What the platforms see from outside: our https address, its certificate, and the bot's own page there."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime

import httpx

from bot.commands.doctor_finding import Finding, Ground, fault, look, ok
from bot.config import Settings

PATIENCE = 10.0
SOON = 14
"""Days before its end at which a certificate should have been renewed by itself."""


async def public(ground: Ground) -> list[Finding]:
    """The certificate and the health page of each public host; nothing where all bots ask by themselves."""
    hosts = dict.fromkeys(_host(url) for url in public_urls(ground.settings))
    found: list[Finding] = []
    for host, port in hosts:
        certificate = await _certificate(ground, host, port)
        found.append(certificate)
        if certificate.level != "fault":
            found.append(await _health(ground, host, port))
    return found


def public_urls(settings: Settings) -> Iterable[str]:
    """Every https address in the settings that somebody outside is to reach."""
    named = (
        settings.webhook_url,
        settings.zalo_webhook_url,
        settings.zalo_oa_webhook_url,
        settings.public_url,
    )
    return [url for url in named if url]


def _host(url: str) -> tuple[str, int]:
    told = httpx.URL(url)
    return told.host, told.port or 443


async def _certificate(ground: Ground, host: str, port: int) -> Finding:
    """Trusted, of this name, and for how many more days."""
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=ground.tls, server_hostname=host)
    except ssl.SSLCertVerificationError as refused:
        return fault("doctor.certificate.refused", host=host, why=refused.verify_message)
    except socket.gaierror:
        return fault("doctor.public.no_such_name", host=host)
    except (OSError, TimeoutError) as refused:
        return fault("doctor.public.closed", host=host, port=port, why=type(refused).__name__)
    try:
        ends = _end(writer.get_extra_info("peercert"))
    finally:
        writer.close()
    days = (ends - ground.now()).days
    if days < SOON:
        return look("doctor.certificate.soon", host=host, days=days)
    return ok("doctor.certificate.good", host=host, days=days)


def _end(certificate: dict[str, str]) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)


async def _health(ground: Ground, host: str, port: int) -> Finding:
    """Whether it is our bot that answers there."""
    try:
        async with httpx.AsyncClient(verify=ground.tls, timeout=PATIENCE) as http:
            answer = await http.get(f"https://{host}:{port}/health")
            ours = answer.status_code == httpx.codes.OK and answer.json() == {"ok": True}
    except (httpx.HTTPError, ValueError):
        ours = False
    return ok("doctor.public.answers", host=host) if ours else fault("doctor.public.not_ours", host=host)
