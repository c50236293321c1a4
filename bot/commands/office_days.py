"""`rasoat days list|add|remove`: the commune's swapped days, while the bot runs, too."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TextIO

from locales import translate

if TYPE_CHECKING:
    from bot.config import Settings

Day = Callable[[str], date]
OK = 0


def say(key: str) -> str:
    return translate("vi", f"cli.{key}", {})


def days_arguments(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", day: Day) -> None:
    """`days`, without anything else: the list. day: reads a day or says what would be right."""
    days = commands.add_parser("days", help=say("help.days"))
    days.set_defaults(run=_list)
    ways = days.add_subparsers(dest="what")
    ways.add_parser("list", help=say("help.days_list")).set_defaults(run=_list)
    add = ways.add_parser("add", help=say("help.days_add"))
    add.add_argument("--off", type=day, required=True, help=say("help.days_off"))
    add.add_argument("--worked", type=day, required=True, help=say("help.days_worked"))
    add.set_defaults(run=_add)
    remove = ways.add_parser("remove", help=say("help.days_remove"))
    remove.add_argument("--off", type=day, required=True, help=say("help.days_off"))
    remove.set_defaults(run=_remove)


def listed(settings: "Settings", out: TextIO) -> int:
    """Day off and day worked, one swap a line."""
    from bot.commands.staff import done

    rows = done(settings, {"do": "days"})["rows"]
    if rows:
        print(rows, file=out)
    return OK


def added(settings: "Settings", off: date, worked: date, out: TextIO) -> int:
    """ConfigError says what would be right."""
    from bot.commands.staff import done

    values = {"off": off.isoformat(), "worked": worked.isoformat()}
    told = done(settings, {"do": "days_add"} | values)
    print(translate("vi", "cli.days.added" if told["new"] else "cli.days.same", values), file=out)
    return OK


def removed(settings: "Settings", off: date, out: TextIO) -> int:
    """ConfigError names the swaps there are."""
    from bot.commands.staff import done

    done(settings, {"do": "days_remove", "off": off.isoformat()})
    print(translate("vi", "cli.days.removed", {"off": off.isoformat()}), file=out)
    return OK


def _list(_args: argparse.Namespace) -> int:
    from bot.config import settings

    return listed(settings(), sys.stdout)


def _add(args: argparse.Namespace) -> int:
    from bot.config import settings

    return added(settings(), args.off, args.worked, sys.stdout)


def _remove(args: argparse.Namespace) -> int:
    from bot.config import settings

    return removed(settings(), args.off, sys.stdout)
