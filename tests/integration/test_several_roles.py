"""Several roles for one person: on the command line, in the sheet, in the list of the staff."""

from pathlib import Path

import pytest

from bot.cli import main
from tests.integration.test_office import machine as machine
from tests.integration.test_office import refused, sheet, stored

NEW = ("staff", "add", "--name", "Hoàng Thị Sen", "--title", "Phó khu 1", "--areas", "kp1", "--role")


def roles(staff_id: str = "nv-sen") -> tuple[str, ...]:
    return stored()[0][staff_id].roles


def listed(capsys: pytest.CaptureFixture[str], staff_id: str) -> list[str]:
    capsys.readouterr()
    assert main(["staff"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    return next(row for row in rows if row[0] == staff_id)


def test_a_person_is_added_with_two_roles_and_the_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEW, "enumerator", "--also", "officer"]) == 0
    assert roles() == ("enumerator", "officer")
    assert listed(capsys, "nv-sen")[1] == "enumerator+officer"
    assert listed(capsys, "nv-lan")[1] == "officer"


def test_a_role_more_a_role_less_and_nothing_else() -> None:
    assert main(["staff", "change", "nv-ba", "--also", "officer, supervisor"]) == 0
    assert roles("nv-ba") == ("enumerator", "officer", "supervisor")
    assert main(["staff", "change", "nv-ba", "--title", "Trưởng khu 3"]) == 0
    assert roles("nv-ba") == ("enumerator", "officer", "supervisor")
    assert main(["staff", "change", "nv-ba", "--also", "-"]) == 0
    assert roles("nv-ba") == ("enumerator",)


def test_no_role_is_held_twice() -> None:
    assert main([*NEW, "officer", "--also", "officer,enumerator,enumerator"]) == 0
    assert roles() == ("officer", "enumerator")
    assert main(["staff", "change", "nv-sen", "--role", "enumerator"]) == 0
    assert roles() == ("enumerator",)


@pytest.mark.parametrize(
    ("also", "said"), [("boss", "enumerator"), ("officer,resident", "resident"), ("cán bộ", "officer")]
)
def test_a_role_that_is_none_is_told_which_there_are(
    capsys: pytest.CaptureFixture[str], also: str, said: str
) -> None:
    assert said in refused(capsys, *NEW, "enumerator", "--also", also)


def test_an_enumerator_besides_needs_an_area_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert "khu" in refused(capsys, "staff", "change", "nv-lan", "--also", "enumerator")


def test_somebody_must_stay_who_receives_the_papers(capsys: pytest.CaptureFixture[str]) -> None:
    """An officer besides is one; the last officer of the commune stays, whatever else they are."""
    assert main(["staff", "change", "nv-hoa", "--role", "enumerator"]) == 0
    assert "nv-lan" in refused(capsys, "staff", "change", "nv-lan", "--role", "chairman")
    assert main(["staff", "change", "nv-hoa", "--also", "officer"]) == 0
    assert main(["staff", "change", "nv-lan", "--role", "chairman"]) == 0


@pytest.mark.parametrize("role", ["chairman", "supervisor", "administrator"])
def test_every_role_of_the_staff_can_be_given(role: str) -> None:
    assert main(["staff", "add", "--name", "Vi Thị Sen", "--title", "Ủy ban", "--role", role]) == 0
    assert roles() == (role,)


ROW = ("Hoàng Thị Sen", "Phó khu 1", "Rà soát viên", "Khu 1", "")


def test_a_sheet_names_roles_besides_in_its_last_column() -> None:
    other = ("Vi Văn Páo", "Chủ tịch", "Chủ tịch UBND", "", "", "")
    sheet((*ROW, "Cán bộ; Giám sát"), other)
    assert main(["staff", "load", "nguoi.xlsx"]) == 0
    assert roles() == ("enumerator", "officer", "supervisor")
    assert roles("nv-pao") == ("chairman",)


def test_a_sheet_that_says_nothing_of_it_leaves_what_was_given_and_another_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*NEW, "enumerator", "--also", "officer"]) == 0
    sheet((*ROW, ""))
    assert main(["staff", "load", "nguoi.xlsx"]) == 0
    assert roles() == ("enumerator", "officer")
    sheet((*ROW, "Giám sát"))
    capsys.readouterr()
    assert main(["staff", "load", "nguoi.xlsx"]) == 2
    assert "nv-sen" in capsys.readouterr().out
    assert roles() == ("enumerator", "officer")


def test_a_role_nobody_has_heard_of_is_told_by_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    sheet((*ROW, "bí thư"))
    capsys.readouterr()
    assert main(["staff", "load", "nguoi.xlsx"]) == 2
    out = capsys.readouterr().out
    assert "Dòng 2" in out and "bí thư" in out
    assert "nv-sen" not in stored()[0]
    assert Path("nguoi.xlsx").exists()
