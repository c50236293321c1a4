"""Photos and places as staff of the area open them, and as the household hears of them and has them erased.

Every opening stands in the audit trail. Nobody sees them but the area's officers and the enumerator whose
household it is; a household sees how many there are, and ends them at once: they rest on its consent alone.
"""

from collections.abc import Iterable, Sequence

from bot.cases.case import Case
from bot.cases.evidence import Evidence, EvidenceConsent, agreed, evidence_counts
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.message import DocumentRef
from bot.dialogue.outcome import Erasure
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.handlers import files, notices, recheck

DELETE = ".delete"


def of_case(turn: Turn, case: Case) -> tuple[Evidence, ...]:
    """All photos and places of a case's survey, oldest first."""
    return turn.facts.evidence_of(case.survey) if case.survey else ()


def _of_every_survey(turn: Turn, case: Case) -> tuple[Evidence, ...]:
    """The same of each of its surveys: after a re-check those of the first one are kept, too."""
    forms = [case.survey]
    for one in case.complaints:
        forms += [one.first_survey, one.recheck]
    return tuple(kept for name in dict.fromkeys(forms) if name for kept in turn.facts.evidence_of(name))


def counts_text(turn: Turn, found: Iterable[Evidence]) -> str:
    """ "3 ảnh, 1 vị trí"."""
    counts = evidence_counts(found)
    return turn.t("evidence.counts", photos=counts["photo"], places=counts["location"])


def may_open(turn: Turn, case: Case) -> bool:
    """Officers of the area; the enumerator whose household it is, or nobody else's."""
    staff = turn.staff
    if staff is None or files.seen_case(turn, case.id) is None or recheck.is_hidden(turn, case):
        return False
    return "officer" in staff.roles or case.assigned_to in (None, staff.id)


def current(turn: Turn) -> Case | None:
    """The case of the frame on top; None where its photos may not be opened (said so, and left)."""
    case = files.current(turn)
    if case is not None and not may_open(turn, case):
        turn.pop()
        turn.say("file.not_yours")
        return None
    return case


def evidence_choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """The way to them from a file, where there are any and who asks may open them."""
    found = of_case(turn, case)
    if not found or not may_open(turn, case):
        return ()
    return (Choice("evidence", turn.t("evidence.open_count", what=counts_text(turn, found))),)


def open_evidence_list(turn: Turn, case: Case) -> None:
    turn.push("evidence_list", "list", case=case.id)


# ── looking, and taking one away ─────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    case = current(turn)
    found = of_case(turn, case) if case else ()
    if case is None:
        return Prompt("")
    if not found:
        turn.pop()
        turn.say("evidence.none")
        return Prompt("")
    ways = (*_ways(turn, case, found), Choice(DELETE, turn.t("evidence.delete")))
    return Prompt(turn.t("evidence.list", code=case.code), ways, columns=1)


def _ways(turn: Turn, case: Case, found: Sequence[Evidence]) -> tuple[Choice, ...]:
    return tuple(Choice(one.id, label(turn, case, one)) for one in found)


def label(turn: Turn, case: Case, one: Evidence) -> str:
    """ "Ảnh nhà 2 · 10:05 05/10"; numbered where there are several of its kind."""
    item = form_of(turn, one.form_id).form.evidence_item(one.item)
    alike = [other.id for other in of_case(turn, case) if other.item == one.item]
    number = f" {alike.index(one.id) + 1}" if len(alike) > 1 else ""
    name = turn.word(item.short) if item else turn.t("evidence.other")
    return f"{name}{number} · {one.at:%H:%M %d/%m}"


def take_list(turn: Turn, reply: Reply) -> None:
    case = current(turn)
    if case is None:
        return
    if reply.choice == DELETE:
        turn.goto("delete")
        return
    one = _chosen(turn, case, reply)
    if one is not None:
        _show(turn, case, one)


