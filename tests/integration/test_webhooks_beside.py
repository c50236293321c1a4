"""Posts beside each other and posts that fail: a person's order is kept, no log tells what was typed."""

import asyncio
import logging
import socket
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.channels.zalo_bot_webhook import zalo_bot_route
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_api import ZaloOaApi
from bot.channels.zalo_oa_webhook import zalo_oa_route
from bot.commands.live_webhook import HookServer
from bot.dialogue.event import Event
from storage.memory import MemoryStore
from tests.fakes.zalo_api import FakeZalo
from tests.fakes.zalo_oa_api import FakeOa
from tests.fakes.zalo_pictures import FakePictures
from tests.files.cards import MAI, jpeg
from tests.integration.main_job_help import SECRET
from tests.integration.telegram_help import RecordingInbox, StandingClock, until
from tests.integration.zalo_help import channel_on
from tests.integration.zalo_oa_help import SIGNING, tokens_on

PICTURE = jpeg(MAI)


def bot_post(number: int, chat: str, **message: Any) -> tuple[dict[str, Any], dict[str, str]]:
    told = {"message_id": f"m{number}", "chat": {"id": chat}, "from": {"id": chat}, **message}
    kind = "image" if "photo" in message else "text"
    update = {"event_name": f"message.{kind}.received", "message": told}
    return update, {"X-Bot-Api-Secret-Token": SECRET}


def oa_update(number: int, user: str, **message: Any) -> dict[str, Any]:
    kind = "image" if "attachments" in message else "text"
    told = {"msg_id": f"m{number}", **message}
    return {
        "event_name": f"user_send_{kind}",
        "sender": {"id": user},
        "timestamp": f"179600000000{number}",
        "message": told,
    }


async def posted(http: httpx.AsyncClient, update: dict[str, Any]) -> int:
    body = httpx.Request("POST", "http://x", json=update).read()
    mac = SIGNING.of(body, update["timestamp"])
    answer = await http.post("/zalo-oa", content=body, headers={"X-ZEvent-Signature": f"mac={mac}"})
    return answer.status_code


def behind(route: Route) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Starlette(routes=[route]), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://bot")


async def test_what_is_typed_after_a_photo_goes_in_after_it_on_the_zalo_bot() -> None:
    inbox = RecordingInbox()
    async with FakeZalo() as zalo, FakePictures() as servers:
        channel = channel_on(zalo, pictures=servers.fetcher())
        async with behind(zalo_bot_route(channel, inbox, SECRET)) as http:
            photo = servers.put(PICTURE, slow=0.2)
            posts = (
                bot_post(1, "7", photo=photo),
                bot_post(2, "7", text="xong"),
                bot_post(3, "8", text="chào"),
            )
            await asyncio.gather(
                *(http.post("/zalo-bot", json=update, headers=headers) for update, headers in posts)
            )
        await channel.close()
    assert [(one.chat, one.kind) for one in inbox.events] == [
        ("zb:8", "text"),  # nobody else waits
        ("zb:7", "photo"),
        ("zb:7", "text"),
    ]


async def test_what_is_typed_after_a_photo_goes_in_after_it_on_the_account() -> None:
    inbox, clock = RecordingInbox(), StandingClock()
    async with FakeOa() as oa, FakePictures() as servers:
        api = ZaloOaApi(tokens_on(oa, MemoryStore(), clock), base_url=oa.base_url)
        fetcher = servers.fetcher()
        channel = ZaloOaChannel(api, clock, fetch=fetcher.fetch)
        address = servers.put(PICTURE, slow=0.2)
        picture = {"type": "image", "payload": {"url": address}}
        async with behind(zalo_oa_route(channel, inbox, SIGNING)) as http:
            posts = (oa_update(1, "7", attachments=[picture]), oa_update(2, "7", text="xong"))
            assert await asyncio.gather(*(posted(http, one) for one in posts)) == [200, 200]
        await channel.close()
        await fetcher.close()
    assert [one.kind for one in inbox.events] == ["photo", "text"]


class Forgetful(RecordingInbox):
    async def take(self, event: Event) -> None:
        raise ValueError(f"cannot keep {event.text}")


@pytest.mark.parametrize("door", ["zalo_bot", "zalo_oa"])
async def test_a_fault_of_ours_is_500_and_no_log_tells_what_was_typed(
    door: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with FakeZalo() as zalo, FakeOa() as oa:
        clock = StandingClock()
        api = ZaloOaApi(tokens_on(oa, MemoryStore(), clock), base_url=oa.base_url)
        bot, account = channel_on(zalo), ZaloOaChannel(api, clock)
        routes = [
            zalo_bot_route(bot, Forgetful(), SECRET),
            zalo_oa_route(account, Forgetful(), SIGNING),
        ]
        status = await _served(routes, door)
        await bot.close()
        await account.close()
    said = capfd.readouterr()
    assert status == 500
    assert "Bí Mật" not in caplog.text + said.err + said.out
    assert "ValueError in" in caplog.text


async def _served(routes: list[Route], door: str) -> int:
    """The answer of the server as `rasoat run` has it, with its own log."""
    config = uvicorn.Config(Starlette(routes=routes), log_level="warning", access_log=False, lifespan="off")
    server, listening = HookServer(config), socket.create_server(("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await until(lambda: server.started)
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(trust_env=False, base_url=base) as http:
        if door == "zalo_oa":
            status = await posted(http, oa_update(1, "7", text="Hoàng Thị Bí Mật"))
        else:
            update, headers = bot_post(1, "7", text="Hoàng Thị Bí Mật")
            status = (await http.post("/zalo-bot", json=update, headers=headers)).status_code
    server.should_exit = True
    await serving
    return status
