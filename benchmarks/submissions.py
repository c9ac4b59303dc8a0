"""Submissions a second through HTTP mode, stored durably, beside a bare Bolt app that only acknowledges, in one run.

They are what the form sends by default: anonymous, answered in the author's Home, and held for a batch. The words were
looked over when the form was drawn, as they are once the team was found by them; words that are typed and sent at once
are looked over in that request, which is measured by itself.
"""

import itertools
import os
import secrets
import sqlite3
import statistics
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from benchmarks.load import Outcome, as_fast_as_it_goes, at_a_rate
from benchmarks.requests import ready_requests
from benchmarks.servers import bare_server, free_port, product_server, sandbox_server

ROUNDS = 5
REQUESTS, FEWER = 4000, 2000
"""Requests of a round; fewer of those whose words are looked over, so that no more is held in the end than ever is."""
RATE = 150.0
RATE_SECONDS = 6


@dataclass(kw_only=True)
class Figures:
    """What the rounds of one server came to: requests a second, CPU microseconds a request, latencies in seconds."""

    per_second: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def note(self, outcome: Outcome, cpu_seconds: float) -> None:
        """Add a round at full speed."""
        assert outcome.refused == 0, f"{outcome.refused} of {outcome.answers} were refused"
        self.per_second.append(outcome.answers / outcome.seconds)
        self.cpu_us.append(cpu_seconds / outcome.answers * 1e6)

    def percentile_ms(self, percent: int) -> float:
        """Return a percentile of the latencies in milliseconds."""
        return statistics.quantiles(self.latencies, n=100)[percent - 1] * 1000


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """Return user and system time of a running process so far; /proc has it in ticks."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(folder: Path) -> tuple[list[Figures], int, int]:
    """Run the rounds in turn; return the figures of the bare app, of words shown before and of words looked over now,
    how many submissions were confirmed, and how many are stored.
    """
    key, signing_secret = secrets.token_urlsafe(32), secrets.token_hex(16)
    bare, product, unseen = Figures(), Figures(), Figures()
    confirmed = 0
    with ExitStack() as stack:
        sandbox_port, bare_port, product_port = free_port(), free_port(), free_port()
        stack.enter_context(sandbox_server(sandbox_port))
        bare_process = stack.enter_context(bare_server(bare_port, signing_secret))
        database = folder / "bench.db"
        product_process = stack.enter_context(
            product_server(product_port, sandbox_port, database=database, key=key, signing_secret=signing_secret)
        )
        servers = (
            (bare, bare_port, bare_process),
            (product, product_port, product_process),
            (unseen, product_port, product_process),
        )
        for round_number, (figures, port, process) in itertools.product(range(ROUNDS + 1), servers):
            shown = figures is not unseen
            count = REQUESTS if shown else FEWER
            requests = ready_requests(count, port=port, key=key, signing_secret=signing_secret, shown=shown)
            before = cpu_seconds(process)
            outcome = await as_fast_as_it_goes(port, requests)
            confirmed += outcome.confirmed
            if round_number:  # the first warms up
                figures.note(outcome, cpu_seconds(process) - before)
        for figures, port, _process in servers:
            count, shown = int(RATE * RATE_SECONDS), figures is not unseen
            requests = ready_requests(count, port=port, key=key, signing_secret=signing_secret, shown=shown)
            outcome = await at_a_rate(port, requests, per_second=RATE)
            confirmed += outcome.confirmed
            figures.latencies = outcome.latencies
        counting = "SELECT (SELECT count(*) FROM items) + (SELECT count(*) FROM held)"
        [(stored,)] = sqlite3.connect(database).execute(counting)
    assert stored == confirmed, f"{confirmed} were answered with another view, {stored} are stored"
    return [bare, product, unseen], confirmed, stored


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        figures, confirmed, stored = uvloop.run(measure(Path(folder)))
    print(f"Submissions through HTTP mode, 64 connections, median of {ROUNDS} interleaved rounds of {REQUESTS:,}")
    print("                                  a second   CPU us    p50 ms    p99 ms (at 150 a second)")
    names = ("bare Bolt app, acknowledges only", "Tell Me More, held durably", "the same, words looked over now")
    for name, each in zip(names, figures, strict=True):
        print(
            f"  {name:32}{statistics.median(each.per_second):9,.0f}{statistics.median(each.cpu_us):9.0f}"
            f"{each.percentile_ms(50):10.2f}{each.percentile_ms(99):10.2f}"
        )
    for name, each in zip(names[1:], figures[1:], strict=True):
        ratios = [ours / theirs for ours, theirs in zip(each.per_second, figures[0].per_second, strict=True)]
        between = f"rounds {min(ratios):.2f} to {max(ratios):.2f}"
        print(f"  ratio {statistics.median(ratios):.2f} of {name} ({between}; 0.6 is the floor, 0.8 the aim)")
    print(f"  confirmed {confirmed:,}, found in the database {stored:,}")


if __name__ == "__main__":
    main()
