"""What each channel can do: one row a channel, as far as its platform says so. All texts are plain."""

from bot.ports import Capabilities

TELEGRAM = Capabilities(
    name="telegram",
    audio=True,
    buttons=True,
    edits=True,
    files=True,
    text_limit=4096,
    overall_per_second=30.0,
    chat_per_second=1.0,
)
ZALO_BOT = Capabilities(
    name="zalo_bot",
    buttons=False,
    edits=False,
    files=False,
    text_limit=2000,
    overall_per_second=5.0,  # Zalo names no pace; it answers 429 without saying how long to wait
    chat_per_second=1.0,
    price="month",
)
ZALO_OA = Capabilities(
    name="zalo_oa",
    buttons=True,
    edits=False,
    files=False,
    text_limit=2000,
    overall_per_second=10.0,  # Zalo names no pace; it answers -32 without saying how long to wait
    chat_per_second=1.0,
    price="window",
    buttons_most=5,
    label_most=100,
)
WEB = Capabilities(
    name="web",
    audio=True,
    buttons=True,
    edits=True,
    files=True,
    text_limit=100_000,
    overall_per_second=1_000_000.0,
    chat_per_second=1_000_000.0,
)
TERMINAL = Capabilities(
    name="terminal",
    buttons=False,
    edits=False,
    files=False,
    text_limit=4_000,
    overall_per_second=1_000_000.0,
    chat_per_second=1_000_000.0,
    photos=False,
)
"""A terminal has neither buttons nor files: choices are numbered lines, papers are named."""
