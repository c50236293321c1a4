"""Zalo's updates as events: kinds, old and new names, wrapped and bare, groups, what nobody said."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.zalo_bot_updates import Me, bare, event_of, me_of, moment, picture_of, said_at

AT = datetime(2026, 10, 5, 8, tzinfo=UTC)
ME = me_of({"id": "4001", "account_name": "bot.RaSoat"})


def update(name: str = "text", chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    message = {
        "from": {"id": "ab12", "display_name": "Mai", "is_bot": False},
        "chat": chat or {"id": "ab12", "chat_type": "PRIVATE"},
        "message_id": "f00d",
        "date": 1_750_316_131_602,
    }
    return {"event_name": f"message.{name}.received", "message": message | content}


@pytest.mark.parametrize(
    ("told", "kind", "text"),
    [
        (update(text="chào"), "text", "chào"),
        (update("image", photo="https://x/1.jpg", caption="nhà"), "photo", "nhà"),
        (update("image", photo_url="https://x/1.jpg"), "photo", ""),
        (update("sticker", sticker="a", url="https://x"), "sticker", ""),
        (update("voice", voice_url="https://x/1.aac"), "voice", ""),
        (update("unsupported"), "unsupported", ""),
        (update("link", text="https://example.org"), "text", "https://example.org"),
        (update("something_new"), "other", ""),
        (update("something_new", photo_url="https://x/1.jpg"), "photo", ""),
    ],
)
def test_kinds(told: dict[str, Any], kind: str, text: str) -> None:
    event = event_of(told, ME, AT)
    assert event is not None
    assert (event.id, event.chat, event.kind, event.text, event.at) == (
        "zb:ab12:f00d",
        "zb:ab12",
        kind,
        text,
        AT,
    )


@pytest.mark.parametrize(
    "told",
    [
        {"event_name": "message.unsupported.received"},
        {"event_name": "message.text.received", "message": {"text": "chào"}},
        update(chat={"id": "", "chat_type": "PRIVATE"}, text="chào"),
        update(chat={"id": "x" * 201, "chat_type": "PRIVATE"}, text="chào"),
        update("reaction"),
        update(text="chào", **{"from": {"id": "b", "is_bot": True}}),
    ],
)
def test_nobody_to_answer(told: dict[str, Any]) -> None:
    assert event_of(told, ME, AT) is None


@pytest.mark.parametrize(
    ("text", "addressed"),
    [("@bot.rasoat hồ sơ đâu", True), ("/menu", True), ("chào cả nhà", False), ("@Bot.Khac ơi", False)],
)
def test_groups_are_answered_only_when_the_bot_is_named(text: str, addressed: bool) -> None:
    event = event_of(update(chat={"id": "g1", "chat_type": "GROUP"}, text=text), ME, AT)
    assert (event is not None and event.kind == "group") is addressed


def test_before_the_bot_knows_its_name_no_group_is_answered() -> None:
    assert event_of(update(chat={"id": "g1", "chat_type": "GROUP"}, text="@bot.RaSoat"), Me(), AT) is None


def test_wrapped_and_bare_are_the_same() -> None:
    told = update(text="chào")
    assert bare({"ok": True, "result": told}) == bare(told) == told


@pytest.mark.parametrize("data", [[], "x", 5, None, {}, {"ok": True, "result": {}}, {"event_name": 5}])
def test_no_update(data: object) -> None:
    with pytest.raises(ValueError, match="event_name"):
        bare(data)


def test_a_message_without_id_keeps_one_id_when_repeated() -> None:
    first, again, other = (event_of(update(text=t, message_id=None), ME, AT) for t in ("a", "a", "b"))
    assert first is not None and again is not None and other is not None
    assert first.id == again.id != other.id


def test_times_are_milliseconds_cut_to_the_second() -> None:
    second = datetime(2025, 6, 19, 6, 55, 31, tzinfo=UTC)
    assert said_at(update(text="a")) == moment(1_750_316_131) == second
    assert moment(None) is moment(-5) is moment(True) is moment(10**15) is None
    assert said_at({"event_name": "message.unsupported.received"}) is None


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ({"photo": "https://x/1.jpg"}, "https://x/1.jpg"),
        ({"photo_url": "https://x/1.jpg"}, "https://x/1.jpg"),
        ({"photo": "", "photo_url": "https://x/2.jpg"}, "https://x/2.jpg"),
        ({"photo": {"url": "https://x/1.jpg"}}, "https://x/1.jpg"),
        ({"photo": [{"url": "https://x/small.jpg"}, {"url": "https://x/large.jpg"}]}, "https://x/large.jpg"),
        ({"photo": ["https://x/1.jpg"]}, "https://x/1.jpg"),
        ({"photo": []}, ""),
        ({"photo": 7}, ""),
        ({"photo": {"url": None}}, ""),
        ({"photo": "https://x/" + "a" * 4_000}, ""),
        ({}, ""),
    ],
)
def test_the_address_of_a_picture(content: dict[str, Any], address: str) -> None:
    assert picture_of(update("image", **content)) == address


def test_an_update_without_a_message_has_no_picture() -> None:
    assert picture_of({"event_name": "message.image.received"}) == ""


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ({"display_name": "Mai"}, "Mai"),
        ({"name": "Mai"}, "Mai"),
        ({"display_name": "a" * 500}, "a" * 100),
        ({"display_name": 7}, ""),
        ({}, ""),
    ],
)
def test_the_name_the_platform_gives(sender: dict[str, Any], name: str) -> None:
    event = event_of(update("unsupported", **{"from": {"id": "ab12", **sender}}), ME, AT)
    assert event is not None
    assert event.name == name
    assert not name or name not in repr(event)
