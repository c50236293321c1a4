"""The tags of a Word template, the same for the Word paper and for the PDF: Jinja in a sandbox.

Nothing is there but the data and harmless filters; a name the data lacks is a fault, never an empty space.
"""

from collections.abc import Callable

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("default", "first", "join", "last", "length", "lower", "upper", "trim")


def environment(escape: Callable[[str], str]) -> ImmutableSandboxedEnvironment:
    """escape: makes any value's text safe where it lands; None prints as nothing."""

    def printed(value: object) -> object:
        """What stands in the place of a tag."""
        return value if isinstance(value, StrictUndefined) else escape("" if value is None else str(value))

    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=printed, keep_trailing_newline=True, autoescape=False
    )
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals = {"dots": DOTS, "leader": LEADER}
    return made


DOTS = "…" * 22
"""For what is filled in by hand: `{{ name or dots }}`."""
LEADER = "\t"
"""The same in a block with `leader`: dots to the end of the line."""
