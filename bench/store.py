"""How many durable turns a second the SQLite store takes: `python bench/store.py [seconds] [--profile]`.

Each chat commits one realistic record after the other (session 1 KB, form 3 KB, one answer, one letter,
one audit line; synchronous=FULL), and reads session and form before each as a turn does.
"""

import argparse
import asyncio
import cProfile
import json
import pstats
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.cases.form_record import AnswerChange, FormRecord
from bot.dialogue.message import Button, Letter, Message
from bot.dialogue.session import Asked, Frame, Session
from bot.ports import Audit, TurnRecord
from bot.scoring.answers import Answers
from storage.seal import Keys, generate_key
from storage.sqlite import SqliteStore, open_sqlite

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
OPTIONS = tuple((f"option_{n}", f"Lựa chọn thứ {n} của câu hỏi này") for n in range(12))
VALUES = {f"m{n % 6 + 1}.question_{n}": f"giá trị {n} của thành viên" for n in range(60)}
MESSAGE = Message(
    "Câu 17 trên 42: nhà có bao nhiêu mét vuông?" * 4,
    tuple((Button(name, label),) for name, label in OPTIONS[:6]),
    17,
)


def first_form(chat: str) -> FormRecord:
    answers = Answers(tuple(f"m{n}" for n in range(1, 7)), VALUES)
    return FormRecord(f"f:{chat}", "phieu_b", chat, "c1", "2022-2025", "ab" * 32, answers, NOW, version=0)


def record(chat: str, n: int, form: FormRecord) -> TurnRecord:
    event = f"{chat}:{n}"
    asked = Asked(n, f"{event}/1", OPTIONS)
    session = Session(chat, n, (Frame("menu", "top"), Frame("survey", "q17", {"form": form.id})), asked, n)
    return TurnRecord(
        event,
        NOW,
        session,
        entities=(replace(form, answers=form.answers.put({"floor_area_m2": str(n)}), version=n),),
        answers=(AnswerChange(form.id, "floor_area_m2", str(n - 1), str(n), chat, NOW),),
        letters=(Letter(f"{event}/1", chat, "reply", MESSAGE, case_id="c1"),),
        audits=(Audit(NOW, chat, "answer", form.id, "floor_area_m2"),),
    )


async def walk(store: SqliteStore, chat: str, until: float, waits: list[float]) -> None:
    n, form = 0, first_form(chat)
    while time.perf_counter() < until:
        n += 1
        await store.session(chat)
        if n > 1:
            form = await store.form(form.id) or form
        turn = record(chat, n, form)
        start = time.perf_counter()
        verdict = await store.commit(turn)
        waits.append(time.perf_counter() - start)
        if verdict != "committed":
            raise SystemExit(f"{chat} {n}: {verdict}")


async def measure(chats: int, seconds: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        store = await open_sqlite(Path(folder) / "bench.sqlite", Keys.from_text(generate_key()))
        waits: list[float] = []
        start, cpu = time.perf_counter(), time.thread_time()
        await asyncio.gather(*(walk(store, f"tg:{n}", start + seconds, waits) for n in range(chats)))
        took, cpu = time.perf_counter() - start, time.thread_time() - cpu
        await store.close()
    waits.sort()
    return {
        "chats": chats,
        "turns_per_second": round(len(waits) / took),
        "p50_ms": round(waits[len(waits) // 2] * 1e3, 2),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1e3, 2),
        "loop_cpu_us_per_turn": round(cpu / len(waits) * 1e6, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=3.0)
    parser.add_argument("--chats", type=int, nargs="*", default=[1, 64, 500])
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for chats in options.chats:
        profile = cProfile.Profile()
        if options.profile:
            profile.enable()
        print(json.dumps(asyncio.run(measure(chats, options.seconds))), flush=True)
        if options.profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
