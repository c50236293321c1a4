"""A Word paper without what its template's file knows of people: authors, comments, programs.

A paper holds what is printed on it and nothing else; the notice that hangs is for everybody.
"""

from typing import Any

from docx.opc.part import Part

KEPT = frozenset(
    ("officeDocument", "core-properties", "extended-properties", "styles", "settings", "webSettings",
     "fontTable", "theme", "numbering", "header", "footer", "footnotes", "endnotes", "image", "hyperlink")
)  # fmt: skip
"""Kinds of relations; what no relation names is not in the file."""
WORDS = ("author", "category", "comments", "content_status", "identifier", "keywords", "last_modified_by",
         "subject", "version")  # fmt: skip
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
GONE = ("attachedTemplate", "mailMerge", "commentRangeStart", "commentRangeEnd", "commentReference",
        "docVars", "rsids")  # fmt: skip
"""Elements, of settings and of texts."""


def cleaned(document: Any) -> None:
    """Takes it out of this document of python-docx."""
    package = document.part.package
    for name in WORDS:
        setattr(document.core_properties, name, "")
    parts = list(package.iter_parts())
    for owner in (package, *parts):
        for key, one in list(owner.rels.items()):
            if one.reltype.rsplit("/", 1)[-1] not in KEPT or (one.is_external and not _link(one)):
                del owner.rels[key]
    for part in parts:
        if str(part.partname) == "/docProps/app.xml":
            part._blob = APP
        _without(part)


def _link(relation: Any) -> bool:
    return bool(relation.reltype.endswith("/hyperlink"))


def _without(part: Part) -> None:
    root = getattr(part, "element", None)
    if root is None:
        return
    for one in list(root.iter(*(f"{{*}}{name}" for name in GONE))):
        one.getparent().remove(one)
