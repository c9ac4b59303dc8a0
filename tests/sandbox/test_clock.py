import asyncio
from datetime import UTC, datetime

import pytest

from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.errors import SlackError
from sandbox.handles import Handles
from sandbox.rates import Rates


def test_the_clock_is_real_time_plus_what_was_skipped() -> None:
    kept: list[float] = []
    clock = Clock(saved=kept.append)
    clock.skip(3600)
    clock.skip(60)
    assert clock.offset == 3660
    assert kept == [3600, 3660]
    assert abs((clock.now() - datetime.now(UTC)).total_seconds() - 3660) < 1
    with pytest.raises(ValueError, match="forward"):
        clock.skip(-1)


async def test_who_waits_for_a_moment_is_woken_by_a_skip() -> None:
    clock = Clock()
    waiting = asyncio.create_task(clock.reach(clock.time() + 300))
    await asyncio.sleep(0.01)
    clock.skip(299)
    await asyncio.sleep(0.01)
    assert not waiting.done()
    clock.skip(2)
    await asyncio.wait_for(waiting, 1)


async def test_changes_wake_everyone_who_waits() -> None:
    changes = Changes()
    waiting = [asyncio.create_task(changes.wait(0)) for _ in range(2)]
    await asyncio.sleep(0)
    changes.bump()
    changes.bump()
    assert await asyncio.gather(*waiting) == [2, 2]
    assert await changes.wait(1) == 2


def test_a_trigger_works_once_and_for_three_seconds() -> None:
    clock = Clock()
    handles = Handles(clock)
    trigger = handles.trigger("U0ANA")
    assert handles.exchange(trigger) == "U0ANA"
    with pytest.raises(SlackError, match="exchanged_trigger_id"):
        handles.exchange(trigger)
    late = handles.trigger("U0ANA")
    clock.skip(3.1)
    with pytest.raises(SlackError, match="expired_trigger_id"):
        handles.exchange(late)
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        handles.exchange("1.2.made-up")


def test_a_response_url_works_five_times_within_half_an_hour() -> None:
    clock = Clock()
    handles = Handles(clock)
    key = handles.response_url("U0ANA", "C0GENERAL")
    for _ in range(5):
        assert handles.use(key).person == "U0ANA"
    with pytest.raises(SlackError, match="used_url"):
        handles.use(key)
    late = handles.response_url("U0ANA", "C0GENERAL")
    clock.skip(30 * 60 + 1)
    with pytest.raises(SlackError, match="expired_url"):
        handles.use(late)


def test_a_channel_takes_a_short_burst_and_then_one_message_a_second() -> None:
    clock = Clock()
    rates = Rates(clock)
    assert [rates.refuse_post("C1") for _ in range(4)] == [0, 0, 0, 1]
    assert rates.refuse_post("C2") == 0
    clock.skip(1.1)
    assert [rates.refuse_post("C1") for _ in range(2)] == [0, 1]


def test_a_workspace_takes_three_hundred_messages_a_minute() -> None:
    clock = Clock()
    rates = Rates(clock)
    assert all(rates.refuse_post(f"C{number}") == 0 for number in range(300))
    assert 0 < rates.refuse_post("C300") <= 60
    clock.skip(60)
    assert rates.refuse_post("C300") == 0


@pytest.mark.parametrize(("tier", "most"), [(1, 1), (2, 20), (3, 50), (4, 100)])
def test_a_method_may_be_called_as_often_as_its_tier_says(tier: int, most: int) -> None:
    rates = Rates(Clock())
    assert all(rates.refuse("method", tier) == 0 for _ in range(most))
    assert rates.refuse("method", tier) > 0
    assert rates.refuse("another", tier) == 0


def test_speed_multiplies_every_limit_and_limits_can_be_taken_off() -> None:
    fast = Rates(Clock(), speed=10)
    assert all(fast.refuse("method", 2) == 0 for _ in range(200))
    assert fast.refuse("method", 2) > 0
    free = Rates(Clock(), limits=False)
    assert not any(free.refuse_post("C1") for _ in range(1000))
