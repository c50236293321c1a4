"""The text of a chip card's square code. Every number and person here is invented."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading import IdCard, Problem, Read, read_id_card

TODAY = date(2026, 10, 5)
ADDRESS = "Số nhà 12, Khu 3, Hữu Lũng, Lạng Sơn"
WHOLE = f"020184001234|082123456|Hoàng Thị Mai|02031984|Nữ|{ADDRESS}|15042021"
MAI = IdCard("020184001234", "Hoàng Thị Mai", "1984-03-02", "female", ADDRESS, "2021-04-15")


def card_of(text: str) -> IdCard:
    read = read_id_card(text, TODAY)
    assert isinstance(read, Read), read
    return read.value


def test_seven_parts_are_read_and_the_old_number_is_left_out() -> None:
    assert read_id_card(WHOLE, TODAY) == Read(MAI)
    assert "082123456" not in repr(card_of(WHOLE))


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("082123456", ""),
        WHOLE.replace("|082123456", ""),
        WHOLE.replace("|", " | "),
        f"\ufeff{WHOLE}\r\n",
        unicodedata.normalize("NFD", WHOLE),
        WHOLE.replace("Hoàng Thị Mai", "HOÀNG THỊ MAI"),
        WHOLE.replace("Hoàng Thị Mai", "hoàng  thị mai"),
        WHOLE.replace("Nữ", "NỮ"),
        WHOLE.replace("Nữ", "nu"),
        WHOLE + "|",
        WHOLE + "|Hoàng Văn Nam|Lý Thị Hoa||x",
    ],
)
def test_the_same_card_written_otherwise(text: str) -> None:
    assert card_of(text) == MAI


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Y BHĂM NIÊ", "Y Bhăm Niê"),
        ("Lò Thị MAI", "Lò Thị MAI"),
        ("ĐẶNG ÁNH", "Đặng Ánh"),
    ],
)
def test_names_in_capitals_become_as_people_write_them(written: str, kept: str) -> None:
    assert card_of(WHOLE.replace("Hoàng Thị Mai", written)).name == kept


@pytest.mark.parametrize("issued", ["", "00000000", "31022021", "15042031", "01011980", "15/04/2021", "x"])
def test_an_issue_date_that_cannot_be_is_left_to_be_typed(issued: str) -> None:
    assert card_of(WHOLE.replace("15042021", issued)) == replace(MAI, issued="")


def test_what_the_card_does_not_say_is_empty() -> None:
    assert card_of("020184001234||Hoàng Thị Mai|02031984|") == replace(MAI, sex="", address="", issued="")
    assert card_of(WHOLE.replace("Nữ", "?")).sex == ""
    assert len(card_of(WHOLE.replace(ADDRESS, "Khu " * 200)).address) == 300


def test_a_birth_of_which_only_the_year_is_known() -> None:
    assert card_of(WHOLE.replace("02031984", "00001984")).birth == "1984"


@pytest.mark.parametrize(
    ("was", "now", "key"),
    [
        ("|Nữ|", "|Nam|", "reading.national_id.sex"),
        ("02031984", "02031985", "reading.national_id.year"),
        ("020184", "003184", "reading.national_id.place"),
    ],
)
def test_a_number_that_does_not_fit_the_rest_is_worth_a_look(was: str, now: str, key: str) -> None:
    read = read_id_card(WHOLE.replace(was, now), TODAY)
    assert isinstance(read, Read)
    assert [one.key for one in read.warnings] == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://example.org/a|b", "link"),
        ("www.example.org", "link"),
        ("HTTP://EXAMPLE.ORG", "link"),
        ("zalo://qr/p/abc", "link"),
        ("00020101021138540010A0000007276304ABCD", "bank"),
        ("", "other"),
        ("WIFI:S:nha;T:WPA;P:12345678;;", "other"),
        ("GD4797900000000|Hoàng Thị Mai|02/03/1984|2", "other"),
        (WHOLE.replace("020184001234", "02018400123"), "other"),
        (WHOLE.replace("02031984", "2/3/1984"), "other"),
        ("020184001234", "other"),
        (WHOLE + "x" * 2_000, "other"),
        (WHOLE.replace("02031984", "31021984"), "damaged"),
        (WHOLE.replace("02031984", "02032031"), "damaged"),
        (WHOLE.replace("02031984", "02031884"), "damaged"),
        (WHOLE.replace("Hoàng Thị Mai", "12345"), "damaged"),
        (WHOLE.replace("Hoàng Thị Mai", ""), "damaged"),
    ],
)
def test_what_is_no_card_is_told_what_would_be_right(text: str, key: str) -> None:
    assert read_id_card(text, TODAY) == Problem(f"reading.card.{key}")


PIECES = st.sampled_from(["|", "020184001234", "02031984", "Nữ", "Hoàng Thị Mai", "15042021", "\u0301", " "])


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=20).map("".join))
def test_no_text_makes_it_raise(text: str) -> None:
    read = read_id_card(text, TODAY)
    if isinstance(read, Read):
        assert len(read.value.number) == 12
        assert read.value.number.isascii()
        assert read.value.birth <= TODAY.isoformat()
