"""Report, opinion from above, decision: each in its order, by whose right it is, nothing twice."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.cases.dossier import Dossier
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.decided import Home, file, make_dossier, opened

FOUR = (
    Home(1, phone="mai"),
    Home(2, now="near_poor", before="poor"),
    Home(3, now="not_poor", before="poor", phone="na"),
    Home(4, now="not_poor", phone="thom"),
)


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def made(commune: Commune, who: str = "lan") -> None:
    await commune.play(make_dossier(who))
    await commune.taps(who, "make-1.011606")
    await commune.taps(who, ".done")


async def reported(commune: Commune) -> None:
    await made(commune)
    await commune.taps("lan", "report")
    await commune.types("lan", "4/12/2026")
    await commune.types("lan", "45/BC-UBND")
    await commune.taps("lan", "same")


async def agreed(commune: Commune) -> None:
    await reported(commune)
    await commune.play("@clock +3d\n")
    await commune.taps("lan", "opinion")
    await commune.types("lan", "7/12")
    await commune.types("lan", "900/UBND")
    await commune.taps("lan", "yes")


async def to_dossier(commune: Commune, who: str) -> None:
    """Somebody opens the first dossier."""
    await commune.play(make_dossier(who))
    [one, *_] = await the_dossiers(commune)
    await commune.taps(who, one.id)


async def the_dossiers(commune: Commune) -> tuple[Dossier, ...]:
    return await commune.store.of_round(Dossier, (await file(commune, 1)).round_id)


async def decide(commune: Commune, who: str, number: str = "125/QĐ-UBND") -> str:
    """Up to the reading over, everything as proposed."""
    await commune.taps(who, "decide")
    await commune.types(who, number)
    text = await commune.taps(who, "today")
    for choice in (".done", ".done", "ok", "next"):
        if any(one.endswith(f".{choice.strip('.')}") for one in commune.ids(who)):
            text = await commune.taps(who, choice)
    return text


async def test_the_whole_way_up_and_down() -> None:
    commune = await opened(*FOUR)
    await agreed(commune)
    assert {(await file(commune, n)).state for n in (1, 2, 3, 4)} == {"opinion_given"}
    await to_dossier(commune, "binh")
    text = await decide(commune, "binh")
    assert "1/GCN-HN.HCN" in text and "2/GCN-HN.HCN" in text
    with Faults() as faults:
        await commune.taps("binh", "yes")
    assert faults.seen == []
    cases = [await file(commune, n) for n in (1, 2, 3, 4)]
    assert [one.state for one in cases] == ["recognised", "recognised", "left", "refused"]
    decisions = [one.decision for one in cases]
    assert [one.movement for one in decisions if one] == [
        "new_poor",
        "poor_to_near_poor",
        "left_poverty",
        "never",
    ]
    assert [one.certificate for one in decisions if one] == ["1/GCN-HN.HCN", "2/GCN-HN.HCN", "", ""]
    assert [one.class_id for one in decisions if one] == ["poor", "near_poor", "none", "none"]
    assert decisions[3] is not None and "vượt mức" in decisions[3].reasons
    assert {(one.on, one.by_name) for one in decisions if one} == {(date(2026, 12, 7), "Nguyễn Hòa Bình")}


async def own_file(commune: Commune, who: str) -> str:
    """What a household reads in its file, opened from the notice, which gives neither class nor reasons."""
    told = commune.channel.phone(f"web:{who}").shown[-1]
    assert "quyết định" in told.text
    assert not any(word in told.text for word in ("nghèo", "GCN", "Lý do"))
    [button] = [one for row in told.rows for one in row]
    return await commune.taps(who, button.id)


async def test_each_household_reads_its_own_outcome_and_no_points() -> None:
    commune = await opened(*FOUR)
    await agreed(commune)
    await to_dossier(commune, "binh")
    await decide(commune, "binh")
    await commune.taps("binh", "yes")
    mai, na, thom = [await own_file(commune, who) for who in ("mai", "na", "thom")]
    assert "1/GCN-HN.HCN" in mai and "hộ nghèo" in mai
    assert "không còn trong danh sách" in na
    assert "vượt mức" in thom and "khiếu nại" in thom
    assert all("Điểm" not in one for one in (mai, na, thom))
    hoa = "\n".join(x.text for x in commune.channel.phone("web:hoa").shown)
    assert t("decide.officers", no="125/QĐ-UBND", day="07/12/2026", who="Nguyễn Hòa Bình", count=4) in hoa


async def test_a_report_waits_for_the_end_of_the_posting() -> None:
    commune = await opened(*FOUR)
    await made(commune)
    await commune.taps("lan", "report")
    text = await commune.types("lan", "3/12/2026")
    assert t("dossier.too_early.posting", day="03/12/2026", first="04/12/2026") in text
    assert "125/QĐ" not in await commune.types("lan", "5/12/2026")  # to come: said so
    assert (await file(commune, 1)).state == "settled"


async def test_the_opinion_is_due_five_working_days_after_the_report_came() -> None:
    commune = await opened(*FOUR)
    await reported(commune)
    due = t("dossier.opinion_due", who="Chủ tịch UBND cấp tỉnh", day="11/12/2026")
    assert due in commune.newest("lan").text
    await commune.play("@clock +8d\n")
    await to_dossier(commune, "lan")
    late = t("dossier.opinion_late", who="Chủ tịch UBND cấp tỉnh", day="11/12/2026")
    assert late in commune.newest("lan").text


async def test_an_opinion_is_not_older_than_the_report() -> None:
    commune = await opened(*FOUR)
    await reported(commune)
    await commune.taps("lan", "opinion")
    text = await commune.types("lan", "3/12/2026")
    assert t("dossier.too_early.opinion", day="03/12/2026", first="04/12/2026") in text


async def test_files_to_look_at_again_are_sent_back_one_by_one_and_the_others_go_on() -> None:
    commune = await opened(*FOUR)
    await reported(commune)
    await commune.taps("lan", "opinion")
    await commune.taps("lan", "today")
    await commune.types("lan", "900/UBND")
    await commune.taps("lan", "again")
    await commune.taps("lan", "c-made-2")
    await commune.taps("lan", ".done")
    await commune.types("lan", "Xin xem lại nhà ở của hộ này.")
    states = [(await file(commune, n)).state for n in (1, 2, 3, 4)]
    assert states == ["opinion_given", "reported", "opinion_given", "opinion_given"]
    assert "HL-9002" in commune.newest("lan").text
    await commune.taps("lan", "again")
    await commune.play(
        "👤 lan: [Nhà ở]\n👤 lan: 3\n👤 lan: [✔ Xong, ghi lời cho 1 câu]\n"
        "👤 lan: Xin lên nhà xem lại mái.\n👤 lan: [Gửi trả lại]\n"
    )
    assert (await file(commune, 2)).state == "returned"
    await to_dossier(commune, "lan")
    assert "HL-9002" not in commune.newest("lan").text


async def test_going_on_without_an_opinion_needs_words() -> None:
    commune = await opened(*FOUR)
    await reported(commune)
    await commune.taps("lan", "without")
    assert t("dossier.words_short", count=10) in await commune.types("lan", "vội")
    await commune.types("lan", "Quá hạn mà chưa có văn bản, đã gọi hỏi.")
    case = await file(commune, 1)
    assert case.state == "opinion_given"
    assert case.moves[-1].note == "Quá hạn mà chưa có văn bản, đã gọi hỏi."


async def test_where_the_plan_asks_for_it_the_council_agrees_first() -> None:
    commune = await opened(*FOUR, council=True)
    await made(commune)
    assert not any(one.endswith(".report") for one in commune.ids("lan"))
    await commune.taps("lan", "council")
    await commune.taps("lan", "today")
    await commune.types("lan", "Công văn 12/HĐND, thống nhất.")
    text = await commune.taps("lan", "report")
    assert t("dossier.ask.report_day") in text


async def test_an_officer_enters_the_signed_paper_and_names_who_signed() -> None:
    commune = await opened(*FOUR)
    await agreed(commune)
    await commune.taps("lan", "decide")
    assert t("dossier.number_wrong") in await commune.types("lan", "chưa có")
    await commune.types("lan", "125/QĐ-UBND")
    early = await commune.types("lan", "6/12/2026")
    assert t("dossier.too_early.decision", day="06/12/2026", first="07/12/2026") in early
    await commune.taps("lan", "today")
    await commune.taps("lan", "nv-binh")
    await commune.taps("lan", ".done")
    await commune.taps("lan", ".done")
    await commune.taps("lan", "ok")
    assert t("decide.start_wrong", first=1) in await commune.types("lan", "số nào cũng được")
    assert t("decide.ask.gap", first=1, last=6) in await commune.types("lan", "7")
    assert t("dossier.words_short", count=10) in await commune.types("lan", "ờ")
    await commune.types("lan", "Sáu số đầu đã cấp trên giấy.")
    text = await commune.taps("lan", "yes")
    assert t("decide.in_person", count=1, codes="HL-9002") in text
    assert "Sáu số đầu" in await commune.taps("lan", "certificates")
    case = await file(commune, 1)
    assert case.decision is not None
    assert (case.decision.certificate, case.decision.by, case.decision.by_name) == (
        "7/GCN-HN.HCN",
        "nv-lan",
        "Nguyễn Hòa Bình",
    )


async def test_a_file_left_for_later_gets_its_decision_later_and_another_number() -> None:
    commune = await opened(Home(1), Home(2), Home(3))
    await agreed(commune)
    await to_dossier(commune, "binh")
    await commune.taps("binh", "decide")
    await commune.types("binh", "125/QĐ-UBND")
    await commune.taps("binh", "today")
    await commune.taps("binh", "c-made-2")
    await commune.taps("binh", ".done")
    await commune.taps("binh", ".done")
    await commune.taps("binh", "next")
    await commune.taps("binh", "yes")
    assert (await file(commune, 2)).state == "opinion_given"
    await decide(commune, "binh", "130/QĐ-UBND")
    await commune.taps("binh", "yes")
    decided = [(await file(commune, n)).decision for n in (1, 2, 3)]
    assert [one.certificate for one in decided if one] == ["1/GCN-HN.HCN", "3/GCN-HN.HCN", "2/GCN-HN.HCN"]
    assert [one.number for one in decided if one] == ["125/QĐ-UBND", "130/QĐ-UBND", "125/QĐ-UBND"]


async def test_a_new_household_can_be_refused_all_the_same_with_words_only() -> None:
    commune = await opened(Home(1), Home(2))
    await agreed(commune)
    await to_dossier(commune, "binh")
    await commune.taps("binh", "decide")
    await commune.types("binh", "125/QĐ-UBND")
    await commune.taps("binh", "today")
    await commune.taps("binh", ".done")
    await commune.taps("binh", "c-made-2")
    text = await commune.taps("binh", ".done")
    assert t("decide.ask.reason", code="HL-9002") in text
    assert t("dossier.words_short", count=10) in await commune.types("binh", "không")
    await commune.types("binh", "Hộ đã chuyển đi nơi khác từ tháng mười một.")
    await commune.taps("binh", "ok")
    await commune.taps("binh", "next")
    await commune.taps("binh", "yes")
    case = await file(commune, 2)
    assert case.state == "refused"
    assert case.decision is not None
    assert (case.decision.class_id, case.decision.certificate) == ("none", "")


async def test_of_two_who_decide_at_once_one_does_and_numbers_are_given_once() -> None:
    commune = await opened(*FOUR)
    await agreed(commune)
    for who in ("binh", "lan"):
        await to_dossier(commune, who)
    await decide(commune, "binh")
    await commune.taps("lan", "decide")
    await commune.types("lan", "126/QĐ-UBND")
    await commune.taps("lan", "today")
    await commune.taps("lan", "nv-binh")
    for choice in (".done", ".done", "ok", "next"):
        await commune.taps("lan", choice)
    with Faults() as faults:
        events = [
            commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.yes")
            for who in ("binh", "lan")
        ]
        await commune.does(*events)
    assert faults.seen == []
    cases = [await file(commune, n) for n in (1, 2, 3, 4)]
    assert len({one.decision.number for one in cases if one.decision}) == 1
    assert all(sum(m.state in ("recognised", "left", "refused") for m in one.moves) == 1 for one in cases)


async def test_in_year_files_are_decided_without_a_report() -> None:
    commune = await opened(Home(1, procedure="1.011607"), Home(2, now="not_poor", procedure="1.011607"))
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011607")
    await commune.taps("lan", ".done")
    assert not any(one.endswith((".report", ".opinion")) for one in commune.ids("lan"))
    await to_dossier(commune, "binh")
    await decide(commune, "binh")
    await commune.taps("binh", "yes")
    assert [(await file(commune, n)).state for n in (1, 2)] == ["recognised", "refused"]


async def test_who_asks_to_leave_and_is_as_poor_as_before_stays_with_reasons() -> None:
    commune = await opened(
        Home(1, before="poor", procedure="1.011608", phone="mai"),
        Home(2, now="not_poor", before="poor", procedure="1.011608"),
    )
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011608")
    await commune.taps("lan", ".done")
    await to_dossier(commune, "binh")
    await decide(commune, "binh")
    await commune.taps("binh", "yes")
    stays, leaves = await file(commune, 1), await file(commune, 2)
    assert (stays.state, leaves.state) == ("refused", "left")
    assert stays.decision is not None
    assert (stays.decision.class_id, stays.decision.movement) == ("poor", "still_poor")
    assert "Hộ vẫn trong danh sách" in await own_file(commune, "mai")


@pytest.mark.parametrize("who", ["hoa", "ba", "mttq", "mai"])
async def test_nobody_else_gets_to_the_decision(who: str) -> None:
    commune = await opened(*FOUR)
    await agreed(commune)
    await commune.types(who, "menu")
    assert t("work.decide") not in str(commune.newest(who).rows)
    [found] = await the_dossiers(commune)
    for choice in ("decide", found.id, ".done", "yes"):
        await commune.taps(who, choice)
    assert {(await file(commune, n)).state for n in (1, 2, 3, 4)} == {"opinion_given"}


@pytest.mark.parametrize("who", ["binh", "mttq"])
async def test_chairman_and_supervisor_read_any_file_and_move_none(who: str) -> None:
    commune = await opened(*FOUR)
    before = await file(commune, 1)
    text = await commune.types(who, "HL-9001")
    assert before.head in text and t("decide.read_only") in text
    choices = {one.rpartition(".")[2] for one in commune.ids(who)}
    assert choices <= {"survey", "history", "print", "<", "?"} | {
        i.rpartition(".")[2] for i in commune.ids(who) if i.startswith("!")
    }
    for choice in ("survey", "history", "approve", "return", "receive", "refuse", "x.close"):
        await commune.taps(who, choice)
    after = await file(commune, 1)
    assert after == before


async def test_the_table_of_movements_balances_in_chat() -> None:
    commune = await opened(*FOUR, Home(5, formerly="poor"))
    await agreed(commune)
    await to_dossier(commune, "binh")
    await decide(commune, "binh")
    await commune.taps("binh", "yes")
    await commune.play(make_dossier("binh"))
    text = await commune.taps("binh", "summary")
    assert "Khu 3\nHộ nghèo: đầu kỳ" in text
    assert "tái nghèo +1" in text and "phát sinh mới +1" in text


async def test_two_dossiers_decided_at_once_never_share_a_certificate() -> None:
    commune = await opened(
        Home(1, procedure="1.011607"),
        Home(2, procedure="1.011608", before="near_poor", now="near_poor"),
        Home(3, procedure="1.011607"),
    )
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011607")
    await commune.taps("lan", "c-made-3")
    await commune.taps("lan", ".done")
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011607")
    await commune.taps("lan", ".done")
    one, two = await the_dossiers(commune)
    for who, dossier in (("binh", one), ("lan", two)):
        await commune.play(make_dossier(who))
        await commune.taps(who, dossier.id)
        await commune.taps(who, "decide")
        await commune.types(who, f"{who} 1/QĐ")
        await commune.taps(who, "today")
        if who == "lan":
            await commune.taps(who, "nv-binh")
        await commune.taps(who, ".done")
        await commune.taps(who, ".done")
        await commune.taps(who, "next")
    events = [
        commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.yes") for who in ("binh", "lan")
    ]
    await asyncio.gather(*(commune.app.take(event) for event in events))
    await commune.app.idle()
    numbers = [
        case.decision.certificate for n in (1, 3) if (case := await file(commune, n)).decision is not None
    ]
    assert numbers == ["1/GCN-HN.HCN"]  # the other was asked for its number anew


async def test_hundreds_of_files_go_up_and_are_decided_in_one_go() -> None:
    commune = await opened(*(Home(n, phone=f"r{n}") for n in range(1, 131)))
    with Faults() as faults:
        await agreed(commune)
        await to_dossier(commune, "binh")
        await decide(commune, "binh")
        await commune.taps("binh", "yes")
    assert faults.seen == []
    cases = [await file(commune, n) for n in range(1, 131)]
    assert len({one.decision.certificate for one in cases if one.decision}) == 130
    assert "GCN-HN.HCN" in await own_file(commune, "r130")


async def test_a_request_kept_off_the_list_is_answered_with_reasons_and_told() -> None:
    commune = await opened(Home(1, phone="mai"))
    before = await file(commune, 1)
    await commune.store.seed([replace(before, state="not_listed", survey=None, version=before.version + 1)])
    await commune.types("lan", "HL-9001")
    await commune.taps("lan", "refuse")
    assert t("dossier.words_short", count=10) in await commune.types("lan", "thế")
    await commune.taps("lan", "keep")
    await commune.types("lan", "30/TB-UBND")
    await commune.taps("lan", "today")
    case = await file(commune, 1)
    assert case.state == "refused"
    assert case.decision is not None
    assert case.decision.reasons == t("decide.reason.screened", count=4)
    assert case.decision.reasons in await own_file(commune, "mai")


async def test_a_decision_after_the_last_day_says_why_and_the_day_is_not_bent() -> None:
    commune = await opened(Home(1, phone="mai"))
    await agreed(commune)
    await commune.play("@clock 2026-12-16 08:00\n")
    await to_dossier(commune, "binh")
    await decide(commune, "binh")
    assert t("decide.ask.late", day="14/12/2026") in commune.newest("binh").text
    assert t("dossier.words_short", count=10) in await commune.types("binh", "muộn")
    await commune.types("binh", "Chờ ý kiến của tỉnh.")
    await commune.taps("binh", "yes")
    [found] = await the_dossiers(commune)
    assert (found.decided_on, found.late_words) == (date(2026, 12, 16), "Chờ ý kiến của tỉnh.")
    assert t("dossier.late_words", words="Chờ ý kiến của tỉnh.") in commune.newest("binh").text
    assert "Chờ ý kiến" not in await own_file(commune, "mai")
