"""Every audit is on a fresh installation, and leaves the logs of the process as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.quiet import logs_put_back
from tests.audit.support import Ground


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    folder = tmp_path / "data"
    folder.mkdir()
    return Ground(folder=folder)


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    with logs_put_back():
        yield
