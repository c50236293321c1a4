"""Phiếu A and Phiếu B of a pack as whole XLSForms.

Beside the questions each has the metadata of a visit (case_code, visited_on, respondent). Element names,
helpers (x_…) and calculations (calc_…) are a convention that the import of submissions relies on.
"""

from datetime import date

from bot.errors import PackError
from bot.exchange.xlsform import members
from bot.exchange.xlsform.questions import Choices, choices_of, doubts, rows_of
from bot.exchange.xlsform.result import answered, result_rows, training_mark
from bot.exchange.xlsform.sheet import Row, Sheets, calculate, group, note, plain, spoken
from bot.exchange.xlsform.xpath import field, flag, is_one_of, no, total
from bot.scoring.forms import Form, Option, Question, Section, Words
from bot.scoring.pack import Pack

LETTERS = 12
"""Letters of each digest in a form's version."""
SURVEY = "phieu_b"


def forms_of(pack: Pack, at: date) -> tuple[Sheets, Sheets]:
    """Phiếu A and Phiếu B at this reference date; PackError for a draft, which classifies nobody."""
    if pack.status == "draft":
        raise PackError("the pack is a draft and does not classify", where=pack.id, remedy="name another")
    return screening_form(pack), survey_form(pack, at)


def version_of(pack: Pack) -> str:
    """Which law and which points table a form was written from."""
    return f"{pack.digest[:LETTERS]}-{pack.table.digest[:LETTERS]}"


def _visit() -> tuple[Row, ...]:
    return (
        Row(
            "text", "case_code", spoken("xlsform.case_code"), spoken("xlsform.case_code_help"), required=True
        ),
        Row("date", "visited_on", spoken("xlsform.visited_on"), required=True),
        Row("text", "respondent", spoken("xlsform.respondent"), required=True),
    )


# ── Phiếu A ──────────────────────────────────────────────────────────────────────────────────
def screening_form(pack: Pack) -> Sheets:
    """Each criterion a yes or no of its own, as the contract has it; fewer than the limit: to be reviewed."""
    form = pack.forms[pack.screening.form]
    question = form.question(pack.screening.question)
    section = next(one for one in form.sections if question in one.questions)
    asked = tuple(_criterion(option) for option in question.options)
    rows = (*_visit(), *group(f"g_{section.id}", plain(section.title), asked), *_screened(pack, question))
    choices = choices_of(Form(form.id, form.title, ()), ())
    return Sheets(form.id, plain(form.title)["vi"], version_of(pack), rows, choices)


def _criterion(option: Option) -> Row:
    return Row("select_one yes_no", option.id, plain(option.text), required=True)


def _screened(pack: Pack, question: Question) -> tuple[Row, ...]:
    ids = [option.id for option in question.options]
    count = total(flag(is_one_of(one, ["yes"])) for one in ids)
    said = total(flag(is_one_of(one, ["yes", "no"])) for one in ids)
    listed = f"{field('calc_count')} < {pack.screening.fewer_than}"
    ready, value = is_one_of("calc_ready", ["1"]), {"count": field("calc_count")}
    values = value | {"limit": str(pack.screening.fewer_than)}
    rows = (
        calculate("calc_count", count),
        calculate("calc_ready", flag(f"{said} = {len(ids)}")),
        calculate("calc_listed", f"if({ready}, if({listed}, 'yes', 'no'), '')"),
        note("x_not_ready", spoken("xlsform.not_ready"), no(ready)),
        note("x_listed", spoken("xlsform.listed", values), is_one_of("calc_listed", ["yes"])),
        note("x_not_listed", spoken("xlsform.not_listed", values), is_one_of("calc_listed", ["no"])),
    )
    return group("g_result", spoken("xlsform.result"), rows)


# ── Phiếu B ──────────────────────────────────────────────────────────────────────────────────
def survey_form(pack: Pack, at: date) -> Sheets:
    """The household survey with its score; every formula is of the pack and of its points table."""
    form = pack.forms[SURVEY]
    mark = training_mark(pack)
    title = " – ".join([plain(form.title)["vi"], *([mark["vi"]] if mark else [])])
    questions = [q for section in form.sections for q in section.questions]
    household = tuple(q for q in questions if q.scope == "household")
    rows = (
        *((note("x_mark", mark),) if mark else ()),
        *_visit(),
        *_area(pack),
        *(row for section in form.sections for row in _section(pack, form, section, at)),
        *result_rows(pack, household),
    )
    choices = choices_of(form, pack.ethnicities.items()) | _area_choices(pack)
    return Sheets(form.id, title, version_of(pack), rows, choices)


def _area(pack: Pack) -> tuple[Row, ...]:
    rural = is_one_of("area_type", ["rural"])
    return (
        Row("select_one area_type", "area_type", spoken("xlsform.area_type"), required=True),
        Row(
            "select_one area_region",
            "area_region",
            spoken("xlsform.area_region"),
            required=True,
            relevant=rural,
        ),
    )


def _area_choices(pack: Pack) -> Choices:
    """Only what the points table has a column for."""
    columns = pack.table.columns
    there = {"rural": any(one.id in columns for one in pack.regions), "urban": "urban" in columns}
    types: dict[str, Words] = {area: plain(line.text) for area, line in pack.lines.items() if there[area]}
    regions = [one for one in pack.regions if one.id in columns] or pack.regions
    return {"area_type": types, "area_region": {one.id: plain(one.text) for one in regions}}


def _section(pack: Pack, form: Form, section: Section, at: date) -> tuple[Row, ...]:
    """The household's questions in a group; those of members in the repeat, which stands after it."""
    own = [q for q in section.questions if q.scope == "household"]
    of_members = [q for q in section.questions if q.scope == "member"]
    rows: tuple[Row, ...] = ()
    if own:
        rows = group(f"g_{section.id}", plain(section.title), _asked(form, own, at))
    return rows + (_repeat(pack, form, of_members, at) if of_members else ())


def _asked(form: Form, questions: list[Question], at: date) -> tuple[Row, ...]:
    notes = doubts(form, questions)
    return tuple(row for q in questions for row in (*rows_of(q, at), *notes.get(q.id, ())))


def _repeat(pack: Pack, form: Form, questions: list[Question], at: date) -> tuple[Row, ...]:
    """One entry a member, as many as the household has.

    Where the number is made smaller afterwards, Collect keeps the entries beyond it: they are in a group that
    is not relevant then, so that nobody is asked of them and nothing of them counts.
    """
    roster = next(q.id for section in form.sections for q in section.questions if q.kind == "roster")
    rows = (
        *_asked(form, questions, at),
        *members.ages(at),
        *members.schooling(pack, at),
        *members.counted(pack, at),
        calculate("calc_m_pension", flag(is_one_of("pension", ["yes"]))),
        calculate("calc_m_ready", flag(answered(questions))),
    )
    there = f"position(..) <= {field(roster)}"
    begin = Row("begin_repeat", "members", spoken("xlsform.member"), repeat_count=field(roster))
    entry = Row("begin_group", "g_member", spoken("xlsform.member"), relevant=there)
    return (begin, entry, *rows, Row("end_group", "g_member"), Row("end_repeat", "members"))
