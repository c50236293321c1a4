"""The demo page for everybody: a narrow screen, a keyboard only, weak eyes, long messages."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Demo, OpenPage
from tests.browser.phones import Phones

NARROW = (375, 740)


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
    for _ in ("as it is", "larger"):
        edges = page.locator("button:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
        )
        assert len(edges) > 6
        assert [edge for edge in edges if edge[0] < 0 or edge[1] > NARROW[0]] == []
        page.locator("#larger").click()


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
