"""The sender: takes rows from the outbox, lane by lane, a bounded number at a time, until it is told to stop."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import structlog

from bot.core.backoff import backoff
from bot.current import Current
from bot.errors import SlackTokenRefused, StoreFailure
from bot.ports import Clock, Meter, Poster, Store
from bot.sending.delivery import Became, Delivery
from bot.sending.lanes import Lanes
from bot.sending.pace import Pace
from bot.sending.surroundings import Surroundings

log = structlog.get_logger()

AT_ONCE = 50
"""Lanes with a row in hand at one time."""

LEASE = timedelta(seconds=60)
"""How long a row is claimed for: longer than it waits for its turn and than a call takes."""

LOOK_EVERY = 1.0
LOOK_AT_MOST_EVERY = 0.05
"""Seconds between two looks into the outbox, without and with somebody waking us."""

PROBE_EVERY = 30.0
"""Seconds between two attempts while the token is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the way out is: `refused_since` is None while the token is accepted, `last_success` None before any call."""

    refused_since: datetime | None
    last_success: datetime | None

    @property
    def ok(self) -> bool:
        """True unless the token is refused."""
        return self.refused_since is None


class Sender:
    """Sends what is in the outbox. `rate` multiplies the pace, for load tests and benchmarks."""

    def __init__(
        self,
        *,
        store: Store,
        poster: Poster,
        current: Current,
        clock: Clock,
        rate: float = 1.0,
        random: Random,
        meter: Meter,
    ) -> None:
        self._store = store
        self._clock = clock
        self._random = random
        self._meter = meter
        around = Surroundings(store=store, current=current, clock=clock, random=random, meter=meter)
        self._delivery = Delivery(
            around, poster=poster, pace=Pace(rate=rate), halted=self._is_halted, accepted=self._accepted
        )
        self._lanes = Lanes()
        self._turns: dict[asyncio.Task[Became | None], str] = {}
        self._woken = asyncio.Event()
        self._stopping = False
        self._looked_at = self._look_at = self._held_until = 0.0
        self._store_failures = 0
        self._refused_since: datetime | None = None
        self._last_success: datetime | None = None
        self._probe: asyncio.Task[Became | None] | None = None
        self._probe_at = 0.0

    @property
    def health(self) -> Health:
        """How the way out is now."""
        return Health(refused_since=self._refused_since, last_success=self._last_success)

    async def run(self) -> None:
        """Send until stopped; when cancelled, leave rows in hand to be sent again after their claim."""
        try:
            while not self._stopping:
                self._woken.clear()
                await self._sleep(await self._look())
            if self._turns:
                await asyncio.wait(self._turns)
        finally:
            await self._abandon()

    def wake(self) -> None:
        """Look into the outbox now; called after a commit that wrote a row."""
        self._look_at = min(self._look_at, self._looked_at + LOOK_AT_MOST_EVERY)
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is being sent is noted."""
        self._stopping = True
        self._woken.set()
        self._let_go()

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 - a limit for the whole, after which we let go
        """Stop, and wait at most `timeout` seconds for what is being sent to be noted."""
        self.stop()
        if self._turns:
            await asyncio.wait(self._turns, timeout=timeout)
        await self._abandon()

    async def _look(self) -> float:
        """Start what can be started; return for how many seconds there is nothing to do."""
        now = self._time()
        try:
            if now >= self._look_at:
                await self._read()
        except StoreFailure as failure:
            self._store_failed(failure)
        self._start_turns()
        return max(0.0, self._look_at - self._time())

    async def _read(self) -> None:
        self._looked_at = self._time()
        self._look_at = self._looked_at + LOOK_EVERY
        now = self._clock()
        soonest = self._lanes.seen(await self._store.lanes(), now=now)
        if soonest is not None:
            wait = max(LOOK_AT_MOST_EVERY, (soonest - now).total_seconds())
            self._look_at = min(self._look_at, self._looked_at + wait)

    def _start_turns(self) -> None:
        while self._lanes and not self._stopping and len(self._turns) < self._most_turns():
            lane = self._lanes.take()
            task = asyncio.create_task(self._turn(lane))
            self._turns[task] = lane
            task.add_done_callback(self._turn_is_over)
            if self._refused_since is not None:
                self._probe, self._probe_at = task, self._time() + PROBE_EVERY

    def _most_turns(self) -> int:
        now = self._time()
        if now < self._held_until:
            return 0
        if self._refused_since is None:
            return AT_ONCE
        return 1 if now >= self._probe_at else 0

    def _turn_is_over(self, task: asyncio.Task[Became | None]) -> None:
        lane = self._turns.pop(task)
        became: Became | None = Became.LATER
        if not task.cancelled():
            error = task.exception()
            if error is None:
                became = task.result()
            else:
                log.error("turn_failed", code=type(error).__name__)
        if task is self._probe and became is not Became.LATER:
            self._probe_at = 0.0  # it had nothing to send, so the next lane probes
        self._lanes.done(lane, more=became is Became.DONE)
        self._woken.set()

    async def _turn(self, lane: str) -> Became | None:
        """Send the first row of a lane; None where it has none that is due and free."""
        now = self._clock()
        until = now + LEASE
        try:
            row = await self._store.claim(lane, now=now, until=until)
            if row is None:
                return None
            self._store_failures = 0
            try:
                return await self._delivery.deliver(row, until=until)
            except SlackTokenRefused as refused:
                self._token_refused(refused)
                await self._store.retry(row, at=self._clock() + timedelta(seconds=PROBE_EVERY))
                return Became.LATER
            except StoreFailure:
                raise
            except Exception as error:  # noqa: BLE001 - an error of ours in one row must not stop the others
                log.error("row_failed", kind=row.kind.value, item=row.item, code=type(error).__name__)
                return await self._delivery.failed(row, type(error).__name__)
        except StoreFailure as failure:
            self._store_failed(failure)
            return Became.LATER

    def _token_refused(self, refused: SlackTokenRefused) -> None:
        if self._refused_since is not None:
            return
        self._refused_since = self._clock()
        self._probe_at = self._time() + PROBE_EVERY
        self._meter.count("token_refused", code=refused.code)
        log.error("token_refused", code=refused.code)
        self._let_go()

    def _accepted(self) -> None:
        self._last_success = self._clock()
        if self._refused_since is not None:
            self._refused_since = None
            log.info("token_accepted_again")

    def _store_failed(self, failure: StoreFailure) -> None:
        wait = backoff(min(self._store_failures, 4), jitter=self._random.random()).total_seconds()
        self._look_at = self._held_until = self._time() + wait
        self._store_failures += 1
        if self._store_failures.bit_count() == 1:  # the first, and then ever more rarely
            log.error("store_failed", code=type(failure).__name__, attempts=self._store_failures)

    def _is_halted(self) -> bool:
        refused = self._refused_since is not None and asyncio.current_task() is not self._probe
        return self._stopping or refused

    def _let_go(self) -> None:
        """Cancel the turns that have sent nothing; their claims run out."""
        for task in list(self._delivery.pacing):
            if task is not asyncio.current_task():
                task.cancel()

    async def _abandon(self) -> None:
        turns = list(self._turns)
        for task in turns:
            task.cancel()
        await asyncio.gather(*turns, return_exceptions=True)

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=seconds)
        except TimeoutError:
            return

    def _time(self) -> float:
        return asyncio.get_running_loop().time()
