"""Several questions in one message, where something comes in between: somebody else, texts typed ahead."""

from bot.commands.screens import CHANNELS
from bot.dialogue.event import Event
from tests.integration.commune import Commune, Faults

TO_WALLS = ("HL-0003", "1", "nam", "1", "Nùng", "1c 2d", "0", "0", "0", "0", "0")
"""What an enumerator types to get to wall, column and roof, asked together; one person in the house."""


async def at_the_walls() -> Commune:
    commune = Commune()
    commune.channel.capabilities = CHANNELS["zalo_bot"]
    await commune.begin()
    for text in TO_WALLS:
        await commune.types("ba", text)
    assert "3. Mái nhà" in commune.newest("ba").text
    return commune


async def answers(commune: Commune) -> dict[str, object]:
    case = await commune.store.case_by_code("HL-0003")
    assert case is not None and case.survey is not None
    form = await commune.store.form(case.survey)
    assert form is not None
    return {name: form.answers.values.get(name) for name in ("wall", "column", "roof", "floor_area_m2")}


async def test_each_answer_has_its_line_in_the_log() -> None:
    commune = await at_the_walls()
    await commune.types("ba", "1b 2a 3b")
    case = await commune.store.case_by_code("HL-0003")
    assert case is not None and case.survey is not None
    log = await commune.store.answer_log(case.survey)
    assert [(one.key, one.old, one.new, one.by) for one in log[-3:]] == [
        ("wall", None, "not_durable", "nv-ba"),
        ("column", None, "durable", "nv-ba"),
        ("roof", None, "not_durable", "nv-ba"),
    ]


async def test_what_somebody_else_answered_meanwhile_is_not_written_over() -> None:
    commune = await at_the_walls()
    for text in ("HL-0003", "1", "1a 2a"):
        await commune.types("tu", text)
    said = await commune.types("ba", "1b 2b 3b")
    assert "3. Mái nhà" not in said.split("\n\n")[0]
    assert await answers(commune) == {
        "wall": "durable", "column": "durable", "roof": None, "floor_area_m2": None,
    }  # fmt: skip


async def test_numbers_typed_before_the_questions_came_are_not_used() -> None:
    """ "2a" was meant for the message before: here it would be another question's answer."""
    commune = await at_the_walls()
    seen = commune.channel.phone("web:ba").newest_prompt
    at = commune.clock.now()
    await commune.does(Event("one", "web:ba", at, "text", "1b 2a 3b", seen=seen))
    await commune.types("ba", "40")
    await commune.types("ba", "30")
    assert "1. Nước sinh hoạt" in commune.newest("ba").text
    await commune.does(Event("late", "web:ba", at, "text", "1a 2b", seen=seen))
    assert "trước khi câu mới đến" in commune.newest("ba").text
    assert "1. Nước sinh hoạt" in commune.newest("ba").text


async def test_a_letter_typed_ahead_answers_the_first_one_open() -> None:
    commune = await at_the_walls()
    seen = commune.channel.phone("web:ba").newest_prompt
    for number, text in enumerate("bab"):
        await commune.does(Event(f"e{number}", "web:ba", commune.clock.now(), "text", text, seen=seen))
    found = await answers(commune)
    assert (found["wall"], found["column"], found["roof"]) == ("not_durable", "durable", "not_durable")


async def test_texts_after_a_wrong_one_wait_and_go_to_their_places() -> None:
    commune = await at_the_walls()
    seen = commune.channel.phone("web:ba").newest_prompt
    for number, text in enumerate(("1b 2a 3z", "40", "30")):
        await commune.does(Event(f"e{number}", "web:ba", commune.clock.now(), "text", text, seen=seen))
    assert (await answers(commune))["roof"] is None
    await commune.types("ba", "3a")
    assert await answers(commune) == {
        "wall": "not_durable", "column": "durable", "roof": "durable", "floor_area_m2": "40",
    }  # fmt: skip
    assert "1. Nước sinh hoạt" in commune.newest("ba").text


async def test_all_shown_are_put_off_and_a_letter_is_no_button() -> None:
    """ "c" begins "Câu khác", "d" begins "Để sau": here they are letters of choices that are not there."""
    commune = await at_the_walls()
    assert "từ a đến b" in await commune.types("ba", "c")
    assert "từ a đến b" in await commune.types("ba", "đ")
    said = await commune.types("ba", "để sau")
    assert "Đã để 3 câu lại sau" in said and "Diện tích sàn" in said


async def test_nothing_anybody_types_is_a_fault() -> None:
    commune = await at_the_walls()
    with Faults() as faults:
        for text in (
            "",
            "?",
            "1",
            "999z",
            "1b" * 300,
            "1,2,3",
            "🏠",
            "1b 1b",
            "0",
            "menu",
            "1b 2b",
            "3",
            "a\nb",
        ):
            await commune.types("ba", text)
    assert faults.seen == []
