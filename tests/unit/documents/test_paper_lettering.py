"""What people type in a chat becomes text a paper can print."""

import pytest

from bot.documents.lettering import lines, one_line, unprintable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Hoàng Thị Mai", "Hoàng Thị Mai"),
        ("  Hoàng\u00a0Thị\n\tMai ", "Hoàng Thị Mai"),
        ("Nguye\u0302\u0303n", "Nguyễn"),  # typed as letter, hat, tilde: one composed letter
        ("Mai\u200b\u202e\ufeff\x00", "Mai"),
        ("Mai \ud83d", "Mai"),  # half a pair, as broken clients send
        ("nhà 🏠 ngập", "nhà □ ngập"),
        ("❤\ufe0f", "□"),
        ("□", "□"),
    ],
)
def test_one_line(typed, printed):
    assert one_line(typed) == printed


def test_lines_keep_their_order_and_lose_the_empty_ones():
    assert lines("một\r\n\n  \nhai\u2028ba ") == ["một", "hai", "ba"]


def test_unprintable_names_each_letter_once():
    assert unprintable("🏠 Mai ភ 🏠 □") == "🏠ភ"


def test_nothing_is_unprintable_in_vietnamese():
    assert unprintable("Ấp Trà Kha, ông Đặng Văn Nghĩa – 1.500.000₫; “đã nghỉ”…") == ""
