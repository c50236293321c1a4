"""The page of a paper's link in a played conversation: what it says, its buttons, the paper behind it."""

import re

from bot.channels.paper_pages import PATH
from bot.channels.paper_words import PageWords
from bot.channels.scripted import ScriptedChannel
from bot.commands.transcript import INDENT, PAGE
from bot.runtime.application import Application
from bot.runtime.links import PaperLinks, View

_LINK = re.compile(rf"{PATH}/([a-z2-9]+)")


class PaperPages:
    """A browser on each phone of the script; it knows the newest link and the page it shows."""

    def __init__(self, channel: ScriptedChannel) -> None:
        self._channel = channel
        self._tickets: dict[str, str] = {}

    async def act(self, app: Application, who: str, do: str = "look", typed: str = "") -> list[str]:
        """Transcript lines of what the page shows then. LookupError where this phone has got no link."""
        token = self._token(f"{self._channel.prefix}:{who}")
        if app.links is None or not token:
            raise LookupError(f"{who} has no link")
        if do == "fetch":
            return [await self._fetched(app.links, who, token)]
        view = await self._view(app.links, token, do, typed)
        if view.ticket:
            self._tickets[token] = view.ticket
        words = PageWords(app.translate, app.links.place).of(view, "", app.clock.now())
        return _shown(who, words)

    async def _view(self, links: PaperLinks, token: str, do: str, typed: str) -> View:
        if do == "code":
            return await links.send_code(token)
        return await links.enter(token, typed) if do == "open" else await links.look(token)

    async def _fetched(self, links: PaperLinks, who: str, token: str) -> str:
        found = await links.file(token, self._tickets.get(token, ""))
        return f"{PAGE}{who}: {'📎 ' + found[0] if found is not None else '–'}"

    def _token(self, chat: str) -> str:
        found = [one[1] for said in self._channel.phone(chat).shown for one in _LINK.finditer(said.text)]
        return found[-1] if found else ""


def _shown(who: str, words: dict[str, object]) -> list[str]:
    """The page from top to bottom, without what stands on every page."""
    lines = [words["heading"], words["trouble"], *_list(words["lines"])]
    code, fetch = words["code"], words["fetch"]
    if isinstance(code, dict):
        lines += [f"{code['label']}: ______ [{code['open']}]", code["until"]]
    if words["ask"]:
        lines.append(f"[{words['ask']}]")
    if isinstance(fetch, dict):
        lines.append(f"[{fetch['label']}]")
    first, *rest = [str(line) for line in (*lines, *_list(words["small"])) if line]
    return [f"{PAGE}{who}: {first}", *(f"{INDENT}{line}" for line in rest)]


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
