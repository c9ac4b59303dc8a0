"""Fixtures of the command's tests."""

from collections.abc import AsyncIterator

import pytest

from sandbox import Sandbox, serve
from tests.cli.running import ROOT, SAMPLE


@pytest.fixture
async def place() -> AsyncIterator[Sandbox]:
    """A sandbox with the sample organisation, served."""
    made = Sandbox.create(organisation=SAMPLE / "organisation.yml", manifest=ROOT / "manifest.yml")
    async with serve(made):
        yield made
