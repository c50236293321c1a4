"""`rasoat run` as a process on Zalo: alone by polling, and beside Telegram behind one web server."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.zalo_api import FakeZalo
from tests.integration.process_help import SECRET, Machine, machine_for, stopped, until


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
        fake.user("1001", "Mai")
        yield fake


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the training commune as `rasoat init --seed` leaves it."""
    folder = tmp_path_factory.mktemp("set-up")
    said = asyncio.run(Machine(folder).rasoat("init", "--seed"))
    assert said.status == 0, said.out
    return folder


@pytest.fixture
def folder(tmp_path: Path, set_up: Path) -> Path:
    shutil.copytree(set_up, tmp_path, dirs_exist_ok=True)
    return tmp_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_zalo_alone_by_polling(zalo: FakeZalo, folder: Path) -> None:
    machine = Machine(folder, zalo_bot_token=zalo.token, zalo_bot_base_url=zalo.base_url, log_level="DEBUG")
    async with machine.running() as bot:
        zalo.user("1001").types("chào")
        await zalo.user("1001").hears("Trợ lý rà soát hộ nghèo", timeout=10)
        assert await stopped(bot) < 5
    assert "running: long polling (zalo bot)" in machine.log
    for secret in (zalo.token.partition(":")[2], "chào", "Trợ lý"):
        assert secret not in machine.log


async def test_zalo_and_telegram_behind_one_web_server(zalo: FakeZalo, folder: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with FakeTelegram(allow_http_webhook=True) as telegram:
        telegram.user(1002, "Lan")
        machine = machine_for(
            telegram,
            folder,
            zalo_bot_token=zalo.token,
            zalo_bot_base_url=zalo.base_url,
            webhook_url=f"{address}/telegram",
            webhook_secret=SECRET,
            zalo_webhook_url=f"{address}/zalo",
            zalo_webhook_secret=SECRET + "-zalo",
            listen_port=str(port),
        )
        async with machine.running() as bot:
            await until(lambda: telegram.delivery.webhook.url and zalo.delivery.webhook.url)
            zalo.user("1001").types("chào")
            telegram.user(1002).types("chào")
            await zalo.user("1001").hears("Trợ lý rà soát hộ nghèo", timeout=10)
            await telegram.user(1002).hears("Trợ lý rà soát hộ nghèo", timeout=10)
            async with httpx.AsyncClient(trust_env=False) as http:
                assert (await http.get(f"{address}/health")).json() == {"ok": True}
            assert await stopped(bot) < 5
        await zalo.delivery.stop()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"zalo_webhook_url": "https://example.org/health"}, "two webhooks have the same path"),
        ({"zalo_webhook_secret": "ngan"}, "RASOAT_ZALO_WEBHOOK_SECRET"),
        ({"zalo_bot_token": ""}, "RASOAT_ZALO_BOT_TOKEN"),
    ],
)
async def test_a_setting_that_is_wrong_is_named(
    zalo: FakeZalo, folder: Path, more: dict[str, str], told: str
) -> None:
    settings = {
        "zalo_bot_token": zalo.token,
        "zalo_bot_base_url": zalo.base_url,
        "zalo_webhook_url": "https://example.org/zalo",
        "zalo_webhook_secret": SECRET,
        "listen_port": str(free_port()),
    }
    said = await Machine(folder, **(settings | more)).rasoat("run")
    assert said.status == 1
    assert told in said.out.splitlines()[-1]
    assert "Traceback" not in said.out
