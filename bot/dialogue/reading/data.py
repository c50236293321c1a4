"""The tables beside the readers, read once when first needed. They ship with the package."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.errors import RasoatError


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table bot/dialogue/reading/`name`. Raises RasoatError when it is missing or broken."""
    try:
        return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        remedy = "install the package again, or take this file anew from the repository"
        raise RasoatError(f"Reading table unusable: {fault}", where=name, remedy=remedy) from fault
