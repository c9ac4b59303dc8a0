"""The bot as it runs, put together around the audited store: web server, handlers, sender, and sweeps by hand."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.assembly import Assembled, assemble
from bot.audit.place import Place
from bot.audit.stores import NotedKeys, OnlyThisTeam
from bot.core.organisation import Organisation
from bot.current import Current
from bot.ports import KeyStore, Store
from bot.process.logs import report_loop_errors
from bot.process.metrics import Metrics
from bot.process.web import WebServer, bind, make_web
from bot.slackapi.client import make_client, make_session
from bot.slackapi.workspace import SlackWorkspace
from bot.usecases.keep_short import erase_old
from bot.usecases.know_people import refresh_people
from bot.usecases.remind import remind_due
from handlers.http_guard import HttpGuard

PassTime = Callable[[float], Awaitable[None]]
"""Lets so many seconds pass, by waiting or by moving the clock of the place."""

RATE = 1000.0
"""The place has no limits of Slack's."""

SECONDS_TO_SEND = 15.0


@dataclass(kw_only=True)
class Works:
    """Made with `running`. `crash` throws away all that is in memory, as if the process had been killed."""

    place: Place
    store: OnlyThisTeam
    keys: NotedKeys
    organisation: Organisation
    secret_key: bytes
    real_time: Callable[[], Any]
    pass_time: PassTime
    metrics: list[Metrics] = field(default_factory=list)
    url: str = ""
    _made: Assembled | None = None
    _guard: HttpGuard | None = None
    _sending: asyncio.Task[None] | None = None
    _client: AsyncWebClient | None = None

    @property
    def made(self) -> Assembled:
        """The parts that run now."""
        if self._made is None:
            raise RuntimeError("nothing runs yet")
        return self._made

    async def begin(self, session: aiohttp.ClientSession) -> None:
        """Put it together, as at a start."""
        self._client = make_client(self.place.bot_token, f"{self.place.base_url}/api/", session)
        self.metrics.append(Metrics())
        await self.store.release_claims()
        self._made = assemble(
            store=cast(Store, self.store),
            keys=cast(KeyStore, self.keys),
            client=self._client,
            current=Current(self.organisation),
            clock=self.place.clock.now,
            meter=self.metrics[-1],
            secret_key=self.secret_key,
            signing_secret=self.place.signing_secret,
            rate=RATE,
        )
        self._guard = HttpGuard(self._made.app, signing_secret=self.place.signing_secret, clock=self.real_time)
        self._sending = asyncio.create_task(self._made.sender.run())
        await self.know_people()

    async def crash(self, session: aiohttp.ClientSession) -> None:
        """Throw away what runs, wherever it is, and begin anew."""
        await self.abandon()
        await self.begin(session)

    async def abandon(self) -> None:
        """Stop in the middle of whatever is being done."""
        while self._sending is not None and not self._sending.done():
            self._sending.cancel()  # again, since Python 3.11 loses one that meets the end of what is waited for
            await asyncio.wait({self._sending}, timeout=0.1)
        self._sending = None

    async def know_people(self) -> None:
        """Read who is there, as the hourly sweep does."""
        assert self._client is not None  # noqa: S101  set by begin
        await refresh_people(workspace=SlackWorkspace(self._client), current=self.made.deps.current)

    async def sweep(self) -> None:
        """Look once for all that is due: batches, reminders, words to erase, ways back that are over."""
        now = self.place.clock.now()
        await self.made.releases.due(now)
        await remind_due(store=self.made.deps.store, current=self.made.deps.current, now=now)
        await erase_old(store=self.made.deps.store, keys=self.made.deps.identity.keys, now=now)
        await self.made.ways_back.tidy(now)
        self.metrics[-1].gauges(await self.store.counts())
        self.made.sender.wake()

    async def settled(self) -> None:
        """Return once everything that is to be sent is sent. TimeoutError."""
        async with asyncio.timeout(SECONDS_TO_SEND):
            while lanes := await self.store.lanes():
                wait = (min(lanes.values()) - self.place.clock.now()).total_seconds()
                if 0 < wait < SECONDS_TO_SEND:
                    await self.pass_time(wait)
                self.made.sender.wake()
                await asyncio.sleep(0.02)

    async def later(self, seconds: float = 1.0) -> None:
        """Let time pass, do what is due then, and send it."""
        await self.pass_time(seconds)
        await self.sweep()
        await self.settled()

    async def front(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand a request to whatever runs now."""
        assert self._guard is not None  # noqa: S101  set by begin
        await self._guard(scope, receive, send)


@contextlib.asynccontextmanager
async def running(works: Works) -> AsyncIterator[aiohttp.ClientSession]:
    """Serve it on loopback until the block ends; yields the session that it calls the place with."""
    asyncio.get_running_loop().set_exception_handler(report_loop_errors)

    async def ready() -> str | None:
        return None

    listening = bind("127.0.0.1", 0)
    server = WebServer(make_web(reason=ready, metrics=Metrics(), slack=works.front), listening, finish_within=1.0)
    serving = asyncio.create_task(server.serve())
    works.url = f"http://127.0.0.1:{server.port}/slack/events"
    works.place.set_http_endpoint(works.url)
    try:
        async with make_session() as session:
            try:
                await works.begin(session)
                yield session
            finally:
                await works.abandon()
    finally:
        works.place.set_http_endpoint(None)
        await server.stop()
        await serving
