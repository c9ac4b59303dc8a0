"""Journeys are made twice, in HTTP mode with signed requests and in Socket Mode, unless a test says once is enough."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.process import sweeps
from bot.sending import sender
from tests.journeys import founding
from tests.journeys.town import Town


@pytest.fixture(autouse=True)
def _looks_every_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes by real time, whatever the sandbox's clock is skipped to, comes more often than in production."""
    monkeypatch.setattr(sweeps, "REFRESH_EVERY", timedelta(seconds=1))
    monkeypatch.setattr(sweeps, "FORGET_EVERY", timedelta(seconds=1))
    monkeypatch.setattr(sender, "PROBE_EVERY", 3.0)


@pytest.fixture(params=["http", "socket"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """Batches every second."""
    async with founding.town(request.param, tmp_path) as made:
        yield made


@pytest.fixture(params=["http", "socket"])
async def careful_town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """The default policy: batches every two hours, of at least three, held for a day at most."""
    async with founding.careful_town(request.param, tmp_path) as made:
        yield made
