"""The main job on every channel: the same scripts, done as people do them there, store the same."""

from pathlib import Path
from typing import Any

import pytest

from bot.commands.play import Player
from bot.commands.play_on import PlayerOn
from bot.commands.screens import CHANNELS
from tests.integration.main_job_help import stored

FOLDER = Path(__file__).parents[1] / "conversations"
CODE = "HL-0025"
SCRIPTS = (
    "01-viec-chinh",
    "03-sua-cau-da-ghi",
    "04-nhap-nham",
    "07-lam-do-lam-tiep",
    "08-lam-giup",
    "11-can-bo-nhan-giay",
    "18-phieu-a",
    "19-phieu-b-de-sau",
    "20-sua-sau-khi-xem-diem",
    "21-nghi-lam-tiep",
    "22-ho-chin-nguoi",
    "23-ong-ba-va-chau",
)
VIEWS = ("file_opened", "survey_opened")


FORMS = ("request", "screening", "survey")


def comparable(kept: dict[str, Any]) -> dict[str, Any]:
    """What is stored, without two things that say how it was done, not what.

    Opening a file is written down; where there are no buttons it is opened by its code. A form's version counts
    the turns that wrote to it; several answers in one message are one turn.
    """
    forms = {name: {"form": kept[name]["form"] | {"version": 0}, "log": kept[name]["log"]}
             for name in FORMS if name in kept}  # fmt: skip
    return kept | forms | {"audit": [one for one in kept["audit"] if one["action"] not in VIEWS]}


async def cases_of(player: Player) -> dict[str, Any]:
    """Every file a script has touched, as it is stored."""
    last = await player.store.last_case_number()
    codes = [f"HL-{number:04}" for number in range(1, last + 1)]
    there = [code for code in codes if await player.store.case_by_code(code) is not None]
    return {code: comparable(await stored(player.store, code)) for code in there}


async def played(player: Player, name: str) -> dict[str, Any]:
    await player.begin()
    await player.play((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    return await cases_of(player)


@pytest.mark.parametrize("name", SCRIPTS)
async def test_the_same_is_stored(name: str) -> None:
    usual = await played(Player(folder=FOLDER), name)
    for channel in CHANNELS:
        player = PlayerOn(channel, folder=FOLDER)
        found = await played(player, name)
        assert "‼" not in "\n".join(player.transcript), channel
        assert found == usual, channel
