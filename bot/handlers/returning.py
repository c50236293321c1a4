"""An officer sends a survey back: which questions, with which words, then once more in full before it goes.

Frame data: case · section (open now) · picks (spots named) · words (one for each, in their order) ·
together (one word for all) · shown (which result the officer was looking at).
"""

from bot.cases.case import Case
from bot.cases.survey_return import ReturnedQuestion, SurveyReturn
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of, spots
from bot.dialogue.walk.labels import spot_label, spot_line
from bot.handlers import files, own_survey, result, returned, reviewing
from bot.handlers.acting import act
from bot.scoring.path import Spot

DONE = ".done"
EACH, ALL = "each", "all"
SHORTEST_WORDS = 5
LONGEST_WORDS = 500
LINE = 60


def open_returning(turn: Turn, case: Case) -> None:
    """From the file, where the table of moves allows it and the survey is not one's own."""
    if own_survey.is_own(turn, case):
        turn.says.append(own_survey.words(turn, case))
        return
    turn.push("returning", "section", case=case.id, shown=reviewing.shown(turn, case))


def _here(turn: Turn) -> tuple[Case, Open] | None:
    """The case and its form as it was sent; None where there is none any more (said so, and left)."""
    case = files.current(turn)
    if case is None or not case.measured_by:
        return None
    return case, result.answers_sent(form_of(turn, case.measured_by))


def _named(turn: Turn, open_form: Open) -> list[Spot]:
    """The spots named so far, in the form's order."""
    picks = turn.data_list("picks")
    return [spot for spot in spots(open_form) if spot.id in picks]


# ── which questions ──────────────────────────────────────────────────────────────────────────
def ask_section(turn: Turn) -> Prompt:
    here = _here(turn)
    if here is None:
        return Prompt("")
    named = _named(turn, here[1])
    sections = {spot.section.id: spot.section for spot in spots(here[1])}
    counts = {name: sum(spot.section.id == name for spot in named) for name in sections}
    choices = [
        Choice(name, turn.word(one.title) + (f" ({counts[name]})" if counts[name] else ""))
        for name, one in sections.items()
    ]
    if named:
        choices.append(Choice(DONE, turn.t("returning.done", count=len(named))))
    rows = [turn.t("returning.section" if not named else "returning.section_more")]
    rows += [f"• {spot_line(turn, here[1], spot)}" for spot in named]
    return Prompt("\n".join(rows), tuple(choices))


def take_section(turn: Turn, reply: Reply) -> None:
    if reply.choice != DONE:
        turn.goto("question", section=reply.choice)
    elif len(turn.data_list("picks")) > 1:
        turn.goto("how", words=(), together="")
    else:
        turn.goto("words", words=(), together="")


def _of_section(turn: Turn, open_form: Open) -> list[Spot]:
    return [spot for spot in spots(open_form) if spot.section.id == turn.datum("section")]


def ask_question(turn: Turn) -> Prompt:
    here = _here(turn)
    if here is None:
        return Prompt("")
    picks = turn.data_list("picks")
    found = _of_section(turn, here[1])
    choices = [Choice(s.id, spot_line(turn, here[1], s)[:LINE], s.id in picks) for s in found]
    choices.append(Choice(DONE, turn.t("walk.done"), typed=""))
    return Prompt(turn.t("returning.question"), tuple(choices), columns=1, many=True)


def take_question(turn: Turn, reply: Reply) -> None:
    """A tap sets or takes away a tick; typed numbers are all of this section that are named."""
    here = _here(turn)
    if here is None:
        return
    own = {spot.id for spot in _of_section(turn, here[1])}
    picks = turn.data_list("picks")
    if reply.picks is not None:
        picks = (*(one for one in picks if one not in own), *reply.picks)
    elif reply.choice in own:
        picks = (
            tuple(p for p in picks if p != reply.choice) if reply.choice in picks else (*picks, reply.choice)
        )
        turn.keep(picks=picks)
        turn.redraw()
        return
    turn.goto("section", section="", picks=picks)


# ── the words ────────────────────────────────────────────────────────────────────────────────
def ask_how(turn: Turn) -> Prompt:
    choices = (Choice(EACH, turn.t("returning.each")), Choice(ALL, turn.t("returning.all")))
    return Prompt(turn.t("returning.how", count=len(turn.data_list("picks"))), choices, columns=1)


