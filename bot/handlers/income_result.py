"""The result of the income form in words, for staff only: each source, what is left out, band, outcome."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of, spots
from bot.dialogue.walk.labels import number, spot_value
from bot.handlers import editing, result
from bot.scoring.income import Earning, IncomeResult, NotCounted, income
from bot.scoring.income_rules import IncomeRules
from bot.scoring.income_stored import income_of
from bot.scoring.pack import Pack
from bot.scoring.score import Place


def compute(turn: Turn, open_form: Open, case: Case) -> IncomeResult:
    """Worked out under the form's own pack, by the area's type. ScoringError as `income` has it."""
    area = turn.place.area(case.area)
    place = Place(area.type if area else None, area.region if area else None)
    return income(open_form.pack, open_form.answers, place, open_form.context.at)


def dong(amount: int | Fraction) -> str:
    """Whole đồng, the Vietnamese way: rounded down, never to the other side of a line of whole đồng."""
    return number(str(floor(amount)))


def explained(turn: Turn, pack: Pack, data: Mapping[str, object]) -> str:
    """Of a stored result: mark, purpose, each source, what is left out, the sum, the band, the outcome."""
    found, rules = income_of(pack, data), _rules(pack)
    rows = [
        "" if found.official else turn.t("result.training", mark=turn.word(rules.label)),
        turn.t("income.sources_title", months=found.months),
        *(_earning(turn, pack, one) for one in found.earnings),
        "" if found.earnings else turn.t("income.no_source"),
        *(_not_counted(turn, rules, one) for one in found.left_out),
        _average(turn, found),
        _compared(turn, pack, found),
        turn.t("result.class", name=turn.word(rules.classes[found.class_].text)),
    ]
    return "\n".join(row for row in rows if row)


def _rules(pack: Pack) -> IncomeRules:
    """The pack's rules; a result is there only where the pack has them."""
    assert pack.income is not None
    return pack.income


def _earning(turn: Turn, pack: Pack, one: Earning) -> str:
    rules = _rules(pack)
    option = pack.forms[rules.form].question(rules.chosen).option(one.id)
    name = turn.word(option.text) if option else one.id
    has_cost = next(source.cost for source in rules.sources if source.id == one.id)
    amounts = {"name": name, "revenue": dong(one.revenue), "cost": dong(one.cost)}
    if not has_cost:
        return turn.t("income.earning.plain", name=name, revenue=dong(one.revenue))
    if one.net < 0:
        return turn.t("income.earning.loss", **amounts, net=dong(-one.net))
    return turn.t("income.earning.net", **amounts, net=dong(one.net))


def _not_counted(turn: Turn, rules: IncomeRules, one: NotCounted) -> str:
    rule = next(left_out for left_out in rules.left_out if left_out.id == one.id)
    return turn.t("income.left_out", what=turn.word(rule.text), amount=dong(one.amount), source=rule.source)


def _average(turn: Turn, found: IncomeResult) -> str:
    """The sum over months and people; "over" where there is a fraction of a đồng left; a loss as such."""
    if found.total < 0:
        loss = dong(-found.total)
        return turn.t("income.average.loss", loss=loss, months=found.months, members=found.members)
    key = "income.average.exact" if found.per_person.denominator == 1 else "income.average.over"
    return turn.t(
        key,
        total=dong(found.total),
        months=found.months,
        members=found.members,
        average=dong(found.per_person),
    )


def _compared(turn: Turn, pack: Pack, found: IncomeResult) -> str:
    """The band with its article; or the answer that decided alone, with where it stands."""
    purpose = _rules(pack).purposes[found.purpose]
    if found.gate:
        question = pack.forms[_rules(pack).form].question(found.gate)
        return turn.t("income.gate", label=turn.word(question.short), source=question.source)
    area, up_to = turn.word(pack.lines[found.band.area].text).lower(), dong(found.band.up_to)
    source = f"{found.band.source}; {purpose.procedure}"
    if found.band.above is None:
        return turn.t("income.band.up_to", area=area, up_to=up_to, source=source)
    above = dong(found.band.above)
    return turn.t("income.band.between", area=area, above=above, up_to=up_to, source=source)


def purpose_line(turn: Turn, open_form: Open) -> str:
    """What it is for; for a worker also who."""
    asked = (_rules(open_form.pack).purpose, "worker_name")
    said = [spot_value(turn, open_form, spot) for spot in spots(open_form) if spot.id in asked]
    return ": ".join(said)


def of_case(turn: Turn, case: Case) -> str:
    """For the head of a file: the outcome as it was sent, and whether it is being amended; or nothing."""
    if case.income is None:
        return ""
    open_form = result.answers_sent(form_of(turn, case.income))
    sent = open_form.record.sent
    if sent is None:
        return turn.t("income.not_finished")
    found, rules = income_of(open_form.pack, sent), _rules(open_form.pack)
    rows = [
        turn.t("income.of_case", purpose=purpose_line(turn, open_form)),
        turn.t("result.class", name=turn.word(rules.classes[found.class_].text)),
        "" if found.official else turn.t("result.training", mark=turn.word(rules.label)),
        "" if open_form.record.result == sent else turn.t("income.being_amended"),
    ]
    return "\n".join(row for row in rows if row)


def full(turn: Turn, case: Case) -> str:
    """What an officer opens: who answered, answers and result as sent, changes with their reasons."""
    if case.income is None:
        return turn.t("income.not_finished")
    open_form = result.answers_sent(form_of(turn, case.income))
    sent = open_form.record.sent
    if sent is None:
        return turn.t("income.not_finished")
    parts = [
        _about(turn, open_form.record),
        editing.all_answers(turn, open_form),
        explained(turn, open_form.pack, sent),
        "" if open_form.record.result == sent else turn.t("income.being_amended"),
        people_differ(turn, case, income_of(open_form.pack, sent).members),
        result.changes(turn, open_form),
    ]
    return "\n\n".join(part for part in parts if part)


def _about(turn: Turn, record: FormRecord) -> str:
    enumerator = turn.place.staff_by_id(record.owner)
    return turn.t(
        "result.about",
        visited=f"{record.visited_on:%d/%m/%Y}" if record.visited_on else "…",
        entered=f"{record.finished_at:%H:%M %d/%m/%Y}" if record.finished_at else "…",
        by=enumerator.name if enumerator else record.owner,
        respondent=record.respondent,
    )


def people_differ(turn: Turn, case: Case, members: int) -> str:
    """Said where Phiếu B, else Mẫu 01, has another number of people: the average hangs on it."""
    for form_id, key, head in (
        (case.survey, "income.people_in_survey", 0),
        (case.request, "income.people_in_request", 1),
    ):
        record = turn.facts.form(form_id) if form_id else None
        if record is not None:
            count = len(record.answers.members) + head
            return "" if count == members else turn.t(key, count=count, members=members)
    return ""
