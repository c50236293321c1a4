"""The result of Phiếu B on paper: điểm A line by line, điểm B by indicator, what they were held against."""

from collections.abc import Mapping, Sequence

from bot.documents.data.answer_words import LANGUAGE, Wording
from bot.documents.paper_values import Data
from bot.documents.vietnamese import count
from bot.documents.word.paper_form import PaperForm
from bot.scoring.explain import class_text, provenance_text
from bot.scoring.explanation import Judgement, Point, Reasons
from bot.scoring.own_table import FILE, sheet_row
from bot.scoring.pack import Indicator, Pack
from bot.scoring.points import NONE, OFFICIAL

DIGEST = 12
"""Letters of a digest that people compare."""


def point_rows(found: Reasons, pack: Pack, wording: Wording) -> list[Data]:
    """One row a line of điểm A, in the table's order; number and item only at an item's first line."""
    rows: list[Data] = []
    numbers = {item.id: str(at) for at, item in enumerate(pack.table.items, 1)}
    before = ""
    for one in found.points:
        first, before = one.line.item != before, one.line.item
        rows.append(
            {
                "number": numbers[one.line.item] if first else "",
                "item": one.item if first else "",
                "choice": one.choice,
                "given": _given(one, pack, wording),
                "points": str(one.line.points),
                "row": str(sheet_row(pack.table, one.line.row)),
                "rule": _rule(pack, one.line.rule),
            }
        )
    return rows


def _given(one: Point, pack: Pack, wording: Wording) -> str:
    """What was answered; of a list, whose row names the entry itself, nothing more."""
    form = pack.forms["phieu_b"]
    lists = [key for key in one.because if "." not in key and form.question(key).kind == "many"]
    if lists and one.line.choice != NONE:
        return ""
    return wording.given(one.because)


def _rule(pack: Pack, rule: str | None) -> str:
    """The rule that set the points whatever the row says, with where it stands."""
    return "" if rule is None else f"{pack.rules[rule].text[LANGUAGE]} ({pack.rules[rule].source})"


def kinds(found: Reasons, pack: Pack, form: PaperForm) -> list[Data]:
    """Which rows of the table are what: the circular's, or of another table, or made up."""
    rows: dict[str, list[int]] = {}
    for one in found.points:
        rows.setdefault(one.line.provenance, []).append(sheet_row(pack.table, one.line.row))
    return [
        {"rows": ", ".join(map(str, dict.fromkeys(numbers))), "kind": _kind(kind, pack, form)}
        for kind, numbers in rows.items()
    ]


def _kind(kind: str, pack: Pack, form: PaperForm) -> str:
    return form.word("official_rows") if kind == OFFICIAL else provenance_text(pack, kind)


def indicator_rows(
    judgements: Sequence[Judgement], pack: Pack, form: PaperForm, wording: Wording
) -> list[Data]:
    """One row for each indicator of điểm B; its points only where it is decided."""
    rows: list[Data] = []
    for number, one in enumerate(judgements, 1):
        status = one.finding.status
        points = pack.deprivation.points if status == "deprived" else 0
        rows.append(
            {
                "number": str(number),
                "name": one.indicator.text[LANGUAGE],
                "status": form.word(status),
                "deprived": status == "deprived",
                "points": form.word("no_points") if status == "unknown" else str(points),
                "because": wording.given(one.finding.because),
                "when": one.indicator.deprived[LANGUAGE],
            }
        )
    return rows


def compared(data: Mapping[str, object], pack: Pack, form: PaperForm) -> Data:
    """The sums as sent, what each is held against, and the class by the form."""
    score_a, line, score_b = (int(str(data[name])) for name in ("score_a", "line", "score_b"))
    income = next((one for one in pack.lines.values() if one.points == line), None)
    named = data["class"]
    return {
        "score_a": str(score_a),
        "line": str(line),
        "score_b": str(score_b),
        "needed": str(pack.deprivation.poor_from),
        "each": str(pack.deprivation.points),
        "area_type": "" if income is None else income.text[LANGUAGE].lower(),
        "income": "" if income is None else count(income.income_vnd),
        "line_source": "" if income is None else income.source,
        "versus_a": form.word("under" if score_a <= line else "over"),
        "versus_b": form.word("enough" if score_b >= pack.deprivation.poor_from else "not_enough"),
        "class": class_text(pack, str(named))[LANGUAGE] if named else form.word("no_class"),
        "deprived": ", ".join(_names(data.get("deprived"), pack.indicators)) or form.word("nothing"),
        "undecided": ", ".join(_names(data.get("unknown"), pack.indicators)),
    }


def _names(ids: object, indicators: Sequence[Indicator]) -> list[str]:
    known = {one.id: one.text[LANGUAGE] for one in indicators}
    return [known.get(str(one), str(one)) for one in ids] if isinstance(ids, list | tuple) else []


def table_name(data: Mapping[str, object], pack: Pack, form: PaperForm) -> Data:
    """Which points table: whose it is, its digest shortened, the column that was used."""
    digest, column = str(data.get("table_digest", "")), str(data.get("column", ""))
    own = bool(digest) and digest == pack.table.digest and pack.table.file == FILE
    region = next((one.text[LANGUAGE] for one in pack.regions if one.id == column), "")
    return {
        "table": "-".join(digest[n : n + 4] for n in range(0, DIGEST, 4))
        if digest
        else form.word("not_kept"),
        "table_of": form.word("own_table" if own else "program_table"),
        "column": region or (form.word("urban") if column == "urban" else column),
        "pack_digest": str(data.get("digest", ""))[:DIGEST],
    }
