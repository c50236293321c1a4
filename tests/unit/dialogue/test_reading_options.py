"""One option, several options, and batches of answers, from typed words and numbers."""

import unicodedata

import pytest

from bot.dialogue.reading import Ambiguous, Problem, Read, match_option, read_batch, read_choice_list

GOODS = ["Ô tô, xe máy, ghe máy", "Tủ lạnh", "Ti vi", "Máy giặt", "Quạt"]
SEX = ["Nam", "Nữ"]
MEMBERS = ["Mai, 42", "Nam, 44", "Hà, 15", "Nam, 3"]


@pytest.mark.parametrize(
    "text",
    """2|2.|2)|(2)|02|#2|số 2|so 2|câu 2|chọn 2|chọn số 2|mục 2|2 ạ|dạ 2
    ２|២|2️⃣|hai|số hai|Nữ|nữ|NỮ|nu|Nu.|nữ ạ|dạ nữ
    2. Nữ|2 - nữ|2 nu|n ữ""".replace("\n    ", "|").split("|"),
)
def test_the_second_of_two(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert match_option(unicodedata.normalize(form, text), SEX) == 1


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("tủ lạnh", 1),
        ("tu lanh", 1),
        ("tủ", 1),
        ("tu l", 1),
        ("tivi", 2),
        ("TI VI", 2),
        ("ti", 2),
        ("xe máy", 0),
        ("xe may", 0),
        ("oto", 0),
        ("ô tô xe máy ghe máy", 0),
        ("máy giặt", 3),
        ("giặt", 3),
        ("máy", 3),  # a beginning goes before words inside
        ("q", 4),
        ("quat", 4),
    ],
)
def test_words(text: str, index: int) -> None:
    assert match_option(text, GOODS) == index


@pytest.mark.parametrize(
    ("text", "indices"), [("nam", (1, 3)), ("n", (1, 3)), ("1 nam", (0, 1, 3)), ("2 Hà", (1, 2))]
)
def test_ambiguous(text: str, indices: tuple[int, ...]) -> None:
    assert match_option(text, MEMBERS) == Ambiguous(indices)


def test_a_label_that_is_a_number_and_a_place_are_not_confused() -> None:
    rooms = ["0", "1", "2", "3 trở lên"]
    assert match_option("1", rooms) == Ambiguous((0, 1))
    assert match_option("0", rooms) == 0
    assert match_option("4", rooms) == 3
    assert match_option("3 trở lên", rooms) == 3
    assert match_option("trở lên", rooms) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0",
        "3",
        "99",
        "2.5",
        "2a",
        "nứ",
        "nừ",
        "năm sinh",
        "x",
        "😀",
        "2 con",
        "1 2",
        "n" * 400,
    ],
)
def test_nothing_fits(text: str) -> None:
    assert match_option(text, SEX) is None


def test_marks_tell_options_apart() -> None:
    assert match_option("má", ["Ma", "Má", "Mã"]) == 1
    assert match_option("ma", ["Ma", "Má", "Mã"]) == Ambiguous((0, 1, 2))
    assert match_option("đừng", ["Đúng", "Sai"]) is None
    assert match_option("2", []) is None


def test_number_words_that_mean_other_things_are_no_places() -> None:
    kin = ["Chủ hộ", "Vợ, chồng", "Con", "Bố, mẹ", "Cháu", "Khác"]
    for text in ("ba", "tư", "năm", "nam", "hai ba"):
        assert match_option(text, kin) is None
    for text, index in (
        ("số ba", 2),
        ("mục năm", 4),
        ("chọn tư", 3),
        ("một", 0),
        ("sáu", 5),
        ("số bảy", None),
    ):
        assert match_option(text, kin) == index


def test_exact_goes_before_beginning() -> None:
    assert match_option("không", ["Không biết", "Không"]) == 1
    assert match_option("khong b", ["Không biết", "Không"]) == 0


LISTS = """
0 2 | 1,3 | 1, 3 | 1 3 | 3 1 | 1 và 3 | 1 va 3 | 1;3
0 2 | 1.3 | 1. 3. | 1+3 | 1 & 3 | 1,3,1 | １，３ | (1) (3) | 1, 3 ạ
0 2 | tivi, xe máy | xe may, ti vi | tivi và xe máy | 1, ti vi | ti vi,3,1
0 1 2 | 1-3 | 1 - 3 | 1–3 | 1 đến 3 | từ 1 đến 3 | 1 tới 3 | 1,2,3 | 1-2, 3 | 1-3, 2
0 1 2 3 4 | tất cả | tat ca | Tất cả. | 1-5 | 1 2 3 4 5
1 | 2 | số 2 | tủ lạnh | 2-2 | 2,2
0 | Ô tô, xe máy, ghe máy | ô tô, xe máy | xe máy
0 3 | máy giặt, 1
 | 0 | không | khong | ko | không có
 | Không có gì | không có cái nào | không ai cả | chưa có | none | k
"""


