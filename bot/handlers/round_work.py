"""What is done in a round beside single files: two short menus, each entry for those whose right it is."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.cases.rights import Deed, may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import (
    calendar_days,
    complaint_list,
    dossier,
    due_list,
    leads_list,
    list_to_review,
    meeting,
    old_list,
    posting,
    printing,
    setting_up_areas,
    setting_up_rounds,
    setting_up_staff,
    sharing,
    summing_up,
    templates,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """name: of its label (work.NAME); deed: the right it needs; opens: what it begins."""

    name: str
    deed: Deed
    opens: Callable[[Turn], None]


WORK: tuple[Entry, ...] = (
    Entry("leads", "see_leads", leads_list.open_list),
    Entry("to_review", "share_work", list_to_review.open_lists),
    Entry("late", "see_progress", due_list.open_list),
    Entry("meeting", "hold_meeting", meeting.open_meetings),
    Entry("posting", "post", posting.open_posting),
    Entry("complaints", "see_complaints", complaint_list.open_list),
    Entry("summing_up", "sum_up", summing_up.open_summing_up),
    Entry("decide", "decide", dossier.open_dossiers),
    Entry("printing", "print_forms", printing.open_printing),
)
"""Meeting, posting, complaints, report and decision; papers last."""
SETTING_UP: tuple[Entry, ...] = (
    Entry("old_list", "import_list", old_list.open_old_list),
    Entry("sharing", "share_work", sharing.open_sharing),
    Entry("areas", "set_up", setting_up_areas.open_areas),
    Entry("staff", "set_up", setting_up_staff.open_staff),
    Entry("rounds", "set_up", setting_up_rounds.open_rounds),
    Entry("days", "set_days", calendar_days.open_days),
    Entry("templates", "set_up", templates.open_templates),
)
"""Last year's list, sharing work, areas, staff, the round itself."""


def _offered(turn: Turn, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(one for one in entries if may(turn.staff, one.deed))


def _menu(name: str, entries: tuple[Entry, ...]) -> Conversation:
    """A menu of these entries under the title work.title.NAME."""

    def ask(turn: Turn) -> Prompt:
        choices = tuple(Choice(one.name, turn.t(f"work.{one.name}")) for one in _offered(turn, entries))
        if not choices:
            return Prompt(turn.t("work.nothing"))
        return Prompt(turn.t(f"work.title.{name}"), choices, columns=1)

    def take(turn: Turn, reply: Reply) -> None:
        chosen = next((one for one in _offered(turn, entries) if one.name == reply.choice), None)
        if chosen is not None:
            chosen.opens(turn)

    return Conversation({"start": Step(ask, take)}, ("enumerator", "officer", "chairman", "administrator"))


ROUND_WORK = _menu("round_work", WORK)
SET_UP = _menu("set_up", SETTING_UP)
