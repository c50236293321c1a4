"""What a request asks for: its procedure, the form of it, and within what a household asks but once."""

from bot.cases.commune import Round
from bot.cases.form_record import FormId, FormRecord
from bot.dialogue.turn import Turn
from bot.dialogue.walk import begin


def begin_request(turn: Turn, code: str) -> FormRecord:
    """The form of this procedure's request, begun."""
    procedure = turn.env.pack(turn.place.round.pack_id).procedures[code]
    form: FormId = "mau_04" if procedure.request_form == "mau_04" else "mau_01"
    return turn.change(begin(turn, form), procedure=code)


def scope(plan: Round, procedure: str) -> str:
    """Where a household's claims are unique: in the round, for each thing asked for beside by itself."""
    return f"{plan.id}/{procedure}" if procedure in plan.beside else plan.id


def upper_first(words: str) -> str:
    """As it stands at the beginning of a line."""
    return words[:1].upper() + words[1:]
