"""Faults: a process that is killed in the middle of writing loses nothing that it has confirmed."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults

PROGRAM = Path(__file__).parent / "programs" / "take_until_it_fails.py"


def test_what_was_confirmed_before_a_kill_is_there(path: Path) -> None:
    confirmed: list[str] = []
    for run, lines in enumerate((1, 40, 333)):
        confirmed += _killed_after(lines, path, prefix=f"run{run}")
    raw = sqlite3.connect(path)
    try:
        stored = {row[0] for row in raw.execute("SELECT id FROM items")}
        cards = {row[0] for row in raw.execute("SELECT item FROM outbox WHERE kind = 'card'")}
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        raw.close()
    assert len(confirmed) >= 374
    assert set(confirmed) <= stored
    assert cards == stored, "an item and its card are written together or not at all"


def _killed_after(lines: int, path: Path, *, prefix: str) -> list[str]:
    """Run the program, kill it once it has confirmed so many, and return every id that it has confirmed."""
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), prefix], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        confirmed = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        confirmed += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    return [line.strip() for line in confirmed if line.endswith("\n")]
