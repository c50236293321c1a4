"""My data: what is kept, seeing it, having it erased (Luật 91/2025/QH15, NĐ 356/2025)."""

from dataclasses import replace
from datetime import datetime

from bot.cases.case import Case
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.outcome import Erasure
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.handlers import call_backs, complaint, editing, evidence_view, leads_rules, notices, phones
from bot.handlers.acting import act

BEFORE_RECEIPT = ("submitted", "withdrawn")
"""Until the paper is received nothing obliges the commune to keep the request."""


def open_data(turn: Turn) -> None:
    turn.push("my_data", "start")


def _cases(turn: Turn) -> tuple[Case, ...]:
    return tuple(c for c in turn.facts.cases_of_chat(turn.chat) if c.state != "erased")


def ask(turn: Turn) -> Prompt:
    drafts = turn.facts.drafts_of(turn.chat)
    codes = ", ".join(case.code for case in _cases(turn)) or turn.t("my_data.no_files")
    given = turn.session.consented.partition(" ")[2]
    consent = f"{datetime.fromisoformat(given):%d/%m/%Y}" if given else turn.t("my_data.no_files")
    text = turn.t("my_data.what", codes=codes, drafts=len(drafts), consent=consent)
    choices = [
        Choice("see", turn.t("my_data.see")),
        Choice("erase", turn.t("my_data.erase")),
        Choice("revoke", turn.t("my_data.revoke")),
        Choice("phones", turn.t("menu.phones")),
    ]
    if photos := _photos(turn):
        text = f"{text}\n{photos}"
        choices.append(Choice("photos", turn.t("my_data.photos_erase")))
    return Prompt(text, tuple(choices), columns=1)


def _photos(turn: Turn) -> str:
    """Of each file how many photos and places of its house are kept; "" where there are none."""
    found = evidence_view.of_household(turn, _cases(turn))
    rows = [
        turn.t("my_data.photos", code=case.code, what=evidence_view.counts_text(turn, kept))
        for case, kept in found
    ]
    return "\n".join(rows)


def take(turn: Turn, reply: Reply) -> None:
    if reply.choice == "see":
        _see(turn)
    elif reply.choice == "phones":
        phones.open_phones(turn)
    else:
        turn.goto("sure", what=reply.choice)


def _see(turn: Turn) -> None:
    """Everything kept of own requests, in words."""
    forms = [(case.request, case.code) for case in _cases(turn) if case.request]
    forms += [(draft.id, turn.t("my_data.draft")) for draft in turn.facts.drafts_of(turn.chat)]
    for form_id, title in forms:
        turn.says.append(f"📄 {title}\n{editing.all_answers(turn, form_of(turn, form_id))}")
    talks = tuple(talk for case in _cases(turn) if (talk := _talk(turn, case)))
    wishes = (*talks, *call_backs.told(turn), *leads_rules.told(turn))
    turn.says.extend(wishes)
    if not forms and not wishes:
        turn.say("my_data.nothing")


def _talk(turn: Turn, case: Case) -> str:
    """What officers asked about a file and what was answered, in their order; what it complained of."""
    keys = {"ask_more": "my_data.asked_more", "answer_more": "my_data.answered_more"}
    told = [(keys[move.action], move) for move in case.moves if move.action in keys and move.note]
    rows = [turn.t(key, when=f"{move.at:%d/%m/%Y}", words=move.note) for key, move in told]
    rows += [own] if (own := complaint.own_lines(turn, case)) else []
    return "\n".join((f"💬 {case.code}", *rows)) if rows else ""


def ask_sure(turn: Turn) -> Prompt:
    choices = (Choice("yes", turn.t("my_data.yes")), Choice("no", turn.t("my_data.no")))
    return Prompt(turn.t(f"my_data.sure.{turn.datum('what')}"), choices)


def take_sure(turn: Turn, reply: Reply) -> None:
    what = turn.datum("what")
    turn.goto("start", what="")
    if reply.choice != "yes":
        return
    if what == "revoke":
        turn.session = replace(turn.session, consented="")
        turn.audit("consent_withdrawn", turn.chat)
        turn.home()
        turn.say("my_data.revoked")
        return
    if what == "photos":
        evidence_view.erase_for_household(turn, _cases(turn))
        return
    _erase(turn)


def _erase(turn: Turn) -> None:
    """Before receipt: gone. After: the request is recorded and answered by an officer; photos and places,
    which rest on consent alone, go at once."""
    drafts = tuple(draft.id for draft in turn.facts.drafts_of(turn.chat))
    turn.erase(Erasure(None, drafts, (turn.chat, *phones.chats(turn))))
    call_backs.erase(turn)
    leads_rules.erase(turn)
    kept = [case for case in _cases(turn) if not _erase_case(turn, case)]
    evidence_view.erase_for_household(turn, kept)
    if kept:
        turn.say("my_data.asked", codes=", ".join(case.code for case in kept))
    else:
        turn.say("my_data.erased")
    phones.end_all(turn, f"{turn.says[-1]}\n{turn.t('phones.cut_there')}")
    turn.home()


def _erase_case(turn: Turn, case: Case) -> bool:
    if case.state in BEFORE_RECEIPT:
        after = act(turn, case, "erase", "resident")
        if after is None:
            return False
        forms = tuple(f for f in (case.request,) if f)
        turn.erase(Erasure(case.id, forms, (*(one.chat for one in case.applicants), *phones.chats(turn))))
        nothing = dict.fromkeys(("head", "birth", "address", "phone", "helper_name", "question"), "")
        bare = tuple(replace(m, note="", by=m.by if m.by_name else "") for m in after.moves)
        turn.change(after, **nothing, request=None, applicants=(), moves=bare, visits=())
        return True
    turn.audit("erasure_asked", case.id)
    for officer in turn.place.officers(case.area):
        notices.to_staff(turn, officer, "notice.erasure_asked", case, ("open",), deadline=True)
    return False


MY_DATA = Conversation({"start": Step(ask, take), "sure": Step(ask_sure, take_sure)})
