"""The main job on the real demo page by three people, also with the demo killed under their hands."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from bot.commands.demo_script import CODE, Step, learnt, read_steps
from tests.browser.conftest import OpenPage
from tests.browser.phones import SLOWEST, Phone, Phones

ROOT = Path(__file__).parents[2]
STEPS = read_steps(files("bot.commands").joinpath("demo_check.txt").read_text("utf-8"))
ROLE_OF = {"mai": "household", "ba": "enumerator", "lan": "officer"}
NAME_OF = {"mai": "Cô Mai", "ba": "Ông Ba", "lan": "Chị Lan"}
ANSWERED = ".entry.bot[data-fresh]:not(:has(.key.chosen))"
"""A bubble that came or was edited since the last act; a tap marks the old one first."""


class RealDemo:
    """`rasoat demo` as a process over a folder of its own; may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--port", str(self._port), *more],
            cwd=self._folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + 30
        with httpx.Client(base_url=self.url, trust_env=False) as client:
            while time.monotonic() < until:
                try:
                    if client.get("/health").is_success:
                        return
                except httpx.TransportError:
                    time.sleep(0.05)
        raise AssertionError("the demo did not start")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """The exit status after a clean stop."""
        return self._end(signal.SIGTERM)

    def _end(self, sign: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(sign)
        status = self._process.wait(10)
        self._process = None
        return status


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealDemo]:
    demo = RealDemo(tmp_path)
    demo.start()
    yield demo
    demo.kill()


class People:
    """Takes the steps of the demo's own check on the page."""

    def __init__(self, phones: Phones) -> None:
        self._phones = phones
        self.code = ""

    def phone(self, who: str) -> Phone:
        """Their phone; at phone width brought to the front."""
        phone: Phone = getattr(self._phones, ROLE_OF[who])
        if not phone.root.is_visible():
            phone.open()
        return phone

    def take(self, step: Step) -> None:
        match step.kind:
            case "does":
                self._does(step)
            case "hears":
                self._hears(step)
            case "file":
                self._file(step)
            case "never":
                log = self.phone(step.who).log
                expect(log.locator(".text").filter(has_text=step.words)).to_have_count(0)

    def _does(self, step: Step) -> None:
        phone = self.phone(step.who)
        if step.label is None:
            phone.type(step.words)
        else:
            phone.tap(step.label)
        self.answered(phone)

    def answered(self, phone: Phone) -> None:
        phone.wait_text(re.compile("."))
        expect(phone.log.locator(ANSWERED).last).to_be_attached(timeout=SLOWEST)
        phone.settled()

    def _hears(self, step: Step) -> None:
        words = step.words.replace(CODE, self.code) if self.code else step.words
        pattern = re.compile(re.escape(words).replace(re.escape(CODE), r"[A-Z]+-\d+"))
        bubble = self.phone(step.who).wait_text(pattern, ever=True)
        self.code = self.code or learnt(words, bubble.inner_text()) or ""

    def _file(self, step: Step) -> None:
        phone = self.phone(step.who)
        name = step.words.replace(CODE, self.code)
        card = phone.log.locator("a.document").filter(has_text=name).last
        expect(card).to_be_visible(timeout=SLOWEST)
        answer = phone.page.request.get(phone.page.url.rstrip("/") + (card.get_attribute("href") or ""))
        assert answer.status == 200
        assert answer.body().startswith(b"%PDF-")


@pytest.mark.parametrize("size", [(1440, 900), (375, 740)], ids=["desk", "phone"])
def test_the_main_job_by_clicking_and_typing(
    real: RealDemo, open_page: OpenPage, size: tuple[int, int]
) -> None:
    phones = Phones(open_page(real.url + "/", *size))
    people = People(phones)
    for step in STEPS:
        people.take(step)
    assert re.fullmatch(r"HL-\d+", people.code)
    assert real.stop() == 0


def test_the_demo_is_killed_in_the_middle_and_everybody_goes_on(real: RealDemo, open_page: OpenPage) -> None:
    """Once in the request, once in Phiếu B: what was said while it was down is sent again by a tap."""
    phones = Phones(open_page(real.url + "/", 1440, 900))
    people = People(phones)
    deaths = [_typed(STEPS, "mai", "Hoàng Thị Mai"), _typed(STEPS, "ba", "hai ngăn")]
    for at, step in enumerate(STEPS):
        if at in deaths:
            _dies_and_comes_back(real, people, step)
        else:
            people.take(step)
    assert re.fullmatch(r"HL-\d+", people.code)


def _typed(steps: tuple[Step, ...], who: str, words: str) -> int:
    return next(at for at, step in enumerate(steps) if (step.who, step.words) == (who, words))


def _dies_and_comes_back(real: RealDemo, people: People, step: Step) -> None:
    phone = people.phone(step.who)
    real.kill()
    phone.type(step.words)
    again = phone.log.locator(".retry").last
    expect(again).to_be_visible(timeout=SLOWEST)
    real.start("--keep")
    expect(phone.page.locator("html")).to_have_attribute("data-connected", "true", timeout=SLOWEST)
    expect(phone.bubbles("bot")).to_have_count(0, timeout=SLOWEST)
    phone.hold(NAME_OF[step.who])
    again.click()
    people.answered(phone)
