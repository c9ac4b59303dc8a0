"""The composition root: the one place that knows every part, and puts them together from the settings."""

import asyncio
import contextlib
import gc
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import SystemRandom

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.assembly import assemble
from bot.core.organisation import Organisation
from bot.current import Current
from bot.errors import Misconfigured, SlackFailure, StoreFailure
from bot.ports import Clock, KeyStore, Store
from bot.process import drain
from bot.process.logs import report_loop_errors
from bot.process.metrics import Metrics
from bot.process.only_one import only_one
from bot.process.preflight import check_channels, check_slack, check_store, problems
from bot.process.readiness import Readiness
from bot.process.schedule import Schedule
from bot.process.settings import Settings
from bot.process.socket_mode import SocketMode
from bot.process.supervisor import Supervisor
from bot.process.sweeps import Sweeps, make_schedule
from bot.process.teams_file import apply_file
from bot.process.web import WebServer, bind, make_web
from bot.sending.sender import Sender
from bot.slackapi.client import make_client, make_session
from bot.slackapi.workspace import SlackWorkspace
from bot.usecases.keep_short import SteadyClock
from bot.words import checks as words
from bot.words import process as process_words
from handlers.http_guard import HttpGuard
from storage.keys.open import open_keys
from storage.open import database_path, open_store

log = structlog.get_logger()


def utc_now() -> datetime:
    """The clock of a real process."""
    return datetime.now(UTC)


def _seconds_of(clock: Clock) -> Callable[[], float]:
    """Return what counts the seconds beside `clock`. One of a trial or a test is skipped on purpose, and agrees."""
    return time.monotonic if clock is utc_now else lambda: clock().timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What every command that touches Slack stands on."""

    store: Store
    client: AsyncWebClient
    workspace: SlackWorkspace


@contextlib.asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Parts]:
    """Open the database, migrated, and a way to Slack. Raises Misconfigured where the database cannot be opened."""
    store = await store_or_problem(settings.database_url)
    try:
        async with make_session() as session:
            client = make_client(settings.bot_token.get_secret_value(), settings.slack_api_url, session)
            yield Parts(store=store, client=client, workspace=SlackWorkspace(client))
    finally:
        await drain.finish("store", store.close(), within=drain.STORE_SECONDS)


@contextlib.asynccontextmanager
async def key_store(database_url: str) -> AsyncIterator[KeyStore]:
    """Open the key store that belongs to a database. Raises Misconfigured where it cannot be opened."""
    with _problem_of_the_database():
        keys = await open_keys(database_url)
    try:
        yield keys
    finally:
        await drain.finish("keys", keys.close(), within=drain.STORE_SECONDS)


@contextlib.contextmanager
def _problem_of_the_database() -> Iterator[None]:
    """Turn a failure of the store into Misconfigured, with the store's own advice."""
    try:
        yield
    except StoreFailure as error:
        raise Misconfigured([words.store_broken(str(error))]) from error


async def store_or_problem(url: str) -> Store:
    """Open the database; raise Misconfigured, with the store's own advice, where that fails."""
    with _problem_of_the_database():
        return await open_store(url)


async def run(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    rate: float = 1.0,
    ready: Callable[[int], None] | None = None,
    draining: Callable[[], None] | None = None,
) -> int:
    """Run the bot until SIGTERM or SIGINT, drain, and return 0; 1 after a crash of anything in the background.

    `ready` is called with the web server's port once feedback can come in, `draining` when the end begins. `rate`
    multiplies the pace of sending: 1 is Slack's own, and anything else is for a Slack without its limits. Raises
    Misconfigured, with one line a problem, where the bot cannot start.
    """
    asyncio.get_running_loop().set_exception_handler(report_loop_errors)
    supervisor = Supervisor()
    with supervisor.signals():
        async with contextlib.AsyncExitStack() as held:
            starting = _start(settings, clock=clock, rate=rate, supervisor=supervisor, held=held)
            running = await supervisor.unless_stopped(starting)
            if running is not None:
                log.info("started")
                # What was loaded to start stays until the end: a collection need not look through it again each time.
                gc.collect()
                gc.freeze()
                if ready is not None:
                    ready(running.web.port)
                await supervisor.wait()
            if draining is not None:
                draining()
    return supervisor.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    supervisor: Supervisor
    readiness: Readiness
    web: WebServer
    socket: SocketMode | None
    sender: Sender
    schedule: Schedule

    async def end(self) -> None:
        """Take in nothing more, finish what was taken and what is being sent, and stop."""
        began = time.monotonic()
        self.readiness.phase = process_words.DRAINING
        self.supervisor.stop()
        log.info("draining")
        if self.socket is not None:
            await drain.finish("socket", self.socket.stop(within=drain.INTAKE_SECONDS), within=drain.INTAKE_SECONDS + 1)
        else:
            await drain.finish("web", self.web.stop(), within=drain.INTAKE_SECONDS + 1)
        await self.schedule.stop()
        await drain.finish("sender", self.sender.drain(drain.SENDER_SECONDS), within=drain.SENDER_SECONDS + 0.2)
        if self.socket is not None:
            await drain.finish("web", self.web.stop(), within=drain.CLOSING_SECONDS)
        await self.supervisor.cancel()
        log.info("stopped", seconds=time.monotonic() - began)


