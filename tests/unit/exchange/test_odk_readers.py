"""Submissions out of XML, JSON, CSV and zip: what is read, and what is said of what cannot be."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from bot.exchange import odk, odk_csv, odk_json, odk_xml
from bot.exchange.odk import read_file, read_submissions
from bot.exchange.odk_fields import Found, Unread
from bot.handlers.imported import Brought, brought_from, packed
from bot.runtime.control import LIMIT
from locales import translate

XML = """<?xml version='1.0' ?>
<data xmlns:orx="http://openrosa.org/xforms" id="phieu_b" version="0123456789ab-ba9876543210">
  <case_code>HL-0001</case_code>
  <g_housing><wall>durable</wall><x_note/><floor_area_m2>42.5</floor_area_m2></g_housing>
  <g_belongings><assets>tv motorbike</assets><land/></g_belongings>
  <members><name>Hoàng Thị Mai</name><birth>1984-03-02</birth></members>
  <members><name>Hoàng Văn Nam</name><birth>1982</birth></members>
  <orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta>
</data>"""

FIELDS = {"case_code": "HL-0001", "wall": "durable", "floor_area_m2": "42.5", "assets": "tv motorbike"}
FIELDS["land"] = ""
MEMBERS = [{"name": "Hoàng Thị Mai", "birth": "1984-03-02"}, {"name": "Hoàng Văn Nam", "birth": "1982"}]

KOBO = {
    "_id": 7,
    "_uuid": "1",
    "_attachments": [],
    "_geolocation": [None, None],
    "_validation_status": {},
    "_xform_id_string": "aXyZ",
    "meta/instanceID": "uuid:1",
    "case_code": "HL-0001",
    "g_housing/wall": "durable",
    "g_housing/floor_area_m2": "42.5",
    "g_belongings/assets": "tv motorbike",
    "g_belongings/land": "",
    "members": [{f"members/{name}": text for name, text in one.items()} for one in MEMBERS],
}
ODATA = {
    "__id": "uuid:1",
    "__system": {"submissionDate": "2026-10-05T01:00:00Z", "formVersion": "0123456789ab-ba9876543210"},
    "meta": {"instanceID": "uuid:1", "instanceName": None},
    "case_code": "HL-0001",
    "g_housing": {"wall": "durable", "x_note": None, "floor_area_m2": 42.5},
    "g_belongings": {"assets": "tv motorbike", "land": None},
    "members@odata.navigationLink": "Submissions('uuid%3A1')/members",
    "members": [{"__id": f"m{n}", "__Submissions-id": "uuid:1", **one} for n, one in enumerate(MEMBERS)],
}
TABLE = (
    "SubmissionDate,case_code,g_housing-wall,g_housing-floor_area_m2,g_belongings-assets,g_belongings-assets/tv,"
    "g_belongings-land,g_belongings-land/garden,meta-instanceID,KEY,SubmitterName,FormVersion\r\n"
    "2026-10-05,HL-0001,durable,42.5,tv motorbike,1,,0,uuid:1,uuid:1,Ba,0123456789ab-ba9876543210\r\n"
)
REPEAT = (
    "name,birth,PARENT_KEY,KEY\r\n"
    "Hoàng Thị Mai,1984-03-02,uuid:1,uuid:1/members[1]\r\n"
    "Hoàng Văn Nam,1982,uuid:1,uuid:1/members[2]\r\n"
)


def zipped(files: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as packed_files:
        for name, text in files.items():
            packed_files.writestr(name, text)
    return out.getvalue()


def read(data: str | bytes | object, name: str = "file") -> list[Found]:
    if not isinstance(data, str | bytes):
        data = json.dumps(data)
    return list(read_submissions(name, data.encode() if isinstance(data, str) else data))


def one(data: str | bytes | object, name: str = "file") -> Brought:
    [found] = read(data, name)
    assert isinstance(found, Brought), found
    return found


def why(data: str | bytes | object, name: str = "file") -> str:
    """The key of what is said; its words exist."""
    [found] = read(data, name)
    assert isinstance(found, Unread), found
    for language in ("vi", "en"):
        assert "{" not in translate(language, found.problem.key, dict(found.problem.args))
    return found.problem.key.removeprefix("import.")


CSVS = {"phieu_b.csv": TABLE, "phieu_b-members.csv": REPEAT}


@pytest.mark.parametrize(
    "data",
    [XML, [KOBO], {"count": 1, "results": [KOBO]}, {"value": [ODATA]}, [ODATA], KOBO, zipped(CSVS),
     zipped({"a/b.xml": XML, "a/photo.jpg": b"x"}), zipped({"all.json": json.dumps([KOBO])}),
     "\ufeff" + XML.partition("\n")[2]],
    ids=["xml", "kobo", "results", "odata", "list", "object", "csv", "zip of xml", "zip of json", "mark"],
)  # fmt: skip
def test_every_shape_gives_the_same_submission(data: str | bytes | object) -> None:
    found = one(data)
    assert (found.instance, found.form, found.code) == ("uuid:1", "phieu_b", "HL-0001")
    assert {name: found.fields[name] for name in FIELDS} == FIELDS
    assert [{name: member[name] for name in MEMBERS[0]} for member in found.members] == MEMBERS


@pytest.mark.parametrize("data", [XML, {"value": [ODATA]}, zipped(CSVS)], ids=["xml", "odata", "csv"])
def test_the_forms_version_is_read_where_the_tool_gives_it(data: str | bytes | object) -> None:
    assert one(data).version == "0123456789ab-ba9876543210"


def test_the_place_is_named() -> None:
    assert one(XML, "b.xml").where == "b.xml"
    assert [found.where for found in read([KOBO, {**KOBO, "meta/instanceID": "uuid:2"}], "k.json")] == [
        "k.json[1]",
        "k.json[2]",
    ]
    assert one(zipped(CSVS)).where == "phieu_b.csv:2"
    assert one(zipped({"x/b.xml": XML})).where == "x/b.xml"


def test_a_number_is_kept_as_it_was_written() -> None:
    text = json.dumps([ODATA]).replace("42.5", "7.99999999999999999999")
    assert one(text).fields["floor_area_m2"] == "7.99999999999999999999"


def test_phieu_a_is_known_by_its_criteria() -> None:
    assert one([{"_uuid": "1", "case_code": "HL-0004", "g_criteria/pa01": "yes"}]).form == "phieu_a"
    assert one([{"_uuid": "1", "case_code": "HL-0004"}]).form == ""


def test_it_travels_as_one_line() -> None:
    found = one(XML)
    assert "\n" not in packed(found)
    assert brought_from(packed(found)) == found


BOMB = """<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><data id="phieu_b"><case_code>&c;</case_code></data>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<data id="phieu_b"><case_code>&x;</case_code></data>"""

NOT_APPROVED = {"uid": "validation_status_not_approved", "label": "Not approved"}

NOT_READ: dict[str, tuple[str | bytes | object, str]] = {
    "bomb": (BOMB, "xml.forbidden"),
    "outside": (OUTSIDE, "xml.forbidden"),
    "a bare DTD": ('<!DOCTYPE data><data id="phieu_b"/>', "xml.forbidden"),
    "cut short": (XML[:200], "xml.broken"),
    "not utf-8": (b"<data>\xff\xfe</data>", "xml.broken"),
    "unknown letters": ("<?xml version='1.0' encoding='klingon'?><data/>", "xml.broken"),
    "deep": ("<a>" * 5000 + "</a>" * 5000, "xml.broken"),
    "two answers": (XML.replace("<x_note/>", "<wall>not_durable</wall>"), "file.twice"),
    "a long answer": (XML.replace("HL-0001", "x" * 1001), "file.too_long"),
    "no id": (XML.replace("uuid:1", ""), "file.no_instance"),
    "an id with a line break": (XML.replace("uuid:1", "uuid:\n1"), "file.no_instance"),
    "a crowd": ([{**KOBO, "members": KOBO["members"] * 51}], "file.members"),  # type: ignore[operator]
    "long altogether": (
        [{**KOBO, "members": [{f"members/f{n}": "y" * 999 for n in range(5)} for _ in range(40)]}],
        "file.long",
    ),
    "rejected": ([{**ODATA, "__system": {"reviewState": "rejected"}}], "file.rejected"),
    "not approved": ([{**KOBO, "_validation_status": NOT_APPROVED}], "file.rejected"),
    "no json": ('{"results": [', "json.broken"),
    "an answer twice": ('[{"case_code": "HL-0001", "case_code": "HL-0002"}]', "json.broken"),
    "members twice": (json.dumps([KOBO])[:-2] + ', "members": []}]', "json.broken"),
    "not a number": ('[{"a": NaN}]', "json.broken"),
    "deep json": ("[" * 100_000, "json.broken"),
    "deep objects": ('{"a":' * 50 + "1" + "}" * 50, "json.broken"),
    "an empty list": ("[]", "file.nothing"),
    "a list of words": ('["a"]', "json.no_object"),
    "members that are words": ([{**KOBO, "members": ["Mai"]}], "json.no_object"),
    "nothing known": ("xin chào", "file.unknown"),
    "nothing at all": ("", "file.unknown"),
    "a zip of nothing": (zipped({"a.jpg": b"x"}), "file.nothing"),
    "half a character": ([{**KOBO, "case_code": "HL-\ud800"}], "json.broken"),
    "half a character in a name": ([{**KOBO, "\udfff": "x"}], "json.broken"),
    "a zip that lost bytes": (zipped({"1.xml": XML})[:30] + zipped({"1.xml": XML})[60:], "zip.broken"),
    "a zip with a name of other letters": (
        zipped({"ă.xml": XML}).replace("ă".encode(), b"\xff\xff"),
        "zip.broken",
    ),
    "a zip packed otherwise": (zipped({"1.xml": XML}, zipfile.ZIP_LZMA), "zip.broken"),
    "a zip that is none": (b"PK\x03\x04 and then nothing", "zip.broken"),
    "a table without keys": (zipped({"phieu_b.csv": "case_code\r\nHL-0001\r\n"}), "csv.no_key"),
    "a row too short": (zipped({"phieu_b.csv": "case_code,KEY\r\nHL-0001\r\n"}), "csv.cells"),
    "csv of other letters": (zipped({"phieu_b.csv": b"case_code,KEY\r\n\xff,1\r\n"}), "csv.broken"),
    "an open quote": (zipped({"phieu_b.csv": 'case_code,KEY\r\n"HL-0001,1\r\n'}), "csv.broken"),
    "a broken member": (
        zipped({**CSVS, "phieu_b-members.csv": REPEAT.replace("Nam,1982", "Nam")}),
        "csv.member",
    ),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_cannot_be_read_says_what_would_be_right(name: str) -> None:
    data, key = NOT_READ[name]
    assert why(data) == key


def test_one_bad_submission_does_not_spoil_the_others() -> None:
    found = read(zipped({"1.xml": XML, "2.xml": BOMB, "3.xml": XML.replace("uuid:1", "uuid:3")}))
    assert [type(one) for one in found] == [Brought, Unread, Brought]


def test_the_longest_submission_fits_the_door_of_a_running_bot() -> None:
    """Each letter of these takes twelve bytes of JSON, and names count as answers do."""
    name, text = "\U0001f600", "\U0001f601" * 900
    longest = {f"members/{name * n}": text for n in range(1, 100)}
    members = [longest, {name: text, **{chr(0x20000 + n): "" for n in range(14_000)}}]
    [found] = read([{**KOBO, "members": members}])
    assert isinstance(found, Brought)
    wish = {"do": "import", "staff": "nv-ba", "submission": packed(found)}
    assert 1_000_000 < len(json.dumps(wish)) < LIMIT
    assert why([{**KOBO, **{f"a{n}": "" for n in range(30_000)}}]) == "file.long"


def test_the_same_submission_twice_in_a_file_is_taken_once() -> None:
    first, second = read([KOBO, KOBO])
    assert isinstance(first, Brought)
    assert isinstance(second, Unread)
    assert second.problem.key == "import.file.again"


def test_what_a_mac_puts_beside_a_file_is_no_submission() -> None:
    [found] = read(zipped({"x/1.xml": XML, "__MACOSX/x/._1.xml": b"\x00\x05\x16\x07"}))
    assert isinstance(found, Brought)


def test_two_forms_in_one_zip_keep_apart() -> None:
    table_a = "case_code,g_criteria-pa01,meta-instanceID,KEY\r\nHL-0004,yes,uuid:9,uuid:9\r\n"
    found = read(zipped({**CSVS, "phieu_a.csv": table_a}))
    assert [(one.form, len(one.members)) for one in found if isinstance(one, Brought)] == [
        ("phieu_b", 2),
        ("phieu_a", 0),
    ]


def test_a_member_of_no_submission_is_named_and_the_rest_is_read() -> None:
    more = "Lường Thị Xa,1990,uuid:7,uuid:7/members[1]\r\n"
    orphan, found = read(zipped({**CSVS, "phieu_b-members.csv": REPEAT + more}))
    assert isinstance(orphan, Unread)
    assert (orphan.where, orphan.problem.key) == ("phieu_b-members.csv:4", "import.csv.no_parent")
    assert isinstance(found, Brought)
    assert len(found.members) == 2


def test_a_member_with_a_cell_too_long_spoils_its_household_only() -> None:
    table = TABLE + TABLE.splitlines()[1].replace("uuid:1", "uuid:2") + "\r\n"
    more = f"{'y' * 1001},1990,uuid:2,uuid:2/members[1]\r\n"
    found = read(zipped({"phieu_b.csv": table, "phieu_b-members.csv": REPEAT + more}))
    assert [type(one) for one in found] == [Brought, Unread]


def test_a_zip_larger_than_it_says_is_counted_as_it_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odk, "MOST_BYTES", 10_000)
    bomb = zipped({"1.xml": XML + " " * 1_000_000})
    assert len(bomb) < 10_000
    assert why(bomb) == "file.too_big"


@pytest.mark.parametrize(
    ("module", "limit", "data", "key"),
    [
        (odk, "MOST_SUBMISSIONS", zipped({"1.xml": XML, "2.xml": XML}), "file.too_many"),
        (odk_json, "MOST_SUBMISSIONS", [KOBO, KOBO], "file.too_many"),
        (odk_csv, "MOST_SUBMISSIONS", zipped({**CSVS, "phieu_b.csv": TABLE + TABLE}), "file.too_many"),
        (odk_csv, "MOST_ROWS", zipped(CSVS), "file.too_many"),
        (odk_xml, "MOST_BYTES_ONE", XML, "file.too_big"),
    ],
)
def test_what_is_too_much_is_said(
    module: ModuleType, limit: str, data: object, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, limit, 1)
    assert why(data) == key


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.xml"
    path.write_text(XML, encoding="utf-8")
    monkeypatch.setattr(odk, "MOST_BYTES", 10)
    [found] = read_file(path)
    assert isinstance(found, Unread)
    assert found.problem.key == "import.file.too_big"


def test_empty_entries_at_the_end_of_the_members_are_no_members() -> None:
    """ODK Collect keeps them where the number of members was lowered again."""
    more = "<members><g_member/></members><members><name/><calc_age>0</calc_age></members>"
    [found] = read_submissions("a.xml", XML.replace("  <orx:meta>", more + "<orx:meta>").encode())
    assert isinstance(found, Brought)
    assert len(found.members) == 2
    between = XML.replace(
        "  <members><name>Hoàng Văn Nam", "<members><g_member/></members><members><name>Hoàng Văn Nam"
    )
    [found] = read_submissions("a.xml", between.encode())
    assert isinstance(found, Brought)
    assert len(found.members) == 3
