"""What is done beside the conversations (imports, an end of access) speaks each reader's language."""

from dataclasses import replace

from bot.cases.case import Applicant
from locales import translate
from tests.integration.commune import Commune
from tests.integration.odk_help import Importer, survey


async def test_an_import_writes_to_a_household_in_its_own_language_where_that_is_on_offer() -> None:
    commune = await Commune.opened()
    commune.aids = replace(commune.aids, languages=("vi", "en", "km"))
    for text in ("chào", "3", "1"):  # Khmer, consent
        await commune.types("mai", text)
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None
    await commune.store.seed([replace(case, applicants=(Applicant("web:mai"),), version=case.version + 1)])
    await Importer(commune).bring(survey("HL-0001"))
    assert translate("km", "notice.survey_done", {"code": "HL-0001"}) in [
        letter.text for letter in commune.phones.phone("web:mai").shown
    ]
