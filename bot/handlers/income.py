"""The income form at the door: walked, read back, worked out with the reasons, sent to the officers.

Procedures 1.011609 and 3.000412, step 2. After the result has been seen every change needs a reason.
"""

from bot.cases.case import Action, Case
from bot.cases.form_record import FormRecord
from bot.cases.ways import BY_INCOME
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, is_yes_or_no, read_person_name, read_recent_date
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, begin, form_of, spots
from bot.dialogue.walk.labels import spot_label
from bot.handlers import drafts, editing, files, income_result, notices, recheck, recheck_view, returned
from bot.handlers.acting import act
from bot.handlers.sent import is_as_shown, mark_sent
from bot.scoring.answers import Answers
from bot.scoring.income_stored import stored_income
from bot.scoring.path import Spot, is_answered
from bot.scoring.score import ScoringError

MOST_JUMPS = 12
CARRIED = "procedure"
"""Who gave the answer to what it is for, where nobody was asked."""


def is_offered(turn: Turn, case: Case) -> bool:
    """Whether the form can be opened: begun already, or the pack of its round has one and is no draft."""
    if case.income is not None:
        return True
    pack = turn.env.pack(turn.place.round_of(case.round_id).pack_id)
    return pack.income is not None and pack.status != "draft"


def stage(turn: Turn, case: Case) -> str:
    """ "new", "on" (begun) or "amend" (sent)."""
    if case.income is None:
        return "new"
    return "amend" if form_of(turn, case.income).record.finished_at else "on"


def open_income(turn: Turn, case: Case) -> None:
    """Begin the form, or go on with the one begun, on any phone."""
    form_id = case.income
    if form_id is None and drafts.stops(turn, case, "income"):
        return
    if form_id is None:
        form_id = new_form(turn, case).id
        turn.change(case, income=form_id)
    go_on(turn, case, form_id)


def new_form(turn: Turn, case: Case) -> FormRecord:
    """An income form of the case, visited today, with no answer but what the file's procedure says."""
    record = begin(turn, "income", case_id=case.id, carried=_purpose(turn, case), origin=CARRIED)
    return turn.change(record, visited_on=turn.today)


def _purpose(turn: Turn, case: Case) -> Answers:
    """What it is for, known where the file's own procedure rests on income; else it is asked."""
    rules = turn.env.pack(turn.place.round_of(case.round_id).pack_id).income
    if rules is None:
        return Answers()
    fitting = [name for name, one in rules.purposes.items() if one.procedure == case.procedure]
    return Answers((), {rules.purpose: fitting[0]}) if fitting else Answers()


def go_on(turn: Turn, case: Case, form_id: str) -> None:
    """To the first open question of an income form, or to its result where it was sent."""
    turn.push("income", "read_back", form=form_id, case=case.id)
    if form_of(turn, form_id).record.finished_at is not None:
        turn.goto("preview")
    else:
        turn.push("walk", "ask", form=form_id)


def _open_spots(turn: Turn) -> list[Spot]:
    open_form = form_of(turn, turn.datum("form"))
    return [spot for spot in spots(open_form) if not is_answered(spot, open_form.answers)]


# ── read back to the household; who answered, on which day ───────────────────────────────────
def ask_read_back(turn: Turn) -> Prompt:
    open_form = form_of(turn, turn.datum("form"))
    case = turn.facts.case(turn.datum("case"))
    ending = (Choice(".edit", turn.t("survey.edit")), Choice(".rest", turn.t("survey.rest")))
    missing = _open_spots(turn)
    if missing or case is None:
        jumps = [Choice(f"/{s.id}", spot_label(turn, open_form, s)) for s in missing[:MOST_JUMPS]]
        text = turn.t("survey.missing", count=len(missing))
        return Prompt(text, (*jumps, *ending), columns=1, back=False)
    choices = [Choice(".head", case.head), Choice(".other", turn.t("survey.other"))]
    visited = open_form.record.visited_on or turn.today
    choices.append(Choice(".day", turn.t("income.other_day", day=f"{visited:%d/%m/%Y}")))
    text = turn.t("survey.read_back", answers=editing.all_answers(turn, open_form))
    return Prompt(text, (*choices, *ending), free=True, columns=1, back=False)


def take_read_back(turn: Turn, reply: Reply) -> None:
    form_id = turn.datum("form")
    if reply.choice.startswith("/"):
        turn.push("walk", "ask", form=form_id, at=reply.choice[1:], jump="1")
    elif reply.choice == ".edit":
        turn.push("editing", "section", form=form_id)
    elif reply.choice == ".rest":
        _rest(turn)
    elif reply.choice in (".other", ".day"):
        turn.goto(reply.choice[1:])
    elif not reply.choice and is_yes_or_no(reply.text):
        turn.refuse(turn.t("survey.who_answered"))
    else:
        _answered_by(turn, reply)


def _rest(turn: Turn) -> None:
    turn.say("income.resting")
    turn.home()


def _answered_by(turn: Turn, reply: Reply) -> None:
    case = turn.facts.case(turn.datum("case"))
    if reply.choice == ".head" and case is not None:
        name = case.head
    else:
        read = read_person_name(reply.text)
        if isinstance(read, Problem):
            turn.refuse(turn.t(read.key, **dict(read.args)))
            return
        name = read.value
    turn.change(form_of(turn, turn.datum("form")).record, respondent=name, read_back=True)
    turn.goto("preview")


