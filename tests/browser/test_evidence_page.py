"""A photo of the house and its place sent from the demo page's phone, and opened by the officer there."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.phones import SLOWEST, Phones
from tests.browser.test_main_job import RealDemo
from tests.files.houses import photo

SURVEY = (
    "HL-0001", "Làm Phiếu B", "nam", "Đủ 1 người", "Nùng", "2", "4", "0", "0", "0", "0", "0", "2", "1", "2",
    "28", "45", "5", "6", "1,4", "1,7", "1", "1", "1,2", "1", "Chài, 47",
)  # fmt: skip


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealDemo]:
    demo = RealDemo(tmp_path)
    demo.start()
    yield demo
    demo.kill()


def test_a_photo_and_a_place_are_kept_and_opened(real: RealDemo, open_page: OpenPage, tmp_path: Path) -> None:
    with httpx.Client(base_url=real.url, trust_env=False) as client:
        for number, words in enumerate(SURVEY):
            body = {"chat": "web:ba", "id": f"survey-{number:04}", "kind": "text", "text": words}
            assert client.post("/api/send", json=body).is_success
    picture = tmp_path / "nha.jpg"
    picture.write_bytes(photo())
    phones = Phones(open_page(real.url, 1440, 900))
    ba, lan = phones.enumerator, phones.officer
    ba.tap("📷 Ảnh và vị trí")
    ba.wait_text("Không tính điểm")
    ba.tap("Ảnh nhà")
    ba.wait_text("Ai trong gia đình đồng ý")
    ba.tap("Chài, 47 đồng ý")
    ba.wait_text("Không chụp người")
    ba.attach(str(picture))
    ba.wait_text("Đã giữ ảnh (1/3)")
    ba.tap("Xong")
    ba.wait_text("đồng ý lúc")
    ba.tap("Vị trí nhà")
    ba.wait_text("Ai trong gia đình đồng ý")
    ba.tap("Chài, 47 đồng ý")
    ba.wait_text("Đứng ở nhà")
    ba.root.locator(".place").click()
    ba.wait_text("Đã ghi vị trí (1/1)")
    ba.tap("Xong")
    ba.wait_text("Kết quả tính theo phiếu")
    lan.type("HL-0001")
    lan.wait_text("HL-0001")
    lan.tap("📷 Ảnh và vị trí (1 ảnh, 1 vị trí)")
    lan.wait_text("mỗi lần xem đều được ghi lại")
    lan.log.locator(".key").filter(has_text="Ảnh nhà ·").last.click()
    image = lan.log.locator("a.photo img").last
    expect(image).to_have_js_property("complete", True, timeout=SLOWEST)
    assert image.evaluate("one => one.naturalWidth") == 800
