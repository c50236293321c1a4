"""The commune's recordings: what is taken for one, what is not, and when the folder is read again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.dialogue.message import DocumentRef
from bot.runtime.recordings import MOST_BYTES, Shelf, WithRecordings, fault_of, kind_of, look

OGG, MP3, M4A, AAC = (
    b"OggS" + b"\0" * 20,
    b"ID3" + b"\0" * 20,
    b"\0\0\0\x20ftypM4A ",
    b"\xff\xf1" + b"\0" * 20,
)


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime.fromisoformat("2026-10-05T08:00:00+07:00")

    def now(self) -> datetime:
        return self.at


class NoPapers:
    """Makes a paper of one word."""

    async def make(self, reference: DocumentRef) -> bytes | None:
        return b"paper"


def shelf(folder: Path, clock: Clock | None = None) -> Shelf:
    return Shelf(folder, clock or Clock(), ("vi", "en"), {})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (OGG, "ogg"),
        (MP3, "mp3"),
        (b"\xff\xfb\x90\0", "mp3"),
        (M4A, "m4a"),
        (AAC, "aac"),
        (b"%PDF", ""),
        (b"", ""),
    ],
)
def test_kind_by_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("menu.vi.ogg", OGG, ""),
        ("phieu_b.member.birth.km.m4a", M4A, ""),
        ("menu.ogg", OGG, "name"),
        ("Menu.vi.ogg", OGG, "name"),
        ("../menu.vi.ogg", OGG, "name"),
        ("menu.vi.wav", b"RIFF", "name"),
        ("menu.vi.ogg", MP3, "kind"),
        ("menu.vi.ogg", b"", "kind"),
        ("menu.vi.ogg", OGG + b"\0" * MOST_BYTES, "size"),
    ],
)
def test_what_is_wrong_with_a_file(name: str, content: bytes, fault: str) -> None:
    assert fault_of(name, content) == fault


def test_a_look_finds_good_and_bad_and_prefers_ogg(tmp_path: Path) -> None:
    for name, content in {
        "menu.vi.aac": AAC,
        "menu.vi.ogg": OGG,
        "menu.en.ogg": b"words",
        ".hid": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.vi.ogg").mkdir()
    found = look(tmp_path)
    assert found.good == {"menu.vi": ("menu.vi.ogg", "menu.vi.aac")}
    assert found.bad == {"menu.en.ogg": "kind"}


def test_no_folder_is_no_fault(tmp_path: Path) -> None:
    assert look(tmp_path / "none").good == {}


def test_the_folder_is_read_again_after_a_minute(tmp_path: Path) -> None:
    clock = Clock()
    one = shelf(tmp_path, clock)
    assert one.aids().recording("menu", "vi") == ""
    (tmp_path / "menu.vi.ogg").write_bytes(OGG)
    clock.at += timedelta(seconds=59)
    assert one.aids().recording("menu", "vi") == ""
    clock.at += timedelta(seconds=1)
    assert one.aids().recording("menu", "vi") == "menu.vi.ogg"
    assert one.aids().recording("menu", "en") == ""


def test_content_only_of_what_is_a_recording(tmp_path: Path) -> None:
    (tmp_path / "menu.vi.ogg").write_bytes(OGG)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    one = shelf(tmp_path)
    one.aids()
    assert one.content("menu.vi.ogg") == OGG
    assert one.content("secret.txt") is None
    assert one.content("../menu.vi.ogg") is None


def test_a_file_changed_or_gone_meanwhile_is_not_sent(tmp_path: Path) -> None:
    (tmp_path / "menu.vi.ogg").write_bytes(OGG)
    (tmp_path / "my_file.vi.ogg").write_bytes(OGG)
    one = shelf(tmp_path)
    one.aids()
    (tmp_path / "menu.vi.ogg").write_bytes(b"%PDF-1.7")
    (tmp_path / "my_file.vi.ogg").unlink()
    assert one.content("menu.vi.ogg") is None
    assert one.content("my_file.vi.ogg") is None


async def test_papers_go_on_beside_recordings(tmp_path: Path) -> None:
    (tmp_path / "menu.vi.ogg").write_bytes(OGG)
    one = shelf(tmp_path)
    one.aids()
    made = WithRecordings(NoPapers(), one.content)
    assert await made.make(DocumentRef("audio", "", "menu.vi.ogg", "menu.vi")) == OGG
    assert await made.make(DocumentRef("mau_01", "f1", "x.pdf")) == b"paper"
