"""Streams of JSON: one object a line, objects over several lines, and what is broken among them."""

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.scoring.json_records import Broken, records


def shape(text: str) -> list[tuple[int, object]]:
    """Line and value of each record, "broken" where there is none."""
    found = records(text.splitlines(keepends=True))
    return [(r.line, "broken" if isinstance(r.value, Broken) else r.value) for r in found]


A, B = {"pack": "a", "members": [{"n": 1}]}, {"pack": "b"}
ONE, TWO = json.dumps(A), json.dumps(B)
PRETTY = json.dumps(A, indent=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n", []),
        (f"{ONE}\n{TWO}\n", [(1, A), (2, B)]),
        (f"\n{ONE}\n\n{TWO}", [(2, A), (4, B)]),
        (PRETTY, [(1, A)]),
        (f"{PRETTY}\n{PRETTY}\n", [(1, A), (9, A)]),
        (f"{ONE}\n{PRETTY}\n{TWO}", [(1, A), (2, A), (10, B)]),
        (f"{ONE}\nnot json\n{TWO}", [(1, A), (2, "broken"), (3, B)]),
        (f"{ONE} {TWO}\n{TWO}", [(1, "broken"), (2, B)]),
        (f"{ONE[:20]}\n{TWO}", [(1, "broken"), (2, B)]),
        (f'{{"pack": "a",\n{TWO}\n{ONE}', [(1, "broken"), (2, B), (3, A)]),
        (f'{{"pack": [\nnot json\n{TWO}', [(1, "broken"), (2, "broken"), (3, B)]),
        ('{"pack": [\n1,\n2 2,\n3]}\n' + TWO, [(1, "broken"), (5, B)]),
        ('{"pack": [', [(1, "broken")]),
        ("5\n[1]\n", [(1, 5), (2, [1])]),
        ('{"a": 1, "a": 2}', [(1, "broken")]),
        ('{"a": NaN}', [(1, "broken")]),
        ("[" * 100_000, [(1, "broken")]),
        ('{"a": ' + "9" * 5000 + "}", [(1, "broken")]),
    ],
)
def test_records(text: str, expected: list[tuple[int, object]]) -> None:
    assert shape(text) == expected


def test_an_object_inside_another_on_a_line_of_its_own_is_not_a_record() -> None:
    assert shape('{"pack": "a", "members": [\n{"n": 1}\n]}') == [(1, A)]


def test_numbers_stay_exact() -> None:
    (record,) = records(['{"floor_area_m2": 7.999999999999999999}'])
    assert record.value == {"floor_area_m2": Decimal("7.999999999999999999")}


def test_bytes_with_a_mark_and_bytes_that_are_not_text() -> None:
    found = list(records([b"\xef\xbb\xbf" + TWO.encode(), b"\xff\xfe\n", TWO.encode()]))
    assert [r.value if r.line != 2 else type(r.value) for r in found] == [B, Broken, B]
    assert isinstance(found[1].value, Broken)
    assert found[1].value.why == "not UTF-8 text"


def test_records_come_as_the_lines_come() -> None:
    taken: list[int] = []

    def slowly() -> Iterator[str]:
        for n in range(3):
            taken.append(n)
            yield TWO + "\n"

    stream = records(slowly())
    next(stream)
    assert taken == [0]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([{"pack": "a", "members": [{"n": n} for n in range(10)]}] * 300, indent=1),
        "[\n" + ",\n".join([json.dumps({**A, "note": "x" * 700})] * 500) + "\n]",
    ],
)
def test_a_whole_file_printed_as_one_list_comes_to_an_end(text: str) -> None:
    """Read anew at each line it would take longer the longer it is; and it is given up before its end."""
    first, *_ = found = list(records(text.splitlines()))
    assert (first.line, isinstance(first.value, Broken)) == (1, True)
    assert "more than" in first.value.why
    assert not any(isinstance(one.value, list) for one in found)


def test_what_follows_a_record_that_was_too_long_is_read() -> None:
    lines = ["{", *['"a": [1],'] * 6_000, ONE, TWO]
    assert [line for line, value in shape("\n".join(lines)) if value != "broken"] == [6_002, 6_003]


def test_a_printed_household_of_a_hundred_is_read() -> None:
    home = {"pack": "a", "members": [{f"question_{n}": "answer" for n in range(20)}] * 100}
    assert shape(json.dumps(home, indent=2)) == [(1, home)]
