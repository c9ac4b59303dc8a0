"""The sender as a whole: fairness, draining, a refused token, and a database that fails under it."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from bot.errors import SlackFailure, SlackRefused, SlackTokenRefused, StoreUnavailable
from bot.ports import Kind
from bot.sending.sender import AT_ONCE
from tests.sending.support import Bench, Call, an_item, clock, refusing

REVOKED = SlackTokenRefused("token_revoked")


def alert(bench: Bench, lane: str, words: str = "hello") -> None:
    bench.store.put(Kind.ALERT, lane, None, ref=words)


async def test_two_hundred_messages_to_twenty_channels_arrive_in_order(bench: Bench) -> None:
    for number in range(200):
        bench.store.put(Kind.ALERT, f"C{number % 20}", None, ref=str(number))
    await bench.until_empty()
    for channel in range(20):
        assert bench.texts(f"C{channel}") == [str(number) for number in range(200) if number % 20 == channel]


async def test_ten_thousand_lanes_are_served_in_turn_with_few_in_hand() -> None:
    bench = Bench(rate=10_000)
    for number in range(10_000):
        alert(bench, f"U{number}")
    await bench.until_empty()
    assert len(bench.slack.sent) == 10_000
    assert bench.slack.most_in_flight <= AT_ONCE
    assert bench.store.calls["lanes"] < 1000
    assert bench.store.calls["claim"] <= 20_000


async def test_a_long_lane_does_not_keep_the_others_waiting() -> None:
    bench = Bench(rate=20)
    for number in range(500):
        alert(bench, "CLONG", str(number))
    for number in range(100):
        alert(bench, f"U{number}")
    await bench.run_for(7)
    sent = Counter(call.channel for call in bench.slack.sent)
    assert all(sent[f"U{number}"] == 1 for number in range(100))


async def test_draining_lets_what_is_being_sent_finish_and_claims_nothing_more(bench: Bench) -> None:
    async def slowly() -> None:
        await asyncio.sleep(3)

    bench.slack.answer = lambda call: slowly()
    for number in range(3):
        bench.store.add(an_item(number))
    bench.store.add(an_item(9, team="search"), channel="CSEA")
    running = asyncio.create_task(bench.sender.run())
    await asyncio.sleep(1)
    await bench.sender.drain(10)
    await running
    assert sorted(call.channel for call in bench.slack.sent) == ["CPAY", "CSEA"]
    assert len(bench.store.messages) == 2
    assert [row.item for row in bench.store.rows] == ["K7QX-1", "K7QX-2"]
    assert asyncio.get_running_loop().time() < 4


async def test_draining_gives_up_on_what_takes_too_long_and_keeps_its_row(bench: Bench) -> None:
    async def for_ever() -> None:
        await asyncio.sleep(10**6)

    bench.slack.answer = lambda call: for_ever()
    bench.store.add(an_item())
    running = asyncio.create_task(bench.sender.run())
    await asyncio.sleep(1)
    await bench.sender.drain(5)
    await running
    assert asyncio.get_running_loop().time() < 7
    assert len(bench.store.rows) == 1


async def test_draining_does_not_wait_for_a_row_that_only_waits_its_turn(bench: Bench) -> None:
    for number in range(3):
        bench.store.add(an_item(number))
    running = asyncio.create_task(bench.sender.run())
    await asyncio.sleep(0.5)
    started = asyncio.get_running_loop().time()
    await bench.sender.drain(10)
    await running
    assert asyncio.get_running_loop().time() - started < 0.01
    assert len(bench.slack.sent) == 1


async def test_draining_a_sender_that_never_ran_is_fine(bench: Bench) -> None:
    await bench.sender.drain(1)
    await bench.sender.run()


async def test_what_was_in_hand_when_the_process_ended_is_sent_after_its_claim(bench: Bench) -> None:
    async def for_ever() -> None:
        await asyncio.sleep(10**6)

    bench.slack.answer = lambda call: for_ever()
    bench.store.add(an_item())
    await bench.run_for(1)
    bench.slack.answer = lambda call: None
    async with bench.running(bench.another_sender()):
        await bench.empty()
    assert 60 <= bench.slack.sent[0].at < 63


async def test_a_revoked_token_stops_everything_and_loses_nothing(bench: Bench) -> None:
    bench.slack.answer = lambda call: REVOKED
    for number in range(20):
        bench.store.add(an_item(number), channel=f"C{number % 10}")
    async with bench.running():
        await asyncio.sleep(600)
        assert len(bench.store.rows) == 20
        assert len(bench.slack.refused) <= 10 + 20  # those in flight, and a probe every 30 s
        assert not bench.sender.health.ok
        assert bench.sender.health.refused_since is not None
        assert bench.meter.counts["token_refused"] == 1
        bench.slack.answer = lambda call: None
        await bench.empty(at_most=120)
    healthy = bench.sender.health
    assert healthy.ok
    assert healthy.last_success is not None
    assert len(bench.slack.sent) == 20
    assert bench.texts("C0") == ["Feedback K7QX-0 for Payments", "Feedback K7QX-10 for Payments"]


async def test_rows_that_wait_their_turn_when_the_token_is_refused_are_not_sent(bench: Bench) -> None:
    for number in range(20):
        bench.store.add(an_item(number), channel=f"C{number}")
    answers = {"C0": REVOKED}
    bench.slack.answer = lambda call: answers.get(call.channel)
    async with bench.running():
        await asyncio.sleep(20)
        assert len(bench.slack.sent) <= 8  # the burst that was let through together
        answers.clear()
        await bench.empty(at_most=180)
    assert len(bench.slack.sent) == 20


@pytest.mark.parametrize("code", ["missing_scope", "not_allowed_token_type"])
async def test_a_scope_that_is_missing_stops_everything_too(bench: Bench, code: str) -> None:
    bench.slack.answer = lambda call: SlackRefused(code)
    bench.store.add(an_item())
    await bench.run_for(100)
    assert not bench.sender.health.ok
    assert len(bench.store.rows) == 1
    assert bench.store.diverted == []


async def test_a_probe_that_has_nothing_to_send_hands_on_to_the_next_lane(bench: Bench) -> None:
    bench.slack.answer = lambda call: REVOKED
    bench.store.add(an_item())
    bench.store.put(Kind.LEADER_REMINDER, "ULEAD", "K7QX-2", step=1)
    async with bench.running():
        await asyncio.sleep(10)
        assert not bench.sender.health.ok
        bench.slack.answer = lambda call: None
        await bench.empty(at_most=60)
    healthy = bench.sender.health
    assert healthy.ok


async def test_a_refusal_for_another_reason_shows_that_the_token_is_accepted(bench: Bench) -> None:
    answers: list[SlackFailure] = [REVOKED, SlackRefused("is_archived")]
    bench.slack.answer = lambda call: answers.pop(0) if answers else None
    bench.store.add(an_item())
    await bench.until_empty(at_most=120)
    assert bench.sender.health.ok


@pytest.mark.parametrize("call", ["lanes", "claim", "item", "retry", "drop", "divert", "alert"])
async def test_a_database_that_fails_costs_time_and_no_row(bench: Bench, call: str) -> None:
    bench.store.broken[call] = [StoreUnavailable("locked") for _ in range(4)]
    bench.slack.answer = refusing(SlackRefused("brand_new_code"), channels=["CPAY"])
    bench.store.add(an_item())
    bench.store.put(Kind.UPDATE, "CSEA", ref="nothing")
    await bench.until_empty()
    cards = [each for each in bench.slack.sent if each.channel == "CTRI"]
    assert len(cards) == 1
    assert not bench.store.broken[call]


async def test_what_slack_took_is_noted_when_the_database_is_back_and_not_sent_again(bench: Bench) -> None:
    bench.store.broken["sent"] = [StoreUnavailable("full") for _ in range(12)]
    bench.store.add(an_item())
    bench.store.add(an_item(2))
    await bench.until_empty()
    assert bench.texts("CPAY") == ["Feedback K7QX-1 for Payments", "Feedback K7QX-2 for Payments"]
    assert asyncio.get_running_loop().time() > 60  # longer than its claim


async def test_an_error_of_ours_while_noting_is_no_reason_to_post_again(bench: Bench) -> None:
    bench.store.broken["sent"] = [KeyError("ours")]
    bench.store.add(an_item())
    await bench.until_empty()
    assert len(bench.slack.sent) == 1


async def test_an_error_of_ours_in_one_row_does_not_stop_the_others(bench: Bench) -> None:
    bench.store.broken["card"] = [KeyError("ours") for _ in range(100)]
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    bench.store.add(an_item(2), channel="CSEA")
    await bench.until_empty()
    assert bench.texts("CSEA") == ["Feedback K7QX-2 for Payments"]
    assert "bug_keyerror" in bench.store.alerts[0][1]


async def test_a_lane_is_served_again_even_after_an_error_nobody_foresaw(bench: Bench) -> None:
    bench.store.broken["claim"] = [KeyError("ours")]
    bench.store.add(an_item())
    await bench.until_empty()
    assert len(bench.slack.sent) == 1


async def test_two_senders_on_one_outbox_send_nothing_twice(bench: Bench) -> None:
    for number in range(60):
        bench.store.add(an_item(number), channel=f"C{number % 6}")
    async with bench.running(), bench.running(bench.another_sender()):
        await bench.empty()
    assert Counter(call.text for call in bench.slack.sent).most_common(1)[0][1] == 1
    assert len(bench.slack.sent) == 60


async def test_a_cancelled_sender_leaves_no_task_behind(bench: Bench) -> None:
    for number in range(30):
        bench.store.add(an_item(number), channel=f"C{number}")
    task = asyncio.create_task(bench.sender.run())
    await asyncio.sleep(0.5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_an_organisation_that_changes_is_used_from_the_next_row_on(bench: Bench) -> None:
    bench.store.add(an_item())
    async with bench.running():
        await bench.empty()
        payments, search, *_ = bench.current.organisation.teams
        bench.current.organisation = replace(
            bench.current.organisation, teams=(replace(payments, name="Money"), search), version=2
        )
        bench.store.add(an_item(2))
        await bench.empty()
    assert bench.texts("CPAY") == ["Feedback K7QX-1 for Payments", "Feedback K7QX-2 for Money"]


async def test_no_log_line_holds_words_or_people(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(call: Call) -> SlackFailure | None:
        return SlackRefused("is_archived") if call.channel == "CPAY" else None

    bench.slack.answer = answer
    bench.store.add(an_item(signed_by="UAUTHOR"))
    async with bench.running():
        await bench.empty()
        bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
        await bench.store.acknowledge("K7QX-1", by="ULEAD", now=clock())
        await bench.empty()
    logged = capsys.readouterr()
    everything = logged.out + logged.err
    assert "message_diverted" in everything
    assert not any(each in everything for each in ("export", "UAUTHOR", "ULEAD", "UADMIN", "CPAY"))
