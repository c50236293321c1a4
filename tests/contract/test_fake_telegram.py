"""The pretended Bot API over raw HTTP: every refusal in Telegram's words, every way of failing."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fakes.server import LoopbackServer
from tests.fakes.telegram_api import FakeTelegram


@pytest.fixture
async def api() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        fake.user(7, "Mai")
        yield fake


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=False, timeout=10) as client:
        yield client


class Caller:
    """Calls methods as a form, as any HTTP client would."""

    def __init__(self, api: FakeTelegram, http: httpx.AsyncClient) -> None:
        self.api, self.http = api, http

    async def __call__(self, method: str, **params: Any) -> httpx.Response:
        form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
        return await self.http.post(f"{self.api.base_url}{self.api.token}/{method}", data=form)

    async def result(self, method: str, **params: Any) -> Any:
        body = (await self(method, **params)).json()
        assert body["ok"] is True, body
        return body["result"]


@pytest.fixture
def call(api: FakeTelegram, http: httpx.AsyncClient) -> Caller:
    return Caller(api, http)


def assert_refused(answer: httpx.Response, code: int, description: str) -> None:
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


def one_button(data: str, label: str = "Có") -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": data}]]}


# --- who asks -------------------------------------------------------------------------------------------


async def test_get_me_says_it_is_a_bot(call: Caller) -> None:
    me = await call.result("getMe")
    assert me["is_bot"] is True
    assert me["id"] == 7200000001
    assert me["username"] == "rasoat_bot"


async def test_method_names_are_case_insensitive(call: Caller) -> None:
    assert (await call.result("GETME"))["is_bot"] is True


async def test_wrong_token_is_unauthorized(api: FakeTelegram, http: httpx.AsyncClient) -> None:
    wrong = "7200000001:AAanother-token_of-nobody-at-all-00"
    assert_refused(await http.get(f"{api.base_url}{wrong}/getMe"), 401, "Unauthorized")


async def test_malformed_token_is_not_found(api: FakeTelegram, http: httpx.AsyncClient) -> None:
    assert_refused(await http.get(f"{api.base_url}no-token/getMe"), 404, "Not Found")


async def test_unknown_method_is_not_found(call: Caller) -> None:
    assert_refused(await call("sendMoney", chat_id=7), 404, "Not Found: method not found")


# --- texts and buttons ----------------------------------------------------------------------------------


async def test_text_of_4096_characters_passes_and_one_more_does_not(call: Caller) -> None:
    assert len((await call.result("sendMessage", chat_id=7, text="ă" * 4096))["text"]) == 4096
    too_long = await call("sendMessage", chat_id=7, text="ă" * 4097)
    assert_refused(too_long, 400, "Bad Request: message is too long")


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
async def test_empty_text(call: Caller, text: str) -> None:
    assert_refused(await call("sendMessage", chat_id=7, text=text), 400, "Bad Request: message text is empty")


async def test_callback_data_of_64_bytes_passes_and_one_more_does_not(call: Caller) -> None:
    await call.result("sendMessage", chat_id=7, text="?", reply_markup=one_button("x" * 64))
    longer = await call("sendMessage", chat_id=7, text="?", reply_markup=one_button("x" * 65))
    assert_refused(longer, 400, "Bad Request: BUTTON_DATA_INVALID")


async def test_callback_data_is_measured_in_bytes(call: Caller) -> None:
    """22 times "ắ" are 22 characters and 66 bytes."""
    answer = await call("sendMessage", chat_id=7, text="?", reply_markup=one_button("ắ" * 22))
    assert_refused(answer, 400, "Bad Request: BUTTON_DATA_INVALID")


async def test_empty_callback_data(call: Caller) -> None:
    answer = await call("sendMessage", chat_id=7, text="?", reply_markup=one_button(""))
    words = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
    assert_refused(answer, 400, f"Bad Request: {words}")


async def test_empty_label(call: Caller) -> None:
    answer = await call("sendMessage", chat_id=7, text="?", reply_markup=one_button("a", label=""))
    assert_refused(answer, 400, "Bad Request: inline keyboard button text must be non-empty")


async def test_markup_that_is_no_object(call: Caller) -> None:
    answer = await call("sendMessage", chat_id=7, text="?", reply_markup="[")
    assert_refused(answer, 400, "Bad Request: object expected as reply markup")


async def test_more_than_a_hundred_buttons(call: Caller) -> None:
    rows = [[{"text": str(number), "callback_data": str(number)}] for number in range(101)]
    answer = await call("sendMessage", chat_id=7, text="?", reply_markup={"inline_keyboard": rows})
    assert_refused(answer, 400, "Bad Request: reply markup is too long")


# --- who hears ------------------------------------------------------------------------------------------


async def test_unknown_chat(call: Caller) -> None:
    assert_refused(await call("sendMessage", chat_id=8, text="?"), 400, "Bad Request: chat not found")


async def test_chat_that_is_no_number(call: Caller) -> None:
    assert_refused(await call("sendMessage", chat_id="Mai", text="?"), 400, "Bad Request: chat not found")


async def test_blocked_by_the_user(api: FakeTelegram, call: Caller) -> None:
    api.user(7).blocks_bot()
    answer = await call("sendMessage", chat_id=7, text="?")
    assert_refused(answer, 403, "Forbidden: bot was blocked by the user")
    api.user(7).unblocks_bot()
    assert (await call.result("sendMessage", chat_id=7, text="?"))["text"] == "?"


async def test_deleted_account(api: FakeTelegram, call: Caller) -> None:
    api.user(7).deletes_account()
    assert_refused(await call("sendMessage", chat_id=7, text="?"), 403, "Forbidden: user is deactivated")


async def test_kicked_from_a_group(api: FakeTelegram, call: Caller) -> None:
    api.group(-9).removes_bot()
    answer = await call("sendMessage", chat_id=-9, text="?")
    assert_refused(answer, 403, "Forbidden: bot was kicked from the group chat")


async def test_typing_state_needs_a_chat_that_listens(api: FakeTelegram, call: Caller) -> None:
    assert await call.result("sendChatAction", chat_id=7, action="typing") is True
    assert_refused(
        await call("sendChatAction", chat_id=8, action="typing"), 400, "Bad Request: chat not found"
    )


# --- edits ----------------------------------------------------------------------------------------------


async def test_edit_changes_text_and_buttons(api: FakeTelegram, call: Caller) -> None:
    first = await call.result("sendMessage", chat_id=7, text="cũ", reply_markup=one_button("a"))
    await call.result("editMessageText", chat_id=7, message_id=first["message_id"], text="mới")
    [shown] = api.user(7).inbox
    assert (shown.text, shown.buttons, shown.earlier) == ("mới", [], ["cũ"])


async def test_unchanged_edit(call: Caller) -> None:
    first = await call.result("sendMessage", chat_id=7, text="cũ", reply_markup=one_button("a"))
    same = {"chat_id": 7, "message_id": first["message_id"], "text": "cũ"}
    answer = await call("editMessageText", **same, reply_markup=one_button("a"))
    words = (
        "message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message"
    )
    assert_refused(answer, 400, f"Bad Request: {words}")
    await call.result("editMessageText", **same, reply_markup=one_button("b"))


async def test_edit_of_unknown_message(call: Caller) -> None:
    answer = await call("editMessageText", chat_id=7, message_id=99_999, text="?")
    assert_refused(answer, 400, "Bad Request: message to edit not found")


async def test_edit_of_somebody_elses_message(api: FakeTelegram, call: Caller) -> None:
    theirs = api.user(7).types("chào")["message"]["message_id"]
    answer = await call("editMessageText", chat_id=7, message_id=theirs, text="?")
    assert_refused(answer, 400, "Bad Request: message can't be edited")


async def test_edit_of_a_document_has_no_text(call: Caller) -> None:
    sent = await upload(call, b"%PDF")
    answer = await call(
        "editMessageText", chat_id=7, message_id=sent.json()["result"]["message_id"], text="?"
    )
    assert_refused(answer, 400, "Bad Request: there is no text in the message to edit")


# --- taps -----------------------------------------------------------------------------------------------


async def test_tap_is_answered_once(api: FakeTelegram, call: Caller) -> None:
    await call.result("sendMessage", chat_id=7, text="?", reply_markup=one_button("a", "✓ Có"))
    tap = api.user(7).taps("Có")["callback_query"]
    assert (tap["data"], tap["message"]["text"]) == ("a", "?")
    assert await call.result("answerCallbackQuery", callback_query_id=tap["id"]) is True
    again = await call("answerCallbackQuery", callback_query_id=tap["id"])
    words = "query is too old and response timeout expired or query ID is invalid"
    assert_refused(again, 400, f"Bad Request: {words}")


async def test_tap_too_old(http: httpx.AsyncClient) -> None:
    seconds = [1_000.0]
    async with FakeTelegram(now=lambda: seconds[0]) as api:
        call = Caller(api, http)
        tap = api.user(7).taps_inline("a")["callback_query"]
        seconds[0] += 16
        answer = await call("answerCallbackQuery", callback_query_id=tap["id"])
    words = "query is too old and response timeout expired or query ID is invalid"
    assert_refused(answer, 400, f"Bad Request: {words}")


def test_tap_on_a_button_that_is_not_there() -> None:
    with pytest.raises(AssertionError, match="finds no button 'Không'"):
        FakeTelegram().user(7).taps("Không")


# --- files ----------------------------------------------------------------------------------------------


async def upload(call: Caller, content: bytes, **form: str) -> httpx.Response:
    return await call.http.post(
        f"{call.api.base_url}{call.api.token}/sendDocument",
        data={"chat_id": "7", **form},
        files={"document": ("mau_01.pdf", content, "application/pdf")},
    )


async def test_document_arrives_byte_for_byte(api: FakeTelegram, call: Caller) -> None:
    content = b"%PDF\r\n--\x00\xff\r\n"
    result = (await upload(call, content, caption="Giấy")).json()["result"]
    assert result["document"]["file_name"] == "mau_01.pdf"
    shown = api.user(7).newest
    assert (shown.text, shown.file, shown.file_name) == ("Giấy", content, "mau_01.pdf")
    found = await call.result("getFile", file_id=result["document"]["file_id"])
    answer = await call.http.get(f"{api.base_file_url}{api.token}/{found['file_path']}")
    assert answer.content == content


async def test_caption_over_1024(call: Caller) -> None:
    assert (await upload(call, b"%PDF", caption="ă" * 1024)).status_code == 200
    answer = await upload(call, b"%PDF", caption="ă" * 1025)
    assert_refused(answer, 400, "Bad Request: message caption is too long")


async def test_empty_file(call: Caller) -> None:
    assert_refused(await upload(call, b""), 400, "Bad Request: file must be non-empty")


async def test_no_document(call: Caller) -> None:
    answer = await call("sendDocument", chat_id=7)
    assert_refused(answer, 400, "Bad Request: there is no document in the request")


async def test_file_over_50_megabytes(call: Caller) -> None:
    answer = await upload(call, bytes(50 * 1024 * 1024 + 1))
    assert_refused(answer, 413, "Request Entity Too Large")


async def test_unknown_file(call: Caller) -> None:
    answer = await call("getFile", file_id="none")
    assert_refused(answer, 400, "Bad Request: wrong file_id or the file is temporarily unavailable")


async def test_download_over_20_megabytes(api: FakeTelegram, call: Caller) -> None:
    photo = api.user(7).sends_document(size=20 * 1024 * 1024 + 1)["message"]["document"]
    answer = await call("getFile", file_id=photo["file_id"])
    assert_refused(answer, 400, "Bad Request: file is too big")


async def test_file_path_is_good_for_an_hour(http: httpx.AsyncClient) -> None:
    seconds = [1_000.0]
    async with FakeTelegram(now=lambda: seconds[0]) as api:
        call = Caller(api, http)
        document = api.user(7).sends_document("bang.xlsx", content=b"PK\x03\x04")["message"]["document"]
        assert (document["file_name"], document["file_size"]) == ("bang.xlsx", 4)
        path = (await call.result("getFile", file_id=document["file_id"]))["file_path"]
        address = f"{api.base_file_url}{api.token}/{path}"
        seconds[0] += 3600
        assert (await http.get(address)).content == b"PK\x03\x04"
        seconds[0] += 1
        assert_refused(await http.get(address), 404, "Not Found")
        again = (await call.result("getFile", file_id=document["file_id"]))["file_path"]
        assert (await http.get(f"{api.base_file_url}{api.token}/{again}")).content == b"PK\x03\x04"


async def test_file_needs_the_right_token_and_a_path_that_was_given(
    api: FakeTelegram, call: Caller, http: httpx.AsyncClient
) -> None:
    document = api.user(7).sends_document(content=b"a")["message"]["document"]
    path = (await call.result("getFile", file_id=document["file_id"]))["file_path"]
    assert_refused(await http.get(f"{api.base_file_url}1:other/{path}"), 404, "Not Found")
    assert_refused(await http.get(f"{api.base_file_url}{api.token}/files/other"), 404, "Not Found")


async def test_download_can_fail_on_demand(api: FakeTelegram, call: Caller, http: httpx.AsyncClient) -> None:
    document = api.user(7).sends_document(content=b"a")["message"]["document"]
    path = (await call.result("getFile", file_id=document["file_id"]))["file_path"]
    address = f"{api.base_file_url}{api.token}/{path}"
    api.will("error_502", "file")
    assert (await http.get(address)).status_code == 502
    api.will("drop_before", "file")
    with pytest.raises(httpx.HTTPError):
        await http.get(address)
    assert (await http.get(address)).content == b"a"


# --- commands -------------------------------------------------------------------------------------------


async def test_commands_are_kept(api: FakeTelegram, call: Caller) -> None:
    commands = [{"command": "menu", "description": "Trang đầu"}]
    assert await call.result("setMyCommands", commands=commands) is True
    assert api.commands == commands


async def test_command_with_a_capital(call: Caller) -> None:
    answer = await call("setMyCommands", commands=[{"command": "Menu", "description": "Trang đầu"}])
    assert_refused(answer, 400, "Bad Request: BOT_COMMAND_INVALID")


async def test_command_without_description(call: Caller) -> None:
    answer = await call("setMyCommands", commands=[{"command": "menu", "description": ""}])
    assert_refused(answer, 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


# --- updates --------------------------------------------------------------------------------------------


async def test_offset_acknowledges_what_is_before_it(api: FakeTelegram, call: Caller) -> None:
    first, second = (api.user(7).types(text)["update_id"] for text in ("một", "hai"))
    assert [one["update_id"] for one in await call.result("getUpdates")] == [first, second]
    assert [one["update_id"] for one in await call.result("getUpdates")] == [first, second]
    assert [one["update_id"] for one in await call.result("getUpdates", offset=second)] == [second]
    assert await call.result("getUpdates", offset=second + 1) == []


async def test_long_poll_waits_for_something(api: FakeTelegram, call: Caller) -> None:
    polling = asyncio.create_task(call.result("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    assert not polling.done()
    api.user(7).types("chào")
    [update] = await asyncio.wait_for(polling, 1)
    assert update["message"]["text"] == "chào"


async def test_allowed_updates_hold_others_back(api: FakeTelegram, call: Caller) -> None:
    await call.result("getUpdates", allowed_updates=["message"])
    api.user(7).types("một")
    api.user(7).edits("hai")
    [update] = await call.result("getUpdates")
    assert update["message"]["text"] == "một"


async def test_second_poller_ends_the_first(call: Caller) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    assert (await call("getUpdates", timeout=0)).status_code == 200
    words = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert_refused(await asyncio.wait_for(first, 1), 409, f"Conflict: {words}")


async def test_poller_that_left_leaves_its_updates(api: FakeTelegram, call: Caller) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    api.user(7).types("chào")
    assert len(await call.result("getUpdates")) == 1


async def test_polling_while_a_webhook_is_set(api: FakeTelegram, call: Caller) -> None:
    await call.result("setWebhook", url="https://example.org/telegram")
    words = (
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert_refused(await call("getUpdates"), 409, f"Conflict: {words}")
    assert (await call.result("getWebhookInfo"))["url"] == "https://example.org/telegram"
    await call.result("deleteWebhook")
    assert await call.result("getUpdates") == []


async def test_webhook_without_https(call: Caller) -> None:
    answer = await call("setWebhook", url="http://example.org/telegram")
    assert_refused(answer, 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")


async def test_secret_with_a_forbidden_letter(call: Caller) -> None:
    answer = await call("setWebhook", url="https://example.org/telegram", secret_token="mật khẩu")
    assert_refused(answer, 400, "Bad Request: secret token contains unallowed characters")


class Hook:
    """A webhook that answers as told, 200 once nothing more is told."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.got = list(statuses), list[tuple[str, int]]()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = json.loads((await receive())["body"])
        secret = dict(scope["headers"]).get(b"x-telegram-bot-api-secret-token", b"").decode()
        self.got.append((secret, body["update_id"]))
        status = self.statuses.pop(0) if self.statuses else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def test_webhook_gets_updates_in_order_and_again_until_it_agrees(
    api: FakeTelegram, call: Caller
) -> None:
    hook = Hook(500, 503)
    api.delivery.allow_http = True
    async with LoopbackServer(hook) as server:
        first = api.user(7).types("trước")["update_id"]
        await call.result("setWebhook", url=f"{server.url}/", secret_token="bi_mat-1")
        second = api.user(7).types("sau")["update_id"]
        await api.quiet()
        info = await call.result("getWebhookInfo")
        await call.result("deleteWebhook")
    assert hook.got == [("bi_mat-1", number) for number in (first, first, first, second)]
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


