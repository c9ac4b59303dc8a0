"""Nothing in the background dies unseen, and a signal is an end in order."""

import asyncio
import io
import os
import signal

import pytest

from bot.process.drain import finish
from bot.process.supervisor import Supervisor


async def forever() -> None:
    await asyncio.Event().wait()


async def soon(error: Exception | None = None) -> None:
    await asyncio.sleep(0)
    if error is not None:
        raise error


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_in_order(sent: signal.Signals) -> None:
    supervisor = Supervisor()
    with supervisor.signals():
        supervisor.start("sender", forever())
        os.kill(os.getpid(), sent)
        await asyncio.wait_for(supervisor.wait(), 5)
    await supervisor.cancel()
    assert supervisor.exit_code == 0


async def test_a_crash_ends_with_1_and_a_line(logged: io.StringIO) -> None:
    supervisor = Supervisor()
    supervisor.start("sender", soon(ValueError("planted words")))
    await asyncio.wait_for(supervisor.wait(), 5)
    await supervisor.cancel()
    assert supervisor.exit_code == 1
    assert '"event": "crashed"' in logged.getvalue()
    assert '"kind": "sender"' in logged.getvalue()
    assert "planted" not in logged.getvalue()


async def test_an_end_without_an_error_is_a_crash_too(logged: io.StringIO) -> None:
    supervisor = Supervisor()
    supervisor.start("web", soon())
    await asyncio.wait_for(supervisor.wait(), 5)
    assert supervisor.exit_code == 1


async def test_what_ends_after_the_end_began_is_no_crash(logged: io.StringIO) -> None:
    supervisor = Supervisor()
    supervisor.start("web", soon())
    supervisor.stop()
    await asyncio.sleep(0.01)
    assert supervisor.exit_code == 0
    assert "crashed" not in logged.getvalue()


async def test_a_start_that_hangs_is_given_up_when_told_to_stop() -> None:
    supervisor = Supervisor()
    starting = asyncio.create_task(supervisor.unless_stopped(forever()))
    await asyncio.sleep(0)
    supervisor.stop()
    await asyncio.wait_for(starting, 5)
    assert starting.result() is None


async def test_a_start_that_fails_says_so() -> None:
    with pytest.raises(ValueError, match="no"):
        await Supervisor().unless_stopped(soon(ValueError("no")))


async def test_a_step_of_the_drain_has_its_time_and_no_more(logged: io.StringIO) -> None:
    assert await finish("socket", soon(), within=1)
    assert not await finish("socket", forever(), within=0.01)
    assert not await finish("socket", soon(ValueError("planted words")), within=1)
    assert "drain_step_late" in logged.getvalue()
    assert "drain_step_failed" in logged.getvalue()
    assert "planted" not in logged.getvalue()
