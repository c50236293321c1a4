"""Questions at a terminal: asked in plain words, asked again with what would be right, nothing guessed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO, TypeVar

from bot.dialogue.reading.result import Problem, Read
from bot.dialogue.reading.text import fold
from bot.errors import ConfigError
from locales import translate

T = TypeVar("T")
Reader = Callable[[str], Read[T] | Problem]


def say(key: str, **values: object) -> str:
    return translate("vi", key, values)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: `id` is what is kept, `words` what is shown."""

    id: str
    words: str


class Console:
    """Reads answers line by line. The end of input before the last answer is a ConfigError."""

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self._source, self._out = source, out

    def tell(self, words: str = "") -> None:
        print(words, file=self._out, flush=True)

    def head(self, words: str) -> None:
        """What begins after an empty line."""
        self.tell(f"\n{words}")

    def ask(self, question: str, read: Reader[T], default: T | None = None, shown: str = "") -> T:
        """The answer; an empty line means the default, where there is one (`shown` after the question)."""
        hint = f" [{shown}]" if shown else ""
        while True:
            print(f"{question}{hint}: ", end="", file=self._out, flush=True)
            line = self._line()
            if not line and default is not None:
                return default
            answer = read(line)
            if isinstance(answer, Read):
                return answer.value
            self.tell("  " + say(answer.key, **answer.args))

    def choose(self, question: str, choices: Sequence[Choice], default: str | None = None) -> str:
        """The id of one of these, by its number or its words."""
        self.tell(question)
        for number, one in enumerate(choices, 1):
            self.tell(f"  {number}. {one.words}")

        def read(line: str) -> Read[str] | Problem:
            for number, one in enumerate(choices, 1):
                if fold(line) in (str(number), fold(one.words), fold(one.id)):
                    return Read(one.id)
            return Problem("cli.init.wrong.choice", {"last": len(choices)})

        shown = next((str(n) for n, one in enumerate(choices, 1) if one.id == default), "")
        return self.ask(say("cli.init.choose"), read, default, shown)

    def agree(self, question: str, *, default: bool) -> bool:
        """Yes or no."""
        choices = (Choice("yes", say("cli.init.yes")), Choice("no", say("cli.init.no")))
        return self.choose(question, choices, "yes" if default else "no") == "yes"

    def _line(self) -> str:
        line = self._source.readline()
        if not line:
            raise ConfigError(say("cli.init.cut_short"), remedy=say("cli.init.again"))
        return line.strip()
