"""Papers in chat from the first word to the file: typed numbers do, wrong words are answered, rights end."""

from dataclasses import replace

import pytest

from bot.cases.case import Applicant
from bot.dialogue.facts import CaseFilter
from bot.dialogue.outcome import Audit
from bot.handlers.staff_entries import Changes
from bot.ports import Ready
from bot.runtime.staffing import change_staff
from locales import translate
from tests.integration.commune import Commune
from tests.integration.print_help import case_id, complaint_of, opened
from tests.papers.reading import docx_lines

MENU = "👤 {who}: menu\n👤 {who}: [Họp dân, niêm yết, quyết định]\n👤 {who}: [In giấy tờ]\n"


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def at_menu(commune: Commune, who: str = "lan") -> str:
    await commune.play(MENU.format(who=who))
    return commune.newest(who).text


async def typed(commune: Commune, who: str, *words: str) -> str:
    text = ""
    for one in words:
        text = await commune.types(who, one)
    return text


def papers(commune: Commune, who: str) -> list[Ready]:
    """Files that came to this phone, in order."""
    return [one for one in commune.channel.phone(f"web:{who}").shown if one.file_name]


async def issued(commune: Commune, subject: str) -> list[Audit]:
    return [one for one in await commune.store.audits(subject) if one.action == "paper_issued"]


# ── the way it is meant ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("shape", "name", "begins"),
    [("1", "phu-luc-i-khu-3.pdf", b"%PDF"), ("2", "phu-luc-i-khu-3.docx", b"PK\x03\x04")],
)
async def test_numbers_alone_bring_a_paper(shape: str, name: str, begins: bytes) -> None:
    commune = await opened()
    assert t("printing.start") in await at_menu(commune)
    assert t("printing.which.area") in await typed(commune, "lan", "2")
    await typed(commune, "lan", "3", shape)
    [paper] = papers(commune, "lan")
    assert paper.file_name == name and paper.file is not None and paper.file.startswith(begins)
    assert t("paper.name.phu_luc_i") in paper.text and "Khu 3" in paper.text
    [line] = await issued(commune, "2026/kp3")
    assert (line.who, line.detail) == ("nv-lan", f"phu_luc_i {name.rpartition('.')[2]}")


async def test_one_thing_alone_is_not_asked_for() -> None:
    """An enumerator of one area goes from what of straight to in which shape, and back the same way."""
    commune = await opened()
    await at_menu(commune, "ba")
    asked = t("printing.shapes", name=t("printing.title", name=t("paper.name.phu_luc_i"), thing="Khu 3"))
    assert asked in await typed(commune, "ba", "2")
    assert t("printing.start") in await typed(commune, "ba", "0")
    assert t("printing.start") in await typed(commune, "ba", "2", "1")
    assert len(papers(commune, "ba")) == 1


@pytest.mark.parametrize("words", ["HL-9001", "hl 9001", "9001", "９００１"])
async def test_a_household_by_its_code_or_number(words: str) -> None:
    commune = await opened()
    await at_menu(commune)
    assert t("printing.household", code="HL-0007", number=7) in await typed(commune, "lan", "1")
    text = await typed(commune, "lan", words)
    assert t("printing.papers", thing="HL-9001") in text and t("my_file.head") not in text
    await typed(commune, "lan", t("paper.name.mau_01"), "1")
    [paper] = papers(commune, "lan")
    assert paper.file_name == "mau-01-HL-9001.pdf"
    assert commune.newest("lan").text.startswith(t("printing.papers", thing="HL-9001"))  # for the next one
    [line] = await issued(commune, case_id("kp3"))
    assert line.detail == "mau_01 pdf"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("HL-7777", t("case.no_such_code", code="HL-7777")),
        ("7777", t("case.no_such_code", code="HL-7777")),
        ("HL-9002", t("file.not_yours")),
        ("nhà bà Mơ", t("printing.household.how", code="HL-0007", number=7)),
        ("12345678", t("printing.household.how", code="HL-0007", number=7)),
        ("HL-0002", t("printing.none", code="HL-0002")),
    ],
)
async def test_a_wrong_code_is_answered_with_what_would_be_right(words: str, answer: str) -> None:
    """ba works in Khu 3: the file of Khu 5 is not theirs; HL-0002 has no form yet."""
    commune = await opened()
    await at_menu(commune, "ba")
    await typed(commune, "ba", "1")
    text = await typed(commune, "ba", words)
    assert answer in text and t("printing.household", code="HL-0007", number=7) in text
    assert papers(commune, "ba") == []


@pytest.mark.parametrize("words", ["9", "Word Excel PDF", "🙂"])
async def test_a_wrong_shape_is_answered(words: str) -> None:
    commune = await opened()
    await at_menu(commune, "ba")
    text = await typed(commune, "ba", "2", words)
    assert papers(commune, "ba") == [] and t("printing.shape.pdf") in "".join(labels(commune, "ba"))
    assert "2" in text


