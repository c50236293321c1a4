"""The templates of the papers: taken as Word files, changed in Word, given back, checked before they count.

Frame data: paper · page · sent (digest of the file that is asked about).
"""

from bot.cases.paper_template import REPORTS, PaperTemplate, TemplateCheck, digest_of, packed, template_name
from bot.cases.papers import PAPERS
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.message import DocumentRef
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files

NAMES: tuple[str, ...] = (*(one.id for one in PAPERS if "docx" in one.shapes), REPORTS)
"""Every paper with a template, the workbook of the reports last."""
MOST_NAMED = 8
"""Fields named in one message; the first to be mended lead to the others."""


def open_templates(turn: Turn) -> None:
    """From the menu of setting up."""
    turn.push("templates", "list")


def template_of(turn: Turn, paper: str) -> PaperTemplate | None:
    """What the commune has said of this paper's template, if anything."""
    return next((one for one in turn.place.templates if one.id == paper), None)


def changed(turn: Turn, paper: str) -> bool:
    """Whether the commune's own template counts."""
    found = template_of(turn, paper)
    return found is not None and bool(found.text)


# ── which paper ──────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    own = [one for one in NAMES if changed(turn, one)]
    choices = [Choice(one, _label(turn, one)) for one in files.shown(turn, NAMES)]
    text = turn.t("template.list", count=len(own)) if own else turn.t("template.list_none")
    return Prompt(text, (*choices, *files.ways(turn, len(NAMES))), columns=1)


def _label(turn: Turn, paper: str) -> str:
    name = _name(turn, paper)
    return turn.t("template.own", name=name) if changed(turn, paper) else name


def _name(turn: Turn, paper: str) -> str:
    return turn.t("template.reports") if paper == REPORTS else turn.t(f"paper.name.{paper}")


def take_list(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.goto("view", paper=reply.choice)


# ── one of them ──────────────────────────────────────────────────────────────────────────────
def ask_view(turn: Turn) -> Prompt:
    paper = turn.datum("paper")
    found = template_of(turn, paper)
    rows = [_label(turn, paper)]
    if found is not None and found.text:
        rows.append(turn.t("template.state.own", who=found.by_name, day=f"{found.at:%d/%m/%Y}"))
    else:
        rows.append(turn.t("template.state.shipped"))
    names = ["download", "send"]
    if found is not None and found.text:
        names += ["shipped", "back"]
    choices = tuple(Choice(one, turn.t(f"template.do.{one}")) for one in names)
    return Prompt("\n".join(rows), choices, columns=1)


def take_view(turn: Turn, reply: Reply) -> None:
    paper = turn.datum("paper")
    if not may(turn.staff, "set_up"):
        turn.say("template.not_allowed")
    elif reply.choice in ("download", "shipped"):
        _download(turn, paper, shipped=reply.choice == "shipped")
    elif reply.choice == "send" and not turn.manners.files:
        turn.say("template.no_files_here")
    elif reply.choice == "send":
        turn.goto("send")
    elif changed(turn, paper):
        _keep(turn, paper, text="")
        turn.audit("template_dropped", paper)
        turn.say("template.back_done")


def _download(turn: Turn, paper: str, *, shipped: bool) -> None:
    """The one that counts, or the one that comes with the program."""
    argument = f"{_pack(turn)} {paper}{' shipped' if shipped else ''}"
    reference = DocumentRef("paper_template", "", template_name(paper, shipped=shipped), argument)
    key = "template.sent_excel" if paper == REPORTS else "template.sent"
    caption = turn.t(key, name=_name(turn, paper) if shipped else _label(turn, paper))
    turn.document(caption, reference, instead=turn.t("table.no_files_here"))
    turn.audit("template_taken", paper, turn.actor[0])


def _pack(turn: Turn) -> str:
    return turn.place.round.pack_id


# ── a changed one comes ──────────────────────────────────────────────────────────────────────
def ask_send(turn: Turn) -> Prompt:
    key = "template.send_excel" if turn.datum("paper") == REPORTS else "template.send"
    return Prompt(turn.t(key), file=True)


def take_send(turn: Turn, reply: Reply) -> None:
    """Counts at once where nothing is wrong with it; what it lacks is named and asked about first."""
    paper = turn.datum("paper")
    if not may(turn.staff, "set_up"):
        turn.say("template.not_allowed")
        turn.goto("view")
        return
    found = turn.facts.template(turn.event.id, _pack(turn), paper)
    if not found.usable:
        turn.audit("template_refused", paper, found.fault or ", ".join((*found.unknown, *found.hidden)))
        turn.refuse(_refused(turn, found))
        return
    text = packed(reply.file)
    if not found.missing:
        _count(turn, paper, text)
        return
    _keep(turn, paper, proposed=text)
    turn.say("template.missing", fields=_named(found.missing))
    turn.goto("sure", sent=digest_of(text))


def _refused(turn: Turn, found: TemplateCheck) -> str:
    if found.fault:
        return turn.t(found.fault)
    rows = [turn.t("template.unknown", fields=_named(found.unknown))] if found.unknown else []
    if found.hidden:
        names = ", ".join(turn.t(f"template.hidden.{one}") for one in found.hidden)
        rows.append(turn.t("template.hidden", names=names))
    return "\n".join(rows)


def _named(fields: tuple[str, ...]) -> str:
    """As they stand in a tag: the last step of each path, once."""
    names = list(dict.fromkeys(one.rpartition(".")[2].removesuffix("[]") for one in fields))
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} … (+{len(names) - MOST_NAMED})" if len(names) > MOST_NAMED else shown


def ask_sure(turn: Turn) -> Prompt:
    choices = (Choice("yes", turn.t("template.sure.yes")), Choice("no", turn.t("template.sure.no")))
    return Prompt(turn.t("template.sure"), choices, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    paper = turn.datum("paper")
    found = template_of(turn, paper)
    if not may(turn.staff, "set_up"):
        turn.say("template.not_allowed")
        turn.goto("view")
    elif found is None or not found.proposed or digest_of(found.proposed) != turn.datum("sent"):
        turn.say("template.gone")  # another colleague's file waits there now: nobody says yes to that unseen
        turn.goto("view")
    elif reply.choice == "yes":
        _count(turn, paper, found.proposed)
    else:
        turn.change(found, proposed="")
        turn.say("template.left")
        turn.goto("view")


def _count(turn: Turn, paper: str, text: str) -> None:
    _keep(turn, paper, text=text)
    turn.audit("template_changed", paper, digest_of(text))
    turn.say("template.done")
    turn.goto("view")


def _keep(turn: Turn, paper: str, *, text: str | None = None, proposed: str = "") -> None:
    """text: what counts from now on, "" the shipped one, None as it is."""
    found = template_of(turn, paper)
    by, by_name = turn.actor
    if found is None:
        turn.add(
            PaperTemplate(paper, text or "", digest_of(text or ""), by, by_name, turn.now, proposed=proposed)
        )
        return
    if text is None:
        turn.change(found, proposed=proposed)
        return
    turn.change(
        found, text=text, digest=digest_of(text), by=by, by_name=by_name, at=turn.now, proposed=proposed
    )


TEMPLATES = Conversation(
    {
        "list": Step(ask_list, take_list),
        "view": Step(ask_view, take_view, lambda turn: turn.goto("list", paper="")),
        "send": Step(ask_send, take_send, lambda turn: turn.goto("view")),
        "sure": Step(ask_sure, take_sure, lambda turn: turn.goto("view")),
    },
    ("officer", "administrator"),
    "set_up",
)
