"""Leaders who cannot be reminded any more: somebody else is, or admins are told that nobody could be."""

from dataclasses import replace

import pytest

from bot.errors import SlackRefused, StoreFailure
from bot.ports import Kind
from tests.sending.support import ORGANISATION, PAYMENTS, SEARCH, TRIAGE, Bench, an_item, refusing

GONE = ["user_not_found", "user_disabled", "channel_not_found", "cannot_dm_bot"]


def reminded(bench: Bench) -> set[str]:
    return {call.channel for call in bench.slack.sent if "has been waiting" in call.shown}


@pytest.mark.parametrize("code", GONE)
async def test_the_reminder_of_an_only_leader_who_has_left_goes_to_one_who_leads_the_fallback(
    bench: Bench, code: str
) -> None:
    bench.slack.answer = refusing(SlackRefused(code), channels=["UFIND"])
    bench.store.add_delivered(an_item(team="search"), channel="CSEA")
    bench.store.put(Kind.LEADER_REMINDER, "UFIND", step=1)
    await bench.until_empty()
    [reminder] = [call for call in bench.slack.sent if call.blocks]
    assert reminder.channel == "UTRI"
    assert "nobody who leads Search could be reached" in reminder.shown
    assert reminder.buttons == ["tell_me_more", "acknowledge"]
    [(_, alert)] = bench.store.alerts
    assert "It is with <@UTRI> instead." in alert
    assert "still have theirs" not in alert


async def test_when_every_leader_has_left_one_reminder_goes_to_the_fallback(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["ULEAD", "UTWO"])
    bench.store.add_delivered(an_item())
    for person in PAYMENTS.leaders:
        bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent if call.blocks] == ["UTRI"]


async def test_while_another_leader_is_there_nobody_of_the_fallback_is_asked(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["ULEAD"])
    bench.store.add_delivered(an_item())
    for person in PAYMENTS.leaders:
        bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    await bench.until_empty()
    assert reminded(bench) == {"UTWO"}
    assert "The others who were reminded still have theirs." in bench.store.alerts[0][1]


async def test_one_who_leads_the_fallback_and_has_left_too_is_passed_over() -> None:
    bench = Bench(replace(ORGANISATION, fallback=replace(TRIAGE, leaders=("UTRI", "UTOO"))))
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UFIND", "UTRI"])
    bench.store.add_delivered(an_item(team="search"), channel="CSEA")
    bench.store.put(Kind.LEADER_REMINDER, "UFIND", step=1)
    await bench.until_empty()
    assert reminded(bench) == {"UTOO"}


async def test_a_process_that_remembers_nothing_passes_on_what_was_passed_on_before() -> None:
    bench = Bench(replace(ORGANISATION, fallback=replace(TRIAGE, leaders=("UTRI", "UTOO"))))
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UTRI"])
    bench.store.add_delivered(an_item(team="search"), channel="CSEA")
    bench.store.put(Kind.LEADER_REMINDER, "UTRI", step=1, reason="user_disabled")
    await bench.until_empty()
    assert reminded(bench) == {"UTOO"}


async def test_where_nobody_is_left_admins_are_told_so(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UFIND", "UTRI"])
    bench.store.add_delivered(an_item(team="search"), channel="CSEA")
    bench.store.put(Kind.LEADER_REMINDER, "UFIND", step=1)
    await bench.until_empty()
    assert "Nobody else could be reminded directly." in bench.store.alerts[-1][1]
    assert [row.kind for row in bench.store.dropped if row.kind is not Kind.ALERT] == [Kind.LEADER_REMINDER]


async def test_a_team_without_leaders_has_those_of_the_fallback_and_they_are_not_asked_twice() -> None:
    teams = (PAYMENTS, replace(SEARCH, leaders=()))
    bench = Bench(replace(ORGANISATION, teams=teams, fallback=replace(TRIAGE, leaders=("UTRI", "UTOO"))))
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UTRI"])
    bench.store.add_delivered(an_item(team="search"), channel="CSEA")
    for person in ("UTRI", "UTOO"):
        bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent if call.blocks] == ["UTOO"]


async def test_one_who_came_back_counts_again(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UTWO"])
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.LEADER_REMINDER, "UTWO", step=1)
    async with bench.running():
        await bench.empty()
        bench.slack.answer = lambda call: None
        bench.store.put(Kind.LEADER_REMINDER, "UTWO", step=2)
        bench.sender.wake()
        await bench.empty()
        bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["ULEAD"])
        bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=3)
        bench.sender.wake()
        await bench.empty()
    assert {call.channel for call in bench.slack.sent if call.blocks} == {"UTWO"}


async def test_a_reminder_without_its_buttons_is_told_once_and_not_for_every_leader(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("invalid_blocks") if call.blocks else None
    bench.store.add_delivered(an_item())
    for person in PAYMENTS.leaders:
        bench.store.put(Kind.LEADER_REMINDER, person, step=1)
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    await bench.until_empty()
    assert {"ULEAD", "UTWO", "CPAY"} <= {call.channel for call in bench.slack.sent}
    [(_, alert)] = bench.store.alerts
    assert "It is there without its buttons." in alert


async def test_an_alert_that_could_not_be_queued_is_queued_with_the_next_try(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["ULEAD"])
    bench.store.broken["alert"] = [StoreFailure("away")]
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
    await bench.until_empty()
    assert len(bench.store.alerts) == 1
