"""One posting in a line, for lists and titles."""

from datetime import date

from bot.cases.posting import Posting
from bot.dialogue.turn import Turn
from bot.handlers.posting_words import area_name, until


def label(turn: Turn, posting: Posting) -> str:
    """ "Khu 3 · 17/11–20/11 · 4 hộ · đang treo"."""
    end = until(turn, posting)
    parts = [
        area_name(turn, posting.area),
        f"{posting.posted_on:%d/%m}–{end:%d/%m}",
        turn.t("posting.households", count=len(posting.cases)),
        turn.t("posting.again") if posting.again else "",
        _stand(turn, posting, end),
    ]
    return " · ".join(part for part in parts if part)


def _stand(turn: Turn, posting: Posting, end: date) -> str:
    if posting.taken_down_on is not None:
        return turn.t("posting.stand.down", day=f"{posting.taken_down_on:%d/%m/%Y}")
    return turn.t("posting.stand.hangs" if turn.today <= end else "posting.stand.over")
