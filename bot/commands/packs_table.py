"""`rasoat packs template OUT.xlsx`: the empty workbook of the points table, for the commune's own columns."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bot.commands.opening import keys_of, opened_store
from bot.config import Settings
from bot.documents.points_table.table_workbook import table_template
from bot.errors import ConfigError, RasoatError
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.score import refuse_draft
from bot.scoring.table_layout import all_columns, column_name
from locales import translate


def run(settings: Settings, path: Path, pack_id: str, wanted: str, out: TextIO) -> int:
    """Writes the workbook. wanted: column ids with commas; "": those of the commune's areas, else all.

    ScoringError for a draft, PackError for an unknown pack or column, ConfigError where the file cannot be
    written, is no .xlsx or is there already: it may be half filled in.
    """
    if path.suffix.lower() != ".xlsx":
        remedy = translate("vi", "cli.packs.template_xlsx", {"file": path.with_suffix(".xlsx").name})
        raise ConfigError(translate("vi", "cli.packs.template_kind", {}), where=path.name, remedy=remedy)
    pack = load_pack(pack_id)
    refuse_draft(pack)
    given = tuple(part.strip() for part in wanted.split(",") if part.strip())
    columns = given or _columns_of_the_commune(settings, pack)
    if not columns:
        print(translate("vi", "cli.packs.template_all", {}), file=out)
        columns = all_columns(pack)
    data = table_template(pack, _in_order(pack, columns))
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        remedy = translate("vi", "cli.packs.template_other_name", {})
        raise ConfigError(
            translate("vi", "cli.packs.template_there", {}), where=path.name, remedy=remedy
        ) from None
    except OSError as error:
        remedy = translate("vi", "cli.packs.template_elsewhere", {})
        raise ConfigError(error.strerror or type(error).__name__, where=path.name, remedy=remedy) from None
    names = ", ".join(column_name(pack, one) for one in _in_order(pack, columns))
    print(translate("vi", "cli.packs.template_done", {"file": path.name, "columns": names}), file=out)
    return 0


def _in_order(pack: Pack, columns: Sequence[str]) -> tuple[str, ...]:
    """Each column once, in the pack's order; unknown ones last, to be refused."""
    known = all_columns(pack)
    unknown = [one for one in dict.fromkeys(columns) if one not in known]
    return (*(one for one in known if one in columns), *unknown)


def _columns_of_the_commune(settings: Settings, pack: Pack) -> tuple[str, ...]:
    """The columns its areas need; () where there is no store yet, or another process has it open."""
    if not settings.store_path.exists():
        return ()
    try:
        return asyncio.run(_stored(settings, pack))
    except RasoatError:
        return ()


async def _stored(settings: Settings, pack: Pack) -> tuple[str, ...]:
    async with opened_store(settings.store_path, keys_of(settings)) as store:
        areas = await store.areas()
    return tuple({pack.column(area.type, area.region) for area in areas if area.type is not None} - {""})
