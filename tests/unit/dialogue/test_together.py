"""One tap that answers several questions: only what its words say, and it goes when they go."""

from datetime import UTC, date, datetime

from bot.cases.form_record import FormRecord
from bot.dialogue.walk.record import Open, spots
from bot.dialogue.walk.together import nobody, with_also
from bot.scoring.answers import Answers, Value
from bot.scoring.packs import load_pack
from bot.scoring.path import Spot

AT = date(2026, 10, 1)


def opened(**values: Value) -> Open:
    """A child of ten ("m1") and a grown-up ("m2") in Phiếu B, with these answers of the child."""
    answers: dict[str, Value] = {"m1.birth": "2016-03-02", "m2.birth": "1980", "m2.sex": "male"}
    answers |= {f"m1.{name}": value for name, value in values.items()}
    pack = load_pack("2022-2025")
    began = datetime(2026, 10, 5, tzinfo=UTC)
    members = Answers(("m1", "m2"), answers)
    record = FormRecord("f1", "phieu_b", "nv-ba", "c1", pack.id, pack.digest, members, began)
    return Open(record, pack, pack.forms["phieu_b"], pack.context(AT))


def spot(form: Open, spot_id: str) -> Spot:
    return next(one for one in spots(form) if one.id == spot_id)


def test_a_pupil_of_primary_school_has_no_certificate_yet() -> None:
    form = opened()
    assert with_also(form, spot(form, "m1.attending"), "primary") == {
        "m1.attending": "primary",
        "m1.certificate": "none",
    }


def test_who_does_not_attend_is_asked_for_the_certificate() -> None:
    form = opened()
    assert with_also(form, spot(form, "m1.attending"), "none") == {"m1.attending": "none"}


def test_a_certificate_answered_by_itself_stays() -> None:
    form = opened(certificate="primary", attending="none")
    assert with_also(form, spot(form, "m1.attending"), "primary") == {"m1.attending": "primary"}


def test_what_the_option_before_had_stated_goes_with_it() -> None:
    form = opened(certificate="none", attending="primary")
    at = spot(form, "m1.attending")
    assert with_also(form, at, "lower_secondary")["m1.certificate"] == "primary"
    assert with_also(form, at, "none") == {"m1.attending": "none", "m1.certificate": None}


def test_nobody_answers_its_three_checklists_for_everybody_and_no_other() -> None:
    form = opened()
    assert nobody(form, spot(form, "pension")) == {
        f"{member}.{question}": "no"
        for member in ("m1", "m2")
        for question in ("pension", "social_allowance", "disabled_or_ill")
    }
