"""The pretended Zalo keeps what is known of the Bot Platform's contract: it refuses what Zalo refuses."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_api import FakeZalo, Trouble

SECRET = "mot-bi-mat-du-dai-0001"


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo() as fake:
        fake.user("7", "Mai")
        yield fake


async def call(zalo: FakeZalo, method: str, token: str = "", **given: Any) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(f"{zalo.base_url}{token or zalo.token}/{method}", json=given)


async def refused(zalo: FakeZalo, method: str, **given: Any) -> int:
    """The error_code of a call that must fail."""
    answer = (await call(zalo, method, **given)).json()
    assert answer["ok"] is False and "result" not in answer
    return int(answer["error_code"])


async def result(zalo: FakeZalo, method: str, **given: Any) -> Any:
    answer = (await call(zalo, method, **given)).json()
    assert answer["ok"] is True, answer
    return answer["result"]


async def test_who_the_bot_is(zalo: FakeZalo) -> None:
    told = await result(zalo, "getMe")
    assert set(told) == {"id", "account_name", "account_type", "can_join_groups"}


async def test_wrong_token(zalo: FakeZalo) -> None:
    answer = await call(zalo, "getMe", token="4001:another")
    assert (answer.status_code, answer.json()["error_code"]) == (401, 401)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"chat_id": "7", "text": ""}, 400),
        ({"chat_id": "7", "text": " \n"}, 400),
        ({"chat_id": "7", "text": "ă" * 2001}, 400),
        ({"chat_id": "7", "text": "🏠" * 1001}, 400),
        ({"chat_id": "7"}, 400),
        ({"chat_id": 7, "text": "a"}, 400),
        ({"chat_id": "8", "text": "a"}, 404),
    ],
)
async def test_texts_that_are_refused(zalo: FakeZalo, given: dict[str, Any], code: int) -> None:
    answer = await call(zalo, "sendMessage", **given)
    assert (answer.status_code, answer.json()["error_code"]) == (200, code)
    assert zalo.user("7").inbox == []


async def test_text_of_2000_arrives(zalo: FakeZalo) -> None:
    sent = await result(zalo, "sendMessage", chat_id="7", text="ă" * 2000)
    assert set(sent) == {"message_id", "date"} and sent["date"] > 10**12
    assert zalo.user("7").newest.text == "ă" * 2000


async def test_who_has_shut_the_bot_out(zalo: FakeZalo) -> None:
    zalo.user("7").shut = True
    assert await refused(zalo, "sendMessage", chat_id="7", text="a") == 403


async def test_unknown_method_and_no_json(zalo: FakeZalo) -> None:
    assert await refused(zalo, "sendDocument", chat_id="7") == 404
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{zalo.base_url}{zalo.token}/sendMessage", content=b"chat_id=7&text=a")
    assert answer.json()["error_code"] == 400


async def test_one_update_a_call_and_never_again(zalo: FakeZalo) -> None:
    first, second = zalo.user("7").types("một"), zalo.user("7").types("hai")
    assert await result(zalo, "getUpdates", timeout="0") == first
    assert await result(zalo, "getUpdates", timeout="0") == second
    assert await refused(zalo, "getUpdates", timeout="0") == 408
    assert first["message"]["chat"] == {"id": "7", "chat_type": "PRIVATE"}


async def test_timeout_is_text(zalo: FakeZalo) -> None:
    assert await refused(zalo, "getUpdates", timeout=5) == 400


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"url": "http://example.org/z", "secret_token": SECRET}, 400),
        ({"url": "https://example.org/z", "secret_token": "x" * 7}, 400),
        ({"url": "https://example.org/z", "secret_token": "x" * 257}, 400),
        ({"url": "https://example.org/z"}, 400),
    ],
)
async def test_webhooks_that_are_refused(zalo: FakeZalo, given: dict[str, Any], code: int) -> None:
    assert await refused(zalo, "setWebhook", **given) == code


async def test_polling_and_webhook_exclude_each_other(zalo: FakeZalo) -> None:
    await result(zalo, "setWebhook", url="https://example.org/z", secret_token=SECRET)
    assert await refused(zalo, "getUpdates", timeout="0") == 400
    assert (await result(zalo, "getWebhookInfo"))["url"] == "https://example.org/z"
    await result(zalo, "deleteWebhook")
    assert await refused(zalo, "getUpdates", timeout="0") == 408


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_post_carries_the_secret_and_comes_once(zalo: FakeZalo, wrapped: bool) -> None:
    got: list[tuple[str, Any]] = []

    async def hook(scope: Any, receive: Any, send: Any) -> None:
        body = httpx.Response(200, content=(await receive())["body"]).json()
        got.append((dict(scope["headers"]).get(b"x-bot-api-secret-token", b"").decode(), body))
        await send({"type": "http.response.start", "status": 500, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    zalo.delivery.allow_http, zalo.delivery.wrapped = True, wrapped
    async with LoopbackServer(hook) as server:
        await result(zalo, "setWebhook", url=f"{server.url}/", secret_token=SECRET)
        update = zalo.user("7").types("chào")
        await zalo.quiet()
    assert got == [(SECRET, {"ok": True, "result": update} if wrapped else update)]
    assert zalo.delivery.statuses == [500]


async def test_pace_is_refused_without_a_time_to_wait() -> None:
    seconds = [1_000.0]
    async with FakeZalo(paced=True, now=lambda: seconds[0]) as zalo:
        zalo.user("7")
        for _ in range(3):
            await result(zalo, "sendMessage", chat_id="7", text="a")
        answer = (await call(zalo, "sendMessage", chat_id="7", text="a")).json()
        assert answer["error_code"] == 429 and "parameters" not in answer
        seconds[0] += 1
        await result(zalo, "sendMessage", chat_id="7", text="a")


@pytest.mark.parametrize(("trouble", "status"), [("html_502", 502), ("html_200", 200)])
async def test_pages_where_an_envelope_was_expected(zalo: FakeZalo, trouble: Trouble, status: int) -> None:
    zalo.will(trouble)
    answer = await call(zalo, "sendMessage", chat_id="7", text="a")
    assert answer.status_code == status and answer.text.startswith("<html>")
    assert zalo.user("7").inbox == []


@pytest.mark.parametrize(("trouble", "arrived"), [("drop_before", 0), ("drop_after", 1)])
async def test_cut_connections(zalo: FakeZalo, trouble: Trouble, arrived: int) -> None:
    zalo.will(trouble)
    with pytest.raises(httpx.TransportError):
        await call(zalo, "sendMessage", chat_id="7", text="a")
    assert len(zalo.user("7").inbox) == arrived


async def test_slow_answers_and_polls_that_are_left(zalo: FakeZalo) -> None:
    zalo.will("slow", seconds=0.3)
    begun = asyncio.get_running_loop().time()
    await result(zalo, "sendMessage", chat_id="7", text="a")
    assert asyncio.get_running_loop().time() - begun >= 0.3
    with pytest.raises(httpx.ReadTimeout):
        async with httpx.AsyncClient(trust_env=False, timeout=0.1) as http:
            await http.post(f"{zalo.base_url}{zalo.token}/getUpdates", json={"timeout": "5"})
    await asyncio.sleep(0.05)
    update = zalo.user("7").types("chào")
    assert await result(zalo, "getUpdates", timeout="0") == update
