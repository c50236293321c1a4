"""A card's photo in the conversation: what is written and by whom, what stays, what is never kept."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.form_record import AnswerChange, FormRecord
from bot.channels.telegram import TelegramChannel
from bot.commands.opening import application
from bot.dialogue.event import MOST_FILE_BYTES, Event, with_file, with_photo
from bot.runtime.clock import MovableClock
from bot.seeds.load import load_seed
from locales import translate
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.fakes.telegram_api import FakeTelegram
from tests.files.cards import BANK, HUNG, MAI, Taken, jpeg
from tests.integration.commune import Commune, Faults, request
from tests.integration.telegram_help import NOW, polling
from tests.integration.test_behind_one_s_back import SURVEYED

TO_THE_NAME = "👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 3\n"
CARD = {"name", "sex", "birth", "national_id", "id_issued", "permanent_address"}
PICTURE = jpeg(MAI)


def said(key: str, **args: object) -> str:
    return translate("vi", key, args)


class Town(Commune):
    """People who also send pictures."""

    async def photographs(self, who: str, picture: bytes = PICTURE) -> str:
        await self.does(with_photo(self.event(who, "photo"), picture))
        return self.newest(who).text

    async def form(self, who: str = "mai") -> FormRecord:
        return (await self.store.drafts_of(f"web:{who}"))[-1]

    async def log(self, who: str = "mai") -> tuple[AnswerChange, ...]:
        return await self.store.answer_log((await self.form(who)).id)


async def town(script: str = TO_THE_NAME) -> Town:
    opened = Town()
    await opened.begin()
    await opened.play(script)
    return opened


async def test_a_yes_writes_every_field_with_who_and_where_from() -> None:
    there = await town()
    assert said("walk.card.ask") in await there.photographs("mai")
    assert CARD.isdisjoint((await there.form()).answers.values)
    await there.types("mai", "đúng")
    values = (await there.form()).answers.values
    assert {name: values[name] for name in CARD} == {
        "name": "Hoàng Thị Mai",
        "sex": "female",
        "birth": "1984-03-02",
        "national_id": "020184001234",
        "id_issued": "2021-04-15",
        "permanent_address": "Số nhà 12, Khu 3, Hữu Lũng, Hữu Lũng, Lạng Sơn",
    }
    log = await there.log()
    assert {one.key for one in log if one.origin == "cccd_qr"} == CARD
    assert {one.by for one in log} == {"web:mai"}
    await there.types("mai", "Nùng")
    assert (await there.log())[-1].origin == ""


@pytest.mark.parametrize("answer", ["không", "2", "0"])
async def test_a_no_writes_nothing_and_leaves_nothing_waiting(answer: str) -> None:
    there = await town()
    await there.photographs("mai")
    assert said("walk.card.hint") in await there.types("mai", answer)
    assert CARD.isdisjoint((await there.form()).answers.values)
    assert "020184001234" not in repr(await there.session("mai"))
    await there.types("mai", "Hoàng Thị Mận")
    assert (await there.log())[-1] == replace((await there.log())[-1], key="name", origin="")


async def test_words_typed_instead_of_yes_or_no_are_the_answer() -> None:
    there = await town()
    await there.photographs("mai")
    await there.types("mai", "Hoàng Thị Mận")
    assert (await there.form()).answers.text("name") == "Hoàng Thị Mận"
    assert "020184001234" not in repr(await there.session("mai"))


async def test_what_was_answered_before_is_shown_beside_the_card_and_kept_unless_wanted() -> None:
    there = await town(
        TO_THE_NAME + "👤 mai +: Hoàng Thị Mây\n👤 mai +: nữ\n👤 mai +: 1984\n👤 mai +: Nùng\n"
    )
    text = await there.photographs("mai")
    assert "Hoàng Thị Mai (đang ghi: Hoàng Thị Mây)" in text
    assert "02/03/1984 (đang ghi: 1984)" in text
    await there.taps("mai", "new")
    values = (await there.form()).answers.values
    assert (values["name"], values["birth"]) == ("Hoàng Thị Mây", "1984")
    assert (values["national_id"], values["id_issued"]) == ("020184001234", "2021-04-15")


async def test_no_part_of_the_number_but_its_end_is_said() -> None:
    there = await town()
    text = await there.photographs("mai")
    assert "1234" in text
    assert "020184" not in text
    assert "082123456" not in text


FILED = request("cu").replace("👤 cu +: bỏ qua\n", "👤 cu +: 020184001234\n👤 cu +: bỏ qua\n", 1)


async def test_a_number_that_is_on_another_file_leads_there_as_if_typed() -> None:
    by_card, by_hand = [await town(FILED + "👤 cu: [Đúng rồi, gửi đi]\n" + TO_THE_NAME) for _ in range(2)]
    await by_card.photographs("mai")
    answer = await by_card.types("mai", "đúng")
    await by_hand.play("👤 mai +: Hoàng Thị Mai\n👤 mai +: nữ\n👤 mai +: 2/3/1984\n👤 mai +: Nùng\n")
    typed = await by_hand.types("mai", "020184001234")
    assert answer == typed
    assert answer.startswith("Hộ này hình như đã có một đề nghị.")


async def test_an_unusual_thing_on_a_card_is_said_with_the_question_and_kept_with_the_form() -> None:
    there = await town()
    child = MAI.replace("020184001234", "020315001234").replace("02031984", "02032015")
    assert "Chủ hộ chưa đủ 15 tuổi" in await there.photographs("mai", jpeg(child))
    await there.types("mai", "đúng")
    assert "birth:head_under_15" in (await there.form()).kept
    assert said("reading.national_id.sex") in await (await town()).photographs(
        "mai", jpeg(MAI.replace("Nữ", "Nam"))
    )


async def test_after_the_score_was_seen_a_card_too_needs_a_reason() -> None:
    there = await town(SURVEYED)
    case = await there.store.case_by_code("HL-0001")
    assert case is not None
    assert case.survey is not None
    await there.play("👤 ba: [Sửa]\n👤 ba: [Thành viên]\n")
    await there.taps("ba", "m1.name")
    before = len(await there.store.answer_log(case.survey))
    await there.photographs("ba", jpeg(HUNG))
    assert await there.taps("ba", "yes") == said("walk.reason")
    assert len(await there.store.answer_log(case.survey)) == before
    await there.types("ba", "Xem lại thẻ căn cước.")
    new = (await there.store.answer_log(case.survey))[before:]
    assert {one.key for one in new} <= {"m1.name", "m1.sex", "m1.birth"}
    assert {(one.origin, one.reason, one.by) for one in new} == {
        ("cccd_qr", "Xem lại thẻ căn cước.", "nv-ba")
    }


async def test_what_somebody_else_answered_meanwhile_is_not_overwritten() -> None:
    there = await town(SURVEYED.rpartition("👤 ba: [Chài")[0] + "👤 tu: HL-0001\n👤 tu: [Làm tiếp Phiếu B]\n")
    case = await there.store.case_by_code("HL-0001")
    assert case is not None
    for who in ("ba", "tu"):
        await there.play(f"👤 {who}: [Sửa]\n👤 {who}: [Thành viên]\n")
        await there.taps(who, "m1.name")
    await there.photographs("ba", jpeg(HUNG))
    await there.types("tu", "Hoàng Thị Chài Mới")
    assert said("walk.answered_meanwhile") in await there.taps("ba", "yes")
    form = await there.store.form(case.survey or "")
    assert form is not None
    assert form.answers.text("name", "m1") == "Hoàng Thị Chài Mới"


# ── pictures that do not help ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("picture", "key"),
    [
        (jpeg(MAI, Taken(blur=9)), "picture.no_code"),
        (jpeg(BANK), "reading.card.bank"),
        (b"GIF89a" + bytes(50), "picture.kind"),
        (PICTURE[:3_000], "picture.damaged"),
        (b"", "engine.photo.not_arrived"),
    ],
)
async def test_another_picture_is_told_what_would_help_and_typing_goes_on(picture: bytes, key: str) -> None:
    there = await town()
    with Faults() as faults:
        assert (await there.photographs("mai", picture)).startswith(said(key))
        await there.types("mai", "Hoàng Thị Mai")
    assert faults.seen == []
    assert (await there.form()).answers.text("name") == "Hoàng Thị Mai"


async def test_a_picture_as_a_file_does_as_well_and_another_file_is_told_so() -> None:
    there = await town()
    await there.does(with_file(there.event("mai", "file"), "don.docx", b"PK\x03\x04"))
    assert there.newest("mai").text.startswith(said("picture.kind"))
    await there.does(with_file(there.event("mai", "file"), "IMG.jpg", bytes(MOST_FILE_BYTES + 1)))
    assert there.newest("mai").text.startswith(said("engine.photo.too_big", limit=2))
    await there.does(with_file(there.event("mai", "file"), "IMG.jpg", PICTURE))
    assert said("walk.card.ask") in there.newest("mai").text


async def test_a_helper_s_own_name_takes_no_card() -> None:
    there = await town("👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 2\n")
    assert (await there.photographs("mai")).startswith(said("engine.kind.photo"))


# ── nothing of it is kept ────────────────────────────────────────────────────────────────────
async def test_neither_the_picture_nor_its_text_is_in_the_logs_or_readable_in_the_store(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "a.sqlite"
    store = await open_sqlite(path, Keys.from_text(generate_key()))
    there = Town(store)
    await there.begin()
    await there.play(TO_THE_NAME)
    for picture in (PICTURE[:4_000], jpeg(MAI, Taken(blur=9)), jpeg(BANK), PICTURE, PICTURE):
        await there.photographs("mai", picture)
    await there.types("mai", "đúng")
    await there.store.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for piece in ("020184001234", "082123456", "Hoàng Thị Mai", "HOÀNG", "Số nhà 12", BANK):
        assert piece.encode() not in kept
        assert piece not in caplog.text
    for start in (0, 2_000, len(PICTURE) // 2):
        assert PICTURE[start + 20 : start + 60] not in kept
    assert b"JFIF" not in kept


async def test_the_old_number_and_the_picture_are_in_no_record_at_all() -> None:
    there = await town()
    await there.photographs("mai")
    everything = repr([await there.session("mai"), await there.log(), there.newest("mai")])
    await there.types("mai", "đúng")
    everything += repr([await there.session("mai"), await there.log(), await there.form()])
    assert "1984-03-02" in everything
    assert "082123456" not in everything
    assert "JFIF" not in everything


def test_an_event_shows_nothing_of_its_picture() -> None:
    event = with_photo(Event("e1", "web:mai", NOW, "photo"), PICTURE)
    assert "JFIF" not in repr(event)
    assert (event.kind, event.size, event.file) == ("photo", len(PICTURE), PICTURE)
    large = with_photo(event, bytes(MOST_FILE_BYTES + 1))
    assert (large.size, large.file) == (MOST_FILE_BYTES + 1, b"")


# ── through Telegram, as it runs ─────────────────────────────────────────────────────────────
async def test_a_card_through_telegram(api: FakeTelegram, channel: TelegramChannel, tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "a.sqlite", Keys.from_text(generate_key()))
    seed = load_seed()
    await store.seed(seed.entities, seed.claims)
    app, mai = application(store, MovableClock(NOW, frozen=True)), api.user(7)
    await app.open([channel])
    app.start()
    async with polling(channel, app):  # type: ignore[arg-type]  # an inbox like any other
        mai.types("/start")
        await mai.hears("Which language")
        for words, heard in (("1", "đồng ý không"), ("1", "cần gì"), ("1", "hộ nào"), ("1", "nào?")):
            mai.types(words)
            await mai.hears(heard)
        mai.types("3")
        await mai.hears(said("walk.card.hint"))
        mai.sends_photo(content=PICTURE)
        await mai.hears(said("walk.card.ask"))
        mai.types("1")
        await mai.hears(said("walk.card.filled"))
        [draft] = await store.drafts_of("tg:7")
    await app.stop()
    assert draft.answers.text("national_id") == "020184001234"
