"""What each look finds, with a real store, and the organisation only as the running process knows it."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.organisation import Channel, Organisation, Team
from bot.current import Current
from bot.ports import Kind, Store
from bot.process import sweeps
from bot.process.metrics import Metrics
from bot.process.schedule import Sweep
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


class Process:
    """A running process, as far as its sweeps go."""

    def __init__(self, store: Store, organisation: Organisation) -> None:
        self.store = store
        self.workspace = FakeWorkspace()
        made = sweeps.make_schedule(
            store=store,
            workspace=self.workspace.port(),
            current=Current(organisation),
            clock=lambda: NOW,
            metrics=Metrics(),
            wake=lambda: None,
            crashed=_fail,
        )
        assert isinstance(made, ByHand)
        self._sweeps = made.sweeps

    async def look(self, kind: str) -> None:
        await self._sweeps[kind]()

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
    made = Process(store, organisation)
    await made.look("groups")
    yield made
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


def _fail(error: BaseException) -> None:
    raise AssertionError from error
