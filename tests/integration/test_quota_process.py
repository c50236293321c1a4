"""`rasoat run` on Zalo with a small plan: the running bot tells its count; a kill loses nothing of it."""

from pathlib import Path

from tests.fakes.zalo_api import FakeZalo
from tests.integration.process_help import Machine, stopped


async def test_the_running_bot_tells_and_a_kill_loses_nothing(tmp_path: Path) -> None:
    async with FakeZalo(allow_http_webhook=True) as zalo:
        mai = zalo.user("1001", "Mai")
        plan = {"zalo_bot_plan": "2020-01-01: 200 messages"}
        machine = Machine(tmp_path, zalo_bot_token=zalo.token, zalo_bot_base_url=zalo.base_url, **plan)
        assert (await machine.rasoat("init", "--seed")).status == 0
        async with machine.running() as bot:
            mai.types("chào")
            await mai.hears("Trợ lý rà soát hộ nghèo", timeout=10)
            mai.types("1")
            await mai.hears("Ông/bà có đồng ý không", timeout=10)
            running = await machine.rasoat("quota")  # through the door; what is told here is on disk
            assert f"Zalo: {len(mai.inbox)}/200 tin trong tháng" in running.out
            bot.kill()
            await bot.wait()
        counted = await machine.rasoat("quota")
        assert f"Zalo: {len(mai.inbox)}/200 tin trong tháng" in counted.out
        async with machine.running() as bot:
            mai.types("menu")
            await mai.hears("đồng ý", timeout=10)
            assert await stopped(bot) < 5
        after = await machine.rasoat("quota")
        assert f"Zalo: {len(mai.inbox)}/200 tin trong tháng" in after.out
