"""Dossiers of a round: what goes up together and is decided together (QĐ 24/2021/QĐ-TTg Điều 4.4 to 4.6).

The officer makes one of settled files; officer and chairman see its counts, its files and where it stands.
Frame data: dossier · procedure ("round~code" of an earlier round) · picks (files left out) ·
class (of the list open) · page.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from bot.cases.dossier import Dossier
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import (
    deciding,
    deciding_file,
    dossier_facts,
    dossier_steps,
    dossier_summary,
    dossier_up,
    files,
    officer,
    printing,
    verdicts,
)
from bot.handlers.dossier_facts import Of
from bot.handlers.printing_offers import offers

MAKE = "make-"
SEPARATOR = "~"
ALL = "all"


def open_dossiers(turn: Turn) -> None:
    """From the menu of the round's work."""
    turn.push("dossier", "list")


def is_officer(turn: Turn) -> bool:
    """Whether the person may make dossiers and enter papers: an officer for the whole commune."""
    staff = turn.staff
    return staff is not None and "officer" in staff.roles and may(staff, "decide")


# ── which ────────────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    found = dossier_facts.dossiers(turn)
    made = [Choice(one.id, dossier_facts.label(turn, one)) for one in found]
    free = dossier_facts.free(turn) if is_officer(turn) else {}
    new = [Choice(_make_id(turn, of), _make_label(turn, of, len(cases))) for of, cases in free.items()]
    total = [Choice("summary", turn.t("dossier.summary"))] if made else []
    if not made and not new:
        return Prompt(turn.t("dossier.none"))
    choices = (*new, *files.shown(turn, made), *files.ways(turn, len(made)), *total)
    text = turn.t("dossier.list", count=len(made)) if made else turn.t("dossier.list_new")
    return Prompt(text, choices, columns=1)


def _make_id(turn: Turn, of: Of) -> str:
    """Of the running round the procedure alone."""
    return MAKE + (of[1] if of[0] == turn.place.round.id else SEPARATOR.join(of))


def _make_label(turn: Turn, of: Of, count: int) -> str:
    title = turn.word(turn.env.pack(turn.place.round_of(of[0]).pack_id).procedures[of[1]].title)
    return dossier_facts.of_round(turn, of[0], turn.t("dossier.make", count=count, title=title))


def _of(turn: Turn) -> Of:
    """Round and procedure of the frame's dossier to make."""
    plan, _, code = turn.datum("procedure").rpartition(SEPARATOR)
    return plan or turn.place.round.id, code


def take_list(turn: Turn, reply: Reply) -> None:
    if reply.choice.startswith(MAKE) and is_officer(turn):
        turn.goto("make", procedure=reply.choice.removeprefix(MAKE), picks=(), page="")
    elif reply.choice == "summary":
        turn.says.append(dossier_summary.text(turn))
    elif not files.turned(turn, reply.choice):
        turn.goto("view", dossier=reply.choice, page="")


# ── making one ───────────────────────────────────────────────────────────────────────────────
def _free(turn: Turn) -> list[verdicts.Verdict]:
    cases = dossier_facts.free(turn).get(_of(turn), [])
    return dossier_facts.found_of(turn, cases)


def ask_make(turn: Turn) -> Prompt:
    found = _free(turn)
    if not found:
        _to_list(turn)
        return Prompt("")
    left_out = len([one for one in found if one.case.id in turn.data_list("picks")])
    counts = dossier_facts.counts(turn, [one.case for one in found])
    text = turn.t("dossier.pick", count=len(found), counts=counts)
    return dossier_steps.pick_prompt(
        turn, text, found, turn.t("dossier.pick_done", count=len(found) - left_out)
    )


def take_make(turn: Turn, reply: Reply) -> None:
    found = _free(turn)
    left_out = dossier_steps.picked(turn, reply, found)
    if left_out is None or not is_officer(turn):
        return
    cases = [one.case for one in found if one.case.id not in left_out]
    if not cases:
        turn.refuse(turn.t("dossier.pick_some"))
        return
    by, by_name = turn.actor
    made = Dossier(
        turn.new_id("d"),
        *_of(turn),
        tuple(case.id for case in cases),
        by,
        by_name,
        turn.today,
    )
    turn.add(made)
    for case in cases:
        turn.change(case, dossier=made.id)
    turn.audit("dossier_made", made.id, ", ".join(case.code for case in cases))
    turn.say("dossier.made", count=len(cases))
    turn.goto("view", dossier=made.id, procedure="", picks=(), page="")


