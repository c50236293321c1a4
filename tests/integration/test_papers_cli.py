"""`rasoat papers`: a folder of what one person may have, on record; templates written out and checked."""

import asyncio
import io
import stat
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from bot.cases.papers import PAPERS
from bot.cli import main
from bot.commands import papers
from bot.errors import ConfigError
from bot.runtime.control import do
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed
from tests.papers.reading import pdf_words


async def made(commune: Commune, folder: Path, **wish: str) -> dict[str, str]:
    """What came of it, the folder full."""
    return await papers.carried_out(
        lambda one: do(commune.app, one), {"do": "papers", "folder": str(folder), **wish}, lambda *_: None
    )


async def town() -> Commune:
    """With a survey in kp3 and one in kp5."""
    commune = await Commune.opened()
    await surveyed(commune.store, 1, area="kp3")
    await surveyed(commune.store, 2, area="kp5")
    return commune


async def test_an_enumerator_gets_what_is_of_their_own_area(tmp_path: Path) -> None:
    commune = await town()
    told = await made(commune, tmp_path, staff="nv-ba", only="phieu_b,phu_luc_i")
    assert told["status"] == "made", told
    names = {one.name for one in tmp_path.iterdir()}
    assert "phieu-b-HL-9001.pdf" in names
    assert "phieu-b-HL-9002.pdf" not in names
    assert [one for one in names if one.startswith("phu-luc-i")] == ["phu-luc-i-khu-3.pdf"]
    assert told["made"] == str(len(names))


async def test_each_is_on_record_and_for_its_owner_alone(tmp_path: Path) -> None:
    commune = await town()
    await made(commune, tmp_path / "in", staff="nv-lan", only="phieu_b", code="HL-9001")
    [file] = (tmp_path / "in").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "in").stat().st_mode) == 0o700
    [audit] = [one for one in await commune.store.audits("c-made-1") if one.action == "paper_issued"]
    assert (audit.who, audit.detail) == ("nv-lan", "phieu_b pdf")
    assert "HL-9001" in pdf_words(file.read_bytes())


async def test_the_shape_wished_for_where_there_is_one(tmp_path: Path) -> None:
    commune = await town()
    await made(commune, tmp_path, staff="nv-lan", only="phieu_b", code="HL-9001", shape="docx")
    [file] = tmp_path.iterdir()
    assert file.name == "phieu-b-HL-9001.docx"
    assert docx.Document(io.BytesIO(file.read_bytes())).tables


async def test_what_is_refused_is_named_and_the_rest_is_made(tmp_path: Path) -> None:
    commune = await town()
    told = await made(commune, tmp_path, staff="nv-lan", only="insurance_list,phieu_b")
    assert told["status"] == "refused"
    assert "danh-sach-bhyt" in told["lines"]
    assert "công nhận" in told["lines"]
    assert {one.name for one in tmp_path.iterdir()} >= {"phieu-b-HL-9001.pdf", "phieu-b-HL-9002.pdf"}


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"staff": "nv-none"}, "rasoat staff"),
        ({"staff": "nv-lan", "code": "HL-7777"}, "HL-7777"),
    ],
)
async def test_nothing_is_made_for_nobody(tmp_path: Path, wish: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        await made(await town(), tmp_path, **wish)


async def test_somebody_whose_access_ended_gets_nothing(tmp_path: Path) -> None:
    commune = await town()
    [ba] = [one for one in await commune.store.staff() if one.id == "nv-ba"]
    await commune.store.seed([replace(ba, active=False, version=ba.version + 1)])
    await commune._open()
    with pytest.raises(ConfigError, match="rasoat staff"):
        await made(commune, tmp_path, staff="nv-ba")


async def test_one_at_a_time(tmp_path: Path) -> None:
    commune = await town()
    wish = {"do": "papers", "folder": str(tmp_path), "staff": "nv-lan", "only": "phieu_b"}
    first = await do(commune.app, wish)
    assert "error" not in first
    assert "error" in await do(commune.app, wish)
    answer: dict[str, str] = {}
    while "status" not in answer:
        await asyncio.sleep(0.05)
        answer = await do(commune.app, {"do": "papers_progress"})
    assert answer["status"] == "made"


def test_the_list_names_every_paper(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["papers"]) == 0
    said = capsys.readouterr().out
    assert all(one.id in said for one in PAPERS)


def test_an_unknown_paper_is_named_with_those_there_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["papers", "make", str(tmp_path), "--as", "nv-lan", "--only", "mau_99"]) == 1
    said = capsys.readouterr().err
    assert "mau_99" in said
    assert "phu_luc_v" in said


@pytest.mark.parametrize("paper", [one.id for one in PAPERS if "docx" in one.shapes])
def test_every_shipped_template_can_be_taken_and_passes_its_own_check(
    paper: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mau.docx"
    assert main(["papers", "template", paper, str(file)]) == 0
    assert main(["papers", "check", paper, str(file)]) == 0
    assert "Mẫu dùng được" in capsys.readouterr().out


def test_a_template_with_a_wrong_field_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mau.docx"
    main(["papers", "template", "phu_luc_i", str(file)])
    opened = docx.Document(str(file))
    opened.add_paragraph("{{ thon_ban }}")
    opened.save(str(file))
    assert main(["papers", "check", "phu_luc_i", str(file)]) == 2
    assert "thon_ban" in capsys.readouterr().out


def test_a_paper_without_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["papers", "template", "round_export", str(tmp_path / "x")]) == 1
    assert "phu_luc_i" in capsys.readouterr().err


@pytest.mark.parametrize("paper", ["phieu_b", "reports"])
def test_under_a_draft_the_templates_are_those_it_is_based_on(paper: str, tmp_path: Path) -> None:
    files = [tmp_path / "draft", tmp_path / "law"]
    for file, pack in zip(files, ("2027-2030", "2022-2025"), strict=True):
        assert main(["papers", "template", paper, str(file), "--pack", pack]) == 0
        assert main(["papers", "check", paper, str(file), "--pack", pack]) == 0
