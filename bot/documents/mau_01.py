"""Mẫu số 01 and 04, Giấy đề nghị (Quyết định 24/2021/QĐ-TTg), filled from a request, as a PDF to sign."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from bot.documents.lettering import lines, one_line, unprintable
from bot.documents.typesetting import DocumentError, set_paper
from bot.documents.vietnamese import PartialDate, long_date, partial_date, short_date

TEMPLATE = "mau_01.typ"
Sex = Literal["male", "female"]
SEX_CODE = {"male": "1", "female": "2", None: None}  # the paper's own: "1: Nam; 2: Nữ"


@dataclass(frozen=True, slots=True)
class Member:
    """One row of the table; what is None stays empty on the paper, to be filled by hand.

    `birth` is "1984-03-02" or "1984"; `relation` and `status` in the paper's words ("Chủ hộ", "Đang đi học").
    """

    name: str
    sex: Sex | None = None
    birth: str | None = None
    relation: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mau01:
    """What stands on the paper. None (or blank) prints the form's dotted line, to be filled by hand.

    `commune` with its kind ("thị trấn Hữu Lũng"), `province` likewise ("tỉnh Lạng Sơn").
    `purpose` fills the title's blank; None means the review of poor and near-poor households.
    `birth`: "1984-03-02" or "1984"; `id_issued` and `date` are "2026-10-05". `members` begins with the head.
    `number`: "01", or "04" of a household that asks to leave the list: with `id_issuer`, the sex in boxes.
    `filed_by`: who wrote the request for the household; printed as an addition, outside the form.
    """

    file_code: str
    commune: str | None
    name: str | None
    province: str | None = None
    purpose: str | None = None
    sex: Sex | None = None
    birth: str | None = None
    ethnicity: str | None = None
    national_id: str | None = None
    id_issued: str | None = None
    permanent_address: str | None = None
    current_address: str | None = None
    members: tuple[Member, ...] = ()
    reason: str | None = None
    place: str | None = None
    date: str | None = None
    filed_by: str | None = None
    number: Literal["01", "04"] = "01"
    id_issuer: str | None = None


def render_mau_01(data: Mau01) -> bytes:
    """The filled paper as PDF/A-2b, A4; the same data gives the same bytes. About 10 ms; safe in threads.

    Raises DocumentError for a date or sex of another shape than promised, naming file code and field only.
    """
    return set_paper(TEMPLATE, _values(data), on=_whole_date(data, "date", data.date))


def missing_letters(data: Mau01) -> str:
    """The characters the paper would show as a box (emoji, Khmer script …): worth a word before printing."""
    return unprintable("\n".join(_texts(data)))


def _texts(data: Mau01) -> Iterator[str]:
    """Every text that is printed as it was given; dates and sex are ours and always printable."""
    own = {"birth", "id_issued", "date", "sex", "members", "number"}
    yield from (getattr(data, field.name) or "" for field in fields(data) if field.name not in own)
    for member in data.members:
        yield from (member.name, member.relation or "", member.status or "")


def _values(data: Mau01) -> dict[str, object]:
    """The template's data: printable strings, None where the paper shows dots."""
    _whole_date(data, "id_issued", data.id_issued)
    return {
        "code": one_line(data.file_code),
        "number": data.number,
        "id_issuer": _text(data.id_issuer),
        "commune": ", ".join(filter(None, (_text(data.commune), _text(data.province)))) or None,
        "purpose": _text(data.purpose),
        "name": _text(data.name),
        "sex": _sex(data, "sex", data.sex),
        "birth": long_date(_date(data, "birth", data.birth)),
        "ethnicity": _text(data.ethnicity),
        "national_id": _text(data.national_id),
        "id_issued": short_date(_date(data, "id_issued", data.id_issued)) or None,
        "permanent_address": _text(data.permanent_address),
        "current_address": _text(data.current_address),
        "members": [_row(data, index, member) for index, member in enumerate(data.members)],
        "reason": lines(data.reason or ""),
        "place": _text(data.place),
        "date": long_date(_date(data, "date", data.date)),
        "filed_by": _text(data.filed_by),
    }


def _row(data: Mau01, index: int, member: Member) -> list[str]:
    where = f"members[{index}]"
    sex = _sex(data, f"{where}.sex", member.sex)
    birth = short_date(_date(data, f"{where}.birth", member.birth))
    texts = (member.name, sex, birth, member.relation, member.status)
    return [f"{index + 1:02}", *(one_line(text or "") for text in texts)]


def _text(text: str | None) -> str | None:
    return one_line(text or "") or None


def _sex(data: Mau01, field: str, sex: str | None) -> str | None:
    if sex not in SEX_CODE:
        raise _fault(data, field, "male, female or None")
    return SEX_CODE[sex]


def _date(data: Mau01, field: str, iso: str | None) -> PartialDate:
    try:
        return partial_date(iso)
    except ValueError:
        raise _fault(data, field, "YYYY-MM-DD, YYYY or None") from None


def _whole_date(data: Mau01, field: str, iso: str | None) -> str | None:
    if iso is not None and _date(data, field, iso).day is None:
        raise _fault(data, field, "YYYY-MM-DD or None")
    return iso


def _fault(data: Mau01, field: str, shape: str) -> DocumentError:
    """The value itself is left out: it is personal and faults are logged."""
    return DocumentError(
        "a value is not of the agreed shape", where=f"{data.file_code} {field}", remedy=f"give {shape}"
    )
