"""`rasoat papers …`: papers into a folder, through the running bot where one runs; templates."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from bot.cases.paper_template import REPORTS
from bot.cases.papers import PAPERS
from bot.commands.import_odk import Do, doing
from bot.commands.list_import import PAUSE, WIDTH
from bot.config import Settings
from bot.errors import ConfigError
from locales import translate

OK, REFUSED = 0, 2


def say(key: str, **args: object) -> str:
    """The command's own words, in Vietnamese."""
    return translate("vi", f"cli.papers.{key}", args)


def show(out: TextIO) -> int:
    """Every paper: its id, the shapes it comes in, its name."""
    for one in PAPERS:
        print(
            f"{one.id:20} {','.join(one.shapes):15} {translate('vi', f'paper.name.{one.id}', {})}", file=out
        )
    return OK


def make(
    settings: Settings,
    folder: Path,
    staff: str,
    out: TextIO,
    *,
    only: str = "",
    shape: str = "",
    code: str = "",
) -> int:
    """0 where every paper was made, 2 where some were refused: each is named with its reason.

    only: ids of papers, with commas; "" all there are. code: of one household. ConfigError: nothing could be.
    """
    unknown = [one for one in only.split(",") if one and one not in {paper.id for paper in PAPERS}]
    if unknown:
        known = ", ".join(one.id for one in PAPERS)
        raise ConfigError(say("unknown", names=", ".join(unknown)), remedy=say("known", names=known))
    wish = {"do": "papers", "staff": staff, "folder": str(folder.absolute()), "shape": shape or "pdf"}
    wish |= {name: value for name, value in (("only", only), ("code", code)) if value}
    answer = asyncio.run(_at_hand(settings, wish))
    for line in answer["lines"].splitlines():
        print(line, file=out)
    print(say("made", count=answer["made"], folder=str(folder)), file=out)
    return REFUSED if answer["status"] == "refused" else OK


async def _at_hand(settings: Settings, wish: dict[str, str]) -> dict[str, str]:
    async with doing(settings) as do_it:
        return await carried_out(do_it, wish, _bar(sys.stderr))


async def carried_out(
    do_it: Do, wish: dict[str, str], told: Callable[[int, int, str], None]
) -> dict[str, str]:
    """What came of it; `told` hears how far it is. ConfigError says why it could not be done."""
    answer = await do_it(wish)
    while "status" not in answer:
        if "error" in answer:
            raise ConfigError(answer["error"])
        told(int(answer.get("done", 0)), int(answer["total"]), answer.get("made", "0"))
        await asyncio.sleep(PAUSE)
        answer = await do_it({"do": "papers_progress"})
    told(1, 1, answer["made"])
    return answer


def _bar(out: TextIO) -> Callable[[int, int, str], None]:
    """Draws on a terminal; elsewhere (a file, a pipe) it is silent."""

    def told(done: int, total: int, made: str) -> None:
        if not out.isatty():
            return
        filled = WIDTH * done // total if total else 0
        bar = "█" * filled + "░" * (WIDTH - filled)
        print(f"\r{bar} {say('working', made=made)}\033[K", end="", file=out, flush=True)
        if total and done >= total == 1:
            print("\r\033[K", end="", file=out, flush=True)

    return told


# ── templates ────────────────────────────────────────────────────────────────────────────────
def template(paper: str, pack_id: str, file: Path, out: TextIO) -> int:
    """Writes the template that comes with the program. ConfigError: this paper has none."""
    from bot.documents.reports.report_template import report_template
    from bot.documents.word.docx_build import template as shipped

    row = next((one for one in PAPERS if one.id == paper and "docx" in one.shapes), None)
    if paper == REPORTS:
        content = report_template(pack_id)
    elif row is not None:
        content = shipped(pack_id, row.id)
    else:
        raise ConfigError(say("no_template", paper=paper), remedy=say("known", names=", ".join(_templates())))
    file.write_bytes(content)
    print(say("template_written", file=str(file)), file=out)
    return OK


def _templates() -> Sequence[str]:
    return (*(one.id for one in PAPERS if "docx" in one.shapes), REPORTS)


def check(paper: str, pack_id: str, file: Path, out: TextIO) -> int:
    """0 where the file can be this paper's template, 2 where not; what it lacks is named."""
    from bot.documents.word.template_check import check_template

    try:
        found = check_template(pack_id, paper, file.read_bytes())
    except OSError as fault:
        raise ConfigError(say("no_file", file=file.name), where=fault.strerror or "") from None
    if found.fault:
        print(translate("vi", found.fault, {}), file=out)
    if found.unknown:
        print(translate("vi", "template.unknown", {"fields": ", ".join(found.unknown)}), file=out)
    if found.hidden:
        names = ", ".join(translate("vi", f"template.hidden.{one}", {}) for one in found.hidden)
        print(translate("vi", "template.hidden", {"names": names}), file=out)
    if found.missing:
        print(translate("vi", "template.missing", {"fields": ", ".join(found.missing)}), file=out)
    if found.usable:
        print(say("template_good"), file=out)
    return OK if found.usable else REFUSED
