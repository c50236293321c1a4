"""Scripted conversations as plain text: reading a script, writing what was said.

# a comment
@clock 2026-10-05 08:00        the clock set; "@clock +2h", "+3d" move it forward
@invite nv-nam ABCD-EFGH-JKLM-NPQR      an invitation made for a staff member
@revoke nv-ba                  an access ended
@also nv-ba officer            roles held besides the main one, commas between
@remind                        from here on people are reminded, and their quiet hours are kept
@restart                       the process ends and starts again over the same store
@languages vi en km            the languages on offer ("vi en" at first)
@record menu.vi                recordings that are at hand, each by prompt and language
@channel zalo_bot              the phones are like this channel's from here on, first line of a script
@plan 2026-01-01: 40 messages  what the bot may send a month ("Trang thử"); none at first
@public https://bot.example.vn where people reach the bot's own pages
@page mai                      somebody opens the newest link on that phone: what the page says (🌐)
@page mai code                 … taps for a code, "open 305118" types one, "fetch" takes the paper
@round ../files/dot.toml       another round begins to be there, from its file
@screen nv-ba HL-0004          Phiếu A of a seeded household as it is, brought in by an enumerator
@survey nv-ba HL-0001          the same for Phiếu B
@lose mai gone                 sends to a phone fail ("gone" for good, "later" for now; "ok" again)
👤 mai: 1                      somebody types; "[Nhận giấy]" taps that button (newest; "[…]@old": oldest)
👤 mai +: 5                    typed at once after the line before, without reading the answers
👤 mai: <photo ../files/a.jpg> a photo, its path seen from the transcript's own folder
👤 ba: <location 21.5,106.3>   a pin on the map, latitude and longitude in degrees
👤 mai: <sticker>              something else than text
👤 lan: <file ../files/a.xlsx> a file, its path seen from the transcript's own folder
🤖 mai: …                      what the bot says there; checked word by word
"""

from dataclasses import dataclass
from typing import Literal

ME, BOT, PAGE = "👤 ", "🤖 ", "🌐 "
INDENT = "   "
BLANK = "│"
"""Stands for an empty line within a message, so that it is told from one between messages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do. kind: what; who: persona or subject; text: words; joined: without waiting."""

    number: int
    raw: str
    kind: Literal["say", "directive", "comment"]
    who: str = ""
    text: str = ""
    joined: bool = False


def read_script(text: str) -> list[Line]:
    """The lines to play; what the bot said is left out. ValueError names a line that is none of these."""
    lines = []
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.startswith((BOT, PAGE, INDENT)):
            continue
        lines.append(_line(number, raw))
    return lines


def _line(number: int, raw: str) -> Line:
    if not raw.strip() or raw.startswith("#"):
        return Line(number, raw, "comment")
    if raw.startswith("@"):
        name, _, rest = raw[1:].partition(" ")
        return Line(number, raw, "directive", name, rest.strip())
    who, colon, said = raw.removeprefix(ME).partition(":")
    if not raw.startswith(ME) or not colon:
        raise ValueError(f"line {number}: begin with '#', '@', '{ME}name:' or '{BOT}name:'")
    joined = who.endswith("+")
    return Line(number, raw, "say", who.rstrip("+ "), said.removeprefix(" ").replace("\\n", "\n"), joined)


def shown(name: str, text: str, rows: tuple[tuple[str, ...], ...], file: str, edited: bool) -> str:
    """One message of the bot as transcript lines."""
    lines = text.splitlines() or [""]
    if edited:
        lines[0] = f"(sửa) {lines[0]}"
    body = [f"{BOT}{name}: {lines[0]}", *(f"{INDENT}{line or BLANK}" for line in lines[1:])]
    if file:
        body.append(f"{INDENT}📎 {file}")
    body += [INDENT + " ".join(f"[{label}]" for label in row) for row in rows]
    return "\n".join(body)
