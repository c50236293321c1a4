"""Typst source written safely: strings, measures, arrays, and names for what is said often.

A text is always a string literal, so that nothing in it can be markup; Jinja's tags stay in it as they are.
"""

from collections.abc import Iterable, Mapping

from jinja2 import TemplateSyntaxError

from bot.documents.lettering import printed
from bot.documents.typesetting import DocumentError
from bot.documents.word.paper_tags import environment

_IN_STRING = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "\\t"})
_BRACES = str.maketrans({"{": "\\u{7b}", "}": "\\u{7d}"})
KEEPING_HYPHEN = "\u2011"
TAG_STARTS = frozenset({"block_begin", "variable_begin", "comment_begin", "raw_begin"})


class TemplateError(DocumentError):
    """A Word template that cannot be printed: what is in it, without any of its text."""


def shown(text: str) -> str:
    """`text` as it can be printed; the hyphen that keeps words together is set with the usual one's glyph."""
    return KEEPING_HYPHEN.join(printed(part) for part in text.split(KEEPING_HYPHEN))


def escaped(text: str) -> str:
    """`text` for the inside of a string literal of Typst."""
    return text.translate(_IN_STRING)


_LEXER = environment(escaped)


def literal(text: str) -> str:
    """A string literal; Jinja's tags in `text` stay tags, all else is text. TemplateError for an open tag."""
    out = []
    for kind, piece in _pieces(text):
        out.append(_braced(shown(piece)) if kind == "data" else piece)
    return f'"{"".join(out)}"'


def statements(text: str | None) -> str:
    """Jinja statements that stand between elements. TemplateError where something else stands there."""
    pieces = list(_pieces(text or ""))
    kinds = {kind for kind, _ in pieces} & TAG_STARTS
    stray = any(kind == "data" and piece.strip() for kind, piece in pieces)
    if stray or kinds - {"block_begin", "comment_begin"}:
        raise TemplateError(
            "a value stands outside of a paragraph",
            where="rich_value",
            remedy="write {{ name }}, without p or r",
        )
    return "".join(piece for _, piece in pieces).strip()


def _pieces(text: str) -> list[tuple[str, str]]:
    try:
        return [(kind, piece) for _, kind, piece in _LEXER.lex(text)]
    except TemplateSyntaxError:
        raise TemplateError(
            "a tag is not written to its end", where="tag", remedy="close each {{ and {% in its own paragraph"
        ) from None


def _braced(text: str) -> str:
    """Braces of the text itself, written so that Jinja does not take them for its own."""
    plain = text.translate(_BRACES | {ord("\\"): "\\\\"})
    return plain.translate({key: value for key, value in _IN_STRING.items() if key != ord("\\")})


def length(points: float) -> str:
    """A measure: `12.5pt`."""
    return f"{round(points, 2):g}pt"


def array(items: Iterable[str]) -> str:
    """Items, each of which ends with its own comma (or is a Jinja statement)."""
    return "(\n" + "\n".join(items) + "\n)"


def dictionary(values: Mapping[str, str]) -> str:
    """Names with Typst expressions."""
    return "(" + ", ".join(f"{name}: {value}" for name, value in values.items()) + ")" if values else "(:)"


class Names:
    """Short names for expressions that come again and again (styles): each is written once, at the head."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def of(self, expression: str) -> str:
        """The expression's name."""
        return self._names.setdefault(expression, f"s{len(self._names)}")

    def head(self) -> str:
        """The definitions, one a line."""
        return "".join(f"#let {name} = {expression}\n" for expression, name in self._names.items())
