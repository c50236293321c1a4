"""Which fields a Word template asks for, as paths: "commune", "groups[].rows[].name"."""

from collections.abc import Iterator, Mapping
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import nodes

from bot.documents.word.paper_tags import check_tags, environment

ITEMS = "[]"
OURS = ("dots", "loop")
"""Names that are there whatever the data is."""
Names = Mapping[str, str]
"""Name in a tag → the path it stands for."""


def fields_of(template: bytes) -> frozenset[str]:
    """Every path that is printed, tested or gone through. TemplateError (of Jinja) for a tag that is none."""
    tags = environment(str)
    found: set[str] = set()
    for part in _parts(template):
        tree = tags.parse(part)
        check_tags(tree)
        found |= set(_of_nodes(tree.body, {}))
    return frozenset(found)


def _parts(template: bytes) -> Iterator[str]:
    """Body, heads and feet of the pages with their tags as Jinja sees them."""
    opened = DocxTemplate(BytesIO(template))
    opened.init_docx()
    yield opened.patch_xml(opened.get_xml())
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(uri):
            yield opened.patch_xml(opened.xml_to_string(part._element))


def _of_nodes(found: list[nodes.Node], names: Names) -> Iterator[str]:
    for one in found:
        yield from _of_node(one, names)


def _of_node(one: nodes.Node, names: Names) -> Iterator[str]:
    if isinstance(one, nodes.For) and isinstance(one.target, nodes.Name):
        yield from _of_node(one.iter, names)
        path = _path(one.iter, names)
        inner = {**names, one.target.name: f"{path}{ITEMS}" if path else ""}
        yield from _of_nodes([*one.body, *one.else_], inner)
        return
    path = _path(one, names)
    if path is not None:
        if path:
            yield path
        return
    yield from _of_nodes(list(one.iter_child_nodes()), names)


def _path(one: nodes.Node, names: Names) -> str | None:
    """ "row.name" as the path it stands for; "" for what is ours; None where it is no field."""
    if isinstance(one, nodes.Name):
        return "" if one.name in OURS else names.get(one.name, one.name)
    if isinstance(one, nodes.Getattr):
        return _below(one.node, f".{one.attr}", names)
    if isinstance(one, nodes.Getitem) and isinstance(one.arg, nodes.Const):
        name = one.arg.value
        return _below(one.node, f".{name}" if isinstance(name, str) else ITEMS, names)
    return None


def _below(node: nodes.Node, step: str, names: Names) -> str | None:
    above = _path(node, names)
    return above if not above else above + step
