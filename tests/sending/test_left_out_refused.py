"""An item about a leader that somebody cannot get: it goes on among people, and that leader still sees nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import SlackFailure, SlackRefused
from bot.ports import Detour, Kind
from tests.sending.leaving_out import (
    ABOVE,
    AROUND,
    LEAD,
    about_a_leader,
    delivered,
    kept_from_the_leader,
    reached,
    said,
)
from tests.sending.support import SEARCH, START, WORDS, Bench, Call, an_item, refusing


@pytest.fixture
async def bench() -> Bench:
    return Bench(AROUND)


async def test_a_thread_that_is_gone_is_left_for_the_same_direct_message(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("thread_not_found") if call.thread_ts else None
    delivered(bench, "DDIR")
    said(bench, Kind.ANSWER, "DDIR")
    await bench.until_empty()
    assert [(call.channel, call.thread_ts) for call in bench.slack.sent] == [("DDIR", None)]
    assert bench.store.alerts == []


async def test_blocks_that_are_refused_are_sent_plainly_to_the_same_person(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("invalid_blocks") if call.blocks else None
    about_a_leader(bench, "UDIR")
    await bench.until_empty()
    assert (bench.slack.sent[0].channel, bench.slack.sent[0].blocks) == ("UDIR", [])
    assert kept_from_the_leader(bench)


async def test_a_card_whose_reader_is_gone_goes_to_the_next_and_skips_the_fallbacks_channel(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UDIR", "UBOSS"])
    about_a_leader(bench, "UDIR")
    await bench.until_empty()
    assert [(detour, channel) for _, detour, channel, _ in bench.store.diverted] == [
        (Detour.ADMINS, "UBOSS"),
        (Detour.ADMINS, "UADMIN"),
    ]
    [card] = [call for call in bench.slack.sent if call.blocks]
    assert card.channel == "UADMIN"
    assert "Somebody it was meant for could not be reached, so this came to you." in card.shown
    assert (card.buttons, card.menu) == ([], [])
    assert "Only those it was sent to first can answer this." in card.shown


async def test_a_card_that_came_to_another_stays_for_reading_when_it_is_brought_up_to_date(bench: Bench) -> None:
    delivered(bench, "DADMIN")
    bench.store.messages["DADMIN", "0.0"] = replace(bench.store.messages["DADMIN", "0.0"], ref="user_disabled")
    await bench.store.acknowledge("K7QX-1", by="UDIR", now=START)
    await bench.until_empty()
    [update] = bench.slack.sent
    assert update.buttons == []
    assert "so this came to you" in update.shown


async def test_a_reader_keeps_the_buttons_when_the_card_is_brought_up_to_date(bench: Bench) -> None:
    delivered(bench, "DDIR", "DBOSS")
    await bench.store.acknowledge("K7QX-1", by="UDIR", now=START)
    await bench.until_empty()
    assert {call.channel: call.buttons for call in bench.slack.sent} == {
        "DDIR": ["tell_me_more"],
        "DBOSS": ["tell_me_more"],
    }


async def test_a_card_whose_reader_is_gone_is_not_sent_twice_to_another_who_has_it(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UDIR"])
    about_a_leader(bench, "UDIR", "UBOSS")
    await bench.until_empty()
    assert reached(bench) == ["UBOSS"]
    assert [row.kind for row in bench.store.dropped] == [Kind.CARD]


async def test_when_every_reader_is_gone_one_card_is_with_an_admin(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UDIR", "UBOSS"])
    about_a_leader(bench, "UDIR", "UBOSS")
    await bench.until_empty()
    assert reached(bench) == ["UADMIN"]


async def test_a_card_nobody_takes_goes_round_among_people_until_somebody_does(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("is_archived") if call.blocks or "Feedback" in call.text else None
    about_a_leader(bench, "UDIR")
    async with bench.running():
        while not (bench.store.rows[0].channel == "UTRI" and bench.store.rows[0].attempts):
            await asyncio.sleep(1)  # until the last of them has refused it too, and it is kept
        assert [row.kind for row in bench.store.rows] == [Kind.CARD]
        assert {call.channel for call in bench.slack.refused if call.blocks} == {"UDIR", "UBOSS", "UADMIN", "UTRI"}
        bench.slack.answer = lambda call: None
        await bench.empty()
    [card] = [call for call in bench.slack.sent if WORDS in call.shown]
    assert card.channel == "UDIR"
    assert "so this came to you" not in card.shown
    assert kept_from_the_leader(bench)


async def test_a_reminder_whose_readers_are_gone_goes_on_without_the_leader(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UDIR", "UBOSS"])
    delivered(bench, "DDIR", "DBOSS")
    for person in ("UDIR", "UBOSS"):
        bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    await bench.until_empty()
    [reminder] = [call for call in bench.slack.sent if call.blocks]
    assert (reminder.channel, reminder.buttons) == ("UADMIN", [])
    assert kept_from_the_leader(bench)


async def test_admins_are_told_apart_from_the_one_it_is_about(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UDIR"])
    about_a_leader(bench, "UDIR")
    await bench.until_empty()
    [(people, alert)] = bench.store.alerts
    assert people == ("UADMIN", "UTRI")
    assert "K7QX-1 for Payments" in alert
    assert "It is with <@UBOSS> instead." in alert
    assert "Look at who stands under `escalation` of Payments" in alert
    assert "Not every admin gets this message" in alert
    assert LEAD not in alert


async def test_an_alert_about_a_direct_message_names_nobody_it_does_not_know(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("channel_not_found"), channels=["DDIR"])
    delivered(bench, "DDIR")
    said(bench, Kind.ANSWER, "DDIR")
    await bench.until_empty()
    assert "somebody who has it has left" in bench.store.alerts[0][1]
    assert "DDIR" not in bench.store.alerts[0][1]


def as_the_leader_sees_it(bench: Bench) -> list[Any]:
    """Every message in a channel, and every one to the leader."""
    calls = [call for call in bench.slack.sent if call.channel[0] == "C" or call.channel in (LEAD, "DLEAD")]
    return [(call.method, call.channel, call.text, call.blocks, call.ts is None) for call in calls]


def gone(call: Call) -> SlackFailure | None:
    return SlackRefused("user_disabled") if call.channel in ("UDIR", "UTWO") else None


def archived(call: Call) -> SlackFailure | None:
    return SlackRefused("is_archived") if call.channel in ("CPAY", "UDIR") else None


def plainly(call: Call) -> SlackFailure | None:
    return SlackRefused("invalid_blocks") if call.blocks else None


@pytest.mark.parametrize("answer", [lambda call: None, gone, archived, plainly])
async def test_what_the_leader_sees_is_the_same_with_and_without_the_item(
    answer: Callable[[Call], SlackFailure | None],
) -> None:
    seen = []
    for there in (True, False):
        bench = Bench(AROUND)
        bench.slack.answer = answer
        async with bench.running():
            if there:
                about_a_leader(bench, "UDIR", "UBOSS")
                await bench.empty()
                for person in ("UDIR", "UBOSS"):
                    bench.store.put(Kind.LEADER_REMINDER, person, step=1)
                said(bench, Kind.QUESTION, *(channel for channel, _ in list(bench.store.messages)))
                await bench.empty()
            bench.store.add(an_item(2, words="Another"))
            await bench.empty()
            for person in ("UTWO", "UDIR", LEAD):
                bench.store.put(Kind.LEADER_REMINDER, person, "K7QX-2", step=1)
            await bench.empty()
            await bench.store.acknowledge("K7QX-2", by=LEAD, now=START)
            await bench.empty()
        seen.append(as_the_leader_sees_it(bench))
    assert seen[0] == seen[1]
    assert seen[0]


async def test_an_alert_about_the_item_keeps_none_about_others_from_the_leader() -> None:
    escalated = replace(ABOVE, escalation=(("UTWO",),))
    bench = Bench(replace(AROUND, teams=(escalated, SEARCH)))
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UTWO"])
    delivered(bench, "DTWO")
    bench.store.put(Kind.LEADER_REMINDER, "UTWO", step=1)
    bench.store.add_delivered(an_item(2), ts="2.0")
    bench.store.put(Kind.LEADER_REMINDER, "UTWO", "K7QX-2", step=1)
    bench.store.put(Kind.LEADER_REMINDER, LEAD, "K7QX-2", step=1)
    await bench.until_empty()
    assert [LEAD in people for people, _ in bench.store.alerts] == [False, True]
    assert "still have theirs" in bench.store.alerts[1][1]
