"""A survey the village meeting did not agree to: sent again as it was only with a word why it stays.

Frame data: case.
"""

from bot.cases.case import Case
from bot.cases.form_record import FormRecord, results_of
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.handlers import files, meeting_words

CONVERSATION = "meeting_again"
SHORTEST_WORDS = 10
LONGEST_WORDS = 1_000


def stops(turn: Turn, case: Case, record: FormRecord) -> bool:
    """Whether a word is still needed: nothing was changed since the meeting, and none has been given.

    It is asked on top of the survey's result, which keeps it (frame data: stays).
    """
    results = results_of(record)
    same = bool(results) and results[-1].answers == record.answers
    if case.state != "voted_down" or not same or turn.datum("stays"):
        return False
    turn.push(CONVERSATION, case=case.id)
    return True


def ask_why(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    return Prompt(turn.t("meeting.again.why", said=meeting_words.last_vote(turn, case)), free=True)


def take_why(turn: Turn, reply: Reply) -> None:
    """Back to the result, which is read once more before it goes."""
    words = clean(reply.text)[:LONGEST_WORDS]
    if sum(letter.isalpha() for letter in words) < SHORTEST_WORDS:
        turn.refuse(turn.t("meeting.again.short"))
        return
    turn.pop(stays=words)
    turn.say("meeting.again.kept")


AGAIN = Conversation({"start": Step(ask_why, take_why)}, ("enumerator",))
