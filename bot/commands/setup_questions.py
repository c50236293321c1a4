"""What `rasoat init` asks of a new commune: itself, its areas, the round, the first officer."""

from collections.abc import Sequence
from typing import Literal

from bot.cases.commune import Area, Commune, Phase, Round, Staff
from bot.cases.points_table import RIGHT
from bot.cases.round_check import round_warnings
from bot.commands.setup_console import Choice, Console, say
from bot.commands.setup_readers import (
    read_day,
    read_days,
    read_days_or_none,
    read_names,
    read_office_phone,
    read_person_or_none,
    read_prefix,
    read_words,
)
from bot.dialogue.reading.names import read_person_name
from bot.dialogue.reading.text import fold
from bot.handlers.round_view import warning_words
from bot.handlers.staff_entries import staff_id_for
from bot.scoring.pack import Pack
from bot.scoring.packs import available_packs, known_dates, load_pack, usable_packs
from locales import translate

PhaseId = Literal["preparation", "hand_in", "preliminary", "recheck", "final_forms", "decision"]
OTHER_PHASES: dict[PhaseId, str] = {
    "preparation": "cli.init.phase.preparation",
    "hand_in": "cli.init.phase.hand_in",
    "preliminary": "cli.init.phase.preliminary",
    "recheck": "cli.init.phase.recheck",
    "final_forms": "cli.init.phase.final_forms",
    "decision": "cli.init.phase.decision",
}
"""Beside the survey, whose days are always needed; in the order of a plan."""


def ask_commune(console: Console) -> Commune:
    """name, province, prefix of the file codes, office and its phone."""
    console.head(say("cli.init.head.commune"))
    name = console.ask(say("cli.init.ask.commune"), read_words)
    return Commune(
        id=fold(name).replace(" ", "-"),
        name=name,
        province=console.ask(say("cli.init.ask.province"), read_words),
        prefix=console.ask(say("cli.init.ask.prefix"), read_prefix),
        office=console.ask(say("cli.init.ask.office"), read_words),
        phone=console.ask(say("cli.init.ask.phone"), read_office_phone),
    )


def ask_areas(console: Console, pack: Pack) -> list[Area]:
    """Groups of areas with one type, region and source each, as the commune's document gives them."""
    console.head(say("cli.init.head.areas"))
    areas: list[Area] = []
    while True:
        areas += _area_group(console, pack, len(areas))
        if not console.agree(say("cli.init.ask.more_areas"), default=False):
            return areas


def _area_group(console: Console, pack: Pack, before: int) -> list[Area]:
    names = console.ask(say("cli.init.ask.areas"), read_names)
    kinds = (Choice("rural", say("cli.init.rural")), Choice("urban", say("cli.init.urban")))
    kind = console.choose(say("cli.init.ask.type"), kinds)
    regions = [Choice(one.id, one.text["vi"]) for one in pack.regions]
    region = console.choose(say("cli.init.ask.region"), regions)
    source = console.ask(say("cli.init.ask.area_source"), read_words)
    since = console.ask(say("cli.init.ask.since"), read_day)
    return [
        Area(f"kv{before + n}", name, "urban" if kind == "urban" else "rural", region, source, since)
        for n, name in enumerate(names, 1)
    ]


def ask_pack(console: Console) -> Pack:
    """The instrument the round works with; offered first: the first that classifies.

    A draft may be chosen: households can ask meanwhile. What it cannot do is said when the round is known.
    """
    choices = [Choice(one, f"{one} – {load_pack(one).title['vi']}") for one in available_packs()]
    return load_pack(console.choose(say("cli.init.ask.pack"), choices, usable_packs()[0]))


def ask_round(console: Console) -> Round:
    """One round with the document that says which standard it uses, and its plan."""
    console.head(say("cli.init.head.round"))
    pack = ask_pack(console)
    document = console.ask(say("cli.init.ask.document"), read_words)
    reference = console.ask(say("cli.init.ask.reference"), read_day)
    named = say("cli.init.round_name", year=reference.year)
    name = console.ask(say("cli.init.ask.round"), read_words, named, named)
    reviews = {code: one for code, one in pack.procedures.items() if one.screening_form}
    procedure = console.choose(
        say("cli.init.ask.procedure"),
        [Choice(code, f"{code} – {one.title['vi']}") for code, one in reviews.items()],
        next(iter(reviews)),
    )
    phases = _ask_phases(console)
    plan = Round(str(reference.year), name, procedure, pack.id, document, reference, phases)
    _warn(console, plan)
    return plan


def _warn(console: Console, plan: Round) -> None:
    """What should be looked at again is said, never refused: the document decides."""
    for one in round_warnings(plan, known_dates()):
        console.tell("  " + warning_words(translate, "vi", one))


def _ask_phases(console: Console) -> tuple[Phase, ...]:
    starts, ends = console.ask(say("cli.init.phase.survey"), read_days)
    phases = [Phase("survey", starts, ends)]
    console.tell(say("cli.init.other_phases"))
    for phase_id, key in OTHER_PHASES.items():
        days = console.ask(say(key), read_days_or_none)
        if days is not None:
            phases.append(Phase(phase_id, *days))
    return tuple(sorted(phases, key=lambda phase: (phase.starts, phase.ends)))


def ask_officer(console: Console, taken: set[str]) -> Staff:
    """The first officer: receives every request, may load the points table. taken: ids in use."""
    console.head(say("cli.init.head.officer"))
    name = console.ask(say("cli.init.ask.officer"), read_person_name)
    title = console.ask(say("cli.init.ask.title"), read_words)
    return Staff(staff_id_for(name, taken), name, title, "officer", (), rights=(RIGHT,))


def ask_enumerators(console: Console, areas: Sequence[Area], taken: set[str]) -> list[Staff]:
    """Enumerators with their areas, one after the other, until an empty name; none is an answer, too."""
    console.head(say("cli.init.head.enumerators"))
    choices = [Choice(one.id, one.name) for one in areas]
    found: list[Staff] = []
    while name := console.ask(say("cli.init.ask.enumerator"), read_person_or_none):
        title = console.ask(say("cli.init.ask.title"), read_words)
        area = console.choose(say("cli.init.ask.area"), choices)
        staff_id = staff_id_for(name, taken | {one.id for one in found})
        found.append(Staff(staff_id, name, title, "enumerator", (area,)))
    return found
