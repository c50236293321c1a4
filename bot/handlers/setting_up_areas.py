"""Areas set up in chat: listed, added, renamed; type and region with the document that sets them and its day.

Results that were sent stay as they are when an area's type or region changes: it is said which files.
Frame data: area ("" for a new one) · version (as it was shown) · mode · page, and what is typed of a change:
name · type · region · source · since · households · persons.
"""

from datetime import date

from bot.cases.commune import Area
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem
from bot.dialogue.turn import Turn
from bot.handlers import files
from bot.handlers import setting_up as common
from bot.handlers import setting_up_area_totals as totals
from bot.handlers.area_entries import TYPES, Wanted, added, changed
from bot.scoring.packs import available_packs

CONVERSATION = "set_up_areas"
LATER = "later"
NOTHING = {"mode": "", "name": "", "type": "", "region": "", "source": "", "since": "", **totals.NOTHING}
"""What is typed of a change that is not made yet."""


def open_areas(turn: Turn) -> None:
    """From the menu of setting up."""
    turn.push(CONVERSATION)


def _regions(turn: Turn) -> dict[str, str]:
    """The regions of the running round's pack by id, in words; none where the program has no such pack."""
    pack_id = turn.place.round.pack_id
    known = pack_id in available_packs()
    return {one.id: turn.word(one.text) for one in turn.env.pack(pack_id).regions} if known else {}


def _kind(turn: Turn, area: Area) -> str:
    """ "nông thôn, Đồng bằng sông Hồng"; an urban area's points are the same in every region."""
    if area.type is None:
        return turn.t("set_up.area.no_type")
    if area.type == "urban":
        return turn.t("set_up.area.urban")
    region = _regions(turn).get(area.region or "", area.region or "…")
    return f"{turn.t('set_up.area.rural')}, {region}"


# ── the list, one of them ────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    areas = turn.place.areas
    choices = [Choice(one.id, f"{one.name} · {_kind(turn, one)}") for one in files.shown(turn, areas)]
    choices += [*files.ways(turn, len(areas)), Choice(common.ADD, turn.t("set_up.area.add"))]
    return Prompt(turn.t("set_up.area.list", count=len(areas)), tuple(choices), columns=1)


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == common.ADD:
        turn.goto("name", **{**NOTHING, "mode": "add"}, area="", version="")
    elif not files.turned(turn, reply.choice):
        turn.goto("view", area=reply.choice, **NOTHING)


def _about(turn: Turn, area: Area) -> str:
    rows = [turn.t("set_up.area.about", name=area.name, kind=_kind(turn, area))]
    if area.type is not None:
        since = common.shown(area.since)
        rows.append(turn.t("set_up.area.source", source=area.source or "…", since=since))
    rows.append(totals.line(turn, area))
    return "\n".join(row for row in rows if row)


def ask_view(turn: Turn) -> Prompt:
    area = turn.place.area(turn.datum("area"))
    if area is None:
        turn.goto("start", area="")
        return Prompt("")
    turn.keep(version=str(area.version))
    choices = (
        Choice("type", turn.t("set_up.area.do.type")),
        Choice("name", turn.t("set_up.area.do.name")),
        Choice(totals.CHOICE, turn.t("set_up.area.do.totals")),
    )
    none = "" if totals.line(turn, area) else "\n" + turn.t("set_up.area.no_totals")
    return Prompt(_about(turn, area) + none, choices, columns=1)


def take_view(turn: Turn, reply: Reply) -> None:
    first = {"type": "type", totals.CHOICE: "households"}.get(reply.choice, "name")
    turn.goto(first, mode=reply.choice)


# ── what it is to be ─────────────────────────────────────────────────────────────────────────
def _wanted(turn: Turn) -> Wanted:
    """What was said so far."""
    since = turn.datum("since")
    return Wanted(
        turn.datum("name") or None,
        turn.datum("type") or None,
        turn.datum("region") or None,
        turn.datum("source") or None,
        date.fromisoformat(since) if since else None,
        *totals.wanted(turn),
    )


def _result(turn: Turn, wanted: Wanted) -> Area | Problem:
    """The area as it would be; a new one of a name that is there already is a problem."""
    there, regions = turn.place.area(turn.datum("area")), _regions(turn)
    if there is not None:
        return changed(there, wanted, regions, turn.place.areas)
    made = added(wanted, regions, turn.place.areas, turn.today)
    if isinstance(made, Area) and made in turn.place.areas:
        return Problem("cli.area.there", {"area": made.id})
    return made