def take_how(turn: Turn, reply: Reply) -> None:
    turn.goto("words", words=(), together="1" if reply.choice == ALL else "")


def ask_words(turn: Turn) -> Prompt:
    here = _here(turn)
    if here is None:
        return Prompt("")
    named, at = _named(turn, here[1]), len(turn.data_list("words"))
    if at >= len(named):  # scored or sent again meanwhile: what is asked is another set
        turn.goto("section", words=())
        return Prompt("")
    if turn.datum("together"):
        return Prompt(turn.t("returning.words_all", count=len(named)), free=True)
    answer = spot_line(turn, here[1], named[at])
    return Prompt(turn.t("returning.words", k=at + 1, n=len(named), answer=answer), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    """Rejecting needs words: what is missing, or what does not fit."""
    here, words = _here(turn), clean(reply.text)[:LONGEST_WORDS]
    if here is None:
        return
    if len(words) < SHORTEST_WORDS or not any(letter.isalpha() for letter in words):
        turn.refuse(turn.t("returning.words_short"))
        return
    named = _named(turn, here[1])
    said = (words,) * len(named) if turn.datum("together") else (*turn.data_list("words"), words)
    turn.goto("sure" if len(said) >= len(named) else "words", words=said)


# ── once more in full, then it goes ──────────────────────────────────────────────────────────
def _questions(turn: Turn, open_form: Open) -> tuple[ReturnedQuestion, ...]:
    named = zip(_named(turn, open_form), turn.data_list("words"), strict=False)
    return tuple(ReturnedQuestion(s.id, spot_label(turn, open_form, s), words) for s, words in named)


def ask_sure(turn: Turn) -> Prompt:
    here = _here(turn)
    if here is None:
        return Prompt("")
    case, open_form = here
    questions = _questions(turn, open_form)
    rows = [turn.t("returning.sure", code=case.code, count=len(questions))]
    rows += [turn.t("returned.line", label=one.label, words=one.words) for one in questions]
    if case.state != "surveyed":
        rows.append(turn.t("returning.was_approved"))
    choices = (Choice("send", turn.t("returning.send")), Choice("again", turn.t("returning.again")))
    return Prompt("\n".join(rows), choices, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    here = _here(turn)
    if here is None:
        return
    case, open_form = here
    if own_survey.is_own(turn, case):  # surveyed meanwhile
        turn.says.append(own_survey.words(turn, case))
        turn.pop()
    elif reply.choice == "again":
        turn.goto("section", words=(), together="")
    elif reviewing.shown(turn, case) != turn.datum("shown"):
        turn.say("returning.sent_meanwhile", code=case.code)
        turn.keep(shown=reviewing.shown(turn, case))
        if len(_named(turn, open_form)) != len(turn.data_list("words")):
            turn.goto("section", words=())
    else:
        _send_back(turn, case, _questions(turn, open_form))


def _send_back(turn: Turn, case: Case, questions: tuple[ReturnedQuestion, ...]) -> None:
    note = "; ".join(turn.t("returned.note", label=one.label, words=one.words) for one in questions)
    after = act(turn, case, "return_survey", "officer", note)
    turn.pop()
    if after is None:
        return
    by, name = turn.actor
    after = turn.change(after, returns=(*after.returns, SurveyReturn(turn.now, by, name, questions)))
    returned.tell_enumerators(turn, after)
    found = returned.whom(turn, after)
    reached = [one.name for one in found if one.chat]
    if reached:
        turn.say("returning.sent", code=after.code, who=", ".join(reached))
    else:
        turn.say("returning.sent_nobody", code=after.code)


def _to_section(turn: Turn) -> None:
    turn.goto("section", section="", words=(), together="")


RETURNING = Conversation(
    {
        "section": Step(ask_section, take_section),
        "question": Step(ask_question, take_question, _to_section),
        "how": Step(ask_how, take_how, _to_section),
        "words": Step(ask_words, take_words, _to_section),
        "sure": Step(ask_sure, take_sure, _to_section),
    },
    ("officer",),
)
