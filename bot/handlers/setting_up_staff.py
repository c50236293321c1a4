"""Staff set up in chat: listed, added, other roles, areas or title; ways in stand in setting_up_access.py.

Frame data: staff ("" for a new one) · version (as it was shown) · mode · page, and what is typed of a change:
name · title · roles · areas ("*" the whole commune) · picks (ticked now).
"""

from collections.abc import Sequence

from bot.cases.commune import Staff
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem
from bot.dialogue.reading.text import fold
from bot.dialogue.turn import Turn
from bot.handlers import files
from bot.handlers import setting_up as common
from bot.handlers import setting_up_access as access
from bot.handlers.hand_over import goes_back, hand_over
from bot.handlers.staff_entries import (
    ALL_AREAS,
    STAFF_ROLES,
    Changes,
    Entry,
    changed,
    member_of,
    staff_id_for,
)

CONVERSATION = "set_up_staff"
NOTHING: dict[str, str | tuple[str, ...]] = {
    "mode": "",
    "name": "",
    "title": "",
    "roles": (),
    "areas": (),
    "picks": (),
}
"""What is typed of a change that is not made yet."""
WHOLE = ".whole"
CHANGES = ("roles", "areas", "title", "name")
"""What may be another about somebody, each a step of its own."""


def open_staff(turn: Turn) -> None:
    """From the menu of setting up."""
    turn.push(CONVERSATION)


# ── the list, one of them ────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    staff = sorted(turn.place.staff, key=lambda one: not one.active)
    choices = [Choice(one.id, access.line(turn, one)) for one in files.shown(turn, staff)]
    choices += [*files.ways(turn, len(staff)), Choice(common.ADD, turn.t("set_up.staff.add"))]
    count = sum(one.active for one in staff)
    return Prompt(turn.t("set_up.staff.list", count=count), tuple(choices), columns=1)


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == common.ADD:
        turn.goto("name", **{**NOTHING, "mode": "add"}, staff="", version="")
    elif not files.turned(turn, reply.choice):
        turn.goto("view", staff=reply.choice, **NOTHING)


def ask_view(turn: Turn) -> Prompt:
    one = access.current(turn)
    if one is None:
        turn.goto("start", staff="")
        return Prompt("")
    turn.keep(version=str(one.version))
    choices = [Choice(name, turn.t(f"set_up.staff.do.{name}")) for name in _offered(one)]
    return Prompt(access.about(turn, one), tuple(choices))


def _offered(one: Staff) -> tuple[str, ...]:
    """An ended access is given back before anything else."""
    return (*CHANGES, *access.offered(one)) if one.active else access.offered(one)


def take_view(turn: Turn, reply: Reply) -> None:
    one = access.current(turn)
    if one is None or reply.choice not in _offered(one):
        turn.say("set_up.changed_meanwhile")
    elif reply.choice == "invite":
        access.invite(turn, one)
    elif reply.choice in CHANGES:
        picks = {"roles": one.roles, "areas": one.areas}.get(reply.choice, ())
        turn.goto(reply.choice, mode=reply.choice, picks=picks)
    else:
        turn.goto("access", mode=reply.choice)


# ── what is to be true of them ───────────────────────────────────────────────────────────────
def _result(turn: Turn) -> Staff | Problem:
    """The person as they would be after all that was said."""
    roles, areas = turn.data_list("roles"), turn.data_list("areas")
    name, title = turn.datum("name"), turn.datum("title")
    there, place = access.current(turn), turn.place
    if there is None:
        new_id = staff_id_for(name, [one.id for one in place.staff])
        role, also = (roles[0], ",".join(roles[1:])) if roles else ("", "")
        return member_of(
            Entry(name, title, role, ",".join(areas), new_id, also=also), place.areas, place.staff
        )
    main = there.role if there.role in roles else next(iter(roles), None)
    changes = Changes(
        name or None,
        title or None,
        main,
        ",".join(areas) if areas else None,
        ",".join(one for one in roles if one != main) if roles else None,
    )
    after = changed(there, changes, place.areas, place.staff)
    if isinstance(after, Staff) and turn.staff is not None and after.id == turn.staff.id:
        return after if may(after, "set_up") else Problem("set_up.wrong.self")
    return after


