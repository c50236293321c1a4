"""The Bot API's methods the bot uses, as strict as the real ones."""

import re
from collections.abc import Callable
from typing import Any

from tests.fakes import telegram_rules as rules
from tests.fakes.telegram_http import Upload
from tests.fakes.telegram_rules import RefusalError, bad
from tests.fakes.telegram_world import World

Params = dict[str, Any]
QUERY_LIFETIME = 15.0  # seconds a tap may wait for its answer
PATH_LIFETIME = 3600.0  # seconds a file path is good for: "at least 1 hour"


def get_me(world: World, params: Params) -> Any:
    can = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return world.me | can


def set_my_commands(world: World, params: Params) -> Any:
    world.commands = rules.checked_commands(params)
    return True


def send_message(world: World, params: Params) -> Any:
    chat = world.chat_of(params)
    text, buttons = rules.checked_text(params), rules.checked_buttons(params)
    return world.show(chat, world.me, text=text, buttons=buttons).json()


def edit_message_text(world: World, params: Params) -> Any:
    chat = world.chat_of(params)
    message = world.message(chat, params.get("message_id"))
    if message is None:
        raise bad(rules.NO_MESSAGE)
    if not message.by_bot:
        raise bad(rules.NOT_EDITABLE)
    if message.file is not None:
        raise bad(rules.NO_TEXT)
    text, buttons = rules.checked_text(params), rules.checked_buttons(params)
    if (text, buttons) == (message.text, message.buttons):
        raise bad(rules.NOT_MODIFIED)
    world.change(message, text, buttons)
    return message.json()


def send_document(world: World, params: Params) -> Any:
    chat = world.chat_of(params)
    document, caption = params.get("document"), str(params.get("caption", "")).strip()
    if not isinstance(document, Upload):
        raise bad(rules.NO_DOCUMENT)
    if not document.content:
        raise bad(rules.EMPTY_FILE)
    if len(document.content) > rules.UPLOAD_LIMIT:
        raise RefusalError(413, "Request Entity Too Large")
    if len(caption) > rules.CAPTION_LIMIT:
        raise bad(rules.LONG_CAPTION)
    buttons = rules.checked_buttons(params)
    message = world.show(
        chat, world.me, text=caption, buttons=buttons, file=document.content, file_name=document.name
    )
    world.files[f"doc{message.id}"] = document.content
    return message.json()


def send_sound(world: World, params: Params) -> Any:
    """sendVoice and sendAudio: a file and a caption; what it is stands in the file's name."""
    chat, caption = world.chat_of(params), str(params.get("caption", "")).strip()
    sound = params.get("voice") or params.get("audio")
    if not isinstance(sound, Upload) or not sound.content:
        raise bad(rules.NO_DOCUMENT)
    if len(caption) > rules.CAPTION_LIMIT:
        raise bad(rules.LONG_CAPTION)
    kinds = ("ogg", "mp3", "m4a") if params.get("voice") else ("mp3", "m4a")
    if sound.name.rpartition(".")[2] not in kinds:
        raise bad(rules.NO_DOCUMENT)
    buttons = rules.checked_buttons(params)
    return world.show(
        chat, world.me, text=caption, buttons=buttons, file=sound.content, file_name=sound.name
    ).json()


def answer_callback_query(world: World, params: Params) -> Any:
    query = world.queries.get(str(params.get("callback_query_id")))
    if query is None or query.answered or world.now() - query.at > QUERY_LIFETIME:
        raise bad(rules.OLD_QUERY)
    query.answered = True
    return True


def send_chat_action(world: World, params: Params) -> Any:
    world.chat_of(params)
    return True


def get_file(world: World, params: Params) -> Any:
    file_id = str(params.get("file_id", ""))
    content = world.files.get(file_id)
    if content is None:
        raise bad(rules.BAD_FILE_ID)
    if len(content) > rules.DOWNLOAD_LIMIT:
        raise bad(rules.BIG_FILE)
    known = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
    path = f"files/{file_id}.{len(world.paths)}"
    world.paths[path] = (file_id, world.now() + PATH_LIFETIME)
    return known | {"file_path": path}


def webhook_secret(params: Params) -> str:
    secret = str(params.get("secret_token", ""))
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad(rules.BAD_SECRET)
    return secret


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getme": get_me,
    "setmycommands": set_my_commands,
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "senddocument": send_document,
    "sendvoice": send_sound,
    "sendaudio": send_sound,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "getfile": get_file,
}
"""By lower-case name: "all methods in the Bot API are case-insensitive"."""

SPEAKING = {"sendmessage", "editmessagetext", "senddocument", "sendvoice", "sendaudio"}
