"""The export of a round: the same content in three shapes, scored again alike, nobody's secrets in it."""

import csv
import html
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.cases.form_record import SentResult
from bot.documents.export.export import Format, export
from bot.documents.export.export_dictionary import dictionary
from bot.documents.export.export_flat import NOTHING, QUOTE
from bot.documents.export.export_layout import layout_of
from bot.documents.export.export_words import export_words
from bot.errors import ConfigError
from bot.scoring.pack_copy import PackCopy, copy_of
from bot.scoring.packs import digest, load_pack
from tests.integration.rounds import HOSTILE, SECRETS, full_round
from tests.integration.surveys import SENT_AT, surveyed

PACK = load_pack("2022-2025")
WORDS = export_words(PACK.id)
LAYOUT = layout_of((PACK,))
TABLES = tuple(LAYOUT.columns)
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "json")
Tables = dict[str, list[dict[str, str]]]


# ── read back ────────────────────────────────────────────────────────────────────────────────
def from_workbook(file: bytes) -> Tables:
    book = load_workbook(io.BytesIO(file))
    found: Tables = {}
    for table, title in WORDS.tables.items():
        ids, _, *rows = book[title].iter_rows(values_only=True)
        found[table] = [{str(k): _text(v) for k, v in zip(ids, row, strict=True)} for row in rows]
    return found


def _text(value: object) -> str:
    return (
        ""
        if value is None
        else str(int(value))
        if isinstance(value, float) and value.is_integer()
        else str(value)
    )


def from_csv(file: bytes) -> Tables:
    """As whoever reads it is told to: one apostrophe in front goes away."""
    found: Tables = {}
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            assert data.startswith(b"\xef\xbb\xbf"), name
            rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
            found[name.removesuffix(".csv")] = [
                {k: v.removeprefix(QUOTE) for k, v in row.items()} for row in rows
            ]
    return found


def from_json(file: bytes) -> Tables:
    """The object as the same tables."""
    whole = json.loads(file)
    found: Tables = {table: [] for table in TABLES}
    for home in whole["households"]:
        row = {".".join(column.path): column for column in LAYOUT.columns["households"]}
        found["households"].append(
            {column.id: _json(_at(home, path.split("."))) for path, column in row.items()}
        )
        for no, one in enumerate(home["members"] or (), 1):
            own = {"code": home["code"], "no": no, **one}
            found["members"].append({c.id: _json(own.get(c.id)) for c in LAYOUT.columns["members"]})
        for table in ("deprivations", "complaints", "votes", "postings"):
            for one in home[table]:
                own = {"code": home["code"], **one}
                columns = LAYOUT.columns[table]
                found[table].append({c.id: _json(_at(own, list(c.path)), c.kind) for c in columns})
    return found


def _at(value: Any, path: list[str]) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _json(value: object, kind: str = "") -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("\n" if kind == "texts" else ";").join(value) if value else NOTHING
    return "" if value is None else str(value)


def of(tables: Tables, number: int, table: str = "households") -> list[dict[str, str]]:
    return [row for row in tables[table] if row["code"] == f"HL-9{number:03}"]


# ── the same content ─────────────────────────────────────────────────────────────────────────
async def test_three_shapes_have_the_same_content() -> None:
    store, plan = await full_round()
    made = {fmt: await export(store, plan.id, fmt) for fmt in FORMATS}
    book, text, plain = from_workbook(made["xlsx"]), from_csv(made["csv"]), from_json(made["json"])
    for table in TABLES:
        assert len(book[table]) == len(text[table]) == len(plain[table]) > 0
        for one, two, three in zip(book[table], text[table], plain[table], strict=True):
            assert {**one, **_bell(one)} == {**two, **_bell(two)} == {**three, **_bell(three)}


def _bell(row: dict[str, str]) -> dict[str, str]:
    """What a workbook cannot hold, a sign for it in the flat shapes; the rest is alike to the letter."""
    return {name: value.replace("\x07", "\ufffd").replace("_x005F_x", "_x") for name, value in row.items()}


