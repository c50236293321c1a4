"""Words of the export and of the insurance list, from the pack: `packs/<id>/papers/export.toml`, checked."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from bot.errors import ConfigError
from bot.scoring.form_reader import read_toml
from bot.scoring.form_schema import Sourced, Strict, Text
from bot.scoring.pack_schema import validate
from bot.scoring.packs import load_pack

TableId = Literal[
    "round", "households", "members", "deprivations", "complaints", "votes", "postings", "dictionary"
]
Sensitivity = Literal["none", "personal", "sensitive"]
Kind = Literal["text", "code", "list", "texts", "number", "day", "yes_no", "note"]
"""What a column holds. texts: several, one a line; list: several codes; note: no column."""


class ColumnWords(Strict):
    """label: its heading; purpose: what it is exported for; values: name of the list of its values' words."""

    label: Text
    purpose: Text
    sensitivity: Sensitivity = "none"
    source: str = ""
    values: str = ""


class FormWords(Strict):
    """Of all questions of one form. sensitive: ids of those whose answers are sensitive personal data."""

    purpose: Text
    sensitive: list[Text]


class InsuranceWords(Strict):
    """The list for health-insurance cards; total: a sentence with people, households, poor, near_poor."""

    sheet: Text
    agency: Text
    country: Annotated[list[Text], Field(min_length=2, max_length=2)]
    title: Text
    note: Text
    total: Text
    date: Text
    signers: Annotated[list[Text], Field(min_length=1)]
    columns: dict[str, Text]


class ExportWords(Sourced):
    """notes: the first lines of the data dictionary. about: what is said of the round itself, in order.

    own_source: of columns that are ours. official: where points come from that are the circular's.
    too_long: in place of a text that no cell holds.
    """

    to_compare: list[Text]
    notes: Annotated[list[Text], Field(min_length=1)]
    own_source: Text
    official: Text
    too_long: Text
    answers: dict[str, Text]
    tables: dict[TableId, Text]
    kinds: dict[Kind, Text]
    sensitivities: dict[Sensitivity, Text]
    forms: dict[str, FormWords]
    values: dict[str, dict[str, Text]]
    columns: dict[TableId, dict[str, ColumnWords]]
    about: dict[str, Text]
    insurance: InsuranceWords


@cache
def export_words(pack_id: str) -> ExportWords:
    """The words under this pack (a draft: under the one it is based on). ConfigError: it has none."""
    draft = load_pack(pack_id).draft
    own = draft.based_on if draft is not None else pack_id
    where = f"packs/{own}/papers/export.toml"
    file = files("bot.scoring") / "packs" / own / "papers" / "export.toml"
    if not file.is_file():
        raise ConfigError("the pack has no words for an export", where=where)
    text = file.read_text("utf-8")
    return validate(ExportWords, read_toml(text, where), where, text)
