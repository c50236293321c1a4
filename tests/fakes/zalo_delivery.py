"""How updates reach the bot: one by one by getUpdates and never again, or as posts to a webhook."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx

from tests.fakes import zalo_rules as rules
from tests.fakes.zalo_rules import RefusalError
from tests.fakes.zalo_world import World


@dataclass(slots=True)
class Webhook:
    url: str = ""
    secret: str = ""
    updated_at: int = 0

    def json(self) -> dict[str, Any]:
        return {"url": self.url, "updated_at": self.updated_at}


class Delivery:
    """One bot's updates. wrapped: posts carry the update in an envelope, as Zalo's do now.

    statuses: what the webhook answered, post by post; 0 where it was not reached. Nothing is posted twice:
    whether Zalo tries again is not known.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.webhook = Webhook()
        self.allow_http, self.wrapped = False, True
        self.statuses: list[int] = []
        self.told = False  # an update was told, and its poller has not asked again yet
        self._posting: asyncio.Task[None] | None = None

    async def get_updates(self, params: dict[str, Any]) -> dict[str, Any]:
        """One update, forgotten as soon as it is told."""
        timeout = params.get("timeout", "30")
        if not isinstance(timeout, str) or not timeout.isdigit():
            raise RefusalError(*rules.NO_TIMEOUT)
        if self.webhook.url:
            raise RefusalError(*rules.WEBHOOK_ACTIVE)
        self.told = False
        until = asyncio.get_running_loop().time() + int(timeout)
        while not self._world.waiting:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                raise RefusalError(*rules.IDLE)
            self._world.news.clear()
            try:
                await asyncio.wait_for(self._world.news.wait(), left)
            except TimeoutError:
                raise RefusalError(*rules.IDLE) from None
        self.told = True
        return self._world.waiting.pop(0)

    def set_webhook(self, params: dict[str, Any]) -> dict[str, Any]:
        url, secret = rules.checked_webhook(params, self.allow_http)
        self.webhook = Webhook(url, secret, int(self._world.now() * 1000))
        if self._posting is None:
            self._posting = asyncio.create_task(self._post_all())
        return self.webhook.json()

    def delete_webhook(self) -> dict[str, Any]:
        self.webhook = Webhook("", "", int(self._world.now() * 1000))
        return self.webhook.json()

    async def stop(self) -> None:
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
            self._posting = None

    async def _post_all(self) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=30.0) as client:
            while True:
                while self.webhook.url and self._world.waiting:
                    await self._post(client, self._world.waiting[0])
                    self._world.waiting.pop(0)
                self._world.news.clear()
                await self._world.news.wait()

    async def _post(self, client: httpx.AsyncClient, update: dict[str, Any]) -> None:
        headers = {"X-Bot-Api-Secret-Token": self.webhook.secret}
        body = {"ok": True, "result": update} if self.wrapped else update
        try:
            answer = await client.post(self.webhook.url, json=body, headers=headers)
        except httpx.HTTPError:
            self.statuses.append(0)
        else:
            self.statuses.append(answer.status_code)
