"""The Official Account: whether all of its settings are there, and how the chain of its tokens stands.

Zalo itself is not asked: a refresh token works once, and only the running bot may use it.
"""

from collections.abc import Mapping

from bot.channels.zalo_oa_chain import digest_of, read
from bot.channels.zalo_oa_tokens import NOTE
from bot.commands.doctor_finding import Finding, Ground, fault, look, ok
from bot.commands.doctor_machine import notes
from bot.config import Settings


async def zalo_oa(ground: Ground) -> list[Finding]:
    """Nothing where no account is set, or its tokens cannot be read."""
    settings = ground.settings
    if not settings.zalo_oa_app_id:
        return []
    if missing := _missing(settings):
        return [fault("doctor.zalo_oa.missing", names=", ".join(missing))]
    kept = await notes(ground, NOTE)
    return [] if kept is None else [_chain(ground, settings, kept)]


def _missing(settings: Settings) -> list[str]:
    wanted = {
        "RASOAT_ZALO_OA_SECRET_KEY": settings.zalo_oa_secret_key,
        "RASOAT_ZALO_OA_OA_SECRET": settings.zalo_oa_oa_secret,
        "RASOAT_ZALO_OA_REFRESH_TOKEN": settings.zalo_oa_refresh_token,
        "RASOAT_ZALO_OA_WEBHOOK_URL": settings.zalo_oa_webhook_url,
    }
    return [name for name, value in wanted.items() if not value]


def _chain(ground: Ground, settings: Settings, all_kept: Mapping[str, bytes]) -> Finding:
    first = settings.zalo_oa_refresh_token.get_secret_value() if settings.zalo_oa_refresh_token else ""
    kept = all_kept.get(f"{settings.zalo_oa_app_id}.{digest_of(first)}")
    if kept is None:
        return look("doctor.zalo_oa.not_begun")
    chain, now = read(kept), ground.now()
    days = (chain.refresh_until - now).days
    if days < 0:
        return fault("doctor.zalo_oa.dead")
    if chain.begun_at is not None and not chain.usable(now):
        return fault("doctor.zalo_oa.interrupted")
    if days <= settings.zalo_oa_warn_days:
        return look("doctor.zalo_oa.ageing", days=days)
    return ok("doctor.zalo_oa.chain", days=days)
