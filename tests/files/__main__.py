"""Writes the workbooks that officers send in the transcripts. Their points are made up and say so."""

from pathlib import Path

from tests.files.tables import filled

HERE = Path(__file__).parent
FILES: dict[str, dict[str, int | float | str | None]] = {
    "bang-diem-thu.xlsx": {"a11:motorbike": 5, "a08:50-100": 10},
    "bang-diem-thu-2.xlsx": {"a11:motorbike": 0, "a08:50-100": 10, "a01:5": 10},
    "bang-diem-sai.xlsx": {"a01:4": None, "a03:college": "mười", "a09:drilled": 7.5},
}

for name, points in FILES.items():
    (HERE / name).write_bytes(filled(points))
