"""A wrong seed says what, where and what to do."""

from importlib.resources import files

import pytest

from bot.seeds.load import Seed, SeedError, build_seed, load_seed, read_commune, read_households

COMMUNE = (files("bot.seeds") / "huu_lung.toml").read_text("utf-8")
HOUSEHOLDS = (files("bot.seeds") / "huu_lung_households.toml").read_text("utf-8")


def build(commune: str = COMMUNE, households: str = HOUSEHOLDS) -> Seed:
    return build_seed(read_commune(commune, "commune.toml"), read_households(households, "households.toml"))


def test_the_files_as_they_are_fit() -> None:
    assert build() == load_seed()


def test_an_unknown_seed_is_named() -> None:
    with pytest.raises(SeedError) as fault:
        load_seed("dong_mo")
    assert fault.value.what == "no dong_mo.toml"


def test_a_file_that_is_not_toml() -> None:
    with pytest.raises(SeedError, match=r"not TOML.*commune\.toml"):
        read_commune("[commune", "commune.toml")


COMMUNE_FAULTS = [
    ('prefix = "HL"', 'prefix = "HL"\nprefx = "HL"', r"unknown key · commune\.toml:10 commune\.prefx"),
    ("invented = true", "invented = false", r"Input should be True"),
    ('areas = ["kp1", "kp2", "kp3", "kp4"]', 'areas = ["kp9"]', r'no area "kp9" · staff nv-hoa · one of kp1'),
    ('role = "officer"\narea', 'role = "enumerator"\narea', r"persona web:lan"),
]


@pytest.mark.parametrize(("was", "now", "message"), COMMUNE_FAULTS)
def test_a_fault_of_the_commune_file(was: str, now: str, message: str) -> None:
    assert was in COMMUNE
    with pytest.raises(SeedError, match=message):
        build(commune=COMMUNE.replace(was, now, 1))


HOUSEHOLD_FAULTS = [
    ('round = "2026"', 'round = "2025"', r'no round "2025" · households · one of 2023, 2026'),
    ('code = "HL-0002"', 'code = "HL-0003"', r"code out of order · household HL-0003 .*HL-0002"),
    ('area = "kp3"', 'area = "kp9"', r'no area "kp9" · household HL-0001'),
    ('by = "nv-lan"', 'by = "nv-tam"', r'no staff or persona "nv-tam" · household HL-0004'),
    ('by = "web:cu"', 'by = "web:ai"', r'no staff or persona "web:ai" · household HL-0007'),
    ("020079900001", "020079123456", r"households\[0\]\.national_id|national_id"),
    ('relation = "spouse"', 'relation = "head"', r"the first member is the head, and nobody else"),
    ('previous_class = "poor"\n', "", r"last year's list or has a request"),
    ('news_to = "helper"\n', "", r"helper_name and news_to go together"),
    ('sex = "male"', 'sex = "nam"', r"'male' or 'female'"),
]


@pytest.mark.parametrize(("was", "now", "message"), HOUSEHOLD_FAULTS)
def test_a_fault_of_the_households_file(was: str, now: str, message: str) -> None:
    assert was in HOUSEHOLDS
    with pytest.raises(SeedError, match=message):
        build(households=HOUSEHOLDS.replace(was, now, 1))


def test_a_commune_without_an_officer() -> None:
    without = COMMUNE.replace('role = "officer"', 'role = "supervisor"', 2)  # the two of the staff
    with pytest.raises(SeedError, match="no officer"):
        build(commune=without)
