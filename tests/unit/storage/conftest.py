"""Where the stores of this folder's tests lie."""

from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rasoat.sqlite"
