"""The bot in a process of its own, in HTTP mode, to be killed and started again by a test."""

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Self

from sandbox import Sandbox

ROOT = Path(__file__).parents[2]
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"

# The production composition; only the pace is quicker than Slack's, as a test cannot wait a second a message.
RUN = """
import sys
from bot.cli.loop import run_loop
from bot.compose import run
from bot.process.logs import configure_logs
from bot.process.settings import load_settings

configure_logs("info", "console")
sys.exit(run_loop(run(load_settings(), rate=float(sys.argv[1]))))
"""


class BotProcess:
    """Started on entering, ended on leaving; `rate` multiplies the sender's pace."""

    def __init__(self, sandbox: Sandbox, folder: Path, *, rate: float = 1.0) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._rate = rate
        self._process: asyncio.subprocess.Process | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.database = folder / "bot.db"

    async def __aenter__(self) -> Self:
        self._sandbox.set_http_endpoint(f"http://127.0.0.1:{self.port}/slack/events")
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    def _environment(self) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("TMM_", "SLACK_"))}
        return mine | {
            "SLACK_BOT_TOKEN": self._sandbox.bot_token,
            "SLACK_SIGNING_SECRET": self._sandbox.signing_secret,
            "SLACK_API_URL": f"{self._sandbox.base_url}/api/",
            "TMM_DATABASE_URL": f"sqlite:///{self.database}",
            "TMM_SECRET_KEY": KEY,
            "TMM_TEAMS_FILE": str(self._folder / "teams.yml"),
            "TMM_PORT": str(self.port),
        }

    async def start(self) -> None:
        """Start, and return once it takes requests."""
        log = (self._folder / "bot.log").open("ab")
        with log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", RUN, str(self._rate), cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )
        async with asyncio.timeout(30):
            while not await self._listens():
                assert self._process.returncode is None, (self._folder / "bot.log").read_text()[-2000:]
                await asyncio.sleep(0.02)

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True

    async def kill(self) -> None:
        """End it at once, wherever it is."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def everything_is_sent(self) -> None:
        """Return once nothing is held any more, and everything that was to be sent is sent."""
        while self.rows("held") or self.rows("outbox"):
            await asyncio.sleep(0.1)

    def rows(self, table: str) -> int:
        """How many rows a table of its database has."""
        connection = sqlite3.connect(self.database, timeout=5)
        try:
            [(rows,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        finally:
            connection.close()
        return int(rows)
