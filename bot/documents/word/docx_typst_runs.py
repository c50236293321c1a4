"""The runs of a paragraph as Typst items: texts, breaks, tabs, and the fields that count pages."""

from collections.abc import Callable, Mapping

from bot.documents.word.docx_styles import Props, Styles
from bot.documents.word.docx_typst_style import run_style
from bot.documents.word.docx_xml import Element, attribute, child, tag
from bot.documents.word.typst_text import KEEPING_HYPHEN, Names, literal, statements

Parts = list[list[str]]
"""Items between page breaks."""
COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES")
AROUND = frozenset({"hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "customXml", "dir", "bdo"})
"""What only stands around runs."""
SIGNS: Mapping[str, Callable[[Element], str]] = {
    "t": lambda element: element.text or "",
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "cr": lambda _: "\n",
    "noBreakHyphen": lambda _: KEEPING_HYPHEN,
    "br": lambda _: "\n",
}


class Runs:
    """Writes runs; a field may begin in one run, and end in another."""

    def __init__(self, styles: Styles, names: Names) -> None:
        self._styles, self._names = styles, names
        self._fields: list[_Field] = []

    def parts(self, paragraph: Element, base: Props) -> Parts:
        """The items of a paragraph, cut at its page breaks; base: what its runs begin with."""
        out: Parts = [[]]
        self._walk(paragraph, base, out)
        return out

    def _walk(self, parent: Element, base: Props, out: Parts) -> None:
        _stated(parent.text, out)
        for one in parent:
            name = tag(one)
            if name == "r":
                self._run(one, base, out)
            elif name == "fldSimple":
                self._simple(one, base, out)
            elif name in AROUND:
                self._walk(one, base, out)
            _stated(one.tail, out)

    def _simple(self, element: Element, base: Props, out: Parts) -> None:
        counted = _counted(attribute(element, "instr") or "")
        if not counted:
            return self._walk(element, base, out)
        first = next(element.iter(element.tag.replace("fldSimple", "r")), None)
        return self._field(counted, self._styles.run(child(first, "rPr"), base), out)

    def _field(self, counted: str, props: Props, out: Parts) -> None:
        if not props.get("hidden"):
            out[-1].append(f'(kind: "field", style: {self._names.of(run_style(props))}, name: "{counted}"),')

    def _run(self, run: Element, base: Props, out: Parts) -> None:
        props = self._styles.run(child(run, "rPr"), base)
        said: list[str] = []
        for one in run:
            name = tag(one)
            if name == "fldChar":
                self._said(said, props, out)
                self._turn(attribute(one, "fldCharType") or "", props, out)
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += one.text or ""
            elif name == "br" and attribute(one, "type") == "page":
                self._said(said, props, out)
                out.append([])
            elif name in SIGNS and not any(field.silent for field in self._fields):
                said.append(SIGNS[name](one))
        self._said(said, props, out)

    def _said(self, said: list[str], props: Props, out: Parts) -> None:
        """What has been gathered so far, as one item."""
        text = "".join(said)
        said.clear()
        if text:
            style = self._names.of(run_style(props))
            said_here = '""' if props.get("hidden") else literal(text)
            out[-1].append(f'(kind: "run", style: {style}, text: {said_here}),')

    def _turn(self, kind: str, props: Props, out: Parts) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind in ("separate", "end") and self._fields:
            field = self._fields[-1]
            counted = _counted(field.instruction)
            if counted and not field.silent_result:
                self._field(counted, props, out)
            field.in_result, field.silent_result = True, bool(counted)
            if kind == "end":
                self._fields.pop()


class _Field:
    """A field on its way: its instruction is never shown, its result only where we do not count ourselves."""

    def __init__(self) -> None:
        self.instruction = ""
        self.in_result = self.silent_result = False

    @property
    def silent(self) -> bool:
        return not self.in_result or self.silent_result


def _counted(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words and words[0].upper() in COUNTED else ""


def _stated(text: str | None, out: Parts) -> None:
    found = statements(text)
    if found:
        out[-1].append(found)
