"""Writes the workbooks and pictures that people send in the transcripts. All in them is made up."""

from tests.files import cards, houses, old_lists, templates
from tests.files.tables import FILES, HERE, filled

for name, points in FILES.items():
    (HERE / name).write_bytes(filled(points))
for name, (text, taken) in cards.FILES.items():
    (HERE / name).write_bytes(cards.jpeg(text, taken))
for name, content in houses.FILES.items():
    (HERE / name).write_bytes(content)
for name, content in old_lists.FILES.items():
    (HERE / name).write_bytes(content)
for name, content in templates.FILES.items():
    (HERE / name).write_bytes(content)
