"""`rasoat quota`: the messages of this month, by the running bot or at the store itself."""

from typing import TextIO

from bot.commands.staff import done
from bot.config import Settings
from locales import translate


def run(settings: Settings, out: TextIO) -> int:
    """A line a metered bot; 0. A RasoatError says why it cannot be told."""
    rows = done(settings, {"do": "quota"})["rows"]
    print(rows or translate("vi", "quota.none", {}), file=out)
    return 0
