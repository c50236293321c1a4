"""The seeded households: every shape asked for, whole requests, claims as a sent request makes them."""

import re
from collections import Counter

import pytest

from bot.cases.case import Case
from bot.cases.commune import Round
from bot.cases.form_record import FormRecord
from bot.dialogue.outcome import Claim
from bot.dialogue.reading import read_national_id, read_person_name, read_phone
from bot.dialogue.reading.result import Read
from bot.documents.data.request_papers import request_data
from bot.documents.lettering import unprintable
from bot.documents.word.paper_form import paper_form
from bot.handlers.filing import household_key
from bot.handlers.survey import prefilled
from bot.scoring.contract import read_input
from bot.scoring.packs import load_pack
from bot.scoring.path import first_open, on_path
from bot.seeds.load import load_seed

SEED = load_seed()
CASES = tuple(one for one in SEED.entities if isinstance(one, Case))
FORMS = {one.id: one for one in SEED.entities if isinstance(one, FormRecord)}
PLAN = next(one for one in SEED.entities if isinstance(one, Round) and one.id == "2026")
PACK = load_pack("2022-2025")
ASKED = tuple(case for case in CASES if case.request)


def code(case: Case) -> str:
    return case.code


def request_of(case: Case) -> FormRecord:
    assert case.request is not None
    return FORMS[case.request]


def by_code(number: int) -> Case:
    return CASES[number - 1]


def test_codes_run_in_order_and_all_are_in_the_training_round() -> None:
    assert [one.code for one in CASES] == [f"HL-{n:04d}" for n in range(1, 25)]
    assert [one.id for one in CASES] == [f"c-hl-{n:04d}" for n in range(1, 25)]
    assert {one.round_id for one in CASES} == {"2026"}
    assert {one.area for one in CASES} == {f"kp{n}" for n in range(1, 9)}


def test_states_and_last_years_classes() -> None:
    assert Counter(one.state for one in CASES) == {"listed": 12, "received": 10, "submitted": 2}
    assert Counter(one.previous_class for one in CASES) == {"none": 12, "poor": 7, "near_poor": 5}


def test_a_listed_household_has_no_request_and_no_moves_yet() -> None:
    for case in CASES:
        if case.state == "listed":
            assert case.previous_class != "none"
            assert (case.request, case.moves, case.applicants, case.received_on) == (None, (), (), None)


@pytest.mark.parametrize("case", ASKED, ids=code)
def test_the_moves_of_a_request_lead_to_its_state(case: Case) -> None:
    expected = ["submit", "receive"] if case.state == "received" else ["submit"]
    assert [move.action for move in case.moves] == expected
    assert case.moves[-1].state == case.state
    assert [move.at for move in case.moves] == sorted(move.at for move in case.moves)
    preparation = PLAN.phases[0]
    assert all(preparation.starts <= move.at.date() <= preparation.ends for move in case.moves)
    if case.state == "received":
        assert case.received_on == case.moves[-1].at.date()
        assert (case.moves[-1].by, case.moves[-1].by_name) == ("nv-lan", "Hoàng Thị Lan")


@pytest.mark.parametrize("case", ASKED, ids=code)
def test_a_request_is_filled_to_the_end_and_nothing_more(case: Case) -> None:
    record = request_of(case)
    form, context = PACK.forms["mau_01"], PACK.context(PLAN.reference_date)
    assert first_open(form, record.answers, context) is None
    assert set(record.answers.values) == on_path(form, record.answers, context)
    assert (record.form, record.case_id, record.owner) == ("mau_01", case.id, case.moves[0].by)
    assert (record.pack_id, record.pack_digest) == (PACK.id, PACK.digest)
    assert record.finished_at == case.moves[0].at


@pytest.mark.parametrize("case", ASKED, ids=code)
def test_every_choice_of_a_request_is_one_of_the_form(case: Case) -> None:
    record = request_of(case)
    for section in PACK.forms["mau_01"].sections:
        for question in section.questions:
            allowed = {option.id for option in question.options}
            members = (None,) if question.scope == "household" else record.answers.members
            given = [record.answers.get(question.id, member) for member in members]
            for value in given if allowed else ():
                assert set((value,) if isinstance(value, str) else value or ()) <= allowed, question.id


@pytest.mark.parametrize("case", ASKED, ids=code)
def test_the_request_tells_what_is_found_at_the_door(case: Case) -> None:
    """The roster Phiếu B begins with agrees with the truth, member by member."""
    begun = prefilled(request_of(case).answers)
    true = read_input(SEED.truths[case.id]).answers
    assert begun.members == true.members
    assert dict(begun.values).items() <= dict(true.values).items()


@pytest.mark.parametrize("case", ASKED, ids=code)
def test_the_paper_can_be_printed(case: Case) -> None:
    paper = request_data(paper_form(PACK.id, "mau_01"), request_of(case), case.code)
    assert unprintable(str(paper)) == ""
    assert paper["name"] == case.head
    assert f"'name': '{case.head}'" in str(paper["members"])


