"""A household's own paper: the commune's written answer, in its own file, when it was refused."""

from bot.cases.case import Case
from bot.cases.papers import Order, file_name
from bot.dialogue.message import DocumentRef
from bot.dialogue.prompt import Choice
from bot.dialogue.turn import Turn
from bot.handlers.printing_offers import is_refused, refusal_letter

CHOICE = "letter"


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """For the household's view of its file."""
    return (Choice(CHOICE, turn.t("my_file.letter")),) if is_refused(case) else ()


def send(turn: Turn, case: Case) -> None:
    """To the phone that speaks, which is one of the file's; the form it names ends a link with the file."""
    if not is_refused(case):
        return
    row = refusal_letter()
    order = Order(row, "pdf", case.id, "", turn.today.isoformat())
    form = case.request or case.measured_by or case.screening or ""
    reference = DocumentRef(row.id, form, file_name(row.id, case.code, "pdf"), order.argument)
    elsewhere = turn.t("request.paper_at_office", office=turn.place.commune.office)
    turn.document(turn.t("my_file.letter.caption", code=case.code), reference, case.id, instead=elsewhere)
    turn.audit("paper_issued", case.id, f"{row.id} pdf")
