"""`rasoat import odk` as a process: straight to the store, and through the door of a running bot."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.runtime.clock import SystemClock
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.odk_help import screening, survey
from tests.integration.process_help import Machine, Said, machine_for


@pytest.fixture
async def api() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(allow_http_webhook=True) as fake:
        fake.user(1002, "Lan")
        yield fake


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the training commune as `rasoat init --seed` leaves it."""
    folder = tmp_path_factory.mktemp("set-up")
    said = asyncio.run(Machine(folder).rasoat("init", "--seed"))
    assert said.status == 0, said.out
    return folder


@pytest.fixture
def machine(api: FakeTelegram, tmp_path: Path, set_up: Path) -> Machine:
    shutil.copytree(set_up, tmp_path, dirs_exist_ok=True)
    machine = machine_for(api, tmp_path, round_id="2026")
    yesterday = str(SystemClock().now().date() - timedelta(days=1))
    good = survey("HL-0001").but(visited_on=yesterday)
    (tmp_path / "b.xml").write_bytes(good.xml)
    (tmp_path / "a.xml").write_bytes(screening("HL-0004").but(visited_on=yesterday).xml)
    (tmp_path / "bad.xml").write_bytes(good.but(wall="mud", case_code="HL-0002").as_("uuid:bad").xml)
    return machine


async def imported(machine: Machine, file: str, *more: str) -> Said:
    return await machine.rasoat("import", "odk", file, "--as", "nv-ba", *more)


async def test_without_a_running_bot(machine: Machine) -> None:
    looked = await imported(machine, "b.xml", "--check")
    assert looked.status == 0, looked.out
    assert looked.out.splitlines()[-1].startswith("Nhập được 1 phiếu.")
    for expected in ("Đã nhập 1 phiếu. Có sẵn từ trước: 0.", "Đã nhập 0 phiếu. Có sẵn từ trước: 1."):
        said = await imported(machine, "b.xml")
        assert (said.status, said.out.splitlines()[-1].startswith(expected)) == (0, True), said.out
    bad = await imported(machine, "bad.xml")
    assert bad.status == 2
    assert "(wall): thấy “mud”. Cần một trong: durable, not_durable." in bad.out


async def test_through_the_door_of_a_running_bot(api: FakeTelegram, machine: Machine) -> None:
    """Officers hear at once, on the platform."""
    lan = api.user(1002)
    async with machine.running():
        lan.types((await machine.rasoat("invite", "nv-lan")).code)
        await lan.hears("Hoàng Thị Lan")
        said = await imported(machine, "a.xml")
        assert said.status == 0, said.out
        assert "HL-0004" in (await lan.hears("nhập phiếu từ ODK/Kobo")).text
        assert (await imported(machine, "bad.xml")).status == 2
        again = await imported(machine, "a.xml", "--check")
        assert "Có sẵn từ trước: 1" in again.out


@pytest.mark.parametrize(
    ("file", "staff", "told"),
    [
        ("khong-co.xml", "nv-ba", "Không mở được tệp khong-co.xml"),
        ("b.xml", "nv-lan", "no enumerator of this id"),
    ],
)
async def test_what_cannot_be_begun_is_said_in_one_line(
    machine: Machine, file: str, staff: str, told: str
) -> None:
    said = await machine.rasoat("import", "odk", file, "--as", staff)
    assert (said.status, len(said.out.splitlines())) == (1, 1)
    assert told in said.out
