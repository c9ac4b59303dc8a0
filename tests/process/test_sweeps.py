"""What each look finds, with a real store, and the organisation only as the running process knows it."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.core.held import Held, HeldKind, WayBack
from bot.core.organisation import Channel, Organisation, Team
from bot.current import Current
from bot.identity.authors import Authors
from bot.identity.identity import Identity
from bot.identity.rate_limit import RateLimit
from bot.ports import KeyStore, Kind, PersonInfo, Release, Store, Workspace
from bot.process import sweeps
from bot.process.metrics import Metrics
from bot.process.schedule import Sweep
from bot.usecases.keep_short import SteadyClock, WaysBack
from bot.usecases.release import Releases
from storage.keys.open import open_keys
from storage.open import open_store
from tests.usecases_teams.support import FakeWorkspace

NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
TRIAGE = Team(key="fallback", name="Triage", channel=Channel(id="C0TRIAGE", name="triage"), leaders=("U0TRIAGE",))
PAYMENTS = Team(key="payments", name="Payments", channel=Channel(id="C0PAYMENTS", name="payments"), leaders=("S0PAY",))


class ByHand:
    """A schedule whose sweeps run when a test says so."""

    def __init__(self, *, crashed: Callable[[BaseException], None]) -> None:
        self.sweeps: dict[str, Sweep] = {}

    def every(self, period: timedelta, kind: str, sweep: Sweep, *, at_once: bool = False) -> None:
        assert kind not in self.sweeps
        self.sweeps[kind] = sweep


class Town(FakeWorkspace):
    """A workspace that says, too, who is there and in which channel."""

    def port(self) -> Workspace:
        return cast(Workspace, _WithPeople(self))


class _WithPeople:
    """The fake's `people` and `members` are what it knows; here they are what the port asks."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def __getattr__(self, name: str) -> Any:
        return getattr(self._town, name)

    async def people(self) -> Sequence[PersonInfo]:
        return tuple(self._town.people.values())

    async def members(self, channel_id: str) -> Sequence[str]:
        return ("U0SAM", "U0LEAD") if channel_id == "C0PAYMENTS" else ()


class Process:
    """A running process, as far as its sweeps go."""

    def __init__(self, store: Store, keys: KeyStore, organisation: Organisation) -> None:
        self.store = store
        self.keys = keys
        self.workspace = Town()
        self.now = NOW
        self.seconds = 0.0
        self.woken = 0
        self.authors = Authors(b"k" * 32)
        self.current = Current(organisation)
        self.identity = Identity(
            keys=keys,
            authors=self.authors,
            rate=RateLimit(clock=lambda: self.now, most=10, within=timedelta(hours=1), new_key=lambda: b"r" * 32),
            tries=RateLimit(clock=lambda: self.now, most=10, within=timedelta(hours=1), new_key=lambda: b"t" * 32),
        )
        made = sweeps.make_schedule(
            sweeps.Sweeps(
                store=store,
                keys=keys,
                identity=self.identity,
                workspace=self.workspace.port(),
                current=self.current,
                releases=Releases(
                    store=store,
                    keys=keys,
                    current=self.current,
                    authors=self.authors,
                    shuffle=lambda order: None,
                    meter=Metrics(),
                ),
                ways_back=WaysBack(store=store, keys=keys),
                clock=lambda: self.now,
                steady=SteadyClock(monotonic=lambda: self.seconds),
                metrics=Metrics(),
                wake=self._wake,
            ),
            crashed=_fail,
        )
        assert isinstance(made, ByHand)
        self._sweeps = made.sweeps

    def _wake(self) -> None:
        self.woken += 1

    async def look(self, kind: str) -> None:
        await self._sweeps[kind]()

    async def minute(self, now: datetime) -> None:
        """Let a minute pass in which the clock comes to show `now`, and look for what is to be forgotten."""
        self.now = now
        self.seconds += 60
        await self.look("forgetting")

    async def told(self) -> list[str]:
        """Take what the admin is to be told out of the queue, and return it."""
        said = []
        while row := await self.store.claim("U0ADMIN", now=NOW, until=NOW + timedelta(minutes=1)):
            assert row.kind is Kind.ALERT
            said.append(row.ref or "")
            await self.store.drop(row)
        return said


@pytest.fixture
async def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Process]:
    monkeypatch.setattr(sweeps, "Schedule", ByHand)
    store = await open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    await store.apply(Organisation(teams=(PAYMENTS,), fallback=TRIAGE, admins=("U0ADMIN",)), now=NOW)
    organisation = await store.organisation()
    assert organisation is not None
    keys = await open_keys(f"sqlite:///{tmp_path / 'bot.db'}")
    made = Process(store, keys, organisation)
    await made.look("groups")
    yield made
    await keys.close()
    await store.close()


