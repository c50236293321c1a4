"""Whatever was said in a conversation, its results can be computed again, and answers match their log."""

from pathlib import Path

import pytest

from bot.runtime.verifying import verify
from tests.integration.commune import Commune

SCRIPTS = sorted((Path(__file__).parents[1] / "conversations").glob("*.txt"))
WITH_RESULTS = [one for one in SCRIPTS if "👤 ba: [Gửi Ban Chỉ đạo]" in one.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_RESULTS, ids=lambda path: path.stem)
async def test_every_result_of_a_transcript_can_be_computed_again(path: Path) -> None:
    commune = await Commune.opened()
    commune.folder = path.parent
    await commune.play(path.read_text(encoding="utf-8"))
    found = [one async for one in verify(commune.store)]
    assert found
    assert [one for one in found if one.outcome != "agrees"] == []
