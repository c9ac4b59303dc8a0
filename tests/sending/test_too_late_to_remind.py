"""A reminder that was right when it was queued, and is looked at again when its turn comes."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.core.organisation import Channel, Policy, WorkingHours
from bot.ports import Kind
from tests.sending.support import ORGANISATION, PAYMENTS, Bench, an_item

NIGHT = Policy(working_hours=WorkingHours(days=frozenset(range(5)), start=time(13), end=time(17)))
"""The tests begin at 9:00 in UTC, on a Monday."""


def queued(bench: Bench, *, step: int = 1, nudges: int = 1, person: str = "ULEAD") -> None:
    bench.store.add_delivered(an_item(nudges=nudges))
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=step)
    bench.store.put(Kind.LEADER_REMINDER, person, step=step)


async def test_outside_the_teams_hours_it_is_taken_back_until_they_begin(bench: Bench) -> None:
    bench.current.organisation = replace(ORGANISATION, teams=(replace(PAYMENTS, policy=NIGHT),))
    queued(bench)
    await bench.until_empty()
    assert bench.slack.sent == []
    assert len(bench.store.dropped) == 2
    assert bench.store.nudges == {"K7QX-1": datetime(2026, 3, 2, 13, tzinfo=UTC)}


async def test_within_the_teams_hours_it_is_sent(bench: Bench) -> None:
    hours = WorkingHours(days=frozenset(range(5)), start=time(8), end=time(17))
    bench.current.organisation = replace(ORGANISATION, teams=(replace(PAYMENTS, policy=Policy(working_hours=hours)),))
    queued(bench)
    await bench.until_empty()
    assert len(bench.slack.sent) == 2
    assert bench.store.nudges == {}


async def test_one_that_a_later_one_replaces_is_not_sent(bench: Bench) -> None:
    queued(bench, step=1, nudges=2)
    await bench.until_empty()
    assert bench.slack.sent == []
    assert len(bench.store.dropped) == 2


@pytest.mark.parametrize(("person", "sent"), [("ULEAD", 1), ("UTRI", 1), ("UGONE", 0)])
async def test_only_who_leads_the_team_or_the_fallback_now_is_reminded(bench: Bench, person: str, sent: int) -> None:
    bench.store.add_delivered(an_item(nudges=1))
    bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    await bench.until_empty()
    assert len(bench.slack.sent) == sent


async def test_a_card_goes_to_the_channel_that_the_team_has_now(bench: Bench) -> None:
    moved = replace(PAYMENTS, channel=Channel(id="CNEW", name="money"))
    bench.current.organisation = replace(ORGANISATION, teams=(moved,))
    bench.store.add(an_item())
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent] == ["CNEW"]
