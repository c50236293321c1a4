"""The 54 peoples, by the names people use."""

import unicodedata

import pytest

from bot.dialogue.reading import Ethnicity, Problem, Read, ethnicities, read_ethnicity
from bot.dialogue.reading.data import table as data_table

PEOPLES = """
Kinh 01 | Kinh | kinh | KINH | Việt | viet | Kinh (Việt) | người Kinh | dân tộc Kinh | dt kinh
Tày 02 | Tày | tay | Pa Dí
Thái 03 | Thái | thai | Thái Đen | người Thái
Hoa 04 | Hoa | hoa | Hán | Hoa (Hán) | người Hoa | Triều Châu
Khơ-me 05 | Khơ-me | Khơ me | khơ me | khome | Khơme | Khmer | khmer | Kh'mer | Khmer Krom
Mường 06 | Mường | muong | người dân tộc Mường
Nùng 07 | Nùng | nung | Nùng. | Nùng Phàn Slình | nùng cháo
Hmông 08 | Hmông | H'mông | H’Mông | H mông | hmong | Mông | mong | Mèo | meo | Hmông (Mèo) | Mông Hoa
Dao 09 | Dao | dao | Dao Đỏ | Dao Tiền
Gia-rai 10 | Gia-rai | Gia Rai | giarai | Jrai | J'rai | jarai
Ngái 11 | Ngái
Ê-đê 12 | Ê-đê | Ê đê | Êđê | ede | e de | Rađê | Ê de
Ba-na 13 | Ba-na | Bana | bahnar
Xơ-đăng 14 | Xơ-đăng | xo dang | Sedang
Sán Chay 15 | Sán Chay | san chay | Cao Lan | cao lan | Sán Chỉ | Cao Lan - Sán Chỉ
Cơ-ho 16 | Cơ-ho | K'ho | co ho
Chăm 17 | Chăm | cham | Chàm
Sán Dìu 18 | Sán Dìu | san diu | Sán Diu
Mnông 20 | Mnông | M'nông | m'nong
Xtiêng 22 | Xtiêng | S'tiêng | stieng
Bru-Vân Kiều 23 | Bru-Vân Kiều | Vân Kiều | Bru | bru van kieu
Thổ 24 | Thổ | tho
Cơ-tu 26 | Cơ-tu | Katu | K'tu
Khơ-mú 29 | Khơ-mú | Khơ Mú | kho mu
Co 30 | Co | Cor
Ta-ôi 31 | Ta-ôi | Tà Ôi | Pa Cô
Lào 37 | Lào | lao
La Chí 38 | La Chí | la chi
Phù Lá 40 | Phù Lá | Xá Phó
Chứt 44 | Chứt | Rục
Ơ Đu 53 | Ơ Đu | o du
Rơ-măm 54 | Rơ-măm
"""
ASKED = """
Dao, Khơ-mú, Kháng | Xá
Dao, Sán Dìu | Trại | trai
Dao, Sán Chay | Mán | man
Cơ-ho, Mnông | Chil
Sán Chay, Sán Dìu | Sán | san
Lào, La Chí, La Ha, La Hủ | La | la
Lào | Là
La Chí | La c
Tày | Tây
Nùng | Nừng
Kinh | Kình | ki
"""


def table(rows: str) -> list[tuple[str, str]]:
    """(first cell, other cell) of each row, cells between bars."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    return [(expected, text) for expected, *texts in lines for text in texts]


@pytest.mark.parametrize(("people", "text"), table(PEOPLES))
def test_people(people: str, text: str) -> None:
    name, _, code = people.rpartition(" ")
    assert read_ethnicity(text) == Read(Ethnicity(name, code, "1979"))
    assert read_ethnicity(unicodedata.normalize("NFD", text)) == Read(Ethnicity(name, code, "1979"))


@pytest.mark.parametrize(("candidates", "text"), table(ASKED))
def test_several_or_nearly(candidates: str, text: str) -> None:
    assert read_ethnicity(text) == Problem("reading.ethnicity.which", {"candidates": candidates})


@pytest.mark.parametrize(
    "text", ["", "  ", "xyz", "07", "không biết", "Pháp", "nước ngoài", "😀", "'", "Kinh Tày"]
)
def test_not_found(text: str) -> None:
    assert read_ethnicity(text) == Problem("reading.ethnicity.not_found")


def test_each_of_the_54_is_read_by_its_own_name_with_and_without_marks() -> None:
    peoples = ethnicities()
    assert len(peoples) == 54
    assert [people.code for people in peoples] == [f"{number:02}" for number in range(1, 55)]
    for people in peoples:
        assert read_ethnicity(people.name) == Read(people)
        assert read_ethnicity(people.name.upper()) == Read(people)


def test_both_lists_are_complete_and_differ_where_they_should() -> None:
    groups = data_table("ethnicities.toml")["group"]
    assert sorted(group["code_2008"] for group in groups) == [f"{number:02}" for number in range(1, 55)]
    by_name = {group["name"]: (group["code_1979"], group["code_2008"]) for group in groups}
    assert by_name["Hoa"] == ("04", "06")
    assert by_name["Mường"] == ("06", "04")
    assert by_name["Ngái"] == ("11", "43")
    assert by_name["Kinh"] == ("01", "01")
    assert set(data_table("ethnicities.toml")["sources"]) == {"1979", "2008"}
