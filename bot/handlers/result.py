"""The result of Phiếu B in words, for staff only: scores, indicators, points, changes with reasons."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cases.case import SURVEYED as SURVEYED
from bot.cases.case import Case
from bot.cases.form_record import AnswerChange, FormRecord, results_of
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of
from bot.dialogue.walk.labels import given_name, value_text
from bot.handlers import editing
from bot.handlers.doubts import kept_words
from bot.scoring.again import under_its_table
from bot.scoring.explain import class_text, item_text, line_source, provenance_text
from bot.scoring.indicators import Finding
from bot.scoring.lines import Line
from bot.scoring.own_table import sheet_row
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL
from bot.scoring.score import Place, Result, ScoringError, score
from bot.scoring.stored import agrees
from bot.scoring.stored import place_of as stored_place
from bot.scoring.stored import stored as stored


def compute(turn: Turn, open_form: Open, case: Case) -> Result:
    """Scored under the form's own pack, by the area's type and region. ScoringError as `score` has it."""
    return score(open_form.pack, open_form.answers, place_of(turn, case), open_form.context.at)


def place_of(turn: Turn, case: Case) -> Place:
    """What the case's area sets for its score, as it stands today."""
    area = turn.place.area(case.area)
    return Place(area.type if area else None, area.region if area else None)


def pack_of(turn: Turn, record: FormRecord, data: Mapping[str, object]) -> Pack:
    """The form's pack under the points table a stored result was computed with."""
    pack = turn.env.pack(record.pack_id, record.pack_digest)
    return under_its_table(pack, data, {one.digest: one.text for one in turn.place.tables})


def as_sent(turn: Turn, open_form: Open, case: Case) -> tuple[Open, Place]:
    """The form with the answers and under the table of the result that was sent, and the place that was
    computed for: neither another table that counts by now nor answers of an amendment under way change it.
    Before it is sent: as things stand today."""
    sent = open_form.record.sent
    if sent is None:
        return open_form, place_of(turn, case)
    pack = pack_of(turn, open_form.record, sent)
    return replace(answers_sent(open_form), pack=pack), stored_place(sent) or place_of(turn, case)


def answers_sent(open_form: Open) -> Open:
    """The form with the answers its last result was computed from, whatever has been changed since."""
    results = results_of(open_form.record)
    if not results:
        return open_form
    return replace(open_form, record=replace(open_form.record, answers=results[-1].answers))


def is_amended(record: FormRecord) -> bool:
    """Whether the result that was sent is not that of the answers as they stand."""
    return record.sent is not None and record.result != record.sent


def summary(turn: Turn, pack: Pack, data: Mapping[str, object]) -> str:
    """Of a stored result: training mark, A against its line, B with its indicators, class by the form."""
    found = data["deprived"]
    ids = [str(one) for one in found] if isinstance(found, list | tuple) else []
    deprived = ", ".join(turn.word(pack.indicator(one).text) for one in ids)
    class_name = _class_name(turn, pack, data)
    rows = [
        "" if data["official"] else turn.t("result.training", mark=turn.word(pack.table_label)),
        turn.t("result.a", score=data["score_a"], line=data["line"]),
        turn.t("result.b", score=data["score_b"], deprived=deprived or turn.t("result.none_deprived")),
        turn.t("result.class", name=class_name),
    ]
    return "\n".join(row for row in rows if row)


def of_case(turn: Turn, case: Case) -> str:
    """The result of a surveyed case as it was sent, and whether it is being amended; or nothing."""
    if case.state not in SURVEYED or not case.survey:
        return ""
    open_form = form_of(turn, case.survey)
    sent = open_form.record.sent
    amended = sent is None or is_amended(open_form.record)
    rows = [summary(turn, open_form.pack, sent) if sent else ""]
    rows.append(turn.t("result.being_amended") if amended else "")
    rows.append(_again(turn, open_form))
    return "\n".join(row for row in rows if row)


def _again(turn: Turn, open_form: Open) -> str:
    """Where the result was worked out again under another points table: old and new, with both digests."""
    results = results_of(open_form.record)
    if len(results) < 2 or not results[-1].table:
        return ""
    old, new = results[-2].data, results[-1]
    return turn.t(
        "result.rescored",
        day=f"{new.at:%d/%m/%Y}",
        digest=_table_name(turn, new.data),
        old_digest=_table_name(turn, old),
        old_a=old["score_a"],
        new_a=new.data["score_a"],
        old=_class_name(turn, open_form.pack, old),
        new=_class_name(turn, open_form.pack, new.data),
    )


def _table_name(turn: Turn, data: Mapping[str, object]) -> str:
    """The short digest of the commune's own table a result was computed under; else the training table."""
    digest = str(data.get("table_digest", ""))
    own = next((one for one in turn.place.tables if one.digest == digest), None)
    return own.short if own else turn.t("result.training_table")


