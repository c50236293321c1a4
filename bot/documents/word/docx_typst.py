"""A Word template turned into Typst that still holds its tags: the PDF is set from the very same template.

docxtpl's own reading of the tags is used (`patch_xml`), so both papers mean the same by them. What stands
between elements then is Jinja, and goes out as it is; every text becomes a string literal, so that nothing is
markup. The layout is made by paper.typ. What Typst is not told here (fonts, highlighting, hyphenation) looks
plainer than in Word; what would be lost is refused (`unsupported`).
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from bot.documents.word.docx_styles import Styles, over, run_props
from bot.documents.word.docx_typst_check import found_in
from bot.documents.word.docx_typst_page import page_style
from bot.documents.word.docx_typst_runs import Runs
from bot.documents.word.docx_typst_style import paragraph_style
from bot.documents.word.docx_typst_table import TableWriter
from bot.documents.word.docx_xml import Element, attribute, child, points, tag
from bot.documents.word.paper_tags import check_tags, environment
from bot.documents.word.typst_text import Names, TemplateError, array, escaped, statements

USUAL_TAB = 36.0
"""Points between tab stops, where the document does not say."""
AROUND = frozenset({"sdt", "sdtContent", "customXml", "ins"})
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
"""Plain elements: those of python-docx have a `text` of their own."""
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
ALLOWED = (nodes.For, nodes.If, nodes.Assign, nodes.Output, nodes.Scope, nodes.ExprStmt)
"""The statements a template may have: others (macros, blocks, inclusion) could put values where markup is."""


def typst_source(template: bytes) -> str:
    """The template as Typst with Jinja's tags in it. TemplateError for what cannot be printed.

    To be filled and put after an import of paper.typ and the paper's name (`#let paper-name = "p"`).
    """
    read = _Reading(template)
    missing = read.unsupported()
    if missing:
        raise TemplateError(
            "the PDF cannot show something in the template",
            where=", ".join(missing),
            remedy="take it out of it",
        )
    source = read.source()
    _check(source)
    return source


def unsupported(template: bytes) -> tuple[str, ...]:
    """Ids of things in the template that the PDF cannot show, in order of their names.

    TemplateError where the file is no Word document, or a tag in it is broken.
    """
    return _Reading(template).unsupported()


def _check(source: str) -> None:
    """Every statement closed, and of a kind we print."""
    known = environment(escaped)
    try:
        tree = known.parse(source)
    except TemplateSyntaxError as fault:
        raise TemplateError(
            "the tags do not fit together", where=type(fault).__name__, remedy="each for and if needs its end"
        ) from None
    try:
        check_tags(tree)
    except TemplateSyntaxError:
        raise TemplateError(
            "a tag that calls or reckons",
            where="tag",
            remedy="print values as they are, without ( ) + - * / % ~",
        ) from None
    strange = [type(one).__name__ for one in tree.find_all(nodes.Stmt) if not isinstance(one, ALLOWED)]
    strange += [one.name for one in tree.find_all(nodes.Filter) if one.name not in known.filters]
    strange += [one.name for one in tree.find_all(nodes.Test) if one.name not in known.tests]
    if strange:
        raise TemplateError(
            "a tag we do not know", where=strange[0], remedy="use values, if, for, set and our filters only"
        )


class _Reading:
    """One template, opened, with its tags as docxtpl reads them."""

    def __init__(self, template: bytes) -> None:
        try:
            self._document: Any = Document(BytesIO(template))
        except (BadZipFile, KeyError, ValueError, SyntaxError):
            raise TemplateError("this is no Word document", remedy="send a .docx file") from None
        self._reader = DocxTemplate(BytesIO(template))
        self.body = self._patched(self._document.element.body)
        self._settings = self._document.settings.element
        self._parts = {
            name: self._patched(etree.fromstring(part.blob, PARSER))
            for name, part in self._document.part.related_parts.items()
            if part.partname.startswith(("/word/header", "/word/footer"))
        }

    def _patched(self, root: Element) -> Element:
        """The element as docxtpl would fill it: no tag is cut into runs, those of rows stand between rows."""
        text = self._reader.patch_xml(self._reader.xml_to_string(root))
        text = _TAGS.sub(lambda found: found[0].replace("<", "&lt;").replace(">", "&gt;"), text)
        try:
            return etree.fromstring(text.encode(), PARSER)
        except SyntaxError:  # lxml's is one
            raise TemplateError(
                "a tag is not closed", where="tag", remedy="close each {{ with }} and {% with %}"
            ) from None

    def unsupported(self) -> tuple[str, ...]:
        styles = self._document.styles.element
        roots = [self.body, *self._parts.values()]
        return tuple(sorted({name for root in roots for name in found_in(root, styles, self._settings)}))

    def source(self) -> str:
        tab = points(child(self._settings, "defaultTabStop")) or USUAL_TAB
        writer = _Writer(Styles(self._document.styles.element), tab, self._parts)
        blocks = array(writer.body(self.body))
        return f"{writer.names.head()}#paper(paper-name, {blocks})\n"


class _Writer:
    """Walks a document's elements and writes each as an item of paper.typ."""

    def __init__(self, styles: Styles, tab: float, parts: Mapping[str, Element]) -> None:
        self.names = Names()
        self._styles, self._tab, self._parts = styles, tab, parts
        self._runs = Runs(styles, self.names)
        self._tables = TableWriter(styles, self.names, self._cell)
        self._margins: dict[str, str] = {}

    def body(self, element: Element) -> list[str]:
        """The document's blocks; each section ends with what its pages are like."""
        return list(self._blocks(element, None, inside=False))

    def _cell(self, element: Element, style: str | None) -> list[str]:
        return list(self._blocks(element, style, inside=True))

    def _blocks(self, parent: Element, style: str | None, *, inside: bool) -> Iterator[str]:
        yield from self._stated(parent.text)
        for one in parent:
            name = tag(one)
            if name == "p":
                yield from self._paragraph(one, style, inside=inside)
            elif name == "tbl":
                yield self._tables.table(one)
            elif name == "sectPr":
                yield self._section(one)
            elif name in AROUND:
                yield from self._blocks(one, style, inside=inside)
            yield from self._stated(one.tail)

    def _stated(self, text: str | None) -> Iterator[str]:
        found = statements(text)
        if found:
            yield found

    def _paragraph(self, element: Element, style: str | None, *, inside: bool) -> Iterator[str]:
        own = child(element, "pPr")
        shape, letters = self._styles.paragraph(own, style, inside)
        mark = over(letters, run_props(child(own, "rPr")))
        parts = self._runs.parts(element, letters)
        section = child(own, "sectPr")
        look = self.names.of(paragraph_style(shape, letters if any(parts) else mark, self._tab))
        for number, items in enumerate(parts):
            if number:
                yield "new-page,"
            if items or (len(parts) == 1 and section is None):
                yield f'(kind: "para", style: {look}, items: {array(items)}),'
        if section is not None:
            yield self._section(section)

    def _section(self, element: Element) -> str:
        """How the pages are on which the blocks up to here stand. A heading not named is that of before."""
        for one in element:
            if tag(one) in ("headerReference", "footerReference"):
                kind = attribute(one, "type") or "default"
                name = tag(one).removesuffix("Reference") + ("-first" if kind == "first" else "")
                part = self._parts.get(one.get(qn("r:id")) or "")
                if kind in ("default", "first") and part is not None:
                    self._margins[name] = array(self._blocks(part, None, inside=False))
        parts = "".join(f", {name}: {blocks}" for name, blocks in self._margins.items())
        return f"pages({self.names.of(page_style(element))}{parts}),"
