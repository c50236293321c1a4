"""The tags of a Word template, the same for the Word paper and for the PDF: Jinja in a sandbox.

Nothing is there but the data and harmless filters; a name the data lacks is a fault, never an empty space.
A template goes through the data and prints it: it can neither call nor reckon, and how much comes out of it
is bounded by the data, so that none can keep the bot busy or fill its memory.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("default", "first", "last", "length", "lower", "trim", "upper")
JOIN, COUNTED = "join", "counted"
MADE_LONGER = (
    *(nodes.Call, nodes.BinExpr, nodes.UnaryExpr, nodes.Concat),
    *(nodes.List, nodes.Tuple, nodes.Dict, nodes.AssignBlock, nodes.CallBlock, nodes.FilterBlock),
)
"""What could make more of the data than there is, out of a few letters."""
KEPT = (nodes.And, nodes.Or, nodes.Not)
"""Of these what only chooses."""
BUDGET = " budget"
"""Of the data: no tag can name it."""
TIMES = 20
"""How often a template may go through all of the data."""
PER_ITEM, AROUND, MOST_LETTERS = 20_000, 50, 500_000_000
"""Letters of the template repeated for each item of a list, and in one paper."""
MOST_JOINED = 100_000


def environment(escape: Callable[[str], str]) -> ImmutableSandboxedEnvironment:
    """escape: makes any value's text safe where it lands; None prints as nothing."""

    def printed(value: object) -> object:
        """What stands in the place of a tag."""
        return value if isinstance(value, StrictUndefined) else escape("" if value is None else str(value))

    made = _Bounded(undefined=StrictUndefined, finalize=printed, keep_trailing_newline=True, autoescape=False)
    made.filters = {name: made.filters[name] for name in FILTERS} | {JOIN: _joined, COUNTED: _counted}
    made.globals = {"dots": DOTS, "leader": LEADER}
    return made


def check_tags(tree: nodes.Template) -> None:
    """TemplateSyntaxError (of Jinja) for a tag that calls or reckons."""
    for one in tree.find_all(nodes.Node):
        ours = isinstance(one, nodes.Filter) and one.name == COUNTED
        if ours or (isinstance(one, MADE_LONGER) and not isinstance(one, KEPT)):
            raise TemplateSyntaxError("a tag that calls or reckons", one.lineno)


def bounded(data: Mapping[str, object]) -> dict[str, object]:
    """The data with the budget of one paper beside it."""
    items = _items(data)
    letters = min(PER_ITEM * (items + AROUND), MOST_LETTERS)
    return {**data, BUDGET: Budget(TIMES * (items + AROUND), letters)}


class Budget:
    """What is left of the steps and letters of one paper."""

    def __init__(self, steps: int, letters: int) -> None:
        self._steps, self._letters = steps, letters

    def take(self, steps: int, letters: int) -> None:
        """SecurityError (of Jinja) once it is used up."""
        self._steps -= steps
        self._letters -= steps * letters
        if self._steps < 0 or self._letters < 0:
            raise SecurityError("a template goes through its data too often")


class _Bounded(ImmutableSandboxedEnvironment):
    """Looks at the tags before they become code, and has every loop counted."""

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        check_tags(source)
        for loop in list(source.find_all(nodes.For)):
            size = nodes.Const(_own_letters(loop.body), lineno=loop.lineno)
            loop.iter = nodes.Filter(loop.iter, COUNTED, [size], [], None, None, lineno=loop.lineno)
        return super()._generate(source, *args, **kwargs)


def _own_letters(body: list[nodes.Node]) -> int:
    """Letters that one step of a loop prints of the template itself, without the loops in it."""
    found = 0
    for one in body:
        if isinstance(one, nodes.TemplateData):
            found += len(one.data)
        elif not isinstance(one, nodes.For):
            found += _own_letters(list(one.iter_child_nodes()))
    return found


def _items(value: object) -> int:
    """Items of all lists in it, and in those."""
    match value:
        case Mapping():
            return sum(map(_items, value.values()))
        case list() | tuple():
            return len(value) + sum(map(_items, value))
    return 0


@pass_context
def _counted(context: Context, value: Any, letters: int) -> Any:
    """What a loop goes through. TypeError for a text: its letters are no items."""
    if isinstance(value, str):
        raise TypeError("a loop goes through a list")
    budget = context.get(BUDGET)
    if isinstance(budget, Budget):
        budget.take(len(value), letters)
    return value


def _joined(value: Any, between: str = "") -> str:
    """The items of a list as one text. TypeError for a text; SecurityError (of Jinja) for too long a one."""
    if isinstance(value, str) or not isinstance(between, str):
        raise TypeError("a list is joined with a text")
    parts = [str(one) for one in value]
    if sum(map(len, parts)) + len(between) * len(parts) > MOST_JOINED:
        raise SecurityError("a list too long to be one text")
    return between.join(parts)


DOTS = "…" * 22
"""For what is filled in by hand: `{{ name or dots }}`."""
LEADER = "\t"
"""The same in a block with `leader`: dots to the end of the line."""
