"""The file rasoat.env: lines added to what stands there, readable by its owner only."""

from collections.abc import Mapping
from pathlib import Path


def add_settings(path: Path, values: Mapping[str, str]) -> None:
    """Append these settings (name → value); what the file already says stays as it is. Rights: 0600."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(before + "".join(_line(*one) for one in values.items()), encoding="utf-8")
    fresh.replace(path)


def _line(name: str, value: str) -> str:
    """Quoted, so that spaces and "#" in a path stay part of it."""
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{quoted}'\n"
