"""The certificates of a dossier (Mẫu 03 of QĐ 24/2021): each on a page of its own, in order of number."""

from bot.documents.data.dossier_of import Settled, opened
from bot.documents.desk import Desk, File
from bot.documents.paper_scope import refused
from bot.documents.paper_values import LANGUAGE, Data, Filled, birth, filled, head, said
from bot.documents.vietnamese import in_full
from bot.documents.word.paper_form import PaperForm
from bot.scoring.forms import SKIPPED
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack


async def mau_03(desk: Desk) -> Filled | None:
    """subject: a dossier. PaperRefusal where it has given no certificate (yet)."""
    found = await opened(desk)
    if found is None:
        return None
    plan = found.dossier.round_id
    given = sorted((one for one in found.files if _number(one)[1]), key=_number)
    if not given:
        raise refused(desk, "paper.no_certificate")
    form, pack = desk.form(plan), desk.pack(plan)
    data = {
        "years": [str(year) for year in range(pack.effective_from.year, pack.effective_until.year + 1)],
        "certificates": [_certificate(form, one) for one in given],
    }
    last = given[-1].decision
    return filled(desk, plan, data, on=last.on.isoformat() if last is not None else None)


def _number(one: Settled) -> tuple[int, int]:
    """Year of the decision and running number; (0, 0) where no certificate was given."""
    made = one.decision
    if made is None or not made.certificate:
        return 0, 0
    first = made.certificate.partition("/")[0]
    return made.on.year, int(first) if first.isdigit() else 0


def _certificate(form: PaperForm, one: Settled) -> Data:
    """Numbers and dates of the identity card are the request's; the address is where the household is
    registered, of one without a request that of the list."""
    file, made = one.file, one.decision
    assert made is not None
    shown = head(file)
    registered = said(file.request, "permanent_address")
    return {
        "number": made.certificate,
        "day": in_full(made.on),
        "decision": made.number,
        "signer": made.by_name,
        "class": form.word(made.class_id),
        "code": file.case.code,
        "name": file.case.head,
        "ethnicity": shown["ethnicity"],
        "id": said(file.request, "national_id"),
        "issued": birth(said(file.request, "id_issued")),
        "address": registered or ("" if file.request is not None else file.case.address),
        "members": _members(file),
    }


def _members(file: File) -> list[Data]:
    """The survey's, as it was sent: name, ethnicity, relation, and the year of birth under its sex."""
    record, answers = file.measured, file.answers
    pack = load_pack(record.pack_id) if record is not None else None
    rows: list[Data] = []
    for number, member in enumerate(answers.members, 1):

        def told(field: str, member: str = member) -> str:
            value = answers.text(field, member)
            return "" if value in (None, SKIPPED) else str(value)

        year, sex = told("birth")[:4], told("sex")
        rows.append(
            {
                "number": str(number),
                "name": told("name"),
                "ethnicity": pack.ethnicities.get(told("ethnicity"), "") if pack is not None else "",
                "relation": _relation(pack, told("relation")) if pack is not None else "",
                "male": year if sex == "male" else "",
                "female": year if sex == "female" else "",
            }
        )
    return rows


def _relation(pack: Pack, value: str) -> str:
    option = pack.forms["phieu_b"].question("relation").option(value)
    return option.text[LANGUAGE] if option is not None else ""
