"""What every turn has at hand: the words, the packs, what the store has told, the channel's manners."""

from dataclasses import dataclass
from typing import Protocol

from bot.cases.quality import USUAL, Thresholds
from bot.dialogue.aids import USUAL as USUAL_AIDS
from bot.dialogue.aids import Aids
from bot.dialogue.facts import Facts
from bot.dialogue.manners import USUAL as USUAL_MANNERS
from bot.dialogue.manners import Manners
from bot.dialogue.words import Translate
from bot.scoring.pack import Pack


class Packs(Protocol):
    """Gives a pack by its id; of this digest, where one is given that the store keeps a copy of."""

    def __call__(self, pack_id: str, digest: str = "") -> Pack: ...


@dataclass(frozen=True, slots=True)
class Env:
    """What every turn has: the words, the packs, what the store has told so far.

    attempt: how often this event has been taken before and lost a race.
    thresholds: from where on a rule of quality fires. manners: of the channel the event came by.
    evidence: whether the commune keeps photos and places.
    aids: languages on offer, recordings, packs' words in other languages.
    """

    facts: Facts
    translate: Translate
    pack: Packs
    attempt: int = 0
    thresholds: Thresholds = USUAL
    manners: Manners = USUAL_MANNERS
    aids: Aids = USUAL_AIDS
    evidence: bool = False
