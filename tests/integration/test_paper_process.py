"""`rasoat run` with a public address: papers as links from a real process; its log tells nothing of them."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.fakes.zalo_api import FakeZalo
from tests.integration.link_help import CODE, LINK, Browser
from tests.integration.main_job_help import SCRIPT, said_lines
from tests.integration.process_help import SECRET, Machine, stopped, until
from tests.integration.test_run_process_zalo import free_port
from tests.integration.zalo_help import Town

OUTSIDE = "https://bot.example.vn/xa"
FILING = [words for who, words in said_lines(SCRIPT.read_text("utf-8")) if who == "mai"]


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
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


async def files_a_request(zalo: FakeZalo) -> str:
    """Mai's part of the main job up to her paper; the token in its link."""
    mai = zalo.user("1001", "Mai")
    for words in FILING:
        heard = len(mai.inbox)
        mai.types(Town.typed(_Phone(zalo), "mai", words))  # type: ignore[arg-type]  # all it needs is the phone
        await until(lambda heard=heard: len(mai.inbox) > heard)  # type: ignore[misc]
        await zalo.quiet(settle=0.3)
        found = [match[1] for said in mai.inbox for match in LINK.finditer(said.text)]
        if found:
            return found[0]
    raise AssertionError("no link came")


class _Phone:
    def __init__(self, zalo: FakeZalo) -> None:
        self.zalo = zalo

    def person(self, _name: str) -> object:
        return self.zalo.user("1001", "Mai")


async def test_a_polling_bot_serves_papers_and_its_log_tells_nothing(zalo: FakeZalo, folder: Path) -> None:
    port = free_port()
    machine = Machine(
        folder,
        zalo_bot_token=zalo.token,
        zalo_bot_base_url=zalo.base_url,
        public_url=OUTSIDE + "/",
        listen_port=str(port),
        log_level="DEBUG",
    )
    async with machine.running() as bot, httpx.AsyncClient(trust_env=False) as http:
        token = await files_a_request(zalo)
        browser = Browser(http, f"http://127.0.0.1:{port}/xa")
        assert (await browser.get("/../health")).json() == {"ok": True}
        await browser.taps(token, "code")
        code = await until_code(zalo)
        ready = await browser.taps(token, "open", code=code)
        ticket = re.search(r'href="/xa/g/[a-z2-9]+/([a-z2-9]+)"', ready.text)[1]  # type: ignore[index]
        file = await browser.get(f"/g/{token}/{ticket}")
        assert file.content.startswith(b"%PDF")
        assert await stopped(bot) < 5
    for secret in (token, ticket, code, code.replace(" ", ""), "Hoàng Thị Mai"):
        assert secret not in machine.log


async def until_code(zalo: FakeZalo) -> str:
    mai = zalo.user("1001")
    await until(lambda: "🔑" in mai.newest.text)
    found = CODE.search(mai.newest.text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"public_url": "http://bot.example.vn"}, "RASOAT_PUBLIC_URL"),
        ({"public_url": "https://bot.example.vn/?a=b"}, "RASOAT_PUBLIC_URL"),
        ({"public_url": "bot.example.vn"}, "RASOAT_PUBLIC_URL"),
        ({"link_hours": "0"}, "RASOAT_LINK_HOURS"),
        (
            {
                "public_url": "https://bot.example.vn",
                "zalo_webhook_url": "https://bot.example.vn/g/zalo",
                "zalo_webhook_secret": SECRET,
            },
            "a webhook's path lies where papers are opened",
        ),
    ],
)
async def test_a_setting_that_is_wrong_is_named(
    zalo: FakeZalo, folder: Path, more: dict[str, str], told: str
) -> None:
    settings = {"zalo_bot_token": zalo.token, "zalo_bot_base_url": zalo.base_url}
    machine = Machine(folder, listen_port=str(free_port()), **(settings | more))
    said = await machine.rasoat("run")
    assert said.status == 1
    assert told in said.out.splitlines()[-1]
    assert "Traceback" not in said.out
