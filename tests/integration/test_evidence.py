"""Photos and a place on Phiếu B: who may add, open and erase them, and what is left on disk afterwards."""

import errno
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.case import Applicant
from bot.cases.evidence import Evidence
from bot.dialogue.event import MOST_FILE_BYTES, with_file, with_photo
from bot.dialogue.outcome import Erasure
from bot.dialogue.session import Session
from bot.documents.papers import StorePapers
from bot.errors import PaperError
from bot.ports import TurnRecord
from bot.runtime.application import Application
from locales import translate
from storage.evidence import folder_of
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.files.houses import PAPER, house, photo
from tests.integration.commune import Commune

SURVEYED = """\
👤 ba: HL-0001
👤 ba: [Làm Phiếu B]
👤 ba: nam
👤 ba: [Đủ 1 người]
👤 ba +: Nùng
👤 ba +: 2
👤 ba +: 4
👤 ba +: 0
👤 ba +: 0
👤 ba +: 0
👤 ba +: 0
👤 ba +: 0
👤 ba +: 2
👤 ba +: 1
👤 ba +: 2
👤 ba +: 28
👤 ba +: 45
👤 ba +: 5
👤 ba +: 6
👤 ba +: 1,4
👤 ba +: 1,7
👤 ba +: 1
👤 ba +: 1
👤 ba +: 1,2
👤 ba +: 1
👤 ba: [Chài, 47]
"""
AGREED = SURVEYED + "👤 ba: [📷 Ảnh và vị trí]\n👤 ba: [Ảnh nhà]\n👤 ba: 1\n"
ROOFS = ("firebrick", "slategray", "gold", "navy")


def said(key: str, **args: object) -> str:
    return translate("vi", key, args)


class Town(Commune):
    """The training commune over a store on disk, its phones with cameras."""

    where: Path

    async def shows(self, who: str, content: bytes) -> str:
        await self.does(with_photo(self.event(who, "photo"), content))
        return self.newest(who).text

    async def pins(self, who: str, text: str) -> str:
        await self.does(self.event(who, "location", text=text))
        return self.newest(who).text

    async def kept(self) -> tuple[Evidence, ...]:
        case = await self.store.case_by_code("HL-0001")
        assert case is not None
        return await self.store.evidence_of(case.survey or "")

    async def audit(self) -> list[str]:
        case = await self.store.case_by_code("HL-0001")
        assert case is not None
        return [one.action for one in await self.store.audits(case.id)]

    def files(self) -> set[str]:
        folder = folder_of(self.where)
        return {file.name for file in folder.iterdir()} if folder.is_dir() else set()


KEY = generate_key()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    where = tmp_path / "rasoat.sqlite"
    store = await open_sqlite(where, Keys.from_text(KEY))
    opened = Town(store)
    opened.where = where
    await opened.begin()
    yield opened
    await store.close()


async def test_a_photo_is_on_disk_before_its_row_and_found_again(town: Town) -> None:
    await town.play(AGREED)
    assert said("evidence.added.photo", count=1, most=3) in await town.shows("ba", photo())
    [one] = await town.kept()
    assert town.files() == {one.digest}
    assert (one.item, one.kind, one.by, one.place) == ("house", "photo", "nv-ba", "")
    picture = await town.store.pictures.get(one.digest)
    assert picture is not None
    assert len(picture) == one.size
    assert await town.audit() == ["evidence_agreed", "evidence_added"]


async def test_who_agreed_and_when_is_kept_and_a_no_as_well(town: Town) -> None:
    await town.play(AGREED + "👤 ba: [Xong]\n👤 ba: [Vị trí nhà]\n👤 ba: [Gia đình không đồng ý]\n")
    case = await town.store.case_by_code("HL-0001")
    form = await town.store.form((case.survey if case else None) or "")
    assert form is not None
    assert [(one.item, one.agreed, one.by, one.noted_by) for one in form.consents] == [
        ("house", True, "Hoàng Văn Chài", "nv-ba"),
        ("place", False, "", "nv-ba"),
    ]
    assert {one.at for one in form.consents} == {town.clock.now()}


async def test_nothing_is_kept_before_the_household_was_asked(town: Town) -> None:
    await town.play(SURVEYED + "👤 ba: [📷 Ảnh và vị trí]\n")
    assert said("evidence.ask_first") in await town.shows("ba", photo())
    assert (await town.kept(), town.files()) == ((), set())


async def test_a_photo_where_none_is_asked_for_is_not_kept(town: Town) -> None:
    await town.play(SURVEYED)
    assert said("engine.kind.photo") in await town.shows("ba", photo())
    assert town.files() == set()


