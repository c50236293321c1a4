"""Papers of a round where a channel sends no files: the link asks for the rights again each time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from bot.cases.case import Applicant
from bot.cases.dossier import Decision
from bot.dialogue.outcome import Erasure
from bot.handlers.staff_entries import Changes
from bot.ports import TurnRecord
from bot.runtime.staffing import change_staff, end_access
from locales import translate
from storage.memory import MemoryStore
from tests.integration.link_help import CASE, FORM, HOUSEHOLD, Village, village

STAFF = "web:ba"
PAPER = "2026/kp3"
DECIDED = Decision(date(2026, 10, 5), "12/UBND", "nv-binh", "Bình", "none", "never", "", "Đủ điều kiện sống.")


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


@pytest.fixture
async def there() -> AsyncIterator[Village]:
    async with village(MemoryStore()) as one:
        yield one


async def of_staff(there: Village) -> str:
    """ba orders the list of Khu 3; the token of the link."""
    for words in ("menu", "[Họp dân, niêm yết, quyết định]", "[In giấy tờ]", "2", "1"):
        await there.says(STAFF, words)
    return there.token(STAFF)


async def acts(there: Village) -> list[str]:
    """What became of that link."""
    return await there.acts(f"pdf {PAPER} nv-ba {there.clock.now():%Y-%m-%d}")


async def test_a_list_comes_by_link(there: Village) -> None:
    token = await of_staff(there)
    answer = await there.opened(token, STAFF)
    file = await there.browser.fetch(answer)
    assert file.content.startswith(b"%PDF")
    assert 'filename="phu-luc-i-khu-3.pdf"' in file.headers["content-disposition"]
    page = await there.browser.get(f"/g/{token}")
    assert "Khu 3" not in page.text  # the page is no secret
    assert await acts(there) == ["paper_link_made", "paper_code_sent", "paper_link_opened", "paper_fetched"]


async def test_who_lost_the_area_fetches_nothing(there: Village) -> None:
    """The link stands, the code is right; the paper is not made."""
    answer = await there.opened(await of_staff(there), STAFF)
    assert await change_staff(there.app, "nv-ba", Changes(areas="kp5"))
    file = await there.browser.fetch(answer)
    assert not file.is_success and b"%PDF" not in file.content


async def test_who_has_left_cannot_even_open_it(there: Village) -> None:
    token = await of_staff(there)
    await end_access(there.app, "nv-ba")
    page = await there.browser.get(f"/g/{token}")
    assert "không mở được nữa" in page.text


async def test_a_link_ends(there: Village) -> None:
    token = await of_staff(there)
    there.later(days=2)
    assert "không mở được nữa" in (await there.browser.get(f"/g/{token}")).text


# ── a household's own letter ─────────────────────────────────────────────────────────────────
async def of_household(there: Village) -> str:
    """The household asks for the commune's written answer; the token of the link."""
    case = await there.store.case(CASE)
    assert case is not None
    await there.store.seed([replace(case, state="refused", decision=DECIDED, version=case.version + 1)])
    for words in ("chào", "1", "1", "[Hồ sơ của tôi đến đâu rồi]", f"[{t('my_file.letter')}]"):
        await there.says(HOUSEHOLD, words)
    return there.token(HOUSEHOLD)


async def test_its_own_answer_comes_by_link(there: Village) -> None:
    answer = await there.opened(await of_household(there))
    file = await there.browser.fetch(answer)
    assert file.content.startswith(b"%PDF")
    assert 'filename="van-ban-tra-loi-HL-0007.pdf"' in file.headers["content-disposition"]


async def test_a_phone_that_no_longer_follows_the_file_gets_nothing(there: Village) -> None:
    token = await of_household(there)
    case = await there.store.case(CASE)
    assert case is not None
    others = (Applicant("web:nguoi-khac"),)
    await there.store.seed([replace(case, applicants=others, version=case.version + 1)])
    assert "không mở được nữa" in (await there.browser.get(f"/g/{token}")).text


async def test_an_erased_file_ends_it(there: Village) -> None:
    token = await of_household(there)
    session = await there.store.session("test:erases")
    gone = TurnRecord(
        "erases", there.clock.now(), replace(session, version=session.version + 1),
        erasures=(Erasure(CASE, (FORM,), ()),),
    )  # fmt: skip
    assert await there.store.commit(gone) == "committed"
    assert "không mở được nữa" in (await there.browser.get(f"/g/{token}")).text
