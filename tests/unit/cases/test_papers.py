"""The table of papers: who may have which, written out by hand; orders as text and back."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.commune import Role, Staff
from bot.cases.papers import PAPERS, Order, PaperId, Shape, paper
from bot.cases.rights import may

FORMS = ("mau_01", "mau_04", "phieu_a", "phieu_b", "income_form", "refusal_letter", "recheck_slip")
LISTS = ("phu_luc_i", "phu_luc_v", "posting_notice")
COMPLAINTS = ("complaint_slip",)
DOSSIER = ("phu_luc_vi", "report_up", "mau_02", "mau_02_income", "mau_02_worker", "mau_03")
REPORTS = ("reports_preliminary", "reports_final")
PERSONS = ("round_export", "insurance_list")
OWN: dict[Role, tuple[str, ...]] = {
    "enumerator": (*FORMS, *LISTS),
    "officer": (*FORMS, *LISTS, *COMPLAINTS),
    "chairman": (*FORMS, *LISTS, *DOSSIER, *REPORTS),
    "supervisor": (*FORMS, *LISTS, *REPORTS),
    "administrator": (),
    "resident": (),
}
"""What somebody of kp3 alone may have of kp3."""
OTHER: dict[Role, tuple[str, ...]] = {
    "enumerator": (),
    "officer": (),
    "chairman": OWN["chairman"],
    "supervisor": OWN["supervisor"],
    "administrator": (),
    "resident": (),
}
"""… and of kp5."""


def staff(role: Role, *areas: str) -> Staff:
    return Staff("nv-x", "Ông X", "", role, areas)


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize(("area", "wanted"), [("kp3", OWN), ("kp5", OTHER)])
def test_who_may_have_which(role: Role, area: str, wanted: dict[Role, tuple[str, ...]]) -> None:
    allowed = {one.id for one in PAPERS if may(staff(role, "kp3"), one.deed, area)}
    assert allowed == set(wanted[role])


def test_an_officer_of_the_whole_commune_may_have_all() -> None:
    assert {one.id for one in PAPERS if may(staff("officer"), one.deed)} == set(get_args(PaperId))


def test_every_paper_has_one_row() -> None:
    assert sorted(one.id for one in PAPERS) == sorted(get_args(PaperId))


def test_what_the_law_gives_weight_to() -> None:
    weighty = {one.id for one in PAPERS if one.weighty}
    assert weighty == {*DOSSIER, "reports_final", "insurance_list"}


def test_what_a_household_may_have_of_its_own() -> None:
    assert {one.id for one in PAPERS if one.own} == {"mau_01", "mau_04", "refusal_letter"}


ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/", min_size=1, max_size=30)


@given(st.sampled_from(PAPERS), st.data(), ids, ids, st.dates())
def test_an_order_comes_back_from_its_text(
    row: object, data: st.DataObject, thing: str, who: str, day: object
) -> None:
    one = next(each for each in PAPERS if each is row)
    shape: Shape = data.draw(st.sampled_from(one.shapes))
    order = Order(one, shape, thing, "" if who == "-" else who, str(day))
    assert Order.parse(one.id, order.argument) == order


@pytest.mark.parametrize(
    ("kind", "argument"),
    [
        ("mau_01", ""),
        ("audio", "pdf c1 nv 2026-10-05"),
        ("mau_01", "xlsx c1 nv 2026-10-05"),
        ("mau_01", "pdf c1 nv"),
        ("mau_01", "pdf c1 nv 2026-10-05 more"),
    ],
)
def test_what_is_no_order(kind: str, argument: str) -> None:
    assert Order.parse(kind, argument) is None


def test_an_unknown_paper() -> None:
    assert paper("mau_99") is None
