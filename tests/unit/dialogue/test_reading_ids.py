"""Citizen ID numbers and mobile phones. Every number here is invented."""

import pytest

from bot.dialogue.reading import Problem, Read, Sex, read_national_id, read_phone
from bot.dialogue.reading.data import table

# 020 = Lạng Sơn, 1 = a woman born 1900–1999, 84 = born 1984.
WOMAN_84 = "020184000001"


@pytest.mark.parametrize(
    "text",
    [
        WOMAN_84,
        "020 184 000 001",
        "020.184.000.001",
        "0201-8400-0001",
        " 020184000001. ",
        "CCCD: 020184000001",
        "cccd 020184000001",
        "số 020184000001",
        "Số căn cước: 020184000001",
        "Căn cước công dân 020184000001",
        "０２０１８４００００01",
        "០២០១៨៤០០០០០១",
        "020184\u200b000001",
    ],
)
def test_a_citizen_id_is_read_as_its_digits(text: str) -> None:
    assert read_national_id(text, sex="female", birth_year=1984) == Read(WOMAN_84)


@pytest.mark.parametrize(
    ("digits", "sex", "birth_year"),
    [
        ("001050123456", "male", 1950),
        ("001150123456", "female", 1950),
        ("096205123456", "male", 2005),
        ("096305123456", "female", 2005),
        ("079200000001", "male", 2000),
        ("079099000001", "male", 1999),
    ],
)
def test_century_and_sex_digit(digits: str, sex: Sex, birth_year: int) -> None:
    assert read_national_id(digits, sex=sex, birth_year=birth_year) == Read(digits)
    other: Sex = "female" if sex == "male" else "male"
    doubt = Problem("reading.national_id.sex")
    assert read_national_id(digits, sex=other, birth_year=birth_year) == Read(digits, (doubt,))
    doubt = Problem("reading.national_id.year", {"year": birth_year - 100})
    assert read_national_id(digits, sex=sex, birth_year=birth_year - 100) == Read(digits, (doubt,))


def test_what_is_not_known_is_not_compared() -> None:
    assert read_national_id(WOMAN_84) == Read(WOMAN_84)
    assert read_national_id(WOMAN_84, sex="female") == Read(WOMAN_84)
    assert read_national_id(WOMAN_84, birth_year=1984) == Read(WOMAN_84)


def test_doubts_add_up_and_never_repeat_the_number() -> None:
    read = read_national_id("003084000001", sex="female", birth_year=1990)
    assert isinstance(read, Read)
    assert read.value == "003084000001"
    keys = [warning.key for warning in read.warnings]
    assert keys == ["reading.national_id.place", "reading.national_id.sex", "reading.national_id.year"]
    assert [dict(warning.args) for warning in read.warnings] == [{}, {}, {"year": 1990}]


def test_an_old_identity_card_has_nine_digits_and_says_nothing_of_sex_or_year() -> None:
    assert read_national_id("082 123 456", sex="male", birth_year=1950) == Read("082123456")
    assert read_national_id("CMND 082123456") == Read("082123456")


@pytest.mark.parametrize(
    ("text", "key", "digits"),
    [
        ("", "length", 0),
        ("12345678", "length", 8),
        ("0201840000", "length", 10),
        ("02018400001", "length", 11),
        ("0201840000012", "length", 13),
        ("02018400000a", "letters", 11),
        ("O20184000001", "letters", 11),
        ("không nhớ", "letters", 0),
        ("020184000001 Mai", "letters", 12),
        ("020184000001🙂", "letters", 12),
        ("020184000001|082123456", "letters", 21),
    ],
)
def test_wrong_form_counts_the_digits(text: str, key: str, digits: int) -> None:
    expected = Problem(f"reading.national_id.{key}", {"digits": digits})
    assert read_national_id(text, sex="male", birth_year=1984) == expected


def test_the_table_of_places() -> None:
    places = table("cccd_places.toml")["places"]
    assert len(places) == 63
    assert places["020"] == "Lạng Sơn"
    assert places["094"] == "Sóc Trăng"
    assert "003" not in places


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345678",
        "+84912345678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "84912345678",
        "84 912 345 678",
        "0084912345678",
        "sđt 0912345678",
        "SĐT: 0912.345.678",
        "số điện thoại 0912345678",
        "Số của tôi là 0912345678",
        "０９１２３４５６７８",
    ],
)
def test_mobile(text: str) -> None:
    assert read_phone(text) == Read("+84912345678")


@pytest.mark.parametrize("first", ["3", "5", "7", "8", "9"])
def test_mobile_prefixes(first: str) -> None:
    assert read_phone(f"0{first}12345678") == Read(f"+84{first}12345678")


@pytest.mark.parametrize(
    ("text", "key", "args"),
    [
        ("", "how", {}),
        ("không có", "how", {}),
        ("o912345678", "how", {}),
        ("0912345678 (Zalo)", "how", {}),
        ("912345678", "length", {"digits": 9}),
        ("091234567", "length", {"digits": 9}),
        ("09123456789", "length", {"digits": 11}),
        ("0912345678 0987654321", "length", {"digits": 20}),
        ("0912345678/0987654321", "length", {"digits": 20}),
        ("0412345678", "prefix", {}),
        ("0612345678", "prefix", {}),
        ("1234567890", "prefix", {}),
        ("02053812345", "landline", {}),
        ("0205 3812 345", "landline", {}),
        ("+84 24 3812 3456", "landline", {}),
        ("+85512345678", "abroad", {}),
        ("0085512345678", "abroad", {}),
        ("01681234567", "old_prefix", {"old": "0168", "new": "038"}),
        ("01201234567", "old_prefix", {"old": "0120", "new": "070"}),
        ("0 1991 234 567", "old_prefix", {"old": "0199", "new": "059"}),
    ],
)
def test_other_numbers(text: str, key: str, args: dict[str, str | int]) -> None:
    assert read_phone(text) == Problem(f"reading.phone.{key}", args)
