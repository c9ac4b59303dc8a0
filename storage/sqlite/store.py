"""`SqliteStore`: the port `bot.ports.Store`, each method an operation handed to the writer or the reader."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.core.held import Held
from bot.core.item import Answer, Item, Question
from bot.core.organisation import Group, Organisation
from bot.errors import StoreUnavailable
from bot.ports import (
    Acknowledgement,
    Change,
    Detour,
    Message,
    Outgoing,
    Proposal,
    Release,
    Reminder,
    Tagged,
    TakeResult,
)
from storage.operation import Operation
from storage.operations import (
    audit,
    changing,
    delivery,
    ending,
    feedback,
    health,
    holding,
    outbox,
    proposals,
    release,
    reminders,
    retention,
    teams,
    tidying,
    ways_back,
)
from storage.sqlite.connection import Connection, connect
from storage.sqlite.failures import CLOSED, translate
from storage.sqlite.run import reading
from storage.sqlite.scrub import Scrubber
from storage.sqlite.writer import Writer

T = TypeVar("T")


class SqliteStore:
    """Durable truth in one SQLite file: one connection that writes, one that reads what is committed."""

    def __init__(self, *, writer: Writer, reader: Connection, process: str) -> None:
        """`process` is a random token: it tells this process's claims from another's, also after a restart."""
        self._writer = writer
        self._scrubber = Scrubber(writer)
        self._reader = reader
        self._process = process
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *, process: str) -> "SqliteStore":
        """Open a migrated file. StoreUnavailable, StoreUnusable."""
        writing = await connect(path, writes=True)
        try:
            reader = await connect(path, writes=False)
        except BaseException:
            await writing.close()
            raise
        return cls(writer=Writer(writing), reader=reader, process=process)

    async def close(self) -> None:
        """Finish what is being written and close. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._reader.close()
        finally:
            await self._writer.close()

    async def _read(self, operation: Operation[T]) -> T:
        if self._closed:
            raise StoreUnavailable(CLOSED)
        try:
            return await self._reader.run(reading(operation))
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise translate(error) from None  # the second holds the text that was to be looked up

    # feedback

    async def take(self, item: Item, *, channel: str, others: Sequence[str] = ()) -> TakeResult:
        return await self._writer.write(feedback.take(item, places=(channel, *others)))

    async def item(self, item_id: str) -> Item | None:
        return await self._read(changing.find(item_id))

    async def questions(self, item_id: str) -> tuple[Question, ...]:
        return await self._read(feedback.questions_of(item_id))

    async def acknowledge(self, item_id: str, *, by: str, now: datetime) -> Acknowledgement:
        return await self._writer.write(feedback.acknowledge(item_id, by=by, now=now))

    async def ask(self, question: Question) -> Acknowledgement:
        return await self._writer.write(feedback.ask(question))

    async def answers(self, item_id: str) -> tuple[Answer, ...]:
        return await self._read(feedback.answers_of(item_id))

    async def answer(self, answer: Answer) -> None:
        await self._writer.write(feedback.answer(answer))

    async def report(self, item_id: str, *, by: str, places: Sequence[str], now: datetime) -> Acknowledgement:
        return await self._writer.write(ending.report(item_id, by=by, places=places, now=now))

    async def close_item(self, item_id: str, *, because: str, now: datetime) -> Item:
        return await self._writer.write(ending.close(item_id, because=because, now=now))

    # held for a batch

    async def hold(self, held: Held) -> TakeResult:
        return await self._writer.write(self._scrubber.noting_held(holding.hold(held)))

    async def held(self, held_id: str) -> Held | None:
        return await self._read(holding.find_held(held_id))

    async def held_for(self, item_id: str) -> tuple[Held, ...]:
        return await self._read(holding.held_for(item_id))

    async def held_due(self, *, now: datetime) -> tuple[Held, ...]:
        return await self._read(holding.due(now=now))

    async def held_after(self, *, then: datetime) -> tuple[Held, ...]:
        return await self._read(holding.after(then=then))

    async def release(self, decided: Sequence[Release], *, at: datetime) -> int:
        return await self._writer.write(release.release(decided, at=at))

    async def edit_held(self, held_id: str, *, words: str, why: str) -> bool:
        return await self._writer.write(holding.edit(held_id, words=words, why=why))

    async def rebatch(self, held_id: str, *, batch: datetime, until: datetime) -> None:
        await self._writer.write(holding.rebatch(held_id, batch=batch, until=until))

    async def drop_held(self, held_ids: Sequence[str]) -> int:
        return await self._writer.write(holding.drop(held_ids))

    async def scrub(self) -> bool:
        return await self._scrubber.scrub()

    # ways back

    async def tagged(self) -> tuple[Tagged, ...]:
        return await self._read(ways_back.tagged())

    async def item_of_receipt(self, tag: bytes) -> str | None:
        return await self._read(ways_back.item_of_receipt(tag))

    async def forget_ways_back(self, item_ids: Sequence[str]) -> None:
        await self._writer.write(ways_back.forget(item_ids))

    async def ways_back_before(self, then: datetime) -> tuple[str, ...]:
        return await self._read(ways_back.before(then))

    async def signed_items(self, person: str) -> tuple[str, ...]:
        return await self._read(ways_back.signed_items(person))

    # retention

    async def erase_due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        return await self._writer.write(retention.erase_due(now=now, limit=limit))

    # reminders

    async def remind_due(self, *, now: datetime, limit: int, decide: Callable[[Item], Reminder]) -> int:
        return await self._writer.write(reminders.remind_due(now=now, limit=limit, decide=decide))

    # the way out

    async def lanes(self) -> Mapping[str, datetime]:
        return await self._read(outbox.lanes())

    async def claim(self, lane: str, *, now: datetime, until: datetime) -> Outgoing | None:
        return await self._writer.write(outbox.claim(lane, process=self._process, now=now, until=until))

    async def message(self, channel: str, ts: str) -> Message | None:
        return await self._read(delivery.message(channel, ts))

    async def card(self, item_id: str) -> Message | None:
        return await self._read(delivery.card(item_id))

    async def cards(self, item_id: str) -> tuple[Message, ...]:
        return await self._read(delivery.cards(item_id))

    async def remember(self, message: Message) -> None:
        await self._writer.write(delivery.remember(message))

    async def sent(
        self, outgoing: Outgoing, *, now: datetime, message: Message | None = None, nudge_at: datetime | None = None
    ) -> None:
        await self._writer.write(outbox.sent(outgoing, now=now, message=message, nudge_at=nudge_at))

    async def retry(self, outgoing: Outgoing, *, at: datetime) -> None:
        await self._writer.write(outbox.retry(outgoing, process=self._process, at=at))

    async def divert(self, outgoing: Outgoing, *, detour: Detour, channel: str, reason: str, now: datetime) -> None:
        await self._writer.write(
            outbox.divert(outgoing, process=self._process, detour=detour, channel=channel, reason=reason, now=now)
        )

    async def drop(self, outgoing: Outgoing, *, again_at: datetime | None = None) -> None:
        await self._writer.write(outbox.drop(outgoing, again_at=again_at))

    async def alert(self, *, people: Sequence[str], words: str, now: datetime) -> None:
        await self._writer.write(outbox.alert(people=people, words=words, now=now))

    async def settle(self, *, now: datetime, rows_after: datetime, reminders_after: datetime) -> None:
        await self._writer.write(tidying.settle(now=now, rows_after=rows_after, reminders_after=reminders_after))

    async def release_claims(self) -> None:
        await self._writer.write(outbox.release_claims())

    # teams

    async def organisation(self) -> Organisation | None:
        return await self._read(teams.organisation())

    async def organisation_version(self) -> int:
        return await self._read(teams.organisation_version())

    async def apply(
        self, organisation: Organisation, *, now: datetime, notices: Mapping[str, str] | None = None
    ) -> Change:
        return await self._writer.write(teams.apply(organisation, now=now, notices=notices))

    async def propose(self, proposal: Proposal, *, ask: Sequence[str]) -> None:
        await self._writer.write(proposals.propose(proposal, ask=ask))

    async def proposal(self) -> Proposal | None:
        return await self._read(proposals.find_proposal())

    async def agree(self, proposal_id: str, *, by: str) -> Proposal | None:
        return await self._writer.write(proposals.agree(proposal_id, by=by))

    async def save_groups(self, groups: Sequence[Group], *, now: datetime) -> None:
        await self._writer.write(teams.save_groups(groups, now=now))

    # health

    async def counts(self) -> Mapping[str, int]:
        return await self._read(health.counts())

    async def ping(self) -> None:
        await self._writer.write(health.ping())

    async def remove_team(self, key: str) -> None:
        await self._writer.write(audit.remove_team(key))

    async def add_team(self, key: str, *, name: str) -> None:
        await self._writer.write(audit.add_team(key, name=name))
