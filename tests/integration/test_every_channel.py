"""The main job on every channel: the same scripts, done as people do them there, store the same."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.commands.play import Player
from bot.commands.play_on import PlayerOn
from bot.commands.screens import CHANNELS
from bot.commands.typist import Typist
from tests.integration.main_job_help import stored
from tests.unit.locales.test_no_buttons import PRESSING

FOLDER = Path(__file__).parents[1] / "conversations"
SCRIPTS = (
    "01-viec-chinh",
    "02-doi-y-ve-dong-y",
    "03-sua-cau-da-ghi",
    "04-nhap-nham",
    "07-lam-do-lam-tiep",
    "08-lam-giup",
    "11-can-bo-nhan-giay",
    "17-phieu-giay-nhap-sau",
    "18-phieu-a",
    "19-phieu-b-de-sau",
    "20-sua-sau-khi-xem-diem",
    "21-nghi-lam-tiep",
    "22-ho-chin-nguoi",
    "23-ong-ba-va-chau",
)
NOT_TOGETHER = {
    "19-phieu-b-de-sau": "puts off one of two questions that are asked together there",
    "22-ho-chin-nguoi": "types ahead what is asked one by one",
    "23-ong-ba-va-chau": "types ahead what is asked one by one",
}
"""Scripts that cannot be followed line by line where questions come together, with the reason: there they are
played as if messages cost nothing, one question each."""
VIEWS = ("file_opened", "survey_opened")
FORMS = ("request", "screening", "survey")


def comparable(kept: dict[str, Any]) -> dict[str, Any]:
    """What is stored, without two things that say how it was done, not what.

    Opening a file is written down; where there are no buttons it is opened by its code. A form's version
    counts the turns that wrote to it; several answers in one message are one turn.
    """
    forms = {
        name: {"form": kept[name]["form"] | {"version": 0}, "log": kept[name]["log"]}
        for name in FORMS
        if name in kept
    }
    return kept | forms | {"audit": [one for one in kept["audit"] if one["action"] not in VIEWS]}


async def played(player: Player, name: str) -> dict[str, Any]:
    """Every file after this script, as it is stored."""
    await player.begin()
    await player.play((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    last = await player.store.last_case_number()
    codes = [f"HL-{number:04}" for number in range(1, last + 1)]
    there = [code for code in codes if await player.store.case_by_code(code) is not None]
    return {code: comparable(await stored(player.store, code)) for code in there}


@pytest.mark.parametrize("name", SCRIPTS)
async def test_the_same_is_stored(name: str) -> None:
    usual = await played(Player(folder=FOLDER), name)
    assert len(usual) > 20
    for channel, able in CHANNELS.items():
        player = PlayerOn(channel, folder=FOLDER)
        if able.bundle > 1 and name in NOT_TOGETHER:
            player.channel.capabilities = replace(able, price="free")
            player.typist = Typist(player.channel.capabilities)
        found = await played(player, name)
        seen = "\n".join(player.transcript)
        assert ("‼" in seen, "trục trặc" in seen) == (False, False), channel
        assert found == usual, channel


@pytest.mark.parametrize("name", ["01-viec-chinh", "04-nhap-nham", "11-can-bo-nhan-giay", "18-phieu-a"])
@pytest.mark.parametrize("channel", [name for name, able in CHANNELS.items() if not able.manners.buttons])
async def test_nobody_hears_of_buttons_where_there_may_be_none(channel: str, name: str) -> None:
    player = PlayerOn(channel, folder=FOLDER)
    await played(player, name)
    said = [line for line in "\n".join(player.transcript).splitlines() if not line.startswith(("👤", "#"))]
    assert len(said) > 50
    assert [line for line in said if PRESSING["vi"].search(line)] == []


# ── how many messages a Phiếu B takes ────────────────────────────────────────────────────────
PHIEU_B = re.compile(r"^👤 ba: \[Đủ 2 người\]$.*?^👤 ba: 1$\n🤖 ba: Kết quả", re.MULTILINE | re.DOTALL)


async def walked(channel: str) -> tuple[int, int, int]:
    """Messages of the bot to the enumerator and back while Phiếu B is walked; answered lines."""
    script = (FOLDER / "01-viec-chinh.txt").read_text(encoding="utf-8")
    part = PHIEU_B.search(script)
    assert part is not None
    answers = [line for line in part[0].splitlines() if line.startswith("👤 ba")]
    player = PlayerOn(channel, folder=FOLDER)
    await player.begin()
    await player.play(script[: part.start()])
    player.told.clear()
    player.heard.clear()
    await player.play("\n".join(answers) + "\n")
    assert "Kết quả tính theo phiếu" in "\n".join(player.transcript)
    return player.told["web:ba"], player.heard["web:ba"], len(answers)


async def test_messages_of_a_survey_on_each_channel(capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, for the plan of what a month's messages are enough for."""
    counted = {channel: await walked(channel) for channel in CHANNELS}
    with capsys.disabled():
        for channel, (told, heard, lines) in counted.items():
            print(f"\nPhiếu B, {lines} answers, {channel}: bot {told}, enumerator {heard}", end="")
    told, heard, lines = counted["zalo_bot"]
    assert told < lines and heard < lines, "several questions in one message save none"
    assert counted["terminal"][0] == counted["telegram"][0] == lines
