"""A store in memory with what the sender asks of it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.item import Answer, Item, Question, acknowledged
from bot.ports import Acknowledgement, Detour, Kind, Message, Outgoing, Proposal
from tests.sending.organisation import PAYMENTS, START


class FakeStore:
    """What the sender asks of a store, as the real one does it; anything else raises. `broken` fails the next calls."""

    def __init__(self) -> None:
        self.by_lane: dict[str, list[Outgoing]] = {}
        self.claims: dict[int, datetime] = {}
        self.items: dict[str, Item] = {}
        self.asked: list[Question] = []
        self.answered: list[Answer] = []
        self.proposed: Proposal | None = None
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

    async def answers(self, item_id: str) -> tuple[Answer, ...]:
        await self._do("answers")
        return tuple(answer for answer in self.answered if answer.item == item_id)

    async def proposal(self) -> Proposal | None:
        await self._do("proposal")
        return self.proposed

    async def cards(self, item_id: str) -> tuple[Message, ...]:
        await self._do("cards")
        found = [each for each in self.messages.values() if each.item == item_id and each.kind is Kind.CARD]
        return tuple(sorted(found, key=lambda each: each.ts))

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