async def test_a_decided_household_is_all_there() -> None:
    store, plan = await full_round()
    tables = from_csv(await export(store, plan.id, "csv"))
    [home] = of(tables, 1)
    expected = {
        "head": "Hoàng Thị Mai", "address": "Xóm Đồi", "permanent_address": "12 Xóm Đồi, Khu 3",
        "area_id": "kp3", "area.type": "rural", "procedure": "1.011606", "state": "recognised",
        "class_before": "none", "dates.received": "2026-10-01", "dates.surveyed": "2026-09-30",
        "dates.met": "2026-10-20", "dates.posted": "2026-11-12", "dates.decided": "2026-12-10",
        "result.class": "poor", "result.official": "no", "result.mark": PACK.table_label["vi"],
        "decision.class": "poor", "decision.outcome": "recognised",
        "decision.number": "125/QĐ-UBND", "decision.movement": "new_poor",
        "decision.certificate": "7/GCN-HN.HCN", "pa01": "yes", "pa02": "no", "pa05": "yes",
        "household_size": "3", "floor_area_m2": "20", "assets": NOTHING, "land": "garden",
        "income.purpose": "",
    }  # fmt: skip
    assert {name: home[name] for name in expected} == expected
    people = of(tables, 1, "members")
    assert [one["national_id"] for one in people] == ["020184000123", "", ""]
    assert [one["name"] for one in people] == ["Hoàng Thị Mai", "Hoàng Văn Nam", "Hoàng Thu Hà"]
    assert of(tables, 1, "complaints") == [
        {"code": "HL-9001", "no": "1", "received_on": "2026-11-04", "in_window": "yes", "rechecked": "no",
         "outcome": "answered", "answered_on": "2026-11-05"}
    ]  # fmt: skip
    [vote] = of(tables, 1, "votes")
    assert (vote["attended"], vote["agree"], vote["passed"], vote["result.class"]) == (
        "40",
        "30",
        "yes",
        "poor",
    )
    first, second = of(tables, 1, "postings")
    assert (first["posting"], first["places"], first["again"]) == ("1", "nhà văn hóa; sân kho\ntrụ sở", "no")
    assert (second["posting"], second["places"], second["again"]) == ("2", NOTHING, "yes")


async def test_deprivations_name_the_members_they_rest_on() -> None:
    store, plan = await full_round()
    rows = of(from_csv(await export(store, plan.id, "csv")), 1, "deprivations")
    found = {row["indicator"]: (row["status"], row["members"]) for row in rows}
    assert found["employment"] == ("deprived", "2")
    assert found["health_insurance"] == ("deprived", "2")
    assert found["water"] == ("deprived", NOTHING)
    [unsure] = [
        x
        for x in of(from_csv(await export(store, plan.id, "csv")), 9, "deprivations")
        if x["status"] == "unknown"
    ]
    assert unsure["indicator"] == "health_insurance"


async def test_the_result_is_the_one_that_was_sent_whatever_is_being_amended() -> None:
    store, plan = await full_round()
    [home] = of(from_csv(await export(store, plan.id, "csv")), 8)
    assert home["floor_area_m2"] == "42"


async def test_closed_and_withdrawn_files_leave_with_their_state_erased_ones_as_a_number() -> None:
    store, plan = await full_round()
    file = await export(store, plan.id, "json")
    tables = from_json(file)
    assert [of(tables, n)[0]["state"] for n in (3, 4)] == ["closed", "withdrawn"]
    assert of(tables, 5) == []
    about = json.loads(file)["round"]
    assert about["erased"] == 1
    assert about["households"] == len(tables["households"])
    assert about["mark"] == "; ".join(sorted((PACK.table_label["vi"], PACK.income.label["vi"])))  # type: ignore[union-attr]
    assert (about["pack"], about["pack_digest"]) == (PACK.id, PACK.digest)
    assert about["table_digests"] == [PACK.table.digest]


async def test_files_before_a_survey_and_by_income_have_what_they_have() -> None:
    store, plan = await full_round()
    tables = from_csv(await export(store, plan.id, "csv"))
    [screened], [earning] = of(tables, 6), of(tables, 7)
    assert [screened[one] for one in ("pa01", "pa09", "wall", "result.class", "pack")] == [
        "no",
        "no",
        "",
        "",
        "",
    ]
    assert earning["income.crops_revenue"] == "60000000"
    assert earning["income.wages_revenue"] == "", "not asked: crops are the only source"
    assert earning["result.class"] == "average_living_standard"
    assert earning["result.score_a"] == earning["pa01"] == ""
    assert of(tables, 7, "members") == []


