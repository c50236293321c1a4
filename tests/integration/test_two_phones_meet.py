"""Two phones of one person, of different kinds: what one shows is not read by the rules of the other."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.quota_plans import Tariff, month_plans
from bot.channels.scripted import ScriptedChannel
from bot.commands.screens import CHANNELS, bubbles
from bot.dialogue.event import Event, EventKind
from bot.handlers.linking import MOST_GUESSES
from bot.ports import Ready, Store
from bot.runtime.outbox import WAITS
from bot.runtime.staffing import make_invite
from tests.integration.commune import Commune, request
from tests.integration.test_bundles import TO_WALLS, answers

CODE = re.compile(r"[A-HJ-NP-Z]{4}-[2-9]{4}")


class Both(Commune):
    """Each who speaks on "web:…", and on "zb:…" as "zb:who": a phone with neither buttons nor files."""

    def __init__(self, store: Store | None = None, second: str = "zalo_bot") -> None:
        super().__init__(store)
        self.second = ScriptedChannel("zb", CHANNELS[second])

    async def begin(self) -> None:
        await super().begin()
        await self.app.open([self.channel, self.second])
        self.app.inbox.chance = self._chance

    def shown(self, who: str) -> list[Ready]:
        phones = self.second if who.startswith("zb:") else self.channel
        return phones.phone(self.chat(who)).shown

    def chat(self, who: str) -> str:
        return who if ":" in who else f"web:{who}"

    def event(self, who: str, kind: EventKind = "text", text: str = "", choice: str = "") -> Event:
        self.events += 1
        phones = self.second if who.startswith("zb:") else self.channel
        seen = phones.phone(self.chat(who)).newest_prompt
        at = self.clock.now()
        return Event(f"test:{self.events}", self.chat(who), at, kind, text, choice, seen=seen)

    def newest(self, who: str) -> Ready:
        shown = self.shown(who)
        return max(shown, key=lambda letter: (letter.prompt, shown.index(letter)))

    async def join(self, first: str, second: str) -> None:
        await self.types(first, "nối máy")
        await self.types(first, "lấy mã")
        found = CODE.search(self.newest(first).text)
        assert found
        await self.types(second, found[0])
        assert any("Đã nối với máy kia" in one.text for one in self.shown(second))


def plain(letter: Ready) -> str:
    """As it stands on a phone without buttons."""
    return "\n".join(one.text for one in bubbles(letter, CHANNELS["zalo_bot"]))


async def both(second: str = "zalo_bot") -> Both:
    there = Both(second=second)
    await there.begin()
    return there


async def at_the_walls() -> Both:
    """At the three questions asked together, shown on the phone that takes several at once."""
    there = await both()
    await there.types("ba", "menu")
    await there.join("ba", "zb:ba")
    for words in TO_WALLS:
        await there.types("zb:ba", words)
    assert "3. Mái nhà" in there.newest("zb:ba").text
    return there


# ── asked together here, one by one there ────────────────────────────────────────────────────
async def test_a_letter_meant_for_questions_asked_together_answers_no_single_one() -> None:
    """ "b" is the second choice there and begins the words of the first one here."""
    there = await at_the_walls()
    await there.types("ba", "x")
    assert "Mái nhà" not in there.newest("ba").text
    assert "3. Mái nhà" in await there.types("zb:ba", "b")
    assert (await answers(there))["wall"] is None
    await there.types("zb:ba", "b")
    assert (await answers(there))["wall"] == "not_durable"


async def test_and_a_number_meant_for_a_single_one_is_not_read_as_theirs() -> None:
    there = await at_the_walls()
    for who in ("ba", "zb:ba"):
        await there.types(who, "x")
    assert "Xin trả lời tiếp ở đây" in await there.types("ba", "2")
    await there.types("ba", "2")
    assert (await answers(there))["wall"] == "not_durable"


async def test_the_help_is_of_what_is_asked_on_this_phone() -> None:
    there = await at_the_walls()
    said = await there.types("ba", "?")
    assert "Tường nhà" in said and "Mái nhà" not in said and "1b 2a" not in said
    assert "Mái nhà" in await there.types("zb:ba", "?")


async def test_a_number_of_a_choice_is_no_number_where_choices_have_none() -> None:
    """ "1" skips the card's number where nothing can be tapped; on the other phone it is one typed wrong."""
    there = await both()
    for words in ("chào", "1", "1", "1", "1", "3", "Hoàng Thị Mai", "nữ", "1984", "Nùng"):
        await there.types("mai", words)
    await there.join("mai", "zb:mai")
    assert "1. Bỏ qua" in plain(there.newest("zb:mai"))
    await there.types("mai", "x")
    await there.types("zb:mai", "x")
    assert "Xin trả lời tiếp ở đây" in await there.types("mai", "1")
    [draft] = await there.store.drafts_of("web:mai")
    assert "national_id" not in draft.answers.values


