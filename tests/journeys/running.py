"""Runs the production composition against a sandbox, with the sample's teams or an edited copy of them."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from bot import compose
from bot.process.settings import Settings, fixed_settings
from sandbox import Sandbox

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sandbox" / "sample"
Mode = Literal["http", "socket"]
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
Running = Callable[[], AbstractAsyncContextManager[None]]
"""Runs the bot until the block ends."""


def quick(teams: str) -> str:
    """Batches every second: most journeys are about what comes after."""
    return teams.replace(": 15s", ": 1s")


def careful(teams: str) -> str:
    """The defaults: batches every 2 h, of at least 3, held for 24 h at most."""
    return re.sub(r"(?m)^  anonymous: .*\n", "", teams)


@dataclass
class BotClock:
    """What the bot takes for the time: the sandbox's, and how far off its own machine is."""

    sandbox: Sandbox
    off: timedelta = timedelta()

    def now(self) -> datetime:
        """The time, as the bot is told it."""
        return self.sandbox.clock.now() + self.off


def settings_for(sandbox: Sandbox, mode: Mode, *, folder: Path, teams: Path) -> Settings:
    """What an operator would have set to connect the bot to this sandbox."""
    way_in = {"SLACK_APP_TOKEN": sandbox.app_token} if mode == "socket" else {}
    return fixed_settings(
        {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_SIGNING_SECRET": sandbox.signing_secret,
            "SLACK_API_URL": f"{sandbox.base_url}/api/",
            "TMM_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
            "TMM_SECRET_KEY": KEY,
            "TMM_TEAMS_FILE": str(teams),
            "TMM_PORT": "0",
            **way_in,
        }
    )


@asynccontextmanager
async def running_bot(sandbox: Sandbox, settings: Settings, *, clock: BotClock, rate: float) -> AsyncIterator[None]:
    """Run the production composition in this process, on that clock, until the block ends."""
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(compose.run(settings, clock=clock.now, rate=rate, ready=ready.set_result))
    await asyncio.wait({ready, running}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
        raise AssertionError("the bot ended before it was ready")
    if not settings.socket_mode:
        sandbox.set_http_endpoint(f"http://127.0.0.1:{ready.result()}/slack/events")
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
