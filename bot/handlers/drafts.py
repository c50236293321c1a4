"""A round under a draft: what is known is said, as known; nothing is surveyed or classified."""

from bot.cases.case import Case
from bot.cases.form_record import FormId
from bot.dialogue.turn import Turn
from bot.scoring.pack import Pack


def stops(turn: Turn, case: Case, form: FormId) -> bool:
    """Whether a new form cannot be begun under the pack of the case's round; says why.

    A form begun under another pack goes on: it keeps its own.
    """
    pack = turn.env.pack(turn.place.round_of(case.round_id).pack_id)
    if pack.draft is None:
        return False
    name = turn.word(pack.forms[form].title) if form in pack.forms else form
    turn.say("draft.no_form", form=name, pack=pack.id, missing=missing(turn, pack))
    return True


def missing(turn: Turn, pack: Pack) -> str:
    """What is not known of a draft, in one row."""
    return "; ".join(turn.word(one) for one in pack.missing)


def income_lines(turn: Turn, pack: Pack) -> str:
    """The lines of a standard as income, đồng a person a month; a line of text each."""
    return "\n".join(
        turn.t(
            "menu.rules.line",
            area=turn.word(line.text),
            income=f"{line.income_vnd:,}".replace(",", "."),
        )
        for line in pack.lines.values()
    )


def say_rules(turn: Turn, pack: Pack) -> None:
    """The rules of a draft for everybody: that it is one, what is known, and that the rest is not there yet.

    Piece by piece only staff are told what is missing, where a form stops.
    """
    turn.say(
        "draft.rules",
        starts=f"{pack.effective_from:%d/%m/%Y}",
        lines=income_lines(turn, pack),
        poor_from=pack.deprivation.count,
        source=pack.source,
    )
