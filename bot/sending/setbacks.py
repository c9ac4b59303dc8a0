"""What happens to a row that Slack did not take: tried again, sent another way, or given up and somebody told."""

from collections import Counter
from datetime import timedelta

import structlog

from bot.core.backoff import CAP, backoff
from bot.core.item import Item
from bot.core.organisation import Team
from bot.errors import SlackUnavailable, StoreFailure
from bot.ports import Kind, Outgoing
from bot.sending import refusals
from bot.sending.alerts import Alerts
from bot.sending.detours import BEGAN_AGAIN, Divert, Drop, Later, Step, Stuck, next_step
from bot.sending.pace import Method, Pace
from bot.sending.surroundings import Surroundings
from bot.words import delivery as words

log = structlog.get_logger()

UNKNOWN_TRIES = 3
"""A code that nobody knows counts as permanent after so many."""

DEFAULT_PAUSE = 30.0
"""Seconds of pause after a 429 that does not say how long."""

LATER = timedelta(hours=1)
"""How soon a message is brought up to date once its place is open again, at the latest."""


class Setbacks:
    """Every method may raise StoreFailure, with the row as it was."""

    def __init__(self, around: Surroundings, *, pace: Pace) -> None:
        self._around = around
        self._pace = pace
        self._alerts = Alerts(store=around.store, clock=around.clock, meter=around.meter)
        self._unknown: Counter[int] = Counter()
        self._stuck: dict[int, Stuck] = {}
        # By whom an item leaves out: what is about a leader changes nothing of what that one gets.
        self._unreachable: dict[str | None, frozenset[str]] = {}

    async def unavailable(self, row: Outgoing, failure: SlackUnavailable, *, method: Method, channel: str) -> None:
        """Slack could not be reached, or asks for patience: keep the row and try again."""
        if "limited" in failure.code:
            seconds = DEFAULT_PAUSE if failure.retry_after is None else failure.retry_after
            self._pace.limited(method, channel, seconds)
            self._around.meter.count("rate_limited", method=method.value)
        if failure.ambiguous:
            self._around.meter.count("messages_maybe_sent", kind=row.kind.value, code=failure.code)
        wait = self._backoff(row, retry_after=failure.retry_after)
        await self._around.store.retry(row, at=self._around.clock() + wait)
        self._tell("message_retried", row, failure.code, seconds=wait.total_seconds())

    async def not_yet(self, row: Outgoing) -> None:
        """The message it replies to is still on its way."""
        await self._around.store.retry(row, at=self._around.clock() + self._backoff(row))

    async def refused(self, row: Outgoing, code: str, *, place: str) -> bool:
        """Slack refuses it at `place`: go on to the next step; return False where the row stays in its lane."""
        about = refusals.about(code)
        if about is refusals.About.UNKNOWN:
            self._unknown[row.seq] += 1
            if self._unknown[row.seq] < UNKNOWN_TRIES:
                wait = self._backoff(row)
                await self._around.store.retry(row, at=self._around.clock() + wait)
                self._tell("message_retried", row, code, seconds=wait.total_seconds())
                return False
        item = await self._item(row)
        step = self._next_step(row, about, place=place, item=item)
        if isinstance(step, Later):
            return await self._later(row, code, step)
        if isinstance(step, Stuck):
            return await self._keep(row, code, step)
        if step.instead is not None:
            await self._alert(row, code, place=place, item=item, instead=step.instead)
        await self._take(row, code, step)
        self.forget(row)
        return True

    def reached(self, row: Outgoing) -> None:
        """Note that whom it was for can be reached."""
        for left_out, people in self._unreachable.items():
            self._unreachable[left_out] = people - {row.channel}

    async def went_plain(self, row: Outgoing, *, place: str) -> None:
        """Tell admins that a message stands in its place without its buttons. Never raises: it has been sent."""
        try:
            item = await self._item(row)
            code = row.reason or refusals.INVALID_BLOCKS
            await self._alert(row, code, place=place, item=item, instead=words.NOW_PLAIN)
        except StoreFailure as failure:
            log.error("alert_not_queued", kind=row.kind.value, item=row.item, code=type(failure).__name__)

    async def began_again(self, row: Outgoing) -> bool:
        """Where a row was kept since nobody took it, send it home for another round; return whether it was."""
        step = self._stuck.get(row.seq)
        if step is None:
            return False
        await self._around.store.divert(
            row, detour=step.detour, channel=step.channel, reason=BEGAN_AGAIN, now=self._around.clock()
        )
        self.forget(row)
        return True

    def forget(self, row: Outgoing) -> None:
        """Forget what was counted about a row that is gone."""
        self._unknown.pop(row.seq, None)
        self._stuck.pop(row.seq, None)

    async def _take(self, row: Outgoing, code: str, step: Divert | Drop) -> None:
        if isinstance(step, Divert):
            await self._around.store.divert(
                row, detour=step.detour, channel=step.channel, reason=code, now=self._around.clock()
            )
            self._tell("message_diverted", row, code, step=int(step.detour))
        else:
            await self._around.store.drop(row)
            self._tell("message_dropped", row, code)

    def _next_step(self, row: Outgoing, about: refusals.About, *, place: str, item: Item | None) -> Step:
        # Nothing is awaited between asking and remembering: of two leaders who are gone one is the last.
        left_out = item.left_out if item else None
        gone = self._unreachable.get(left_out, frozenset()) | {row.channel}
        step = next_step(
            row,
            about,
            place=place,
            team=self._team(item),
            organisation=self._around.current.organisation,
            unreachable=gone,
            left_out=left_out,
        )
        if row.kind is Kind.LEADER_REMINDER and not (isinstance(step, Divert) and step.channel == row.channel):
            self._unreachable[left_out] = gone
        return step

    async def _alert(self, row: Outgoing, code: str, *, place: str, item: Item | None, instead: str) -> None:
        await self._alerts.tell(
            row,
            code,
            place=place,
            team=self._team(item),
            organisation=self._around.current.organisation,
            instead=instead,
            left_out=item.left_out if item else None,
        )

    async def _later(self, row: Outgoing, code: str, step: Later) -> bool:
        store, at = self._around.store, self._around.clock() + LATER
        self._tell("message_retried", row, code, seconds=LATER.total_seconds())
        if row.channel == step.lane:
            await store.retry(row, at=at)
            return False
        await store.divert(row, detour=row.detour, channel=step.lane, reason=code, now=at)
        self.forget(row)
        return True

    async def _keep(self, row: Outgoing, code: str, step: Stuck) -> bool:
        await self._around.store.retry(row, at=self._around.clock() + CAP)
        self._stuck[row.seq] = step
        log.error("nobody_takes_it", kind=row.kind.value, item=row.item, code=code)
        return False

    async def _item(self, row: Outgoing) -> Item | None:
        return await self._around.store.item(row.item) if row.item else None

    def _team(self, item: Item | None) -> Team:
        organisation = self._around.current.organisation
        return organisation.owner(item.team) if item else organisation.fallback

    def _backoff(self, row: Outgoing, *, retry_after: float | None = None) -> timedelta:
        return backoff(row.attempts, jitter=self._around.random.random(), retry_after=retry_after)

    def _tell(self, event: str, row: Outgoing, code: str, **fields: float) -> None:
        self._around.meter.count(event.replace("message", "messages"), kind=row.kind.value, code=code)
        log.warning(event, kind=row.kind.value, item=row.item, code=code, attempts=row.attempts, **fields)
