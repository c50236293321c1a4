"""A changed template looked through in a process of its own, with bounds of time and memory.

Reading tags and setting pages are done by code that cannot be stopped from a thread and lets nothing else run
meanwhile; a file made to keep it busy must not keep the bot from everybody.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict

from bot.cases.paper_template import TemplateCheck

SECONDS, LONGEST = 8, 30
"""Of computing, and by the clock on a busy machine; the shipped templates take 1."""
MEMORY = 2 * 1024**3
HEAVY = TemplateCheck(fault="template.too_heavy")
OURS = "RASOAT_"
"""Settings and keys: none of them is any business of the process that opens a stranger's file."""


def check_apart(pack_id: str, paper_id: str, file: bytes) -> TemplateCheck:
    """As `template_check.check_template`; HEAVY where it does not come to an end. Raises nothing."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, pack_id, paper_id],
            input=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may quote the file
            env=_environment(),
            timeout=LONGEST,
            check=True,
        )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return HEAVY
    lists = {name: tuple(said[name]) for name in ("unknown", "missing", "hidden")}
    return TemplateCheck(**lists, fault=said["fault"])


def _environment() -> dict[str, str]:
    """Nothing of ours; one thread and one heap, so that the bound of memory means what it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **kept,
        "MALLOC_ARENA_MAX": "1",
        "RAYON_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def _main(pack_id: str, paper_id: str) -> None:
    """In the process of its own: bounds first, then whatever opens the file."""
    file = sys.stdin.buffer.read()
    _bound()
    from bot.documents.word.template_check import check_template

    print(json.dumps(asdict(check_template(pack_id, paper_id, file))))


def _bound() -> None:
    """Only where the system knows such bounds; the clock's counts everywhere."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
