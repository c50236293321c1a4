"""Names of people: kept exactly as typed, whatever the people they belong to."""

import unicodedata

import pytest

from bot.dialogue.reading import Problem, Read, is_yes_or_no, read_person_name, title_case

KEPT = [
    "Hoàng Thị Mai",
    "Nguyễn Văn A",
    "Lò Văn A",
    "Giàng A Sử",
    "Y Bhăm Niê",
    "H'Hen Niê",
    "H’Hen Niê",
    "K'sor Phước",
    "Rơ Châm H'Yéo",
    "Thạch Thị Sà Rết",
    "Kim Sô Phia",
    "Đặng Ngọc Thuỷ",  # both ways to place a tone are kept
    "Đặng Ngọc Thủy",
    "Ng. Thị Mai",
    "Hoàng Thị Mai-Lan",
    "hoàng Thị Mai",
]


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str) -> None:
    composed = unicodedata.normalize("NFC", name)
    assert read_person_name(name) == Read(composed)
    assert read_person_name(unicodedata.normalize("NFD", name)) == Read(composed)


def test_only_spaces_and_what_cannot_be_seen_go() -> None:
    assert read_person_name("  Hoàng   Thị\u00a0Mai\u200b \n") == Read("Hoàng Thị Mai")


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("hoàng thị mai", "Hoàng Thị Mai"),
        ("HOÀNG THỊ MAI", "Hoàng Thị Mai"),
        ("đỗ thị ánh", "Đỗ Thị Ánh"),
        ("LÒ VĂN A", "Lò Văn A"),
        ("giàng a sử", "Giàng A Sử"),
        ("y bhăm niê", "Y Bhăm Niê"),
        ("h'hen niê", "H'Hen Niê"),
        ("H’HEN NIÊ", "H’Hen Niê"),
        ("mai-lan thị", "Mai-Lan Thị"),
    ],
)
def test_small_or_capital_letters_are_kept_and_the_usual_form_offered(typed: str, suggestion: str) -> None:
    offer = Problem("reading.name.letters", {"suggestion": suggestion})
    assert read_person_name(typed) == Read(typed, (offer,))
    assert title_case(typed) == suggestion
    assert read_person_name(suggestion) == Read(suggestion)


def test_one_word_is_asked_about() -> None:
    asked = Problem("reading.name.one_word", {"name": "Mai"})
    assert read_person_name("Mai") == Read("Mai", (asked,))
    both = (
        Problem("reading.name.letters", {"suggestion": "Mai"}),
        Problem("reading.name.one_word", {"name": "mai"}),
    )
    assert read_person_name("mai") == Read("mai", both)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("\u200b", "empty"),
        ("Không biết", "empty"),
        ("chưa rõ", "empty"),
        ("Không có", "empty"),
        ("A", "too_short"),
        ("Đ", "too_short"),
        ("A.", "too_short"),
        ("''", "too_short"),
        ("Mai 42", "digits"),
        ("Nguyễn Văn ２", "digits"),
        ("0912345678", "digits"),
        ("https://lua.dao", "link"),
        ("www.abc", "link"),
        ("mai@gmail", "link"),
        ("vay-tien.vn", "link"),
        ("Mai, Nam", "signs"),
        ("Mai/Nam", "signs"),
        ("Mai (Tèo)", "signs"),
        ("Mai 😀", "signs"),
        ("/start", "signs"),
        ("<b>Mai</b>", "signs"),
        ("Mai_Lan", "signs"),
        ("Mai?", "signs"),
    ],
)
def test_what_is_no_name(text: str, key: str) -> None:
    assert read_person_name(text) == Problem(f"reading.name.{key}")


def test_length() -> None:
    longest = "Hoàng " + "a" * 94
    assert read_person_name(longest) == Read(longest)
    too_long = Problem("reading.name.too_long", {"limit": 100})
    assert read_person_name(longest + "a") == too_long
    assert read_person_name("Hoàng Thị Mai " * 800) == too_long
    decomposed = unicodedata.normalize("NFD", "Ộ" + "ộ" * 49 + " " + "ệ" * 49)
    assert read_person_name(decomposed) == Read(unicodedata.normalize("NFC", decomposed), ())


@pytest.mark.parametrize(
    "text", ["đúng rồi", "không", "Dạ vâng", "chưa đúng", "sai rồi", "Nhầm", "ok", "Dung"]
)
def test_yes_no_and_wrong_are_no_names(text: str) -> None:
    """ "Dung" alone may be a name or "right": the full name is asked for."""
    assert is_yes_or_no(text)


@pytest.mark.parametrize(
    "text", ["Hoàng Văn Chài", "Sái Văn A", "Lê Thị Dung", "Hoàng Thị Đúng", "Vàng", "chị Mai"]
)
def test_names_are_not_taken_for_yes_or_no(text: str) -> None:
    assert not is_yes_or_no(text)


def test_a_name_in_another_script_is_kept_and_asked_about() -> None:
    """Papers hold Latin letters only; whoever has no card at hand may still keep the name."""
    read = read_person_name("ស៊ិន ស៊ីសាមុត")
    assert isinstance(read, Read)
    assert read.value == unicodedata.normalize("NFC", "ស៊ិន ស៊ីសាមុត")
    assert [one.key for one in read.warnings] == ["reading.name.script"]