def ask_other(turn: Turn) -> Prompt:
    return Prompt(turn.t("survey.other_name"), free=True)


def ask_day(turn: Turn) -> Prompt:
    return Prompt(turn.t("visit.paper.when"), free=True)


def take_day(turn: Turn, reply: Reply) -> None:
    """Paper first, typed later: the day of the visit is not the day of entry; both are kept."""
    found = read_recent_date(reply.text, turn.today)
    if isinstance(found, Problem):
        turn.refuse(turn.t(found.key, **dict(found.args)))
        return
    turn.change(form_of(turn, turn.datum("form")).record, visited_on=found.value)
    turn.goto("read_back")


# ── the result, with its reasons ─────────────────────────────────────────────────────────────
def ask_preview(turn: Turn) -> Prompt:
    """Worked out on the spot. From the first time it is shown, changes need a reason."""
    open_form = form_of(turn, turn.datum("form"))
    case = turn.facts.case(turn.datum("case"))
    if _open_spots(turn) or case is None:
        turn.goto("read_back")
        return Prompt("")
    edit = Choice("edit", turn.t("survey.edit"))
    try:
        data = stored_income(income_result.compute(turn, open_form, case))
    except ScoringError as fault:
        return Prompt(turn.t("survey.cannot", field=_field(turn, fault)), (edit,), back=False)
    _show(turn, open_form.record, data)
    choices = (Choice("send", turn.t("survey.send")), edit, Choice("rest", turn.t("survey.rest")))
    return Prompt(_preview(turn, open_form, case, data), choices, back=False)


def _preview(turn: Turn, open_form: Open, case: Case, data: dict[str, object]) -> str:
    members = int(str(data["members"]))
    return turn.t(
        "income.preview",
        purpose=income_result.purpose_line(turn, open_form),
        result="\n".join(
            part
            for part in (
                income_result.explained(turn, open_form.pack, data),
                income_result.people_differ(turn, case, members),
            )
            if part
        ),
    )


def _field(turn: Turn, fault: ScoringError) -> str:
    """What is lacking, in words; an answer of the form where it is not one of the known."""
    known = ("area.type", "pack")
    return turn.t(f"survey.field.{fault.field}" if fault.field in known else "survey.field.answer")


def _show(turn: Turn, record: FormRecord, data: dict[str, object]) -> None:
    """Keep the result with the form, and that it has been seen."""
    if record.result != data or record.seen_at is None:
        turn.change(record, result=data, seen_at=record.seen_at or turn.now)


def take_preview(turn: Turn, reply: Reply) -> None:
    case = turn.facts.case(turn.datum("case"))
    open_form = form_of(turn, turn.datum("form"))
    if reply.choice == "edit":
        turn.push("editing", "section", form=open_form.record.id)
    elif reply.choice == "rest":
        _rest(turn)
    elif case is not None and _is_as_shown(turn, open_form, case):
        _send(turn, case, open_form.record)
    else:
        turn.say("survey.changed_meanwhile")


def _is_as_shown(turn: Turn, open_form: Open, case: Case) -> bool:
    """Whether what is sent is the result on the screen: nobody has changed the form meanwhile."""
    return not _open_spots(turn) and is_as_shown(
        open_form.record, lambda: stored_income(income_result.compute(turn, open_form, case))
    )


def _send(turn: Turn, case: Case, record: FormRecord) -> None:
    """Finished: the officers are told; the household is not shown the result."""
    amended = record.finished_at is not None
    again = recheck.is_of(case, record.id)
    given = recheck.is_mine(turn, case) or not again
    if files.seen_case(turn, case.id) is None or not given or recheck.is_replaced(case, record):
        turn.home()  # kin declared, or the area given to others, or another form came, meanwhile
        turn.say("file.not_yours")
        return
    stands = returned.fates(turn, case) if case.measured_by == record.id else {}
    if stands and returned.stops(turn, case):
        turn.push("returned", "list", case=case.id)
        return
    action: Action = "finish_recheck" if again else sending(case, record)
    after = act(turn, case, action, "enumerator", returned.note(turn, case, stands) if stands else "")
    if after is None:
        turn.home()
        return
    mark_sent(turn, record)
    if stands:
        after = returned.close(turn, after, stands)
    _tell_officers(turn, recheck.finished(turn, after, record) if again else after, amended=amended)
    turn.home()
    turn.say("income.sent", code=after.code)


def sending(case: Case, record: FormRecord) -> Action:
    """What sending this form is; of a file under its own procedure that was closed and reopened it is sent
    anew."""
    reopened = case.state == "received" and case.procedure in BY_INCOME
    return "amend_income" if record.finished_at is not None and not reopened else "survey_income"


def _tell_officers(turn: Turn, case: Case, *, amended: bool) -> None:
    """That it was sent; after a complaint with what differs from the first one."""
    if recheck.is_just_sent(case):
        recheck_view.tell_officers(turn, case)
        return
    for officer in turn.place.officers(case.area):
        key = "notice.income_amended" if amended else "notice.income"
        notices.to_staff(turn, officer, key, case, ("open", "inc"))


INCOME = Conversation(
    {
        "read_back": Step(ask_read_back, take_read_back),
        "other": Step(ask_other, _answered_by, lambda t: t.goto("read_back")),
        "day": Step(ask_day, take_day, lambda t: t.goto("read_back")),
        "preview": Step(ask_preview, take_preview),
    },
    ("enumerator",),
)
