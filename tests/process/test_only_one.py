"""A database file has one process; whoever comes next waits for the one before, and then says so."""

import asyncio
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.process.only_one import only_one


async def test_a_second_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data" / "x.db"
    async with only_one(path):
        with pytest.raises(Misconfigured, match="another process already runs"):
            async with only_one(path, patience=0.01):
                pass


async def test_a_second_one_follows_when_the_first_has_gone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    first = only_one(path)
    await first.__aenter__()

    async def second() -> str:
        async with only_one(path, patience=5):
            return "in"

    waiting = asyncio.create_task(second())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await first.__aexit__(None, None, None)
    assert await waiting == "in"


async def test_a_lock_is_free_again_after_an_error_inside(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ours"):
        async with only_one(tmp_path / "x.db"):
            raise OSError("ours")
    async with only_one(tmp_path / "x.db", patience=0):
        pass


async def test_two_databases_do_not_meet(tmp_path: Path) -> None:
    async with only_one(tmp_path / "a.db"), only_one(tmp_path / "b.db", patience=0):
        pass


async def test_a_path_through_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="cannot be made"):
        async with only_one(tmp_path / "file" / "x.db"):
            pass
