"""Why a household has its result: for officers and enumerators, one short message a part."""

from bot.cases.case import Case, State
from bot.cases.form_record import FormRecord
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of
from bot.handlers import files, recheck, result, why_change
from bot.handlers.why_answers import said
from bot.scoring.again import again
from bot.scoring.explanation import Explanation, Judgement, Point, explain
from bot.scoring.own_table import sheet_row

POSTED: tuple[State, ...] = ("posted", "recognised")
"""From then on nobody's view of the result moves with the points table."""
SECTIONS = ("class", "a", "b", "change")


def open_why(turn: Turn, case: Case) -> None:
    """Its first part: the lines it was held against."""
    turn.push("why", "view", case=case.id)


def ask_view(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    if recheck.is_hidden(turn, case):
        turn.pop()
        turn.say("file.not_yours")
        return Prompt("")
    found = _found(turn, case)
    if found is None:
        return Prompt(turn.t("why.not_again"))
    open_form, explanation = found
    section = turn.datum("section") or SECTIONS[0]
    choices = tuple(Choice(one, turn.t(f"why.part.{one}")) for one in SECTIONS if one != section)
    mark = turn.word(open_form.pack.table_label)
    rows = [
        "" if explanation.result.official else turn.t("result.training", mark=mark),
        turn.t("result.being_amended") if _is_behind(turn, case, open_form.record) else "",
        _TEXTS[section](turn, open_form, explanation),
    ]
    return Prompt("\n".join(row for row in rows if row), choices)


def take_view(turn: Turn, reply: Reply) -> None:
    if reply.choice in SECTIONS:
        turn.goto("view", section=reply.choice)


def _found(turn: Turn, case: Case) -> tuple[Open, Explanation] | None:
    """Of the result that was sent, from its own answers and table; to an enumerator who is at work on the
    form, of the answers as they stand. None where it cannot be worked out (again)."""
    if not case.survey:
        return None
    open_form, place = form_of(turn, case.survey), result.place_of(turn, case)
    sent = open_form.record.sent if _is_of_sent(turn, case, open_form.record) else None
    if sent is not None:
        open_form, place = result.as_sent(turn, open_form, case)
    found = again(explain, open_form.pack, open_form.answers, place, open_form.context.at, sent)
    return None if found is None else (open_form, found)


def _is_of_sent(turn: Turn, case: Case, record: FormRecord) -> bool:
    """Whether what was sent is explained: to officers always, to an enumerator but while amending it."""
    officer = turn.staff is not None and "officer" in turn.staff.roles
    return officer or case.state in POSTED or not result.is_amended(record)


def _is_behind(turn: Turn, case: Case, record: FormRecord) -> bool:
    """Whether the result explained was sent, and its form is being amended."""
    return result.is_amended(record) and _is_of_sent(turn, case, record)


# ── the lines it was held against ────────────────────────────────────────────────────────────
def _class(turn: Turn, open_form: Open, found: Explanation) -> str:
    scored, income, deprivation = found.result, found.income, found.deprivation
    name = turn.word(found.class_words) if found.class_words else turn.t("result.no_class")
    enough = scored.score_b >= deprivation.poor_from
    return "\n".join(
        (
            turn.t("result.class", name=name),
            turn.t(
                "why.a_under" if found.under_line else "why.a_over",
                score=scored.score_a,
                line=scored.line,
                area=turn.word(income.text).lower(),
                income=f"{income.income_vnd:,}".replace(",", "."),
            ),
            _source(turn, income.source, income.certainty),
            turn.t(
                "why.b_enough" if enough else "why.b_not_enough",
                score=scored.score_b,
                needed=deprivation.poor_from,
            ),
            _source(turn, deprivation.source, deprivation.certainty),
            turn.t("why.never_added"),
        )
    )


def _source(turn: Turn, source: str, certainty: str) -> str:
    return turn.t("why.source", source=source, certainty=turn.t(f"certainty.{certainty}"))


# ── điểm A ───────────────────────────────────────────────────────────────────────────────────
def _points(turn: Turn, open_form: Open, found: Explanation) -> str:
    """The lines with points first, highest first; those of nothing in one sentence; the rows by kind."""
    telling = [one for one in found.points if one.line.points or one.line.rule]
    telling.sort(key=lambda one: -one.line.points)
    nothing = [one for one in found.points if one not in telling]
    rows = [turn.t("why.a_title", score=found.result.score_a, line=found.result.line)]
    rows += [_point(turn, open_form, found, one) for one in telling]
    if nothing:
        table = open_form.pack.table
        places = [(_short(one.item), sheet_row(table, one.line.row)) for one in nothing]
        items = dict.fromkeys(turn.t("why.row", item=item, row=row) for item, row in places)
        rows.append(turn.t("why.a_nothing", items="; ".join(items)))
    return "\n".join((*rows, *_rows(turn, open_form, found)))


def _point(turn: Turn, open_form: Open, found: Explanation, point: Point) -> str:
    given = said(turn, open_form, point.because, of_points=True)
    text = turn.t(
        "why.point",
        points=point.line.points,
        item=_short(point.item),
        choice=point.choice,
        given=turn.t("why.given", answers=given) if given else "",
        row=sheet_row(open_form.pack.table, point.line.row),
    )
    if point.line.rule is None:
        return text
    rule = open_form.pack.rules[point.line.rule]
    return f"{text}\n{turn.t('why.rule', rule=turn.word(rule.text), source=rule.source)}"


def _short(item: str) -> str:
    """The item's words without what stands in brackets behind them."""
    return item.partition(" (")[0]


def _rows(turn: Turn, open_form: Open, found: Explanation) -> list[str]:
    """The column, and which rows of it are what: the table's own, the circular's, made up for training."""
    pack, column = open_form.pack, found.result.column
    name = next((turn.word(one.text) for one in pack.regions if one.id == column), turn.t("result.urban"))
    rows = [turn.t("why.column", column=name)]
    kinds: dict[str, list[int]] = {}
    for point in found.points:
        kinds.setdefault(point.line.provenance, []).append(sheet_row(pack.table, point.line.row))
    for kind, numbers in kinds.items():
        words = result.provenance(turn, pack, kind)
        rows.append(turn.t("why.kind", kind=words, rows=", ".join(map(str, dict.fromkeys(numbers)))))
    return rows


# ── điểm B ───────────────────────────────────────────────────────────────────────────────────
def _indicators(turn: Turn, open_form: Open, found: Explanation) -> str:
    """What lacks with whom and what, and what is not known; the others in one sentence each."""
    rows = [turn.t("why.b_title", score=found.result.score_b, needed=found.deprivation.poor_from)]
    for one in found.judgements:
        if one.finding.status in ("deprived", "unknown"):
            rows.append(_judgement(turn, open_form, one))
    for status in ("not_deprived", "not_applicable"):
        names = [turn.word(one.indicator.text) for one in found.judgements if one.finding.status == status]
        if names:
            rows.append(turn.t(f"why.all.{status}", names=", ".join(names)))
    return "\n".join(rows)


def _judgement(turn: Turn, open_form: Open, one: Judgement) -> str:
    indicator = one.indicator
    lines = (
        turn.t(
            f"why.indicator.{one.finding.status}",
            name=turn.word(indicator.text),
            points=open_form.pack.deprivation.points,
            because=said(turn, open_form, one.finding.because),
        ),
        turn.word(indicator.deprived),
        _source(turn, indicator.source, indicator.certainty),
    )
    return "\n".join(lines)


_TEXTS = {"class": _class, "a": _points, "b": _indicators, "change": why_change.text}

WHY = Conversation({"view": Step(ask_view, take_view)}, ("officer", "enumerator"))
