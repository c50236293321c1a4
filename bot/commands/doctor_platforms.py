"""Each platform in use: whether its token is taken, and whether it posts where it should."""

from datetime import datetime, timedelta

from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram_bot import make_bot
from bot.channels.zalo_bot_api import REFUSED_TOKEN, ZaloBotApi, ZaloError
from bot.commands.doctor_finding import Finding, Ground, fault, look, ok

RECENT = timedelta(hours=1)
MANY_WAITING = 100
"""Updates that Telegram could not deliver yet: more is no moment's delay."""
PATIENCE = 10.0


async def telegram(ground: Ground) -> list[Finding]:
    """getMe and getWebhookInfo; nothing where there is no token."""
    settings = ground.settings
    if not settings.telegram_token:
        return []
    bot = make_bot(
        settings.telegram_token.get_secret_value(),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_file_url,
        proxy=settings.telegram_proxy,
        timeout=PATIENCE,
    )
    try:
        await bot.initialize()
        info = await bot.get_webhook_info()
        return [
            ok("doctor.telegram.token", name=bot.username),
            *_hook(info, settings.webhook_url, ground.now()),
        ]
    except InvalidToken:
        return [fault("doctor.telegram.refused")]
    except TelegramError as refused:
        return [fault("doctor.telegram.not_reached", why=type(refused).__name__)]
    finally:
        await bot.shutdown()


def _hook(info: WebhookInfo, wanted: str, now: datetime) -> list[Finding]:
    if info.url != wanted:
        return [
            look("doctor.telegram.hook_gone", url=wanted) if wanted else look("doctor.telegram.hook_left")
        ]
    found = [ok("doctor.telegram.hook") if wanted else ok("doctor.telegram.polling")]
    if info.last_error_date and now - info.last_error_date < RECENT:
        found.append(fault("doctor.telegram.hook_fails", why=info.last_error_message or "?"))
    if info.pending_update_count > MANY_WAITING:
        found.append(look("doctor.telegram.waiting", count=info.pending_update_count))
    return found


async def zalo_bot(ground: Ground) -> list[Finding]:
    """getMe and getWebhookInfo of the Bot Platform; nothing where there is no token."""
    settings = ground.settings
    if not settings.zalo_bot_token:
        return []
    token = settings.zalo_bot_token.get_secret_value()
    api = ZaloBotApi(token, base_url=settings.zalo_bot_base_url, proxy=settings.zalo_proxy, timeout=PATIENCE)
    try:
        me = await api.call("getMe")
        name = me.get("account_name", "?") if isinstance(me, dict) else "?"
        return [ok("doctor.zalo_bot.token", name=name), await _zalo_hook(api, settings.zalo_webhook_url)]
    except ZaloError as refused:
        if refused.code == REFUSED_TOKEN:
            return [fault("doctor.zalo_bot.refused")]
        return [fault("doctor.zalo_bot.not_reached", why=refused.code)]
    finally:
        await api.close()


async def _zalo_hook(api: ZaloBotApi, wanted: str) -> Finding:
    """Polling loses what it was told when the process dies, so real use without a webhook is worth a look."""
    info = await api.call("getWebhookInfo")
    url = str(info.get("url") or "") if isinstance(info, dict) else ""
    if not wanted:
        return look("doctor.zalo_bot.hook_left") if url else look("doctor.zalo_bot.polling")
    return ok("doctor.zalo_bot.hook") if url == wanted else look("doctor.zalo_bot.hook_gone", url=wanted)
