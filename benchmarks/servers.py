"""The servers under load, each in a process of its own on loopback, ended when the block ends."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sandbox" / "sample"
SAMPLE_BATCHES = "release_every: 15s, at_least: 1, hold_at_most: 15s"
DEFAULT_BATCHES = "release_every: 2h, at_least: 3, hold_at_most: 24h"


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _server(
    port: int, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=dict(os.environ) | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it listened")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not listen within 30 s")


@contextmanager
def sandbox_server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the sandbox with the sample organisation."""
    arguments = ("--organisation", str(SAMPLE / "organisation.yml"), "--manifest", str(ROOT / "manifest.yml"))
    with _server(port, "-m", "sandbox", *arguments, "--port", str(port)) as process:
        yield process


@contextmanager
def bare_server(port: int, signing_secret: str) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the baseline."""
    with _server(port, "-m", "benchmarks.bare_app", str(port), signing_secret) as process:
        yield process


def teams_text() -> str:
    """Return the teams file of the product under load."""
    sample = (SAMPLE / "teams.yml").read_text()
    assert SAMPLE_BATCHES in sample
    return sample.replace(SAMPLE_BATCHES, DEFAULT_BATCHES)


@contextmanager
def product_server(
    port: int, sandbox_port: int, *, database: Path, key: str, signing_secret: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the product in HTTP mode, the production way, connected to a sandbox, with the sample's teams.

    Their batches are those of the product's defaults: the sample's, of 15 s, would go out in the middle of a round.
    """
    teams = database.with_name("teams.yml")
    teams.write_text(teams_text())
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-sandbox-bot",
        "SLACK_SIGNING_SECRET": signing_secret,
        "SLACK_API_URL": f"http://127.0.0.1:{sandbox_port}/api/",
        "TMM_DATABASE_URL": f"sqlite:///{database}",
        "TMM_SECRET_KEY": key,
        "TMM_TEAMS_FILE": str(teams),
        "TMM_HOST": "127.0.0.1",
        "TMM_PORT": str(port),
    }
    with _server(port, "-m", "bot.cli", "run", environment=environment) as process:
        yield process
