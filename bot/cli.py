"""The command line: `rasoat COMMAND`. Parses, calls one command, turns its faults into words."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from bot.commands.office_arguments import other_arguments, staff_arguments
from bot.commands.office_days import days_arguments
from bot.commands.papers_arguments import papers_arguments
from bot.errors import RasoatError
from locales import translate

CHANNEL_NAMES = ("web", "telegram", "zalo_bot", "zalo_oa", "terminal")
"""Of `bot.commands.screens.CHANNELS`, said here so that `rasoat --help` loads no channel."""
Command = Callable[[argparse.Namespace], int]


def _day(text: str) -> date:
    """2026-10-05 or 05/10/2026; what else is refused says so."""
    with suppress(ValueError):
        if "/" in text:
            day, month, year = text.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text)
    raise argparse.ArgumentTypeError(translate("vi", "cli.bad_day", {"text": text}))


def _swap(text: str) -> tuple[date, date]:
    """2026-12-31:2026-12-26: off on the first day, at work on the second; what else is refused says so."""
    off, _, worked = text.partition(":")
    if not off or not worked:
        raise argparse.ArgumentTypeError(translate("vi", "cli.bad_swap", {"text": text}))
    return _day(off), _day(worked)


def _demo(args: argparse.Namespace) -> int:
    from bot.commands import demo, demo_check

    return demo_check.run() if args.check else demo.run(args.port, keep=args.keep)


def _run(_args: argparse.Namespace) -> int:
    from bot.commands import live
    from bot.config import settings

    return live.run(settings())


def _chat(args: argparse.Namespace) -> int:
    from bot.commands import chat

    return chat.run(args.persona)


def _play(args: argparse.Namespace) -> int:
    from bot.commands import play, play_on

    if args.channel:
        return max(play_on.run(path, args.channel) for path in args.files)
    return max(play.run(path, update=args.update) for path in args.files)


def _score(args: argparse.Namespace) -> int:
    if args.verify:
        from bot.commands import score_verify  # brings the whole house along
        from bot.config import settings

        return score_verify.run(settings(), sys.stdout)
    from bot.commands import score

    return score.run(args.file, args.explain, sys.stdout, args.why)


def _init(args: argparse.Namespace) -> int:
    from bot.commands import setup

    return setup.run(args.seed)


def _staff(args: argparse.Namespace) -> int:
    from bot.commands import staff
    from bot.config import settings

    if args.command == "staff":
        return staff.show(settings())
    return staff.carry_out(settings(), args.command, args.staff)


def _doctor(_args: argparse.Namespace) -> int:
    from bot.commands import doctor
    from bot.config import settings

    return doctor.run(settings, sys.stdout)


def _quota(_args: argparse.Namespace) -> int:
    from bot.commands import quota
    from bot.config import settings

    return quota.run(settings(), sys.stdout)


def _deadlines(args: argparse.Namespace) -> int:
    from bot.commands import deadlines

    if args.limit is not None:
        return deadlines.of_limit(args.procedure, args.limit, args.swap, sys.stdout)
    return deadlines.of_posting(
        args.procedure, args.posting_start, args.complaint, args.review_start, args.swap, sys.stdout
    )


def _packs_check(args: argparse.Namespace) -> int:
    from bot.commands import packs_check
    from bot.config import settings
    from bot.runtime.clock import SystemClock

    today = SystemClock().now().date()
    return packs_check.run(sys.stdout, today, args.folder, settings() if args.store else None)


def _packs_template(args: argparse.Namespace) -> int:
    from bot.commands import packs_table
    from bot.config import settings

    return packs_table.run(settings(), args.file, args.pack, args.columns, sys.stdout)


def _packs_load(args: argparse.Namespace) -> int:
    from bot.commands import packs_load
    from bot.config import settings
    from bot.runtime.clock import SystemClock

    starts = args.starts or SystemClock().now().date()
    return packs_load.run(settings(), args.file, args.staff, starts, sys.stdout)


def _packs_xlsform(args: argparse.Namespace) -> int:
    from bot.commands import packs_xlsform
    from bot.config import settings
    from bot.runtime.clock import SystemClock

    if args.store:
        others = any((args.pack, args.table, args.reference_date))
        return packs_xlsform.of_the_store(settings(), args.folder, sys.stdout, others=others)
    at = args.reference_date or SystemClock().now().date()
    return packs_xlsform.run(args.folder, args.pack, at, args.table, sys.stdout)


def _import_odk(args: argparse.Namespace) -> int:
    from bot.commands import import_odk
    from bot.config import settings

    return import_odk.run(settings(), args.file, args.staff, check=args.check)


def _audio_list(args: argparse.Namespace) -> int:
    from bot.commands import audio_list
    from bot.config import settings

    return audio_list.run(settings().audio_dir, args.lang, sys.stdout)


Say = Callable[[str], str]
Add = Callable[[str, Command], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """Each command with its own arguments; words in Vietnamese from the locale."""

    def say(key: str) -> str:
        return translate("vi", f"cli.{key}", {})

    top = argparse.ArgumentParser(prog="rasoat", description=say("about"))
    commands = top.add_subparsers(dest="command", required=True)

    def add(name: str, run: Command) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=say(f"help.{name}"))
        one.set_defaults(run=run)
        return one

    _try_out(add, say)
    _run_it(add, say)
    _scoring(add, say)
    _dates(add, say)
    other_arguments(commands, _day)
    days_arguments(commands, _day)
    return top


def _try_out(add: Add, say: Say) -> None:
    """Without a phone: the page, the terminal, scripted conversations."""
    demo = add("demo", _demo)
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--keep", action="store_true", help=say("help.keep"))
    demo.add_argument("--check", action="store_true", help=say("help.check"))
    add("chat", _chat).add_argument("persona", nargs="?", default="mai", help=say("help.persona"))
    play = add("play", _play)
    play.add_argument("files", type=Path, nargs="+")
    how = play.add_mutually_exclusive_group()
    how.add_argument("--update", action="store_true", help=say("help.update"))
    how.add_argument("--channel", choices=CHANNEL_NAMES, help=say("help.channel"))


def _run_it(add: Add, say: Say) -> None:
    """For a commune: setting up, running, staff."""
    add("run", _run)
    add("doctor", _doctor)
    add("init", _init).add_argument("--seed", action="store_true", help=say("help.seed"))
    staff_arguments(add("staff", _staff))
    add("quota", _quota)
    for change in ("invite", "revoke", "allow", "disallow"):
        add(change, _staff).add_argument("staff", help=say("help.staff_id"))
    papers_arguments(add("papers", _staff))
    audio = add("audio", _audio_list).add_subparsers(dest="audio", required=True)
    listing = audio.add_parser("list", help=say("help.audio_list"))
    listing.add_argument("--lang", choices=("vi", "en", "km"), default="vi", help=say("help.audio_language"))
    odk = add("import", _import_odk).add_subparsers(dest="tool", required=True)
    odk_file = odk.add_parser("odk", help=say("help.import_odk"))
    odk_file.add_argument("file", type=Path)
    odk_file.add_argument("--as", dest="staff", required=True, help=say("help.import_as"))
    odk_file.add_argument("--check", action="store_true", help=say("help.import_check"))


def _dates(add: Add, say: Say) -> None:
    """The legal dates of a posting."""
    dates = add("deadlines", _deadlines)
    dates.add_argument("--procedure", required=True, help=say("help.procedure"))
    what = dates.add_mutually_exclusive_group(required=True)
    what.add_argument("--posting-start", type=_day, help=say("help.posting_start"))
    what.add_argument("--limit", type=_day, help=say("help.limit"))
    dates.add_argument("--complaint", type=_day, help=say("help.complaint"))
    dates.add_argument("--review-start", type=_day, help=say("help.review_start"))
    dates.add_argument("--swap", type=_swap, action="append", default=[], help=say("help.swap"))


def _scoring(add: Add, say: Say) -> None:
    """The score, the packs of law and the commune's points table."""
    score = add("score", _score)
    what = score.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?")
    what.add_argument("--verify", action="store_true", help=say("help.verify"))
    score.add_argument("--explain", action="store_true", help=say("help.explain"))
    score.add_argument("--why", action="store_true", help=say("help.why"))
    packs = add("packs", _score).add_subparsers(dest="packs", required=True)
    _packs(packs, say)


