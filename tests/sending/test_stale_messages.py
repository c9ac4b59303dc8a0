"""A message that cannot be brought up to date: tried again while its place is closed, told of where it stays."""

import asyncio
from datetime import timedelta

import pytest

from bot.errors import SlackRefused
from bot.ports import Kind
from bot.sending.detours import LATER_TRIES, with_its_channel
from tests.sending.support import START, Bench, Call, an_item, clock, refusing

CLOSED = ["is_archived", "not_in_channel", "channel_not_found", "is_inactive", "restricted_action"]
STAYS_OLD = ["cant_update_message", "edit_window_closed"]
HOUR = 3600


async def acknowledged(bench: Bench, **where: str) -> None:
    bench.store.add_delivered(an_item(), **where)
    await bench.store.acknowledge("K7QX-1", by="ULEAD", now=START)


@pytest.mark.parametrize("code", CLOSED)
async def test_a_card_in_a_closed_channel_is_brought_up_to_date_once_it_is_open_again(bench: Bench, code: str) -> None:
    bench.slack.answer = refusing(SlackRefused(code), channels=["CPAY"])
    await acknowledged(bench)
    async with bench.running():
        await asyncio.sleep(30 * HOUR)
        assert bench.slack.sent == []
        assert bench.store.alerts == []
        assert len(bench.slack.refused) <= 31
        bench.slack.answer = lambda call: None
        await asyncio.sleep(HOUR + 60)
    [update] = bench.slack.sent
    assert (update.method, update.channel, update.ts) == ("update", "CPAY", "1.0")
    assert "Acknowledged by <@ULEAD>" in update.shown
    assert bench.store.rows == []


async def test_what_waits_for_a_closed_channel_holds_back_nothing_else_there(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("is_archived") if call.method == "update" else None
    await acknowledged(bench)
    bench.store.add(an_item(2))
    async with bench.running():
        await asyncio.sleep(10)
        bench.store.add(an_item(3))
        bench.sender.wake()
        await asyncio.sleep(10)
    assert bench.texts("CPAY") == ["Feedback K7QX-2 for Payments", "Feedback K7QX-3 for Payments"]
    [left] = bench.store.rows
    assert (left.kind, with_its_channel(left).channel, left.ref) == (Kind.UPDATE, "CPAY", "1.0")


async def test_two_messages_in_a_closed_channel_do_not_wait_for_each_other(bench: Bench) -> None:
    def answer(call: Call) -> SlackRefused | None:
        return SlackRefused("is_archived") if call.ts == "1.0" or call.at < HOUR / 2 else None

    bench.slack.answer = answer
    await acknowledged(bench)
    bench.store.add_delivered(an_item(2), ts="2.0")
    await bench.store.acknowledge("K7QX-2", by="ULEAD", now=START)
    await bench.run_for(HOUR + 60)
    assert [call.ts for call in bench.slack.sent] == ["2.0"]


async def test_a_channel_that_stays_closed_is_given_up_after_days_and_admins_are_told(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    await acknowledged(bench)
    async with bench.running():
        await asyncio.sleep((LATER_TRIES - 1) * HOUR)
        assert bench.store.alerts == []
        await asyncio.sleep(3 * HOUR)
    assert bench.store.rows == []
    [(_, alert)] = bench.store.alerts
    assert "#payments could not be brought up to date: #payments is archived" in alert
    assert "shows an earlier state" in alert


async def test_another_process_goes_on_where_one_ended(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    await acknowledged(bench)
    await bench.run_for(3 * HOUR)
    bench.slack.answer = lambda call: None
    async with bench.running(bench.another_sender()):
        await asyncio.sleep(HOUR + 60)
    assert [call.method for call in bench.slack.sent] == ["update"]


async def test_the_direct_message_of_somebody_who_has_left_is_given_up_quietly(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("channel_not_found"), channels=["DLEAD"])
    await acknowledged(bench, channel="DLEAD")
    await bench.run_for((LATER_TRIES + 3) * HOUR)
    assert bench.store.rows == []
    assert bench.store.alerts == []


async def test_a_newer_state_is_what_a_reopened_channel_gets(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    bench.store.add_delivered(an_item())
    bench.store.items["K7QX-1"] = an_item(version=2)
    bench.store.put(Kind.UPDATE, "CPAY", ref="1.0")
    async with bench.running():
        await asyncio.sleep(60)
        await bench.store.acknowledge("K7QX-1", by="ULEAD", now=clock() - timedelta(seconds=1))
        await asyncio.sleep(60)
        bench.slack.answer = lambda call: None
        await asyncio.sleep(HOUR + 60)
    [update] = bench.slack.sent
    assert "Acknowledged by" in update.shown


async def test_an_update_of_a_message_that_is_gone_is_dropped_quietly(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("message_not_found"), channels=["CPAY"])
    await acknowledged(bench)
    await bench.until_empty()
    assert bench.store.alerts == []
    assert len(bench.slack.refused) == 1


@pytest.mark.parametrize("code", STAYS_OLD)
async def test_admins_are_told_of_a_message_that_may_not_be_changed(bench: Bench, code: str) -> None:
    bench.slack.answer = refusing(SlackRefused(code), channels=["CPAY"])
    await acknowledged(bench)
    await bench.until_empty()
    [(_, alert)] = bench.store.alerts
    assert "does not let the bot change what stands in #payments" in alert
    assert "shows an earlier state" in alert
    assert len(bench.slack.refused) == 1


@pytest.mark.parametrize("letter", ["<", "&", "x"])
async def test_an_update_slack_calls_invalid_is_made_plainly_and_says_how_things_are(bench: Bench, letter: str) -> None:
    bench.slack.answer = lambda call: SlackRefused("invalid_blocks") if call.blocks else None
    bench.store.add_delivered(an_item(words=letter * 3000))
    await bench.store.acknowledge("K7QX-1", by="ULEAD", now=START)
    await bench.until_empty()
    [update] = bench.slack.sent
    assert (update.method, update.blocks) == ("update", [])
    assert "Acknowledged by @ULEAD" in update.text
    assert len(update.text) <= 4000


async def test_an_update_refused_even_plainly_is_dropped_and_admins_are_told(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("invalid_blocks"), channels=["CPAY"])
    await acknowledged(bench)
    await bench.until_empty()
    assert "could not be brought up to date" in bench.store.alerts[0][1]


async def test_an_error_of_ours_in_a_message_that_waits_names_its_channel(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    await acknowledged(bench)
    async with bench.running():
        await asyncio.sleep(60)
        bench.store.broken["questions"] = [TypeError("x") for _ in range(6)]
        await asyncio.sleep(2 * HOUR)
    [(_, alert)] = bench.store.alerts
    assert "bug_typeerror" in alert
    assert "/" not in alert
