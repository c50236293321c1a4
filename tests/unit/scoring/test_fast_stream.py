"""Lines in, answers out: what is not plain goes to the careful lane, and all comes as it did before."""

import io
import json
import random
from collections.abc import Callable

import pytest

from bot.commands import score as command
from bot.scoring.contract import score_stream
from bot.scoring.fast.stream import Scorer, fast
from tests.unit.scoring.fast_households import careful, household, line_of, odd
from tests.unit.scoring.households import make

PLAIN = line_of(make(["mai", "nam"]))
TEXT = PLAIN.decode()


def put(old: str, new: str) -> Callable[[], bytes]:
    assert old in TEXT
    return lambda: TEXT.replace(old, new, 1).encode()


def answers(lines: list[bytes]) -> list[str]:
    scorer = Scorer()
    return [answer.text for answer in (*scorer.take(lines), *scorer.end())]


def careful_answers(lines: list[bytes]) -> list[str]:
    return [json.dumps(answer, ensure_ascii=False) for answer in score_stream(lines)]


def test_a_plain_line_is_fast() -> None:
    assert fast(PLAIN) == careful(PLAIN)


@pytest.mark.parametrize(
    "line",
    [
        put('"name": "Hoàng Thị Mai"', '"name": "Mai: chủ hộ: \\"a\\": x"'),
        put('"name": "Hoàng Thị Mai"', '"name": "Ho\\u00e0ng \\ud83d\\ude00 \\\\"'),
        put('"name": "Hoàng Thị Mai"', '"name": "1E5, 12345678901234567890.5"'),
        put('"wall": ', '"wall" \t: '),
        put('"floor_area_m2": 42', '"floor_area_m2": 42.5000'),
        put('"electricity_kwh": 60', '"electricity_kwh": -0.0'),
        put('"birth": "1984-03-02"', '"birth": 1984'),
        put('"pack": ', '"note": [' + "[" * 30 + "]" * 30 + '], "pack": '),
        put('"pack": ', '"visited": "2026-10-01T09:30:00+07:00", "pack": '),
        put('"wall": ', '"note": ["a", 5, null, true, 1e400], "wall": '),
        put('"wall": ', '"note": 7.99999999999999999999999, "wall": '),
        put('"wall": ', '"pa01": "yes", "wall": '),
        put('"sex": ', '"national_id": "024184001234", "sex": '),
        put('"sex": ', '"national_id": null, "sex": '),
        put('"type": "rural"', '"type": "urban"'),
        put("}]}", "}]}\r\n"),
        put('{"pack"', ' \t{"pack"'),
    ],
)
def test_unusual_and_right_is_scored_the_same(line: Callable[[], bytes]) -> None:
    assert "error" not in json.loads(careful(line()))
    assert fast(line()) in (careful(line()), None)
    assert answers([line()]) == careful_answers([line()])


