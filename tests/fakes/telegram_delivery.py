"""How updates reach the bot: long polling with its offset, or posts to a webhook with retries."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx

from tests.fakes import telegram_rules as rules
from tests.fakes.telegram_methods import webhook_secret
from tests.fakes.telegram_rules import RefusalError, bad
from tests.fakes.telegram_world import World


@dataclass(slots=True)
class Webhook:
    url: str = ""
    secret: str = ""
    last_error: str = ""


class Delivery:
    """One bot's updates. retry_wait: seconds before a refused post is tried again."""

    def __init__(self, world: World, retry_wait: float = 0.05) -> None:
        self._world, self._retry_wait = world, retry_wait
        self.webhook = Webhook()
        self.allow_http = False
        self._poll = 0
        self._posting: dict[int, asyncio.Task[None]] = {}
        self._watch: asyncio.Task[None] | None = None

    async def get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Offset acknowledges all before it; a second poller ends the first."""
        if self.webhook.url:
            raise RefusalError(409, rules.WEBHOOK_ACTIVE)
        self._poll += 1
        mine = self._poll
        self._world.news.set()
        self._allow(params)
        self._acknowledge(int(params.get("offset", 0)))
        await self._something(mine, float(params.get("timeout", 0)))
        limit = int(params.get("limit", 100))
        return [waiting.json for waiting in self._world.waiting[:limit]]

    def set_webhook(self, params: dict[str, Any]) -> bool:
        url = str(params.get("url", ""))
        if url and not url.startswith("https://") and not self.allow_http:
            raise bad(rules.BAD_WEBHOOK)
        secret = webhook_secret(params)
        self._allow(params)
        self._drop_pending(params)
        self.webhook = Webhook(url, secret)
        if url and self._watch is None:
            self._watch = asyncio.create_task(self._watching())
        self._world.news.set()
        return True

    def delete_webhook(self, params: dict[str, Any]) -> bool:
        self._drop_pending(params)
        self.webhook = Webhook()
        return True

    def webhook_info(self) -> dict[str, Any]:
        info: dict[str, Any] = {"url": self.webhook.url, "has_custom_certificate": False}
        info["pending_update_count"] = len(self._world.waiting)
        return info | ({"last_error_message": self.webhook.last_error} if self.webhook.last_error else {})

    async def stop(self) -> None:
        tasks = [*self._posting.values(), *([self._watch] if self._watch else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._posting.clear()
        self._watch = None

    def _allow(self, params: dict[str, Any]) -> None:
        given = params.get("allowed_updates")
        if given is not None:
            self._world.allowed = json.loads(given) if isinstance(given, str) else given

    def _drop_pending(self, params: dict[str, Any]) -> None:
        if str(params.get("drop_pending_updates", "")).lower() == "true":
            self._world.waiting.clear()

    def _acknowledge(self, offset: int) -> None:
        """A negative offset keeps that many of the last ones."""
        if offset > 0:
            self._world.waiting[:] = [one for one in self._world.waiting if one.id >= offset]
        elif offset < 0:
            self._world.waiting[:] = self._world.waiting[offset:]

    async def _something(self, mine: int, patience: float) -> None:
        until = asyncio.get_running_loop().time() + patience
        while not self._world.waiting:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            self._world.news.clear()
            try:
                await asyncio.wait_for(self._world.news.wait(), left)
            except TimeoutError:
                return
            if mine != self._poll:
                raise RefusalError(409, rules.OTHER_POLLER)

    async def _watching(self) -> None:
        """Sees to it that each chat with something waiting has somebody posting it, in order."""
        async with httpx.AsyncClient(trust_env=False, verify=False, timeout=30.0) as client:
            while True:
                for chat in {waiting.chat for waiting in self._world.waiting} if self.webhook.url else ():
                    if chat not in self._posting:
                        self._posting[chat] = asyncio.create_task(self._post_all(client, chat))
                self._world.news.clear()
                await self._world.news.wait()

    async def _post_all(self, client: httpx.AsyncClient, chat: int) -> None:
        try:
            while self.webhook.url and (mine := [one for one in self._world.waiting if one.chat == chat]):
                if await self._posted(client, mine[0].json):
                    self._world.waiting.remove(mine[0])
                else:
                    await asyncio.sleep(self._retry_wait)
        finally:
            del self._posting[chat]

    async def _posted(self, client: httpx.AsyncClient, update: dict[str, Any]) -> bool:
        hook = self.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            answer = await client.post(hook.url, json=update, headers=headers)
        except httpx.HTTPError as error:
            hook.last_error = type(error).__name__
            return False
        if not answer.is_success:
            hook.last_error = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        return answer.is_success
