"""docs/papers.md is true: its table of papers and its list of what to compare are those of code and pack.

RASOAT_GOLDEN=1 writes both anew.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping

import pytest

from bot.cases.papers import PAPERS, Paper
from bot.cases.rights import RIGHTS
from locales import translate
from tests.architecture.source import ROOT

DOC = ROOT / "docs" / "papers.md"
LAYOUTS = ROOT / "bot" / "scoring" / "packs" / "2022-2025" / "papers"
ELSEWHERE = {
    "reports_preliminary": "reports",
    "reports_final": "reports",
    "round_export": "export",
    "insurance_list": "export",
}
"""Papers whose layout stands in a file of another name."""
OF = {
    "case": "household",
    "complaint": "complaint",
    "area": "area",
    "meeting": "meeting",
    "posting": "posting",
    "dossier": "dossier",
    "round": "round",
}
ROLES = {"enumerator": "E", "officer": "O", "chairman": "C", "supervisor": "S"}
BY_COMPLAINT = {"recheck_slip": "O, whoever re-checks"}
"""Where paper_rights.py asks for more than the deed."""
SHARED = "Nhiều giấy"
"""Heading of what more than one paper has."""


def layouts() -> dict[str, dict[str, object]]:
    """File's name without its ending → what it says; in the order of the papers."""
    names = dict.fromkeys(ELSEWHERE.get(one.id, one.id) for one in PAPERS)
    return {name: tomllib.loads((LAYOUTS / f"{name}.toml").read_text("utf-8")) for name in names}


def who(row: Paper) -> str:
    """ "E O C S H" as far as they may; in brackets those of the whole commune alone."""
    if row.id in BY_COMPLAINT:
        return BY_COMPLAINT[row.id]
    rights = {one.role: one for one in RIGHTS if one.deed == row.deed}
    found = [
        f"({sign})" if role == "officer" and rights[role].scope == "all" else sign
        for role, sign in ROLES.items()
        if role in rights
    ]
    return " ".join([*found, *(["H"] if row.own else [])])


def table() -> str:
    """One row a paper."""
    said = layouts()
    rows = ["| id | paper | of a | shapes | who | official results only | layout |", "|" + "---|" * 7]
    for one in PAPERS:
        layout = said[ELSEWHERE.get(one.id, one.id)]
        cells = (
            f"`{one.id}`",
            translate("vi", f"paper.name.{one.id}", {}),
            OF[one.of],
            ", ".join(one.shapes),
            who(one),
            "yes" if one.weighty else "",
            str(layout["certainty"]),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def compared() -> dict[str, list[str]]:
    """What to compare → of which papers; in the order of the papers."""
    found: dict[str, list[str]] = {}
    for name, layout in layouts().items():
        for line in _lines(layout):
            found.setdefault(line, []).append(_title(name))
        for report in _reports(layout):
            for line in _lines(report):
                found.setdefault(line, []).append(f"Biểu {report['id']}")
    return found


def _lines(layout: Mapping[str, object]) -> list[str]:
    lines = layout.get("to_compare", [])
    assert isinstance(lines, list)
    return [str(one).rstrip(".") for one in lines]


def _reports(layout: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    reports = layout.get("reports", [])
    assert isinstance(reports, list)
    yield from (one for one in reports if one.get("to_compare"))


def _title(name: str) -> str:
    if name == "export":
        return "Dữ liệu của đợt, danh sách bảo hiểm y tế"
    if name == "reports":
        return "Báo cáo 7.1–7.11"
    return translate("vi", f"paper.name.{name}", {})


def listed() -> str:
    """By paper; what several have comes first, once."""
    groups: dict[str, list[str]] = {SHARED: []}
    for line, papers in compared().items():
        if len(papers) > 1:
            groups[SHARED].append(f"{line} *({'; '.join(papers)})*")
        else:
            groups.setdefault(papers[0], []).append(line)
    parts = [f"**{name}**\n" + "\n".join(f"- [ ] {one}" for one in lines) for name, lines in groups.items()]
    return "\n\n".join(parts)


MADE = {"all papers": table, "to compare": listed}


def between(text: str, name: str) -> tuple[str, str, str]:
    """What stands before, between and after a part's two marks."""
    before, opened, rest = text.partition(f"<!-- {name} -->\n\n")
    part, closed, after = rest.partition("\n\n<!-- end -->")
    assert opened and closed, name
    return before + opened, part, closed + after


@pytest.mark.parametrize("name", MADE)
def test_the_docs_say_what_code_and_pack_say(name: str) -> None:
    before, written, after = between(DOC.read_text("utf-8"), name)
    made = MADE[name]()
    if os.environ.get("RASOAT_GOLDEN"):
        DOC.write_text(before + made + after, "utf-8")
        written = made
    assert written == made


def test_each_paper_says_what_to_compare_or_where_it_is_from() -> None:
    assert len(compared()) > 50
    for name, layout in layouts().items():
        assert layout["source"], name
        assert layout["certainty"] == "law" or _lines(layout), name


def test_no_layout_file_is_left_out() -> None:
    there = {path.stem for path in LAYOUTS.glob("*.toml")} - {"common"}
    assert there == set(layouts())