async def test_no_more_than_the_pack_allows_also_from_an_album(town: Town) -> None:
    await town.play(AGREED)
    album = [with_photo(town.event("ba", "photo"), photo(house(roof))) for roof in ROOFS]
    await town.does(*album)
    assert len(await town.kept()) == 3
    assert town.files() == {one.digest for one in await town.kept()}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (PAPER, "evidence.picture.kind"),
        (photo()[:4000], "evidence.picture.damaged"),
        (b"GIF89a" + bytes(100), "evidence.picture.kind"),
    ],
)
async def test_what_is_no_photo_gets_a_kind_word(town: Town, content: bytes, key: str) -> None:
    await town.play(AGREED)
    assert said(key) in await town.shows("ba", content)
    await town.does(with_file(town.event("ba", "file"), "nha.jpg", content))
    assert said(key) in town.newest("ba").text
    assert (await town.kept(), town.files()) == ((), set())


async def test_thirty_megabytes_are_not_carried(town: Town) -> None:
    await town.play(AGREED)
    text = await town.shows("ba", bytes(30_000_000))
    assert said("engine.photo.too_big", limit=MOST_FILE_BYTES // 1_000_000) in text


async def test_the_same_photo_twice_is_kept_once(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    assert said("evidence.same") in await town.shows("ba", photo())
    assert len(await town.kept()) == 1


async def test_the_same_event_again_changes_nothing(town: Town) -> None:
    await town.play(AGREED)
    event = with_photo(town.event("ba", "photo"), photo())
    await town.does(event)
    before = await town.kept()
    await town.does(event, replace(event))
    assert await town.kept() == before


async def test_a_full_disk_is_told_and_nothing_half_is_left(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.play(AGREED)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert said("evidence.picture.no_room") in await town.shows("ba", photo())
    assert (await town.kept(), town.files()) == ((), set())
    assert said("evidence.added.photo", count=1, most=3) in await town.shows("ba", photo())


async def test_what_a_dead_process_left_is_swept_at_the_next_start(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    named = town.files()
    store = await open_sqlite(town.where, Keys.from_text(KEY))
    await store.pictures.keep(b"kept, and then the process was killed before its turn was written")
    await store.close()
    assert len(town.files()) == 2
    again = await open_sqlite(town.where, Keys.from_text(KEY))
    app = Application(again, town.clock, StorePapers(again), translate)
    await app.open([town.channel])
    await again.close()
    assert town.files() == named


async def test_a_pin_and_typed_coordinates_are_a_place(town: Town) -> None:
    await town.play(AGREED + "👤 ba: [Xong]\n👤 ba: [Vị trí nhà]\n👤 ba: 1\n")
    assert said("evidence.place.empty") in await town.pins("ba", "")
    assert said("reading.place.abroad") in await town.pins("ba", "48.85661,2.35222")
    assert said("evidence.added.location", count=1, most=1) in await town.pins("ba", "21.506120,106.344200")
    [one] = await town.kept()
    assert (one.kind, one.place, one.digest) == ("location", "21.50612,106.34420", "")


async def test_one_that_is_taken_away_is_gone_from_the_disk_at_once(town: Town) -> None:
    await town.play(AGREED)
    for roof in ROOFS[:2]:
        await town.shows("ba", photo(house(roof)))
    first, second = await town.kept()
    await town.play("👤 ba: [Xong]\n👤 ba: [Xem, xóa bớt (2)]\n👤 ba: [Xóa bớt]\n👤 ba: 1\n")
    assert await town.kept() == (second,)
    assert town.files() == {second.digest}
    assert "evidence_erased" in await town.audit()
    assert first.digest != second.digest


async def test_a_household_that_changes_its_mind_has_all_of_it_erased(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    await town.play("👤 ba: [Gia đình đổi ý, không đồng ý nữa]\n👤 ba: [Xóa hẳn]\n")
    assert (await town.kept(), town.files()) == ((), set())
    assert said("evidence.ask_first") in await town.shows("ba", photo())
    assert town.files() == set()


async def test_a_form_that_is_erased_takes_its_photos_along(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    [one] = await town.kept()
    erased = Erasure(None, (one.form_id,), ())
    record = TurnRecord("test:erase", town.clock.now(), Session("web:x", 1), erasures=(erased,))
    assert await town.store.commit(record) == "committed"
    await town.app.keeper.sweep()
    assert town.files() == set()


async def test_officers_of_the_area_open_it_on_record_and_others_do_not(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    await town.play("👤 ba: [Xong]\n👤 ba: [Xong]\n👤 ba: [Gửi Ban Chỉ đạo]\n👤 lan: HL-0001\n")
    await town.play("👤 lan: [📷 Ảnh và vị trí (1 ảnh, 0 vị trí)]\n👤 lan: 1\n")
    [one] = await town.kept()
    sent = [letter for letter in town.channel.phone("web:lan").shown if letter.file_name.endswith(".jpg")]
    assert [letter.file for letter in sent] == [await town.store.pictures.get(one.digest)]
    assert (await town.audit())[-1] == "evidence_opened"
    case = await town.store.case_by_code("HL-0001")
    assert case is not None
    audits = [a for a in await town.store.audits(case.id) if a.action == "evidence_opened"]
    assert [(a.who, a.detail) for a in audits] == [("nv-lan", one.id)]


async def test_an_enumerator_whose_household_it_is_not_gets_no_way_in(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    case = await town.store.case_by_code("HL-0001")
    assert case is not None
    await town.play("👤 tu: HL-0001\n")
    assert any("evidence" in button for button in town.ids("tu"))  # nobody's household: the area's
    taken = replace(case, assigned_to="nv-ba", version=case.version + 1)
    await town.store.commit(TurnRecord("test:assign", town.clock.now(), Session("web:y", 1), (taken,)))
    old = next(button for button in town.ids("tu") if "evidence" in button)
    await town.does(town.event("tu", "choice", choice=old))
    assert "1." not in town.newest("tu").text
    assert said("file.not_yours") in "".join(one.text for one in town.channel.phone("web:tu").shown)
    await town.play("👤 tu: HL-0001\n")
    assert not any("evidence" in b.id for row in town.newest("tu").rows for b in row)
    assert "evidence_opened" not in await town.audit()


async def test_the_survey_is_scored_and_sent_the_same_with_and_without(town: Town) -> None:
    await town.play(SURVEYED)
    without = town.newest("ba").text
    await town.play("👤 ba: [📷 Ảnh và vị trí]\n👤 ba: [Ảnh nhà]\n👤 ba: 1\n")
    await town.shows("ba", photo())
    await town.play("👤 ba: [Xong]\n👤 ba: [Xong]\n")
    assert town.newest("ba").text == without
    await town.play("👤 ba: [Gửi Ban Chỉ đạo]\n")
    case = await town.store.case_by_code("HL-0001")
    assert case is not None
    assert case.state == "surveyed"


async def test_switched_off_none_are_asked_for_and_those_there_can_be_erased(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    app = Application(town.store, town.clock, StorePapers(town.store), translate)
    await app.open([town.channel])
    town._app = app
    assert said("evidence.closed", code="HL-0001") in await town.shows("ba", photo(house("gold")))
    assert not any(b.label == said("evidence.open") for row in town.newest("ba").rows for b in row)
    assert len(await town.kept()) == 1
    await town.play("👤 lan: HL-0001\n👤 lan: [📷 Ảnh và vị trí (1 ảnh, 0 vị trí)]\n")
    await town.play("👤 lan: [Xóa bớt]\n👤 lan: 1\n")
    assert (await town.kept(), town.files()) == ((), set())


async def test_a_picture_missing_beside_the_store_is_a_fault_that_says_what_to_do(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    [one] = await town.kept()
    (folder_of(town.where) / one.digest).unlink()
    await town.play("👤 ba: [Xong]\n👤 ba: [Xem, xóa bớt (1)]\n")
    await town.play("👤 ba: 1\n")
    [failed] = await town.store.failed_letters(10)
    assert failed.letter.message.document is not None
    with pytest.raises(PaperError, match=r"\.evidence"):
        await StorePapers(town.store).make(failed.letter.message.document)


async def test_one_erased_and_one_added_at_the_same_moment_leave_files_and_rows_alike(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    await town.play("👤 lan: HL-0001\n👤 lan: [📷 Ảnh và vị trí (1 ảnh, 0 vị trí)]\n👤 lan: [Xóa bớt]\n")
    [one] = await town.kept()
    taps = f"{town.newest('lan').prompt}.{one.id}"
    again = with_photo(town.event("ba", "photo"), photo())
    await town.does(town.event("lan", "choice", choice=taps), again)
    kept = await town.kept()
    assert one not in kept
    assert town.files() == {left.digest for left in kept}
    for left in kept:
        assert await town.store.pictures.get(left.digest)


@pytest.mark.parametrize("helper", [False, True])
async def test_the_household_sees_how_many_and_ends_them_a_helper_asks(town: Town, helper: bool) -> None:
    await town.play("👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 lan: chào\n" + AGREED)
    await town.shows("ba", photo())
    case = await town.store.case_by_code("HL-0001")
    assert case is not None
    linked = replace(case, applicants=(Applicant("web:mai", helper=helper),), version=case.version + 1)
    await town.store.commit(TurnRecord("test:link", town.clock.now(), Session("web:z", 1), (linked,)))
    await town.play("👤 mai: menu\n👤 mai: [Dữ liệu của tôi]\n")
    what = said("evidence.counts", photos=1, places=0)
    assert said("my_data.photos", code="HL-0001", what=what) in town.newest("mai").text
    await town.play("👤 mai: [Xóa ảnh và vị trí nhà]\n👤 mai: có\n")
    told = "my_data.photos_asked" if helper else "my_data.photos_erased"
    assert said(told, code="HL-0001") in town.newest("mai").text
    assert len(await town.kept()) == len(town.files()) == (1 if helper else 0)
    notice = [one.text for one in town.channel.phone("web:lan").shown if one.text.startswith("📷")]
    assert len(notice) == 1
    assert ("xin xóa 1 ảnh" in notice[0]) is helper