@pytest.mark.parametrize(
    "line",
    [
        # a key twice, however it is hidden
        put('"wall": "durable"', '"wall": "not_durable", "wall": "durable"'),
        put('"wall": "durable"', '"wall": "not_durable", "w\\u0061ll": "durable"'),
        put('"wall": "durable"', '"wall": "not_durable", "wall"  :  "durable", "note": "x"'),
        put('"sex": "female"', '"sex": "male", "sex": "female"'),
        put('"type": "rural"', '"type": "urban", "type": "rural"'),
        put('{"pack"', '{"pack": "2022-2025", "pack"'),
        # numbers that a float would not hold, or that are none
        put('"floor_area_m2": 42', '"floor_area_m2": 15.99999999999999999999'),
        put('"floor_area_m2": 42', '"floor_area_m2": 16.00000000000000000000'),
        put('"floor_area_m2": 42', '"floor_area_m2": 4.2e1'),
        put('"floor_area_m2": 42', '"floor_area_m2":1.6E+1'),
        put('"electricity_kwh": 60', '"electricity_kwh": 0e-31'),
        put('"electricity_kwh": 60', '"electricity_kwh": 1e-400'),
        put('"electricity_kwh": 60', '"electricity_kwh": 1e99999999999999999999'),
        put('"electricity_kwh": 60', '"electricity_kwh": ' + "9" * 400),
        put('"electricity_kwh": 60', '"electricity_kwh": ' + "9" * 5000),
        put('"electricity_kwh": 60', '"electricity_kwh": 1000000.01'),
        put('"electricity_kwh": 60', '"electricity_kwh": -0.01'),
        put('"electricity_kwh": 60', '"electricity_kwh": NaN'),
        put('"electricity_kwh": 60', '"electricity_kwh": true'),
        put('"electricity_kwh": 60', '"electricity_kwh": "60"'),
        lambda: put('"floor_area_m2": 42', '"floor_area_m2": 15.99999999999999999999')().replace(
            b'"answers": ', b'"floor_area_m2": 16.0, "answers": ', 1
        ),
        put('"floor_area_m2": 42', '"note": "floor_area_m2", "floor_area_m2": 15.99999999999999999999'),
        put('"floor_area_m2": 42', '"floor_area\\u005fm2": 15.99999999999999999999, "note": "x"'),
        lambda: put('"floor_area_m2": 42', '"floor_area\\u005fm2": 15.99999999999999999999')().replace(
            b'"sex": ', b'"floor_area_m2": 16.0, "sex": ', 1
        ),
        # births
        put('"birth": "1984-03-02"', '"birth": "1984-03"'),
        put('"birth": "1984-03-02"', '"birth": "1984-02-30"'),
        put('"birth": "1984-03-02"', '"birth": "1984-00-01"'),
        put('"birth": "1984-03-02"', '"birth": "1984-03-00"'),
        put('"birth": "1984-03-02"', '"birth": "1984/03/02"'),
        put('"birth": "1984-03-02"', '"birth": "1984-03-٠٢"'),
        put('"birth": "1984-03-02"', '"birth": "١٩٨٤"'),
        put('"birth": "1984-03-02"', '"birth": "1899-12-31"'),
        put('"birth": "1984-03-02"', '"birth": "2026-10-02"'),
        put('"birth": "1984-03-02"', '"birth": "2026-11-01"'),
        put('"birth": "1984-03-02"', '"birth": 1984.0'),
        put('"birth": "1984-03-02"', '"birth": true'),
        # shapes
        put('"assets": ["tv", "motorbike"]', '"assets": {"tv": 1, "motorbike": 2}'),
        put('"assets": ["tv", "motorbike"]', '"assets": ["tv", "tv"]'),
        put('"livestock": ["cattle_1"]', '"livestock": ["cattle_2", "cattle_1"]'),
        put('"name": "Hoàng Thị Mai"', '"name": " \u00a0"'),
        put('"name": "Hoàng Thị Mai"', '"name": "\\ud800"'),
        put('"sex": ', '"national_id": "12345", "sex": '),
        put('"wall": ', '"pa03": "maybe", "wall": '),
        put('"wall": ', '"gps": {"lat": 21.5}, "wall": '),
        put('"wall": ', '"note": ' + "[" * 1005 + "]" * 1005 + ', "wall": '),
        put('"reference_date": "2026-10-01"', '"reference_date": "2019-10-01"'),
        put('"reference_date": "2026-10-01"', '"reference_date": "2026-02-30"'),
        put('"pack": "2022-2025"', '"pack": "2027-2030"'),
        put('"pack": "2022-2025"', '"pack": ["2022-2025"]'),
        put("}]}", "}]"),
        put("}]}", "}]} x"),
        put("}]}", "}, 5]}"),
        lambda: b"\xef\xbb\xbf" + PLAIN,
        lambda: PLAIN.replace(b"Mai", b"M\xff"),
        lambda: b"[" + PLAIN + b"]",
        lambda: b'"pack"',
        lambda: b"\n",
        lambda: json.dumps(make(), default=float).encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_given_up_and_answered_as_ever(line: Callable[[], bytes]) -> None:
    assert fast(line()) is None
    assert answers([line()]) == careful_answers([line()])


def test_a_number_without_bounds_is_no_fault() -> None:
    line = put('"electricity_kwh": 60', '"electricity_kwh": 1e99999999999999999999')()
    assert json.loads(answers([line])[0]) == {
        "line": 1, "field": "answers.electricity_kwh", "error": "must be a number",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_lines_of_all_kinds_in_any_order(seed: int) -> None:
    """Whole ones between ones cut short, printed over several lines, blank, broken."""
    rng = random.Random(seed)
    lines: list[bytes] = []
    for _ in range(30):
        given = household(rng)
        printed = json.dumps(given, indent=1, ensure_ascii=False).encode().splitlines(keepends=True)
        lines += rng.choice(
            (
                [line_of(given) + b"\n"], [line_of(odd(rng, given)) + b"\r\n"], [b" \n"], printed,
                printed[:-1], printed[: rng.randint(1, len(printed))], [line_of(given)[:-5] + b"\n"],
                [b"{broken\n"], [b"]}\n"], [b"\xff\n"], [b'{"pack": "1999"}\n'],
            )
        )  # fmt: skip
    assert answers(lines) == careful_answers(lines)


# ── the command ──────────────────────────────────────────────────────────────────────────────
class Pipe:
    """Chunks as they come; each notes how many whole lines had been handed on when it was waited for."""

    def __init__(self, chunks: list[bytes], out: "Out") -> None:
        self.chunks, self.out, self.seen = chunks, out, list[int]()

    def read1(self, size: int = -1, /) -> bytes:
        self.seen.append(self.out.handed_on)
        return self.chunks.pop(0) if self.chunks else b""


class Out(io.StringIO):
    """Counts the lines handed on, and how often."""

    handed_on = flushes = 0

    def flush(self) -> None:
        self.handed_on, self.flushes = self.getvalue().count("\n"), self.flushes + 1


@pytest.mark.parametrize("why", [False, True])
def test_everything_that_has_come_is_answered_before_more_is_waited_for(why: bool) -> None:
    out = Out()
    line = PLAIN + b"\n"
    pipe = Pipe([line, line + line[:100], line[100:], b"{broken\n" + line, PLAIN], out)
    assert command._score(pipe, False, out, why) == command.FAILED
    assert pipe.seen == [0, 1, 2, 3, 5, 5]
    assert out.handed_on == 6
    if not why:
        given = [line] * 3 + [b"{broken\n", line, PLAIN]
        assert out.getvalue().splitlines() == careful_answers(given)


def test_many_lines_at_once_are_handed_on_together() -> None:
    out = Out()
    assert command._score(Pipe([(PLAIN + b"\n") * 50], out), False, out, False) == command.OK
    assert out.handed_on == 50
    assert out.flushes < 5


def test_a_line_of_many_chunks_is_put_together() -> None:
    out = Out()
    line = PLAIN + b"\n"
    assert (
        command._score(Pipe([line[n : n + 7] for n in range(0, len(line), 7)], out), False, out, False) == 0
    )
    assert out.getvalue() == careful(PLAIN) + "\n"
