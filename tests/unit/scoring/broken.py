"""The files of tests/packs_broken: each breaks one thing of a pack (or of a commune's own table) by an edit.

file: phieu_b.toml        the file that is edited; "own_table": the training table as a commune's own
pack: 2027-2030           the pack it belongs to, else 2022-2025
says: …                   stands in the message
where: …                  stands in the place it names
===
text that stands once in the file
===
what takes its place
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PackError
from bot.scoring.own_table import read_own_table, write_table
from bot.scoring.packs import load_pack, pack_files, read_pack

FOLDER = Path(__file__).parents[2] / "packs_broken"
PACK = "2022-2025"
OWN_TABLE = "own_table"


@dataclass(frozen=True, slots=True)
class Broken:
    """One case. says, where: what the fault must name."""

    name: str
    pack: str
    file: str
    old: str
    new: str
    says: str
    where: str

    def fault(self) -> PackError | None:
        """What reading the broken pack says; None where nothing is found wrong."""
        try:
            if self.file == OWN_TABLE:
                text = edited(write_table(load_pack(self.pack).table), self.old, self.new)
                read_own_table(load_pack(self.pack), text)
            else:
                files = pack_files(self.pack)
                text = edited(files.get(self.file, b"").decode(), self.old, self.new)
                read_pack(self.pack, files | {self.file: text.encode()})
        except PackError as fault:
            return fault
        return None


def edited(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} has to stand once in the file, not {text.count(old)} times"
    return text.replace(old, new)


def broken() -> Iterator[Broken]:
    for path in sorted(FOLDER.glob("*.txt")):
        head, old, new = path.read_text(encoding="utf-8").split("\n===\n")
        lines = (line for line in head.splitlines() if not line.startswith("#"))
        fields = {"pack": PACK, **dict(line.split(": ", 1) for line in lines)}
        yield Broken(path.stem, old=old.rstrip("\n"), new=new.rstrip("\n"), **fields)
