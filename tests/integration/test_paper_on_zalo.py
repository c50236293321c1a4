"""The main job on a pretended Zalo bot ends with the household holding its Mẫu 01, by a link and a code."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from bot.commands.public_routes import public_routes
from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_api import FakeZalo
from tests.integration.link_help import CODE as LINK_CODE
from tests.integration.link_help import DOOR, LINK, Browser
from tests.integration.main_job_help import Mode, stored
from tests.integration.test_main_job_on_zalo import CODE, LINES, without_views
from tests.integration.zalo_help import Town, town


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
        yield fake


async def fetched(there: Town) -> bytes:
    """What Mai does: taps the link, reads the code in Zalo, types it on the page, taps the paper."""
    mai = there.person("mai")
    [link] = [found[1] for said in mai.inbox for found in LINK.finditer(said.text)]
    async with (
        LoopbackServer(Starlette(routes=public_routes(there.app))) as server,
        httpx.AsyncClient(trust_env=False, base_url=server.url) as http,
    ):
        browser = Browser(http)
        await browser.taps(link, "code")
        await there.settled()
        code = LINK_CODE.search(mai.newest.text)
        assert code is not None, mai.newest.text
        return (await browser.fetch(await browser.taps(link, "open", code=code[0]))).content


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_the_household_holds_its_paper(zalo: FakeZalo, tmp_path: Path, mode: Mode) -> None:
    async with town(zalo, tmp_path / "s.sqlite", mode, door=DOOR) as there:
        await there.follow(LINES)
        paper = await fetched(there)
        assert there.letters("failed") == 0
        household = [said.text for said in there.person("mai").inbox]
        trail = (await stored(there.app.store, CODE))["audit"]
    text = re.sub(r"\s+", " ", "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages))
    assert "Hoàng Thị Mai" in text
    assert not any("Xin đến UBND" in said for said in household if said.startswith("📄"))
    assert [(one["who"], one["action"]) for one in trail if one["action"].startswith("paper_")] == [
        ("mai", "paper_link_made"),
        *[("nv-lan", "paper_link_made")] * 2,  # each time she opens the file before its survey is sent
        ("link", "paper_code_sent"),
        ("mai", "paper_link_opened"),
        ("mai", "paper_fetched"),
    ]


async def test_links_change_nothing_else_that_is_stored(zalo: FakeZalo, tmp_path: Path) -> None:
    kept = []
    for name, door in (("with", DOOR), ("without", None)):
        async with FakeZalo() as own, town(own, tmp_path / name, "polling", door=door) as there:
            await there.follow(LINES)
            kept.append(without_views(await stored(there.app.store, CODE)))
    kept[0]["audit"] = [one for one in kept[0]["audit"] if not one["action"].startswith("paper_")]
    assert kept[0] == kept[1]
