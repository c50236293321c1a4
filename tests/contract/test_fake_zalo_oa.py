"""The pretended Official Account keeps what is known of the contract: it refuses what Zalo refuses."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_oa_api import FakeOa
from tests.fakes.zalo_oa_delivery import OA_SECRET
from tests.fakes.zalo_oa_tokens import APP_ID, APP_SECRET, FIRST

BUTTON = {"title": "Có", "type": "oa.query.show", "payload": "Có [#1.a]"}


@pytest.fixture
def seconds() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
async def oa(seconds: list[float]) -> AsyncIterator[FakeOa]:
    async with FakeOa(seconds=3600, now=lambda: seconds[0]) as fake:
        fake.user("7", "Mai").wrote_at = fake.now()
        yield fake


async def renew(oa: FakeOa, refresh: str, secret: str = APP_SECRET, **more: Any) -> dict[str, Any]:
    form = {"app_id": APP_ID, "grant_type": "refresh_token", "refresh_token": refresh} | more
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(oa.token_url, data=form, headers={"secret_key": secret})
    told: dict[str, Any] = answer.json()
    assert answer.status_code == 200
    return told


async def send(oa: FakeOa, message: Any, token: str = "", user: object = "7") -> int:
    """The error of a call: 0 where it went well."""
    token = token or str(oa.tokens.issue()["access_token"])
    body = {"recipient": {"user_id": user}, "message": message}
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(
            f"{oa.base_url}/v3.0/oa/message/cs", json=body, headers={"access_token": token}
        )
    assert answer.status_code == 200
    return int(answer.json()["error"])


async def test_a_refresh_token_works_once(oa: FakeOa) -> None:
    pair = await renew(oa, FIRST)
    assert set(pair) == {"access_token", "refresh_token", "expires_in"} and pair["expires_in"] == "3600"
    assert (await renew(oa, FIRST))["error"] == -14020
    assert "access_token" in await renew(oa, pair["refresh_token"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"secret": "the account's"}, -14001),
        ({"app_id": "1"}, -14001),
        ({"grant_type": "authorization_code"}, -201),
        ({"refresh": "another"}, -14014),
    ],
)
async def test_refreshes_that_are_refused(oa: FakeOa, given: dict[str, str], code: int) -> None:
    assert (await renew(oa, **({"refresh": FIRST} | given)))["error"] == code
    assert "access_token" in await renew(oa, FIRST)


async def test_access_tokens_expire(oa: FakeOa, seconds: list[float]) -> None:
    token = (await renew(oa, FIRST))["access_token"]
    assert await send(oa, {"text": "a"}, token) == 0
    seconds[0] += 3600
    assert await send(oa, {"text": "a"}, token) == -220
    assert await send(oa, {"text": "a"}, "another") == -216


def template(*buttons: Any) -> dict[str, Any]:
    return {"text": "a", "attachment": {"type": "template", "payload": {"buttons": list(buttons)}}}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": ""}, -201),
        ({"text": " \n"}, -201),
        ({"text": "ă" * 2001}, -210),
        ({"text": "🏠" * 1001}, -210),
        ({}, -201),
        ({"text": "a", "buttons": []}, -201),
        (template(), -201),
        (template(*[BUTTON] * 6), -210),
        (template(BUTTON | {"title": "ă" * 101}), -210),
        (template(BUTTON | {"payload": "ă" * 1001}), -210),
        (template(BUTTON | {"type": "oa.open.url"}), -201),
        (template({"title": "Có"}), -201),
    ],
)
async def test_messages_that_are_refused(oa: FakeOa, message: dict[str, Any], code: int) -> None:
    assert await send(oa, message) == code
    assert oa.user("7").inbox == []


async def test_a_message_arrives_with_its_buttons(oa: FakeOa) -> None:
    assert await send(oa, template(*[BUTTON] * 5) | {"text": "ă" * 2000}) == 0
    said = oa.user("7").newest
    assert said.text == "ă" * 2000 and said.buttons == (("Có", "Có [#1.a]"),) * 5


async def test_who_is_not_reached(oa: FakeOa) -> None:
    assert await send(oa, {"text": "a"}, user=7) == -201
    assert await send(oa, {"text": "a"}, user="8") == -201
    oa.user("9")
    assert await send(oa, {"text": "a"}, user="9") == -230
    oa.user("7").follows = False
    assert await send(oa, {"text": "a"}) == -213


async def test_eight_answers_in_48_hours_and_nothing_after_7_days(oa: FakeOa, seconds: list[float]) -> None:
    for _ in range(8):
        assert await send(oa, {"text": "a"}) == 0
    assert await send(oa, {"text": "a"}) == -311
    oa.user("7").types("còn đây")
    assert await send(oa, {"text": "a"}) == 0
    seconds[0] += 48 * 3600 + 1
    assert await send(oa, {"text": "a"}) == -311
    oa.free = False
    assert await send(oa, {"text": "a"}) == 0
    seconds[0] += 5 * 24 * 3600
    assert await send(oa, {"text": "a"}) == -230


async def test_posts_are_signed_and_come_again_until_200(oa: FakeOa) -> None:
    got: list[tuple[str, bytes]] = []

    async def hook(scope: Any, receive: Any, send: Any) -> None:
        body = (await receive())["body"]
        got.append((dict(scope["headers"]).get(b"x-zevent-signature", b"").decode(), body))
        await send({"type": "http.response.start", "status": 500 if len(got) < 3 else 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    oa.delivery.pause = 0.01
    async with LoopbackServer(hook) as server:
        oa.delivery.post_to(f"{server.url}/")
        update = oa.user("7").types("chào")
        await oa.quiet()
    assert oa.delivery.statuses == [500, 500, 200]
    [(signature, body)] = set(got)
    told = APP_ID.encode() + body + str(update["timestamp"]).encode() + OA_SECRET.encode()
    assert signature == "mac=" + hashlib.sha256(told).hexdigest()
    assert update["message"].keys() == {"msg_id", "text"} and update["sender"] == {"id": "7"}


@pytest.mark.parametrize(("trouble", "status"), [("html_502", 502), ("html_200", 200), ("unauthorized", 401)])
async def test_answers_without_an_envelope(oa: FakeOa, trouble: Any, status: int) -> None:
    oa.will(trouble)
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{oa.base_url}/v3.0/oa/message/cs", json={})
    assert answer.status_code == status and not answer.text.startswith("{")


@pytest.mark.parametrize(("trouble", "granted"), [("drop_before", 0), ("drop_after", 1)])
async def test_cut_connections(oa: FakeOa, trouble: Any, granted: int) -> None:
    oa.will(trouble, "token")
    with pytest.raises(httpx.TransportError):
        await renew(oa, FIRST)
    assert oa.tokens.granted == granted
