"""After the decision the household's own file keeps its number, its day and the certificate."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cases.case import State
from bot.cases.dossier import Decision
from locales import translate
from tests.integration.decided import Home, file, opened


@pytest.mark.parametrize("certificate", ["5/GCN-HN.HCN", ""])
async def test_the_own_file_says_which_decision_and_certificate(certificate: str) -> None:
    commune = await opened(Home(1, phone="mai"))
    before = await file(commune, 1)
    assert "QĐ-UBND" not in await commune.types("mai", "HL-9001")
    made = Decision(date(2026, 12, 4), "125/QĐ-UBND", "nv-binh", "Bình", "poor", "new_poor", certificate)
    state: State = "recognised" if certificate else "refused"
    await commune.store.seed([replace(before, state=state, decision=made, version=before.version + 1)])
    text = await commune.types("mai", "HL-9001")
    assert translate("vi", "my_file.decision", {"no": "125/QĐ-UBND", "day": "04/12/2026"}) in text
    assert ("Giấy chứng nhận số 5/GCN-HN.HCN." in text) == bool(certificate)
