"""A new round in chat: like an example or an earlier round, all its days moved to another first day.

Frame data: like · first · name · document.
"""

from dataclasses import replace
from datetime import date

from bot.cases.commune import Round
from bot.dialogue.place import running_round
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem
from bot.dialogue.turn import Turn
from bot.handlers import setting_up as common
from bot.handlers import setting_up_plan as plans
from bot.handlers.round_view import plan_text, warnings_text

NOTHING = {"like": "", "first": "", "name": "", "document": ""}
EXAMPLE, ROUND = "example.", "round."
MOST_ROUNDS = 4
"""Earlier rounds offered to begin from, the latest first."""


def order(turn: Turn, plan: Round) -> str:
    """A phase that begins before the one it follows in every plan; "" where none."""
    found = plans.out_of_order(plan)
    if found is None:
        return ""
    before, after = (turn.t(f"round.phase.{one}") for one in found)
    return turn.t("set_up.round.out_of_order", before=before, after=after)


def warnings(turn: Turn, plan: Round) -> str:
    """Everything of a plan to look at again, a line each; "" where all is well."""
    found = (warnings_text(turn.env.translate, turn.language, plan), order(turn, plan))
    return "\n".join(one for one in found if one)


def switch(turn: Turn, after: Round) -> str:
    """Said where another round than now would be the running one; "" where not."""
    place = turn.place.with_changed(after)
    running = running_round(place.rounds, turn.today)
    return "" if running.id == place.round.id else turn.t("set_up.round.switch", name=running.name)


def _when(turn: Turn, plan: Round) -> str:
    """From which day on it is the running one: at once, or when its first phase begins."""
    first = plan.phases[0].starts
    if first <= turn.today:
        return switch(turn, plan)
    rows, now = [turn.t("set_up.round.begins", day=common.shown(first))], turn.place.round
    last = max(one.ends for one in now.phases)
    if now.phases[0].starts <= first <= last:
        rows.append(turn.t("set_up.round.not_over", name=now.name, day=common.shown(last)))
    return "\n".join(rows)


def _likes(turn: Turn) -> dict[str, Round]:
    """What a plan may begin from: the commune's own rounds, then the examples."""
    own = sorted(turn.place.rounds, key=lambda one: one.phases[0].starts, reverse=True)[:MOST_ROUNDS]
    found = {f"{ROUND}{one.id}": one for one in own}
    return found | {f"{EXAMPLE}{name}": one for name, one in plans.examples().items()}


def ask_like(turn: Turn) -> Prompt:
    choices = []
    for name, plan in _likes(turn).items():
        key = "set_up.round.like" if name.startswith(ROUND) else "set_up.round.example"
        day = common.shown(plan.phases[0].starts)
        choices.append(Choice(name, turn.t(key, name=plan.name, procedure=plan.procedure, day=day)))
    return Prompt(turn.t("set_up.round.ask.like"), tuple(choices), columns=1)


def take_like(turn: Turn, reply: Reply) -> None:
    turn.goto("first", like=reply.choice)


def ask_first(turn: Turn) -> Prompt:
    plan = _likes(turn).get(turn.datum("like"))
    if plan is None:
        turn.goto("like", like="")
        return Prompt("")
    values = {"phase": turn.t(f"round.phase.{plan.phases[0].id}"), "day": common.shown(plan.phases[0].starts)}
    return Prompt(turn.t("set_up.round.ask.first", **values), free=True, digits=True)


def take_first(turn: Turn, reply: Reply) -> None:
    day = common.read_day(reply.text, turn.today)
    if day is None:
        common.refuse_day(turn)
    else:
        turn.goto("new_name", first=day.isoformat())


def ask_name(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.round.ask.name"), free=True)


def take_name(turn: Turn, reply: Reply) -> None:
    _taken(turn, "name", reply.text, "new_document")


def ask_document(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.round.ask.document"), free=True)


def take_document(turn: Turn, reply: Reply) -> None:
    _taken(turn, "document", reply.text, "new_sure")


def _taken(turn: Turn, part: str, text: str, then: str) -> None:
    """Kept where the plan's own rules allow it; a document is asked for after the name."""
    plan = _template(turn)
    if plan is None:
        turn.goto("like", like="")
        return
    words = {"name": plan.name, "document": plan.id, part: text}
    found = plans.checked(replace(plan, name=words["name"], document=words["document"]))
    if isinstance(found, Problem):
        common.refuse(turn, found)
    elif part == "name":
        turn.goto(then, name=found.name)
    else:
        turn.goto(then, document=found.document)


def _template(turn: Turn) -> Round | None:
    """What it begins from, with its days moved and an id that is free."""
    like, first = _likes(turn).get(turn.datum("like")), turn.datum("first")
    if like is None or not first:
        return None
    plan = plans.moved(like, date.fromisoformat(first))
    return replace(plan, id=plans.free_id(int(first[:4]), [one.id for one in turn.place.rounds]))


def made(turn: Turn) -> Round | Problem:
    """The new round as it would be."""
    plan = _template(turn)
    if plan is None:
        return Problem("set_up.changed_meanwhile")
    return plans.checked(replace(plan, name=turn.datum("name"), document=turn.datum("document")))


# ── once more, then it is there ──────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    plan = made(turn)
    if isinstance(plan, Problem):
        turn.says.append(common.in_words(turn, plan))
        turn.goto("start", **NOTHING)
        return Prompt("")
    rows = (turn.t("set_up.round.new"), plan_text(turn, plan), order(turn, plan), _when(turn, plan))
    return common.sure(turn, *rows)


def take_sure(turn: Turn, reply: Reply) -> None:
    plan = made(turn)
    if reply.choice != common.YES or isinstance(plan, Problem):
        turn.goto("start", **NOTHING)
        return
    turn.add(plan)
    turn.audit("round_added", plan.id, f"{plan.pack_id} | {plan.document}")
    turn.say("set_up.round.added", name=plan.name, id=plan.id)
    turn.goto("view", round=plan.id, **NOTHING)
