"""Phiếu B at the door: prefilled from the request, walked, read back, scored with the reasons, sent.

After the score has been seen every change needs a reason (Audit finding: score sheets were altered).
"""

from datetime import date

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, is_yes_or_no, read_person_name
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, begin, form_of, spots
from bot.dialogue.walk.labels import member_label, spot_label
from bot.handlers import (
    drafts,
    editing,
    evidence,
    files,
    meeting_again,
    notices,
    recheck,
    result,
    returned,
    survey_notices,
    why,
)
from bot.handlers.acting import act
from bot.handlers.sent import is_as_shown, mark_sent
from bot.scoring.answers import Answers, Value
from bot.scoring.forms import SKIPPED
from bot.scoring.path import Spot, is_answered
from bot.scoring.score import ScoringError

CARRIED = ("name", "sex", "birth", "relation", "ethnicity")
"""What a member of Phiếu B takes over from Mẫu 01; the roster is confirmed at the door."""


def open_survey(turn: Turn, case: Case, visited_on: date) -> None:
    """Begin Phiếu B, or go on with the one begun, on any phone."""
    form_id = case.survey
    if form_id is None and drafts.stops(turn, case, "phieu_b"):
        return
    if form_id is None:
        form_id = new_form(turn, case, visited_on).id
        turn.change(case, survey=form_id)
    go_on(turn, case, form_id)


def go_on(turn: Turn, case: Case, form_id: str) -> None:
    """To the first open question of a Phiếu B, or to its result where it was sent."""
    turn.push("survey", "read_back", form=form_id, case=case.id)
    record = form_of(turn, form_id).record
    if record.finished_at is not None:
        turn.goto("preview")
    else:
        turn.push("walk", "ask", form=form_id)


def new_form(turn: Turn, case: Case, visited_on: date) -> FormRecord:
    """A Phiếu B of the case with what its request says of its people, and nothing of any earlier survey."""
    request = turn.facts.form(case.request) if case.request else None
    answers = prefilled(request.answers) if request else _only_head(case)
    origin = request.form if request else "last_list"
    record = begin(turn, "phieu_b", case_id=case.id, carried=answers, origin=origin)
    return turn.change(record, visited_on=visited_on)


def prefilled(request: Answers) -> Answers:
    """The roster of Mẫu 01 as members of Phiếu B: the head first, then the others in their order."""
    values: dict[str, Value] = {"m1.relation": "head"}
    for field in CARRIED:
        value = request.text(field)
        if value is not None and value != SKIPPED and field != "relation":
            values[f"m1.{field}"] = value
    members = ["m1"]
    for number, other in enumerate(request.members, 2):
        member = f"m{number}"
        members.append(member)
        for field in CARRIED:
            value = request.text(field, other)
            if value is not None and value != SKIPPED:
                values[f"{member}.{field}"] = value
    return Answers(tuple(members), values)


def _only_head(case: Case) -> Answers:
    """A household of last year's list: what is known is its head."""
    values: dict[str, Value] = {"m1.name": case.head, "m1.relation": "head"}
    if case.birth:
        values["m1.birth"] = case.birth
    if case.previous_class != "none":
        values["previous_class"] = case.previous_class
    return Answers(("m1",), values)


# ── read back to the household; who answered ─────────────────────────────────────────────────
def _open_spots(turn: Turn) -> list[Spot]:
    """Put off or undecided: each gets a way straight to it."""
    open_form = form_of(turn, turn.datum("form"))
    values = open_form.answers.values
    return [
        spot
        for spot in spots(open_form)
        if not is_answered(spot, open_form.answers) or any(values.get(k) == "unknown" for k in spot.keys)
    ]


def _heads(answers: Answers) -> int:
    return sum(answers.get("relation", member) == "head" for member in answers.members)


def _unready(turn: Turn, answers: Answers) -> bool:
    """Whether there is something to mend before the score: a spot left open, no head or two."""
    return bool(_open_spots(turn)) or _heads(answers) != 1


def ask_read_back(turn: Turn) -> Prompt:
    open_form = form_of(turn, turn.datum("form"))
    edit = Choice(".edit", turn.t("survey.edit"))
    rest = Choice(".rest", turn.t("survey.rest"))
    missing = _open_spots(turn)
    heads = _heads(open_form.answers)
    if not missing and heads != 1:
        return Prompt(turn.t("survey.one_head", count=heads), (edit, rest), columns=1, back=False)
    if missing:
        jumps = [Choice(f"/{s.id}", spot_label(turn, open_form, s)) for s in missing[:12]]
        text = turn.t("survey.missing", count=len(missing))
        return Prompt(text, (*jumps, edit, rest), columns=1, back=False)
    adults = [m for m in open_form.answers.members if _may_answer(turn, open_form.answers, m)]
    choices = [Choice(m, member_label(open_form, m)) for m in adults]
    text = turn.t("survey.read_back", answers=editing.all_answers(turn, open_form))
    return Prompt(
        text, (*choices, Choice(".other", turn.t("survey.other")), edit, rest), free=True, back=False
    )


def _may_answer(turn: Turn, answers: Answers, member: str) -> bool:
    """Somebody old enough to speak for the household (15, as the form's working age begins)."""
    birth = answers.text("birth", member)
    return birth is not None and turn.today.year - int(birth[:4]) >= 15


def take_read_back(turn: Turn, reply: Reply) -> None:
    form_id = turn.datum("form")
    if reply.choice.startswith("/"):
        turn.push("walk", "ask", form=form_id, at=reply.choice[1:], jump="1")
    elif reply.choice == ".edit":
        turn.push("editing", "section", form=form_id)
    elif reply.choice == ".rest":
        turn.say("survey.resting")
        turn.home()
    elif reply.choice == ".other":
        turn.goto("other")
    elif not reply.choice and is_yes_or_no(reply.text):
        turn.refuse(turn.t("survey.who_answered"))
    else:
        _answered_by(turn, reply)


