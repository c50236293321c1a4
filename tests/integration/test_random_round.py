"""Anybody of the commune does whatever the screens offer, day after day: every file stays on the table of
moves, none is lost, none changes state without its line, and no date of the law goes by unseen."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cases.case import Case, State
from bot.cases.commune import Staff
from bot.cases.dossier import Dossier
from bot.cases.posting import Posting
from bot.cases.timeline import dates_of
from bot.cases.ways import WAYS
from bot.cases.working_days import WorkingDays
from bot.ports import CaseFilter
from bot.scoring.packs import load_pack
from storage.memory import MemoryStore
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed

PACK = load_pack("2022-2025")
STATES: tuple[State, ...] = (
    *("approved", "approved", "approved", "approved", "surveyed", "listed", "voted_down"),
    *("posted", "posted", "posted", "settled", "settled", "settled"),
)
SEEN = ("trễ", "quá hạn", "đã hết", "late", "over")
"""How a screen says that a day is over."""
HANGING = ("posted", "settled")
PEOPLE = ("lan", "lan", "lan", "hoa", "ba", "ba", "tu", "binh", "mttq", "mai")
WORDS = (
    "Đã xem xét kỹ, có lý do rõ ràng.",
    "hôm nay",
    "25",
    "20",
    "1",
    "2",
    "0",
    "menu",
    "Nhà văn hóa Khu 3",
    "Nông Văn Ba",
    "HL-9001",
    "HL-9005",
    "HL-9008",
    "HL-9011",
    "125/QĐ-UBND",
    "không đồng ý với kết quả",
)
ANSWERS = ("hôm nay", "9", "9", "Nông Văn Ba", "Đã xem xét kỹ, có lý do rõ ràng.", "125/QĐ-UBND")
"""To a question that offers nothing to choose."""
AWAY = ("<", "?", "rest", ".rest", "later", "play")

step = st.tuples(
    st.sampled_from(("tap",) * 20 + ("word", "notice", "code", "day")),
    st.integers(0, 10_000),
)
errand = st.tuples(st.sampled_from(PEOPLE), st.lists(step, min_size=20, max_size=45))
"""Somebody goes to the work of the round, and does this and that there."""


async def made(commune: Commune) -> None:
    """Files in the states before the round's end, some on a posting of three days ago; and mai's chat."""
    hung = []
    for number, state in enumerate(STATES, 1):
        case, _form = await surveyed(commune.store, number, state)
        if state in HANGING:
            hung.append(replace(case, version=case.version + 1, postings=("p1",)))
    ids = tuple(case.id for case in hung)
    day = commune.clock.now().date() - timedelta(days=3)
    posting = Posting(
        "p1", hung[0].round_id, "kp3", day, ("UBND",), False, ids, "nv-ba", "Ba", commune.clock.now()
    )
    await commune.store.seed([posting, *hung])
    await commune.play("👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n")


async def act(commune: Commune, who: str, how: str, pick: int) -> None:
    """One thing done: what the newest question offers, a notice's button, a word, a code; or days pass."""
    if how == "day":
        commune.clock.move(timedelta(hours=1 + pick % 60))
        await commune.app.look_at_day()
        return
    newest = f"{commune.channel.phone(f'web:{who}').newest_prompt}."
    offered = [
        one for one in commune.ids(who) if one.startswith(newest) and one.partition(".")[2] not in AWAY
    ]
    notices = [one for one in commune.ids(who) if one.startswith("!")]
    if how == "tap" and offered:
        at = 0 if pick % 3 == 0 else pick % len(offered)  # the first one leads on
        await commune.does(commune.event(who, "choice", choice=offered[at]))
    elif how == "notice" and notices:
        await commune.does(commune.event(who, "choice", choice=notices[pick % len(notices)]))
    elif how == "code":
        await commune.does(commune.event(who, text=f"HL-9{1 + pick % len(STATES):03}"))
    else:
        words = WORDS if how == "word" else ANSWERS
        await commune.does(commune.event(who, text=words[pick % len(words)]))


async def _press(commune: Commune, who: str, choice: str) -> None:
    """This choice of the newest question, if it is offered."""
    newest = f"{commune.channel.phone(f'web:{who}').newest_prompt}.{choice}"
    if newest in set(commune.ids(who)):
        await commune.does(commune.event(who, "choice", choice=newest))


def on_the_table(case: Case, staff: dict[str, Staff]) -> None:
    """Each move is a row of the table, from where the one before led, by somebody of that role."""
    state = ""  # a made file begins anywhere, without a move that led there
    for move in case.moves:
        one = staff.get(move.by)
        roles = set(one.roles) if one else {"resident"}
        rows = [
            row
            for row in WAYS
            if row.action == move.action
            and row.leads_to == move.state
            and row.role in roles
            and state in ("", row.state)
            and (not row.procedures or case.procedure in row.procedures)
        ]
        assert rows or move.action == "submit", (case.code, state, move.action, move.state, roles)
        state = move.state
    assert state == case.state or not case.moves, (case.code, state, case.state)


async def nothing_lost(commune: Commune, before: dict[str, Case]) -> dict[str, Case]:
    """All files are there, with all their moves; a changed one has at least one more."""
    now = {one.id: one for one in await commune.store.cases(CaseFilter())}
    assert before.keys() <= now.keys()
    staff = {one.id: one for one in await commune.store.staff()}
    for name, case in now.items():
        on_the_table(case, staff)
        earlier = before.get(name)
        if earlier is not None:
            assert case.moves[: len(earlier.moves)] == earlier.moves, case.code
            assert case.state == earlier.state or len(case.moves) > len(earlier.moves), case.code
            assert len(case.complaints) >= len(earlier.complaints), case.code
    return now


async def dates_are_seen(commune: Commune, cases: dict[str, Case]) -> None:
    """An officer's view of every file whose date is over says so."""
    today = commune.clock.now().date()
    place = commune.app.inbox.place
    for case in cases.values():
        if case.area != "kp3" or not case.code.startswith("HL-9"):
            continue
        plan = place.round_of(case.round_id)
        postings = {one.id: one for one in await commune.store.of_round(Posting, plan.id)}
        dossiers = {one.id: one for one in await commune.store.of_round(Dossier, plan.id)}
        last = postings.get(case.postings[-1]) if case.postings else None
        dossier = dossiers.get(case.dossier) if case.dossier else None
        days = WorkingDays(PACK.days_off, place.commune.swaps)
        found = dates_of(case, plan, PACK.procedures[case.procedure], days, today, last, dossier)
        if any(one.late for one in found):
            shown = await commune.types("lan", case.code)
            assert any(words in shown.lower() for words in SEEN), (case.code, found, shown)


async def check(errands: list[tuple[str, list[tuple[str, int]]]]) -> Counter[str]:
    commune = await Commune.opened(MemoryStore())
    await made(commune)
    cases = {one.id: one for one in await commune.store.cases(CaseFilter())}
    for who, steps in errands:
        await commune.does(commune.event(who, text="menu"))
        await _press(commune, who, "round_work")
        for how, pick in steps:
            await act(commune, who, how, pick)
        cases = await nothing_lost(commune, cases)
    await dates_are_seen(commune, cases)
    return Counter(move.action for case in cases.values() for move in case.moves)


@given(st.lists(errand, min_size=12, max_size=20))
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],
)
def test_a_round_of_random_days(errands: list[tuple[str, list[tuple[str, int]]]]) -> None:
    with Faults() as faults:
        asyncio.run(check(errands))
    assert faults.seen == []