# --- pace and trouble -----------------------------------------------------------------------------------


async def test_steady_stream_to_a_chat_is_held_to_one_a_second(http: httpx.AsyncClient) -> None:
    """Three at once pass; the fourth must wait until the second after the first: one second."""
    seconds = [1_000.0]
    async with FakeTelegram(paced=True, now=lambda: seconds[0]) as api:
        api.user(7), api.user(8)
        call = Caller(api, http)
        for _ in range(3):
            await call.result("sendMessage", chat_id=7, text="?")
        answer = await call("sendMessage", chat_id=7, text="?")
        assert answer.status_code == 429
        assert answer.json()["description"] == "Too Many Requests: retry after 1"
        assert answer.json()["parameters"] == {"retry_after": 1}
        await call.result("sendMessage", chat_id=8, text="?")
        seconds[0] += 1
        await call.result("sendMessage", chat_id=7, text="?")


async def test_429_on_demand(call: Caller) -> None:
    call.api.will("too_many", "sendMessage", seconds=17)
    await call.result("getMe")
    answer = await call("sendMessage", chat_id=7, text="?")
    assert (answer.status_code, answer.json()["parameters"]) == (429, {"retry_after": 17})
    await call.result("sendMessage", chat_id=7, text="?")


@pytest.mark.parametrize("code", [500, 502])
async def test_server_errors_are_pages(call: Caller, code: int) -> None:
    call.api.will("error_500" if code == 500 else "error_502")
    answer = await call("sendMessage", chat_id=7, text="?")
    assert answer.status_code == code
    assert answer.headers["content-type"].startswith("text/html")
    assert call.api.user(7).inbox == []


async def test_connection_dropped_before_the_work(call: Caller) -> None:
    call.api.will("drop_before", "sendMessage")
    with pytest.raises(httpx.TransportError):
        await call("sendMessage", chat_id=7, text="?")
    assert call.api.user(7).inbox == []


async def test_connection_dropped_after_the_work(call: Caller) -> None:
    call.api.will("drop_after", "sendMessage")
    with pytest.raises(httpx.TransportError):
        await call("sendMessage", chat_id=7, text="?")
    assert [shown.text for shown in call.api.user(7).inbox] == ["?"]


async def test_slow_answer(call: Caller) -> None:
    call.api.will("slow", "sendMessage", seconds=0.5)
    url = f"{call.api.base_url}{call.api.token}/sendMessage"
    with pytest.raises(httpx.ReadTimeout):
        await call.http.post(url, data={"chat_id": "7", "text": "?"}, timeout=0.1)
    assert (await call.result("sendMessage", chat_id=7, text="!"))["text"] == "!"
