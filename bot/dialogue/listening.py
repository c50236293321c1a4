"""🔊: a prompt's recording instead of reading it. What a recording is called, and sending it."""

from bot.dialogue.message import Button, DocumentRef
from bot.dialogue.prompt import Prompt
from bot.dialogue.turn import Turn

SIGN = "🔊"
BUTTON = "play"


def sound_of(turn: Turn, prompt: Prompt) -> str:
    """The name of what is asked, without language: "phieu_b.toilet", "menu", "my_file.view"."""
    if prompt.sound:
        return prompt.sound
    frame = turn.frame
    parts = [frame.conversation] if frame.step == "start" else [frame.conversation, frame.step]
    if frame.conversation == "menu" and turn.staff is not None:
        parts.append(turn.staff.role)
    return ".".join(parts)


def button(turn: Turn, prompt: Prompt, no: int) -> Button | None:
    """The button beside "?", there where the commune has recorded this prompt in the person's language."""
    if not turn.env.aids.recording(sound_of(turn, prompt), turn.language):
        return None
    return Button(f"{no}.{BUTTON}", SIGN, typed="")


def play(turn: Turn, words: str) -> None:
    """Send the recording of what is asked. words: said where there is none, or where it cannot be played."""
    asked = turn.session.asked
    sound = asked.sound if asked else ""
    file = turn.env.aids.recording(sound, turn.language)
    if not file:
        turn.says.append(f"{turn.t('engine.no_recording')}\n{words}")
        return
    reference = DocumentRef("audio", "", file, f"{sound}.{turn.language}")
    turn.document(f"{SIGN} {turn.t('engine.listen')}", reference, instead=words)
