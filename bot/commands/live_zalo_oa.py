"""A Zalo Official Account as `rasoat run` uses it: by webhook only, its tokens tended beside the sweeps."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from pydantic import SecretStr
from starlette.routing import Route

from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_api import ZaloOaApi
from bot.channels.zalo_oa_oauth import ZaloOauth
from bot.channels.zalo_oa_tokens import Tokens
from bot.channels.zalo_oa_webhook import Signing, zalo_oa_route
from bot.channels.zalo_pictures import ZaloPictures
from bot.config import Settings
from bot.errors import ConfigError
from bot.ports import Inbox, Store
from bot.runtime.application import Application
from bot.runtime.clock import SystemClock
from bot.runtime.token_alarm import tell_officers

STOPPING_SECONDS = 8.0
"""What a refresh under way is left at the stop: its new token would be lost."""


class ZaloOaLine:
    """An Official Account. path: of its webhook's address."""

    name = "zalo oa"
    hooked = True

    def __init__(self, settings: Settings, path: str) -> None:
        if not settings.zalo_oa_webhook_url:
            raise ConfigError(
                "an Official Account cannot be asked for its messages, it posts them",
                where="RASOAT_ZALO_OA_WEBHOOK_URL",
                remedy="set the public https address that stands on the app's webhook page at Zalo",
            )
        self._path, self._warn_days = path, settings.zalo_oa_warn_days
        secret = _given(settings.zalo_oa_oa_secret, "RASOAT_ZALO_OA_OA_SECRET")
        self._signing = Signing(settings.zalo_oa_app_id, secret)
        self._store: Store | None = None
        self._tokens = self._tokens_of(settings)
        api = ZaloOaApi(self._tokens, base_url=settings.zalo_oa_base_url, proxy=settings.zalo_proxy)
        self._pictures = ZaloPictures(settings.picture_hosts(), proxy=settings.zalo_proxy)
        self.channel = ZaloOaChannel(api, SystemClock(), settings.zalo_oa_id, self._pictures.fetch)

    def route(self, inbox: Inbox) -> Route:
        return zalo_oa_route(self.channel, inbox, self._signing, self._path)

    async def register(self) -> None:
        """Zalo is told the address by hand; here only the tokens are made ready, as far as they can be."""
        await self._tokens.tend()

    async def poll(self, inbox: Inbox) -> None:
        raise NotImplementedError("an Official Account is never polled")

    def watch(self, app: Application) -> Callable[[], Awaitable[None]]:
        """Gives the tokens their store, and what is to be done now and then: keep them alive, warn."""
        self._store = app.store

        async def look() -> None:
            await self._tokens.tend()
            standing, place = self._tokens.standing(), app.inbox.place
            told = await tell_officers(app.store, place, app.clock, app.translate, standing, self._warn_days)
            if told:
                app.outbox.wake()

        return look

    async def settle(self) -> None:
        """A refresh under way ends while the store is open."""
        await self._tokens.settle(STOPPING_SECONDS)

    async def close(self, patience: float) -> None:
        await self._pictures.close()
        await self.channel.close()

    def _tokens_of(self, settings: Settings) -> Tokens:
        secret = _given(settings.zalo_oa_secret_key, "RASOAT_ZALO_OA_SECRET_KEY")
        first = _given(settings.zalo_oa_refresh_token, "RASOAT_ZALO_OA_REFRESH_TOKEN")
        oauth = ZaloOauth(
            settings.zalo_oa_app_id, secret, url=settings.zalo_oa_token_url, proxy=settings.zalo_proxy
        )
        life = timedelta(days=settings.zalo_oa_refresh_days)
        return Tokens(oauth, self._opened, SystemClock(), first, life)

    def _opened(self) -> Store:
        assert self._store is not None, "watch() first"
        return self._store


def _given(secret: SecretStr | None, name: str) -> str:
    if secret is None or not secret.get_secret_value():
        raise ConfigError(
            "a secret of the Official Account is missing", where=name, remedy="see docs/ZALO.md"
        )
    return secret.get_secret_value()
