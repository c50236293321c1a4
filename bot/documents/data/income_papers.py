"""The income form as it was sent: each source, what is left out, the average, what it was held against."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from bot.documents.data.answer_words import LANGUAGE, Wording
from bot.documents.data.survey_papers import household, visit
from bot.documents.data.survey_points import DIGEST
from bot.documents.data.survey_sent import SentForm, case_ordered, sent_form
from bot.documents.desk import Desk
from bot.documents.paper_values import Data, Filled, filled
from bot.documents.vietnamese import count
from bot.documents.word.paper_form import PaperForm
from bot.scoring.income import Earning, IncomeResult
from bot.scoring.income_rules import IncomeRules
from bot.scoring.income_stored import income_of
from bot.scoring.pack import Pack


async def income_form(desk: Desk) -> Filled | None:
    """subject: the case's id. From the result as sent, whatever is being changed."""
    case = await case_ordered(desk)
    sent = await sent_form(desk, case, case.income) if case is not None else None
    if case is None or sent is None:
        return None
    form, pack = desk.form(case.round_id), sent.form.pack
    wording = Wording(sent.form, form.words)
    data: Data = {
        **household(desk, case, pack, form),
        **visit(desk, sent, form),
        **_asked(sent, wording),
        **_result(sent, form),
        "pack": pack.id,
        "pack_digest": str(sent.data.get("digest", ""))[:DIGEST],
    }
    return filled(desk, case.round_id, data)


def _asked(sent: SentForm, wording: Wording) -> Data:
    """The questions that are no amount, in words; what was not asked is left out."""
    questions = [one for section in sent.form.form.sections for one in section.questions]
    rows = [
        {"label": one.short[LANGUAGE], "value": wording.of(one.id)}
        for one in questions
        if one.kind != "money" and wording.was_asked(one.id)
    ]
    return {"answers": rows}


def _result(sent: SentForm, form: PaperForm) -> Data:
    """Every line of the result as it is kept, and its sums."""
    pack, rules = sent.form.pack, rules_of(sent.form.pack)
    found = income_of(pack, sent.data)
    same = pack.digest == sent.data.get("digest")
    return {
        "training": "" if found.official else rules.label[LANGUAGE],
        "months": str(found.months),
        "people": str(found.members),
        "earnings": [_earning(one, pack, rules, form) for one in found.earnings],
        "left_out": _left_out(found, rules),
        "total": signed(found.total, form),
        "average": _average(found, form),
        "class": rules.classes[found.class_].text[LANGUAGE],
        "gate": pack.forms[rules.form].question(found.gate).short[LANGUAGE] if found.gate else "",
        "same_rules": same,
        **_band(found, pack, rules),
    }


def rules_of(pack: Pack) -> IncomeRules:
    """The pack's rules; a result is there only where the pack has them."""
    assert pack.income is not None
    return pack.income


def _earning(one: Earning, pack: Pack, rules: IncomeRules, form: PaperForm) -> Data:
    option = pack.forms[rules.form].question(rules.chosen).option(one.id)
    costs = any(source.id == one.id and source.cost for source in rules.sources)
    return {
        "name": one.id if option is None else option.text[LANGUAGE],
        "revenue": count(one.revenue),
        "cost": count(one.cost) if costs else form.word("not_asked"),
        "net": signed(one.net, form),
    }


def _left_out(found: IncomeResult, rules: IncomeRules) -> list[Mapping[str, str]]:
    by_id = {one.id: one for one in rules.left_out}
    return [
        {"what": by_id[one.id].text[LANGUAGE], "amount": count(one.amount), "source": by_id[one.id].source}
        for one in found.left_out
    ]


def signed(amount: int, form: PaperForm) -> str:
    """Whole đồng; a loss is called one, so that no sign is lost."""
    return count(amount) if amount >= 0 else f"{form.word('loss')} {count(-amount)}"


def _average(found: IncomeResult, form: PaperForm) -> str:
    """A person a month: rounded down, and said so; of a loss only that it is one."""
    if found.total < 0:
        return form.word("below_zero")
    average: Fraction = found.per_person
    words = count(floor(average))
    return words if average.denominator == 1 else f"{form.word('more_than')} {words}"


def _band(found: IncomeResult, pack: Pack, rules: IncomeRules) -> Data:
    """What the average was held against, with where it stands."""
    band, purpose = found.band, rules.purposes[found.purpose]
    return {
        "area_type": pack.lines[band.area].text[LANGUAGE].lower(),
        "above": "" if band.above is None else count(band.above),
        "up_to": count(band.up_to),
        "band_source": band.source,
        "purpose_source": purpose.source,
    }
