"""Answers and withdrawals in the thread, and what is left of them once an item's words are gone."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.core.item import Answer, Item, Question, State
from bot.errors import SlackRefused
from bot.ports import Kind, Message
from tests.sending.support import START, Bench, an_item, refusing

HEARD = an_item(state=State.ACKNOWLEDGED, acknowledged_by="ULEAD", acknowledged_at=START, version=2)
WITHDRAWN = replace(HEARD, state=State.WITHDRAWN, version=3)
ANSWER = Answer(id="a1", item="K7QX-1", text="The one for March, <!here>.", answered_at=START)


def answered(bench: Bench, item: Item = HEARD, answer: Answer = ANSWER) -> None:
    bench.store.add_delivered(item, ts="17.5")
    bench.store.answered.append(answer)
    bench.store.put(Kind.ANSWER, "CPAY", ref="a1")


def shown_before(bench: Bench, kind: Kind, item: Item, ref: str | None = None, channel: str = "CPAY") -> None:
    bench.store.items[item.id] = item
    bench.store.messages[channel, "9.0"] = Message(
        channel=channel, ts="9.0", item=item.id, kind=kind, ref=ref, version=item.version - 1
    )
    bench.store.put(Kind.UPDATE, channel, ref="9.0")


async def test_an_answer_is_posted_in_the_thread_and_noted_with_its_id(bench: Bench) -> None:
    answered(bench)
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.thread_ts) == ("CPAY", "17.5")
    assert "The author of K7QX-1 answers:" in call.shown
    message = bench.store.messages["CPAY", f"1.{call.at:09.3f}"]
    assert (message.kind, message.ref, message.version) == (Kind.ANSWER, "a1", 2)


async def test_an_answer_waits_until_its_card_is_there(bench: Bench) -> None:
    bench.store.items["K7QX-1"] = HEARD
    bench.store.answered.append(ANSWER)
    bench.store.put(Kind.ANSWER, "CPAY", ref="a1")
    async with bench.running():
        await asyncio.sleep(5)
        assert bench.slack.sent == []
        bench.store.add_delivered(HEARD, channel="CTRI", ts="9.9")
        await bench.empty()
    assert [(call.channel, call.thread_ts) for call in bench.slack.sent] == [("CTRI", "9.9")]


async def test_an_answer_whose_thread_is_gone_goes_to_the_fallback(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("thread_not_found") if call.thread_ts else None
    answered(bench)
    await bench.until_empty()
    [call] = [call for call in bench.slack.sent if call.blocks]
    assert call.channel == "CTRI"
    assert "The author of K7QX-1 answers:" in call.shown


async def test_an_answer_that_is_sent_plainly_notifies_nobody(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("invalid_blocks") if call.blocks else None
    answered(bench)
    await bench.until_empty()
    assert bench.slack.sent[0].text == "The author of K7QX-1 answers:\nThe one for March, &lt;!here&gt;."


async def test_an_answer_that_comes_after_a_report_shows_no_words(bench: Bench) -> None:
    answered(bench, replace(HEARD, hidden_by="ULEAD"))
    await bench.until_empty()
    assert "March" not in bench.slack.sent[0].shown


async def test_a_withdrawal_is_said_in_the_thread(bench: Bench) -> None:
    bench.store.add_delivered(WITHDRAWN, ts="17.5")
    bench.store.put(Kind.WITHDRAWN, "CPAY")
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.thread_ts) == ("CPAY", "17.5")
    assert "The author of K7QX-1 has taken it back." in call.shown


async def test_a_withdrawal_slack_refuses_is_dropped_since_the_card_says_it_too(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("thread_not_found"), channels=["CPAY"])
    bench.store.add_delivered(WITHDRAWN)
    bench.store.put(Kind.WITHDRAWN, "CPAY")
    await bench.until_empty()
    assert (bench.slack.sent, bench.store.alerts) == ([], [])


@pytest.mark.parametrize(("kind", "ref"), [(Kind.ANSWER, "gone"), (Kind.WITHDRAWN, None), (Kind.REPORT, None)])
async def test_what_is_not_so_any_more_is_not_said(bench: Bench, kind: Kind, ref: str | None) -> None:
    bench.store.add_delivered(HEARD)
    bench.store.put(kind, "CPAY", ref=ref)
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_erased_questions_and_answers_are_brought_up_to_date(bench: Bench) -> None:
    erased = replace(HEARD, state=State.CLOSED, words="", erased=True, version=3)
    bench.store.asked.append(Question(id="q1", item="K7QX-1", asked_by="ULEAD", text="", asked_at=START))
    bench.store.answered.append(replace(ANSWER, text=""))
    shown_before(bench, Kind.QUESTION, erased, ref="q1")
    shown_before(bench, Kind.ANSWER, erased, ref="a1", channel="CSEA")
    await bench.until_empty()
    assert [call.method for call in bench.slack.sent] == ["update", "update"]
    assert all("is erased by now" in call.shown for call in bench.slack.sent)
    assert not any("came here" in call.shown for call in bench.slack.sent)
    assert [(each.ref, each.version) for each in bench.store.messages.values()] == [("q1", 3), ("a1", 3)]


@pytest.mark.parametrize("changes", [{"hidden_by": "ULEAD"}, {"state": State.WITHDRAWN}])
async def test_answers_lose_their_words_with_the_item_and_questions_stay(bench: Bench, changes: dict[str, Any]) -> None:
    item = replace(HEARD, version=3, **changes)
    bench.store.asked.append(Question(id="q1", item="K7QX-1", asked_by="ULEAD", text="Which?", asked_at=START))
    bench.store.answered.append(ANSWER)
    shown_before(bench, Kind.QUESTION, item, ref="q1")
    shown_before(bench, Kind.ANSWER, item, ref="a1", channel="CSEA")
    await bench.until_empty()
    [call] = bench.slack.sent
    assert call.channel == "CSEA"
    assert "March" not in call.shown


async def test_an_answer_is_left_alone_while_its_words_stay(bench: Bench) -> None:
    bench.store.answered.append(ANSWER)
    shown_before(bench, Kind.ANSWER, replace(HEARD, version=3), ref="a1")
    await bench.until_empty()
    assert bench.slack.sent == []


@pytest.mark.parametrize("kind", [Kind.THREAD_REMINDER, Kind.LEADER_REMINDER, Kind.CARD])
async def test_cards_and_reminders_lose_their_words_with_a_report(bench: Bench, kind: Kind) -> None:
    shown_before(bench, kind, replace(HEARD, hidden_by="ULEAD", version=3))
    await bench.until_empty()
    [call] = bench.slack.sent
    assert "export" not in call.shown


async def test_a_withdrawal_is_never_brought_up_to_date(bench: Bench) -> None:
    shown_before(bench, Kind.WITHDRAWN, replace(WITHDRAWN, erased=True, version=4))
    await bench.until_empty()
    assert bench.slack.sent == []