async def _start(
    settings: Settings, *, clock: Clock, rate: float, supervisor: Supervisor, held: contextlib.AsyncExitStack
) -> _Running:
    listening = held.enter_context(contextlib.closing(bind(settings.host, settings.port)))
    with _problem_of_the_database():
        path = database_path(settings.database_url)
    await held.enter_async_context(only_one(path))
    parts = await held.enter_async_context(connected(settings))
    keys = await held.enter_async_context(key_store(settings.database_url))
    current = Current(await _checked(settings, parts, clock=clock))
    await parts.store.release_claims()  # only_one: whoever held them is gone

    metrics = Metrics()
    signing_secret = settings.signing_secret.get_secret_value()
    made = assemble(
        store=parts.store,
        keys=keys,
        client=parts.client,
        current=current,
        clock=clock,
        meter=metrics,
        secret_key=settings.key(),
        signing_secret=signing_secret or None,
        rate=rate,
    )
    socket = None
    if settings.socket_mode:
        socket = SocketMode(
            app=made.app,
            app_token=settings.app_token.get_secret_value(),
            web_client=parts.client,
            random=SystemRandom(),
            meter=metrics,
        )
    readiness = Readiness(store=parts.store, slack=lambda: _slack_problem(socket, made.sender))
    # signatures are as old as they are by the time of day, whatever `clock` a trial or a test has skipped to
    slack = None if socket is not None else HttpGuard(made.app, signing_secret=signing_secret, clock=utc_now)
    running = _Running(
        supervisor=supervisor,
        readiness=readiness,
        web=WebServer(
            make_web(reason=readiness.reason, metrics=metrics, slack=slack),
            listening,
            finish_within=drain.INTAKE_SECONDS,
        ),
        socket=socket,
        sender=made.sender,
        schedule=make_schedule(
            Sweeps(
                store=parts.store,
                keys=keys,
                identity=made.deps.identity,
                workspace=parts.workspace,
                current=current,
                releases=made.releases,
                ways_back=made.ways_back,
                clock=clock,
                steady=SteadyClock(monotonic=_seconds_of(clock)),
                metrics=metrics,
                wake=made.sender.wake,
            ),
            crashed=supervisor.crashed,
        ),
    )
    held.push_async_callback(running.end)
    supervisor.start("web", running.web.serve())
    supervisor.start("sender", made.sender.run())
    running.schedule.start()
    if socket is not None:
        await socket.connect()
        supervisor.start("socket", socket.run())
    readiness.phase = None
    return running


async def _checked(settings: Settings, parts: Parts, *, clock: Clock) -> Organisation:
    """Return the organisation, once everything that a start needs was found right. Misconfigured."""
    _, findings = await check_slack(parts.client, now=utc_now())
    wrong = problems([*findings, await check_store(parts.store)])
    try:
        if settings.teams_file is not None:
            applied = await apply_file(settings.teams_file, workspace=parts.workspace, store=parts.store, now=clock())
            if applied.warnings:
                log.warning("teams_file_has_warnings", count=len(applied.warnings))
        wrong += problems(await check_channels(parts.store, parts.workspace))
        organisation = await parts.store.organisation()
    except Misconfigured as error:
        raise Misconfigured([*wrong, *error.problems]) from None
    except SlackFailure as error:  # a refused token or a missing scope has been found before
        raise Misconfigured(wrong or [words.slack_unreachable(error.code)]) from None
    except StoreFailure as error:
        raise Misconfigured(wrong or [words.store_broken(str(error))]) from None
    if wrong or organisation is None:
        raise Misconfigured(wrong or [words.NO_TEAMS])
    return organisation


def _slack_problem(socket: SocketMode | None, sender: Sender) -> str | None:
    if not sender.health.ok or (socket is not None and socket.refused):
        return process_words.SLACK_REFUSES
    if socket is not None and not socket.connected:
        return process_words.NOT_CONNECTED
    return None
