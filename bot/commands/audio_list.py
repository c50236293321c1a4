"""`rasoat audio list`: which prompts have a recording, which lack one, and the words to be read aloud."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from bot.runtime.recordings import KINDS, Look, look
from bot.scoring.forms import Question
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack, usable_packs
from locales import pack_words, translate

FIRST = {
    "welcome.consent": "home.consent",
    "menu": "explain.menu.resident",
    "menu.enumerator": "explain.menu.enumerator",
    "menu.officer": "explain.menu.officer",
    "request.review": "explain.request.review",
    "my_file.view": "explain.my_file.view",
    "my_data": "explain.my_data",
}
"""Prompts beyond the forms that are met first, and their words; any other step can be recorded, too."""


class Line(NamedTuple):
    """name: of the recording, language and kind left out; words: to be read aloud."""

    name: str
    words: str


def lines(pack: Pack, language: str) -> Iterator[Line]:
    """What can be recorded: the first prompts, then every question in the order of its form."""
    here = translate(language, "audio.this_commune", {})
    for name, key in FIRST.items():
        yield Line(name, " ".join(translate(language, key, {"place": here}).split()))
    for form in pack.forms.values():
        for section in form.sections:
            for question in section.questions:
                scope = "member." if question.scope == "member" else ""
                yield Line(f"{form.id}.{scope}{question.id}", _words(question, language))


def _words(question: Question, language: str) -> str:
    """The question and its convention; a name cannot be read aloud beforehand."""
    own = pack_words(language)
    said = [
        words.get(language) or own.get(words["vi"]) or words["vi"] for words in (question.text, question.help)
    ]
    person = translate(language, "audio.this_person", {})
    return " ".join(part for part in said if part).replace("{name}", person)


def run(folder: Path, language: str, out: TextIO) -> int:
    """Every prompt with its words; then the files that cannot be used. 0 where none of those is there."""
    found, every = look(folder), list(lines(load_pack(usable_packs()[-1]), language))
    there = [one for one in every if f"{one.name}.{language}" in found.good]
    head = {"folder": folder, "there": len(there), "count": len(every)}
    out.write(translate("vi", "audio.head", head) + "\n")
    for one in every:
        sign = "✓" if one in there else "–"
        out.write(f"{sign} {one.name}.{language}: {one.words}\n")
    return _others(found, every, out)


def _others(found: Look, every: list[Line], out: TextIO) -> int:
    known = {one.name for one in every}
    for name in found.good:
        if name.rpartition(".")[0] not in known:
            out.write(translate("vi", "audio.other", {"name": name}) + "\n")
    for file, fault in found.bad.items():
        said = translate("vi", f"audio.fault.{fault}", {"file": file, "kinds": ", ".join(KINDS)})
        out.write(said + "\n")
    return 1 if found.bad else 0
