"""`rasoat packs check`: every pack linted, all of them side by side by date, and the rounds of the store."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from bot.commands.staff import done
from bot.config import Settings
from bot.errors import ConfigError, PackError
from bot.scoring.pack import Pack
from bot.scoring.pack_dates import DateProblem, check_dates, dates_of
from bot.scoring.packs import available_packs, is_draft, pack_files, read_pack
from locales import translate

Files = Mapping[str, bytes]
OK, FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read: the packs that are right, and by pack id what is wrong with the others."""

    packs: tuple[Pack, ...]
    faults: tuple[tuple[str, PackError], ...]


def run(out: TextIO, today: date, folder: Path | None = None, store: Settings | None = None) -> int:
    """0 where nothing is wrong (warnings do not count), else 1.

    folder: a commune's own packs instead of those of the program. store: settings whose store's rounds are
    looked at, too. ConfigError where folder or store cannot be read.
    """
    own = {one: pack_files(one) for one in available_packs()}
    checked = check(own if folder is None else files_in(folder))
    problems = check_dates([dates_of(one) for one in checked.packs], today)
    lines = [*_right(checked.packs), *_wrong(checked.faults), *_by_date(checked.packs, problems)]
    if store is not None:
        lines += _rounds(store)
    out.writelines(f"{line}\n" for line in lines)
    failed = bool(checked.faults) or any(one.is_error for one in problems)
    said = translate("vi", "cli.packs.check.failed" if failed else "cli.packs.check.passed", {})
    out.write(said + "\n")
    return FAILED if failed else OK


def files_in(folder: Path) -> dict[str, Files]:
    """The packs of a folder: a folder each, or the folder itself where pack.toml lies in it."""
    single = (folder / "pack.toml").is_file()
    found = [folder] if single else [one for one in sorted(folder.glob("*")) if (one / "pack.toml").is_file()]
    if not found:
        where = str(folder)
        raise ConfigError(translate("vi", "cli.packs.check.no_pack", {}), where=where)
    return {
        one.resolve().name: {file.name: file.read_bytes() for file in one.iterdir() if file.is_file()}
        for one in found
    }


def check(packs: Mapping[str, Files]) -> Checked:
    """Each pack read by itself; drafts after the others, for they are based on one of them.

    A draft alone may be based on a pack that comes with the program.
    """
    right: dict[str, Pack] = {}
    faults: list[tuple[str, PackError]] = []
    for pack_id in sorted(packs, key=lambda one: (is_draft(packs[one]), one)):
        bases = right or None
        try:
            right[pack_id] = read_pack(pack_id, packs[pack_id], bases)
        except PackError as fault:
            faults += [(pack_id, one) for one in (fault, *fault.others)]
    return Checked(tuple(right.values()), tuple(faults))


def _right(packs: Iterable[Pack]) -> Iterator[str]:
    for one in packs:
        values = {
            "pack": one.id,
            "first": _day(one.effective_from),
            "last": _day(one.effective_until),
            "status": translate("vi", f"cli.packs.status.{one.status}", {}),
        }
        yield translate("vi", "cli.packs.check.pack", values)


def _wrong(faults: Iterable[tuple[str, PackError]]) -> Iterator[str]:
    """File, line, key, what and remedy as the reader of the pack says them."""
    for pack_id, one in faults:
        values = {"pack": pack_id, "where": one.where, "what": one.what, "remedy": one.remedy}
        yield translate("vi", "cli.packs.check.fault", values)


def _by_date(packs: tuple[Pack, ...], problems: Iterable[DateProblem]) -> Iterator[str]:
    missing = {one.id: "; ".join(words["vi"] for words in one.missing) for one in packs}
    for one in problems:
        values = {
            "packs": ", ".join(one.packs) or "–",
            "first": _day(one.first),
            "last": _day(one.last),
            "missing": missing.get(one.packs[0], "") if one.packs else "",
        }
        yield translate("vi", f"cli.packs.date.{one.kind}", values)


def _rounds(store: Settings) -> list[str]:
    """What the rounds of the store should be looked at for; asked of the bot where it runs."""
    return done(store, {"do": "rounds"})["rows"].splitlines()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
