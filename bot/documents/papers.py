"""Papers by reference: what a paper says is read from the store when the letter leaves; then it is made."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.cases.form_record import FormRecord
from bot.cases.papers import Order
from bot.dialogue.message import DocumentRef, PaperKind
from bot.documents import evidence_papers, progress_picture, table_papers, template_in_use
from bot.documents.issuing import issue
from bot.documents.mau_01 import Mau01, Member, Sex, render_mau_01
from bot.errors import ConfigError, PaperError
from bot.ports import Store
from bot.scoring.answers import Value
from bot.scoring.forms import SKIPPED, Question
from bot.scoring.packs import load_pack

LANGUAGE = "vi"
"""Law papers are Vietnamese, whatever the person speaks."""


Maker = Callable[[Store, DocumentRef], Awaitable[bytes | None]]
"""Makes one kind of paper; None where what it is made from has been erased."""


class StorePapers:
    """Makes the papers of a commune, each kind by its own maker."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def make(self, reference: DocumentRef) -> bytes | None:
        """The file, or None where what it is made from has been erased. PaperError where it may not or cannot
        be made; PaperRefusal where whoever asked is told why.
        """
        order = Order.parse(reference.kind, reference.argument)
        if order is not None:
            return await issue(self._store, order)
        maker = MAKERS.get(reference.kind)
        if maker is None:
            raise PaperError("no such paper is made", where=reference.kind)
        return await maker(self._store, reference)


async def _mau_01(store: Store, reference: DocumentRef) -> bytes | None:
    record = await store.form(reference.form_id)
    if record is None:
        return None
    communes = await store.communes()
    if not communes:
        raise ConfigError("the store has no commune", remedy="run: rasoat init")
    case = await store.case(record.case_id) if record.case_id else None
    data = mau_01_of(record, communes[0].name, communes[0].province, case.code if case else "")
    return await asyncio.to_thread(render_mau_01, data)


MAKERS: dict[PaperKind, Maker] = {
    "mau_01": _mau_01,
    "mau_04": _mau_01,
    "table_template": table_papers.template,
    "points_table": table_papers.loaded,
    "evidence": evidence_papers.photo,
    "progress": progress_picture.picture,
    "paper_template": template_in_use.taken,
}
"""What is made without an order: of a household's own chat, tables, pictures."""


def mau_01_of(record: FormRecord, commune: str, province: str, code: str) -> Mau01:
    """The paper's data from the answers of the form; skipped answers stay dotted lines."""
    answers = record.answers

    def said(field: str) -> str | None:
        value = answers.text(field)
        return None if value in (None, SKIPPED) else value

    ethnicity = said("ethnicity")
    pack = load_pack(record.pack_id)
    return Mau01(
        file_code=code,
        commune=commune,
        province=province,
        name=said("name"),
        sex=_sex(said("sex")),
        birth=said("birth"),
        ethnicity=pack.ethnicities.get(ethnicity, ethnicity) if ethnicity else None,
        national_id=said("national_id"),
        id_issued=said("id_issued"),
        permanent_address=said("permanent_address"),
        current_address=said("current_address") or said("permanent_address"),
        members=_members(record),
        reason=_reason(record),
        filed_by=said("helper_name") if answers.text("for_whom") == "other" else None,
        number="04" if record.form == "mau_04" else "01",
        id_issuer=said("id_issuer"),
        purpose=pack.procedures[record.procedure].asks[LANGUAGE] if record.procedure else None,
    )


def _sex(value: str | None) -> Sex | None:
    return "male" if value == "male" else "female" if value == "female" else None


def _members(record: FormRecord) -> tuple[Member, ...]:
    """The paper's table: the head first, from the head's own answers."""
    form, answers = load_pack(record.pack_id).forms[record.form], record.answers
    head = Member(
        name=answers.text("name") or "",
        sex=_sex(answers.text("sex")),
        birth=answers.text("birth"),
        relation=_word(load_pack(record.pack_id).forms["phieu_b"].question("relation"), "head"),
        status=_word(form.question("status"), answers.text("status")),
    )
    member_questions = {q.id: q for s in form.sections for q in s.questions if q.scope == "member"}
    others = tuple(
        Member(
            name=answers.text("name", member) or "",
            sex=_sex(answers.text("sex", member)),
            birth=answers.text("birth", member),
            relation=_word(member_questions["relation"], answers.text("relation", member)),
            status=_word(member_questions["status"], answers.text("status", member)),
        )
        for member in answers.members
    )
    return (head, *others)


def _word(question: Question, value: Value | None) -> str | None:
    option = question.option(value) if isinstance(value, str) else None
    return option.text[LANGUAGE] if option else None


def _reason(record: FormRecord) -> str | None:
    """The reasons chosen, then the household's own words."""
    question = load_pack(record.pack_id).forms[record.form].question("reasons")
    chosen = record.answers.get("reasons")
    words = [_word(question, one) for one in chosen] if isinstance(chosen, tuple) else []
    own = record.answers.text("reason_words")
    parts = [word for word in words if word] + ([own] if own and own != SKIPPED else [])
    return "; ".join(parts) or None
