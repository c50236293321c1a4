"""How many times an enumerator touches the phone for one household: counted tap by tap, as on Telegram."""

from bot.dialogue.walk import spots
from bot.dialogue.walk.record import Open
from bot.scoring.packs import load_pack
from bot.scoring.path import Spot
from tests.integration.commune import OWN_REQUEST, REASONS, Commune

MOST_INPUTS = 45
"""For Phiếu B of five people whose names, ages and kinship came in with Mẫu 01."""
OTHERS = (
    ("Lường Văn Nam", "nam", "1982", "1", "1"),
    ("Lường Thị Hà", "nữ", "2009", "2", "3"),
    ("Lường Văn Khôi", "nam", "2013", "2", "3"),
    ("Lường Thị Na", "nữ", "2018", "2", "3"),
)
DOOR: dict[str, str | tuple[str, ...]] = {
    "m1.certificate": "primary",
    "m1.work": "farm",
    "m2.certificate": "lower_secondary",
    "m2.work": "nonfarm_wage",
    "m3.certificate": "lower_secondary",
    "m3.attending": "upper_secondary",
    "m3.work": "student",
    "m4.certificate": "primary",
    "m4.attending": "lower_secondary",
    "m5.certificate": "none",
    "m5.attending": "primary",
    "labour_contract": ("m2",),
    "insured": ("m2",),
    "pension": (),
    "social_allowance": (),
    "disabled_or_ill": (),
    "undernourished": (),
    "uses_internet": ("m2", "m3"),
    "wall": "not_durable",
    "column": "durable",
    "roof": "not_durable",
    "floor_area_m2": "40",
    "electricity_kwh": "45",
    "water": "protected_spring",
    "toilet": "double_vault",
    "assets": ("tv", "motorbike"),
    "info_devices": ("tv", "smartphone"),
    "land": ("garden",),
    "livestock": (),
    "causes": ("capital",),
    "target_groups": ("ethnic_minority",),
    "previous_class": "none",
    "was_poor_before": "no",
}
"""What is true at the door; a tuple is what is ticked."""


class Hand:
    """An enumerator's thumb: taps only, text only where there is no button."""

    def __init__(self, commune: Commune, who: str) -> None:
        self.commune, self.who, self.count = commune, who, 0

    async def tap(self, choice: str) -> str:
        self.count += 1
        return await self.commune.taps(self.who, choice)

    async def label(self, label: str) -> None:
        """The newest button with this label."""
        self.count += 1
        button = self.commune.channel.button(f"web:{self.who}", label)
        assert button is not None, label
        await self.commune.does(self.commune.event(self.who, "choice", choice=button))

    async def answer(self, spot: Spot) -> None:
        """One question, answered as a tapper answers it."""
        if spot.question.kind == "roster":
            await self.tap(".same")
            return
        if spot.question.kind == "ethnicity":
            await self.tap(".all")
            return
        if spot.question.nobody and not any(DOOR[q] for q in (spot.id, *spot.question.nobody_also)):
            await self.tap(".nobody")
            return
        value = DOOR[spot.id]
        if isinstance(value, tuple):
            for one in value:
                await self.tap(one)
            await self.tap(".done" if value else ".none")
        elif spot.question.kind in ("decimal", "integer"):
            self.count += 1
            await self.commune.types(self.who, value)
        else:
            await self.tap(value)


async def asked(commune: Commune, who: str) -> Spot | None:
    """The question on the enumerator's screen; None where the walk is over."""
    frame = (await commune.session(who)).frames[-1]
    if frame.conversation != "walk":
        return None
    record = await commune.store.form(str(frame.data["form"]))
    assert record is not None
    pack = load_pack(record.pack_id)
    context = pack.context(commune.app.inbox.place.round.reference_date)
    opened = Open(record, pack, pack.forms[record.form], context)
    return next(spot for spot in spots(opened) if spot.id == frame.data["asked"])


async def household_of_five() -> Commune:
    """Mai's request, the paper received, the file given to Ba."""
    commune = await Commune.opened()
    others = "".join(
        "👤 mai +: thêm người\n" + "".join(f"👤 mai +: {answer}\n" for answer in person) for person in OTHERS
    )
    script = OWN_REQUEST + others + "👤 mai +: không còn ai\n" + REASONS
    await commune.play(script.format(who="mai", name="Hoàng Thị Mai", area="3"))
    await commune.play("👤 mai: 1\n👤 lan: [Nhận giấy]\n👤 lan: [Hôm nay 05/10]\n")
    await commune.play("👤 lan: [Giao rà soát viên]\n👤 lan: 1\n")
    return commune


async def counted() -> tuple[int, int]:
    """Inputs of Phiếu A, and of Phiếu B from the notice to the end."""
    commune = await household_of_five()
    hand = Hand(commune, "ba")
    await hand.label("Mở")
    opened, hand.count = hand.count, 0
    await hand.tap("screen")
    await hand.tap("pa01")
    await hand.tap(".done")
    phieu_a, hand.count = hand.count, opened
    await hand.tap("now")
    questions = 0
    while (spot := await asked(commune, "ba")) is not None:
        questions += 1
        await hand.answer(spot)
    await hand.tap("m1")
    assert "Điểm A" in commune.newest("ba").text
    await hand.tap("send")
    assert "Đã gửi" in commune.newest("ba").text
    print(f"Phiếu A: {phieu_a} inputs; Phiếu B: {hand.count} inputs for {questions} questions")
    return phieu_a, hand.count


async def test_five_people_take_at_most_45_inputs() -> None:
    phieu_a, phieu_b = await counted()
    assert (phieu_a, phieu_b) == (3, MOST_INPUTS)