# ── what must not leave, what must not run ───────────────────────────────────────────────────
@pytest.mark.parametrize("fmt", FORMATS)
async def test_nothing_of_complainers_phones_chats_and_staff_leaves(fmt: Format) -> None:
    store, plan = await full_round()
    text = "\n".join(_all_text(await export(store, plan.id, fmt), fmt))
    assert "Hoàng Văn Nam" in text, "the eyes of this test are open"
    assert [name for name, secret in SECRETS.items() if secret in text] == []


def _all_text(file: bytes, fmt: Format) -> Iterator[str]:
    if fmt == "json":
        yield json.dumps(json.loads(file), ensure_ascii=False)
        return
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            yield html.unescape(archive.read(name).decode("utf-8"))  # a workbook may write letters as numbers


async def test_texts_that_look_like_formulas_stay_texts_in_the_workbook() -> None:
    store, plan = await full_round()
    book = load_workbook(io.BytesIO(await export(store, plan.id, "xlsx")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}, "no formula, no error"
    names = [row["name"] for row in of(from_workbook(await export(store, plan.id, "xlsx")), 2, "members")]
    assert [one.replace("_x005F_x", "_x") for one in names] == [
        one.replace("\x07", "\ufffd") for one in HOSTILE
    ]


async def test_texts_that_look_like_formulas_begin_with_an_apostrophe_in_csv() -> None:
    store, plan = await full_round()
    with zipfile.ZipFile(io.BytesIO(await export(store, plan.id, "csv"))) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("members.csv").decode("utf-8-sig"), newline="")))
    names = [row["name"] for row in rows if row["code"] == "HL-9002"]
    assert names[:7] == [f"'{one}" for one in HOSTILE[:6]] + [HOSTILE[6]]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())


async def test_json_keeps_every_letter() -> None:
    store, plan = await full_round()
    homes = json.loads(await export(store, plan.id, "json"))["households"]
    [home] = [one for one in homes if one["code"] == "HL-9002"]
    assert tuple(one["name"] for one in home["members"]) == HOSTILE


# ── the dictionary in the file; edges ────────────────────────────────────────────────────────
@pytest.mark.parametrize("fmt", ("xlsx", "csv"))
async def test_the_dictionary_comes_along(fmt: Format) -> None:
    store, plan = await full_round()
    file = await export(store, plan.id, fmt)
    rows = (from_workbook(file) if fmt == "xlsx" else from_csv(file))["dictionary"]
    entries = dictionary(PACK)
    assert [(row["table"], row["id"], row["label"]) for row in rows] == [
        (one.table, one.id, one.label) for one in entries
    ]
    assert rows[0]["label"] == WORDS.notes[0]


async def test_a_question_only_an_earlier_pack_had_keeps_its_column() -> None:
    """A form stays with the pack it began with, and what was answered under that leaves, too."""
    store, plan = await full_round()
    now = copy_of(PACK.id)
    changed = now.files["phieu_b.toml"].replace('id = "was_poor_before"', 'id = "was_poor_ever"')
    files = {name: text.encode() for name, text in {**now.files, "phieu_b.toml": changed}.items()}
    earlier = PackCopy(digest(files), PACK.id, {**now.files, "phieu_b.toml": changed})
    _, record = await surveyed(store, 11)
    answers = record.answers.put({"was_poor_ever": "yes", "previous_class": "none"})
    data = {**(record.sent or {}), "digest": earlier.id}
    sent = (SentResult(SENT_AT, answers, data),)
    old = replace(record, pack_digest=earlier.id, answers=answers, sent=data, results=sent, version=2)
    await store.seed([earlier, old])
    tables = from_csv(await export(store, plan.id, "csv"))
    assert of(tables, 11)[0]["was_poor_ever"] == "yes"
    assert of(tables, 1)[0]["was_poor_ever"] == ""
    assert [row["label"] for row in tables["dictionary"] if row["id"] == "was_poor_ever"] == [
        "Từng là hộ nghèo"
    ]


async def test_an_empty_round_is_a_file_without_households() -> None:
    store, _ = await full_round()
    empty = next(one for one in await store.rounds() if one.reference_date.year == 2027)
    assert json.loads(await export(store, empty.id, "json"))["households"] == []
    assert from_workbook(await export(store, empty.id, "xlsx"))["members"] == []
    assert from_csv(await export(store, empty.id, "csv"))["households"] == []


async def test_an_unknown_round_is_an_error() -> None:
    store, _ = await full_round()
    with pytest.raises(ConfigError):
        await export(store, "no-such", "json")
