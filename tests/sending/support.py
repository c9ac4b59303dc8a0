"""A store in memory, a Slack that answers as told, and both wired to a Sender on a clock that follows the loop."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, cast

from bot.core.item import Item, Question, State, acknowledged
from bot.core.organisation import Channel, Organisation, Team
from bot.current import Current
from bot.errors import SlackFailure, StoreFailure
from bot.ports import Acknowledgement, Blocks, Detour, Kind, Message, Outgoing, Posted, Poster, Store
from bot.sending.sender import Sender

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = "The export takes ten minutes <!channel> & nobody says why"

PAYMENTS = Team(key="payments", name="Payments", channel=Channel(id="CPAY", name="payments"), leaders=("ULEAD", "UTWO"))
SEARCH = Team(key="search", name="Search", channel=Channel(id="CSEA", name="search"), leaders=("UFIND",))
TRIAGE = Team(key="fallback", name="Triage", channel=Channel(id="CTRI", name="feedback-triage"), leaders=("UTRI",))
ELSEWHERE = tuple(
    replace(PAYMENTS, key=f"payments-in-{channel}", channel=Channel(id=channel, name=channel.lower()))
    for channel in ("CSEA", "CTRI", *(f"C{number}" for number in range(300)))
)
"""More teams of the same name, for tests that need many channels."""

ORGANISATION = Organisation(
    teams=(PAYMENTS, SEARCH, *ELSEWHERE), fallback=TRIAGE, admins=("UADMIN", "USECOND"), version=1
)


def clock() -> datetime:
    return START + timedelta(seconds=asyncio.get_running_loop().time())


def an_item(number: int = 1, **changes: Any) -> Item:
    item = Item(
        id=f"K7QX-{number}",
        team="payments",
        words=WORDS,
        why="It mentions “export”.",
        waiting_since=START - timedelta(hours=4),
    )
    return replace(item, **changes)


class FakeStore:
    """What the sender asks of a store, as the real one does it; anything else raises. `broken` fails the next calls."""

    def __init__(self) -> None:
        self.by_lane: dict[str, list[Outgoing]] = {}
        self.claims: dict[int, datetime] = {}
        self.items: dict[str, Item] = {}
        self.asked: list[Question] = []
        self.messages: dict[tuple[str, str], Message] = {}
        self.nudges: dict[str, datetime] = {}
        self.alerts: list[tuple[tuple[str, ...], str]] = []
        self.dropped: list[Outgoing] = []
        self.diverted: list[tuple[Outgoing, Detour, str, str]] = []
        self.calls: Counter[str] = Counter()
        self.broken: dict[str, list[Exception]] = {}
        self._seq = 0

    def put(self, kind: Kind, channel: str, item: str | None = "K7QX-1", **fields: Any) -> Outgoing:
        self._seq += 1
        row = Outgoing(seq=self._seq, kind=kind, channel=channel, item=item, **{"due_at": START, **fields})
        self.by_lane.setdefault(channel, []).append(row)
        return row

    @property
    def rows(self) -> list[Outgoing]:
        return sorted((row for lane in self.by_lane.values() for row in lane), key=lambda row: row.seq)

    def add(self, item: Item, *, channel: str = "CPAY") -> Item:
        if item.team == PAYMENTS.key and channel != PAYMENTS.channel.id:
            item = replace(item, team=f"payments-in-{channel}")
        self.items[item.id] = item
        self.put(Kind.CARD, channel, item.id)
        return item

    def add_delivered(self, item: Item, *, channel: str = "CPAY", ts: str = "1.0") -> Message:
        self.items[item.id] = item
        message = Message(channel=channel, ts=ts, item=item.id, kind=Kind.CARD, version=item.version)
        self.messages[channel, ts] = message
        return message

    async def lanes(self) -> Mapping[str, datetime]:
        await self._do("lanes")
        return {lane: self.claims.get(rows[0].seq, rows[0].due_at) for lane, rows in self.by_lane.items()}

    async def claim(self, lane: str, *, now: datetime, until: datetime) -> Outgoing | None:
        await self._do("claim")
        row = next(iter(self.by_lane.get(lane, [])), None)
        if row is None or row.due_at > now or self.claims.get(row.seq, now) > now:
            return None
        self.claims[row.seq] = until
        return row

    async def item(self, item_id: str) -> Item | None:
        await self._do("item")
        return self.items.get(item_id)

    async def questions(self, item_id: str) -> tuple[Question, ...]:
        await self._do("questions")
        return tuple(question for question in self.asked if question.item == item_id)

    async def card(self, item_id: str) -> Message | None:
        await self._do("card")
        found = [each for each in self.messages.values() if each.item == item_id and each.kind is Kind.CARD]
        return min(found, key=lambda each: each.ts, default=None)

    async def message(self, channel: str, ts: str) -> Message | None:
        await self._do("message")
        return self.messages.get((channel, ts))

    async def sent(
        self, outgoing: Outgoing, *, now: datetime, message: Message | None = None, nudge_at: datetime | None = None
    ) -> None:
        await self._do("sent")
        self._remove(outgoing)
        if message is not None:
            self.messages[message.channel, message.ts] = message
            if self.items[message.item].version > message.version:
                self.put(Kind.UPDATE, message.channel, message.item, ref=message.ts, due_at=now)
        if nudge_at is not None and outgoing.item:
            self.nudges[outgoing.item] = nudge_at

    async def retry(self, outgoing: Outgoing, *, at: datetime) -> None:
        await self._do("retry")
        self._replace(outgoing, replace(outgoing, attempts=outgoing.attempts + 1, due_at=at))

    async def divert(self, outgoing: Outgoing, *, detour: Detour, channel: str, reason: str, now: datetime) -> None:
        await self._do("divert")
        self.diverted.append((outgoing, detour, channel, reason))
        changed = replace(outgoing, attempts=0, detour=detour, channel=channel, reason=reason, due_at=now)
        if channel == outgoing.channel:
            self._replace(outgoing, changed)
            return
        self._remove(outgoing)
        self._seq += 1
        self.by_lane.setdefault(channel, []).append(replace(changed, seq=self._seq))

    async def drop(self, outgoing: Outgoing, *, again_at: datetime | None = None) -> None:
        await self._do("drop")
        self.dropped.append(outgoing)
        self._remove(outgoing)
        if again_at is not None and outgoing.item:
            self.nudges[outgoing.item] = again_at

    async def alert(self, *, people: Sequence[str], words: str, now: datetime) -> None:
        await self._do("alert")
        self.alerts.append((tuple(people), words))
        for person in people:
            self.put(Kind.ALERT, person, None, ref=words, due_at=now)

    async def acknowledge(self, item_id: str, *, by: str, now: datetime) -> Acknowledgement:
        item = self.items[item_id] = acknowledged(self.items[item_id], by=by, now=now)
        reminders = (Kind.THREAD_REMINDER, Kind.LEADER_REMINDER)
        for row in self.rows:
            if row.item == item_id and row.kind in reminders:
                self._remove(row)
        for message in list(self.messages.values()):
            if message.item == item_id:
                self.put(Kind.UPDATE, message.channel, item_id, ref=message.ts, due_at=now)
        return Acknowledgement(item=item, won=True)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"nobody should ask the store for {name}")

    def _remove(self, outgoing: Outgoing) -> None:
        left = [row for row in self.by_lane.pop(outgoing.channel, []) if row.seq != outgoing.seq]
        if left:
            self.by_lane[outgoing.channel] = left
        self.claims.pop(outgoing.seq, None)

    def _replace(self, outgoing: Outgoing, changed: Outgoing) -> None:
        rows = self.by_lane[outgoing.channel]
        self.by_lane[outgoing.channel] = [changed if row.seq == changed.seq else row for row in rows]
        self.claims.pop(outgoing.seq, None)

    async def _do(self, name: str) -> None:
        self.calls[name] += 1
        await asyncio.sleep(0)
        if self.broken.get(name):
            raise self.broken[name].pop(0)


@dataclass(frozen=True, kw_only=True)
class Call:
    """What Slack was asked: `method` is post or update, `at` in seconds of the loop."""

    method: str
    channel: str
    text: str
    blocks: Blocks
    at: float
    thread_ts: str | None = None
    ts: str | None = None

    @property
    def buttons(self) -> list[str]:
        return [each["action_id"] for block in self.blocks if block["type"] == "actions" for each in block["elements"]]

    @property
    def shown(self) -> str:
        return str(self.blocks) if self.blocks else self.text


Answer = Callable[[Call], Awaitable[None] | SlackFailure | None]


@dataclass
class FakePoster:
    """Takes everything, unless `answer` returns a failure for a call (kept in `refused`) or takes its time."""

    answer: Answer = lambda call: None
    sent: list[Call] = field(default_factory=list)
    refused: list[Call] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    async def post(self, *, channel: str, text: str, blocks: Blocks | None, thread_ts: str | None = None) -> Posted:
        call = await self._take("post", channel=channel, text=text, blocks=blocks or [], thread_ts=thread_ts)
        where = f"D{channel[1:]}" if channel[0] == "U" else channel
        return Posted(channel=where, ts=f"{len(self.sent)}.{call.at:09.3f}")

    async def update(self, *, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        await self._take("update", channel=channel, text=text, blocks=blocks, ts=ts)

    async def _take(self, method: str, **fields: Any) -> Call:
        call = Call(method=method, at=asyncio.get_running_loop().time(), **fields)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            answer = self.answer(call)
            failure = None
            if isinstance(answer, SlackFailure):
                failure = answer
            elif answer is not None:
                await answer
        finally:
            self.in_flight -= 1
        if failure is not None:
            self.refused.append(call)
            raise failure
        self.sent.append(call)
        return call


class FakeMeter:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def count(self, event: str, **labels: str) -> None:
        self.counts[event] += 1


class Bench:
    """A sender with everything around it."""

    def __init__(self, organisation: Organisation = ORGANISATION, *, rate: float = 1.0) -> None:
        self.store = FakeStore()
        self.slack = FakePoster()
        self.meter = FakeMeter()
        self.current = Current(organisation)
        self.sender = self.another_sender(rate=rate)

    def another_sender(self, *, rate: float = 1.0) -> Sender:
        return Sender(
            store=cast(Store, self.store),
            poster=cast(Poster, self.slack),
            current=self.current,
            clock=clock,
            rate=rate,
            random=Random(7),
            meter=self.meter,
        )

    @asynccontextmanager
    async def running(self, sender: Sender | None = None) -> Any:
        sender = sender or self.sender
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            sender.stop()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def run_for(self, seconds: float) -> None:
        async with self.running():
            await asyncio.sleep(seconds)

    async def until_empty(self, *, at_most: float = 3600) -> None:
        """Run until nothing is left in the outbox."""
        async with self.running():
            await self.empty(at_most=at_most)

    async def empty(self, *, at_most: float = 3600) -> None:
        async with asyncio.timeout(at_most):
            while self.store.by_lane:
                await asyncio.sleep(0.01)

    def texts(self, channel: str) -> list[str]:
        return [call.text for call in self.slack.sent if call.channel == channel]


def refusing(code_or_failure: SlackFailure, *, channels: Sequence[str], times: int = 10**6) -> Answer:
    """Refuse posts and updates in some channels, so many times."""
    left = [times]

    def answer(call: Call) -> SlackFailure | None:
        if call.channel in channels and left[0] > 0:
            left[0] -= 1
            return code_or_failure
        return None

    return answer


__all__ = ["Bench", "Call", "FakePoster", "FakeStore", "State", "StoreFailure", "an_item", "clock", "refusing"]
