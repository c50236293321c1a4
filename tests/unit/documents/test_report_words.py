"""Why reports do not leave, in words: every identity, with both numbers and the households."""

from fractions import Fraction
from typing import get_args

import pytest

from bot.cases.report import TOTAL
from bot.cases.report_book import CHECKS, Breach
from bot.cases.report_state import Asked, Hurdle, HurdleId
from bot.documents.reports.report_words import breach, refusal
from locales import translate
from tests.unit.cases.report_round import AREAS, TERMS

PACK = "2022-2025"
ASKED = Asked("final", "1.011606", AREAS, TERMS)


def say(key: str, **args: object) -> str:
    return translate("vi", key, args)


WORDS: tuple[tuple[Breach, str], ...] = (
    (
        Breach("balance", "7.2", "a", "end", 6, 1010, "", ("HL-0001",), "persons"),
        "Biểu 7.2, Khu phố 1: cuối kỳ đếm được 6 Khẩu, tính theo tăng giảm là 1.010."
        " Anh/chị xem lại hồ sơ: HL-0001.",
    ),
    (
        Breach("areas", "7.10", TOTAL, "poor.land", 3, 2, "", ("HL-0099",)),
        "Biểu 7.10, cột Hộ nghèo – Không có đất sản xuất: tổng cộng 3, cộng các khu được 2."
        " Có hồ sơ không thuộc khu nào của xã. Anh/chị xem lại hồ sơ: HL-0099.",
    ),
    (
        Breach("rates", "7.5", TOTAL, "water", Fraction(25), Fraction(100, 3), "7.4.water"),
        "Biểu 7.5, Tổng cộng, cột Tỷ lệ % so với tổng số hộ nghèo – Nguồn nước sinh hoạt:"
        " ghi 25,00 %, tính lại là 33,33 %.",
    ),
    (
        Breach("crossing", "7.2", "b", "to_other", 1, 0, "7.3.from_other", ("HL-0002",), "households"),
        "Khu phố 2: biểu 7.2, cột Giảm trong kỳ – Thoát nghèo, còn cận nghèo có 1 Hộ."
        " Biểu 7.3, cột Tăng trong kỳ – Từ hộ nghèo có 0. Hai số phải bằng nhau."
        " Anh/chị xem lại hồ sơ: HL-0002.",
    ),
    (
        Breach("covers", "7.1", "a", "households", 2, 3),
        "Khu phố 1: đã nhập Tổng số hộ là 2, nhưng riêng các hộ đã đếm là 3."
        " Anh/chị sửa số của khu này trong phần thiết lập.",
    ),
)


@pytest.mark.parametrize(("found", "words"), WORDS, ids=[one[0].check for one in WORDS])
def test_one_identity_in_words(found: Breach, words: str) -> None:
    assert breach(say, PACK, ASKED, found) == words


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_identity_has_its_words(check: str, language: str) -> None:
    found = Breach(check, "7.1", "a", "poor", 2, 3, "7.2.end", ("HL-0001",))  # type: ignore[arg-type]
    words = breach(lambda key, **args: translate(language, key, args), PACK, ASKED, found)
    assert "HL-0001" in words and "{" not in words and "reports." not in words


def test_files_first_and_of_many_the_rest_is_counted() -> None:
    codes = tuple(f"HL-{n:04}" for n in range(1, 31))
    broken = [Hurdle("broken", (), Breach("covers", "7.1", "a", "households", n, 99)) for n in range(9)]
    words = refusal(say, PACK, ASKED, [*broken, Hurdle("undecided", codes)])
    lines = words.split("\n")
    assert len(lines) == 1 + 1 + 6 + 1
    assert "HL-0020 và 10 hồ sơ khác" in lines[1] and "HL-0021" not in words
    assert lines[-1] == "Còn 3 chỗ chưa khớp nữa."


@pytest.mark.parametrize("hurdle", [one for one in get_args(HurdleId) if one != "broken"])
def test_every_hurdle_has_its_words(hurdle: HurdleId) -> None:
    words = refusal(say, PACK, ASKED, [Hurdle(hurdle, ("HL-0001",))])
    assert "reports." not in words and "{" not in words
