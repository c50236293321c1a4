"""People who need help, as staff see them: the list, one person, taking, giving, noting, filing for them."""

from typing import get_args

from bot.cases.call_back import CallBack
from bot.cases.commune import Staff
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.dialogue.walk import apply
from bot.dialogue.walk import begin as begin_form
from bot.dialogue.walk.labels import phone
from bot.handlers import call_backs, files

LONGEST_NOTE = 500
SKIP = "skip"


def label(turn: Turn) -> str:
    """The menu's entry with how many wait; "" where nobody does."""
    count = len(call_backs.waiting(turn))
    return turn.t("menu.call_backs", count=count) if count else ""


def open_list(turn: Turn) -> None:
    turn.push("call_backs", "list")


def open_one(turn: Turn, call_id: str) -> None:
    """From a notice's button: on top of the menu, whatever was going on; forms are kept as drafts."""
    call = turn.facts.call_back(call_id)
    if call is None or turn.staff is None or not call_backs.may_see(turn, turn.staff, call):
        turn.say("call_back.not_yours")
        return
    turn.home()
    turn.push("menu")
    _show(turn, call)


def _show(turn: Turn, call: CallBack) -> None:
    """Name and phone are shown: that is noted."""
    turn.audit("call_back_opened", call.id)
    turn.push("call_backs", "view", call=call.id)


# ── the list ─────────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    calls = call_backs.waiting(turn)
    if not calls:
        return Prompt(turn.t("call_back.nobody"))
    lines = [Choice(call.id, call_backs.line(turn, call)) for call in files.shown(turn, calls)]
    choices = (*lines, *files.ways(turn, len(calls)))
    return Prompt(turn.t("call_back.list", count=len(calls)), choices, columns=1)


def take_list(turn: Turn, reply: Reply) -> None:
    call = None if files.turned(turn, reply.choice) else turn.facts.call_back(reply.choice)
    if call is not None:
        _show(turn, call)


# ── one person ───────────────────────────────────────────────────────────────────────────────
def _current(turn: Turn) -> CallBack | None:
    """The one of the frame on top; None where it may no longer be seen (said so, and left)."""
    call = turn.facts.call_back(turn.datum("call"))
    if call is None or turn.staff is None or not call_backs.may_see(turn, turn.staff, call):
        turn.pop()
        turn.say("call_back.not_yours")
        return None
    return call


def ask_view(turn: Turn) -> Prompt:
    call = _current(turn)
    if call is None:
        return Prompt("")
    filed = call_backs.case_of(turn, call) is not None
    actions = (one for one in get_args(call_backs.CallAction) if not (one == "file" and filed))
    choices = tuple(
        Choice(one, turn.t(f"call_back.do.{one}")) for one in actions if call_backs.may(turn, call, one)
    )
    return Prompt(_known(turn, call), choices, columns=1)


def _known(turn: Turn, call: CallBack) -> str:
    """What is known of the person, and who takes care."""
    case, taken = call_backs.case_of(turn, call), call_backs.holder(turn, call)
    area = call_backs.area_name(turn, call)
    rows = [
        turn.t("call_back.who", name=call.name or (case.head if case else turn.t("call_back.no_name"))),
        turn.t(f"call_back.reason.{call.reason}"),
        turn.t("call_back.since", when=f"{call.at:%H:%M %d/%m}"),
        turn.t("call_back.phone", phone=phone(call.phone)) if call.phone else turn.t("call_back.no_phone"),
        turn.t("call_back.unknown") if call.name and not call.phone and case is None else "",
        turn.t("call_back.area", area=area) if area else "",
        turn.t("call_back.file", code=case.code, name=case.head) if case else "",
        turn.t("file.address", address=case.address) if case and case.address else "",
        turn.t("call_back.taken", who=taken.name) if taken else turn.t("call_back.free"),
        *_before(turn, call),
    ]
    return "\n".join(row for row in rows if row)


def _before(turn: Turn, call: CallBack) -> list[str]:
    """What came of the times before."""
    done = [one for one in turn.facts.call_backs_of(call.chat) if one.done_at and one.note]
    return [turn.t("call_back.before", day=f"{one.done_at:%d/%m}", note=one.note) for one in done[-3:]]


def take_view(turn: Turn, reply: Reply) -> None:
    call, staff = _current(turn), turn.staff
    if call is None or staff is None:
        return
    if reply.choice == "take":
        if call_backs.act(turn, call, "take", taken_by=staff.id, taken_at=turn.now):
            turn.say("call_back.yours")
    elif reply.choice == "give":
        turn.goto("whom" if call.area else "area")
    elif reply.choice == "file":
        _file(turn, call)
    else:
        turn.goto("note")


