"""Every journey is made twice: in HTTP mode with signed requests, and in Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys import town as towns


@pytest.fixture(params=["http", "socket"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[towns.Town]:
    async with towns.town(request.param, tmp_path) as made:
        yield made
