"""Reminders over days: nothing twice, nothing lost by a restart, nobody woken, each as they set it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.cases.case import Applicant, Case, Move, Visit
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.posting import Posting
from bot.cases.reminders import Reminders
from bot.ports import Ready, Store, TurnRecord
from bot.runtime.clock import VIETNAM
from bot.runtime.staffing import end_access
from locales import translate
from tests.integration.commune import Commune, Faults

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
PLAN = "hl-2026"


class Town(Commune):
    """A commune whose people are reminded."""

    def __init__(self, store: Store | None = None) -> None:
        super().__init__(store)
        self.reminders = True

    async def until(self, day: str, hour: int = 8) -> list[tuple[str, str]]:
        """The clock moved to that day and hour; who has got what by then since the last look."""
        number, month = day.split("/")
        to = datetime(2026, int(month), int(number), hour, 0, tzinfo=VIETNAM)
        self.clock.move(to - self.clock.now())
        return await self.swept()

    async def swept(self) -> list[tuple[str, str]]:
        await self.app.remind()
        await self.app.outbox.settle()
        return self.read()

    def read(self) -> list[tuple[str, str]]:
        found = []
        for chat, phone in self.channel.phones.items():
            found += [(chat.removeprefix("web:"), letter.text) for letter in phone.fresh]
            phone.fresh.clear()
        return found

    async def puts(self, *entities: object) -> None:
        session = await self.store.session("test:office")
        self.events += 1
        record = TurnRecord(
            f"test:{self.events}",
            self.clock.now(),
            replace(session, version=session.version + 1),
            tuple(entities),  # type: ignore[arg-type]
        )
        assert await self.store.commit(record) == "committed"

    async def sets(self, who: str, reminders: Reminders) -> None:
        session = await self.session(who)
        changed = replace(session, version=session.version + 1, reminders=reminders)
        self.events += 1
        verdict = await self.store.commit(TurnRecord(f"test:{self.events}", self.clock.now(), changed))
        assert verdict == "committed"

    async def plan_id(self) -> str:
        return (await self.app.place()).round.id


async def a_town() -> Town:
    town = Town()
    await town.begin()
    return town


def say(key: str, **args: object) -> str:
    return translate("vi", key, args)


def about(found: Sequence[tuple[str, str]], words: str) -> list[str]:
    """Who has got a message with these words."""
    return sorted(who for who, text in found if words in text)


async def complained(town: Town, recheck_by: str | None = "nv-tu", on: date = date(2026, 11, 20)) -> Case:
    """A file of kp3, complained of in its window: to be re-checked by 02/12."""
    complaint = Complaint(
        "k1", AT, on, "web:mai", "Hoàng Thị Mai", "chat", "household", "xin xem lại", in_window=True,
        recheck_by=recheck_by,
    )  # fmt: skip
    case = Case(
        "c-k", "HL-9001", await town.plan_id(), "kp3", "complained", "Hoàng Thị Mơ", "1984",
        assigned_to=recheck_by, complaints=(complaint,),
        moves=(Move(AT, "nv-lan", "L", "complain", "complained"),),
        applicants=(Applicant("web:mai"),),
    )  # fmt: skip
    await town.puts(case)
    return case


RECHECK = "Hạn phúc tra: 02/12"


async def test_a_recheck_is_told_of_at_three_days_at_one_and_when_it_is_late_and_never_twice() -> None:
    town = await a_town()
    await town.until("20/11", 9)
    await complained(town)
    told: dict[str, list[str]] = {}
    day = date(2026, 11, 21)
    while day <= date(2026, 12, 8):
        found = []
        for hour in (5, 7, 8, 15, 22):
            found += await town.until(f"{day.day}/{day.month}", hour)
        if who := about(found, RECHECK):
            told[f"{day:%d/%m}"] = who
        day += timedelta(1)
    assert told == {
        "27/11": ["hoa", "lan", "tu"],
        "01/12": ["hoa", "lan", "tu"],
        "03/12": ["hoa", "lan", "tu"],
    }


async def test_of_two_sweeps_at_once_one_tells() -> None:
    town = await a_town()
    await complained(town)
    other = Town(town.store)
    other.clock, other.channel = town.clock, town.channel
    await other._open()  # a second process over the same store
    town.clock.move(datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM) - town.clock.now())
    with Faults() as faults:
        await asyncio.gather(town.app.remind(), other.app.remind(), town.app.remind())
    await asyncio.gather(town.app.outbox.settle())
    assert faults.seen == []
    assert about(town.read(), RECHECK) == ["hoa", "lan", "tu"]


async def test_a_restart_in_the_middle_loses_nothing_and_tells_nothing_twice() -> None:
    town = await a_town()
    await complained(town)
    assert town.app.reminding is not None
    town.clock.move(datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM) - town.clock.now())
    tell, count = town.app.reminding._tell, 0

    async def dies(letter: object) -> bool:
        nonlocal count
        count += 1
        if count > 2:
            raise OSError("the process ends here")
        return await tell(letter)  # type: ignore[arg-type]

    town.app.reminding._tell = dies  # type: ignore[method-assign]
    await town.app.remind()
    await town._open()
    first = await town.swept()
    await town._open()
    assert about(first, RECHECK) == ["hoa", "lan", "tu"]
    assert about(await town.swept(), RECHECK) == []
    assert len(about(first, say("digest.title", day="27/11"))) == len(
        set(about(first, say("digest.title", day="27/11")))
    )


async def test_after_two_days_off_the_bot_catches_up_once_and_floods_nobody() -> None:
    town = await a_town()
    await town.until("26/11")
    await complained(town)
    found = await town.until("5/12", 10)  # a Saturday; both tellings before it were missed
    assert about(found, RECHECK) == []
    found = await town.until("7/12", 10)
    assert about(found, RECHECK) == []  # late for three working days: not told alone any more
    digests = [(who, text) for who, text in found if say("digest.title", day="07/12") in text]
    assert {who for who, text in digests if say("digest.late", count=1) in text} == {"hoa", "lan", "tu"}
    assert len(digests) == len({who for who, _ in digests})
    assert all(text.count("HL-9001") <= 1 for _, text in digests)


async def test_a_start_late_in_the_day_still_tells_what_is_of_that_day() -> None:
    town = await a_town()
    await complained(town)
    assert about(await town.until("27/11", 15), RECHECK) == ["hoa", "lan", "tu"]


async def test_in_quiet_hours_nothing_leaves_but_replies() -> None:
    town = await a_town()
    await town.until("26/11", 22)
    await complained(town)
    answered = await town.types("ba", "menu")
    assert answered
    town.read()
    assert await town.until("27/11", 3) == []
    assert about(await town.until("27/11", 7), RECHECK) == ["hoa", "lan", "tu"]


async def test_a_notice_written_at_night_leaves_at_the_end_of_the_quiet_hours() -> None:
    town = await a_town()
    await town.until("6/10", 22)
    await town.play("👤 lan: HL-0004\n👤 lan: [Giao rà soát viên]\n👤 lan: 1\n")
    night = {name: len(town.channel.phone(f"web:{name}").shown) for name in ("ba", "tu")}
    await town.until("7/10", 5)
    assert {name: len(town.channel.phone(f"web:{name}").shown) for name in night} == night
    await town.until("7/10", 6)
    assert any(len(town.channel.phone(f"web:{name}").shown) > count for name, count in night.items())


async def test_each_has_it_as_they_set_it() -> None:
    town = await a_town()
    await town.sets("lan", Reminders(off=("deadlines",)))
    await town.sets("hoa", Reminders(digest_hour=None))
    await town.sets("tu", Reminders(digest_hour=10))
    await complained(town)
    seven = await town.until("27/11", 7)
    assert about(seven, RECHECK) == ["hoa"]
    assert "hoa" not in about(seven, say("digest.title", day="27/11"))
    ten = await town.until("27/11", 10)
    assert about(ten, RECHECK) == ["tu"]
    assert about(ten, say("digest.title", day="27/11")) == ["tu"]


async def test_whose_access_has_ended_and_own_kin_get_nothing() -> None:
    town = await a_town()
    case = await complained(town, recheck_by="nv-tu")
    await town.puts(replace(case, version=2, kin_of=("nv-tu",)))
    await end_access(town.app, "nv-hoa")
    assert about(await town.until("27/11"), RECHECK) == ["lan"]


async def test_whoever_holds_two_roles_gets_one_morning_message_and_hears_of_a_file_once() -> None:
    town = await a_town()
    await complained(town, recheck_by="nv-tu")
    [staff] = [one for one in await town.store.staff() if one.id == "nv-tu"]
    both: Staff = replace(staff, version=staff.version + 1, also=("officer",))
    await town.puts(both)
    found = await town.until("27/11")
    assert about(found, RECHECK).count("tu") == 1
    assert about(found, say("digest.title", day="27/11")).count("tu") == 1


async def test_a_complaint_given_to_nobody_is_told_to_officers_only() -> None:
    town = await a_town()
    await town.until("20/11", 9)
    await complained(town, recheck_by=None)
    found = await town.until("23/11")
    assert about(found, say("reminder.complaints", count=1, rows="– HL-9001 · H.T.M · Khu 3")) == [
        "hoa",
        "lan",
    ]
    assert not any("Hoàng Thị Mai" in text for _, text in found)


async def visited(town: Town, next_on: date) -> Case:
    """A household of kp3 that was not at home, and when somebody comes again."""
    visit = Visit(date(2026, 10, 5), AT, "nv-ba", "nobody_home", "đi chợ", next_on)
    case = Case(
        "c-v", "HL-9002", await town.plan_id(), "kp3", "listed", "Hoàng Thị Mơ", "1984", assigned_to="nv-ba",
        visits=(visit,), applicants=(Applicant("web:mai"), Applicant("web:son", news=False)),
    )  # fmt: skip
    await town.puts(case)
    await town.types("mai", "chào")
    await town.types("son", "chào")
    town.read()
    return case


async def test_an_appointment_is_told_the_afternoon_before_and_to_the_enumerator_on_the_day() -> None:
    town = await a_town()
    await visited(town, date(2026, 10, 10))
    words = say(
        "reminder.home.appointment", day="10/10", code="HL-9002", phone=town.app.inbox.place.commune.phone
    )
    assert about(await town.until("9/10", 8), words) == []
    assert about(await town.until("9/10", 16), words) == ["mai"]
    assert about(await town.until("9/10", 18), words) == []
    saturday = await town.until("10/10", 8)
    assert about(saturday, "HL-9002") == ["ba"]
    assert about(saturday, say("digest.title", day="10/10")) == ["ba"]  # a day off: who has to go out today


async def test_the_last_day_to_complain_is_told_to_the_household_with_nothing_of_the_result() -> None:
    town = await a_town()
    posting = Posting(
        "p1",
        await town.plan_id(),
        "kp3",
        date(2026, 11, 17),
        ("nhà văn hóa",),
        False,
        ("c-p",),
        "nv-ba",
        "B",
        AT,
    )
    case = Case(
        "c-p", "HL-9003", await town.plan_id(), "kp3", "posted", "Hoàng Thị Mơ", "1984", postings=("p1",),
        applicants=(Applicant("web:mai"),),
    )  # fmt: skip
    await town.types("mai", "chào")
    await town.puts(posting, case)
    assert about(await town.until("19/11"), "HL-9003") == []
    [words] = [text for who, text in await town.until("20/11") if who == "mai"]
    assert "20/11" in words and "HL-9003" in words and "nghèo" not in words and "Mơ" not in words
    assert about(await town.until("23/11"), say("reminder.posting_end", day="20/11", count=1, rows="")) == [
        "hoa",
        "lan",
    ]


async def test_a_reminder_opens_the_file() -> None:
    town = await a_town()
    await complained(town)
    await town.until("27/11")
    [letter] = [one for one in town.channel.phone("web:lan").shown if RECHECK in one.text]
    assert isinstance(letter, Ready)
    assert "HL-9001" in await town.taps("lan", letter.rows[0][0].id)
    assert "còn 3 ngày làm việc" in town.newest("lan").text


async def test_a_date_of_the_law_goes_out_also_when_the_month_runs_short_the_morning_message_waits() -> None:
    town = await a_town()
    await complained(town)
    town.clock.move(datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM) - town.clock.now())
    await town.app.remind()
    waiting = await town.store.queued_letters()
    found = await town.swept()
    assert waiting["web", "deadline"] == len(about(found, RECHECK)) == 3
    assert waiting["web", "notice"] == len(about(found, say("digest.title", day="27/11")))


async def test_a_sweep_over_many_files_lets_others_be_answered_meanwhile() -> None:
    town = await a_town()
    plan = await town.plan_id()
    await town.puts(
        *(
            Case(f"c-{n}", f"HL-{n}", plan, "kp3", "listed", "Hoàng Thị Mơ", "1984")
            for n in range(5_000, 5_600)
        )
    )
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(others())
    await town.app.remind()
    waiting.cancel()
    assert turns >= 6
