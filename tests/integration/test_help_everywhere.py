""" "?" at every prompt of every played conversation: it says something of its own and asks the same again."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from bot.cases.form_record import FormId, FormRecord
from bot.commands.play import START, Player
from bot.commands.transcript import Line, read_script
from bot.dialogue.aids import Aids
from bot.dialogue.event import Event
from bot.dialogue.facts import Facts
from bot.dialogue.session import Session
from bot.dialogue.turn import Env, Turn
from bot.dialogue.walk.explaining import LAW, explanation
from bot.dialogue.walk.record import Open
from bot.handlers.script import SCRIPT
from bot.scoring.answers import Answers
from bot.scoring.pack import Pack
from bot.scoring.packs import available_packs, load_pack
from bot.scoring.path import Spot
from locales import LANGUAGES, PARTIAL, pack_words, translate

SCRIPTS = sorted((Path(__file__).parents[1] / "conversations").glob("*.txt"))
NOW: datetime = START
GENERAL = {translate(language, "engine.help", {}) for language in (*LANGUAGES, *PARTIAL)}


class Asking(Player):
    """Plays a script; after each answer it tries, without keeping it, what "?" would say there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder=folder)
        self.tried: set[str] = set()
        self.wrong: list[str] = []

    async def _flush(self, speaker: str) -> None:
        await super()._flush(speaker)
        chat = f"{self.channel.prefix}:{speaker}"
        session = await self.store.session(chat)
        shown = self.channel.phone(chat).shown
        if session.frames and session.asked is not None and not session.held and shown:
            await self._try(session)

    async def _try(self, session: Session) -> None:
        inbox, at = self.app.inbox, self.clock.now()
        place = f"{session.frames[-1].conversation}.{session.frames[-1].step}"
        first = await inbox._advance(session, Event("t:1", session.chat, at, "text", "?"), 0)
        again = await inbox._advance(first.session, Event("t:2", session.chat, at, "text", "?"), 0)
        said, once_more = first.letters[-1].message.text, again.letters[-1].message.text
        words = said.split("\n\n")[0]
        self.tried.add(place)
        asked = (session.asked, first.session.asked)
        same = [(one.options, one.sound, one.free, one.many) for one in asked if one is not None]
        if words in GENERAL or said != once_more or same[0] != same[1] or first.entities or first.answers:
            self.wrong.append(f"{place}: {said[:120]}")
        if _places(first.session) != _places(session):
            self.wrong.append(f"{place}: goes elsewhere")


def _places(session: Session) -> list[tuple[str, str]]:
    return [(frame.conversation, frame.step) for frame in session.frames]


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
async def test_the_question_mark_says_something_of_its_own(path: Path) -> None:
    player = Asking(path.parent)
    await player.begin()
    await player.play(path.read_text("utf-8"))
    assert player.wrong == []
    assert player.tried or not _spoken(path)


@cache
def _spoken(path: Path) -> tuple[Line, ...]:
    return tuple(line for line in read_script(path.read_text("utf-8")) if line.kind == "say")


def test_no_step_is_left_with_the_general_word() -> None:
    """Also the steps no played conversation comes by."""
    silent = [
        f"{name}.{step}"
        for name, conversation in SCRIPT.conversations.items()
        for step, one in conversation.steps.items()
        if one.help is None
    ]
    assert silent == []


# ── questions of forms ───────────────────────────────────────────────────────────────────────
async def turn_in(language: str) -> Turn:
    player = Player()
    await player.begin()
    env = Env(Facts(player.app.inbox.place, {}), translate, player.app.packs, aids=ALL_LANGUAGES)
    event = Event("t:1", "web:x", player.clock.now(), "text", "?")
    return Turn(Session("web:x", language=language), event, env)


ALL_LANGUAGES = Aids(("vi", "en", "km"), words={"km": pack_words("km")})
FORMS: tuple[FormId, ...] = ("mau_01", "phieu_a", "phieu_b", "income")


def opened(pack: Pack, form: FormId) -> Open:
    answers = Answers(("m1",), {"m1.name": "Hoàng Thị Mai"})
    record = FormRecord(
        id="f1",
        form=form,
        pack_id=pack.id,
        pack_digest=pack.digest,
        round_id="2026",
        owner="web:x",
        case_id=None,
        started_at=NOW,
        answers=answers,
    )
    return Open(record, pack, pack.forms[form], pack.context(NOW.date()))


def spots(open_form: Open) -> list[Spot]:
    """Every question of the form, whether its conditions hold or not."""
    found = []
    for section in open_form.form.sections:
        for question in section.questions:
            member = "m1" if question.scope == "member" else None
            found.append(Spot(section, question, question.id, (), member, ("m1",)))
    return found


@pytest.mark.parametrize("language", ["vi", "en", "km"])
@pytest.mark.parametrize("pack_id", available_packs())
async def test_every_question_of_every_form_is_explained(pack_id: str, language: str) -> None:
    """Its convention in plain words, how to answer, where it stands in the law."""
    turn, pack = await turn_in(language), load_pack(pack_id)
    for form in FORMS:
        if form not in pack.forms:
            continue
        for spot in spots(opened(pack, form)):
            said = explanation(turn, opened(pack, form), spot)
            assert turn.word(spot.question.help) in said, (form, spot.id)
            assert said.count("\n") >= 2, (form, spot.id)
            assert "[?]" not in said, (form, spot.id)
            assert "{" not in said, (form, spot.id)


async def test_the_laws_words_stand_in_the_explanation() -> None:
    turn, pack = await turn_in("vi"), load_pack("2022-2025")
    form = opened(pack, "phieu_b")
    toilet = next(spot for spot in spots(form) if spot.question.id == "toilet")
    assert pack.indicator("toilet").deprived["vi"].rstrip(".") in explanation(turn, form, toilet)


def test_the_indicators_named_are_those_of_the_forms_sources() -> None:
    """The form says "chỉ số 5 và 6"; the table says which those are."""
    pack = load_pack("2022-2025")
    order = [one.id for one in pack.indicators]
    for section in pack.forms["phieu_b"].sections:
        for question in section.questions:
            named = re.search(r"[Cc]hỉ số (\d+)(?: và (\d+))?", question.source)
            wanted = {order[int(one) - 1] for one in named.groups() if one} if named else set()
            assert set(LAW.get(question.id, ())) == wanted, question.id
