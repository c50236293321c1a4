"""Help for people who read little, or another language: languages on offer, recordings, packs' words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.dialogue.words import pick

TRIAL = frozenset({"km"})
"""Languages no native reader has checked yet: where switched on, for residents only, and said to be so."""
USUAL_LANGUAGES = ("vi", "en")
KNOWN = (*USUAL_LANGUAGES, "km")


@dataclass(frozen=True, slots=True)
class Aids:
    """What stands by in this commune, as it is at one moment.

    languages: codes on offer, Vietnamese first. recordings: "phieu_b.toilet.vi" → its file's name.
    words: language → Vietnamese words of a pack → the same in that language, for languages no pack holds.
    """

    languages: tuple[str, ...] = USUAL_LANGUAGES
    recordings: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def offered(self, language: str) -> str:
        """The language where it is on offer, else Vietnamese: also where it was switched off meanwhile."""
        return language if language in self.languages else "vi"

    def of_pack(self, words: Mapping[str, str], language: str) -> str:
        """A pack's words in this language; what nobody has translated stands in Vietnamese."""
        return words.get(language) or self.words.get(language, {}).get(words["vi"]) or pick(words, language)

    def recording(self, sound: str, language: str) -> str:
        """The file of a prompt's recording, "" where there is none in this language."""
        return self.recordings.get(f"{sound}.{language}", "")


USUAL = Aids()

AidsNow = Callable[[], Aids]
"""The aids as they are now: recordings come and go while the bot runs."""


def usual() -> Aids:
    """Vietnamese and English, no recordings."""
    return USUAL
