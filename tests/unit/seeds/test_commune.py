"""The seeded commune: areas, rounds, staff and phones as the plan and the training need them."""

from datetime import date, timedelta

from bot.cases.commune import Area, Commune, Round, Staff
from bot.dialogue.facts import Place
from bot.runtime.place import running_round
from bot.scoring.packs import load_pack
from bot.seeds.load import load_seed

SEED = load_seed()
COMMUNE = next(one for one in SEED.entities if isinstance(one, Commune))
AREAS = tuple(one for one in SEED.entities if isinstance(one, Area))
ROUNDS = tuple(one for one in SEED.entities if isinstance(one, Round))
STAFF = tuple(one for one in SEED.entities if isinstance(one, Staff))
PLACE = Place(COMMUNE, AREAS, ROUNDS[-1], STAFF)


def test_the_commune_says_it_is_invented() -> None:
    assert (COMMUNE.id, COMMUNE.name, COMMUNE.prefix) == ("huu-lung", "xã Hữu Lũng", "HL")
    assert COMMUNE.invented
    assert "giả định" in COMMUNE.office
    assert COMMUNE.ethnicities == ("07", "02", "01")


def test_eight_areas_whose_type_is_called_an_assumption() -> None:
    assert [(one.id, one.name) for one in AREAS] == [(f"kp{n}", f"Khu {n}") for n in range(1, 9)]
    regions = {one.id for one in load_pack("2022-2025").regions}
    for area in AREAS:
        assert area.type == "rural"
        assert area.region in regions
        assert area.source.startswith("Giả định cho tập huấn")
        assert area.since == date(2025, 7, 1)


def test_the_round_of_2023_is_the_plans() -> None:
    plan = ROUNDS[0]
    assert (plan.id, plan.document) == ("2023", "Kế hoạch 59/KH-UBND ngày 25/9/2023")
    assert [(f"{one.starts:%d/%m}", f"{one.ends:%d/%m}") for one in plan.phases] == [
        ("15/08", "30/09"),
        ("01/10", "20/10"),
        ("21/10", "25/10"),
        ("26/10", "03/11"),
        ("04/11", "10/11"),
        ("11/11", "20/11"),
        ("21/11", "30/12"),
    ]
    assert plan.reference_date == date(2023, 10, 1)


def test_the_round_of_2026_is_called_assumed_and_ends_with_the_law() -> None:
    plan = ROUNDS[1]
    assert (plan.id, plan.procedure, plan.reference_date) == ("2026", "1.011606", date(2026, 10, 1))
    assert plan.document.startswith("Kế hoạch giả định cho tập huấn")
    assert plan.phases[-1].ends == date(2026, 12, 14)


def test_phases_follow_each_other_without_a_gap() -> None:
    for plan in ROUNDS:
        assert load_pack(plan.pack_id).procedures[plan.procedure].request_form == "mau_01"
        for before, after in zip(plan.phases, plan.phases[1:], strict=False):
            assert before.starts <= before.ends
            assert after.starts == before.ends + timedelta(days=1)


def test_the_training_round_runs_in_autumn_2026() -> None:
    assert running_round(ROUNDS, date(2026, 10, 5)).id == "2026"
    assert running_round(ROUNDS, date(2023, 10, 5)).id == "2023"


def test_every_area_has_its_enumerator_and_khu_3_a_second_one() -> None:
    for area in AREAS:
        assert len(PLACE.enumerators(area.id)) == (2 if area.id == "kp3" else 1), area.id
    assert [one.chat for one in PLACE.enumerators("kp3")] == ["web:ba", "web:tu"]
    assert [one.chat for one in PLACE.enumerators("kp5")] == ["web:nam"]


def test_one_officer_answers_for_all_areas_the_other_for_four() -> None:
    officers = {one.id: one.areas for one in STAFF if one.role == "officer"}
    assert officers == {"nv-lan": (), "nv-hoa": ("kp1", "kp2", "kp3", "kp4")}


def test_only_phones_of_the_demo_are_enrolled() -> None:
    held = {one.chat for one in SEED.personas}
    assert len(held) == len(SEED.personas) == 10
    assert {one.chat for one in STAFF if one.chat} <= held
    assert sum(one.chat is None for one in STAFF) == 6


def test_personas_have_the_role_of_their_chat_and_a_hint() -> None:
    for persona in SEED.personas:
        staff = PLACE.staff_at(persona.chat)
        assert persona.role == (staff.role if staff else "resident")
        assert persona.hint
    assert [one.chat for one in SEED.personas if one.role == "resident"] == ["web:mai", "web:tinh", "web:cu"]


def test_ids_are_not_used_twice() -> None:
    for kind in (Area, Round, Staff):
        ids = [one.id for one in SEED.entities if isinstance(one, kind)]
        assert len(set(ids)) == len(ids)


def test_the_seed_is_the_same_every_time() -> None:
    assert load_seed() == SEED
