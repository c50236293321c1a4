"""Photos and a place rest on the household's consent alone: who may give it, and what ends with it."""

from dataclasses import replace

import pytest

from bot.cases.case import Applicant, Case
from bot.cases.complaint import Complaint
from bot.cases.evidence import agreed
from bot.cases.form_record import FormRecord
from bot.dialogue.event import with_photo
from bot.dialogue.message import DocumentRef
from bot.dialogue.session import Session
from bot.documents.pictures import evidence_papers
from bot.ports import Entity, TurnRecord
from tests.files.houses import house, photo
from tests.integration.test_evidence import AGREED, ROOFS, SURVEYED, Town, said, town

__all__ = ["town"]

PLACE_TOO = "👤 ba: [Xong]\n👤 ba: [Vị trí nhà]\n👤 ba: 1\n"
OTHERS = "👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 lan: chào\n"


async def case_and_form(town: Town) -> tuple[Case, FormRecord]:
    case = await town.store.case_by_code("HL-0001")
    assert case is not None
    form = await town.store.form(case.survey or "")
    assert form is not None
    return case, form


async def write(town: Town, name: str, *entities: Entity) -> None:
    record = TurnRecord(f"test:{name}", town.clock.now(), Session(f"web:{name}", 1), entities)
    assert await town.store.commit(record) == "committed"


async def test_after_a_re_check_the_photos_of_the_first_survey_end_as_well(town: Town) -> None:
    await town.play(OTHERS + AGREED)
    await town.shows("ba", photo())
    case, form = await case_and_form(town)
    again = replace(form, id="f-again", consents=(), version=1)
    day = town.clock.now()
    one = Complaint(
        "k1", day, day.date(), "web:mai", "", "chat", "household", "", True, "p1", form.id, again.id
    )
    phones = (Applicant("web:mai"),)
    moved = replace(case, applicants=phones, complaints=(one,), survey=again.id, version=case.version + 1)
    await write(town, "z", moved, again)
    await town.play("👤 mai: menu\n👤 mai: [Dữ liệu của tôi]\n👤 mai: [Xóa ảnh và vị trí nhà]\n👤 mai: có\n")
    assert (await town.kept(), town.files()) == ((), set())
    first = await town.store.form(form.id)
    assert first is not None and agreed(first.consents, "house") is None


@pytest.mark.parametrize("way", ["[Xóa ảnh và vị trí nhà]", "[Xóa dữ liệu của tôi]"])
async def test_a_household_ends_every_consent_with_its_photos(town: Town, way: str) -> None:
    await town.play(OTHERS + AGREED)
    await town.shows("ba", photo())
    await town.play(PLACE_TOO)
    case, form = await case_and_form(town)
    assert {one for one in ("house", "place") if agreed(form.consents, one)} == {"house", "place"}
    await write(town, "z", replace(case, applicants=(Applicant("web:mai"),), version=case.version + 1))
    await town.play(f"👤 mai: menu\n👤 mai: [Dữ liệu của tôi]\n👤 mai: {way}\n👤 mai: có\n")
    assert (await town.kept(), town.files()) == ((), set())
    _, form = await case_and_form(town)
    assert not {one for one in ("house", "place") if agreed(form.consents, one)}
    said_so = "".join(one.text for one in town.channel.phone("web:mai").shown)
    assert said("my_data.photos_erased", code="HL-0001") in said_so


async def test_a_child_is_not_offered_and_yes_is_nobodys_name(town: Town) -> None:
    await town.play(SURVEYED)
    _, form = await case_and_form(town)
    [head] = form.answers.members
    young = form.answers.put({f"{head}.birth": "2014-03-02"})
    await write(town, "young", replace(form, answers=young, version=form.version + 1))
    await town.play("👤 ba: [📷 Ảnh và vị trí]\n👤 ba: [Ảnh nhà]\n")
    labels = [button.label for row in town.newest("ba").rows for button in row]
    assert said("evidence.no") in labels
    assert not [one for one in labels if "Chài" in one]
    await town.play("👤 ba: có\n")
    assert said("evidence.who") in town.newest("ba").text
    assert (await case_and_form(town))[1].consents == ()


async def test_two_phones_at_once_keep_no_more_than_the_pack_allows(town: Town) -> None:
    await town.play(AGREED)
    for roof in ROOFS[:2]:
        await town.shows("ba", photo(house(roof)))
    await town.play("👤 tu: HL-0001\n👤 tu: [Làm tiếp Phiếu B]\n👤 tu: [Chài, 47]\n")
    await town.play("👤 tu: [📷 Ảnh và vị trí]\n👤 tu: [Ảnh nhà]\n")
    assert said("evidence.how.photo") in town.newest("tu").text
    last = zip(("ba", "tu"), ROOFS[2:], strict=True)
    shots = [with_photo(town.event(who, "photo"), photo(house(roof))) for who, roof in last]
    await town.does(*shots)
    assert len(await town.kept()) == 3
    assert town.files() == {one.digest for one in await town.kept()}


async def test_a_file_that_has_moved_on_takes_no_more(town: Town) -> None:
    await town.play(AGREED)
    case, _ = await case_and_form(town)
    await write(town, "posted", replace(case, state="posted", version=case.version + 1))
    assert said("evidence.closed", code="HL-0001") in await town.shows("ba", photo())
    assert (await town.kept(), town.files()) == ((), set())


async def test_a_photo_leaves_only_under_the_form_it_belongs_to(town: Town) -> None:
    await town.play(AGREED)
    await town.shows("ba", photo())
    [one] = await town.kept()
    right = DocumentRef("evidence", one.form_id, "HL-0001-1.jpg", one.id)
    assert await evidence_papers.photo(town.store, right)
    assert await evidence_papers.photo(town.store, replace(right, form_id="f-another")) is None
