"""The pack's forms as paths: who is asked what, in what order, on how many screens."""

from datetime import date

import pytest

from bot.scoring.answers import Answers
from bot.scoring.contract import read_input
from bot.scoring.education import schooling_met
from bot.scoring.forms import SKIPPED
from bot.scoring.packs import load_pack
from bot.scoring.path import all_hold, first_open, on_path, path
from tests.unit.scoring.households import make

PACK = load_pack("2022-2025")
AT = date(2026, 10, 1)
CONTEXT = PACK.context(AT)
SURVEY, REQUEST = PACK.forms["phieu_b"], PACK.forms["mau_01"]


def screens(people: list[str]) -> list[str]:
    answers = read_input(make(people)).answers
    return [spot.id for spot in path(SURVEY, answers, CONTEXT)]


def test_phieu_b_of_one_farmer() -> None:
    assert screens(["mai"]) == [
        "m1.name", "m1.sex", "m1.birth", "m1.relation", "household_size", "m1.ethnicity", "m1.certificate",
        "m1.work", "insured", "pension", "social_allowance", "disabled_or_ill", "uses_internet",
        "wall", "column", "roof", "floor_area_m2", "electricity_kwh", "water", "toilet",
        "assets", "info_devices", "land", "livestock", "causes", "target_groups", "previous_class",
    ]  # fmt: skip


def test_a_checklist_stands_over_those_it_is_about() -> None:
    answers = read_input(make(["mai", "ha", "newborn"])).answers
    spots = {spot.id: spot for spot in path(SURVEY, answers, CONTEXT)}
    assert spots["insured"].members == ("m1", "m2", "m3")
    assert spots["undernourished"].members == ("m2", "m3")
    assert "m2.attending" in spots
    assert "m3.attending" not in spots
    assert "m2.work" not in spots


@pytest.mark.parametrize(
    ("birth", "asked"),
    [
        ("2023-10-02", ()),  # 2
        ("2023-10-01", ("attending",)),  # 3
        ("2011-10-02", ("attending",)),  # 14
        ("2011-10-01", ("attending", "work")),  # 15
        ("1995-10-02", ("attending", "work")),  # 30
        ("1995-10-01", ("work",)),  # 31
    ],
)
def test_schooling_is_asked_from_3_to_30_and_work_from_15(birth: str, asked: tuple[str, ...]) -> None:
    answers = Answers(("m1",), {"m1.birth": birth})
    keys = on_path(SURVEY, answers, CONTEXT)
    assert tuple(q for q in ("attending", "work") if f"m1.{q}" in keys) == asked


def test_firm_training_is_asked_only_once_schooling_is_known_to_fall_short() -> None:
    young = Answers(("m1",), {"m1.birth": "2006-06-01", "m1.attending": "none"})
    assert schooling_met(PACK.schooling, young, "m1", AT) is None
    assert "m1.firm_certified" not in on_path(SURVEY, young, CONTEXT)
    short = young.put({"m1.certificate": "lower_secondary"})
    assert schooling_met(PACK.schooling, short, "m1", AT) == "no"
    assert "m1.firm_certified" in on_path(SURVEY, short, CONTEXT)
    enough = young.put({"m1.certificate": "upper_secondary"})
    assert schooling_met(PACK.schooling, enough, "m1", AT) == "yes"
    assert "m1.firm_certified" not in on_path(SURVEY, enough, CONTEXT)


def test_a_full_form_has_no_open_screen_but_the_optional_ones() -> None:
    answers = read_input(make(["mai", "nam", "ha"])).answers
    spot = first_open(SURVEY, answers, CONTEXT)
    assert spot is not None
    assert (spot.id, spot.question.optional) == ("previous_class", True)
    assert first_open(SURVEY, answers.put({"previous_class": SKIPPED}), CONTEXT) is None


def test_mau_01_asks_a_helper_more() -> None:
    own = [spot.id for spot in path(REQUEST, Answers((), {"for_whom": "self"}), CONTEXT)]
    helped = [spot.id for spot in path(REQUEST, Answers((), {"for_whom": "other"}), CONTEXT)]
    assert own[:3] == ["for_whom", "area", "name"]
    assert helped[:6] == ["for_whom", "helper_name", "household_consents", "news_to", "area", "name"]
    assert own[-3:] == ["others", "reasons", "reason_words"]


def test_mau_01_asks_for_the_date_of_a_card_only_where_there_is_one() -> None:
    assert "id_issued" in on_path(REQUEST, Answers((), {"national_id": "024184001234"}), CONTEXT)
    assert "id_issued" not in on_path(REQUEST, Answers((), {"national_id": SKIPPED}), CONTEXT)
    assert "id_issued" not in on_path(REQUEST, Answers(), CONTEXT)


@pytest.mark.parametrize(
    ("question", "values", "raised"),
    [
        ("birth", {"m1.relation": "head", "m1.birth": "2014-01-01"}, ["head_under_15"]),
        ("birth", {"m1.relation": "child", "m1.birth": "2014-01-01"}, []),
        ("relation", {"m1.relation": "spouse", "m1.birth": "2010-01-01"}, ["spouse_under_18"]),
        ("birth", {"m1.birth": "1920-01-01"}, ["over_105"]),
        ("floor_area_m2", {"floor_area_m2": "4000"}, ["area_over_300"]),
        ("floor_area_m2", {"floor_area_m2": "300"}, []),
        ("electricity_kwh", {"electricity_kwh": "0"}, ["kwh_zero"]),
        ("electricity_kwh", {"electricity_kwh": "1000"}, []),
        ("electricity_kwh", {"electricity_kwh": "1000.01"}, ["kwh_over_1000"]),
        ("household_size", {"household_size": "16"}, ["over_15_members"]),
        ("household_size", {"household_size": "15"}, []),
    ],
)
def test_soft_checks(question: str, values: dict[str, str], raised: list[str]) -> None:
    answers = Answers(("m1",), values)
    asked = SURVEY.question(question)
    member = "m1" if asked.scope == "member" else None
    assert [soft.id for soft in asked.soft if all_hold(soft.when, answers, CONTEXT, member)] == raised


def test_every_checklist_says_what_marking_means() -> None:
    marks = {
        q.id: (q.marked, q.unmarked) for s in SURVEY.sections for q in s.questions if q.ask == "checklist"
    }
    assert marks == {
        "labour_contract": ("no", "yes"),
        "firm_certified": ("yes", "no"),
        "insured": ("no", "yes"),
        "pension": ("yes", "no"),
        "social_allowance": ("yes", "no"),
        "disabled_or_ill": ("yes", "no"),
        "undernourished": ("yes", "no"),
        "uses_internet": ("yes", "no"),
    }


def test_the_codes_of_the_1979_list() -> None:
    assert len(PACK.ethnicities) == 54
    assert (PACK.ethnicities["07"], PACK.ethnicities["54"]) == ("Nùng", "Rơ-măm")
    assert (PACK.ethnicity_aliases["Mèo"], PACK.ethnicity_aliases["Khmer"]) == ("08", "05")
    assert PACK.ethnicity_aliases["Cao Lan"] == "15"
