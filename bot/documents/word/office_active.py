"""What an Office file does by itself, or fetches from elsewhere: no template may hold any of it.

Macros, embedded programs, links to files and pages outside, fields and formulas that run or load something.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

ACTIVE = "template.active"
"""Key of the words that say so."""
ACTIVE_PARTS = ("vbaproject", "activex/", "embeddings/", "externallinks/", "connections.xml", "querytables/",
                "macrosheets/", "dialogsheets/", "ctrlprops/", "webextensions/", "customui")  # fmt: skip
ACTIVE_TYPES = (b"macroenabled", b"vbaproject", b"oleobject", b"activex")
"""In the list of what the parts are, in small letters: a file may call its parts anything."""
FIELDS = frozenset(
    ("page", "numpages", "sectionpages", "section", "date", "time", "createdate", "savedate", "printdate",
     "ref", "pageref", "toc", "hyperlink", "title", "symbol", "seq")
)  # fmt: skip
"""Which only say something; any other may load or run."""
FORMULAS = re.compile(
    r"\b(WEBSERVICE|FILTERXML|RTD|CALL|EXEC|REGISTER(\.ID)?|IMAGE|HYPERLINK|IMPORT\w+|DDE\w*|STOCKHISTORY|PY)\s*\(",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"\||\[\d+\]|\\\\|://")
"""In a formula: another program (DDE), another file."""
LINKS = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
ATTACHED = re.compile(r"file:///[A-Za-z]:[^/]*[^:]*", re.IGNORECASE)
"""Where Word notes which file of this very computer a document was begun from; no paper keeps it."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def is_active(file: bytes) -> bool:
    """Of a file within bounds (office_file). True also where a part of it cannot be read."""
    with zipfile.ZipFile(BytesIO(file)) as packed:
        names = packed.namelist()
        if any(part in f"{name.lower()}" for name in names for part in ACTIVE_PARTS):
            return True
        kinds = packed.read("[Content_Types].xml").lower() if "[Content_Types].xml" in names else b""
        if any(one in kinds for one in ACTIVE_TYPES):
            return True
        try:
            return any(
                _in_part(name, packed.read(name)) for name in names if name.endswith((".xml", ".rels"))
            )
        except etree.XMLSyntaxError:
            return True


def _in_part(name: str, data: bytes) -> bool:
    root = etree.fromstring(data, _PARSER)
    if name.endswith(".rels"):
        return any(not _harmless(one) for one in root if one.get("TargetMode", "").lower() == "external")
    if name.startswith("xl/"):
        return any(FORMULAS.search(text) or ELSEWHERE.search(text) for text in _formulas(root))
    return any(_runs(text) for text in _instructions(root))


def _harmless(link: etree._Element) -> bool:
    """A link that somebody must follow, or the note of a computer's own file."""
    kind, target = link.get("Type", "").rsplit("/", 1)[-1], link.get("Target", "")
    wanted = {"hyperlink": LINKS, "attachedTemplate": ATTACHED}.get(kind)
    return wanted is not None and wanted.fullmatch(target) is not None


def _formulas(root: etree._Element) -> Iterator[str]:
    """Of cells, named places, conditions and choices."""
    for one in root.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2", "{*}definedName"):
        yield "".join(one.itertext())


def _instructions(root: etree._Element) -> Iterator[str]:
    """What each field is told; of one whose instruction another field makes, nothing that is allowed."""
    for one in root.iter("{*}fldSimple"):
        yield next((value for name, value in one.attrib.items() if str(name).endswith("instr")), "")
    told: list[str | None] = []
    for one in root.iter("{*}fldChar", "{*}instrText", "{*}delInstrText"):
        kind = next((value for name, value in one.attrib.items() if str(name).endswith("fldCharType")), None)
        if kind is None:
            told = [*told[:-1], f"{told[-1]}{one.text or ''}"] if told and told[-1] is not None else told
        elif kind == "begin":
            if told and told[-1] is not None:
                yield "-"
            told.append("")
        elif told:
            if told[-1] is not None:
                yield told[-1]
            told = told[:-1] if kind == "end" else [*told[:-1], None]
    yield from (one for one in told if one)


def _runs(instruction: str) -> bool:
    words = instruction.lower().split()
    return bool(words) and words[0] not in FIELDS