async def test_of_a_group_that_vanished_the_admins_hear_once_however_often_it_is_looked_for(process: Process) -> None:
    del process.workspace.handles["S0PAY"]
    for expected in (1, 0, 0):
        await process.look("groups")
        assert len(await process.told()) == expected


async def test_a_group_that_came_back_and_vanishes_again_is_news_again(process: Process) -> None:
    del process.workspace.handles["S0PAY"]
    await process.look("groups")
    process.workspace.handles["S0PAY"] = "pay-leads"
    await process.look("groups")
    assert len(await process.told()) == 1
    del process.workspace.handles["S0PAY"]
    await process.look("groups")
    assert len(await process.told()) == 1


async def test_of_a_team_that_lost_its_last_leader_the_admins_hear_once(process: Process) -> None:
    process.workspace.members["S0PAY"] = ()
    for expected in (1, 0, 0):
        await process.look("groups")
        assert len(await process.told()) == expected


async def test_a_batch_goes_out_at_its_time_and_wakes_the_sender(process: Process) -> None:
    batch = NOW + timedelta(hours=2)
    await process.store.hold(_held("AAAA-AA", batch=batch))
    await process.look("batches")
    assert process.woken == 0
    process.now = batch
    process.authors.note("AAAA-AA", "U0SAM")
    await process.look("batches")
    assert process.woken == 1
    released = await process.store.item("AAAA-AA")
    assert released is not None
    assert released.waiting_since == batch


async def test_words_are_erased_and_their_key_destroyed_when_their_time_is_over(process: Process) -> None:
    await process.keys.key("AAAA-AA", expires=(NOW + timedelta(days=60)).date())
    await process.store.hold(_held("AAAA-AA", batch=NOW))
    over = NOW + timedelta(days=2)
    await process.store.release([Release(id="AAAA-AA", places=("C0PAYMENTS",), erase_at=over)], at=NOW)
    await process.look("forgetting")
    assert await process.keys.keys()
    process.now = over
    process.seconds += (over - NOW).total_seconds()
    await process.look("forgetting")
    erased = await process.store.item("AAAA-AA")
    assert erased is not None
    assert erased.words == ""
    assert await process.keys.keys() == {}
    assert process.woken == 1


@pytest.mark.parametrize("slept", [False, True])
async def test_a_clock_that_has_just_jumped_erases_and_destroys_nothing(process: Process, *, slept: bool) -> None:
    await process.keys.key("AAAA-AA", expires=(NOW + timedelta(days=60)).date())
    await process.store.hold(_held("AAAA-AA", batch=NOW))
    over = NOW + timedelta(days=200)
    await process.store.release([Release(id="AAAA-AA", places=("C0PAYMENTS",), erase_at=over)], at=NOW)
    for minutes in range(2):
        await process.minute(NOW + timedelta(minutes=minutes))
    for minutes in range(10):
        await process.minute(over + timedelta(minutes=minutes))
        kept = await process.store.item("AAAA-AA")
        assert kept is not None
        assert kept.words
        assert await process.keys.keys()
        assert await process.store.tagged()
    last = over if slept else NOW
    for minutes in range(10, 30):
        await process.minute(last + timedelta(minutes=minutes))
    item = await process.store.item("AAAA-AA")
    assert item is not None
    assert (item.erased, bool(await process.keys.keys())) == ((True, False) if slept else (False, True))


async def test_who_did_how_much_is_forgotten_where_nobody_does_anything_more(process: Process) -> None:
    limits = (process.identity.rate, process.identity.tries)
    for limit in limits:
        limit.take("U0SAM")
    await process.look("forgetting")
    assert [len(limit) for limit in limits] == [1, 1]
    process.now += timedelta(days=1)
    await process.look("forgetting")
    assert [len(limit) for limit in limits] == [0, 0]


async def test_who_is_in_the_channels_is_read_again_with_a_new_organisation(process: Process) -> None:
    await process.look("people")
    assert process.current.people.could_have_written("C0PAYMENTS") == 2
    moved = replace(PAYMENTS, channel=Channel(id="C0MONEY", name="money"))
    await process.store.apply(Organisation(teams=(moved,), fallback=TRIAGE, admins=("U0ADMIN",)), now=NOW)
    await process.look("organisation")
    assert process.current.organisation.team("payments") == moved
    assert process.current.people.could_have_written("C0PAYMENTS") is None


def _held(item_id: str, *, batch: datetime) -> Held:
    return Held(
        id=item_id,
        kind=HeldKind.ITEM,
        item=item_id,
        team="payments",
        batch=batch,
        until=batch + timedelta(hours=20),
        at_least=1,
        release_every=timedelta(hours=2),
        hold_at_most=timedelta(hours=24),
        keep_for=timedelta(days=180),
        words="The refund page is slow.",
        way_back=WayBack.HOME,
        tag=b"t" * 32,
    )


def _fail(error: BaseException) -> None:
    raise AssertionError from error