def _answered_by(turn: Turn, reply: Reply) -> None:
    open_form = form_of(turn, turn.datum("form"))
    if reply.choice:
        name = open_form.answers.text("name", reply.choice) or ""
    else:
        read = read_person_name(reply.text)
        if isinstance(read, Problem):
            turn.refuse(turn.t(read.key, **dict(read.args)))
            return
        name = read.value
    turn.change(open_form.record, respondent=name, read_back=True)
    turn.goto("preview")


def ask_other(turn: Turn) -> Prompt:
    return Prompt(turn.t("survey.other_name"), free=True)


# ── the score, with its reasons ──────────────────────────────────────────────────────────────
def ask_preview(turn: Turn) -> Prompt:
    """Computed on the spot. From the first time it is shown, changes need a reason."""
    open_form = form_of(turn, turn.datum("form"))
    case = turn.facts.case(turn.datum("case"))
    if _unready(turn, open_form.answers) or case is None:
        turn.goto("read_back")
        return Prompt("")
    edit = Choice("edit", turn.t("survey.edit"))
    try:
        found = result.compute(turn, open_form, case)
    except ScoringError as fault:
        return Prompt(turn.t("survey.cannot", field=_field(turn, fault)), (edit,), back=False)
    _show(turn, open_form.record, result.stored(found))
    choices = [Choice("send", turn.t("survey.send")), edit, Choice("rest", turn.t("survey.rest"))]
    if not recheck.is_of(case, open_form.record.id):  # there "why" would tell of the first survey
        choices.insert(1, Choice("why", turn.t("why.open")))
    if evidence.is_offered(turn, case, open_form):
        choices.append(Choice("evidence", turn.t("evidence.open")))
    text = turn.t("survey.preview", result=result.summary(turn, open_form.pack, result.stored(found)))
    return Prompt(text, tuple(choices), back=False)


def _field(turn: Turn, fault: ScoringError) -> str:
    """What the scorer lacks, in words; an answer of the form where it is not one of the known."""
    known = ("area.type", "area.region", "reference_date", "pack", "members")
    return turn.t(f"survey.field.{fault.field}" if fault.field in known else "survey.field.answer")


def _show(turn: Turn, record: FormRecord, data: dict[str, object]) -> None:
    """Keep the result with the form, and that it has been seen."""
    if record.result != data or record.seen_at is None:
        turn.change(record, result=data, seen_at=record.seen_at or turn.now)


def take_preview(turn: Turn, reply: Reply) -> None:
    form_id = turn.datum("form")
    case = turn.facts.case(turn.datum("case"))
    if reply.choice == "edit":
        turn.push("editing", "section", form=form_id)
    elif reply.choice == "rest":
        turn.say("survey.resting")
        turn.home()
    elif case is not None and reply.choice == "why":
        why.open_why(turn, case)
    elif case is not None and reply.choice == "evidence":
        evidence.open_evidence(turn, case, form_id)
    elif case is not None and _is_as_shown(turn, form_of(turn, form_id), case):
        _send(turn, case, form_of(turn, form_id).record)
    else:
        turn.say("survey.changed_meanwhile")


def _is_as_shown(turn: Turn, open_form: Open, case: Case) -> bool:
    """Whether what is sent is the result on the screen: nobody has changed the form meanwhile."""
    return not _unready(turn, open_form.answers) and is_as_shown(
        open_form.record, lambda: result.stored(result.compute(turn, open_form, case))
    )


def _send(turn: Turn, case: Case, record: FormRecord) -> None:
    """Finished: the case moves, the officers are told with the result, the household without."""
    amended = record.finished_at is not None
    if not _is_theirs(turn, case, record):
        turn.home()
        turn.say("file.not_yours")
        return
    if returned.stops(turn, case):
        turn.push("returned", "list", case=case.id)
        return
    if meeting_again.stops(turn, case, record):
        return
    stands = returned.fates(turn, case)
    after = finish(turn, case, record, returned.note(turn, case, stands) or turn.datum("stays"))
    if after is None:
        turn.home()
        return
    if stands:
        after = returned.close(turn, after, stands)
    survey_notices.tell_officers(turn, after, amended=amended, again=bool(stands))
    turn.home()
    turn.say("survey.sent", code=after.code)
    if stands:
        turn.says.append(returned.difference(turn, form_of(turn, record.id).record))


def _is_theirs(turn: Turn, case: Case, record: FormRecord) -> bool:
    """Whether neither kin was declared, nor it was given to others, nor another survey came, meanwhile."""
    given = recheck.is_mine(turn, case) or not recheck.is_of(case, record.id)
    return files.seen_case(turn, case.id) is not None and given and not recheck.is_replaced(case, record)


def finish(turn: Turn, case: Case, record: FormRecord, note: str = "") -> Case | None:
    """The case moves, the result counts as sent, the household hears; None where it may not move (said why).

    note: stands with the move in the file's history.
    """
    amended, recheck_of = record.finished_at is not None, recheck.is_of(case, record.id)
    after = act(turn, case, recheck.sending(case, record), "enumerator", note)
    if after is None:
        return None
    mark_sent(turn, record)
    if recheck_of:
        return recheck.finished(turn, after, record)
    if not amended:
        notices.to_household(turn, after, "notice.survey_done")
    return after


SURVEY = Conversation(
    {
        "read_back": Step(ask_read_back, take_read_back),
        "other": Step(ask_other, _answered_by, lambda t: t.goto("read_back")),
        "preview": Step(ask_preview, take_preview),
    },
    ("enumerator",),
)
