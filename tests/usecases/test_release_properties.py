"""Whatever people send and whenever: no batch is smaller than promised before its time is up, and no order tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.core.held import WayBack
from bot.core.organisation import Anonymity, Organisation, Policy
from bot.core.release import latest_time
from bot.current import Current
from bot.ports import Release, Store
from bot.usecases.release import Releases
from bot.usecases.take_feedback import Sending, take_feedback
from tests.usecases.fakes import NOW, PAYMENTS, FakeClock, FakeStore, fake_identity, organisation

READERS = ("ULEAD", "UBEN", "UDIRECTOR")
MEMBERS = ("UANA", "UEVA", "UKIM", "ULIU", "UMAX")


@dataclass(frozen=True)
class Sent:
    """`after` minutes since the one before, `author` sends something; about ULEAD where `left_out`."""

    after: int
    author: str
    left_out: bool


@dataclass(frozen=True)
class Batch:
    at: datetime
    now: datetime
    items: tuple[str, ...]


SENT = some.lists(
    some.builds(
        Sent,
        after=some.integers(min_value=0, max_value=240),
        author=some.sampled_from((*MEMBERS, *READERS)),
        left_out=some.booleans(),
    ),
    min_size=1,
    max_size=14,
)
POLICIES = some.builds(
    lambda every, least, hours: Policy(
        anonymous=Anonymity(release_every=timedelta(minutes=every), at_least=least, hold_at_most=timedelta(hours=hours))
    ),
    every=some.sampled_from((30, 60, 120, 360)),
    least=some.integers(min_value=1, max_value=4),
    hours=some.integers(min_value=6, max_value=24),
)


class Watched(FakeStore):
    """Notes each batch with the moment in which it went out."""

    def watch(self, clock: FakeClock) -> None:
        self.clock = clock
        self.batches: list[Batch] = []

    async def release(self, decided: Sequence[Release], *, at: datetime) -> int:
        self.batches.append(Batch(at=at, now=self.clock.now, items=tuple(one.id for one in decided)))
        return await super().release(decided, at=at)


class NoMeter:
    def count(self, event: str, **labels: str) -> None: ...


@dataclass
class Day:
    store: Watched
    authors: dict[str, str]
    untils: dict[str, datetime]
    held: dict[str, Any]
    shuffled: list[list[str]]


async def live(policy: Policy, sent: Sequence[Sent], *, order: Sequence[int] | None = None, seed: int = 7) -> Day:
    """Send it all with a sweep every 7 minutes, until nothing waits. `order` gives the ids."""
    teams: Organisation = organisation(replace(PAYMENTS, policy=policy))
    clock = FakeClock()
    day = Day(store=Watched(), authors={}, untils={}, held={}, shuffled=[])
    day.store.watch(clock)
    identity = fake_identity(clock)
    random = Random(seed)

    def shuffle(entries: list[Any]) -> None:
        day.shuffled.append([entry.id for entry in entries])
        random.shuffle(entries)

    releases = Releases(
        store=cast(Store, day.store),
        current=Current(teams),
        authors=identity.authors,
        shuffle=shuffle,
        keys=identity.keys,
        meter=NoMeter(),
    )
    waiting = list(zip(order or range(len(sent)), sent, strict=True))
    next_at = NOW
    while waiting or day.store.waits:
        while waiting and next_at + timedelta(minutes=waiting[0][1].after) <= clock.now:
            number, one = waiting.pop(0)
            next_at += timedelta(minutes=one.after)
            taken = await take_feedback(
                store=cast(Store, day.store),
                identity=identity,
                organisation=teams,
                author=one.author,
                item_id=f"ITEM-{number:02}",
                words=f"It is slow, {number}.",
                team=PAYMENTS,
                because="",
                sending=Sending(signed=False, way_back=WayBack.NONE, left_out="ULEAD" if one.left_out else None),
                receipt_secret=b"",
                about=None,
                now=clock.now,
                new_id=str,
            )
            assert taken.held is not None
            day.authors[taken.item_id] = one.author
            day.untils[taken.item_id] = taken.held.until
            day.held[taken.item_id] = taken.held
        await releases.due(clock.now)
        clock.skip(minutes=7)
        assert clock.now < NOW + timedelta(days=10)
    return day


@settings(max_examples=60, deadline=None)
@given(policy=POLICIES, sent=SENT)
async def test_no_batch_has_fewer_distinct_authors_than_promised_unless_its_time_was_up(
    policy: Policy, sent: list[Sent]
) -> None:
    day = await live(policy, sent)
    for batch in day.store.batches:
        counted = {day.authors[item] for item in batch.items} - set(READERS)
        up = {item for item in batch.items if day.untils[item] <= batch.now}
        # What a reader sent takes nobody's with it when its time is up, or it could be sent to have that.
        took_others = {day.authors[item] for item in up} - set(READERS)
        assert len(counted) >= policy.anonymous.at_least or up == set(batch.items) or took_others
        assert len({day.held[item].left_out for item in batch.items}) == 1


@settings(max_examples=60, deadline=None)
@given(policy=POLICIES, sent=SENT)
async def test_everything_goes_out_and_nothing_later_than_promised(policy: Policy, sent: list[Sent]) -> None:
    day = await live(policy, sent)
    assert sorted(day.store.items) == sorted(day.authors)
    for batch in day.store.batches:
        for item in batch.items:
            assert day.held[item].batch <= batch.at <= day.untils[item]
            assert batch.at == latest_time(policy, batch.now)
            assert day.store.items[item].waiting_since == batch.at


@settings(max_examples=40, deadline=None)
@given(policy=POLICIES, sent=SENT, random=some.randoms(use_true_random=False))
async def test_who_came_first_in_a_batch_changes_nothing_of_its_order(
    policy: Policy, sent: list[Sent], random: Random
) -> None:
    # The ids are handed out in another order: what the shuffle is given, and so what comes out, is the same.
    together = [replace(one, after=0, author=MEMBERS[number % 5], left_out=False) for number, one in enumerate(sent)]
    order = list(range(len(sent)))
    random.shuffle(order)
    first, second = await live(policy, together), await live(policy, together, order=order)
    assert first.shuffled == second.shuffled
    assert [batch.items for batch in first.store.batches] == [batch.items for batch in second.store.batches]