def _chosen(turn: Turn, case: Case, reply: Reply) -> Evidence | None:
    one = next((one for one in of_case(turn, case) if one.id == reply.choice), None)
    if one is None:  # taken away from another phone since the list was shown
        turn.say("evidence.gone")
    return one


def _show(turn: Turn, case: Case, one: Evidence) -> None:
    """On record only where it is really shown."""
    if one.kind == "photo" and not turn.manners.files:
        turn.say("evidence.not_here")
        return
    turn.audit("evidence_opened", case.id, one.id)
    if one.kind == "location":
        latitude, longitude = one.place.split(",")
        turn.say("evidence.place.is", latitude=latitude, longitude=longitude)
        return
    at = of_case(turn, case).index(one) + 1
    reference = DocumentRef("evidence", one.form_id, f"{case.code}-{at}.jpg", one.id)
    caption = f"{case.code} · {label(turn, case, one)}"
    turn.document(caption, reference, case.id, instead=turn.t("evidence.not_here"))


def ask_delete(turn: Turn) -> Prompt:
    case = current(turn)
    if case is None:
        return Prompt("")
    found = of_case(turn, case)
    if not found:
        turn.goto("list")
        return Prompt("")
    return Prompt(turn.t("evidence.delete_which"), _ways(turn, case, found), columns=1)


def take_delete(turn: Turn, reply: Reply) -> None:
    case = current(turn)
    one = _chosen(turn, case, reply) if case else None
    if case is None:
        return
    turn.goto("list")
    if one is not None:
        erase(turn, case, (one,))
        turn.say("evidence.deleted")


def erase(turn: Turn, case: Case, found: Sequence[Evidence]) -> None:
    """Row and picture go for good; the form moves on by a version, so that two phones do not cross."""
    if not found:
        return
    turn.erase(Erasure(None, (), (), tuple(one.id for one in found)))
    for form_id in dict.fromkeys(one.form_id for one in found):
        record = turn.facts.form(form_id)
        if record is not None:
            turn.change(record)
    turn.audit("evidence_erased", case.id, " ".join(one.id for one in found))


# ── the household ────────────────────────────────────────────────────────────────────────────
def of_household(turn: Turn, cases: Iterable[Case]) -> tuple[tuple[Case, tuple[Evidence, ...]], ...]:
    """What is kept of these cases, those with nothing left out."""
    found = ((case, _of_every_survey(turn, case)) for case in cases)
    return tuple((case, kept) for case, kept in found if kept)


def erase_for_household(turn: Turn, cases: Iterable[Case]) -> None:
    """All of it at once, consent with it, and the officers are told; a helper's wish is handed on."""
    for case, found in of_household(turn, cases):
        helper = all(one.helper for one in case.applicants if one.chat == turn.chat)
        if not helper:
            erase(turn, case, found)
            for form_id in dict.fromkeys(one.form_id for one in found):
                _take_back(turn, form_id)
        counts = evidence_counts(found)
        for officer in turn.place.officers(case.area):
            notices.to_staff(
                turn,
                officer,
                "notice.evidence_wish" if helper else "notice.evidence_erased",
                case,
                ("open",),
                photos=counts["photo"],
                places=counts["location"],
            )
        turn.say("my_data.photos_asked" if helper else "my_data.photos_erased", code=case.code)


def _take_back(turn: Turn, form_id: str) -> None:
    """The consent to each item ends, to those of which nothing was kept yet as well."""
    record = turn.facts.form(form_id)
    if record is None:
        return
    items = dict.fromkeys(one.item for one in record.consents if agreed(record.consents, one.item))
    ended = tuple(EvidenceConsent(item, False, "", turn.actor[0], turn.now) for item in items)
    turn.change(record, consents=(*record.consents, *ended))


EVIDENCE_LIST = Conversation(
    {
        "list": Step(ask_list, take_list),
        "delete": Step(ask_delete, take_delete, lambda turn: turn.goto("list")),
    },
    ("enumerator", "officer"),
)
