"""`tell-me-more` as a process of its own, with an environment that holds nothing but what a test put there."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp

from sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sandbox" / "sample"
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
PATIENCE = 30.0
"""Seconds for a start, on a machine that has other things to do."""


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def settings(place: Sandbox, folder: Path, *, socket_mode: bool = True, **others: str) -> dict[str, str]:
    """Return what connects a bot to this sandbox."""
    way_in = {"SLACK_APP_TOKEN": place.app_token} if socket_mode else {"SLACK_SIGNING_SECRET": place.signing_secret}
    return {
        "SLACK_BOT_TOKEN": place.bot_token,
        "SLACK_API_URL": f"{place.base_url}/api/",
        "TMM_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "TMM_SECRET_KEY": KEY,
        "TMM_TEAMS_FILE": str(SAMPLE / "teams.yml"),
        "TMM_LOG_FORMAT": "json",
        "TMM_PORT": str(free_port()),
        **way_in,
        **others,
    }


class Process:
    """One run of the command. Output is read to its end by `ended`."""

    def __init__(self, process: asyncio.subprocess.Process, environment: Mapping[str, str]) -> None:
        self._process = process
        self.port = environment.get("TMM_PORT")
        self.out: list[str] = []
        self.err: list[str] = []
        self._reading = [
            asyncio.create_task(self._read(process.stdout, self.out)),
            asyncio.create_task(self._read(process.stderr, self.err)),
        ]

    async def _read(self, stream: asyncio.StreamReader | None, into: list[str]) -> None:
        assert stream is not None
        while line := await stream.readline():
            into.append(line.decode().rstrip("\n"))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self, *, within: float = PATIENCE) -> int:
        """Return the exit code."""
        async with asyncio.timeout(within):
            code = await self._process.wait()
            await asyncio.gather(*self._reading)
        return code

    async def says(self, text: str, *, within: float = PATIENCE) -> str:
        """Return the first line, of either stream, with this text in it."""
        async with asyncio.timeout(within):
            while True:
                for line in (*self.out, *self.err):
                    if text in line:
                        return line
                assert self.alive or any(not task.done() for task in self._reading), "\n".join(self.err)
                await asyncio.sleep(0.02)

    async def get(self, path: str) -> tuple[int, str]:
        """Ask its web server."""
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def stopped(self, number: signal.Signals = signal.SIGTERM, *, within: float = 10) -> tuple[int, float]:
        """Send a signal; return the exit code and the seconds it took."""
        began = time.monotonic()
        self.send(number)
        return await self.ended(within=within), time.monotonic() - began


@contextlib.asynccontextmanager
async def tell_me_more(*args: str, cwd: Path, env: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """Start the command; it is killed should it still run at the end."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **(env or {})}
    made = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", *args),
        cwd=cwd,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    process = Process(made, environment)
    try:
        yield process
    finally:
        if process.alive:
            process.send(signal.SIGKILL)
        await process.ended()
