"""What leaves when nothing goes wrong: in order, as the item is at that moment, and noted."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.core.item import Question, State
from bot.ports import Kind
from tests.sending.support import START, WORDS, Bench, an_item, clock


async def test_a_card_is_posted_into_its_channel_and_noted(bench: Bench) -> None:
    bench.store.add(an_item())
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.method, call.channel, call.thread_ts) == ("post", "CPAY", None)
    assert call.text == "Feedback K7QX-1 for Payments"
    assert call.buttons == ["tell_me_more", "acknowledge"]
    [message] = bench.store.messages.values()
    assert (message.kind, message.item, message.version, message.channel) == (Kind.CARD, "K7QX-1", 1, "CPAY")


async def test_the_first_reminder_is_due_from_the_moment_of_delivery(bench: Bench) -> None:
    bench.store.add(an_item())
    await bench.until_empty()
    assert timedelta(hours=4) <= bench.store.nudges["K7QX-1"] - START < timedelta(hours=4, seconds=5)


async def test_a_reminder_is_posted_in_the_thread_of_the_card(bench: Bench) -> None:
    bench.store.add_delivered(an_item(), ts="17.5")
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.thread_ts) == ("CPAY", "17.5")
    assert "4 hours" in call.shown


async def test_a_thread_reminder_goes_where_the_card_is(bench: Bench) -> None:
    bench.store.add_delivered(an_item(), channel="CTRI", ts="17.5")
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.thread_ts) == ("CTRI", "17.5")


async def test_a_leader_is_told_by_direct_message_why_it_is_them(bench: Bench) -> None:
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
    bench.store.put(Kind.LEADER_REMINDER, "UTRI", step=3)
    await bench.until_empty()
    shown = {call.channel: call.shown for call in bench.slack.sent}
    assert "because you lead Payments" in shown["ULEAD"]
    assert "because nobody who leads Payments could be reached" in shown["UTRI"]
    assert all(WORDS in each for each in shown.values())
    kinds = {(message.channel, message.kind, message.step) for message in bench.store.messages.values()}
    assert ("DLEAD", Kind.LEADER_REMINDER, 1) in kinds


async def test_a_question_is_posted_in_the_thread_with_who_asks(bench: Bench) -> None:
    bench.store.add_delivered(an_item(), ts="17.5")
    bench.store.asked.append(
        Question(id="q1", item="K7QX-1", asked_by="ULEAD", text="Which export, <!here>?", asked_at=START)
    )
    bench.store.put(Kind.QUESTION, "CPAY", ref="q1")
    await bench.until_empty()
    [call] = bench.slack.sent
    assert call.thread_ts == "17.5"
    assert "<@ULEAD> asks:" in call.shown
    assert bench.store.messages["CPAY", f"1.{call.at:09.3f}"].ref == "q1"


async def test_a_question_waits_until_its_card_is_there(bench: Bench) -> None:
    bench.store.items["K7QX-1"] = an_item()
    bench.store.asked.append(Question(id="q1", item="K7QX-1", asked_by="ULEAD", text="Which?", asked_at=START))
    bench.store.put(Kind.QUESTION, "CPAY", ref="q1")
    async with bench.running():
        await asyncio.sleep(5)
        assert bench.slack.sent == []
        bench.store.add_delivered(an_item(), channel="CTRI", ts="9.9")
        await bench.empty()
    assert [(call.channel, call.thread_ts) for call in bench.slack.sent] == [("CTRI", "9.9")]


async def test_rows_of_a_lane_go_in_the_order_they_were_written(bench: Bench) -> None:
    for number in range(20):
        bench.store.add(an_item(number))
    await bench.until_empty()
    assert bench.texts("CPAY") == [f"Feedback K7QX-{number} for Payments" for number in range(20)]


async def test_a_reminder_of_an_acknowledged_item_is_dropped_and_not_sent(bench: Bench) -> None:
    item = an_item(state=State.ACKNOWLEDGED, acknowledged_by="ULEAD", acknowledged_at=START, version=2)
    bench.store.add_delivered(item)
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
    await bench.until_empty()
    assert bench.slack.sent == []
    assert len(bench.store.dropped) == 2


async def test_an_acknowledgement_while_a_reminder_waits_its_turn_stops_it(bench: Bench) -> None:
    bench.store.add(an_item(2))
    bench.store.add_delivered(an_item(1))
    row = bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    async with bench.running():
        await asyncio.sleep(0.5)
        assert row.seq in bench.store.claims  # it is in the sender's hands, and waits for its second
        await bench.store.acknowledge("K7QX-1", by="ULEAD", now=clock())
        await bench.empty()
    assert [call.method for call in bench.slack.sent] == ["post", "update"]
    assert bench.texts("CPAY") == ["Feedback K7QX-2 for Payments", "Feedback K7QX-1 for Payments"]


async def test_an_acknowledgement_brings_every_message_up_to_date(bench: Bench) -> None:
    bench.store.add(an_item())
    async with bench.running():
        await bench.empty()
        bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
        bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
        await bench.empty()
        await bench.store.acknowledge("K7QX-1", by="ULEAD", now=clock())
        bench.sender.wake()
        await bench.empty()
    updates = [call for call in bench.slack.sent if call.method == "update"]
    assert len(updates) == 3
    assert all("<@ULEAD>" in call.shown for call in updates)
    assert sorted(call.buttons for call in updates) == [[], [], ["tell_me_more"]]
    assert {message.version for message in bench.store.messages.values()} == {2}


async def test_an_update_that_shows_the_state_already_is_dropped(bench: Bench) -> None:
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.UPDATE, "CPAY", ref="1.0")
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_an_update_of_a_question_is_dropped_since_questions_do_not_change(bench: Bench) -> None:
    message = bench.store.add_delivered(an_item(version=2))
    bench.store.messages["CPAY", "1.0"] = replace(message, kind=Kind.QUESTION, ref="q1", version=1)
    bench.store.put(Kind.UPDATE, "CPAY", ref="1.0")
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_what_changes_while_it_is_being_posted_is_brought_up_to_date_afterwards(bench: Bench) -> None:
    bench.store.add(an_item())

    async def slowly() -> None:
        await bench.store.acknowledge("K7QX-1", by="ULEAD", now=clock())
        await asyncio.sleep(1)

    bench.slack.answer = lambda call: slowly() if call.method == "post" else None
    await bench.until_empty()
    assert [call.method for call in bench.slack.sent] == ["post", "update"]
    assert "Acknowledged by <@ULEAD>" in bench.slack.sent[-1].shown


async def test_a_row_whose_item_or_question_is_gone_is_dropped(bench: Bench) -> None:
    bench.store.put(Kind.CARD, "CPAY", "GONE-1")
    bench.store.put(Kind.UPDATE, "CPAY", "GONE-1", ref="0.0")
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.QUESTION, "CPAY", ref="nobody-asked")
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_an_alert_is_sent_as_it_was_written_and_notifies_nobody(bench: Bench) -> None:
    bench.store.put(Kind.ALERT, "UADMIN", None, ref="*Payments* <!channel> has lost <@ULEAD> in <#CPAY>")
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.blocks) == ("UADMIN", [])
    assert call.text == "*Payments* channel has lost <@ULEAD> in <#CPAY>"


async def test_a_row_that_is_not_due_yet_waits_for_its_time(bench: Bench) -> None:
    bench.store.items["K7QX-1"] = an_item()
    bench.store.put(Kind.CARD, "CPAY", due_at=START + timedelta(seconds=90))
    await bench.until_empty()
    assert 90 <= bench.slack.sent[0].at < 91.5


async def test_a_sender_that_is_woken_sends_at_once(bench: Bench) -> None:
    async with bench.running():
        await asyncio.sleep(10.4)
        bench.store.add(an_item())
        bench.sender.wake()
        await bench.empty()
    assert bench.slack.sent[0].at < 10.5


async def test_idle_costs_one_look_a_second(bench: Bench) -> None:
    bench.store.put(Kind.ALERT, "UADMIN", None, ref="later", due_at=START + timedelta(days=1))
    await bench.run_for(60)
    assert bench.store.calls["lanes"] <= 62
    assert bench.store.calls["claim"] == 0
