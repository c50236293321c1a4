"""Sealed values open with the right key at the right place, and with nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StoreError
from storage.seal import Keys, generate_key

PLACE = "form.body:f1"
ONE, TWO = "1:" + "A" * 43 + "=", "2:" + "B" * 42 + "A="


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_again(plain: bytes, place: str) -> None:
    keys = Keys.from_text(ONE)
    assert keys.unseal(keys.seal(plain, place), place) == plain


def test_the_shape_of_a_sealed_value() -> None:
    sealed = Keys.from_text(TWO).seal(b"Mai", PLACE)
    assert sealed[:2] == b"\x01\x02"
    assert len(sealed) == 2 + 12 + 3 + 16
    assert Keys.from_text(TWO).seal(b"Mai", PLACE) != sealed


@pytest.mark.parametrize("at", [2, 13, 14, 20, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    keys = Keys.from_text(ONE)
    sealed = bytearray(keys.seal(b"Mai, 1984", PLACE))
    sealed[at] ^= 1
    with pytest.raises(StoreError, match=r"does not open · form\.body:f1"):
        keys.unseal(bytes(sealed), PLACE)


def test_a_value_moved_to_another_row_does_not_open() -> None:
    keys = Keys.from_text(ONE)
    with pytest.raises(StoreError, match="does not open"):
        keys.unseal(keys.seal(b"Mai", PLACE), "form.body:f2")


@pytest.mark.parametrize("damaged", [b"", b"\x01\x01short", b"\x09" + b"x" * 60])
def test_what_was_never_sealed_is_called_damaged(damaged: bytes) -> None:
    with pytest.raises(StoreError, match="damaged"):
        Keys.from_text(ONE).unseal(damaged, PLACE)


def test_the_highest_id_seals_and_all_open() -> None:
    old, both = Keys.from_text(ONE), Keys.from_text(f"# keys\n{TWO}\n\n{ONE}\n")
    assert both.unseal(old.seal(b"Mai", PLACE), PLACE) == b"Mai"
    assert both.seal(b"Mai", PLACE)[1] == both.current == 2
    with pytest.raises(StoreError, match=r"key 2 is missing · form\.body:f1 · start with the key file"):
        old.unseal(both.seal(b"Mai", PLACE), PLACE)


def test_digests_depend_on_the_key_and_list_the_current_first() -> None:
    old, both = Keys.from_text(ONE), Keys.from_text(f"{ONE},{TWO}")
    assert both.digests("020184001234") == (
        *Keys.from_text(TWO).digests("020184001234"),
        *old.digests("020184001234"),
    )
    assert old.digests("020184001234") != old.digests("020184001235")
    assert all(len(digest) == 64 for digest in both.digests("x"))


def test_a_generated_key_works_and_is_new_each_time(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{generate_key()}\n{generate_key(7)}\n")
    keys = Keys.from_file(file)
    assert keys.current == 7 and repr(keys) == "Keys([1, 7])"
    assert generate_key() != generate_key()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no key given"),
        ("# only a comment", "no key given"),
        ("abc", "line 1"),
        (f"{ONE}\n2:***", "line 2"),
        ("1:AAAA", "malformed · key 1"),
        ("0:" + ONE[2:], "malformed · key 0"),
        ("300:" + ONE[2:], "malformed · key 300"),
        (f"{ONE}\n{ONE}", "twice · key 1"),
    ],
)
def test_malformed_keys_are_told_without_the_key(text: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        Keys.from_text(text)
    assert "A" * 20 not in str(caught.value)


def test_a_key_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        Keys.from_file(tmp_path / "none")
