"""`rasoat init` with scripted answers: what it asks, refuses, writes; and a second run that asks nothing."""

import asyncio
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.cases.commune import Area, Commune, Phase, Round, Staff
from bot.cli import main
from bot.commands import setup
from bot.commands.opening import keys_of, opened_store
from bot.config import settings
from bot.errors import ConfigError

TOKEN = "7200000001:AAtest-token_of-the-pretended-Telegram1"
ZALO_TOKEN = "4001000000000001:ZaTest-token.of~the-pretended-Zalo"
HEAD = (TOKEN, "", "kho/du-lieu.sqlite")
COMMUNE = ("xã Thử Nghiệm", "tỉnh Thử", "tn", "UBND xã, tầng 1", "0205 111 2222")
ROUND = ("", "KH 5/KH-UBND ngày 1/9/2026", "1/10/2026", "", "")
PHASES = ("1/10/2026 - 20/10/2026", "15/8/2026 - 30/9/2026", "", "", "", "", "21/11/2026 đến 14/12/2026")
AREAS = ("Thôn 1, Thôn 2", "nông thôn", "2", "QĐ 1/QĐ-UBND ngày 20/6/2025", "1/7/2025", "2")
STAFF = ("Lò Thị Hoa", "Văn hóa - Xã hội", "Vi Văn Ba", "Trưởng thôn 1", "1", "Vi Thị Ba", "Phụ nữ", "2", "")
ALL = (*HEAD, *COMMUNE, *ROUND, *PHASES, *AREAS, *STAFF)


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_TOKEN", "ZALO_BOT_TOKEN", "STORE_PATH", "KEY_FILE", "KEYS", "WEBHOOK_SECRET"):
        monkeypatch.delenv(f"RASOAT_{name}", raising=False)
    return tmp_path


def init(answers: Sequence[str], *, seed: bool = False) -> str:
    """Runs it; what it said. Answers that nobody asked for are an error of the test."""
    source, out = io.StringIO("".join(f"{line}\n" for line in answers)), io.StringIO()
    assert setup.run(seed, source, out) == 0
    assert source.read() == ""
    return out.getvalue()


def stored() -> tuple[Commune, tuple[Area, ...], Round, dict[str, Staff]]:
    async def read() -> tuple[Commune, tuple[Area, ...], Round, dict[str, Staff]]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            [commune], [one] = await store.communes(), await store.rounds()
            return commune, await store.areas(), one, {each.id: each for each in await store.staff()}

    return asyncio.run(read())


def test_a_whole_commune_is_asked_for_and_stored(machine: Path) -> None:
    said = init(ALL)
    commune, areas, one, staff = stored()
    assert (commune.name, commune.prefix, commune.phone) == ("xã Thử Nghiệm", "TN", "0205 111 2222")
    assert not commune.invented
    assert [(a.name, a.type, a.region, a.since) for a in areas] == [
        ("Thôn 1", "rural", "rural_northern_mountains", date(2025, 7, 1)),
        ("Thôn 2", "rural", "rural_northern_mountains", date(2025, 7, 1)),
    ]
    assert (one.id, one.pack_id, one.reference_date) == ("2026", "2022-2025", date(2026, 10, 1))
    assert one.phases == (
        Phase("preparation", date(2026, 8, 15), date(2026, 9, 30)),
        Phase("survey", date(2026, 10, 1), date(2026, 10, 20)),
        Phase("decision", date(2026, 11, 21), date(2026, 12, 14)),
    )
    assert {(s.id, s.role, s.areas) for s in staff.values()} == {
        ("nv-hoa", "officer", ()),
        ("nv-ba", "enumerator", ("kv1",)),
        ("nv-ba2", "enumerator", ("kv2",)),
    }
    assert said.count("Mã mời ") == 3
    assert "Xong. Chạy: rasoat run" in said


def test_secrets_are_for_the_owner_only(machine: Path) -> None:
    said = init(ALL)
    for private in ("rasoat.env", "kho/du-lieu.key", "kho/du-lieu.sqlite"):
        assert (machine / private).stat().st_mode & 0o777 == 0o600, private
    now = settings()
    assert now.telegram_token is not None and now.telegram_token.get_secret_value() == TOKEN
    assert now.webhook_secret is not None and len(now.webhook_secret.get_secret_value()) >= 16
    assert TOKEN not in said


def test_a_second_run_asks_nothing_and_changes_nothing(machine: Path) -> None:
    init(ALL)
    before = ((machine / "rasoat.env").read_bytes(), (machine / "kho/du-lieu.key").read_bytes(), stored())
    assert "Không thiếu gì cả." in init(())
    assert (
        (machine / "rasoat.env").read_bytes(),
        (machine / "kho/du-lieu.key").read_bytes(),
        stored(),
    ) == before


def test_a_run_that_breaks_off_is_gone_on_with() -> None:
    with pytest.raises(ConfigError, match="hết câu trả lời"):
        init((*HEAD, *COMMUNE, *ROUND, *PHASES[:3]))
    said = init((*ROUND, *PHASES, *AREAS, *STAFF))
    assert "Tên đầy đủ" not in said
    assert stored()[2].phases[1].id == "survey"


