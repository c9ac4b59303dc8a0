"""Whatever happens in whatever order: what must always be true of items, messages and the outbox.

The operations know no driver, so thousands of them run here on a database in memory, without a loop or a thread.
"""

import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from bot.core.held import Held, HeldKind
from bot.core.item import State
from bot.errors import IllegalTransition, UnknownItem
from bot.ports import Detour, Kind, Message, Outgoing, Release, TakeResult
from storage.operation import Operation, T
from storage.operations import (
    changing,
    delivery,
    ending,
    feedback,
    holding,
    outbox,
    release,
    reminders,
    retention,
    teams,
    tidying,
)
from storage.operations.queueing import LIVE
from storage.rows import micros, moment
from storage.schema import metadata
from storage.sqlite.run import run
from tests.storage.samples import NOW, held, item, organisation, question, reminder, reply, ts

picks = st.integers(min_value=0, max_value=10_000)


class Life(RuleBasedStateMachine):
    """Submissions, presses, a sweep, and two senders, one of which may be too slow for its claim."""

    def __init__(self) -> None:
        super().__init__()
        self.raw = sqlite3.connect(":memory:", isolation_level=None)
        metadata.create_all(create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool))
        self.raw.execute("PRAGMA foreign_keys = ON")
        self.now = NOW
        self.items: list[str] = []
        self.asked: set[str] = set()
        self.in_hand: list[tuple[str, Outgoing, int]] = []  # by whom, what, and the item's version when it was rendered
        self.posted: list[Message] = []
        self.waiting: list[Held] = []

    def do(self, operation: Operation[T]) -> T:
        return run(self.raw.cursor(), operation)

    @initialize()
    def apply(self) -> None:
        self.do(teams.apply(organisation(), now=self.now))

    @rule(minutes=st.integers(min_value=1, max_value=600))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(channel=st.sampled_from(["C1PAY", "C1SEARCH"]))
    def somebody_sends(self, channel: str) -> None:
        taken = item(waiting_since=self.now)
        self.do(feedback.take(taken, places=(channel,)))
        self.items.append(taken.id)

    @precondition(lambda self: self.items)
    @rule(pick=picks)
    def a_leader_acknowledges(self, pick: int) -> None:
        before = self.do(changing.find(self.items[pick % len(self.items)]))
        assert before is not None
        after = self.do(feedback.acknowledge(before.id, by="U1LEAD", now=self.now))
        assert after.won == (before.state is State.WAITING)

    @precondition(lambda self: self.items)
    @rule(pick=picks)
    def a_leader_asks(self, pick: int) -> None:
        about = self.do(changing.find(self.items[pick % len(self.items)]))
        assert about is not None
        if about.erased:
            return
        asked = question(about, asked_at=self.now)
        self.do(feedback.ask(asked))
        self.asked.add(asked.id)

    @rule(limit=st.integers(min_value=1, max_value=3), again=st.booleans(), in_thread=st.booleans())
    def the_sweep_looks(self, limit: int, *, again: bool, in_thread: bool) -> None:
        next_at = self.now + timedelta(hours=1) if again else None
        decided = reminder("U1LEAD", in_thread=in_thread, next_at=next_at)
        assert self.do(reminders.remind_due(now=self.now, limit=limit, decide=lambda _: decided)) <= limit

    @rule(pick=picks, process=st.sampled_from(["one", "two"]))
    def a_sender_claims(self, pick: int, process: str) -> None:
        lanes = self.do(outbox.lanes())
        if not lanes:
            return
        lane = sorted(lanes)[pick % len(lanes)]
        row = self.do(outbox.claim(lane, process=process, now=self.now, until=self.now + timedelta(minutes=5)))
        assert (row is not None) == (lanes[lane] <= self.now)
        if row is not None:
            about = self.do(changing.find(row.item)) if row.item else None
            self.in_hand.append((process, row, about.version if about else 0))

    @precondition(lambda self: self.in_hand)
    @rule(pick=picks)
    def a_sender_posts(self, pick: int) -> None:
        _, row, version = self.in_hand.pop(pick % len(self.in_hand))
        assert row.item is not None
        if row.kind is Kind.UPDATE:
            assert row.ref is not None
            shown = Message(channel=row.channel, ts=row.ref, item=row.item, kind=Kind.CARD, version=version)
        else:
            channel = row.channel.replace("U", "D", 1)
            shown = Message(channel=channel, ts=ts(), item=row.item, kind=row.kind, step=row.step, version=version)
        self.posted.append(shown)
        first = self.now + timedelta(hours=1) if row.kind is Kind.CARD else None
        self.do(outbox.sent(row, now=self.now, message=shown, nudge_at=first))

    @precondition(lambda self: self.in_hand)
    @rule(pick=picks, minutes=st.integers(min_value=0, max_value=60))
    def a_sender_tries_again_later(self, pick: int, minutes: int) -> None:
        process, row, _ = self.in_hand.pop(pick % len(self.in_hand))
        self.do(outbox.retry(row, process=process, at=self.now + timedelta(minutes=minutes)))

    @precondition(lambda self: self.in_hand)
    @rule(pick=picks, channel=st.sampled_from(["same", "C1TRIAGE"]))
    def a_sender_takes_a_detour(self, pick: int, channel: str) -> None:
        process, row, _ = self.in_hand.pop(pick % len(self.in_hand))
        self.do(
            outbox.divert(
                row,
                process=process,
                detour=Detour.PLAIN_TEXT,
                channel=row.channel if channel == "same" or row.kind is Kind.UPDATE else channel,
                reason="invalid_blocks",
                now=self.now,
            )
        )

    @precondition(lambda self: self.in_hand)
    @rule(pick=picks)
    def a_sender_is_killed(self, pick: int) -> None:
        self.in_hand.pop(pick % len(self.in_hand))

    @rule()
    def every_claim_is_released(self) -> None:
        self.do(outbox.release_claims())

    @precondition(lambda self: self.items)
    @rule(pick=picks, version=st.integers(min_value=0, max_value=2))
    def somebody_presses_an_unknown_message(self, pick: int, version: int) -> None:
        about = self.items[pick % len(self.items)]
        self.do(delivery.remember(Message(channel="D1LEAD", ts=ts(), item=about, kind=Kind.CARD, version=version)))

    @rule(pick=picks, leaves_out=st.booleans())
    def somebody_sends_anonymously(self, pick: int, *, leaves_out: bool) -> None:
        entry = held(left_out="U1LEAD" if leaves_out else None)
        assert self.do(holding.hold(entry)) is TakeResult.TAKEN
        self.waiting.append(entry)

    @precondition(lambda self: self.items)
    @rule(pick=picks, kind=st.sampled_from([HeldKind.ANSWER, HeldKind.WITHDRAWAL]))
    def an_author_says_more(self, pick: int, kind: HeldKind) -> None:
        entry = reply(self.items[pick % len(self.items)], kind)
        assert self.do(holding.hold(entry)) is TakeResult.TAKEN
        self.waiting.append(entry)

    @precondition(lambda self: self.waiting)
    @rule(pick=picks, most=st.integers(min_value=1, max_value=4))
    def a_batch_goes_out(self, pick: int, most: int) -> None:
        first = pick % len(self.waiting)
        chosen, self.waiting[first : first + most] = self.waiting[first : first + most], []
        decided = [
            Release(id=entry.id, places=("U1VP", "U1DIRECTOR") if entry.left_out else ("C1PAY",), erase_at=self.now)
            for entry in chosen
        ]
        assert self.do(release.release(decided, at=self.now)) <= len(chosen)
        self.items += [entry.id for entry in chosen if entry.kind is HeldKind.ITEM]

    @precondition(lambda self: self.waiting)
    @rule(pick=picks)
    def an_author_thinks_better_of_it(self, pick: int) -> None:
        entry = self.waiting.pop(pick % len(self.waiting))
        assert self.do(holding.drop([entry.id])) <= 1

    @precondition(lambda self: self.items)
    @rule(pick=picks)
    def a_leader_reports(self, pick: int) -> None:
        about = self.items[pick % len(self.items)]
        self.do(ending.report(about, by="U1LEAD", places=["C1SAFETY"], now=self.now))

    @precondition(lambda self: self.items)
    @rule(pick=picks)
    def somebody_closes(self, pick: int) -> None:
        with suppress(IllegalTransition):
            self.do(ending.close(self.items[pick % len(self.items)], because="done", now=self.now))

    @rule(limit=st.integers(min_value=1, max_value=3))
    def words_are_erased(self, limit: int) -> None:
        assert len(self.do(retention.erase_due(now=self.now, limit=limit))) <= limit

    @rule()
    def what_waits_is_written_anew(self) -> None:
        before = self.raw.execute("SELECT * FROM held").fetchall()
        self.do(tidying.write_held_anew())
        assert self.raw.execute("SELECT * FROM held").fetchall() == before

    @rule()
    def somebody_presses_what_nobody_took(self) -> None:
        with pytest.raises(UnknownItem):
            self.do(feedback.acknowledge("NOBODY", by="U1LEAD", now=self.now))

    @invariant()
    def every_item_is_delivered_or_on_its_way(self) -> None:
        shown = {row[0] for row in self.raw.execute("SELECT item FROM messages WHERE kind = 'card'")}
        queued = {row[0] for row in self.raw.execute("SELECT item FROM outbox WHERE kind = 'card'")}
        assert set(self.items) <= shown | queued

    @invariant()
    def every_message_shows_the_present_state_or_will(self) -> None:
        live = ", ".join(f"'{kind.value}'" for kind in LIVE)
        behind = self.raw.execute(
            "SELECT m.channel, m.ts FROM messages m JOIN items i ON i.id = m.item "
            f"WHERE (m.kind IN ({live}) OR i.erased OR i.hidden_by IS NOT NULL) AND m.version < i.version "
            "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'update' AND o.ref = m.ts)"
        ).fetchall()
        assert behind == []

    @invariant()
    def every_message_that_was_confirmed_is_known(self) -> None:
        known = {(row[0], row[1]) for row in self.raw.execute("SELECT channel, ts FROM messages")}
        assert {(message.channel, message.ts) for message in self.posted} <= known

    @invariant()
    def who_acknowledged_is_not_reminded(self) -> None:
        still = self.raw.execute(
            "SELECT count(*) FROM items WHERE state <> 'waiting' AND nudge_at IS NOT NULL"
        ).fetchone()
        queued = self.raw.execute(
            "SELECT count(*) FROM outbox o JOIN items i ON i.id = o.item "
            "WHERE o.kind IN ('thread_reminder', 'leader_reminder') AND i.state <> 'waiting'"
        ).fetchone()
        assert (still, queued) == ((0,), (0,))

    @invariant()
    def every_question_is_kept(self) -> None:
        assert {row[0] for row in self.raw.execute("SELECT id FROM questions")} == self.asked

    @invariant()
    def what_waits_is_no_item_yet_and_nothing_of_it_is_lost(self) -> None:
        stored = {row[0] for row in self.raw.execute("SELECT id FROM held")}
        assert {entry.id for entry in self.waiting if entry.kind is HeldKind.ITEM} <= stored
        assert self.raw.execute("SELECT id FROM held INTERSECT SELECT id FROM items").fetchall() == []

    @invariant()
    def what_has_ended_has_no_way_back(self) -> None:
        ended = "SELECT count(*) FROM items WHERE (state IN ('closed', 'withdrawn') OR erased) AND tag IS NOT NULL"
        assert self.raw.execute(ended).fetchone() == (0,)

    @invariant()
    def what_was_erased_has_no_words(self) -> None:
        left = self.raw.execute(
            "SELECT i.id FROM items i LEFT JOIN questions q ON q.item = i.id LEFT JOIN answers a ON a.item = i.id "
            "WHERE i.erased AND (i.words <> '' OR i.why <> '' OR i.about IS NOT NULL OR q.text <> '' OR a.text <> '')"
        ).fetchall()
        assert left == []

    @invariant()
    def what_leaves_somebody_out_is_in_no_channel(self) -> None:
        said = self.raw.execute(
            "SELECT o.channel FROM outbox o JOIN items i ON i.id = o.item "
            "WHERE i.left_out IS NOT NULL AND o.kind IN ('card', 'question', 'answer', 'withdrawn')"
        ).fetchall()
        assert {row[0] for row in said} <= {"U1VP", "U1DIRECTOR", "D1VP", "D1DIRECTOR", "D1LEAD", "C1TRIAGE"}

    def teardown(self) -> None:
        self.raw.close()


Life.TestCase.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLife = Life.TestCase


@pytest.mark.parametrize("at", [NOW, NOW.replace(microsecond=0), datetime.fromisoformat("2026-03-02T10:00:00+01:00")])
def test_times_survive_to_the_microsecond(at: datetime) -> None:
    assert moment(micros(at)) == at
