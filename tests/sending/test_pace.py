"""Slack's published limits, kept without one answer of 429."""

import asyncio
from bisect import bisect_left
from itertools import pairwise

import pytest

from bot.sending.pace import KEPT_CHANNELS, Method, Pace


async def sent_at(pace: Pace, method: Method, channels: list[str]) -> list[float]:
    loop = asyncio.get_running_loop()
    times: list[float] = []

    async def one(channel: str) -> None:
        await pace.wait(method, channel)
        times.append(loop.time())

    await asyncio.gather(*(one(channel) for channel in channels))
    return times


def most_in(times: list[float], window: float) -> int:
    return max(bisect_left(times, start + window) - position for position, start in enumerate(times))


async def test_a_channel_gets_one_message_a_second() -> None:
    times = await sent_at(Pace(), Method.POST, ["C1"] * 10)
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))
    assert times[-1] - times[0] < 9.6


async def test_channels_do_not_wait_for_one_another() -> None:
    times = await sent_at(Pace(), Method.POST, [f"C{number}" for number in range(8)])
    assert times[-1] - times[0] < 0.01


async def test_a_workspace_gets_no_more_than_its_cap_in_any_minute() -> None:
    times = await sent_at(Pace(), Method.POST, [f"C{number}" for number in range(700)])
    assert most_in(times, 60) <= 240
    assert times[-1] < 190


async def test_ten_updates_go_at_once_and_no_minute_holds_more_than_fifty() -> None:
    times = await sent_at(Pace(), Method.UPDATE, ["C1"] * 200)
    assert times[9] - times[0] < 0.01
    assert most_in(times, 60) <= 50
    assert times[-1] < 300


async def test_a_rate_multiplies_every_limit() -> None:
    times = await sent_at(Pace(rate=100), Method.POST, ["C1"] * 10)
    assert times[-1] - times[0] < 0.1


async def test_a_limited_channel_pauses_for_as_long_as_slack_says_and_others_do_not() -> None:
    pace = Pace()
    pace.limited(Method.POST, "C1", 30)
    assert await pace.wait(Method.POST, "C2") is False
    assert await pace.wait(Method.POST, "C1") is True
    assert asyncio.get_running_loop().time() >= 30
    assert pace.paused_channels() == set()


async def test_a_second_limited_channel_means_that_the_workspace_is_too_fast() -> None:
    pace = Pace()
    pace.limited(Method.POST, "C1", 30)
    pace.limited(Method.POST, "C2", 30)
    assert pace.paused(Method.POST) == pytest.approx(30, abs=0.1)
    times = await sent_at(pace, Method.POST, [f"C{number}" for number in range(10, 50)])
    assert times[0] >= 30
    assert times[-1] - times[0] > 7  # and not all forty at once when the pause is over


async def test_what_already_waits_when_a_pause_begins_does_not_go_out_in_one_burst_after_it() -> None:
    pace = Pace()
    loop = asyncio.get_running_loop()
    sending = asyncio.create_task(sent_at(pace, Method.POST, [f"C{number}" for number in range(60)]))
    await asyncio.sleep(1)
    pace.limited(Method.POST, "C0", 20)
    pace.limited(Method.POST, "C1", 20)
    times = await sending
    after = [at for at in times if at > 1.1]
    assert min(after) >= 20
    assert max(after) - min(after) > 8
    assert loop.time() < 60


async def test_a_limited_update_pauses_updates_and_no_posts() -> None:
    pace = Pace()
    pace.limited(Method.UPDATE, "C1", 30)
    assert await pace.wait(Method.POST, "C1") is False
    await pace.wait(Method.UPDATE, "C2")
    assert asyncio.get_running_loop().time() >= 30


async def test_a_longer_pause_is_not_cut_short_by_a_shorter_one() -> None:
    pace = Pace()
    pace.limited(Method.UPDATE, "C1", 30)
    pace.limited(Method.UPDATE, "C1", 1)
    assert pace.paused(Method.UPDATE) > 29


async def test_updates_beyond_what_can_wait_are_given_a_time_of_their_own_each() -> None:
    pace = Pace()
    assert pace.book_update() == 0
    waiting = [asyncio.create_task(pace.wait(Method.UPDATE, "C1")) for _ in range(20)]
    await asyncio.sleep(0)
    booked = [pace.book_update() for _ in range(5)]
    assert all(later - earlier == pytest.approx(1.5) for earlier, later in pairwise(booked))
    assert booked[0] > 0
    await asyncio.gather(*waiting)
    assert pace.book_update() == 0


async def test_channels_that_were_not_used_for_long_are_forgotten() -> None:
    pace = Pace(rate=10_000)
    await sent_at(pace, Method.POST, [f"C{number}" for number in range(KEPT_CHANNELS + 500)])
    assert len(pace._channels) == KEPT_CHANNELS
