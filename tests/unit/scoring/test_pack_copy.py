"""A pack's files as an earlier program kept them: forms begun with them go on."""

import re
from dataclasses import replace

import pytest

from bot.errors import PackError
from bot.scoring.pack_copy import Library, PackCopy, copy_of
from bot.scoring.packs import digest, read_pack

PACK = "2022-2025"
NEWER = re.compile(r"^asks\..*\n|^ *places = (\[\{.*\}\]|\[\n(.*\n)*? *\])\n", re.MULTILINE)
"""What procedures have said since the round up to the decision was built."""
AUTHORITIES = re.compile(r"^\[\[authorities\]\]\n(.+\n)+", re.MULTILINE)


def kept() -> PackCopy:
    """The pack as it was kept before that."""
    now = copy_of(PACK)
    text = AUTHORITIES.sub("", NEWER.sub("", now.files["procedures.toml"]))
    assert not [word for word in ("asks.", "places", "authorities") if word in re.sub("#.*", "", text)]
    files = {name: one for name, one in now.files.items() if name != "mau_04.toml"}
    files["procedures.toml"] = text.replace('"mau_04"', '"mau_01"')
    return replace(now, id=digest({name: one.encode() for name, one in files.items()}), files=files)


def test_a_copy_kept_by_an_earlier_program_is_still_read() -> None:
    copy = kept()
    pack = Library((copy,)).pack(PACK, copy.id)
    annual = pack.procedures["1.011606"]
    assert pack.digest == copy.id
    assert (pack.authorities, annual.asks) == ((), annual.title)
    assert pack.forms["phieu_b"] == Library().pack(PACK).forms["phieu_b"]


def test_the_same_files_are_refused_as_a_pack_of_today() -> None:
    files = {name: text.encode() for name, text in kept().files.items()}
    with pytest.raises(PackError) as refused:
        read_pack(PACK, files)
    said = {one.what for one in (refused.value, *refused.value.others)}
    assert said >= {"nothing is asked for", "nobody gives the opinion", "posted nowhere"}
