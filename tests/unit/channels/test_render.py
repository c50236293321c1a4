"""Texts under a limit: where they are cut, and choices as lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.render import choice_lines, label, rendered, split_text, units
from bot.dialogue.message import Button
from bot.ports import Capabilities

ROWS = ((Button("a", "Có"), Button("b", "Không", picked=True)), (Button("c", "‹ Lùi"),))


def capabilities(buttons: bool, limit: int) -> Capabilities:
    return Capabilities("x", buttons, False, False, limit, 30, 1)


def test_units_are_what_phones_count() -> None:
    assert units("ắ") == 1
    assert units("🏠") == 2


def test_text_that_fits_stays_as_it_is() -> None:
    assert split_text("  Chào ông/bà \n", 20) == ("  Chào ông/bà \n",)
    assert split_text("", 20) == ("",)


def test_paragraphs_before_lines_before_sentences_before_words() -> None:
    assert split_text("Một hai. Ba\nbốn\n\nnăm sáu bảy", 20) == ("Một hai. Ba\nbốn", "năm sáu bảy")
    assert split_text("Một hai. Ba bốn\nnăm sáu bảy", 20) == ("Một hai. Ba bốn", "năm sáu bảy")
    assert split_text("Một hai ba. Bốn năm sáu bảy", 20) == ("Một hai ba.", "Bốn năm sáu bảy")
    assert split_text("Một hai ba bốn năm sáu bảy", 20) == ("Một hai ba bốn năm", "sáu bảy")


def test_break_just_at_the_limit_is_used() -> None:
    assert split_text("12345 7890", 5) == ("12345", "7890")


def test_number_is_not_torn_from_its_choice() -> None:
    """ "2." would fit the limit of 20, but belongs to what follows; "1." is no end of a sentence either."""
    assert split_text("Chọn một: 1. Có 2. Không ạ", 20) == ("Chọn một: 1. Có", "2. Không ạ")
    assert split_text("Chọn: a) Có 2) Không ạ", 15) == ("Chọn: a) Có", "2) Không ạ")


def test_quick_end_is_not_worth_a_cut() -> None:
    """The paragraph ends in the first half, so the last sentence is taken instead."""
    assert split_text("Chào.\n\nMột hai. Ba bốn năm sáu", 20)[0] == "Chào.\n\nMột hai."


def test_word_without_breaks_is_cut_between_letters() -> None:
    decomposed = "a\u0306\u0301" * 4  # ắ as three characters, four times
    assert split_text(decomposed, 8) == ("a\u0306\u0301" * 2, "a\u0306\u0301" * 2)
    family = "👨\u200d👩\u200d👧"  # 8 units
    assert split_text(family * 2, 10) == (family, family)


@given(st.text(alphabet="ab ắ.\n🏠\u0301", max_size=200), st.integers(min_value=2, max_value=40))
def test_nothing_is_lost_and_every_part_fits(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_labels_and_lines() -> None:
    assert label(ROWS[0][1]) == "✓ Không"
    assert choice_lines(ROWS, numbered=True) == ("1. Có", "2. ✓ Không", "3. ‹ Lùi")
    assert choice_lines(ROWS, numbered=False) == ("Có", "✓ Không", "‹ Lùi")


def test_channel_with_buttons_gets_no_lines() -> None:
    assert rendered("Có xe máy không?", ROWS, True, capabilities(True, 100)) == ("Có xe máy không?",)


def test_channel_without_buttons_gets_lines_under_the_text() -> None:
    shown = rendered("Có xe máy không?", ROWS, True, capabilities(False, 100))
    assert shown == ("Có xe máy không?\n1. Có\n2. ✓ Không\n3. ‹ Lùi",)
    assert rendered("", ROWS, True, capabilities(False, 100)) == ("1. Có\n2. ✓ Không\n3. ‹ Lùi",)


@pytest.mark.parametrize(("limit", "parts"), [(44, 1), (43, 2)])
def test_list_that_does_not_fit_goes_whole_into_its_own_message(limit: int, parts: int) -> None:
    """The text has 16 units, the list 27 with its two line ends: 44 with the one between."""
    text, block = "Có xe máy không?", "1. Có\n2. ✓ Không\n3. ‹ Lùi.."
    rows = (*ROWS[:1], (Button("c", "‹ Lùi.."),))
    assert (units(text), units(block)) == (16, 27)
    shown = rendered(text, rows, True, capabilities(False, limit))
    assert len(shown) == parts
    assert shown[-1].endswith(block)


def test_list_too_long_for_any_message_is_cut_between_choices() -> None:
    rows = tuple((Button(str(number), "khu phố"),) for number in range(1, 5))
    shown = rendered("Khu nào?", rows, True, capabilities(False, 24))
    assert shown == ("Khu nào?", "1. khu phố\n2. khu phố", "3. khu phố\n4. khu phố")


def test_signs_of_their_own_take_no_number() -> None:
    rows = (
        (Button("m1", "Mai, 42"), Button("m2", "Nam, 44")),
        (Button(".none", "Không ai", typed="0"), Button(".done", "✔ Xong", typed="")),
        (Button(".later", "Để sau", typed="-"), Button("x", "Khác")),
    )
    assert choice_lines(rows, numbered=True) == (
        "1. Mai, 42",
        "2. Nam, 44",
        "0. Không ai",
        "– Để sau",
        "3. Khác",
    )


def test_forty_files_keep_their_numbers_over_several_messages() -> None:
    """Each line whole, once, in order: the number typed is the number of the line that was read."""
    rows = tuple((Button(str(n), f"HL-{n:04} · H.T.M · Khu 3 · hộ nghèo năm trước"),) for n in range(1, 41))
    shown = rendered("Hộ cần đến: 40.", rows, True, capabilities(False, 400))
    lines = [line for text in shown[1:] for line in text.splitlines()]
    assert len(shown) > 3 and all(units(text) <= 400 for text in shown)
    assert lines == [f"{n}. HL-{n:04} · H.T.M · Khu 3 · hộ nghèo năm trước" for n in range(1, 41)]


def test_questions_asked_together_are_cut_between_them() -> None:
    """Choices of one question stay in one message."""
    questions = [f"{n}. Vật liệu gì?\na) Bền chắc\nb) Không bền chắc" for n in range(1, 5)]
    parts = split_text("\n\n".join(questions), 120)
    assert len(parts) > 1
    assert [one for part in parts for one in part.split("\n\n")] == questions
