"""The end of Phiếu B: is everything answered, the scores, the class, and what the person reads of it.

Over the area's line of điểm A: not poor. At or under it: poor from so many points of điểm B, else near-poor.
The two are never added together. Source: Nghị định 07/2021/NĐ-CP Điều 3; Thông tư 07/2021/TT-BLĐTBXH Điều 1.
"""

from collections.abc import Iterable

from bot.exchange.xlsform import indicators, points
from bot.exchange.xlsform.questions import relevance
from bot.exchange.xlsform.sheet import Row, calculate, group, note, plain, spoken
from bot.exchange.xlsform.xpath import (
    BLANK,
    both,
    chain,
    either,
    field,
    flag,
    gather,
    gathered,
    given,
    is_one_of,
    no,
    text,
    total,
    when,
)
from bot.scoring.forms import Question, Words
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL

READY = is_one_of("calc_ready", ["1"])


def training_mark(pack: Pack) -> Words:
    """The words that mark a result of a table nobody has signed; empty only for an official one."""
    return {} if pack.table.signed and pack.table.provenances == (OFFICIAL,) else pack.table_label


def answered(questions: Iterable[Question]) -> str:
    """Every question that is asked and not optional has its answer."""
    found = []
    for question in questions:
        if not question.optional and question.kind != "roster":
            name = f"x_{question.id}" if question.kind == "many" else question.id
            asked = relevance(question.relevant)
            found.append(either([no(asked), given(name)]) if asked else given(name))
    return both(found)


def result_rows(pack: Pack, household: tuple[Question, ...]) -> tuple[Row, ...]:
    """Calculations and notes, in one group at the end."""
    names = sorted({*points.of_members(pack), *indicators.GATHERED})
    of_all = tuple(calculate(gathered(name), gather(name)) for name in names)
    rows = (
        *_counts(household),
        *of_all,
        *points.item_rows(pack),
        *indicators.indicator_rows(pack),
        *_scores(pack),
    )
    return group("g_result", spoken("xlsform.result"), (*rows, *_notes(pack)))


def _counts(household: tuple[Question, ...]) -> tuple[Row, ...]:
    roster = next(question.id for question in household if question.kind == "roster")
    urban = is_one_of("area_type", ["urban"])
    ready = both(
        [
            answered(household),
            given("calc_column"),
            f"{field('calc_n')} > 0",
            f"sum({field('calc_m_ready')}) = {field('calc_n')}",
        ]
    )
    return (
        calculate("calc_n", field(roster)),
        calculate("calc_weak_members", f"sum({field('calc_weak')})"),
        calculate("calc_pensions", f"sum({field('calc_m_pension')})"),
        calculate("calc_column", when(urban, text("urban"), field("area_region"))),
        calculate("calc_ready", flag(ready)),
    )


def _scores(pack: Pack) -> tuple[Row, ...]:
    """điểm A, điểm B, the line, and the class: blank while a question or an indicator is open."""
    score_a = total(field(points.name_of(item)) for item in pack.table.items)
    names = [indicators.name_of(one.id) for one in pack.indicators]
    deprived = total(flag(is_one_of(name, ["1"])) for name in names)
    line = chain(((is_one_of("area_type", [area]), str(of.points)) for area, of in pack.lines.items()), BLANK)
    decided = both([READY, no(either(is_one_of(name, [indicators.UNKNOWN]) for name in names))])
    over = f"{field('calc_score_a')} > {field('calc_line')}"
    many = f"{field('calc_score_b')} >= {pack.deprivation.poor_from}"
    cases = [(no(decided), BLANK), (over, text("not_poor")), (many, text("poor"))]
    return (
        calculate("calc_score_a", when(READY, score_a, BLANK)),
        calculate("calc_score_b", when(READY, f"{pack.deprivation.points} * ({deprived})", BLANK)),
        calculate("calc_line", line),
        calculate("calc_class", chain(cases, text("near_poor"))),
    )


def _notes(pack: Pack) -> tuple[Row, ...]:
    mark = training_mark(pack)
    score = {"score": field("calc_score_a"), "line": field("calc_line")}
    return (
        note("x_not_ready", spoken("xlsform.not_ready"), no(READY)),
        *((note("x_mark_result", mark, READY),) if mark else ()),
        note("x_score_a", spoken("xlsform.score_a", score), READY),
        note("x_items", _items(pack), READY),
        note("x_score_b", spoken("xlsform.score_b", {"score": field("calc_score_b")}), READY),
        *_indicator_notes(pack),
        note("x_undecided", spoken("xlsform.undecided"), both([READY, no(given("calc_class"))])),
        *(
            note(
                f"x_class_{one.id}",
                spoken("xlsform.class", {"what": plain(one.text)}),
                is_one_of("calc_class", [one.id]),
            )
            for one in pack.classes
        ),
    )


def _items(pack: Pack) -> Words:
    """Each item of the table with its points, a line each; the table's words are Vietnamese only."""
    text_of = {item.id: plain({"vi": item.text})["vi"] for item in pack.table.items}
    lines = [f"{item.id} · {text_of[item.id]}: {field(points.name_of(item))}" for item in pack.table.items]
    return {"vi": "\n".join(lines), "en": "\n".join(lines)}


def _indicator_notes(pack: Pack) -> Iterable[Row]:
    for one in pack.indicators:
        name, what = indicators.name_of(one.id), {"what": plain(one.text)}
        deprived = both([READY, is_one_of(name, ["1"])])
        unknown = both([READY, is_one_of(name, [indicators.UNKNOWN])])
        yield note(f"x_deprived_{one.id}", spoken("xlsform.deprived", what), deprived)
        yield note(f"x_unknown_{one.id}", spoken("xlsform.indicator_unknown", what), unknown)
