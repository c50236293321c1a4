"""Updates of the Official Account as events, taps among typed words, and what each error means."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.capabilities import ZALO_OA
from bot.channels.zalo_calls import ZaloError
from bot.channels.zalo_oa_answers import MEANINGS, refusal
from bot.channels.zalo_oa_taps import LONGEST_PAYLOAD, fitting, payload, tapped
from bot.channels.zalo_oa_updates import account_of, event_of, picture_of, said_at
from bot.dialogue.message import Button

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)


def update(name: str, **message: Any) -> dict[str, Any]:
    return {
        "app_id": "1",
        "event_name": name,
        "sender": {"id": "7"},
        "recipient": {"id": "99"},
        "timestamp": "1791187200123",
        "message": {"msg_id": "m1"} | message,
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("user_send_text", "text"),
        ("user_send_image", "photo"),
        ("user_send_sticker", "sticker"),
        ("user_send_gif", "sticker"),
        ("user_send_audio", "voice"),
        ("user_send_location", "location"),
        ("user_send_file", "file"),
        ("user_send_video", "other"),
        ("user_send_business_card", "other"),
    ],
)
def test_what_a_person_sends(name: str, kind: str) -> None:
    event = event_of(update(name, text="chào"), NOW)
    words = "" if kind == "location" else "chào"
    assert event is not None
    assert (event.id, event.chat, event.kind, event.text, event.at) == ("zo:7:m1", "zo:7", kind, words, NOW)


@pytest.mark.parametrize(
    "name",
    ["user_received_message", "user_seen_message", "oa_send_text", "user_send_group_text",
     "anonymous_send_text", "", "something_new"],
)  # fmt: skip
def test_what_asks_for_nothing(name: str) -> None:
    assert event_of(update(name, text="chào"), NOW) is None


@pytest.mark.parametrize(
    "change",
    [{"sender": None}, {"sender": {}}, {"sender": {"id": ""}}, {"sender": {"id": "a b"}},
     {"sender": {"id": "ạ"}}, {"sender": {"id": True}}, {"event_name": 7}],
)  # fmt: skip
def test_nobody_says_who(change: dict[str, Any]) -> None:
    assert event_of(update("user_send_text", text="a") | change, NOW) is None


def test_following_and_leaving() -> None:
    told = {"event_name": "follow", "follower": {"id": "7"}, "oa_id": "99", "timestamp": "17"}
    came = event_of(told, NOW)
    assert came is not None and (came.kind, came.text, came.chat) == ("text", "/start", "zo:7")
    left = event_of(told | {"event_name": "unfollow"}, NOW)
    assert left is not None and left.kind == "left" and left.id != came.id
    again = event_of(told | {"timestamp": "18"}, NOW)
    assert again is not None and again.id != came.id
    assert event_of(dict(told), NOW) == came
    assert account_of(told) == "99" == account_of(update("user_send_text"))


def test_zalos_time() -> None:
    assert said_at(update("user_send_text")) == datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    assert said_at({"timestamp": 1791187200123}) == datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    for wrong in ("", "x", "-5", None, "9" * 30, True):
        assert said_at({"timestamp": wrong}) is None


@pytest.mark.parametrize(
    ("attachments", "address"),
    [
        ([{"type": "image", "payload": {"url": "https://x/1.jpg"}}], "https://x/1.jpg"),
        ([{"type": "link"}, {"type": "image", "payload": {"url": "https://x/2.jpg"}}], "https://x/2.jpg"),
        ([{"type": "image"}, 7], ""),
        ("none", ""),
        (None, ""),
    ],
)
def test_the_picture(attachments: Any, address: str) -> None:
    assert picture_of(update("user_send_image", attachments=attachments)) == address


@pytest.mark.parametrize(
    ("coordinates", "place"),
    [
        ({"latitude": "21.5093", "longitude": "106.345612345"}, "21.509300,106.345612"),
        ({"latitude": 21, "longitude": 106}, "21.000000,106.000000"),
        ({"latitude": "nan", "longitude": "1"}, ""),
        ({"latitude": "91", "longitude": "1"}, ""),
        ({"latitude": "x", "longitude": None}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_the_place(coordinates: Any, place: str) -> None:
    told = [{"type": "location", "payload": {"coordinates": coordinates}}]
    event = event_of(update("user_send_location", attachments=told), NOW)
    assert event is not None and (event.kind, event.text) == ("location", place)


# --- taps -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "button",
    [
        Button("12.yes", "Nam"),
        Button("12.<", "‹ Lùi"),
        Button("!case.a-b_c", "Mở [xem]"),
        Button("3.?", "?"),
        Button("9." + "x" * 62, "Hai\ndòng [#1.a]"),
    ],
)
def test_a_tap_is_known_again(button: Button) -> None:
    assert tapped(payload(button)) == button.id


@pytest.mark.parametrize(
    "text",
    ["Nam", "", "[#]", "[# 1.a]", "Nam [#1.a] nhé", "[#1.ạ]", "[#" + "x" * 65 + "]",
     "a" * LONGEST_PAYLOAD + "[#1.a]"],
)  # fmt: skip
def test_words_that_are_no_tap(text: str) -> None:
    assert tapped(text) is None


def test_only_a_text_can_be_a_tap() -> None:
    event = event_of(update("user_send_link", text="Nam [#1.a]"), NOW)
    assert event is not None and event.kind == "text"


def test_all_buttons_or_none() -> None:
    one = Button("1.a", "a" * 100)
    assert fitting(((one,) * 3, (one,) * 2), ZALO_OA) == (one,) * 5
    assert fitting(((one,) * 6,), ZALO_OA) == ()
    assert fitting(((one, Button("1.b", "a" * 101)),), ZALO_OA) == ()
    assert fitting(((Button("1.c", "a" * 99, picked=True),),), ZALO_OA) == ()  # its tick counts
    assert fitting((), ZALO_OA) == ()


# --- errors -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "retryable", "gone", "reason"),
    [
        (-216, True, False, ""),
        (-32, True, False, ""),
        (-230, False, False, "window"),
        (-232, False, False, "window"),
        (-311, False, False, "quota"),
        (-211, False, False, "quota"),
        (-213, False, True, ""),
        (-210, False, False, ""),
        (-224, True, False, ""),
        (-99999, True, False, ""),
        (0, True, False, ""),
        (502, True, False, ""),
    ],
)
def test_what_an_error_means(code: int, retryable: bool, gone: bool, reason: str) -> None:
    told = refusal(ZaloError(code, "x"))
    assert (told.retryable, told.gone, told.reason, told.retry_after) == (retryable, gone, reason, None)


def test_at_night_a_letter_waits_for_the_morning() -> None:
    told = refusal(ZaloError(-234, "x"))
    assert told.retryable and told.retry_after == 3600


def test_no_meaning_is_out_of_use() -> None:
    assert set(MEANINGS.values()) == {
        "token", "pace", "night", "window", "quota", "gone", "letter", "account"
    }  # fmt: skip


def test_an_errors_words_hold_no_token() -> None:
    assert "x" * 60 not in str(ZaloError(-216, "bad token " + "x" * 300))
