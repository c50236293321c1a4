"""`rasoat run` as a process: started by settings, spoken to by the other commands, stopped by SIGTERM."""

import asyncio
import json
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.runtime.control import ask
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.process_help import SECRET, Machine, machine_for, stopped, until


@pytest.fixture
async def api() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(allow_http_webhook=True) as fake:
        fake.user(1001, "Mai")
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
    return machine_for(api, tmp_path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def letters(machine: Machine, state: str) -> int:
    with sqlite3.connect(machine.folder / "var/rasoat.sqlite") as reading:
        [[count]] = reading.execute("SELECT count(*) FROM letter WHERE state = ?", [state])
    reading.close()
    return int(count)


async def test_it_talks_and_stops_within_five_seconds(api: FakeTelegram, machine: Machine) -> None:
    async with machine.running() as bot:
        api.user(1001).types("chào")
        await api.user(1001).hears("Trợ lý rà soát hộ nghèo")
        assert await stopped(bot) < 5
    assert not (machine.folder / "var/rasoat.sock").exists()
    assert [command["command"] for command in api.commands] == ["menu", "help", "language", "cancel"]


async def test_webhook_mode_talks_and_stops(api: FakeTelegram, machine: Machine) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    machine.settings |= {
        "RASOAT_WEBHOOK_URL": url,
        "RASOAT_WEBHOOK_SECRET": SECRET,
        "RASOAT_LISTEN_PORT": str(port),
    }
    async with machine.running() as bot:
        await until(lambda: api.delivery.webhook.url == url)
        api.user(1001).types("chào")
        await api.user(1001).hears("Trợ lý rà soát hộ nghèo")
        assert await stopped(bot) < 5


async def test_a_port_that_is_taken_is_said(api: FakeTelegram, machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        machine.settings |= {
            "RASOAT_WEBHOOK_URL": "https://example.org/telegram",
            "RASOAT_LISTEN_PORT": str(port),
        }
        said = await machine.rasoat("run")
    assert said.status == 1
    assert said.out.splitlines()[-1].endswith("set RASOAT_LISTEN_PORT to a free one")


async def test_staff_come_in_and_go_while_the_bot_runs(api: FakeTelegram, machine: Machine) -> None:
    """Invited through the running bot, at work by the code, out at the next message after the end."""
    lan = api.user(1002)
    async with machine.running():
        lan.types((await machine.rasoat("invite", "nv-lan")).code)
        await lan.hears("Hoàng Thị Lan")
        assert "nv-lan\tofficer\t*\tenrolled\tactive" in (await machine.rasoat("staff")).out
        lan.taps("Theo khu")
        await lan.hears("Khu nào?")
        gone = await machine.rasoat("revoke", "nv-lan")
        assert (gone.status, "nv-lan" in gone.out) == (0, True)
        lan.taps("Khu 3")
        told = await lan.hears()
        assert "Phần đang làm không mở được nữa" in told.text
        assert "HL-" not in told.text
        assert "nv-lan\tofficer\t*\tenrolled\trevoked" in (await machine.rasoat("staff")).out
        lan.types("menu")
        assert "Theo khu" not in (await lan.hears()).labels


async def test_staff_commands_work_without_a_running_bot(api: FakeTelegram, machine: Machine) -> None:
    invited = await machine.rasoat("invite", "nv-ba")
    assert invited.status == 0
    assert (await machine.rasoat("revoke", "nv-tu")).status == 0
    rows = (await machine.rasoat("staff")).out.splitlines()
    assert next(row for row in rows if row.startswith("nv-tu\t")).endswith("revoked\t-")
    nobody = await machine.rasoat("invite", "nv-khong-co")
    assert (nobody.status, nobody.out) == (
        1,
        "no staff member of this id · nv-khong-co · see: rasoat staff\n",
    )
    async with machine.running():
        api.user(1001).types(invited.code)
        await api.user(1001).hears("Nông Văn Ba")
        again = await machine.rasoat("invite", "nv-khong-co")
        assert (again.status, again.out) == (nobody.status, nobody.out)


async def test_a_round_under_a_draft_is_warned_of_and_runs(api: FakeTelegram, machine: Machine) -> None:
    """Said in the log at the start, without anybody's name; and to `packs check` through the running bot."""
    machine.settings["RASOAT_ROUND_ID"] = "2027"
    async with machine.running():
        api.user(1001).types("chào")
        await api.user(1001).hears("Trợ lý rà soát hộ nghèo")
        checked = await machine.rasoat("packs", "check", "--store")
    assert "2027: ⚠ Bộ 2027-2030 mới là dự thảo" in checked.out
    log = (machine.folder / "bot.log").read_text(encoding="utf-8")
    assert "WARNING bot.commands.live 2027: ⚠ Bộ 2027-2030 mới là dự thảo" in log
    assert "Hoàng" not in log


async def test_what_was_acknowledged_is_stored_and_what_was_queued_is_sent_later(
    api: FakeTelegram, machine: Machine
) -> None:
    """Telegram is out of order while the bot stops: the answer waits in the store for the restart."""
    mai = api.user(1001)
    api.will("error_502", "sendMessage", times=2)
    async with machine.running() as bot:
        mai.types("chào")
        await until(lambda: not api.waiting and letters(machine, "queued") == 1)
        assert await stopped(bot) < 5
    assert mai.inbox == []
    async with machine.running():
        await mai.hears("Trợ lý rà soát hộ nghèo")
        await until(lambda: letters(machine, "queued") == 0)
    assert len(mai.inbox) == 1


async def test_a_send_that_hangs_does_not_hold_up_the_stop(api: FakeTelegram, machine: Machine) -> None:
    mai = api.user(1001)
    api.will("slow", "sendMessage", seconds=15)
    async with machine.running() as bot:
        mai.types("chào")
        await until(lambda: not api.waiting)
        assert await stopped(bot) < 5
    assert letters(machine, "queued") == 1
    async with machine.running():
        await until(lambda: letters(machine, "sent") == 1)


async def test_a_second_bot_over_the_same_store_is_told(api: FakeTelegram, machine: Machine) -> None:
    async with machine.running():
        second = await machine.rasoat("run")
    assert second.status == 1
    assert "another process has this store open" in second.out


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RASOAT_LOG_LEVEL", "LOUD", "RASOAT_LOG_LEVEL"),
        ("RASOAT_TELEGRAM_TOKEN", None, "RASOAT_TELEGRAM_TOKEN"),
        ("RASOAT_STORE_PATH", "var/" + "x" * 120 + ".sqlite", "RASOAT_STORE_PATH"),
    ],
)
async def test_a_setting_that_is_wrong_is_named(
    machine: Machine, name: str, value: str | None, told: str
) -> None:
    machine.settings.pop(name, None)
    if value is not None:
        machine.settings[name] = value
        if name == "RASOAT_STORE_PATH":
            assert (await machine.rasoat("init", "--seed")).status == 0
    said = await machine.rasoat("run")
    assert said.status == 1
    assert told in said.out.splitlines()[-1]
    assert "Traceback" not in said.out


