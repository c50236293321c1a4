"""`rasoat deadlines` on the command line."""

import json

import pytest

from bot.cli import main

ANNUAL = ["deadlines", "--procedure", "1.011606"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main([*ANNUAL, *arguments]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_dates_of_a_posting(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--posting-start", "2026-11-17", "--complaint", "2026-11-20") == {
        "posting_end": "2026-11-20",
        "recheck_due": "2026-12-02",
        "reposting_end": "2026-12-07",
        "opinion_due": "2026-12-14",
        "limit": "2026-12-14",
        "late": False,
    }


def test_the_latest_posting(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--limit", "2026-12-14") == {
        "latest_posting_start": "2026-12-02",
        "latest_posting_start_with_complaint": "2026-11-17",
    }


def test_a_swapped_day_moves_the_dates(capsys: pytest.CaptureFixture[str]) -> None:
    swapped = said(capsys, "--posting-start", "17/11/2026", "--swap", "2026-11-19:2026-11-21")
    assert swapped["posting_end"] == "2026-11-21"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--procedure", "9.9", "--limit", "2026-12-14"], "1.011606"),
        (["--procedure", "1.011606", "--limit", "hôm qua"], "hôm qua"),
        (
            ["--procedure", "1.011606", "--limit", "2026-12-14", "--swap", "2026-12-10"],
            "2026-12-31:2026-12-26",
        ),
        (["--procedure", "1.011606"], "--posting-start"),
    ],
)
def test_what_cannot_be_read_says_what_would_be_right(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["deadlines", *arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code != 0
    assert words in capsys.readouterr().err
