"""All conversations of the bot by name, and what the buttons of notices do."""

from bot.dialogue.engine import Action, Conversation, Script
from bot.dialogue.turn import Turn
from bot.dialogue.walk import walk
from bot.handlers import (
    calendar_days,
    call_back_list,
    call_backs,
    complaint_counter,
    complaint_list,
    complaint_own,
    contact,
    deciding,
    deciding_file,
    deciding_refusal,
    dossier,
    dossier_up,
    due_list,
    editing,
    enrol,
    enumerator,
    evidence,
    evidence_view,
    exceptions,
    home,
    income,
    leads,
    leads_list,
    linking,
    list_to_review,
    meeting,
    meeting_again,
    meeting_draft,
    my_file,
    officer,
    officer_lists,
    old_list,
    phones,
    posting,
    posting_view,
    printing,
    privacy,
    progress,
    progress_holders,
    quality,
    reminders,
    request,
    returned_view,
    returning,
    round_work,
    screening,
    setting_up_areas,
    setting_up_rounds,
    setting_up_staff,
    sharing,
    step_help,
    summing_up,
    survey,
    tables,
    templates,
    why,
)


def _open(turn: Turn, case_id: str) -> None:
    """A file, as whoever is speaking may see it; to somebody of two roles as the one it waits for."""
    roles = turn.staff.roles if turn.staff else ()
    if {"enumerator", "officer"} <= {*roles} and progress_holders.waits_for(turn, case_id):
        enumerator.open_case(turn, case_id)
    elif "officer" in roles:
        officer.open_case(turn, case_id)
    elif "enumerator" in roles:
        enumerator.open_case(turn, case_id)
    elif "chairman" in roles or "supervisor" in roles:
        deciding_file.open_file(turn, case_id)
    else:
        my_file.open_one(turn, case_id)


def _officers(action: Action) -> Action:
    """A button of an officer's notice does nothing in other hands, wherever its id was got."""

    def checked(turn: Turn, case_id: str) -> None:
        staff = turn.staff
        if staff is not None and "officer" in staff.roles:
            action(turn, case_id)
        else:
            turn.say("file.not_yours" if staff else "my_file.not_yours")

    return checked


def _code(turn: Turn, code: str) -> None:
    """A typed file code opens the file, or says that nothing of that code is theirs."""
    if printing.takes_code(turn):
        printing.take_code(turn, code)
        return
    case = turn.facts.case_by_code(code)
    if case is None:
        turn.say("case.no_such_code", code=code)
    else:
        _open(turn, case.id)


CONVERSATIONS: dict[str, Conversation] = {
    "welcome": home.WELCOME,
    "language": home.LANGUAGE,
    "menu": home.MENU,
    "request": request.REQUEST,
    "editing": editing.EDITING,
    "my_file": my_file.MY_FILE,
    "contact": contact.CONTACT,
    "call_backs": call_back_list.CALL_BACKS,
    "my_data": privacy.MY_DATA,
    phones.CONVERSATION: phones.PHONES,
    "officer_list": officer_lists.LIST,
    "officer_areas": officer_lists.AREAS,
    "quality": quality.QUALITY,
    "progress": progress.PROGRESS,
    "round_work": round_work.ROUND_WORK,
    "set_up": round_work.SET_UP,
    "point_out": leads.POINT_OUT,
    "leads": leads_list.LEADS,
    "to_review": list_to_review.LIST_TO_REVIEW,
    "sharing": sharing.SHARING,
    "file": officer.FILE,
    "complaint": complaint_own.COMPLAINT,
    "complaint_counter": complaint_counter.COUNTER,
    "complaints": complaint_list.COMPLAINTS,
    "returning": returning.RETURNING,
    exceptions.CONVERSATION: exceptions.EXCEPTION,
    meeting.CONVERSATION: meeting.MEETING,
    meeting_draft.CONVERSATION: meeting.RECORD,
    meeting_again.CONVERSATION: meeting_again.AGAIN,
    "visit_list": enumerator.VISIT_LIST,
    "visit": enumerator.VISIT,
    "returned": returned_view.RETURNED,
    "screening": screening.SCREENING,
    "survey": survey.SURVEY,
    "evidence": evidence.EVIDENCE,
    "evidence_list": evidence_view.EVIDENCE_LIST,
    "posting": posting.POSTING,
    "postings": posting_view.POSTINGS,
    "summing_up": summing_up.SUMMING_UP,
    "templates": templates.TEMPLATES,
    "why": why.WHY,
    "dossier": dossier.DOSSIER,
    "dossier_up": dossier_up.DOSSIER_UP,
    "deciding": deciding.DECIDING,
    "refusing": deciding_refusal.REFUSING,
    "read_file": deciding_file.READ_FILE,
    "income": income.INCOME,
    old_list.CONVERSATION: old_list.OLD_LIST,
    tables.CONVERSATION: tables.TABLES,
    calendar_days.CONVERSATION: calendar_days.DAYS_OFF,
    setting_up_areas.CONVERSATION: setting_up_areas.AREAS,
    setting_up_rounds.CONVERSATION: setting_up_rounds.ROUNDS,
    setting_up_staff.CONVERSATION: setting_up_staff.STAFF,
    due_list.CONVERSATION: due_list.DUE_LIST,
    printing.CONVERSATION: printing.PRINTING,
    reminders.CONVERSATION: reminders.REMINDERS,
    "walk": walk({"mau_01": request.after_answer, "mau_04": request.after_answer}),
}

SCRIPT = Script(
    conversations=step_help.explained(CONVERSATIONS),
    actions={
        "open": _open,
        "file": my_file.open_one,
        "cut": phones.cut,
        "call": call_back_list.open_one,
        "lead": leads_list.open_one,
        "share": _officers(sharing.open_area),
        "todo": sharing.open_to_visit,
        "srv": _officers(officer.open_survey),
        "ret": returned_view.open_return,
        "meet": meeting.open_one,
        "inc": _officers(officer.open_income),
        "recv": _officers(lambda turn, case_id: officer.go(turn, case_id, "receive")),
        "more": _officers(lambda turn, case_id: officer.go(turn, case_id, "more")),
        "tbl": _officers(tables.open_table),
        "asgn": _officers(lambda turn, case_id: officer.go(turn, case_id, "assign")),
    },
    home=home.home,
    before_consent=frozenset({"welcome", "language", "menu", "my_file", "my_data", phones.CONVERSATION}),
    code=_code,
    invite=enrol.use_invite,
    link=linking.use_code,
    hidden=call_backs.hidden,
)
