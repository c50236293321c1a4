"""Which files a dossier holds as they are now: the same for chat and for its papers."""

from bot.cases.case import Case, State
from bot.cases.dossier import Dossier

DECIDED: tuple[State, ...] = ("recognised", "left", "refused")
UP: tuple[State, ...] = ("settled", "reported", "opinion_given", *DECIDED)


def has_gone(dossier: Dossier) -> bool:
    """Whether it has been reported or decided: a file that is settled again belongs to another one."""
    return dossier.reported_on is not None or dossier.decided_on is not None


def holds(dossier: Dossier, case: Case) -> bool:
    """Without those sent back, or settled anew since."""
    at_most = UP[1:] if has_gone(dossier) else UP
    return case.id in dossier.cases and case.dossier == dossier.id and case.state in at_most
