"""Writes the workbooks that officers send in the transcripts. Their points are made up and say so."""

from tests.files.tables import FILES, HERE, filled

for name, points in FILES.items():
    (HERE / name).write_bytes(filled(points))
