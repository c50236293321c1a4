"""The enumerator over a survey that was sent back: straight to its questions, changed or kept with a word."""

from dataclasses import replace

from bot.cases.case import Case
from bot.cases.survey_return import Fate, ReturnedQuestion
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of, spots
from bot.dialogue.walk.labels import spot_line
from bot.handlers import files, recheck, returned

SHORTEST_WORDS = 5
"""Letters of a word why an answer stays; as for a reason in the walk."""
LONGEST_WORDS = 1_000


def open_return(turn: Turn, case_id: str) -> None:
    """A notice's button: straight to the first question that waits; later it says how things stand."""
    case, staff = files.seen_case(turn, case_id), turn.staff
    mine = case is not None and not recheck.is_kept_from(turn, case)
    if case is None or staff is None or "enumerator" not in staff.roles or not mine:
        turn.say("file.not_yours" if staff else "my_file.not_yours")
        return
    turn.home()
    turn.push("menu")
    turn.push("visit", "view", case=case_id)
    if case.open_return is None:
        turn.say("returned.done_already", code=case.code)
    else:
        start(turn, case)


def start(turn: Turn, case: Case) -> None:
    """The list of its questions, and on top of it the first one that waits. It has been seen from now on."""
    one = case.open_return
    if one is None:
        return
    if one.seen_at is None:
        turn.audit("return_seen", case.id)
        case = turn.change(case, returns=(*case.returns[:-1], replace(one, seen_at=turn.now)))
    turn.push("returned", "list", case=case.id)
    _go_on(turn, case)


def _go_on(turn: Turn, case: Case) -> bool:
    """To the next question that waits; False where none does."""
    stands, one = returned.fates(turn, case), case.open_return
    following = next((q for q in one.questions if stands[q.spot] == "waiting"), None) if one else None
    if following is not None:
        _to(turn, case, following)
    return following is not None


def _to(turn: Turn, case: Case, asked: ReturnedQuestion) -> None:
    """The question itself, old answer in place, the officer's words above it."""
    turn.keep(now=asked.spot)
    words = turn.t("walk.returned", words=asked.words)
    form, spot = case.measured_by or "", asked.spot
    turn.push("walk", "ask", form=form, at=spot, jump="1", note=words, note_for=spot)


# ── the list ─────────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    """Each question as it stands. Coming back from one that is mended: on to the next one."""
    case = files.current(turn)
    one = case.open_return if case is not None else None
    if case is None or one is None:  # sent again, or given to somebody else, meanwhile
        if case is not None:
            turn.pop()
        return Prompt("")
    if turn.datum("keep"):
        turn.goto("keep")
        return Prompt("")
    stands, now = returned.fates(turn, case), turn.datum("now")
    turn.keep(now="", later=())
    if now and stands.get(now) != "waiting" and _go_on(turn, case):
        return Prompt("")
    left = [q for q in one.questions if stands[q.spot] == "waiting"]
    rows = [turn.t("returned.title", code=case.code, who=one.by_name, when=f"{one.at:%H:%M %d/%m}")]
    rows += [_row(turn, q, stands[q.spot]) for q in one.questions]
    rows.append(turn.t("returned.left", count=len(left)) if left else turn.t("returned.ready"))
    asked = [q for q in one.questions if stands[q.spot] != "gone"]
    jumps = [Choice(f"/{q.spot}", _button(turn, case, q)) for q in asked]
    ends = [Choice("send", turn.t("returned.send")), Choice("edit", turn.t("returned.other"))]
    return Prompt(
        "\n".join(rows), tuple(ends[:1] + jumps + ends[1:] if not left else jumps + ends), columns=1
    )


def _row(turn: Turn, asked: ReturnedQuestion, fate: Fate) -> str:
    row = turn.t("returned.line", label=asked.label, words=asked.words)
    return f"{row} {turn.t(f'returned.fate.{fate}', words=asked.kept)}"


def _button(turn: Turn, case: Case, asked: ReturnedQuestion) -> str:
    """The question with its answer as it stands."""
    open_form = form_of(turn, case.measured_by or "")
    spot = next((spot for spot in spots(open_form) if spot.id == asked.spot), None)
    return spot_line(turn, open_form, spot)[:60] if spot is not None else asked.label


def take_list(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    one = case.open_return if case is not None else None
    if case is None or one is None or not case.measured_by:
        return
    if reply.choice == "edit":
        turn.push("editing", "section", form=case.measured_by)
    elif reply.choice.startswith("/"):
        asked = one.question(reply.choice[1:])
        if asked is not None:
            _to(turn, case, asked)
    elif not returned.stops(turn, case):
        kind = "income" if case.measured_by == case.income else "survey"
        turn.push(kind, "preview", form=case.measured_by, case=case.id)


# ── the answer stays, with a word ────────────────────────────────────────────────────────────
def _asked(turn: Turn) -> ReturnedQuestion | None:
    case = files.current(turn)
    one = case.open_return if case is not None else None
    return one.question(turn.datum("keep")) if one is not None else None


def ask_keep(turn: Turn) -> Prompt:
    asked = _asked(turn)
    if asked is None:
        if turn.frames and turn.frame.conversation == "returned":
            _to_list(turn)
        return Prompt("")
    return Prompt(turn.t("returned.keep_why", label=asked.label, words=asked.words), free=True)


def take_keep(turn: Turn, reply: Reply) -> None:
    asked, words = _asked(turn), clean(reply.text)[:LONGEST_WORDS]
    case = files.current(turn)
    if asked is None or case is None:
        return
    if len(words) < SHORTEST_WORDS or not any(letter.isalpha() for letter in words):
        turn.refuse(turn.t("returned.keep_short"))
        return
    turn.audit("answer_kept", case.id, words)
    kept = case.returns[-1].with_kept(asked.spot, words)
    turn.change(case, returns=(*case.returns[:-1], kept))
    turn.goto("list", keep="", now=asked.spot)
    turn.say("returned.kept", label=asked.label)


def _to_list(turn: Turn) -> None:
    turn.goto("list", keep="", now="")


RETURNED = Conversation(
    {"list": Step(ask_list, take_list), "keep": Step(ask_keep, take_keep, _to_list)}, ("enumerator",)
)
