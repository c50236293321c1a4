"""The demo page in a real browser, with a small scripted bot behind it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, OpenPage
from tests.browser.phones import Phones

WIDE, NARROW = (1280, 800), (375, 740)


@pytest.fixture
def page(demo: Demo, open_page: OpenPage) -> Page:
    return open_page(demo.url, *WIDE)


@pytest.fixture
def phones(page: Page) -> Phones:
    return Phones(page)


def test_what_is_typed_is_answered_and_marked_as_sent(demo: Demo, phones: Phones) -> None:
    phone = phones.household
    phone.type("Hoàng Thị Mai\nsinh 1984")
    phone.wait_text("Đã ghi: Hoàng Thị Mai")

    assert phone.last() == "Đã ghi: Hoàng Thị Mai\nsinh 1984"
    own = phone.bubbles("me")
    expect(own).to_have_count(1)
    expect(own).to_have_attribute("data-state", "sent")
    expect(own.locator("time")).to_have_text("08:00")
    assert demo.bot.events[0].text == "Hoàng Thị Mai\nsinh 1984"


def test_what_looks_like_markup_is_shown_as_typed(phones: Phones) -> None:
    text = '<img src=x onerror="document.title=1"> & <b>đậm</b>'
    phones.household.type(text)
    phones.household.wait_text("Đã ghi")

    assert phones.household.last() == f"Đã ghi: {text}"
    assert phones.household.log.locator("img").count() == 0


def test_twelve_buttons_stand_in_threes_and_a_tap_tells_what_was_seen(demo: Demo, phones: Phones) -> None:
    phone = phones.household
    phone.type("nút")
    phone.wait_text("Ông/bà ở khu nào?")
    assert phone.buttons() == [f"Khu phố {number}" for number in range(1, 13)]
    tops = phone.log.locator(".key").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert [tops.count(top) for top in sorted(set(tops))] == [3, 3, 3, 3]

    phone.tap("Khu phố 1")
    phone.wait_text("Ông/bà chọn: b0 (đã đọc đến 1)")
    expect(phone.button("Khu phố 1")).to_have_class(re.compile("chosen"))
    expect(phone.button("Khu phố 12")).not_to_have_class(re.compile("chosen"))
    assert demo.bot.events[-1].seen == 1


def test_a_pick_list_is_edited_in_place_with_ticks(phones: Phones) -> None:
    phone = phones.enumerator
    phone.type("chọn")
    phone.wait_text("Đã chọn 0")
    phone.tap("Máy giặt")
    phone.wait_text("Đã chọn 1")
    phone.tap("Ti vi màu")
    phone.wait_text("Đã chọn 2")
    assert phone.picked() == ["Máy giặt", "Ti vi màu"]

    phone.tap("Máy giặt")
    phone.wait_text("Đã chọn 1")
    assert phone.picked() == ["Ti vi màu"]
    phone.wait_count("bot", 1)


def test_a_document_is_a_card_that_opens_in_its_own_tab(page: Page, phones: Phones) -> None:
    phone = phones.household
    phone.type("giấy")
    card = phone.wait_text("Giấy đề nghị").locator("a.document")

    expect(card.locator(".file-name")).to_have_text("Mẫu 01 – HL-2607.pdf")
    expect(card).to_have_attribute("target", "_blank")
    link = card.get_attribute("href") or ""
    answer = page.request.get(page.url.rstrip("/") + link)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")


def test_a_photo_is_shown_and_too_large_a_file_is_refused_in_words(
    phones: Phones, demo: Demo, tmp_path: Path
) -> None:
    phone = phones.household
    picture, film = tmp_path / "the.png", tmp_path / "phim.mp4"
    phones.page.locator(".brand").screenshot(path=picture)
    film.write_bytes(b"x" * 5_000_001)

    phone.attach(str(picture))
    phone.wait_text("Đã nhận photo")
    image = phone.bubbles("me").locator("img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("one => one.naturalWidth") > 0

    phone.attach(str(film))
    expect(phone.log.locator(".failure")).to_contain_text("5 MB")
    phone.log.locator(".retry").click()
    phone.wait_count("me", 1)
    assert [event.kind for event in demo.bot.events] == ["photo"]


def test_dots_are_there_while_the_turn_is_under_way(demo: Demo, phones: Phones) -> None:
    phone = phones.household
    phone.type("chậm")
    expect(phone.root.locator(".typing")).to_be_visible()
    expect(phone.root).to_have_attribute("data-busy", "true")
    demo.bot.gate.set()
    phone.wait_text("Đã ghi: chậm")
    phone.settled()
    expect(phone.root.locator(".typing")).to_be_hidden()


def test_a_failed_message_can_be_sent_again_and_those_behind_it_follow(demo: Demo, phones: Phones) -> None:
    phone = phones.household
    demo.bot.broken = 1
    phone.type("một")
    expect(phone.bubbles("me")).to_have_attribute("data-state", "failed")
    expect(phone.log.locator(".failure")).to_contain_text("Chưa gửi được tin này.")

    phone.log.locator(".retry").click()
    phone.wait_text("Đã ghi: một")
    expect(phone.bubbles("me")).to_have_attribute("data-state", "sent")
    assert [event.text for event in demo.bot.events] == ["một"]


def test_a_message_that_failed_before_the_page_was_reloaded_can_be_sent_again(
    demo: Demo, phones: Phones
) -> None:
    demo.bot.broken = 1
    phones.household.type("còn đây")
    expect(phones.household.bubbles("me")).to_have_attribute("data-state", "failed")
    phones.page.reload()
    again = Phones(phones.page).household

    again.log.locator(".retry").click()
    again.wait_text("Đã ghi: còn đây")
    assert len(demo.bot.events) == 1


def test_a_tap_that_failed_is_marked_on_its_button(demo: Demo, phones: Phones) -> None:
    phone = phones.household
    phone.type("nút")
    phone.wait_text("khu nào")
    demo.bot.broken = 1
    phone.tap("Khu phố 3")
    expect(phone.button("Khu phố 3")).to_have_attribute("data-state", "failed")

    phone.tap("Khu phố 3")
    phone.wait_text("Ông/bà chọn: b2")
    assert len(demo.bot.events) == 2


def test_without_signal_messages_wait_and_go_out_in_order(demo: Demo, phones: Phones) -> None:
    phone = phones.household
    phone.signal(False)
    for text in ("một", "hai", "ba"):
        phone.type(text)
    expect(phone.root.locator(".signal-word")).to_have_text("Mất sóng · 3")
    demo.run(demo.bot.say("web:mai", "Bot nhắn khi mất sóng"))
    assert demo.bot.events == []
    expect(phone.bubbles("bot")).to_have_count(0)

    phone.signal(True)
    phone.wait_text("Đã ghi: ba")
    phone.wait_text("Bot nhắn khi mất sóng", ever=True)
    assert [event.text for event in demo.bot.events] == ["một", "hai", "ba"]
    expect(phone.root.locator(".signal-word")).to_have_text("Có sóng")


def test_each_persona_has_a_chat_of_its_own_and_a_badge_tells_of_the_others(
    demo: Demo, phones: Phones
) -> None:
    phone = phones.household
    phone.type("tôi là Mai")
    phone.wait_text("Đã ghi: tôi là Mai")
    phone.hold("Nông Thị Sửu")
    phone.wait_count("bot", 0)
    phone.type("tôi là Sửu")
    phone.wait_text("Đã ghi: tôi là Sửu")

    demo.run(demo.bot.say("web:mai", "Tin cho Mai"))
    expect(phone.root.locator(".badge")).to_have_text("1")
    phone.hold("Hoàng Thị Mai")
    phone.wait_text("Tin cho Mai", ever=True)
    expect(phone.root.locator(".badge")).to_be_hidden()
    assert [event.chat for event in demo.bot.events] == ["web:mai", "web:ba"]


def test_three_phones_talk_to_one_bot(phones: Phones) -> None:
    assert phones.page.locator(".phone:visible").count() == 3
    phones.household.type("báo")
    phones.household.wait_text("Đã báo cán bộ.")
    phones.officer.wait_text("Đề nghị mới HL-2607")
    assert phones.officer.buttons() == ["Mở", "Nhận giấy"]


def test_the_clock_goes_forward_and_never_back(phones: Phones) -> None:
    face, notice = phones.page.locator("#clock-now"), phones.page.locator("#notice")
    expect(face).to_contain_text("08:00")
    phones.move_clock(minutes=60)
    expect(face).to_have_attribute("datetime", "2026-10-05T09:00:00+07:00")
    phones.move_clock(to="2026-10-12T07:15")
    expect(face).to_have_attribute("datetime", "2026-10-12T07:15:00+07:00")
    phones.household.type("hôm sau")
    phones.household.wait_text("Đã ghi")
    expect(phones.household.log.locator(".day")).to_have_text("Thứ hai, 12/10/2026")

    phones.move_clock(to="2026-10-12T07:14")
    expect(notice).to_contain_text("không lùi")
    expect(face).to_have_attribute("datetime", "2026-10-12T07:15:00+07:00")


def test_at_phone_width_one_phone_is_shown_and_the_others_have_badges(
    demo: Demo, open_page: OpenPage
) -> None:
    phones = Phones(open_page(demo.url, *NARROW))
    page = phones.page
    assert page.locator(".phone:visible").count() == 1
    demo.run(demo.bot.say("web:officer", "Việc mới"))
    badge = page.locator('.tab[data-role="officer"] .badge')
    expect(badge).to_have_text("1")

    phones.officer.open()
    expect(phones.officer.root).to_be_visible()
    expect(phones.household.root).to_be_hidden()
    expect(badge).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW[0]


def test_a_long_message_is_folded_and_read_from_its_top(demo: Demo, open_page: OpenPage) -> None:
    phone = Phones(open_page(demo.url, *NARROW)).household
    phone.type("dài")
    bubble = phone.wait_text("Dòng 94")
    assert len(bubble.locator(".text").text_content() or "") > 9_000
    top = bubble.evaluate(
        "one => one.getBoundingClientRect().top - one.parentElement.getBoundingClientRect().top"
    )
    assert 0 <= top < 60
    bubble.locator(".more").click()
    expect(bubble.locator(".folded")).to_have_count(0)


def test_everything_can_be_done_with_the_keyboard(demo: Demo, phones: Phones) -> None:
    page, phone = phones.page, phones.household
    phone.root.locator(".say").focus()
    page.keyboard.type("chọn")
    page.keyboard.press("Enter")
    phone.wait_text("Đã chọn 0")
    for _ in range(9):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.choice") == "good2":
            break
    page.keyboard.press("Space")
    expect(phone.log.locator(".key.picked")).to_have_text(re.compile("Máy giặt"))
    assert page.evaluate("document.activeElement.dataset.choice") == "good2"
    page.keyboard.press("Enter")
    expect(phone.log.locator(".key.picked")).to_have_count(0)
    assert [event.choice for event in demo.bot.events] == ["", "good2", "good2"]


def test_every_control_has_a_name_and_a_large_enough_face(phones: Phones) -> None:
    phones.household.type("nút")
    phones.household.wait_text("khu nào")
    nameless = phones.page.evaluate(
        """() => [...document.querySelectorAll("button, select, textarea, input:not([type=file])")]
        .filter((one) => one.checkVisibility())
        .filter((one) => !(one.getAttribute("aria-label") || one.innerText || one.labels?.length))
        .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    heights = phones.page.locator("button.key:visible, .send:visible, .attach:visible, .signal:visible")
    assert min(heights.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")) >= 44
    size = phones.page.locator("body").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    phones.page.locator("#larger").click()
    larger = phones.page.locator("body").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert (size >= 16, larger >= 20) == (True, True)


CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const under = (node) => {
    const chain = [];
    for (let one = node; one; one = one.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(one).backgroundColor);
      chain.push([r, g, b, a]);
      if (a === 1) break;
    }
    return chain.reduceRight((below, [r, g, b, a]) =>
      [r, g, b].map((c, at) => c * a + below[at] * (1 - a)), [255, 255, 255]);
  };
  const ratio = (node) => {
    const [one, two] = [light(numbers(getComputedStyle(node).color)), light(under(node))];
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !one.closest(".hidden"))
    .filter((one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((one) => [one.className || one.tagName, one.textContent.slice(0, 20), ratio(one)]);
}"""


def test_all_text_stands_out_from_its_ground(demo: Demo, phones: Phones) -> None:
    phones.household.type("nút")
    phones.household.wait_text("khu nào")
    phones.household.tap("Khu phố 2")
    phones.household.wait_text("Ông/bà chọn")
    phones.household.type("nút")
    phones.household.wait_text("khu nào")
    phones.enumerator.type("chọn")
    phones.enumerator.wait_text("Đã chọn 0")
    phones.enumerator.tap("Máy giặt")
    phones.enumerator.wait_text("Đã chọn 1")
    phones.household.type("giấy")
    phones.household.wait_text("Giấy")
    demo.bot.broken = 1
    phones.enumerator.type("hỏng")
    expect(phones.enumerator.log.locator(".failure")).to_be_visible()
    phones.officer.signal(False)

    measured = phones.page.evaluate(CONTRASTS)
    assert len(measured) > 40
    assert [one for one in measured if one[2] < 4.5] == []


def test_the_page_reloaded_shows_the_same_again(phones: Phones) -> None:
    phones.household.type("nút")
    phones.household.wait_text("khu nào")
    phones.household.signal(False)
    phones.page.reload()
    again = Phones(phones.page).household

    again.wait_text("khu nào", ever=True)
    again.wait_count("me", 1)
    expect(again.root.locator(".signal")).to_have_attribute("aria-checked", "false")


def test_the_server_stops_with_phones_connected_and_a_new_one_starts_with_empty_phones(
    demo: Demo, phones: Phones
) -> None:
    phones.household.type("trước")
    phones.household.wait_text("Đã ghi: trước")
    demo.stop()
    expect(phones.page.locator("#notice")).to_contain_text("Chưa nối được với máy chủ")
    phones.household.type("giữ lại")
    expect(phones.household.log.locator(".failure")).to_be_visible()

    again = Demo(demo.port)
    again.start()
    expect(phones.page.locator("html")).to_have_attribute("data-connected", "true")
    expect(phones.household.bubbles("bot")).to_have_count(0)
    phones.household.log.locator(".retry").click()
    phones.household.wait_text("Đã ghi: giữ lại", ever=True)
    again.stop()