# ── one of them ──────────────────────────────────────────────────────────────────────────────
def ask_view(turn: Turn) -> Prompt:
    found = dossier_steps.here(turn)
    if found is None:
        return Prompt("")
    cases = dossier_facts.members(turn, found)
    rows = [
        dossier_facts.label(turn, found),
        turn.word(dossier_facts.procedure(turn, found).title),
        turn.t("dossier.made_by", who=found.by_name, day=dossier_facts.shown(found.made_on)),
        *dossier_up.papers(turn, found),
        dossier_facts.limit_line(turn, cases),
    ]
    body = [
        "\n".join(row for row in rows if row),
        dossier_facts.counts(turn, cases) if cases else turn.t("dossier.empty"),
    ]
    choices = [Choice(name, turn.t(f"dossier.do.{name}")) for name in _open_now(turn, found)]
    return Prompt("\n\n".join(body), tuple(choices), columns=1)


def _open_now(turn: Turn, found: Dossier) -> list[str]:
    """What can be done with it now, by whoever is speaking."""
    names = list(dossier_up.open_now(turn, found)) if is_officer(turn) else []
    if dossier_facts.to_decide(turn, found):
        names.append("decide")
    names.append("files")
    if found.last_certificate or found.earlier_years:
        names.append("certificates")
    if offers(turn, "dossier", found.id):
        names.append(printing.CHOICE)
    return names


_PUSHED: Mapping[str, Callable[[Turn, Dossier], None]] = {
    "decide": deciding.open_deciding,
    "council": lambda turn, found: dossier_up.open_step(turn, found, "council"),
    "report": lambda turn, found: dossier_up.open_step(turn, found, "report"),
    "opinion": lambda turn, found: dossier_up.open_step(turn, found, "opinion"),
    "without": lambda turn, found: dossier_up.open_step(turn, found, "without"),
    "again": lambda turn, found: dossier_up.open_again(turn, found),
    printing.CHOICE: lambda turn, found: printing.open_of(turn, "dossier", found.id),
}


def take_view(turn: Turn, reply: Reply) -> None:
    found = dossier_steps.here(turn)
    if found is None or reply.choice not in _open_now(turn, found):
        return
    if reply.choice == "files":
        turn.goto("classes", page="")
    elif reply.choice == "certificates":
        turn.says.append(_certificates(turn, found))
    else:
        _PUSHED[reply.choice](turn, found)


def _certificates(turn: Turn, found: Dossier) -> str:
    """Numbers in their order, each with its file; what is missing between them is said."""
    cases = [c for c in dossier_facts.members(turn, found) if c.decision and c.decision.certificate]
    given = sorted(cases, key=lambda case: deciding.number_of(case))
    rows = [turn.t("dossier.certificates", count=len(given))]
    before = 0
    for one in dossier_facts.found_of(turn, given):
        number = deciding.number_of(one.case)
        if before and number > before + 1:
            rows.append(turn.t("dossier.gap", first=before + 1, last=number - 1))
        rows.append(dossier_facts.line(turn, one))
        before = number
    if found.gap_words:
        rows.append(turn.t("dossier.gap_words", words=found.gap_words))
    return "\n".join(rows)


# ── its files, by class ──────────────────────────────────────────────────────────────────────
def _found(turn: Turn) -> list[verdicts.Verdict]:
    found = dossier_steps.here(turn)
    return dossier_facts.found_of(turn, dossier_facts.members(turn, found)) if found else []


def ask_classes(turn: Turn) -> Prompt:
    found = _found(turn)
    counts = Counter(one.class_id for one in found)
    names = {one.class_id: one.text for one in found}
    choices = [Choice(ALL, turn.t("dossier.every", count=len(found)))]
    choices += [Choice(one, turn.t("dossier.class", name=names[one], count=counts[one])) for one in counts]
    return Prompt(turn.t("dossier.classes"), tuple(choices), columns=1)


def take_classes(turn: Turn, reply: Reply) -> None:
    turn.goto("files", **{"class": reply.choice}, page="")


def ask_files(turn: Turn) -> Prompt:
    wanted = turn.datum("class")
    found = [one for one in _found(turn) if wanted in (ALL, one.class_id)]
    choices = [Choice(one.case.id, dossier_facts.line(turn, one)) for one in files.shown(turn, found)]
    text = turn.t("dossier.files", count=len(found))
    return Prompt(text, (*choices, *files.ways(turn, len(found))), columns=1)


def take_files(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    if is_officer(turn):
        officer.open_case(turn, reply.choice)
    else:
        deciding_file.open_file(turn, reply.choice)


def _to_list(turn: Turn) -> None:
    turn.goto("list", dossier="", procedure="", picks=(), page="")


def _to_view(turn: Turn) -> None:
    turn.goto("view", page="")


def _to_classes(turn: Turn) -> None:
    turn.goto("classes", page="")


DOSSIER = Conversation(
    {
        "list": Step(ask_list, take_list),
        "make": Step(ask_make, take_make, _to_list),
        "view": Step(ask_view, take_view, _to_list),
        "classes": Step(ask_classes, take_classes, _to_view),
        "files": Step(ask_files, take_files, _to_classes),
    },
    ("officer", "chairman"),
    "decide",
)
