"""The pack that comes with the program, and what is refused of its files as a whole."""

from datetime import date
from importlib.resources import files

import pytest

from bot.errors import PackError
from bot.scoring.packs import available_packs, digest, load_pack, read_pack

PACK = "2022-2025"


def contents() -> dict[str, bytes]:
    folder = files("bot.scoring") / "packs" / PACK
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def test_the_pack_loads_once() -> None:
    assert PACK in available_packs()
    pack = load_pack(PACK)
    assert pack is load_pack(PACK)
    assert pack.status == "training"
    assert (pack.effective_from, pack.effective_until) == (date(2022, 1, 1), date(2026, 12, 31))
    assert sorted(pack.forms) == ["income", "mau_01", "mau_04", "phieu_a", "phieu_b"]
    assert pack.digest == digest(contents())


def test_the_numbers_the_law_gives() -> None:
    pack = load_pack(PACK)
    assert {area: (line.points, line.income_vnd) for area, line in pack.lines.items()} == {
        "rural": (140, 1_500_000),
        "urban": (175, 2_000_000),
    }
    assert (pack.deprivation.points, pack.deprivation.poor_from) == (10, 30)
    assert pack.screening.fewer_than == 4
    assert len(pack.indicators) == 12


@pytest.mark.parametrize(
    ("year", "male", "female"),
    [
        (2021, 60 * 12 + 3, 55 * 12 + 4),
        (2024, 61 * 12, 56 * 12 + 4),
        (2025, 61 * 12 + 3, 56 * 12 + 8),
        (2026, 61 * 12 + 6, 57 * 12),
        (2027, 61 * 12 + 9, 57 * 12 + 4),
        (2028, 62 * 12, 57 * 12 + 8),
    ],
)
def test_working_age_ends_by_calendar_year(year: int, male: int, female: int) -> None:
    limit = load_pack(PACK).working_age[year]
    assert (limit.male, limit.female) == (male, female)


def test_no_row_of_the_table_looks_official() -> None:
    table = load_pack(PACK).table
    assert table.provenances == ("table-2016", "training")
    assert len(table.items) == 13
    assert sum(len(item.rows) for item in table.items) == 62


def test_an_unknown_pack_names_those_known() -> None:
    with pytest.raises(PackError, match="2022-2025"):
        load_pack("2031-2035")


def test_the_digest_knows_names_from_contents() -> None:
    assert digest({"a": b"bc"}) != digest({"ab": b"c"})
    assert digest({"a": b"1", "b": b"2"}) == digest({"b": b"2", "a": b"1"})


@pytest.mark.parametrize(
    "name", ["pack.toml", "phieu_b.toml", "points.csv", "procedures.toml", "ethnicities.csv"]
)
def test_a_missing_file_is_named(name: str) -> None:
    data = contents()
    del data[name]
    with pytest.raises(PackError, match=name.replace(".", r"\.")):
        read_pack(PACK, data)


def test_a_file_nobody_knows_and_one_that_is_not_text() -> None:
    with pytest.raises(PackError, match=r"notes\.txt"):
        read_pack(PACK, contents() | {"notes.txt": b""})
    with pytest.raises(PackError, match="not UTF-8"):
        read_pack(PACK, contents() | {"phieu_b.toml": b"\xff"})


def test_a_table_without_rows() -> None:
    header = contents()["points.csv"].splitlines(keepends=True)[0]
    with pytest.raises(PackError, match="no rows"):
        read_pack(PACK, contents() | {"points.csv": header})


def test_the_folder_and_the_id_agree() -> None:
    with pytest.raises(PackError, match="2027"):
        read_pack("2027", contents())


def test_a_line_of_a_message_is_the_line_of_the_file() -> None:
    data = contents()
    text = data["phieu_b.toml"].decode().replace('text.en = "What is the roof made of?"\n', "")
    with pytest.raises(PackError) as caught:
        read_pack(PACK, data | {"phieu_b.toml": text.encode()})
    line = int(caught.value.where.removeprefix("phieu_b.toml:").split(" ")[0])
    assert text.splitlines()[line - 1] == 'text.vi = "Mái nhà làm bằng vật liệu gì?"'
    assert caught.value.what.endswith("no text in en")
