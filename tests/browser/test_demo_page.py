"""The demo page in a real browser, with a small scripted bot behind it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from bot.ports import Ready
from tests.browser.conftest import Demo, OpenPage
from tests.browser.phones import Phones


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


def test_a_spreadsheet_goes_both_ways_at_phone_width(demo: Demo, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(demo.url, 375, 740)
    phones = Phones(page)
    phones.officer.open()
    table = tmp_path / "bảng điểm.xlsx"
    table.write_bytes(b"PK\x03\x04 filled")

    phones.officer.attach(str(table))
    phones.officer.wait_text("Đã nhận file")
    [event] = demo.bot.events
    assert (event.file, event.file_name) == (b"PK\x03\x04 filled", "bảng điểm.xlsx")
    expect(phones.officer.bubbles("me").locator(".file-name")).to_have_text("bảng điểm.xlsx")

    template = Ready(
        "t1", event.chat, "Mẫu", (), True, 0, None, file_name="mẫu.xlsx", file=b"PK\x03\x04 empty"
    )
    demo.run(demo.channel.send(template))
    card = phones.officer.bubbles("bot").locator(".document")
    with page.expect_download() as download:
        card.click()
    assert download.value.suggested_filename == "mẫu.xlsx"
    assert Path(download.value.path()).read_bytes() == b"PK\x03\x04 empty"


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