def _class_name(turn: Turn, pack: Pack, data: Mapping[str, object]) -> str:
    named = data["class"]
    return turn.word(class_text(pack, str(named))) if named else turn.t("result.no_class")


def points(turn: Turn, open_form: Open, found: Result) -> str:
    """Each point with the table row it comes from, each indicator with whom or what it rests on."""
    pack = open_form.pack
    rows = [turn.t("result.points_title", line=found.line)]
    for line in found.lines:
        item, choice = item_text(pack, line)
        source = _source(turn, pack, line, found.column)
        rows.append(turn.t("result.point", item=item, choice=choice, points=line.points, source=source))
    rows.append("")
    rows.append(turn.t("result.indicators_title"))
    rows += [_finding(turn, open_form, one) for one in found.findings]
    return "\n".join(rows)


def _source(turn: Turn, pack: Pack, line: Line, column: str) -> str:
    """Row, column and kind of the table entry; the rule where a rule sets the points."""
    if line.rule is not None:
        return line_source(pack, line, column, turn.language)
    region = next((turn.word(r.text) for r in pack.regions if r.id == column), turn.t("result.urban"))
    kind = provenance(turn, pack, line.provenance)
    return turn.t("result.source", row=sheet_row(pack.table, line.row), column=region, kind=kind)


def provenance(turn: Turn, pack: Pack, kind: str) -> str:
    """Where points come from, in words; the commune's own table by its short digest."""
    if kind != OFFICIAL:
        return provenance_text(pack, kind, turn.language)
    own = next((one for one in turn.place.tables if one.digest == pack.table.digest), None)
    return turn.t("table.provenance.own", digest=own.short) if own else turn.t("table.provenance.print")


def _finding(turn: Turn, open_form: Open, found: Finding) -> str:
    indicator = open_form.pack.indicator(found.indicator)
    who = ", ".join(given_name(open_form, member) for member in found.members)
    return turn.t(
        f"result.finding.{found.status}",
        name=turn.word(indicator.text),
        because=who or turn.word(indicator.deprived),
        points=open_form.pack.deprivation.points,
        source=indicator.source,
    )


def full(turn: Turn, case: Case) -> str:
    """What an officer opens: who answered, all answers with points and sources as they were sent, all
    changes with reasons."""
    open_form = form_of(turn, case.survey or "")
    record = open_form.record
    if record.finished_at is None:
        return turn.t("result.not_finished")
    form, place = as_sent(turn, open_form, case)
    amended = turn.t("result.being_amended") if is_amended(record) else ""
    answers, doubtful = editing.all_answers(turn, form), kept_words(turn, form)
    scored = _points_sent(turn, form, place)
    parts = [_about(turn, record), amended, answers, doubtful, scored, changes(turn, open_form)]
    return "\n\n".join(part for part in parts if part)


def _points_sent(turn: Turn, form: Open, place: Place) -> str:
    """The points of the result that was sent; said plainly where it cannot be worked out again."""
    try:
        found = score(form.pack, form.answers, place, form.context.at)
    except ScoringError:
        return turn.t("why.not_again")
    if form.record.sent is not None and not agrees(form.record.sent, stored(found)):
        return turn.t("why.not_again")
    return points(turn, form, found)


def _about(turn: Turn, record: FormRecord) -> str:
    enumerator = turn.place.staff_by_id(record.owner)
    return turn.t(
        "result.about",
        visited=f"{record.visited_on:%d/%m/%Y}" if record.visited_on else "…",
        entered=f"{record.finished_at:%H:%M %d/%m/%Y}" if record.finished_at else "…",
        by=enumerator.name if enumerator else record.owner,
        respondent=record.respondent,
    )


def changes(turn: Turn, open_form: Open) -> str:
    """Answers changed after the score had been seen, each with its reason."""
    log = [one for one in turn.facts.answer_log(open_form.record.id) if one.reason]
    if not log:
        return ""
    rows = [turn.t("result.changes_title", count=len(log))]
    rows += [_change(turn, open_form, change) for change in log]
    return "\n".join(rows)


def _change(turn: Turn, open_form: Open, change: AnswerChange) -> str:
    member, _, question_id = change.key.rpartition(".")
    by = turn.place.staff_by_id(change.by)
    if question_id == "members":
        label, old, new = turn.t("result.roster"), len(change.old or ()), len(change.new or ())
        before, after = str(old), str(new)
    else:
        question = open_form.form.question(question_id)
        label = turn.word(question.short)
        before = value_text(turn, question, change.old)
        after = value_text(turn, question, change.new)
    return turn.t(
        "result.change",
        who=f"{given_name(open_form, member)}: " if member else "",
        label=label,
        old=before,
        new=after,
        by=by.name if by else change.by,
        when=f"{change.at:%H:%M %d/%m}",
        reason=change.reason,
    )
