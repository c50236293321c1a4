"""What a paper's page says at each step, in the language of whom the paper is for."""

from collections.abc import Callable
from datetime import datetime

from bot.cases.papers import paper
from bot.dialogue.facts import Place
from bot.dialogue.words import Translate
from bot.runtime.links import View
from bot.runtime.paper_link import PaperLink

Words = dict[str, object]
KINDS = ("mau_01", "mau_04", "table_template", "points_table", "progress", "paper_template")
"""Papers with a shorter name on the page; the other ones of a round are called as in the menu."""


class PageWords:
    """Words for the template; every page has all of its names."""

    def __init__(self, translate: Translate, place: Callable[[], Place]) -> None:
        self._translate, self._place = translate, place

    def of(self, view: View, here: str, now: datetime) -> Words:
        """here: the page's own path."""
        say = self._in(view.link.language if view.link is not None else "vi")
        if view.link is None or view.step == "gone":
            return self._page(
                say, say.t("paper.page.gone"), [say.t("paper.page.gone_why"), say.t("paper.page.gone_how")]
            )
        shown = self._page(say, say.paper(view.link), []) | {"here": here}
        if view.step == "ready":
            return shown | _ready(say, view, here)
        if view.link.has_code(now):
            return shown | _typing(say, view, view.link)
        return shown | _starting(say, view, view.link)

    def fault(self) -> Words:
        say = self._in("vi")
        return self._page(say, say.t("paper.page.fault"), [say.t("paper.page.fault_how")])

    def _in(self, language: str) -> "_Say":
        return _Say(self._translate, language)

    def _page(self, say: "_Say", heading: str, lines: list[str]) -> Words:
        commune = self._place().commune
        return {
            "language": say.language,
            "title": say.t("paper.page.title"),
            "commune": commune.name[:1].upper() + commune.name[1:],
            "heading": heading,
            "trouble": "",
            "lines": lines,
            "code": None,
            "ask": "",
            "fetch": None,
            "small": [],
            "here": "",
            "office": commune.office,
            "call": say.t("paper.page.call", phone=commune.phone),
            "training": say.t("paper.page.for_training") if commune.invented else "",
        }


class _Say:
    """Words of one language."""

    def __init__(self, translate: Translate, language: str) -> None:
        self._translate, self.language = translate, language

    def t(self, key: str, /, **args: object) -> str:
        return self._translate(self.language, key, args)

    def paper(self, link: PaperLink) -> str:
        """Its kind, never whose: the page is no secret."""
        kind = link.document.kind
        if kind not in KINDS and paper(kind) is not None:
            return self.t(f"paper.name.{kind}")
        return self.t(f"paper.kind.{kind}" if kind in KINDS else "paper.kind.other")


def _starting(say: _Say, view: View, link: PaperLink) -> Words:
    return {
        "trouble": say.t("paper.page.spent") if view.step == "spent" else "",
        "lines": [say.t("paper.page.start")],
        "ask": say.t("paper.page.ask"),
        "small": [say.t("paper.page.only", until=f"{link.until:%H:%M %d/%m/%Y}")],
    }


def _typing(say: _Say, view: View, link: PaperLink) -> Words:
    trouble = ""
    if view.step == "wrong":
        trouble = say.t("paper.page.wrong", left=link.tries_left)
    elif view.step == "digits":
        trouble = say.t("paper.page.digits")
    return {
        "trouble": trouble,
        "lines": [say.t("paper.page.sent")],
        "code": {
            "label": say.t("paper.page.code"),
            "open": say.t("paper.page.open"),
            "until": say.t("paper.page.code_until", until=f"{link.code_until:%H:%M}"),
        },
        "ask": say.t("paper.page.again") if link.more_codes() else "",
    }


def _ready(say: _Say, view: View, here: str) -> Words:
    until = view.link.ticket_until if view.link is not None else None
    return {
        "lines": [say.t("paper.page.ready")],
        "fetch": {"href": f"{here}/{view.ticket}", "label": say.t("paper.page.fetch")},
        "small": [say.t("paper.page.fetch_until", until=f"{until:%H:%M}"), say.t("paper.page.browser")],
    }
