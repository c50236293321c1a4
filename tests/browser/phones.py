"""The demo page as a test holds it: three phones to type on, tap on and read from. No sleeps."""

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

Role = Literal["household", "enumerator", "officer"]

SLOWEST = 15_000
"""Milliseconds the slowest answer may take."""


class Phone:
    """One phone. What it waits for must have come after its own last action."""

    def __init__(self, page: Page, role: Role) -> None:
        self.page = page
        self.role = role
        self.root = page.locator(f'.phone[data-role="{role}"]')
        self.log = self.root.locator(".log")
        self._mark = 0

    def hold(self, name: str) -> None:
        """Give the phone to another persona, by the name as shown."""
        option = self.root.locator("select.persona option").filter(has_text=name)
        self.root.locator("select.persona").select_option(value=option.get_attribute("value"))
        self._mark = 0

    def open(self) -> None:
        """At phone width: bring this phone to the front by its tab."""
        self.page.locator(f'.tab[data-role="{self.role}"]').click()

    def type(self, text: str) -> None:
        """Type into the composer and press Enter; several lines stay one message."""
        self._remember()
        box = self.root.locator(".say")
        box.fill(text)
        box.press("Enter")

    def tap(self, label: str | re.Pattern[str]) -> None:
        """Tap the newest button with that label (whole label; a pattern for a part of it)."""
        self._remember()
        self.button(label).click()

    def button(self, label: str | re.Pattern[str]) -> Locator:
        """The newest button with that label."""
        wanted = re.compile(rf"^\s*{re.escape(label)}\s*$") if isinstance(label, str) else label
        labelled = self.page.locator(".key-label").filter(has_text=wanted)
        return self.log.locator(".key").filter(has=labelled).last

    def attach(self, path: str) -> None:
        """Send a file from disk."""
        self._remember()
        self.root.locator("input.file").set_input_files(path)

    def wait_text(self, text: str | re.Pattern[str], *, ever: bool = False) -> Locator:
        """The bot's newest bubble with that text, come (or edited) since the last type/tap; ever: at all."""
        bubble = self.bubbles("bot").filter(has_text=text)
        if not ever:
            bubble = self._fresh(bubble)
        expect(bubble.last).to_be_attached(timeout=SLOWEST)
        return bubble.last

    def wait_count(self, side: Literal["bot", "me"], number: int) -> None:
        expect(self.bubbles(side)).to_have_count(number, timeout=SLOWEST)

    def settled(self) -> None:
        """Until nothing this phone said is still on its way."""
        expect(self.root).to_have_attribute("data-busy", "false", timeout=SLOWEST)

    def last(self) -> str:
        """Text of the bot's last bubble, line breaks kept; "" when there is none."""
        texts = self.bubbles("bot").locator(".text")
        return texts.last.inner_text() if texts.count() else ""

    def buttons(self) -> list[str]:
        """Labels under the bot's last bubble."""
        return self.bubbles("bot").last.locator(".key-label").all_inner_texts()

    def picked(self) -> list[str]:
        """Labels with a tick under the bot's last bubble."""
        return self.bubbles("bot").last.locator(".key.picked .key-label").all_inner_texts()

    def bubbles(self, side: Literal["bot", "me"]) -> Locator:
        return self.log.locator(f".entry.{side}")

    def signal(self, on: bool) -> None:
        """Switch the phone's signal; waits until the server knows."""
        switch = self.root.locator(".signal")
        if switch.get_attribute("aria-checked") != str(on).lower():
            with self.page.expect_response("**/api/signal"):
                switch.click()
        expect(switch).to_have_attribute("aria-checked", str(on).lower())

    def _remember(self) -> None:
        numbers = self.log.locator(".entry").evaluate_all("all => all.map(one => Number(one.dataset.no))")
        self._mark = max(numbers, default=0)

    def _fresh(self, bubble: Locator) -> Locator:
        mark = self._mark
        self.page.evaluate(_MARKER)
        self.root.evaluate("(root, mark) => window.markFresh(root, mark)", mark)
        return bubble.and_(self.page.locator("[data-fresh]"))


_MARKER = """() => {
  if (window.markFresh) return;
  window.markFresh = (root, mark) => {
    const log = root.querySelector(".log");
    const note = () => log.querySelectorAll(".entry").forEach((one) =>
      one.toggleAttribute("data-fresh", Number(one.dataset.no) > Number(root.dataset.mark)));
    root.dataset.mark = mark;
    note();
    if (root.dataset.watched) return;
    root.dataset.watched = "yes";
    new MutationObserver(note).observe(log, { childList: true });
  };
}"""


class Phones:
    """The whole page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.household = Phone(page, "household")
        self.enumerator = Phone(page, "enumerator")
        self.officer = Phone(page, "officer")
        expect(page.locator("html")).to_have_attribute("data-connected", "true", timeout=SLOWEST)

    def clock(self) -> str:
        """The bot's time, ISO with zone."""
        return self.page.locator("#clock-now").get_attribute("datetime") or ""

    def move_clock(self, *, minutes: int = 0, to: str = "") -> None:
        """+1 hour, day or week (60, 1440, 10080 minutes), or to "2026-10-12T09:30"."""
        folded = not self.page.locator("#clock-hand").is_visible()
        if folded:
            self.page.locator("#clock-open").click()
        with self.page.expect_response("**/api/clock"):
            if to:
                self.page.locator("#clock-to").fill(to)
                self.page.locator("#clock-hand [type=submit]").click()
            else:
                self.page.locator(f'[data-minutes="{minutes}"]').click()
        if folded:
            self.page.locator("#clock-open").click()