def table(rows: str) -> list[tuple[str, str]]:
    """(first cell, other cell) of each row, cells between bars."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip("\n").splitlines()]
    return [(expected, text) for expected, *texts in lines for text in texts]


@pytest.mark.parametrize(("picks", "text"), table(LISTS))
def test_choice_list(picks: str, text: str) -> None:
    expected = Read(tuple(int(pick) for pick in picks.split()))
    assert read_choice_list(text, GOODS) == expected
    assert read_choice_list(unicodedata.normalize("NFD", text), GOODS) == expected


def test_a_list_may_stand_on_several_lines() -> None:
    assert read_choice_list("tủ lạnh\nquạt\n", GOODS) == Read((1, 4))


@pytest.mark.parametrize(
    ("text", "key", "args"),
    [
        ("", "nothing", {}),
        (" , ", "nothing", {}),
        ("0, 1", "none_and_some", {}),
        ("1 0", "none_and_some", {}),
        ("1,０", "none_and_some", {}),
        ("0-2", "none_and_some", {}),
        ("1, 9", "no_such_number", {"number": "9", "count": 5}),
        ("9", "no_such_number", {"number": "9", "count": 5}),
        ("1 3 6", "no_such_number", {"number": "6", "count": 5}),
        ("135", "no_such_number", {"number": "135", "count": 5}),
        ("2-7", "no_such_number", {"number": "7", "count": 5}),
        ("tivi, abc, xyz", "unknown", {"part": "abc", "count": 5}),
        ("1, không biết", "unknown", {"part": "không biết", "count": 5}),
        ("không biết", "unknown", {"part": "không biết", "count": 5}),
        ("3-1", "unknown", {"part": "3-1", "count": 5}),
        ("1-2-3", "unknown", {"part": "1-2-3", "count": 5}),
        ("tivi xe máy", "unknown", {"part": "tivi xe máy", "count": 5}),
        ("1, " + "x" * 50, "unknown", {"part": "x" * 29 + "…", "count": 5}),
        ("t, 1", "which", {"part": "t", "candidates": "2. Tủ lạnh, 3. Ti vi"}),
    ],
)
def test_a_bad_part_is_named(text: str, key: str, args: dict[str, str | int]) -> None:
    assert read_choice_list(text, GOODS) == Problem(f"reading.choices.{key}", args)


def test_members_by_name() -> None:
    assert read_choice_list("Mai, Hà", MEMBERS) == Read((0, 2))
    which = Problem("reading.choices.which", {"part": "Nam", "candidates": "2. Nam, 44, 4. Nam, 3"})
    assert read_choice_list("Mai, Nam", MEMBERS) == which


def test_no_is_none_even_when_a_label_begins_so_but_not_when_it_is_the_label() -> None:
    assert read_choice_list("không", ["Không khí ẩm", "Dột"]) == Read(())
    assert read_choice_list("không", ["Không", "Dột"]) == Read((0,))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("1b 2a 3c", ((1, "b"), (2, "a"), (3, "c"))),
        ("1B 2A", ((1, "b"), (2, "a"))),
        ("1b,2a;3c.", ((1, "b"), (2, "a"), (3, "c"))),
        ("1b2a3c", ((1, "b"), (2, "a"), (3, "c"))),
        ("1 b 2 a", ((1, "b"), (2, "a"))),
        ("1.b 2.a", ((1, "b"), (2, "a"))),
        ("1) b, 2) a", ((1, "b"), (2, "a"))),
        ("1-b 2:a", ((1, "b"), (2, "a"))),
        ("1b\n2a", ((1, "b"), (2, "a"))),
        ("12c", ((12, "c"),)),
        ("１b ２a", ((1, "b"), (2, "a"))),
    ],
)
def test_batch(text: str, pairs: tuple[tuple[int, str], ...]) -> None:
    assert read_batch(text) == pairs


@pytest.mark.parametrize(
    "text",
    ["", "1", "b", "2 a", "1b 2", "1bc", "1b 1a", "1đ", "2tr5", "1b và 2a", "abc", "1000b", "1b" * 600],
)
def test_no_batch(text: str) -> None:
    assert read_batch(text) is None
