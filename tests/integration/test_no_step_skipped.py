"""Odd ways through a round: whatever is reopened, dated back or left over, no step of the law is skipped."""

from dataclasses import replace
from datetime import date

from bot.cases.case import Move
from locales import translate
from tests.integration.commune import Commune
from tests.integration.decided import file
from tests.integration.surveys import SENT_AT, surveyed

RECEIVED = date(2026, 9, 30)
WHY = "Xã đã trả lời nhầm cho một hộ khác."


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def kept_off(commune: Commune) -> None:
    """HL-9001: a request that Phiếu A kept off the list, refused in writing."""
    case, _ = await surveyed(commune.store, 1, "not_listed")
    moves = tuple(
        Move(SENT_AT, who, who, action, state)
        for who, action, state in (
            ("nv-lan", "receive", "received"),
            ("nv-ba", "screen_out", "not_listed"),
        )
    )  # fmt: skip
    await commune.store.seed(
        [replace(case, survey=None, moves=moves, received_on=RECEIVED, version=case.version + 1)]
    )
    await commune.play(
        f"👤 lan: HL-9001\n👤 lan: [{t('decide.refuse_open')}]\n👤 lan: 1\n👤 lan: 40/UBND\n👤 lan: hôm nay\n"
    )


async def test_a_refusal_by_phieu_a_that_is_reopened_waits_for_no_decision() -> None:
    commune = await Commune.opened()
    await kept_off(commune)
    assert (await file(commune, 1)).state == "refused"
    await commune.play("👤 lan: HL-9001\n")
    assert not any("x.reopen_decision" in one for one in commune.ids("lan"))
    await commune.play(f"👤 lan: [{t('exception.do.reopen_refusal')}]\n👤 lan: {WHY}\n")
    case = await file(commune, 1)
    assert (case.state, case.decision) == ("not_listed", None)
    assert case.moves[-1].note.startswith(WHY)