def labels(commune: Commune, who: str) -> list[str]:
    return [button.label for row in commune.newest(who).rows for button in row]


async def test_no_name_stands_in_captions_and_file_names() -> None:
    commune = await opened()
    await at_menu(commune)
    await typed(commune, "lan", "1", "9001", "1", "1")
    texts = [f"{one.text} {one.file_name}" for one in commune.channel.phone("web:lan").shown[-6:]]
    assert papers(commune, "lan") and not any("Hoàng Thị Mơ" in one for one in texts)


# ── from where people stand ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["lan", "ba", "binh", "mttq"])
async def test_from_a_file(who: str) -> None:
    commune = await opened()
    await commune.types(who, "HL-9001")
    assert labels(commune, who)[-2] == t("printing.open")  # the last before "back": no number has moved
    text = await commune.types(who, t("printing.open"))
    assert t("printing.papers", thing="HL-9001") in text
    await typed(commune, who, t("paper.name.mau_01"), "1")
    assert [one.file_name for one in papers(commune, who)][-1] == "mau-01-HL-9001.pdf"
    back = await commune.types(who, "0")
    assert "🏠 HL-9001" in back


async def test_a_file_without_papers_says_nothing_of_printing() -> None:
    commune = await opened()
    await commune.types("lan", "HL-0002")
    assert t("printing.open") not in labels(commune, "lan")


async def test_the_minutes_from_the_meeting() -> None:
    commune = await opened()
    await commune.play("👤 ba: menu\n👤 ba: [Họp dân, niêm yết, quyết định]\n👤 ba: [Họp dân]\n")
    await typed(commune, "ba", t("printing.minutes"), "1")
    assert papers(commune, "ba")[-1].file_name == "phu-luc-v-khu-3-lan-1.pdf"
    assert t("printing.minutes") in labels(commune, "ba")  # back at the meeting


async def test_slips_from_the_complaint() -> None:
    commune = await opened()
    await commune.types("lan", "HL-9001")
    await commune.types("lan", t("complaint.do.open", count=1))
    text = await commune.types("lan", t("printing.open"))
    assert t("printing.papers", thing="HL-9001") in text
    name = t("printing.complaint_no", name=t("paper.name.complaint_slip"), no=1)
    assert labels(commune, "lan")[0] == name


async def test_whoever_rechecks_takes_the_slip_along_and_nothing_of_the_first_survey() -> None:
    """From the blind view of the file; the slip names no points and not who complained."""
    waiting = complaint_of("kp3", answered_at=None, first_by=("nv-ba",))
    commune = await opened(state="complained", decision=None, complaints=(waiting,), assigned_to="nv-tu")
    await commune.types("tu", "HL-9001")
    await commune.types("tu", t("printing.open"))
    shown = [one for one in labels(commune, "tu") if one != t("command.back.label")]
    slip = t("printing.complaint_no", name=t("paper.name.recheck_slip"), no=1)
    assert shown == [t("paper.name.mau_01"), t("paper.name.phieu_a"), slip]
    await typed(commune, "tu", slip, "2")
    [paper] = papers(commune, "tu")
    assert paper.file_name == "phieu-phuc-tra-HL-9001-1.docx" and paper.file is not None
    text = "\n".join(docx_lines(paper.file))
    record = await commune.store.form("f-made-1")
    assert record is not None and record.sent is not None
    assert "HL-9001" in text and "Người Khiếu Nại" not in text
    assert str(record.sent["score_a"]) not in text.split() and "Điểm A" not in text


# ── rights end, results are not official ─────────────────────────────────────────────────────
async def test_a_right_that_ends_while_the_screen_is_open() -> None:
    commune = await opened()
    await at_menu(commune, "hoa")
    await typed(commune, "hoa", "1", "9001", t("paper.name.phieu_b"))
    assert await change_staff(commune.app, "nv-hoa", Changes(areas="kp1"))
    assert t("printing.gone") in await typed(commune, "hoa", "1")
    assert papers(commune, "hoa") == [] and await issued(commune, case_id("kp3")) == []


async def test_weighty_papers_are_refused_at_once_while_results_are_not_official() -> None:
    commune = await opened()
    await at_menu(commune)
    await typed(commune, "lan", t("printing.group.dossier"))
    text = await typed(commune, "lan", t("paper.name.mau_02"))
    assert t("paper.not_official") in text and t("printing.shape.pdf") not in labels(commune, "lan")
    assert papers(commune, "lan") == [] and await issued(commune, "d-1") == []


