"""The papers of a whole round into a folder. Run: python -m bench.papers [--households 5000] [--keep FOLDER]

Each line is one `rasoat papers make` as an officer would type it, a process of its own on the same store: its
seconds, the processor's, and the most memory that was resident (children's as their own, the largest).
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.round_store import fill

ROOT = Path(__file__).resolve().parent.parent
DISK = ROOT / "var"
STAFF = "nv-lan"
GROUPS = {
    "Phieu B, a PDF a household": ("phieu_b", "pdf"),
    "lists, minutes, postings": ("phu_luc_i,phu_luc_v,posting_notice", "pdf"),
    "dossier: VI, report, Mau 02": ("phu_luc_vi,report_up,mau_02", "pdf"),
    "dossier as Word": ("phu_luc_vi,report_up,mau_02", "docx"),
    "certificates in one file": ("mau_03", "pdf"),
    "reports 7.1-7.11, Excel": ("reports_preliminary,reports_final", "xlsx"),
    "reports 7.1-7.11, PDF": ("reports_preliminary,reports_final", "pdf"),
    "export: Excel, insurance list": ("round_export,insurance_list", "xlsx"),
    "export: CSV": ("round_export", "csv"),
    "export: JSON": ("round_export", "json"),
}


def run(folder: Path, only: str, shape: str) -> tuple[float, float, float, int]:
    """Wall and processor seconds, MB, files written."""
    out = folder / f"{only.partition(',')[0]}-{shape}"
    command = [sys.executable, "-m", "bot", "papers", "make", str(out), "--as", STAFF]
    command += ["--only", only, "--shape", shape]
    paths = {"RASOAT_STORE_PATH": str(folder / "s.db"), "RASOAT_KEY_FILE": str(folder / "key")}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **paths}, stdout=subprocess.PIPE)
    said = process.stdout.read().decode() if process.stdout else ""
    _, _, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    for line in said.splitlines()[:-1]:
        print(f"    {line}")
    written = sum(one.is_file() for one in out.glob("*")) if out.exists() else 0
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.papers", description=__doc__)
    parser.add_argument("--households", type=int, default=5000)
    parser.add_argument("--keep", type=Path, help="where store and papers stay")
    options = parser.parse_args()
    DISK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DISK, prefix="bench-") as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        asyncio.run(fill(folder / "s.db", folder / "key", options.households))
        print(f"{options.households} households stored in {time.perf_counter() - start:.0f} s")
        print(f"{'':32}{'s':>8}{'CPU s':>8}{'MB':>7}{'files':>7}")
        total = 0.0
        for name, (only, shape) in GROUPS.items():
            wall, cpu, memory, written = run(folder, only, shape)
            total += wall
            print(f"{name:32}{wall:8.1f}{cpu:8.1f}{memory:7.0f}{written:7}", flush=True)
        print(f"{'together':32}{total:8.1f}")


if __name__ == "__main__":
    main()