def ask_name(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.staff.ask.name"), free=True)


def take_name(turn: Turn, reply: Reply) -> None:
    """Read at once; who is of that name already is said before it counts."""
    read = changed(_ANYBODY, Changes(name=reply.text), turn.place.areas, (_ANYBODY, _OTHER))
    if isinstance(read, Problem):
        common.refuse(turn, read)
    else:
        turn.goto("title" if turn.datum("mode") == "add" else "sure", name=read.name)


_ANYBODY = Staff("", "", "", "officer", ())
_OTHER = Staff("-", "", "", "officer", ())


def ask_title(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.staff.ask.title"), free=True)


def take_title(turn: Turn, reply: Reply) -> None:
    read = changed(_ANYBODY, Changes(title=reply.text), turn.place.areas, (_ANYBODY, _OTHER))
    if isinstance(read, Problem):
        common.refuse(turn, read)
    else:
        turn.goto("roles" if turn.datum("mode") == "add" else "sure", title=read.title, picks=())


def ask_roles(turn: Turn) -> Prompt:
    picks = turn.data_list("picks")
    choices = [Choice(one, turn.t(f"role.{one}"), one in picks) for one in STAFF_ROLES]
    choices.append(Choice(common.DONE, turn.t("walk.done"), typed=""))
    return Prompt(turn.t("set_up.staff.ask.roles"), tuple(choices), columns=1, many=True)


def take_roles(turn: Turn, reply: Reply) -> None:
    picks = common.ticked(turn, reply)
    if picks is None:
        return
    if not picks:
        turn.refuse(turn.t("set_up.wrong.no_role"))
        return
    roles = tuple(one for one in STAFF_ROLES if one in picks)
    there = access.current(turn)
    needs = there is None or ("enumerator" in roles and not there.areas)
    kept = there.areas if there is not None else ()
    turn.goto("areas" if needs else "sure", roles=roles, picks=kept)


def ask_areas(turn: Turn) -> Prompt:
    picks = turn.data_list("picks")
    choices = [Choice(one.id, one.name, one.id in picks) for one in turn.place.areas]
    needed = "enumerator" in _roles(turn)
    if not needed:
        choices.append(Choice(WHOLE, turn.t("set_up.staff.whole")))
    choices.append(Choice(common.DONE, turn.t("walk.done"), typed=""))
    key = "set_up.staff.ask.areas" if needed else "set_up.staff.ask.areas_or_all"
    return Prompt(turn.t(key), tuple(choices), many=True)


def _roles(turn: Turn) -> Sequence[str]:
    there = access.current(turn)
    return turn.data_list("roles") or (there.roles if there is not None else ())


def take_areas(turn: Turn, reply: Reply) -> None:
    whole = WHOLE in (reply.choice, *(reply.picks or ()))
    picks = () if whole else common.ticked(turn, reply)
    if picks is None:
        return
    if not picks and not whole and "enumerator" not in _roles(turn):
        turn.refuse(turn.t("set_up.wrong.no_area"))
        return
    turn.keep(areas=picks or (ALL_AREAS,))
    found = _result(turn)
    if isinstance(found, Problem):
        turn.keep(areas=())
        common.refuse(turn, found)
    else:
        turn.goto("sure", picks=())


# ── once more, then it counts ────────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    before, after = access.current(turn), _result(turn)
    if isinstance(after, Problem):
        turn.says.append(common.in_words(turn, after))
        _back(turn)
        return Prompt("")
    rows = [turn.t("set_up.staff.before", about=access.duties(turn, before))] if before is not None else []
    rows.append(turn.t("set_up.staff.after", about=access.duties(turn, after)))
    rows.append(_namesake(turn, after))
    if before is not None:
        rows.append(access.back(turn, goes_back(turn, before, after)))
    return common.sure(turn, *rows)


def _namesake(turn: Turn, after: Staff) -> str:
    """Somebody else of that name is there: two people, or the same one twice? "" where nobody is."""
    same = [one for one in turn.place.staff if fold(one.name) == fold(after.name) and one.id != after.id]
    return turn.t("set_up.staff.namesake", about=access.line(turn, same[0])) if same else ""


def take_sure(turn: Turn, reply: Reply) -> None:
    before, after = access.current(turn), _result(turn)
    if reply.choice != common.YES or isinstance(after, Problem):
        _back(turn)
    elif before is None:
        turn.add(after)
        turn.audit("staff_added", after.id, access.detail(after))
        turn.say("set_up.staff.added", name=after.name)
        turn.goto("view", staff=after.id, **NOTHING)
        access.invite(turn, after)
    elif str(before.version) != turn.datum("version"):
        turn.keep(version=str(before.version))
        turn.say("set_up.changed_meanwhile")
    else:
        _change(turn, before, after)
        turn.goto("view", **NOTHING)


def _change(turn: Turn, before: Staff, after: Staff) -> None:
    if after == before:
        turn.say("set_up.same")
        return
    turn.audit("staff_changed", before.id, f"{access.detail(before)} → {access.detail(after)}")
    after = turn.change(after)
    hand_over(turn, before, after)
    access.tell(turn, before, after)
    turn.say("set_up.staff.changed", name=after.name)


# ── a way in, ended or given back ────────────────────────────────────────────────────────────
def take_access(turn: Turn, reply: Reply) -> None:
    access.take_sure(turn, reply)
    turn.goto("view", **NOTHING)


def _back(turn: Turn) -> None:
    """To the person, or to the list where it was to be a new one."""
    turn.goto("view" if access.current(turn) else "start", **NOTHING)


def _to_list(turn: Turn) -> None:
    turn.goto("start", staff="", version="", **NOTHING)


STAFF = Conversation(
    common.guarded(
        {
            "start": Step(ask_start, take_start),
            "view": Step(ask_view, take_view, _to_list),
            "name": Step(ask_name, take_name, _back),
            "title": Step(ask_title, take_title, _back),
            "roles": Step(ask_roles, take_roles, _back),
            "areas": Step(ask_areas, take_areas, _back),
            "sure": Step(ask_sure, take_sure, _back),
            "access": Step(access.ask_sure, take_access, _back),
        }
    ),
    ("officer", "administrator"),
)
