"""The arguments of `rasoat staff …`, `restore`, `area …`, `round …`; each calls its command in `office.py`.

Nothing but words is loaded here: `rasoat --help` stays quick.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from locales import translate

Day = Callable[[str], date]
EXAMPLES = ("2026", "huu-lung-2023", "soc-trang-2022")
"""The plans that come with the program (bot/seeds/rounds); without a wish the first is written."""
PERSON = ("name", "title", "role", "areas", "also")
ROLES = ("enumerator", "officer", "chairman", "supervisor", "administrator")
AREA = ("name", "type", "region", "source", "since", "households", "persons")


def say(key: str) -> str:
    return translate("vi", f"cli.{key}", {})


def staff_arguments(staff: argparse.ArgumentParser) -> None:
    """Below `staff`; without any of them it lists."""
    ways = staff.add_subparsers(dest="what")
    add = ways.add_parser("add", help=say("help.staff_add"))
    _person(add, needed=True)
    add.add_argument("--id", help=say("help.staff_own_id"))
    add.set_defaults(run=_staff_add)
    change = ways.add_parser("change", help=say("help.staff_change"))
    change.add_argument("staff", help=say("help.staff_id"))
    _person(change, needed=False)
    change.set_defaults(run=_staff_change)
    load = ways.add_parser("load", help=say("help.staff_load"))
    load.add_argument("file", type=Path)
    load.add_argument("--check", action="store_true", help=say("help.staff_check"))
    load.set_defaults(run=_staff_load)
    template = ways.add_parser("template", help=say("help.staff_template"))
    template.add_argument("file", type=Path)
    template.set_defaults(run=_staff_template)


def _person(one: argparse.ArgumentParser, *, needed: bool) -> None:
    one.add_argument("--name", required=needed, help=say("help.staff_name"))
    one.add_argument("--title", required=needed, help=say("help.staff_title"))
    one.add_argument("--role", required=needed, choices=ROLES, help=say("help.staff_role"))
    one.add_argument("--areas", help=say("help.staff_areas"))
    one.add_argument("--also", help=say("help.staff_also"))


def other_arguments(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", day: Day) -> None:
    """`restore`, `area`, `round`. day: reads a day or says what would be right."""
    restore = commands.add_parser("restore", help=say("help.restore"))
    restore.add_argument("staff", help=say("help.staff_id"))
    restore.set_defaults(run=_restore)
    area = commands.add_parser("area", help=say("help.area"))
    area.set_defaults(run=_list)
    ways = area.add_subparsers(dest="what")
    add = ways.add_parser("add", help=say("help.area_add"))
    _area(add, day, needed=True)
    add.set_defaults(run=_area_add)
    change = ways.add_parser("change", help=say("help.area_change"))
    change.add_argument("area", help=say("help.area_id"))
    _area(change, day, needed=False)
    change.set_defaults(run=_area_change)
    _round(commands)
    _old_list(commands)


def _area(one: argparse.ArgumentParser, day: Day, *, needed: bool) -> None:
    one.add_argument("--name", required=needed, help=say("help.area_name"))
    one.add_argument("--type", choices=("rural", "urban"), help=say("help.area_type"))
    one.add_argument("--region", help=say("help.area_region"))
    one.add_argument("--source", help=say("help.area_source"))
    one.add_argument("--since", type=day, help=say("help.area_since"))
    one.add_argument("--households", help=say("help.area_households"))
    one.add_argument("--persons", help=say("help.area_persons"))


def _round(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    plan = commands.add_parser("round", help=say("help.round"))
    plan.set_defaults(run=_list)
    ways = plan.add_subparsers(dest="what")
    add = ways.add_parser("add", help=say("help.round_add"))
    add.add_argument("file", type=Path)
    add.set_defaults(run=_round_add)
    template = ways.add_parser("template", help=say("help.round_template"))
    template.add_argument("file", type=Path)
    template.add_argument("--like", choices=EXAMPLES, default=EXAMPLES[0], help=say("help.round_like"))
    template.set_defaults(run=_round_template)


def _old_list(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = commands.add_parser("list", help=say("help.list"))
    bring = one.add_subparsers(dest="what", required=True).add_parser("import", help=say("help.list_import"))
    bring.add_argument("file", type=Path)
    bring.add_argument("--as", "--staff", dest="staff", required=True, help=say("help.list_as"))
    bring.add_argument("--check", action="store_true", help=say("help.list_check"))
    bring.add_argument("--columns", default="", help=say("help.list_columns"))
    bring.add_argument("--leave-bad", action="store_true", help=say("help.list_leave"))
    bring.add_argument("--alike", choices=("same", "new"), default="", help=say("help.list_alike"))
    bring.set_defaults(run=_list_import)


def _list_import(args: argparse.Namespace) -> int:
    from bot.commands import list_import
    from bot.config import settings

    how = list_import.How(args.staff, args.check, args.leave_bad, args.alike, args.columns)
    return list_import.run(settings(), args.file, how, sys.stdout)


def _values(args: argparse.Namespace, names: tuple[str, ...]) -> dict[str, str | None]:
    found = {name: getattr(args, name) for name in names}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in found.items()}


def _staff_add(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.staff_add(settings(), _values(args, (*PERSON, "id")), sys.stdout)


def _staff_change(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.staff_change(settings(), args.staff, _values(args, PERSON), sys.stdout)


def _staff_load(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.staff_load(settings(), args.file, sys.stdout, check=args.check)


def _staff_template(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.staff_template_to(settings(), args.file, sys.stdout)


def _restore(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.restore(settings(), args.staff, sys.stdout)


def _list(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.listing(settings(), args.command, sys.stdout)


def _area_add(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.area_add(settings(), _values(args, AREA), sys.stdout)


def _area_change(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.area_change(settings(), args.area, _values(args, AREA), sys.stdout)


def _round_add(args: argparse.Namespace) -> int:
    from bot.commands import office
    from bot.config import settings

    return office.round_add(settings(), args.file, sys.stdout)


def _round_template(args: argparse.Namespace) -> int:
    from bot.commands import office

    return office.round_template(args.file, args.like, sys.stdout)
