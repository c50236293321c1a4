"""The layout and words of a paper as the pack has them: `packs/<id>/papers/<paper>.toml`, checked at load.

These files are no part of a pack's digest: they change no result.
"""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from bot.cases.papers import PaperId
from bot.errors import ConfigError
from bot.scoring.form_reader import read_toml
from bot.scoring.form_schema import Sourced, Strict, Text, Words
from bot.scoring.pack_schema import validate
from bot.scoring.packs import load_pack

Align = Literal["left", "center", "right", "justify"]
Cells = list[str]
"""Texts with docxtpl's tags; **bold**, __italic__ and [[boxed]] within."""


class LinesBlock(Strict):
    """Paragraphs. first: indent of their first line in mm; before, after: space around each in points.

    leader: `{{ x or leader }}` fills the line with dots. rule: a line above the first.
    """

    kind: Literal["lines"]
    text: Cells
    align: Align = "justify"
    size: float = 13
    bold: bool = False
    italic: bool = False
    first: float = 0
    before: float = 0
    after: float = 4
    keep: bool = False
    leader: bool = False
    rule: bool = False


class HeadBlock(Strict):
    """Agency on the left, the country's name and motto on the right; under: below the rule there."""

    kind: Literal["head"]
    left: Cells
    right: Cells | None = None
    under: Cells = Field(default_factory=list)
    mark: str = ""


class ColumnFile(Strict):
    """width: mm. group: heading over neighbouring columns that name the same."""

    title: Text
    width: float
    value: str
    align: Align = "left"
    group: str = ""


class TableBlock(Strict):
    """One row for each of `each` (its name in tags: row). groups: a list of groups (its name: group) whose
    `each` the rows are, each under a line `group_title`. total: a last line, one text a column.
    least: height of a row in mm, where hands write. A title is bold, or where it has **…** only that."""

    kind: Literal["table"]
    columns: list[ColumnFile]
    each: Text
    groups: str = ""
    group_title: str = ""
    numbered: bool = True
    total: Cells = Field(default_factory=list)
    size: float = 11
    least: float = 0


class GridBlock(Strict):
    """Rows of cells as written, widths in mm; heading: of these rows repeated on each page.

    leader: as of lines, to the end of each cell.
    """

    kind: Literal["grid"]
    widths: list[float]
    rows: list[Cells]
    border: bool = False
    align: Align = "left"
    size: float = 13
    heading: int = 0
    leader: bool = False


class SignerFile(Strict):
    lines: Cells
    name: str = ""


class SignaturesBlock(Strict):
    """Side by side; place: the line above, to the right. receivers: "Nơi nhận" in a first column."""

    kind: Literal["signatures"]
    signers: list[SignerFile]
    receivers: Cells = Field(default_factory=list)
    place: str = ""
    space: float = 22


class BreakBlock(Strict):
    kind: Literal["page_break"]


class WhenBlock(Strict):
    """Only where the condition (of Jinja) holds."""

    kind: Literal["when"]
    condition: Text
    blocks: list["Block"]


class EachBlock(Strict):
    """Once for each of a list, named `name` in tags; apart: each on pages of its own, numbered from 1."""

    kind: Literal["each"]
    of: Text
    name: Text
    blocks: list["Block"]
    apart: bool = False


Block = Annotated[
    LinesBlock | HeadBlock | TableBlock | GridBlock | SignaturesBlock | BreakBlock | WhenBlock | EachBlock,
    Field(discriminator="kind"),
]


class PaperForm(Sourced):
    """more: fields it does not use and a changed template may. words: for values of ours ("Nam").
    foot: below every page; "{pages}" in it stands for their number.

    to_compare: what of the layout was not read in print, in words for whoever has the print.
    page_numbers: above each page from the second; not where one file is many papers.
    """

    id: PaperId
    title: Words
    landscape: bool = False
    page_numbers: bool = True
    foot: str = ""
    more: list[Text] = Field(default_factory=list)
    to_compare: list[Text] = Field(default_factory=list)
    words: dict[str, str] = Field(default_factory=dict)
    blocks: list[Block]

    def word(self, name: str) -> str:
        """One of its own words; KeyError where the file lacks it."""
        return self.words[name]


class CommonFile(Strict):
    """common.toml: what all papers share. country: name and motto."""

    country: Cells
    training: Text


@cache
def paper_form(pack_id: str, paper: PaperId) -> PaperForm:
    """The paper's form under this pack (a draft: under the one it is based on). ConfigError: it has none."""
    text, where = read_paper(pack_id, paper)
    return validate(PaperForm, read_toml(text, where), where, text)


@cache
def common(pack_id: str) -> CommonFile:
    """What all papers of the pack share."""
    text, where = read_paper(pack_id, "common")
    return validate(CommonFile, read_toml(text, where), where, text)


def pack_of_papers(pack_id: str) -> str:
    """The pack whose papers are printed under this one: of a draft the one it is based on."""
    draft = load_pack(pack_id).draft
    return draft.based_on if draft is not None else pack_id


def read_paper(pack_id: str, name: str) -> tuple[str, str]:
    """Text and place of a file of papers/ of this pack (a draft: of the one it is based on). ConfigError."""
    own = pack_of_papers(pack_id)
    file = files("bot.scoring") / "packs" / own / "papers" / f"{name}.toml"
    where = f"packs/{own}/papers/{name}.toml"
    if not file.is_file():
        raise ConfigError("the pack has no such paper", where=where)
    return file.read_text("utf-8"), where
