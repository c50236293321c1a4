"""The arguments of `rasoat papers …`; each calls its command in `papers.py`. Only words are loaded here."""

import argparse
import sys
from pathlib import Path

from locales import translate

PACK = "2022-2025"
SHAPES = ("pdf", "docx", "xlsx", "csv", "json")


def say(key: str) -> str:
    return translate("vi", f"cli.{key}", {})


def papers_arguments(papers: argparse.ArgumentParser) -> None:
    """Below `papers`; without any of them it lists."""
    papers.set_defaults(run=_show)
    ways = papers.add_subparsers(dest="what")
    make = ways.add_parser("make", help=say("help.papers_make"))
    make.add_argument("folder", type=Path, help=say("help.papers_folder"))
    make.add_argument("--as", dest="staff", required=True, help=say("help.papers_as"))
    make.add_argument("--only", default="", help=say("help.papers_only"))
    make.add_argument("--shape", choices=SHAPES, default="pdf", help=say("help.papers_shape"))
    make.add_argument("--code", default="", help=say("help.papers_code"))
    make.set_defaults(run=_make)
    template = ways.add_parser("template", help=say("help.papers_template"))
    check = ways.add_parser("check", help=say("help.papers_check"))
    for one, run in ((template, _template), (check, _check)):
        one.add_argument("paper", help=say("help.papers_paper"))
        one.add_argument("file", type=Path)
        one.add_argument("--pack", default=PACK, help=say("help.packs_template_pack"))
        one.set_defaults(run=run)


def _show(_args: argparse.Namespace) -> int:
    from bot.commands import papers

    return papers.show(sys.stdout)


def _make(args: argparse.Namespace) -> int:
    from bot.commands import papers
    from bot.config import settings

    return papers.make(
        settings(), args.folder, args.staff, sys.stdout, only=args.only, shape=args.shape, code=args.code
    )


def _template(args: argparse.Namespace) -> int:
    from bot.commands import papers

    return papers.template(args.paper, args.pack, args.file, sys.stdout)


def _check(args: argparse.Namespace) -> int:
    from bot.commands import papers

    return papers.check(args.paper, args.pack, args.file, sys.stdout)
