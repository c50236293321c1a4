"""The template of Phụ lục I as a commune changes it in Word: well, with an own field, with some gone."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import docx

from bot.documents.word.docx_build import template

SHIPPED = template("2022-2025", "phu_luc_i")


def changed(how: Callable[[Any], object]) -> bytes:
    """The file as somebody leaves it in Word."""
    document = docx.Document(BytesIO(SHIPPED))
    how(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


FILES: Mapping[str, bytes] = {
    "mau-phu-luc-i-sua.docx": changed(lambda one: one.add_paragraph("{{ commune }}, {{ area }}")),
    "mau-phu-luc-i-sai.docx": changed(lambda one: one.add_paragraph("{{ ten_truong_thon }}")),
    "mau-phu-luc-i-thieu.docx": changed(lambda one: one.element.body.remove(one.tables[1]._tbl)),
}
"""File name → content."""
