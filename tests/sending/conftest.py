"""Tests of the sender run on an event loop whose time jumps, so that hours of pacing take milliseconds."""

import asyncio
from collections.abc import Callable, Mapping

import pytest

from tests.sending.support import Bench
from tests.sending.virtual_time import VirtualLoop


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"virtual": VirtualLoop}


@pytest.fixture
async def bench() -> Bench:
    return Bench()
