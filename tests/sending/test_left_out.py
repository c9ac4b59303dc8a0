"""An item about a leader: by direct message to a few, never into a channel, and never to whom it is about."""

import asyncio
from dataclasses import replace

import pytest

from bot.ports import Kind
from tests.sending.leaving_out import (
    AROUND,
    LEAD,
    about_a_leader,
    delivered,
    kept_from_the_leader,
    reached,
    said,
)
from tests.sending.support import PAYMENTS, TRIAGE, Bench

THREADED = [Kind.QUESTION, Kind.ANSWER, Kind.WITHDRAWN]


@pytest.fixture
async def bench() -> Bench:
    return Bench(AROUND)


async def test_a_card_goes_to_each_person_and_not_into_the_teams_channel(bench: Bench) -> None:
    about_a_leader(bench, "UDIR", "UBOSS")
    await bench.until_empty()
    assert reached(bench) == ["UDIR", "UBOSS"]
    assert {message.channel for message in bench.store.messages.values()} == {"DDIR", "DBOSS"}
    assert all(call.buttons == ["tell_me_more", "acknowledge"] for call in bench.slack.sent)
    assert "It was sent only to <@UDIR> and <@UBOSS>" in bench.slack.sent[0].shown
    assert bench.store.nudges.keys() == {"K7QX-1"}


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.REPORT, Kind.LEADER_REMINDER, *THREADED])
@pytest.mark.parametrize("wrong", ["CPAY", "CTRI", LEAD])
async def test_whatever_a_row_says_nothing_goes_into_a_channel_or_to_that_leader(
    bench: Bench, kind: Kind, wrong: str
) -> None:
    delivered(bench, "DDIR", hidden_by="UBOSS" if kind is Kind.REPORT else None)
    said(bench, kind, wrong)
    await bench.until_empty()
    assert kept_from_the_leader(bench)
    assert {call.channel for call in bench.slack.sent} == (set() if kind is Kind.LEADER_REMINDER else {"UDIR"})


async def test_where_nobody_else_is_left_it_goes_to_nobody() -> None:
    alone = replace(AROUND, teams=(PAYMENTS,), fallback=replace(TRIAGE, leaders=(LEAD,)), admins=(LEAD,))
    bench = Bench(alone)
    about_a_leader(bench, LEAD)
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_a_thread_reminder_is_never_sent(bench: Bench) -> None:
    delivered(bench, "DDIR")
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    bench.store.put(Kind.THREAD_REMINDER, "DDIR", step=1)
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_a_reminder_says_why_and_not_that_one_leads_the_team(bench: Bench) -> None:
    delivered(bench, "DDIR")
    bench.store.put(Kind.LEADER_REMINDER, "UDIR", step=1)
    await bench.until_empty()
    [call] = bench.slack.sent
    assert "it is about somebody who leads Payments" in call.shown
    assert "because you lead" not in call.shown
    assert call.buttons == ["tell_me_more", "acknowledge"]


@pytest.mark.parametrize(("person", "sent"), [("UDIR", 1), ("UADMIN", 1), ("UTWO", 0), (LEAD, 0)])
async def test_a_reminder_goes_only_to_who_may_have_it_now(bench: Bench, person: str, sent: int) -> None:
    delivered(bench, "DDIR")
    bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    await bench.until_empty()
    assert len(bench.slack.sent) == sent


@pytest.mark.parametrize("kind", THREADED)
async def test_what_is_said_later_goes_under_the_card_of_each(bench: Bench, kind: Kind) -> None:
    delivered(bench, "DDIR", "DBOSS")
    said(bench, kind, "DDIR", "DBOSS")
    await bench.until_empty()
    assert [(call.channel, call.thread_ts) for call in bench.slack.sent] == [("DDIR", "0.0"), ("DBOSS", "1.0")]


async def test_what_was_queued_for_a_person_before_their_card_came_says_what_it_is_about(bench: Bench) -> None:
    about_a_leader(bench, "UDIR")
    said(bench, Kind.QUESTION, "UDIR")
    await bench.until_empty()
    _, question = bench.slack.sent
    assert (question.channel, question.thread_ts) == ("UDIR", None)
    assert "A question about feedback K7QX-1" in question.shown


async def test_what_is_said_waits_until_anybody_has_a_card(bench: Bench) -> None:
    about_a_leader(bench)
    said(bench, Kind.QUESTION, "DDIR")
    async with bench.running():
        await asyncio.sleep(5)
        assert bench.slack.sent == []
        delivered(bench, "DDIR")
        await bench.empty()
    assert bench.slack.sent[0].thread_ts == "0.0"
