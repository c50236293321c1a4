"""How an Official Account's updates reach the bot: signed posts, again until answered with 200."""

import asyncio
import hashlib
from typing import Any

import httpx
import orjson

from tests.fakes.zalo_oa_world import OaWorld

OA_SECRET = "oa-secret-of-the-pretended-Zalo"


def signed(app_id: str, body: bytes, timestamp: str, secret: str = OA_SECRET) -> str:
    """The header's value for this body."""
    return "mac=" + hashlib.sha256(app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


class OaDelivery:
    """url: where the posts go, set by hand as on Zalo's page. tries: posts of one update at most; pause:
    seconds between them. statuses: what was answered, post by post; 0 where the webhook was not reached."""

    def __init__(self, world: OaWorld) -> None:
        self._world = world
        self.url = ""
        self.tries, self.pause = 6, 0.05
        self.statuses: list[int] = []
        self._posting: asyncio.Task[None] | None = None

    def post_to(self, url: str) -> None:
        self.url = url
        if self._posting is None:
            self._posting = asyncio.create_task(self._post_all())

    async def stop(self) -> None:
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
            self._posting = None

    async def _post_all(self) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=30.0) as client:
            while True:
                while self.url and self._world.waiting:
                    await self._deliver(client, self._world.waiting[0])
                    self._world.waiting.pop(0)
                self._world.news.clear()
                await self._world.news.wait()

    async def _deliver(self, client: httpx.AsyncClient, update: dict[str, Any]) -> None:
        body = orjson.dumps(update)
        headers = {
            "Content-Type": "application/json",
            "X-ZEvent-Signature": signed(self._world.app_id, body, str(update["timestamp"])),
        }
        for _ in range(self.tries):
            try:
                status = (await client.post(self.url, content=body, headers=headers)).status_code
            except httpx.HTTPError:
                status = 0
            self.statuses.append(status)
            if status == httpx.codes.OK:
                return
            await asyncio.sleep(self.pause)