# ── called, or been there ────────────────────────────────────────────────────────────────────
def ask_note(turn: Turn) -> Prompt:
    return Prompt(turn.t("call_back.note"), (Choice(SKIP, turn.t("call_back.no_note")),), free=True)


def take_note(turn: Turn, reply: Reply) -> None:
    call = _current(turn)
    if call is None:
        return
    note = "" if reply.choice == SKIP else clean(reply.text)[:LONGEST_NOTE]
    if call_backs.act(turn, call, "done", done_at=turn.now, note=note):
        turn.say("call_back.done")
    turn.pop()


# ── giving it to an enumerator ───────────────────────────────────────────────────────────────
def ask_area(turn: Turn) -> Prompt:
    staff = turn.staff
    own = [a for a in turn.place.areas if staff is None or not staff.areas or a.id in staff.areas]
    return Prompt(turn.t("call_back.which_area"), tuple(Choice(area.id, area.name) for area in own))


def take_area(turn: Turn, reply: Reply) -> None:
    turn.goto("whom", area=reply.choice)


def _able(turn: Turn, call: CallBack) -> list[Staff]:
    """The enumerators of the area, kin left out."""
    area = call.area or turn.datum("area")
    case = call_backs.case_of(turn, call)
    return [one for one in turn.place.enumerators(area) if case is None or one.id not in case.kin_of]


def ask_whom(turn: Turn) -> Prompt:
    call = _current(turn)
    if call is None:
        return Prompt("")
    able = _able(turn, call)
    if not able:
        turn.goto("view", area="")
        turn.say("call_back.nobody_there")
        return Prompt("")
    choices = tuple(Choice(s.id, turn.t("file.assign.line", name=s.name, title=s.title)) for s in able)
    return Prompt(turn.t("call_back.whom"), choices, columns=1)


def take_whom(turn: Turn, reply: Reply) -> None:
    call = _current(turn)
    staff = next((one for one in _able(turn, call) if one.id == reply.choice), None) if call else None
    if call is None or staff is None:
        return
    area = call.area or turn.datum("area")
    turn.goto("view", area="")
    given = call_backs.act(turn, call, "give", area=area, taken_by=staff.id, taken_at=turn.now)
    if given is not None:
        call_backs.tell(turn, staff, given, "notice.call_back.given")
        turn.say("call_back.given" if staff.chat else "file.assign.not_enrolled", name=staff.name)


# ── the request made for them ────────────────────────────────────────────────────────────────
def _file(turn: Turn, call: CallBack) -> None:
    """The one begun before goes on; else the person is first asked where the news shall go."""
    drafts = [one for one in turn.facts.drafts_of(turn.actor[0]) if one.call_back == call.id]
    if drafts:
        _fill(turn, drafts[-1].id)
    else:
        turn.goto("news")


def ask_news(turn: Turn) -> Prompt:
    choices = (Choice("yes", turn.t("call_back.news_yes")), Choice("no", turn.t("call_back.news_no")))
    return Prompt(turn.t("call_back.news"), choices, columns=1)


def take_news(turn: Turn, reply: Reply) -> None:
    call, staff = _current(turn), turn.staff
    turn.goto("view")
    if call is None or staff is None:
        return
    after = call_backs.act(turn, call, "file", news=reply.choice == "yes")
    if after is None:
        return
    record = turn.change(begin_form(turn, "mau_01"), call_back=after.id)
    known = {
        "for_whom": "other",
        "helper_name": staff.name,
        "news_to": "household" if after.news else "helper",
        "area": after.area or "",
        "phone": after.phone,
    }
    given = {key: value for key, value in known.items() if value}
    record = apply(turn, record, given, origin="call_back")
    _fill(turn, record.id)


def _fill(turn: Turn, form_id: str) -> None:
    turn.push("request", "review", form=form_id)
    turn.push("walk", "ask", form=form_id)


def _to_view(turn: Turn) -> None:
    turn.goto("view", area="")


CALL_BACKS = Conversation(
    {
        "list": Step(ask_list, take_list),
        "view": Step(ask_view, take_view),
        "note": Step(ask_note, take_note, _to_view),
        "area": Step(ask_area, take_area, _to_view),
        "whom": Step(ask_whom, take_whom, _to_view),
        "news": Step(ask_news, take_news, _to_view),
    },
    ("enumerator", "officer"),
)