async def test_reports_and_lists_of_the_round_are_refused_at_once_too() -> None:
    commune = await opened()
    await at_menu(commune)
    await typed(commune, "lan", t("printing.group.round"), "2026")
    for name in (t("paper.name.reports_final"), t("paper.name.insurance_list")):
        assert t("paper.not_official") in await typed(commune, "lan", name)
    assert papers(commune, "lan") == []


async def made_official(commune: Commune) -> None:
    """INVENTED: no points table of this program is official; what is printed of one that is."""
    for number in (1, 2):
        record = await commune.store.form(f"f-made-{number}")
        assert record is not None and record.sent is not None
        sent = {**record.sent, "official": True}
        results = tuple(replace(one, data={**one.data, "official": True}) for one in record.results)
        changed = replace(record, sent=sent, result=sent, results=results, version=record.version + 1)
        await commune.store.seed([changed])


async def test_with_official_results_the_papers_of_a_dossier_come() -> None:
    commune = await opened(state="reported", decision=None)
    await made_official(commune)
    await at_menu(commune, "binh")
    await typed(commune, "binh", t("printing.group.dossier"), t("paper.name.phu_luc_vi"), "2")
    [paper] = papers(commune, "binh")
    assert paper.file_name == "phu-luc-vi-ho-so-1-2026.docx"
    before = commune.channel.phone("web:binh").shown[-3]
    assert before.text.startswith("Đang lập") and not before.rows
    [line] = await issued(commune, "d-1")
    assert (line.who, line.detail) == ("nv-binh", "phu_luc_vi docx")


async def test_what_the_maker_refuses_arrives_as_words_in_the_papers_place() -> None:
    """Official results, but files of the round are not decided: only whoever makes the report sees that."""
    commune = await opened(state="reported", decision=None)
    await made_official(commune)
    await at_menu(commune)
    await typed(commune, "lan", t("printing.group.round"), t("paper.name.reports_final"), "1")
    assert papers(commune, "lan") == []
    shown = commune.channel.phone("web:lan").shown
    at = next(n for n, one in enumerate(shown) if one.text.startswith("Đang lập"))
    words = shown[at + 1].text
    assert words and not shown[at + 1].rows and not words.startswith("📄")
    assert not any(one.text.startswith("📄") for one in shown)


# ── data of many people ──────────────────────────────────────────────────────────────────────
async def at_export(commune: Commune) -> str:
    await at_menu(commune)
    return await typed(commune, "lan", t("printing.group.round"), "2026", t("paper.name.round_export"), "1")


async def test_an_export_says_first_whose_data_it_is() -> None:
    commune = await opened()
    text = await at_export(commune)
    count = len(await commune.store.cases(CaseFilter("2026")))
    assert f"dữ liệu cá nhân của {count} hộ" in text and papers(commune, "lan") == []
    assert papers(commune, "lan") == [] and await issued(commune, "2026") == []
    again = await typed(commune, "lan", "2")
    assert t("paper.name.round_export") in "".join(labels(commune, "lan")) and again
    assert papers(commune, "lan") == [] and await issued(commune, "2026") == []


async def test_an_export_speaks_while_it_is_made() -> None:
    commune = await opened()
    await at_export(commune)
    await typed(commune, "lan", "1")
    shown = commune.channel.phone("web:lan").shown
    at = next(n for n, one in enumerate(shown) if one.file_name)
    assert shown[at - 1].text.startswith("Đang lập") and not shown[at - 1].rows
    [line] = await issued(commune, "2026")
    assert (line.who, line.detail) == ("nv-lan", "round_export xlsx")


# ── a household's own ────────────────────────────────────────────────────────────────────────
async def of_household(commune: Commune) -> None:
    """web:mai follows the refused file."""
    case = await commune.store.case(case_id("kp3"))
    assert case is not None
    await commune.store.seed([replace(case, applicants=(Applicant("web:mai"),), version=case.version + 1)])
    await commune.play("👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n")


async def test_a_household_gets_its_own_written_answer() -> None:
    commune = await opened()
    await of_household(commune)
    await commune.play("👤 mai: [Hồ sơ của tôi đến đâu rồi]\n")
    await commune.types("mai", t("my_file.letter"))
    [paper] = papers(commune, "mai")
    assert paper.file_name == "van-ban-tra-loi-HL-9001.pdf"
    [line] = await issued(commune, case_id("kp3"))
    assert (line.who, line.detail) == ("web:mai", "refusal_letter pdf")


async def test_a_household_prints_nothing_else() -> None:
    """Neither a paper before it is refused, nor staff's menu by its button."""
    commune = await opened(state="posted", decision=None)
    await of_household(commune)
    await commune.play("👤 mai: [Hồ sơ của tôi đến đâu rồi]\n")
    assert t("my_file.letter") not in labels(commune, "mai")
    for choice in ("letter", "print", "printing"):
        await commune.taps("mai", choice)
    assert papers(commune, "mai") == []
