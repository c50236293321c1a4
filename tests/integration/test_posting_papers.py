"""What people read of a posting: two heads of one name, and an in-year start too late for a complaint."""

from dataclasses import replace
from datetime import date

from locales import translate
from tests.integration.commune import Commune
from tests.integration.test_posting import agreed, at, case_now, post, shown, to_sure


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def test_two_heads_of_one_name_are_told_apart_by_their_files() -> None:
    commune = await Commune.opened()
    cases = await agreed(commune, 3)
    for n, case in enumerate(cases[:2]):
        head = ("Hoàng Văn Phúc", "hoàng văn phúc")[n]
        await commune.store.seed([replace(case, head=head, version=case.version + 1)])
    await post(commune)
    said = shown(commune, "ba")
    listed = next(one for one in said if "KẾT QUẢ RÀ SOÁT HỘ" in one)
    spoken = next(one for one in said if "Kính thưa bà con" in one)
    for paper in (listed, spoken):
        assert "Hoàng Văn Phúc (hồ sơ HL-9001)" in paper and "hoàng văn phúc (hồ sơ HL-9002)" in paper
        assert cases[2].head in paper and "HL-9003" not in paper


async def in_year(commune: Commune, received: date) -> str:
    """The last screen before an in-year file hangs, its paper received on that day."""
    [case] = await agreed(commune, 1, procedure="1.011607", received_on=received)
    assert (await case_now(commune, case)).procedure == "1.011607"
    return await to_sure(commune)


async def test_an_in_year_posting_names_the_last_day_its_file_shows() -> None:
    commune = await Commune.opened()
    await at(commune, "18/11")
    text = await in_year(commune, date(2026, 11, 16))
    assert t("posting.warn.no_time", limit="01/12/2026") in text
    assert "01/12 (" in await commune.types("lan", "HL-9001")


async def test_too_late_even_without_a_complaint_names_the_last_day_to_begin() -> None:
    commune = await Commune.opened()
    await at(commune, "30/11")
    text = await in_year(commune, date(2026, 11, 16))
    assert t("posting.warn.late", limit="01/12/2026", latest="26/11/2026") in text