def test_card_numbers_are_well_formed_and_marked_invented() -> None:
    numbers = [claim.value for claim in SEED.claims if claim.kind == "national_id"]
    assert len(set(numbers)) == len(numbers) == 19
    heads = {case.id: SEED.truths[case.id]["members"][0] for case in CASES}
    for claim in SEED.claims:
        if claim.kind == "national_id":
            assert re.fullmatch(r"020[0-3]\d\d900\d{3}", claim.value)
            head = heads[claim.case_id]
            read = read_national_id(claim.value, sex=head["sex"], birth_year=int(head["birth"][:4]))
            assert read == Read(claim.value, ()), claim.case_id


def test_names_and_phones_read_without_a_doubt() -> None:
    for truth in SEED.truths.values():
        for member in truth["members"]:
            assert read_person_name(member["name"]) == Read(member["name"], ())
    phones = [case.phone for case in CASES if case.phone]
    assert len(set(phones)) == len(phones) == 10
    assert all(phone.startswith("+8495") and read_phone(phone) == Read(phone, ()) for phone in phones)


def test_claims_are_those_a_sent_request_makes() -> None:
    for case in ASKED:
        answers = request_of(case).answers
        own = {claim for claim in SEED.claims if claim.case_id == case.id}
        expected = {Claim("household", household_key(answers), "2026", case.id)}
        number = answers.text("national_id")
        if number != "-":
            expected.add(Claim("national_id", str(number), "2026", case.id))
        assert own == expected


def test_no_two_households_claim_the_same() -> None:
    values = [(claim.kind, claim.value) for claim in SEED.claims]
    assert len(set(values)) == len(values)
    assert {claim.case_id for claim in SEED.claims} == {case.id for case in CASES}


# ── the shapes ───────────────────────────────────────────────────────────────────────────────
def sizes() -> dict[str, int]:
    return {case.code: len(SEED.truths[case.id]["members"]) for case in CASES}


def test_one_person_alone_and_nine_people() -> None:
    assert sorted(number for number, size in sizes().items() if size == 1) == ["HL-0007", "HL-0021"]
    assert sizes()["HL-0008"] == max(sizes().values()) == 9


def test_grandparents_with_grandchildren_only() -> None:
    relations = [member["relation"] for member in SEED.truths["c-hl-0009"]["members"]]
    assert relations == ["head", "spouse", "grandchild", "grandchild"]


def test_a_newborn_and_somebody_18_on_the_very_day() -> None:
    births = [m["birth"] for truth in SEED.truths.values() for m in truth["members"]]
    assert max(births) == "2026-09-12"
    assert "2008-10-01" in births
    assert sum(len(birth) == 4 for birth in births) == 16


def test_peoples() -> None:
    heads = Counter(SEED.truths[case.id]["members"][0]["ethnicity"] for case in CASES)
    assert heads == {"07": 10, "02": 7, "01": 5, "09": 2}


def test_two_heads_of_one_name_in_one_area() -> None:
    twins = [(case.head, case.area, case.birth) for case in CASES if case.head == "Hoàng Văn Phúc"]
    assert twins == [("Hoàng Văn Phúc", "kp3", "1958"), ("Hoàng Văn Phúc", "kp3", "1983-07-07")]


def test_very_long_names() -> None:
    assert [len(m["name"]) for m in SEED.truths["c-hl-0015"]["members"]] == [40, 33, 41, 43]


def test_the_household_that_moved_in_lives_elsewhere_by_its_papers() -> None:
    answers = request_of(by_code(10)).answers
    assert answers.text("permanent_address") != answers.text("current_address")
    assert by_code(10).address == answers.text("current_address") == "Nhà thuê, Khu 5, xã Hữu Lũng"


def test_help_is_recorded_with_consent_and_who_gets_the_news() -> None:
    by_neighbour, by_head_of_area = by_code(11), by_code(23)
    assert by_neighbour.helper_name == "Lương Văn Tỉnh"
    assert [(a.chat, a.helper, a.news) for a in by_neighbour.applicants] == [("web:tinh", True, True)]
    assert [(a.chat, a.helper, a.news) for a in by_head_of_area.applicants] == [("web:nam", True, False)]
    for case in (by_neighbour, by_head_of_area):
        assert request_of(case).answers.text("household_consents") == "yes"


def test_phones_of_residents_see_their_own_files_only() -> None:
    seen = {chat: [c.code for c in CASES if any(a.chat == chat for a in c.applicants)] for chat in CHATS}
    assert seen == {"web:mai": [], "web:tinh": ["HL-0011"], "web:cu": ["HL-0007"]}


CHATS = ("web:mai", "web:tinh", "web:cu")