@pytest.mark.parametrize(
    ("at", "wrong", "told"),
    [
        (0, "123:abc", "dạng 123456789:AAF"),
        (1, "123 abc", "dạng 12345689:abc"),
        (2, "kho", "Xin ghi tên một tệp"),
        (3, " … ", "cần có chữ"),
        (3, "x" * 201, "không quá 200 chữ"),
        (5, "H1", "2 hoặc 3 chữ cái"),
        (7, "gọi chị Lan", "8 đến 12 chữ số"),
        (10, "1/10", "đủ ngày/tháng/năm"),
        (10, "31/9/2026", "không có ngày 31/9/2026"),
        (12, "3", "một số từ 1 đến 2"),
        (13, "1/10/2026", "hai ngày với dấu gạch giữa"),
        (13, "20/10/2026 - 1/10/2026", "từ ngày trước trở đi"),
        (13, "1/10/2026 - 32/10/2026", "không có ngày 32/10/2026"),
        (20, "Thôn 1, thon 1", "có hai lần"),
        (21, "miền núi", "một số từ 1 đến 2"),
        (22, "7", "một số từ 1 đến 6"),
        (26, "Hoa 2", "Tên"),
    ],
)
def test_a_wrong_answer_is_told_what_would_be_right(at: int, wrong: str, told: str) -> None:
    said = init((*ALL[:at], wrong, *ALL[at:]))
    assert told in said
    assert "Xong. Chạy: rasoat run" in said


def test_a_reference_date_outside_the_standards_time_is_said_and_kept() -> None:
    said = init((*HEAD, *COMMUNE, "", "KH 9", "1/3/2027", "", "", *PHASES, *AREAS, *STAFF))
    assert "01/03/2027 nằm ngoài thời gian của bộ 2022-2025 (01/01/2022 – 31/12/2026)" in said
    assert "sau ngày bắt đầu khảo sát 01/10/2026" in said
    assert stored()[2].reference_date == date(2027, 3, 1)


def test_nothing_is_warned_of_where_nothing_is_wrong() -> None:
    assert "⚠" not in init(ALL)


def test_a_round_may_name_the_draft_and_is_told_what_that_means() -> None:
    said = init((*HEAD, *COMMUNE, "2", "KH 9", "1/10/2027", "", "", *PHASES, *AREAS, *STAFF))
    assert "2. 2027-2030 – Chuẩn nghèo đa chiều 2027–2030 (dự thảo, chưa phân loại được)" in said
    assert "Bộ 2027-2030 mới là dự thảo" in said
    assert stored()[2].pack_id == "2027-2030"


def test_the_token_may_wait(machine: Path) -> None:
    said = init(("", *ALL[1:]))
    assert "Còn thiếu mã của bot" in said
    assert "TOKEN" not in (machine / "rasoat.env").read_text(encoding="utf-8")
    init((TOKEN,))
    now = settings()
    assert now.telegram_token is not None and now.telegram_token.get_secret_value() == TOKEN


def test_the_training_commune_needs_no_answer(machine: Path) -> None:
    said = init((), seed=True)
    commune, areas, _, staff = _seeded()
    assert (commune.prefix, commune.invented, len(areas)) == ("HL", True, 8)
    assert staff["nv-lan"].role == "officer"
    assert said.count("Mã mời ") == 1
    assert "Không thiếu gì cả." in init((), seed=True)


def _seeded() -> tuple[Commune, tuple[Area, ...], tuple[Round, ...], dict[str, Staff]]:
    async def read() -> tuple[Commune, tuple[Area, ...], tuple[Round, ...], dict[str, Staff]]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            [commune] = await store.communes()
            staff = {each.id: each for each in await store.staff()}
            return commune, await store.areas(), await store.rounds(), staff

    return asyncio.run(read())


def test_what_stands_in_the_file_already_is_left_alone(machine: Path) -> None:
    own = "# của xã\nRASOAT_LOG_LEVEL=WARNING"
    (machine / "rasoat.env").write_text(own, encoding="utf-8")
    init(ALL)
    assert (machine / "rasoat.env").read_text(encoding="utf-8").startswith(own + "\n")
    assert settings().log_level == "WARNING"


def test_the_command_says_a_fault_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["init"]) == 1
    assert "rasoat init" in capsys.readouterr().err


def test_zalo_alone_is_enough(machine: Path) -> None:
    said = init(("", ZALO_TOKEN, *ALL[2:]))
    assert "Xong. Chạy: rasoat run" in said
    now = settings()
    assert now.telegram_token is None
    assert now.zalo_bot_token is not None and now.zalo_bot_token.get_secret_value() == ZALO_TOKEN
    assert now.zalo_webhook_secret is not None and now.zalo_webhook_secret != now.webhook_secret
    assert ZALO_TOKEN not in said
