"""What a sweep costs with 100 items due among many open ones, beside APScheduler holding one stored job an item."""

import asyncio
import pickle
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_PAUSED, STATE_RUNNING

from bot.core.item import Item
from bot.core.organisation import FALLBACK, Channel, Organisation, Team
from bot.ports import Reminder
from storage.open import open_store
from storage.rows import item_row, micros

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DUE = 100
ROUNDS = 7
LEADERS = ("U0FIRST", "U0SECOND")


def _organisation() -> Organisation:
    def team(key: str) -> Team:
        return Team(key=key, name=key, channel=Channel(id=f"C0{key.upper()}", name=key), leaders=LEADERS)

    return Organisation(teams=tuple(team(f"t{number}") for number in range(20)), fallback=team(FALLBACK))


def _fill(path: Path, open_items: int) -> None:
    """Write the open items straight into the file: the first hundred are due, the rest are due some day later."""
    due = micros(NOW - timedelta(minutes=1))
    rows = []
    for number in range(open_items):
        item = Item(
            id=f"{number:08}", team=f"t{number % 20}", words="The lift is broken again.", why="", waiting_since=NOW
        )
        later = NOW + timedelta(hours=1, seconds=number)
        rows.append(item_row(item) | {"nudge_at": due if number < DUE else micros(later)})
    columns = ", ".join(rows[0])
    places = ", ".join(f":{name}" for name in rows[0])
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(f"INSERT INTO items ({columns}) VALUES ({places})", rows)
        connection.executemany(
            "INSERT INTO messages (channel, ts, item, kind, step, version) VALUES (?, ?, ?, 'card', 0, 1)",
            [(f"C0T{number % 20}", f"{number}.0", f"{number:08}") for number in range(DUE)],
        )
    connection.close()


def _make_due_again(path: Path) -> None:
    connection = sqlite3.connect(path, timeout=10)
    with connection:
        connection.execute(
            "UPDATE items SET nudge_at = ? WHERE id < ?", (micros(NOW - timedelta(minutes=1)), f"{DUE:08}")
        )
        connection.execute("DELETE FROM outbox")
    connection.close()


async def sweep_ms(open_items: int) -> float:
    """Return the median milliseconds of one sweep: claim 100 due items, write 300 outbox rows, commit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sweep.db"
        store = await open_store(f"sqlite:///{path}")
        await store.apply(_organisation(), now=NOW)
        _fill(path, open_items)
        seen = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            reminded = await store.remind_due(
                now=NOW,
                limit=DUE,
                decide=lambda _item: Reminder(people=LEADERS, in_thread=True, next_at=NOW + timedelta(days=1)),
            )
            seen.append((time.perf_counter() - began) * 1000)
            assert reminded == DUE
            _make_due_again(path)
        await store.close()
        return statistics.median(seen)


ran = asyncio.Semaphore(0)


async def _job() -> None:
    """What a stored job would do, which is nothing: the figure is the scheduler's own cost."""
    ran.release()


async def apscheduler_ms(jobs: int) -> float:
    """Return the median milliseconds in which APScheduler, holding `jobs` stored jobs, runs the 100 that are due."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jobs.db"
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_jobstore(SQLAlchemyJobStore(url=f"sqlite:///{path}"))
        scheduler.start(paused=True)
        far = datetime.now(UTC) + timedelta(days=300)
        scheduler.add_job(_job, "interval", days=1, id="pattern", next_run_time=far, misfire_grace_time=None)
        _multiply(path, jobs)
        seen = []
        for _ in range(ROUNDS):
            _let_jobs_fall_due(path)
            scheduler.state = STATE_RUNNING  # `resume` would wake it from a timer; the figure is of one wake-up
            began = time.perf_counter()
            scheduler._process_jobs()
            for _ in range(DUE):
                await ran.acquire()
            seen.append((time.perf_counter() - began) * 1000)
            scheduler.state = STATE_PAUSED
            await asyncio.sleep(0.05)  # lets the executor note that each job has ended
        scheduler.shutdown(wait=False)
        return statistics.median(seen)


def _multiply(path: Path, jobs: int) -> None:
    connection = sqlite3.connect(path, timeout=10)
    [(run_at, state)] = connection.execute("SELECT next_run_time, job_state FROM apscheduler_jobs").fetchall()
    job = pickle.loads(state)
    rows = []
    for number in range(jobs):
        job["id"] = f"{number:08}"
        rows.append((job["id"], run_at + number, pickle.dumps(job)))
    with connection:
        connection.executemany("INSERT INTO apscheduler_jobs VALUES (?, ?, ?)", rows)
    connection.close()


def _let_jobs_fall_due(path: Path) -> None:
    """Set the first hundred jobs to a moment ago, in the row and in the pickled job alike."""
    ago = datetime.now(UTC) - timedelta(seconds=1)
    connection = sqlite3.connect(path, timeout=10)
    rows = connection.execute("SELECT id, job_state FROM apscheduler_jobs WHERE id < ?", (f"{DUE:08}",)).fetchall()
    with connection:
        for key, state in rows:
            job = pickle.loads(state)
            job["next_run_time"] = ago
            connection.execute(
                "UPDATE apscheduler_jobs SET next_run_time = ?, job_state = ? WHERE id = ?",
                (ago.timestamp(), pickle.dumps(job), key),
            )
    connection.close()


async def main() -> None:
    """Print the table."""
    print(f"A sweep with {DUE} due, median of {ROUNDS}")
    first = await sweep_ms(10_000)
    print(f"  among    10,000 open   {first:7.2f} ms")
    for open_items in (100_000, 1_000_000):
        took = await sweep_ms(open_items)
        print(f"  among {open_items:9,} open   {took:7.2f} ms   {took / first:5.2f} of the first (1.00 is flat)")
    stored = await apscheduler_ms(100_000)
    print(
        f"  APScheduler, one stored job an item, 100,000 of them {stored:7.2f} ms   {stored / first:5.1f} of the first"
    )


if __name__ == "__main__":
    asyncio.run(main())
