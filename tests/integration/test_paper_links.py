"""Papers as links: opened by whoever reads the chat and by nobody else, for a while and a few times only."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.channel_link import ChannelLink
from bot.dialogue.message import DocumentRef, Letter, Message, PaperKind
from bot.dialogue.session import Session
from bot.ports import Ready, TurnRecord
from bot.runtime.link_shelf import LINK
from bot.runtime.paper_link import MOST_CODES, MOST_FETCHES, MOST_TRIES
from storage.memory import MemoryStore
from storage.sqlite import open_sqlite
from tests.integration.link_help import CASE, FORM, HOUSEHOLD, Village, village
from tests.integration.link_help import LINK as LINK_OF
from tests.integration.main_job_help import KEYS

GONE = "Đường dẫn này không mở được nữa"


@pytest.fixture
async def there() -> AsyncIterator[Village]:
    async with village(MemoryStore()) as one:
        yield one


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


# --- the way it is meant ---------------------------------------------------------------------------------


async def test_a_code_from_the_chat_opens_the_paper(there: Village) -> None:
    token = await there.asks()
    letter = next(text for text in there.texts(HOUSEHOLD) if token in text)
    assert "Mở được đến 08:00 06/10/2026" in letter
    assert "Xin đến" not in letter
    page = await there.browser.get(f"/g/{token}")
    assert page.status_code == 200
    assert "Lấy mã" in page.text and "Giấy đề nghị (Mẫu 01)" in page.text
    answer = await there.opened(token)
    assert "Giấy đã sẵn sàng" in answer.text
    file = await there.browser.fetch(answer)
    assert file.content.startswith(b"%PDF")
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith('inline; filename="Mau-01-HL-0007.pdf"')
    assert await there.acts() == ["paper_link_made", "paper_code_sent", "paper_link_opened", "paper_fetched"]


async def test_the_audit_says_who(there: Village) -> None:
    await there.browser.fetch(await there.opened(await there.asks()))
    who = {one.action: one.who for one in await there.store.audits(CASE) if one.action.startswith("paper_")}
    assert who == {
        "paper_link_made": HOUSEHOLD,
        "paper_code_sent": "link",
        "paper_link_opened": HOUSEHOLD,
        "paper_fetched": HOUSEHOLD,
    }


async def test_a_code_may_be_typed_as_it_stands_in_the_chat(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    code = await there.code()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)  # full-width digits of some keyboards
    answer = await there.browser.taps(token, "open", code=f" {wide[:3]}-{wide[3:]} ")
    assert "Giấy đã sẵn sàng" in answer.text


async def test_without_a_public_address_the_office_is_named() -> None:
    async with village(MemoryStore(), door=None) as there:
        with pytest.raises(AssertionError):
            await there.asks()
        assert not any("/g/" in text for text in there.texts(HOUSEHOLD))
        said = next(letter for letter in there.channel.phone(HOUSEHOLD).shown if letter.file_name)
        assert "Xin đến" in said.instead


async def test_a_channel_that_sends_files_sends_them(there: Village) -> None:
    there.channel.capabilities = replace(there.channel.capabilities, files=True)
    with pytest.raises(AssertionError):
        await there.asks()
    assert any(letter.file for letter in there.channel.phone(HOUSEHOLD).shown)
    assert await there.store.notes(LINK) == {}


# --- a link that is passed on ----------------------------------------------------------------------------


async def test_a_preview_changes_nothing(there: Village) -> None:
    token = await there.asks()
    before, heard = await there.store.notes(LINK), len(there.texts(HOUSEHOLD))
    for _ in range(20):
        page = await there.browser.get(f"/g/{token}")
        assert (await there.browser.http.head(f"/g/{token}")).status_code == 200
    await there.app.outbox.settle()
    assert await there.store.notes(LINK) == before
    assert len(there.texts(HOUSEHOLD)) == heard
    assert await there.acts() == ["paper_link_made"]
    for personal in ("HL-0007", "Cụ", HOUSEHOLD, CASE, FORM):
        assert personal not in page.text


async def test_the_code_goes_only_to_the_chat_of_the_letter(there: Village) -> None:
    """Somebody with a forwarded link can have a code sent, and never sees it."""
    token = await there.asks()
    await there.says("web:tinh", "chào")
    answer = await there.browser.taps(token, "code")
    code = await there.code()
    assert code not in answer.text.replace(" ", "")
    assert not any("🔑" in text for text in there.texts("web:tinh"))


async def test_a_wrong_code_opens_nothing_and_ends(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    code = await there.code()
    for left in range(MOST_TRIES - 1, 0, -1):
        answer = await there.browser.taps(token, "open", code=wrong(code))
        assert answer.status_code == 403
        assert f"Còn thử được {left} lần" in answer.text
    answer = await there.browser.taps(token, "open", code=wrong(code))
    assert "không dùng được nữa. Xin bấm nút" in answer.text
    assert "không dùng được nữa" in (await there.browser.taps(token, "open", code=code)).text
    assert (await there.acts()).count("paper_code_refused") == MOST_TRIES


async def test_too_few_digits_are_not_a_try(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    for typed in ("", "12345", "1234567", "abcdef", "x" * 5_000):
        answer = await there.browser.taps(token, "open", code=typed)
        assert "Mã gồm đúng 6 chữ số" in answer.text
    assert "Giấy đã sẵn sàng" in (await there.browser.taps(token, "open", code=await there.code())).text


async def test_after_all_codes_the_link_is_dead(there: Village) -> None:
    """Whoever guesses has 25 tries at a million for one link, each on record; then there is no more."""
    token = await there.asks()
    for _ in range(MOST_CODES):
        there.later(minutes=1)
        await there.browser.taps(token, "code")
        code = await there.code()
        for _ in range(MOST_TRIES):
            answer = await there.browser.taps(token, "open", code=wrong(code))
    assert answer.status_code == 404 and GONE in answer.text
    kept, acts = await there.store.notes(LINK), await there.acts()
    for do in ("code", "open"):
        assert GONE in (await there.browser.taps(token, do, code=code)).text
    assert (await there.store.notes(LINK), await there.acts()) == (kept, acts)
    assert sum("🔑" in text for text in there.texts(HOUSEHOLD)) == MOST_CODES


async def test_a_link_sends_so_many_codes_and_no_more(there: Village) -> None:
    """Whoever has the link cannot fill the chat with codes; the last one sent still opens."""
    token = await there.asks()
    for _ in range(MOST_CODES + 2):
        await there.browser.taps(token, "code")
        there.later(minutes=1)
    code = await there.code()
    assert sum("🔑" in text for text in there.texts(HOUSEHOLD)) == MOST_CODES
    assert "Giấy đã sẵn sàng" in (await there.browser.taps(token, "open", code=code)).text


# --- time ------------------------------------------------------------------------------------------------


async def test_a_code_is_good_for_ten_minutes(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    there.later(minutes=10)
    answer = await there.browser.taps(token, "open", code=await there.code())
    assert "Xin bấm nút để lấy mã khác" in answer.text and "Lấy mã" in answer.text
    assert "Giấy đã sẵn sàng" in (await there.opened(token)).text


async def test_a_link_is_good_for_a_day(there: Village) -> None:
    token = await there.asks()
    there.later(hours=23, minutes=59)
    assert "Lấy mã" in (await there.browser.get(f"/g/{token}")).text
    await there.browser.taps(token, "code")
    there.later(minutes=1)
    for answer in (
        await there.browser.get(f"/g/{token}"),
        await there.browser.taps(token, "open", code=await there.code()),
        await there.browser.taps(token, "code"),
    ):
        assert answer.status_code == 404 and GONE in answer.text


async def test_a_file_is_fetched_a_few_times_for_ten_minutes(there: Village) -> None:
    token = await there.asks()
    ready = await there.opened(token)
    for _ in range(MOST_FETCHES):
        assert (await there.browser.fetch(ready)).status_code == 200
    assert (await there.browser.fetch(ready)).headers["location"] == f"/g/{token}"
    again = await there.opened(token)  # the same link with a new code
    there.later(minutes=10)
    assert (await there.browser.fetch(again)).status_code == 303


async def test_the_last_code_still_gives_its_file(there: Village) -> None:
    token = await there.asks()
    for _ in range(MOST_CODES):
        there.later(minutes=1)
        ready = await there.opened(token)
    assert GONE in (await there.browser.get(f"/g/{token}")).text
    assert (await there.browser.fetch(ready)).content.startswith(b"%PDF")


async def test_a_look_at_the_file_is_not_counted(there: Village) -> None:
    ready = await there.opened(await there.asks())
    href = re.search(r'href="(/g/[^"]+)"', ready.text)[1]  # type: ignore[index]  # the page is ready
    for _ in range(MOST_FETCHES + 1):
        assert (await there.browser.http.head(href)).status_code == 200
    assert (await there.browser.http.get(href)).status_code == 200
    assert (await there.acts()).count("paper_fetched") == 1


async def test_what_expired_is_swept_away(there: Village) -> None:
    await there.asks()
    there.later(hours=24, minutes=10)
    await there.store.drop_expired_notes(there.clock.now())
    assert await there.store.notes(LINK) == await there.store.notes("paper_token") == {}


# --- once ------------------------------------------------------------------------------------------------


async def test_a_code_works_once(there: Village) -> None:
    token = await there.asks()
    await there.opened(token)
    answer = await there.browser.taps(token, "open", code=await there.code())
    assert "Giấy đã sẵn sàng" not in answer.text


async def test_an_earlier_code_no_longer_counts(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    first = await there.code()
    there.later(minutes=1)
    await there.browser.taps(token, "code")
    second = await there.code()
    if first != second:  # once in a million they are the same
        assert "chưa khớp" in (await there.browser.taps(token, "open", code=first)).text
    assert "Giấy đã sẵn sàng" in (await there.browser.taps(token, "open", code=second)).text


async def test_two_taps_at_once_send_one_code(there: Village) -> None:
    token = await there.asks()
    await asyncio.gather(*(there.browser.taps(token, "code") for _ in range(8)))
    await there.app.outbox.settle()
    assert sum("🔑" in text for text in there.texts(HOUSEHOLD)) == 1


async def test_one_code_used_twice_at_once_opens_once(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    code = await there.code()
    pages = await asyncio.gather(*(there.browser.taps(token, "open", code=code) for _ in range(8)))
    assert sum("Giấy đã sẵn sàng" in page.text for page in pages) == 1


async def test_wrong_codes_at_once_are_all_counted(there: Village) -> None:
    token = await there.asks()
    await there.browser.taps(token, "code")
    code = await there.code()
    await asyncio.gather(
        *(there.browser.taps(token, "open", code=wrong(code)) for _ in range(3 * MOST_TRIES)),
    )
    assert "Giấy đã sẵn sàng" not in (await there.browser.taps(token, "open", code=code)).text
    assert (await there.acts()).count("paper_code_refused") == MOST_TRIES


async def test_a_letter_that_leaves_again_has_the_same_link(there: Village) -> None:
    there.channel.broken[HOUSEHOLD] = "later"
    for words in ("chào", "1", "1"):
        await there.says(HOUSEHOLD, words)
    there.channel.broken.clear()
    there.later(minutes=5)
    await there.says(HOUSEHOLD, "menu")
    await there.says(HOUSEHOLD, "[Hồ sơ của tôi đến đâu rồi]")
    there.channel.broken[HOUSEHOLD] = "later"
    await there.says(HOUSEHOLD, "[Lấy lại giấy (PDF)]")
    assert len(await there.store.notes(LINK)) == 1
    there.channel.broken.clear()
    there.later(hours=2)
    await there.app.outbox.settle()
    there.token(HOUSEHOLD)
    assert len(await there.store.notes(LINK)) == 1
    assert await there.acts() == ["paper_link_made", "paper_link_renewed"]
    assert "Mở được đến 10:05 06/10/2026" in "\n".join(there.texts(HOUSEHOLD))


# --- who may no longer -----------------------------------------------------------------------------------


async def test_an_erased_file_is_gone(there: Village) -> None:
    token = await there.asks()
    ready = await there.opened(token)
    there.later(minutes=1)
    await there.browser.taps(token, "code")
    code = await there.code()
    for words in ("menu", "[Dữ liệu của tôi]", "[Xóa dữ liệu của tôi]", "1"):
        await there.says(HOUSEHOLD, words)
    assert await there.store.form(FORM) is None
    assert GONE in (await there.browser.get(f"/g/{token}")).text
    assert GONE in (await there.browser.taps(token, "open", code=code)).text
    assert (await there.browser.fetch(ready)).status_code == 303
    assert (await there.acts())[-1] == "paper_link_refused"


async def test_a_phone_no_longer_linked_to_the_file_opens_nothing(there: Village) -> None:
    token = await there.asks()
    case = await there.store.case(CASE)
    assert case is not None
    await there.store.seed([replace(case, applicants=(), version=case.version + 1)])
    assert GONE in (await there.browser.get(f"/g/{token}")).text


async def test_who_took_back_the_consent_gets_nothing_more(there: Village) -> None:
    token = await there.asks()
    for words in ("menu", "[Dữ liệu của tôi]", "[Rút lại sự đồng ý]", "1"):
        await there.says(HOUSEHOLD, words)
    assert GONE in (await there.browser.get(f"/g/{token}")).text


async def _template(there: Village) -> str:
    """An officer who may load the points table asks for the empty one."""
    lan = next(one for one in await there.store.staff() if one.id == "nv-lan")
    await there.store.seed([replace(lan, rights=("points_table",), version=lan.version + 1)])
    await there.app.refresh()
    for words in ("chào", "[Bảng điểm]", "[Lấy bảng mẫu (Excel)]"):
        await there.says("web:lan", words)
    return there.token("web:lan")


async def test_staff_get_a_workbook_to_save(there: Village) -> None:
    file = await there.browser.fetch(await there.opened(await _template(there), "web:lan"))
    assert file.content.startswith(b"PK")
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith('attachment; filename="bang-diem-mau.xlsx"')


async def test_a_second_phone_opens_while_it_is_linked(there: Village) -> None:
    await there.asks()
    now = there.clock.now()
    link = ChannelLink("d", HOUSEHOLD, now, "web:hai", now)
    document = DocumentRef("mau_01", FORM, "Mau-01-HL-0007.pdf")
    letter = Letter("given", "web:hai", "reply", Message("x", document=document, linked="{url} {until}"))
    phone = Session("web:hai", version=1, link="d")
    assert await there.store.commit(TurnRecord("e1", now, phone, (link,), letters=(letter,))) == "committed"
    await there.app.outbox.settle()
    token = there.token("web:hai")
    assert "Giấy đã sẵn sàng" in (await there.opened(token, "web:hai")).text
    await there.store.seed([replace(link, ended_at=now, version=2)])
    assert GONE in (await there.browser.get(f"/g/{token}")).text


async def test_a_letter_that_moves_to_another_phone_takes_its_link_along(there: Village) -> None:
    await there.asks()
    now = there.clock.now()
    document = DocumentRef("mau_01", FORM, "Mau-01-HL-0007.pdf")
    letter = Letter("given", HOUSEHOLD, "reply", Message("x", document=document, linked="{url}\n{until}"))
    ready = Ready("given", HOUSEHOLD, "x", (), True, 0, None, "Mau-01-HL-0007.pdf", b"x")
    phone = Session("web:hai", version=1, link="d")
    link = ChannelLink("d", HOUSEHOLD, now, "web:hai", now)
    assert await there.store.commit(TurnRecord("e1", now, phone, (link,))) == "committed"
    links = there.app.links
    assert links is not None
    first = LINK_OF.search((await links.linked(ready, letter)).text)
    second = LINK_OF.search((await links.linked(ready, replace(letter, chat="web:hai"))).text)
    assert first is not None and second is not None
    assert GONE in (await there.browser.get(f"/g/{first[1]}")).text
    assert "Giấy đã sẵn sàng" in (await there.opened(second[1], "web:hai")).text


async def test_who_no_longer_sees_the_file_opens_nothing(there: Village) -> None:
    """An enumerator who asked for a household, and has been declared its kin since."""
    document = DocumentRef("mau_01", "f-hl-0010", "Mau-01-HL-0010.pdf")
    letter = Letter("given", "web:nam", "reply", Message("x", document=document, linked="{url} {until}"))
    session = Session("web:writer", version=1)
    await there.store.commit(TurnRecord("e1", there.clock.now(), session, letters=(letter,)))
    await there.app.outbox.settle()
    token = there.token("web:nam")
    assert "Lấy mã" in (await there.browser.get(f"/g/{token}")).text
    case = await there.store.case("c-hl-0010")
    assert case is not None
    await there.store.seed([replace(case, kin_of=("nv-nam",), version=case.version + 1)])
    assert GONE in (await there.browser.get(f"/g/{token}")).text


@pytest.mark.parametrize("kind", ["audio", "evidence"])
async def test_recordings_and_photos_are_no_papers(there: Village, kind: PaperKind) -> None:
    document = DocumentRef(kind, FORM, "x", "y")
    letter = Letter("given", HOUSEHOLD, "reply", Message("x", document=document, linked="{url} {until}"))
    assert there.app.links is not None
    ready = Ready("given", HOUSEHOLD, "x", (), True, 0, None, "x", b"x", "instead")
    assert await there.app.links.linked(ready, letter) == ready
    assert await there.store.notes(LINK) == {}


async def test_whose_access_was_ended_opens_nothing(there: Village) -> None:
    token = await _template(there)
    ready = await there.opened(token, "web:lan")
    lan = next(one for one in await there.store.staff() if one.id == "nv-lan")
    await there.store.seed([replace(lan, active=False, version=lan.version + 1)])
    await there.app.refresh()
    assert (await there.browser.fetch(ready)).status_code == 303
    assert GONE in (await there.browser.get(f"/g/{token}")).text
    assert GONE in (await there.browser.taps(token, "code")).text


# --- the process ends in between -------------------------------------------------------------------------


async def test_a_restart_in_between_changes_nothing(tmp_path: Path) -> None:
    async with village(await open_sqlite(tmp_path / "s.sqlite", KEYS)) as there:
        token = await there.asks()
        await there.restart()
        await there.browser.taps(token, "code")
        await there.restart()
        code = await there.code()
        assert "chưa khớp" in (await there.browser.taps(token, "open", code=wrong(code))).text
        await there.restart()
        ready = await there.browser.taps(token, "open", code=code)
        await there.restart()
        assert (await there.browser.fetch(ready)).content.startswith(b"%PDF")
        assert await there.acts() == [
            "paper_link_made",
            "paper_code_sent",
            "paper_code_refused",
            "paper_link_opened",
            "paper_fetched",
        ]
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (token, code, code[:3] + " " + code[3:]):
        assert secret.encode() not in raw


# --- what is said and not said ---------------------------------------------------------------------------


async def test_no_log_tells_token_code_or_ticket(there: Village, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the test's own client tells its addresses
    token = await there.asks()
    answer = await there.opened(token)
    ticket = re.search(r"/g/[a-z2-9]{26}/([a-z2-9]{26})", answer.text)[1]  # type: ignore[index]  # it is ready
    await there.browser.fetch(answer)
    there.app.links._papers = None  # type: ignore[union-attr,assignment]  # a fault of ours
    broken = await there.browser.fetch(answer)
    assert broken.status_code == 500 and "chưa làm được" in broken.text
    assert "a page failed: AttributeError" in caplog.text
    for secret in (token, ticket, await there.code()):
        assert secret not in caplog.text
        assert secret not in caplog.text.replace(" ", "")


@pytest.mark.parametrize(
    "path", ["/g/{token}", "/g/" + "a" * 26, "/g/x", "/g/%C3%A1%00", "/g/{token}/" + "b" * 26]
)
async def test_every_answer_is_private(there: Village, path: str) -> None:
    answer = await there.browser.get(path.format(token=await there.asks()))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "noindex" in answer.headers["x-robots-tag"]
    if answer.status_code != 303:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script" not in policy and "unsafe" not in policy
        assert "<script" not in answer.text


async def test_unknown_expired_and_dead_look_the_same(there: Village) -> None:
    token = await there.asks()
    there.later(days=2)
    pages = [await there.browser.get(f"/g/{one}") for one in (token, "a" * 26, "x", "{{7*7}}<b>")]
    assert len({(page.status_code, page.text) for page in pages}) == 1


async def test_a_post_that_is_nonsense_leads_back(there: Village) -> None:
    token = await there.asks()
    for body in (
        b"",
        b"do=",
        b"\xff\xfe",
        b"do=open&do=code",
        b"x" * 2_000_000,
        b"do=code&" + b"a=1&" * 3_000,
    ):
        answer = await there.browser.http.post(f"/g/{token}", content=body)
        assert answer.status_code == 303
    assert await there.acts() == ["paper_link_made"]


async def test_the_page_speaks_the_readers_language(there: Village) -> None:
    token = await there.asks()
    for words in ("menu", "language", "English"):
        await there.says(HOUSEHOLD, words)
    for words in ("[Where is my file now]", "[Get the paper (PDF)]"):
        await there.says(HOUSEHOLD, words)
    assert 'lang="vi"' in (await there.browser.get(f"/g/{token}")).text
    english = await there.browser.get(f"/g/{there.token(HOUSEHOLD)}")
    assert 'lang="en"' in english.text and "Send the code" in english.text