async def test_the_door_is_for_its_owner_and_takes_only_wishes(machine: Machine) -> None:
    door = machine.folder / "var/rasoat.sock"
    async with machine.running():
        assert door.stat().st_mode & 0o777 == 0o600
        for wrong in (b"\n", b"[]\n", b"{not json}\n", b'{"do": 5}\n', b"x" * 5000 + b"\n"):
            reader, writer = await asyncio.open_unix_connection(door)
            writer.write(wrong)
            answer = json.loads(await reader.readline())
            assert answer == {"error": "a wish is one line with a JSON object of texts"}
            writer.close()
        assert await ask(door, {"do": "dance"}) == {"error": "unknown wish 'dance'"}


async def test_the_log_tells_no_secret_and_no_words(api: FakeTelegram, machine: Machine) -> None:
    machine.settings["RASOAT_LOG_LEVEL"] = "DEBUG"
    api.will("error_500", "sendMessage")
    async with machine.running() as bot:
        api.user(1001).types("Hoàng Thị Bí Mật")
        await api.user(1001).hears("Trợ lý rà soát hộ nghèo")
        await stopped(bot)
    assert "running: long polling" in machine.log
    for secret in (api.token.partition(":")[2], "Bí Mật", "Trợ lý"):
        assert secret not in machine.log


async def test_access_is_given_back_while_the_bot_runs(api: FakeTelegram, machine: Machine) -> None:
    """Neither the phone that had it nor the code made before lets in; a new code does."""
    lan, thief = api.user(1002), api.user(1099)
    async with machine.running():
        lan.types((await machine.rasoat("invite", "nv-lan")).code)
        await lan.hears("Hoàng Thị Lan")
        old = (await machine.rasoat("invite", "nv-lan")).code
        await machine.rasoat("revoke", "nv-lan")
        back = await machine.rasoat("restore", "nv-lan")
        assert (back.status, "rasoat invite nv-lan" in back.out) == (0, True)
        assert "nv-lan\tofficer\t*\tnot-enrolled\tactive" in (await machine.rasoat("staff")).out
        lan.types("menu")
        assert "Theo khu" not in (await lan.hears()).labels
        thief.types(old)
        assert "Hoàng Thị Lan" not in (await thief.hears()).text
        lan.types((await machine.rasoat("invite", "nv-lan")).code)
        assert "Theo khu" in (await lan.hears("Hoàng Thị Lan")).labels


async def test_the_commune_is_widened_while_the_bot_runs(api: FakeTelegram, machine: Machine) -> None:
    """A new area and its enumerator are there for the next message."""
    sen = api.user(1003)
    async with machine.running():
        assert (await machine.rasoat("area", "add", "--name", "Khu 9")).status == 0
        person = ("--name", "Hoàng Thị Sen", "--title", "Trưởng khu 9", "--role", "enumerator")
        assert (await machine.rasoat("staff", "add", *person, "--areas", "Khu 9")).status == 0
        sen.types((await machine.rasoat("invite", "nv-sen")).code)
        assert "Khu 9" in (await sen.hears("Hoàng Thị Sen")).text
        refused = await machine.rasoat("staff", "add", *person, "--areas", "Khu 10")
        assert (refused.status, "Chưa có khu “Khu 10”" in refused.out) == (1, True)
