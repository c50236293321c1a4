"""Everything that is stored comes back equal and of the same types."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.case import Case
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.form_record import AnswerChange, FormRecord
from bot.dialogue.message import Message
from bot.dialogue.session import Session
from bot.errors import StoreError
from bot.ports import Audit
from bot.scoring.answers import Answers, Value
from storage.codec import dump, load
from tests.contract.store.things import NOW, form, session

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=7)), ZoneInfo("Asia/Ho_Chi_Minh")])
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001
VALUES = st.one_of(TEXT, st.lists(TEXT, max_size=3).map(tuple))
PLAIN = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
        TEXT,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=8,
)
for kind, strategy in (
    (datetime, TIMES),
    (str, TEXT),
    (Answers, st.builds(Answers, st.lists(TEXT, max_size=3).map(tuple), st.dictionaries(TEXT, VALUES))),
):
    st.register_type_strategy(kind, strategy)

KINDS = (Session, Case, Staff, Invite, Commune, Area, Round, AnswerChange, Audit, Message)


def again(thing: object) -> object:
    return load(type(thing), dump(thing, "here"), "here")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_thing_comes_back_equal(kind: type[object], data: st.DataObject) -> None:
    thing = data.draw(st.builds(kind))
    assert again(thing) == thing


@given(
    st.builds(
        FormRecord,
        answers=st.builds(Answers, values=st.dictionaries(TEXT, VALUES)),
        result=st.none() | st.dictionaries(TEXT, PLAIN),
        kept=st.frozensets(TEXT),
        visited_on=st.none() | st.dates(),
    )
)
def test_every_form_comes_back_equal(thing: FormRecord) -> None:
    back = load(FormRecord, dump(thing, "here"), "here")
    assert back == thing
    assert isinstance(back.kept, frozenset) and isinstance(back.answers.members, tuple)
    assert {type(value) for value in back.answers.values.values()} <= {str, tuple}


def test_read_only_answers_are_written_too() -> None:
    values: Mapping[str, Value] = MappingProxyType({"a": "1", "b": ("x", "y")})
    back = load(FormRecord, dump(form(answers=Answers((), values)), "here"), "here")
    assert dict(back.answers.values) == {"a": "1", "b": ("x", "y")}


def test_a_time_keeps_its_instant_and_offset() -> None:
    at = datetime(2026, 10, 5, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    back = load(FormRecord, dump(form(started_at=at), "here"), "here").started_at
    assert back == at and back.utcoffset() == timedelta(hours=7)


def test_picks_of_a_frame_stay_tuples() -> None:
    back = load(Session, dump(session(), "here"), "here")
    assert back == session()
    assert back.frames[0].data["picks"] == ("m1", "m2")


def test_texts_keep_their_letters_as_they_are() -> None:
    composed, split = "M\u1ec5", "Me\u0302\u0303"
    assert composed != split
    assert again(Audit(NOW, "a", "b", composed, split)) == Audit(NOW, "a", "b", composed, split)


def test_another_shape_is_told_without_the_values() -> None:
    with pytest.raises(StoreError, match=r"another shape \(at: missing\).*audit 1") as caught:
        load(Audit, b'{"who": "secret", "action": "a", "subject": "s"}', "audit 1")
    assert "secret" not in str(caught.value)


def test_half_a_letter_of_unicode_is_refused() -> None:
    with pytest.raises(StoreError, match="cannot be stored · audit 1"):
        dump(Audit(NOW, "\ud800", "a", "s"), "audit 1")
