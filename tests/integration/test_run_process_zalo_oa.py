"""`rasoat run` as a process with an Official Account: behind the web server, killed while it renews."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.fakes.zalo_oa_api import ACCOUNT, FakeOa
from tests.fakes.zalo_oa_delivery import OA_SECRET
from tests.fakes.zalo_oa_tokens import APP_ID, APP_SECRET, FIRST
from tests.integration.process_help import Machine, stopped, until
from tests.integration.test_run_process_zalo import free_port


@pytest.fixture
async def oa() -> AsyncIterator[FakeOa]:
    async with FakeOa() as fake:
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


def machine_for(oa: FakeOa, folder: Path, **more: str) -> Machine:
    port = free_port()
    settings = {
        "zalo_oa_app_id": APP_ID,
        "zalo_oa_secret_key": APP_SECRET,
        "zalo_oa_oa_secret": OA_SECRET,
        "zalo_oa_id": ACCOUNT,
        "zalo_oa_refresh_token": FIRST,
        "zalo_oa_webhook_url": f"http://127.0.0.1:{port}/zalo-oa",
        "zalo_oa_base_url": oa.base_url,
        "zalo_oa_token_url": oa.token_url,
        "listen_port": str(port),
        "log_level": "DEBUG",
    }
    return Machine(folder, **(settings | more))


def hook_of(machine: Machine) -> str:
    return machine.settings["RASOAT_ZALO_OA_WEBHOOK_URL"]


async def test_behind_the_web_server_and_on_after_a_restart(oa: FakeOa, folder: Path) -> None:
    machine = machine_for(oa, folder)
    oa.delivery.tries, oa.delivery.pause = 100, 0.1
    for words in ("chào", "chào lần nữa"):
        async with machine.running() as bot:
            oa.delivery.post_to(hook_of(machine))
            oa.user("1001").types(words)
            await oa.user("1001").hears("Trợ lý rà soát hộ nghèo", timeout=20)
            async with httpx.AsyncClient(trust_env=False) as http:
                health = await http.get(hook_of(machine).replace("/zalo-oa", "/health"))
            assert health.json() == {"ok": True}
            assert await stopped(bot) < 5
    assert oa.tokens.granted == 1
    assert "running: webhook (zalo oa)" in machine.log
    for secret in ("-of-the-pretended-Zalo", "chào", "Trợ lý"):
        assert secret not in machine.log


async def test_killed_while_zalo_answers_and_mended_by_a_new_token(oa: FakeOa, folder: Path) -> None:
    """Zalo has taken the token, its answer finds nobody: the next start says what to do."""
    machine = machine_for(oa, folder)
    oa.will("slow", "token", seconds=0.5)
    async with machine.running() as bot:
        await until(lambda: oa.busy)
        bot.kill()
        await bot.wait()
    (folder / "var/rasoat.sock").unlink(missing_ok=True)
    await until(lambda: oa.tokens.granted == 1)
    async with machine.running() as bot:
        await until(lambda: "RASOAT_ZALO_OA_REFRESH_TOKEN" in machine.log)
        await stopped(bot)
    assert "an earlier refresh was interrupted" in machine.log
    mended = machine_for(oa, folder, zalo_oa_refresh_token=str(oa.tokens.issue()["refresh_token"]))
    async with mended.running() as bot:
        oa.delivery.post_to(hook_of(mended))
        oa.user("1001").types("chào")
        await oa.user("1001").hears("Trợ lý rà soát hộ nghèo", timeout=20)
        await stopped(bot)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"zalo_oa_webhook_url": ""}, "RASOAT_ZALO_OA_WEBHOOK_URL"),
        ({"zalo_oa_oa_secret": ""}, "RASOAT_ZALO_OA_OA_SECRET"),
        ({"zalo_oa_secret_key": ""}, "RASOAT_ZALO_OA_SECRET_KEY"),
        ({"zalo_oa_refresh_token": ""}, "RASOAT_ZALO_OA_REFRESH_TOKEN"),
        ({"zalo_oa_app_id": ""}, "RASOAT_ZALO_OA_APP_ID"),
        ({"zalo_oa_webhook_url": "https://example.org/health"}, "two webhooks have the same path"),
    ],
)
async def test_a_setting_that_is_missing_is_named(
    oa: FakeOa, folder: Path, more: dict[str, str], told: str
) -> None:
    said = await machine_for(oa, folder, **more).rasoat("run")
    assert said.status == 1
    assert told in said.out.splitlines()[-1]
    assert "Traceback" not in said.out