def ask_name(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.area.ask.name"), free=True)


def take_name(turn: Turn, reply: Reply) -> None:
    found = _result(turn, Wanted(name=reply.text))
    if isinstance(found, Problem):
        common.refuse(turn, found)
    else:
        turn.goto("type" if turn.datum("mode") == "add" else "sure", name=found.name)


def ask_type(turn: Turn) -> Prompt:
    choices = [
        Choice("rural", turn.t("set_up.area.rural")),
        Choice("urban", turn.t("set_up.area.urban")),
    ]
    if turn.datum("mode") == "add":
        choices.append(Choice(LATER, turn.t("set_up.area.later")))
    return Prompt(turn.t("set_up.area.ask.type"), tuple(choices))


def take_type(turn: Turn, reply: Reply) -> None:
    if reply.choice == LATER:
        turn.goto("sure", type="", region="", source="", since="")
    elif reply.choice == "rural" and not _regions(turn):
        turn.refuse(turn.t("set_up.wrong.no_regions"))
    elif reply.choice in TYPES:
        turn.goto("region" if reply.choice == "rural" else "source", type=reply.choice, region="")


def ask_region(turn: Turn) -> Prompt:
    choices = tuple(Choice(name, words) for name, words in _regions(turn).items())
    return Prompt(turn.t("set_up.area.ask.region"), choices, columns=1)


def take_region(turn: Turn, reply: Reply) -> None:
    turn.goto("source", region=reply.choice)


def ask_source(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.area.ask.source"), free=True, digits=True)


def take_source(turn: Turn, reply: Reply) -> None:
    turn.keep(source=reply.text, since=turn.today.isoformat())  # the day is asked for next
    found = _result(turn, _wanted(turn))
    if isinstance(found, Problem):
        turn.keep(source="", since="")
        common.refuse(turn, found)
    else:
        turn.goto("since", source=found.source, since="")


def ask_since(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.area.ask.since"), free=True, digits=True)


def take_since(turn: Turn, reply: Reply) -> None:
    day = common.read_day(reply.text, turn.today)
    if day is None:
        common.refuse_day(turn)
    else:
        turn.goto("sure", since=day.isoformat())


# ── once more, then it counts ────────────────────────────────────────────────────────────────
def _scored(turn: Turn, before: Area | None, after: Area) -> str:
    """The files that keep a result of the type and region before; "" where none."""
    if before is None or (after.type, after.region) == (before.type, before.region):
        return ""
    found = [one.code for one in turn.facts.cases(CaseFilter(areas=(after.id,))) if one.survey is not None]
    return turn.t("set_up.area.scored", codes=common.codes(turn, sorted(found))) if found else ""


def ask_sure(turn: Turn) -> Prompt:
    after, before = _result(turn, _wanted(turn)), turn.place.area(turn.datum("area"))
    if isinstance(after, Problem):  # changed by somebody else meanwhile
        turn.says.append(common.in_words(turn, after))
        _back(turn)
        return Prompt("")
    rows = [turn.t("set_up.area.before", about=_about(turn, before))] if before is not None else []
    rows.append(turn.t("set_up.area.after", about=_about(turn, after)))
    return common.sure(turn, *rows, _scored(turn, before, after))


def take_sure(turn: Turn, reply: Reply) -> None:
    after, before = _result(turn, _wanted(turn)), turn.place.area(turn.datum("area"))
    if reply.choice != common.YES or isinstance(after, Problem):
        _back(turn)
        return
    if before is not None and str(before.version) != turn.datum("version"):
        turn.keep(version=str(before.version))
        turn.say("set_up.changed_meanwhile")
        return
    _write(turn, before, after)
    turn.goto("view", area=after.id, **NOTHING)


def _write(turn: Turn, before: Area | None, after: Area) -> None:
    if before is None:
        turn.add(after)
        turn.audit("area_added", after.id, _detail(after))
        turn.say("set_up.area.added", name=after.name)
    elif after == before:
        turn.say("set_up.same")
    else:
        turn.change(after)
        turn.audit("area_changed", after.id, f"{_detail(before)} → {_detail(after)}")
        turn.say("set_up.area.changed", name=after.name)


def _detail(one: Area) -> str:
    """For the audit."""
    kind = f"{one.name} | {one.type or '-'} | {one.region or '-'} | {one.source} | {one.since.isoformat()}"
    return kind + totals.detail(one)


def _back(turn: Turn) -> None:
    """To the area, or to the list where it was to be a new one."""
    turn.goto("view" if turn.place.area(turn.datum("area")) else "start", **NOTHING)


def _to_list(turn: Turn) -> None:
    turn.goto("start", area="", version="", **NOTHING)


AREAS = Conversation(
    common.guarded(
        {
            "start": Step(ask_start, take_start),
            "view": Step(ask_view, take_view, _to_list),
            "name": Step(ask_name, take_name, _back),
            "type": Step(ask_type, take_type, _back),
            "region": Step(ask_region, take_region, _back),
            "source": Step(ask_source, take_source, _back),
            "since": Step(ask_since, take_since, _back),
            "households": Step(totals.ask_households, totals.take_households, _back),
            "persons": Step(totals.ask_persons, totals.take_persons, _back),
            "sure": Step(ask_sure, take_sure, _back),
        }
    ),
    ("officer", "administrator"),
)
