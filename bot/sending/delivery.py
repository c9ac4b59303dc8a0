"""One row of the outbox, from its claim to what became of it: sent, dropped, diverted, or kept for later."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog

from bot.core.backoff import backoff
from bot.core.ladder import first_nudge
from bot.errors import SlackRefused, SlackTokenRefused, SlackUnavailable
from bot.ports import Detour, Kind, Outgoing, Posted, Poster
from bot.sending import refusals
from bot.sending.detours import with_its_channel
from bot.sending.pace import Method, Pace
from bot.sending.plan import NotYet, Plan, Planned, Unwanted, may_answer_it
from bot.sending.planner import Planner
from bot.sending.rendering import REMINDERS
from bot.sending.setbacks import Setbacks
from bot.sending.surroundings import Surroundings

log = structlog.get_logger()

MARGIN = timedelta(seconds=15)
"""A row is sent only while its claim lasts this much longer: a call takes 10 s at most, and nobody else may take it."""

LONGEST_WAIT_TO_NOTE = 30.0
"""Seconds between two attempts to note what was sent."""


class Became(Enum):
    """What became of a row, as far as its lane is concerned."""

    DONE = auto()  # the lane may have more
    LATER = auto()  # the row is still first in its lane, for another time


class Delivery:
    """Delivers rows.

    `pacing` holds the tasks that wait their turn and have sent nothing: these may be cancelled at any time. Where
    `halted` returns True nothing is sent any more; `accepted` is called whenever Slack accepted the token.
    """

    def __init__(
        self,
        around: Surroundings,
        *,
        poster: Poster,
        pace: Pace,
        halted: Callable[[], bool],
        accepted: Callable[[], None],
    ) -> None:
        self._around = around
        self._poster = poster
        self._pace = pace
        self._halted = halted
        self._accepted = accepted
        self._planner = Planner(store=around.store, current=around.current, clock=around.clock)
        self._setbacks = Setbacks(around, pace=pace)
        self._booked: set[int] = set()
        self.pacing: set[asyncio.Task[object]] = set()

    async def deliver(self, row: Outgoing, *, until: datetime) -> Became:
        """Do what a claimed row asks for; its claim lasts `until`.

        Raises SlackTokenRefused with the row as it was, and StoreFailure, then with nothing sent or nothing known of
        it: the claim runs out and the row is tried again.
        """
        if await self._setbacks.began_again(row):
            return Became.DONE
        planned = await self._plan(row)
        if isinstance(planned, Plan) and planned.method is Method.UPDATE and await self._comes_back(row):
            return Became.LATER
        if isinstance(planned, Plan) and await self._waited(planned):
            planned = await self._plan(row)  # somebody may have acknowledged meanwhile
        if not isinstance(planned, Plan):
            return await self._without(row, planned)
        if self._halted() or self._around.clock() > until - MARGIN:
            return Became.LATER
        return await self._attempt(row, planned)

    async def failed(self, row: Outgoing, name: str) -> Became:
        """Treat a row that an error of ours kept from being sent as one that Slack refused for a reason unknown."""
        return await self._refused(row, f"bug_{name.lower()}", place=with_its_channel(row).channel)

    async def _plan(self, row: Outgoing) -> Planned:
        planned = await self._planner.plan(with_its_channel(row))
        if not isinstance(planned, Plan) or planned.item is None:
            return planned
        organisation = self._around.current.organisation
        team = organisation.owner(planned.item.team)
        if may_answer_it(row, planned, organisation=organisation):
            return planned
        return planned.for_reading(team=team if organisation.leaders(team) else organisation.fallback)

    async def _attempt(self, row: Outgoing, plan: Plan) -> Became:
        nudge_at = self._first_nudge(row, plan)
        try:
            posted = await self._send(row, plan)
        except SlackUnavailable as failure:
            await self._setbacks.unavailable(row, failure, method=plan.method, channel=plan.channel)
            return Became.LATER
        except SlackRefused as refused:
            if refusals.about(refused.code) is refusals.About.TOKEN:
                raise SlackTokenRefused(refused.code) from None
            if refused.code != refusals.OVER_LIMITS:
                self._accepted()
            return await self._refused(row, refused.code, place=plan.channel)
        self._accepted()
        if row.kind in (Kind.CARD, *REMINDERS) and row.detour is Detour.PLAIN_TEXT:
            # While the row is still there: should the process end here, it is told again rather than never.
            await self._setbacks.went_plain(row, place=plan.channel)
        await self._note(row, plan, posted, nudge_at)
        return Became.DONE

    async def _send(self, row: Outgoing, plan: Plan) -> Posted | None:
        """Send it; where no further rendering is left to fall back on, send it plainly at once if it must be."""
        try:
            return await self._call(plan)
        except SlackRefused as refused:
            last_resort = row.detour >= Detour.FALLBACK_CHANNEL and plan.rendered.blocks
            if not last_resort or refusals.about(refused.code) is not refusals.About.PAYLOAD:
                raise
        await self._pace.wait(plan.method, plan.channel)
        return await self._call(plan.plainly())

    async def _call(self, plan: Plan) -> Posted | None:
        problems = plan.problems()
        if problems:
            log.error("payload_over_limits", method=plan.method.value, count=len(problems))
            raise SlackRefused(refusals.OVER_LIMITS)
        text, blocks = plan.rendered.text, plan.rendered.blocks
        if plan.shown is not None:
            await self._poster.update(channel=plan.channel, ts=plan.shown.ts, text=text, blocks=blocks)
            return None
        return await self._poster.post(channel=plan.channel, text=text, blocks=blocks or None, thread_ts=plan.thread_ts)

    async def _note(self, row: Outgoing, plan: Plan, posted: Posted | None, nudge_at: datetime | None) -> None:
        """Note what Slack took, for as long as it takes: to forget it would be to send it twice."""
        now, message = self._around.clock(), plan.message(row, posted)
        attempts = 0
        while True:
            try:
                await self._around.store.sent(row, now=now, message=message, nudge_at=nudge_at)
                break
            except Exception as error:  # noqa: BLE001 - whatever it is, posting again would be worse than waiting
                wait = backoff(attempts, jitter=self._around.random.random()).total_seconds()
                attempts += 1
                log.error("sent_but_not_noted", kind=row.kind.value, code=type(error).__name__, attempts=attempts)
                await asyncio.sleep(min(wait, LONGEST_WAIT_TO_NOTE))
        self._booked.discard(row.seq)
        self._setbacks.reached(row)
        self._setbacks.forget(row)
        if plan.item is None or plan.item.left_out is None:  # whom it leaves out may see the counters
            self._around.meter.count("messages_sent", kind=row.kind.value)
        log.info("message_sent", kind=row.kind.value, item=row.item, step=row.step, attempts=row.attempts)

    def _first_nudge(self, row: Outgoing, plan: Plan) -> datetime | None:
        """Computed before it is sent, so that an error in a team's policy cannot come between sending and noting."""
        if row.kind is not Kind.CARD or plan.item is None:
            return None
        team = self._around.current.organisation.owner(plan.item.team)
        return first_nudge(team.policy, delivered_at=self._around.clock())

    async def _without(self, row: Outgoing, planned: Planned) -> Became:
        if isinstance(planned, NotYet):
            await self._setbacks.not_yet(row)
            return Became.LATER
        why = planned.why if isinstance(planned, Unwanted) else ""
        again_at = planned.again_at if isinstance(planned, Unwanted) else None
        await self._around.store.drop(row, again_at=again_at)
        self._booked.discard(row.seq)
        self._setbacks.forget(row)
        self._around.meter.count("messages_not_needed", kind=row.kind.value, code=why)
        log.info("message_not_needed", kind=row.kind.value, item=row.item, step=row.step, code=why)
        return Became.DONE

    async def _refused(self, row: Outgoing, code: str, *, place: str) -> Became:
        if not await self._setbacks.refused(row, code, place=place):
            return Became.LATER
        self._booked.discard(row.seq)
        return Became.DONE

    async def _waited(self, plan: Plan) -> bool:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - true in every coroutine that runs
        self.pacing.add(task)
        try:
            return await self._pace.wait(plan.method, plan.channel)
        finally:
            self.pacing.discard(task)

    async def _comes_back(self, row: Outgoing) -> bool:
        """Give a row a time of its own where too many updates wait already; once that has come it waits with them."""
        if row.seq in self._booked:
            return False
        wait = self._pace.book_update()
        if wait == 0:
            return False
        await self._around.store.retry(row, at=self._around.clock() + timedelta(seconds=wait))
        self._booked.add(row.seq)
        return True
