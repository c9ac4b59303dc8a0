"""`make bench`: every benchmark, one table after another, and how long each took."""

import asyncio
import time
from collections.abc import Callable

from benchmarks import fishing, giveaway, guessing, home, submissions, sweep

BENCHMARKS: tuple[Callable[[], object], ...] = (
    submissions.main,
    lambda: asyncio.run(home.main()),
    lambda: asyncio.run(sweep.main()),
    giveaway.main,
    fishing.main,
    lambda: asyncio.run(guessing.main()),
)


def main() -> None:
    """Run them all, in this process where that does not disturb them."""
    for run in BENCHMARKS:
        began = time.monotonic()
        run()
        print(f"  ({time.monotonic() - began:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main()
