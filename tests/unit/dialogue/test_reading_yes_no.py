"""Yes, no, unknown in every usual spelling; doubt is asked again."""

import unicodedata

import pytest

from bot.dialogue.reading import Problem, Read, read_yes_no

YES = """
có|co|CÓ|Có.|có ạ|co a|dạ|da|Dạ ạ|dạ có|da co|dạ, có|dạ có ạ|ừ|ừa|ờ|u|uh|ừ có|vâng|vang|vâng ạ
dạ vâng|vâng vâng|đúng|dung|đúng rồi|dung roi|đúng vậy|phải|phai|phải rồi|ok|OK|oke|okie|okay|yes
Yes!|y|yeah|được|duoc|đc|có rồi|co roi|rồi|đã có|đã có rồi|có chứ|có luôn|có có|cóóó|vânggg|okkk
có 😊|có em|dạ có cô ạ|vẫn có|có con
"""
NO = """
không|khong|KHÔNG|Không.|ko|k|kh|hok|hk|hông|hong|hổng|hem|chưa|chua|no|n|nope|dạ không|da khong
dạ ko ạ|không ạ|không có|khong co|ko có|k co|hông có|chưa có|chua co|không phải|chưa phải|không đúng
chưa được|không không|kooo|không có đâu|đâu có|dau co|có đâu|không đâu|không có gì|chưa bao giờ
chưa từng|không, không có|không em ạ|not yet|dạ, không|dạ. chưa có|không hề|khônggg
"""
UNKNOWN = """
không biết|khong biet|ko biết|ko biet|k biết|hok biết|hông biết|chưa biết|chưa rõ|chua ro|không rõ
ko rõ|không nhớ|không chắc|chưa chắc|dạ không biết|dạ, không biết ạ|tôi không biết|chịu
không biết đâu|không biết nữa|ko rõ lắm|don't know|i don’t know|not sure|unknown|kbt
"""
DOUBTFUL = """
có không|co khong|có chưa|đúng không|phải không|có?|không?|có à|không, có|có, không biết|có/không
có hoặc không|vâng không|ừ không|chắc là có|chắc có|có lẽ|có thể|hình như có|để hỏi lại|đừng|dừng|nợ
nó|cô|cò|vàng|ở|o|chùa|phái|hồng|👍|?|!!!|1|0|2|abc|Nguyễn Thị Mai|không phải không có|có bảo hiểm
con|em|ạ|thôi|còn|không có không
"""


def table(words: str) -> list[str]:
    """The answers between bars and line ends."""
    return [word for line in words.strip().splitlines() for word in line.split("|")]


@pytest.mark.parametrize("text", table(YES))
def test_yes(text: str) -> None:
    assert read_yes_no(text, unknown_allowed=False) == Read("yes")
    assert read_yes_no(unicodedata.normalize("NFD", text), unknown_allowed=True) == Read("yes")


@pytest.mark.parametrize("text", table(NO))
def test_no(text: str) -> None:
    assert read_yes_no(text, unknown_allowed=False) == Read("no")
    assert read_yes_no(text, unknown_allowed=True) == Read("no")


@pytest.mark.parametrize("text", table(UNKNOWN))
def test_unknown_is_never_a_no(text: str) -> None:
    assert read_yes_no(text, unknown_allowed=True) == Read("unknown")
    assert read_yes_no(text, unknown_allowed=False) == Problem("reading.yes_no.unknown_not_offered")


@pytest.mark.parametrize("text", [*table(DOUBTFUL), "", "   ", "\u200b"])
def test_doubt_is_asked_again(text: str) -> None:
    assert read_yes_no(text, unknown_allowed=True) == Problem("reading.yes_no.or_unknown")
    assert read_yes_no(text, unknown_allowed=False) == Problem("reading.yes_no.either")


def test_a_novel_is_no_answer() -> None:
    assert read_yes_no("có " * 101, unknown_allowed=True) == Problem("reading.too_long", {"limit": 300})