def _packs(packs: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """The commands about packs of law and the commune's points table."""
    check = packs.add_parser("check", help=say("help.packs_check"))
    check.add_argument("--store", action="store_true", help=say("help.packs_store"))
    check.add_argument("--folder", type=Path, help=say("help.packs_folder"))
    check.set_defaults(run=_packs_check)
    template = packs.add_parser("template", help=say("help.packs_template"))
    template.add_argument("file", type=Path, help=say("help.packs_template_out"))
    template.add_argument("--pack", default="2022-2025", help=say("help.packs_template_pack"))
    template.add_argument("--columns", default="", help=say("help.packs_template_columns"))
    template.set_defaults(run=_packs_template)
    load = packs.add_parser("load", help=say("help.packs_load"))
    load.add_argument("file", type=Path)
    load.add_argument("--as", dest="staff", required=True, help=say("help.packs_load_as"))
    load.add_argument("--from", dest="starts", type=_day, help=say("help.packs_load_from"))
    load.set_defaults(run=_packs_load)
    xlsform = packs.add_parser("xlsform", help=say("help.packs_xlsform"))
    xlsform.add_argument("folder", type=Path, help=say("help.xlsform_folder"))
    xlsform.add_argument("--store", action="store_true", help=say("help.xlsform_store"))
    xlsform.add_argument("--pack", help=say("help.xlsform_pack"))
    xlsform.add_argument("--reference-date", type=_day, help=say("help.xlsform_date"))
    xlsform.add_argument("--table", type=Path, help=say("help.xlsform_table"))
    xlsform.set_defaults(run=_packs_xlsform)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 a fault said in words or nobody left to read, 2 wrong arguments or failed
    lines."""
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
    except RasoatError as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:  # who read has had enough: `rasoat score FILE | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor may the last flush complain
        return 1
    return status