# ── changed in place ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("leaves", "stays"), [("zb:ba", "ba"), ("ba", "zb:ba")])
async def test_a_tick_goes_to_a_message_of_this_phone_never_of_one_that_has_left(
    leaves: str, stays: str
) -> None:
    there = await both(second="web")
    await there.types("ba", "menu")
    await there.join("ba", "zb:ba")
    for words in (*TO_WALLS[:5], "3", "4"):
        await there.types("ba", words)
    for who in (stays, leaves):
        await there.types(who, "x")
    await there.does(there.event(leaves, "left"))
    before = len(there.shown(stays))
    await there.taps(stays, "m1")
    assert [one.edit for one in there.shown(stays)[before:]] == [None]
    assert any(one.picked for row in there.newest(stays).rows for one in row)


# ── wishes ───────────────────────────────────────────────────────────────────────────────────
async def test_a_wish_made_before_joining_comes_along_and_is_erased_with_the_rest() -> None:
    there = await both()
    await there.does(replace(there.event("zb:mai", "unsupported"), name="Mẹ Bống"))
    for words in ("chào", "1", "1"):
        await there.types("mai", words)
    await there.join("mai", "zb:mai")
    await there.does(there.event("zb:mai", "unsupported"))
    [call] = await there.store.open_call_backs()
    assert call.chat == "web:mai"
    for words in ("menu", "5", "xóa dữ liệu của tôi", "có"):
        await there.types("zb:mai", words)
    after = await there.store.call_back(call.id)
    assert after is not None and (after.name, after.chat) == ("", "") and after.done_at


# ── a role that comes later ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["mai", "zb:mai"])
async def test_an_invitation_gives_no_role_to_a_phone_that_was_not_invited(who: str) -> None:
    there = await both()
    for words in ("chào", "1", "1"):
        await there.types("mai", words)
    await there.join("mai", "zb:mai")
    code = await make_invite(there.app, "nv-nhung")
    assert "đang có máy khác nối vào" in await there.types(who, code)
    assert there.app.inbox.place.staff_at("web:mai") is None
    await there.types("mai", "nối máy")
    [cut] = [one for one in there.ids("mai") if one.startswith("!cut.")]
    await there.taps("mai", cut)
    await there.types(who, code)
    assert there.app.inbox.place.staff_at(there.chat(who)) is not None


async def test_a_code_given_out_before_the_invitation_joins_nobody_after_it() -> None:
    there = await both()
    for words in ("chào", "1", "1", "nối máy", "lấy mã"):
        await there.types("mai", words)
    found = CODE.search(there.newest("mai").text)
    assert found
    await there.types("mai", await make_invite(there.app, "nv-nhung"))
    assert "hết hạn" in await there.types("zb:mai", found[0])


# ── out of reach, and out of it ──────────────────────────────────────────────────────────────
async def test_news_that_cannot_leave_by_one_platform_for_hours_goes_by_the_other() -> None:
    there = await both()
    await there.play(request() + "👤 mai: 1\n")
    await there.join("mai", "zb:mai")
    [case] = await there.store.cases_of_chat("web:mai")
    there.second.broken["zb:mai"] = "later"
    await there.taps("lan", f"!more.{case.id}")
    await there.types("lan", "Xin cho biết thêm.")
    for seconds in WAITS:
        there.clock.move(timedelta(seconds=seconds))
        await there.app.outbox.settle()
    assert "Xin cho biết thêm" in there.shown("mai")[-1].text
    assert await there.store.failed_letters(9) == ()


async def test_news_that_would_wait_for_the_next_month_goes_by_the_other_phone() -> None:
    there = Both()
    there.tariffs = {"zb": Tariff(months=month_plans("2026-01-01: 1 messages"))}
    await there.begin()
    await there.play(request() + "👤 mai: 1\n")
    await there.join("mai", "zb:mai")
    [case] = await there.store.cases_of_chat("web:mai")
    await there.taps("lan", f"!more.{case.id}")
    await there.types("lan", "Xin cho biết thêm.")
    assert "Xin cho biết thêm" in there.shown("mai")[-1].text
    assert await there.store.queued_letters() == {}


async def test_who_has_withdrawn_consent_can_still_end_a_joined_phone() -> None:
    there = await both()
    for words in ("chào", "1", "1"):
        await there.types("mai", words)
    await there.join("mai", "zb:mai")
    for words in ("menu", "5", "rút lại sự đồng ý", "có"):
        await there.types("mai", words)
    assert "Đã nối" in await there.types("mai", "nối máy")
    assert {"code"}.isdisjoint(one.partition(".")[2] for one in buttons(there.newest("mai")))
    [link] = await there.store.links_of("web:mai")
    await there.taps("mai", f"cut.{link.id}")
    [link] = await there.store.links_of("web:mai")
    assert not link.counts
    assert "đồng ý không" in await there.types("mai", "menu")


def buttons(letter: Ready) -> list[str]:
    return [button.id for row in letter.rows for button in row]


async def test_erasing_one_s_data_gives_no_new_guesses() -> None:
    there = await both()
    for words in ("chào", "1", "1", *["ABCD-2345"] * MOST_GUESSES):
        await there.types("mai", words)
    for words in ("menu", "5", "xóa dữ liệu của tôi", "có"):
        await there.types("mai", words)
    assert "nhiều lần" in await there.types("mai", "ABCD-2345")
