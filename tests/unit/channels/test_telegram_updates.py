"""Each kind of update, as Telegram sends it, and the event it becomes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram_bot import make_bot
from bot.channels.telegram_updates import Me, event_of, read_update, said_at
from bot.dialogue.event import Event

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
BOT = make_bot("7200000001:AAtest-token_of-the-pretended-Telegram1")
ME = Me(7200000001, "rasoat_bot")
MAI = {"id": 7, "is_bot": False, "first_name": "Mai"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Mai"}
GROUP = {"id": -1009, "type": "supergroup", "title": "Khu 3"}
BASE = {"message_id": 5, "date": 1_791_187_200, "chat": PRIVATE, "from": MAI}
FILE = {"file_id": "f", "file_unique_id": "f", "file_size": 900}
ELSEWHERE = {"type": "hidden_user", "sender_user_name": "Ai", "date": 1_700_000_000}


def event(**update: Any) -> Event | None:
    read = read_update({"update_id": 55, **update}, BOT)
    assert read is not None
    return event_of(read, ME, NOW)


def said(**content: Any) -> Event | None:
    return event(message=BASE | content)


def expected(kind: Any, **rest: Any) -> Event:
    return Event("tg:7200000001:55", "tg:7", NOW, kind, **rest)


CONTENTS = [
    ({"text": "chào"}, expected("text", text="chào")),
    ({"text": "x" * 10_000}, expected("text", text="x" * 10_000)),
    ({"text": "/start abc"}, expected("text", text="/start abc")),
    ({"text": "chào", "forward_origin": ELSEWHERE}, expected("text", text="chào", forwarded=True)),
    ({"text": "chào", "via_bot": {**MAI, "is_bot": True}}, expected("text", text="chào", forwarded=True)),
    (
        {
            "photo": [
                {**FILE, "width": 90, "height": 90, "file_size": 10},
                {**FILE, "width": 900, "height": 900},
            ]
        },
        expected("photo", size=900),
    ),
    (
        {"photo": [{**FILE, "width": 90, "height": 90}], "caption": "CCCD"},
        expected("photo", size=900, text="CCCD"),
    ),
    ({"document": FILE, "caption": "giấy"}, expected("file", size=900, text="giấy")),
    ({"document": {"file_id": "f", "file_unique_id": "f"}}, expected("file", size=0)),
    ({"audio": {**FILE, "duration": 3}}, expected("file", size=900)),
    ({"video": {**FILE, "duration": 3, "width": 1, "height": 1}}, expected("file", size=900)),
    ({"video_note": {**FILE, "duration": 3, "length": 1}}, expected("file", size=900)),
    (
        {"animation": {**FILE, "duration": 3, "width": 1, "height": 1}, "document": FILE},
        expected("file", size=900),
    ),
    ({"voice": {**FILE, "duration": 3}}, expected("voice", size=900)),
    (
        {
            "sticker": {
                **FILE,
                "width": 9,
                "height": 9,
                "type": "regular",
                "is_animated": False,
                "is_video": False,
            }
        },
        expected("sticker", size=900),
    ),
    (
        {"location": {"latitude": 21.5, "longitude": 106.3456789}},
        expected("location", text="21.500000,106.345679"),
    ),
    (
        {"contact": {"phone_number": "+84912345678", "first_name": "Mai", "user_id": 7}},
        expected("contact", text="+84912345678"),
    ),
    (
        {"contact": {"phone_number": "0912", "first_name": "Nam", "user_id": 8}},
        expected("contact", text="0912", forwarded=True),
    ),
    (
        {"contact": {"phone_number": "0912", "first_name": "Nam"}},
        expected("contact", text="0912", forwarded=True),
    ),
    ({"dice": {"emoji": "🎲", "value": 3}}, expected("other")),
    ({"something_of_next_year": {"a": 1}}, expected("other")),
]


@pytest.mark.parametrize(("content", "becomes"), CONTENTS)
def test_private_messages(content: dict[str, Any], becomes: Event) -> None:
    assert said(**content) == becomes


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(
    "notice",
    [
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"write_access_allowed": {}},
        {"pinned_message": BASE | {"text": "cũ"}},
    ],
)
def test_notices_of_telegram_are_no_events(notice: dict[str, Any]) -> None:
    assert said(**notice) is None


def test_edited_text_is_an_event_and_a_moving_location_is_not() -> None:
    edited = BASE | {"edit_date": 1_791_187_260}
    assert event(edited_message=edited | {"text": "mới"}) == expected("edited", text="mới")
    assert event(edited_message=edited | {"location": {"latitude": 1, "longitude": 2}}) is None


def tapped(**rest: Any) -> Event | None:
    return event(callback_query={"id": "1", "from": MAI, "chat_instance": "1", **rest})


def test_taps() -> None:
    shown = BASE | {"text": "?"}
    assert tapped(data="a.1", message=shown) == expected("choice", choice="a.1")
    assert tapped(data="a.1", message={"message_id": 5, "date": 0, "chat": PRIVATE}) == expected(
        "choice", choice="a.1"
    )
    forwarded = expected("choice", choice="a.1", forwarded=True)
    assert tapped(data="a.1", message=shown | {"forward_origin": ELSEWHERE}) == forwarded
    assert tapped(data="a.1", inline_message_id="AA") == forwarded
    assert tapped(game_short_name="g", message=shown) is None


def test_tap_in_a_group() -> None:
    found = tapped(data="a.1", message=BASE | {"chat": GROUP, "text": "?"})
    assert found is not None
    assert (found.kind, found.chat, found.choice) == ("group", "tg:-1009", "a.1")


def standing(chat: dict[str, Any], status: str) -> Event | None:
    who = {"id": 7200000001, "is_bot": True, "first_name": "Rà Soát"}
    change = {"chat": chat, "from": MAI, "date": 1_791_187_200}
    old = {"user": who, "status": "member"}
    new = {"user": who, "status": status, "until_date": 0}
    return event(my_chat_member={**change, "old_chat_member": old, "new_chat_member": new})


def test_blocking_is_leaving_and_the_way_back_is_silent() -> None:
    assert standing(PRIVATE, "kicked") == expected("left")
    assert standing(PRIVATE, "member") is None
    assert standing(GROUP, "kicked") is None


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("Chiều nay họp", False),
        ("/menu", True),
        ("/menu@rasoat_bot giúp", True),
        ("/menu@khac_bot", False),
        ("nhờ @RaSoat_Bot xem", True),
        ("nhờ @khac_bot xem", False),
    ],
)
def test_group_is_heard_only_when_it_speaks_to_us(text: str, addressed: bool) -> None:
    found = said(chat=GROUP, text=text)
    assert (found is not None) is addressed
    if found is not None:
        assert (found.kind, found.chat, found.text) == ("group", "tg:-1009", text)


def test_reply_to_our_words_in_a_group_is_for_us() -> None:
    ours = BASE | {"chat": GROUP, "from": {**MAI, "id": ME.id, "is_bot": True}, "text": "?"}
    theirs = BASE | {"chat": GROUP, "from": {**MAI, "id": 8}, "text": "?"}
    assert said(chat=GROUP, text="ừ", reply_to_message=ours) is not None
    assert said(chat=GROUP, text="ừ", reply_to_message=theirs) is None


def test_channel_posts_and_unknown_updates_are_no_events() -> None:
    assert said(chat={"id": -5, "type": "channel", "title": "Tin"}, text="/menu") is None
    assert event(channel_post=BASE | {"chat": {"id": -5, "type": "channel", "title": "T"}}) is None
    assert event(kind_of_next_year={"a": 1}) is None


def test_time_of_the_act_is_telegrams_own() -> None:
    message = read_update({"update_id": 1, "message": BASE | {"text": "a"}}, BOT)
    edited = BASE | {"text": "b", "edit_date": 1_791_187_260}
    change = read_update({"update_id": 2, "edited_message": edited}, BOT)
    nothing = read_update({"update_id": 3}, BOT)
    assert message is not None and change is not None and nothing is not None
    assert said_at(message) == datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    assert said_at(change) == datetime(2026, 10, 5, 8, 1, tzinfo=UTC)
    assert said_at(nothing) is None


@pytest.mark.parametrize("data", [None, [], "x", {}, {"update_id": "5"}])
def test_no_update_at_all(data: object) -> None:
    with pytest.raises(ValueError, match="update_id"):
        read_update(data, BOT)


def test_update_the_library_cannot_read() -> None:
    assert read_update({"update_id": 5, "message": {"message_id": 1, "chat": [1]}}, BOT) is None
