"""Ordering a paper: the last check, the letter that brings it, the line in the audit trail.

The paper is made when the letter leaves, under the rights as they are then; what its maker refuses arrives as
words in its place.
"""

from itertools import islice

from bot.cases.case import Case
from bot.cases.papers import Order, Paper, Shape, file_name
from bot.cases.rights import Deed
from bot.dialogue.facts import CaseFilter
from bot.dialogue.message import DocumentRef, Message
from bot.dialogue.turn import Turn
from bot.handlers import dossier_facts, verdicts
from bot.handlers import printing_things as things
from bot.handlers.printing_offers import Offer, title

LONG = (
    *("mau_02", "mau_03", "phu_luc_vi"),
    *("reports_preliminary", "reports_final", "round_export", "insurance_list"),
)
"""Made of many households: somebody who waits is told so first."""
PERSONAL: Deed = "export_round"
"""The right to papers that hold the data of many people: asked once more before they leave."""
LOOKED_AT = 40
"""Of a whole round the first files tell; the maker looks at every one."""


def is_personal(row: Paper) -> bool:
    """Whether it is asked again before it leaves."""
    return row.deed == PERSONAL


def households(turn: Turn, one: Offer) -> int:
    """Of how many households the paper holds data: of all, or of those recognised."""
    cases = turn.facts.cases(CaseFilter(one.subject))
    if one.paper.id == "insurance_list":
        return sum(case.state == "recognised" for case in cases)
    return sum(case.state != "erased" for case in cases)


def is_stopped(turn: Turn, one: Offer) -> bool:
    """Whether the law's weight stops it, as results in it are not official (said so)."""
    stopped = one.paper.weighty and not _official(turn, one)
    if stopped:
        turn.say("paper.not_official")
    return stopped


def place(turn: Turn, one: Offer, shape: Shape) -> bool:
    """The order of whoever of the staff is speaking; False where it is refused at once (said why)."""
    staff = turn.staff
    if staff is None or shape not in one.paper.shapes:
        return False
    if is_stopped(turn, one):
        return False
    name = title(turn, one)
    if one.paper.id in LONG:
        turn.reply(Message(turn.t("printing.making", name=name)))
    order = Order(one.paper, shape, one.subject, staff.id, turn.today.isoformat())
    file = file_name(one.paper.id, one.slug, shape)
    reference = DocumentRef(one.paper.id, one.form, file, order.argument)
    case_id = one.case.id if one.case is not None else None
    elsewhere = turn.t("printing.no_files_here", phone=turn.place.commune.phone)
    turn.document(turn.t("printing.caption", name=name), reference, case_id, instead=elsewhere)
    turn.audit("paper_issued", case_id or one.subject, detail(one, shape))
    return True


def detail(one: Offer, shape: Shape) -> str:
    """ "phu_luc_v pdf"; of a complaint also which."""
    complaint = one.subject.partition("/")[2] if one.no else ""
    return " ".join(part for part in (one.paper.id, shape, complaint) if part)


def _official(turn: Turn, one: Offer) -> bool:
    """Whether every result it rests on is official, as far as it is asked here."""
    cases = _rests_on(turn, one)
    verdicts.ahead(turn, cases)
    found = [sent for case in cases if (sent := verdicts.sent_of(turn, case)) is not None]
    return all(sent[1].get("official") is True for sent in found)


def _rests_on(turn: Turn, one: Offer) -> list[Case]:
    if one.paper.of == "dossier":
        dossier = dossier_facts.dossier_of(turn, one.subject)
        return dossier_facts.members(turn, dossier) if dossier is not None else []
    found = (case for case in things.cases_of(turn, one.subject) if case.measured_by)
    return list(islice(found, LOOKED_AT))
