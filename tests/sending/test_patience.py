"""What is only temporary: tried again, as late as Slack asks for, in order, and never given up."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.errors import SlackUnavailable
from bot.ports import Kind
from tests.sending.support import Bench, an_item, refusing


@pytest.mark.parametrize("ambiguous", [False, True])
async def test_what_is_temporary_is_tried_ever_more_rarely_and_never_given_up(bench: Bench, ambiguous: bool) -> None:
    failure = SlackUnavailable("cannot_connect", ambiguous=ambiguous)
    bench.slack.answer = refusing(failure, channels=["CPAY"])
    bench.store.add(an_item())
    bench.store.add(an_item(2))
    async with bench.running():
        await asyncio.sleep(4 * 3600)
        times = [call.at for call in bench.slack.refused]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert gaps[0] < 3
        assert all(140 <= gap <= 302 for gap in gaps[12:])
        bench.slack.answer = lambda call: None
        await bench.empty()
    assert bench.texts("CPAY") == ["Feedback K7QX-1 for Payments", "Feedback K7QX-2 for Payments"]
    assert (bench.meter.counts["messages_maybe_sent"] > 0) is ambiguous


async def test_a_limited_channel_waits_for_as_long_as_slack_says_and_others_go_on(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackUnavailable("ratelimited", retry_after=30), channels=["CPAY"], times=1)
    bench.store.add(an_item())
    bench.store.add(an_item(2, team="search"), channel="CSEA")
    await bench.until_empty()
    at = {call.channel: call.at for call in bench.slack.sent}
    assert at["CSEA"] < 1
    assert 30 <= at["CPAY"] < 36
    assert bench.meter.counts["rate_limited"] == 1


async def test_two_limited_channels_pause_posting_and_nothing_is_lost_or_out_of_order(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackUnavailable("ratelimited", retry_after=10), channels=["CPAY", "CSEA"], times=2)
    for number in range(4):
        bench.store.add(an_item(number), channel=("CPAY", "CSEA")[number % 2])
    bench.store.add(an_item(9), channel="CTRI")
    await bench.until_empty()
    assert len(bench.slack.refused) == 2
    assert bench.texts("CPAY") == ["Feedback K7QX-0 for Payments", "Feedback K7QX-2 for Payments"]
    assert bench.texts("CSEA") == ["Feedback K7QX-1 for Payments", "Feedback K7QX-3 for Payments"]
    assert all(call.at >= 10 for call in bench.slack.sent if call.channel in {"CPAY", "CSEA"})


async def test_a_limit_that_does_not_say_how_long_pauses_for_a_while(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackUnavailable("ratelimited"), channels=["CPAY"], times=1)
    bench.store.add(an_item())
    await bench.until_empty()
    assert bench.slack.sent[0].at >= 30


async def test_a_thousand_updates_keep_to_the_limit_and_hold_few_rows(bench: Bench) -> None:
    acknowledged = an_item(version=2)
    for number in range(300):
        message = bench.store.add_delivered(replace(acknowledged, id=f"K7QX-{number}"), channel=f"C{number}", ts="1.0")
        bench.store.messages[message.channel, "1.0"] = replace(message, version=1)
        bench.store.put(Kind.UPDATE, message.channel, message.item, ref="1.0")
    bench.store.add(an_item(999))
    async with bench.running():
        await asyncio.sleep(60)
        assert bench.texts("CPAY") == ["Feedback K7QX-999 for Payments"]
        assert len(bench.store.claims) < 60
        await bench.empty()
    times = [call.at for call in bench.slack.sent if call.method == "update"]
    assert len(times) == 300
    assert all(len([at for at in times if start <= at < start + 60]) <= 50 for start in times)
    assert times[-1] < 520
