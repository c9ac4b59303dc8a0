"""Contract: taking feedback, acknowledging it and asking about it."""

import pytest

from bot.core.item import State
from bot.errors import StoreFailure, UnknownItem
from bot.ports import Detour, Kind, Message, Outgoing, Store, TakeResult
from tests.storage.samples import LATER, NOW, SOON, claimed, delivered, emptied, item, question, reminder, ts


async def test_what_is_taken_comes_back_as_it_was(store: Store) -> None:
    signed = item(
        signed_by="U1ANA", about="https://example.slack.com/archives/C1/p1", words="🙈\u202eRTL \x00 'quoted' \n"
    )
    assert await store.take(signed, channel="C1PAY") is TakeResult.TAKEN
    assert await store.item(signed.id) == signed


async def test_an_item_nobody_took_is_none(store: Store) -> None:
    assert await store.item("NOBODY") is None


async def test_taking_queues_the_card_in_the_channels_lane(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    row = await claimed(store, "C1PAY")
    assert row == Outgoing(seq=row.seq, kind=Kind.CARD, channel="C1PAY", item=taken.id, due_at=NOW, detour=Detour.NONE)


async def test_a_repeated_submission_is_stored_once(store: Store) -> None:
    taken = item(signed_by="U1ANA")
    await store.take(taken, channel="C1PAY")
    again = item(id=taken.id, signed_by="U1ANA", waiting_since=SOON, why="another rule", about="elsewhere")
    assert await store.take(again, channel="C1PAY") is TakeResult.ALREADY_TAKEN
    assert await store.item(taken.id) == taken
    assert len(await emptied(store, "C1PAY")) == 1


@pytest.mark.parametrize("other", [{"words": "Other words."}, {"team": "search"}, {"signed_by": "U1ANA"}])
async def test_an_id_in_use_is_refused_and_nothing_is_written(store: Store, other: dict[str, str]) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    assert await store.take(item(id=taken.id, **other), channel="C1OTHER") is TakeResult.ID_IN_USE
    assert await store.item(taken.id) == taken
    assert list(await store.lanes()) == ["C1PAY"]


async def test_a_repeated_submission_of_an_acknowledged_item_is_still_recognised(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.acknowledge(taken.id, by="U1LEAD", now=LATER)
    assert await store.take(taken, channel="C1PAY") is TakeResult.ALREADY_TAKEN


async def test_an_item_for_a_team_that_does_not_exist_is_a_failure_and_leaves_nothing(store: Store) -> None:
    lost = item(team="nowhere")
    with pytest.raises(StoreFailure):
        await store.take(lost, channel="C1PAY")
    assert await store.item(lost.id) is None
    assert await store.lanes() == {}


async def test_half_a_character_is_a_failure_that_does_not_repeat_the_words(store: Store) -> None:
    with pytest.raises(StoreFailure) as caught:
        await store.take(item(words="secret \ud800"), channel="C1PAY")
    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is None
    with pytest.raises(StoreFailure):
        await store.item("\ud800")


async def test_acknowledging_names_who_and_when_and_ends_the_reminders(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    done = await store.acknowledge(taken.id, by="U1LEAD", now=LATER)
    assert done.won
    assert done.item == await store.item(taken.id)
    assert (done.item.state, done.item.acknowledged_by, done.item.acknowledged_at, done.item.version) == (
        State.ACKNOWLEDGED, "U1LEAD", LATER, 2,
    )  # fmt: skip
    assert await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD")) == 0


async def test_the_second_leader_is_told_who_was_first(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    second = await store.acknowledge(taken.id, by="U1OTHER", now=LATER)
    assert not second.won
    assert second.item.acknowledged_by == "U1LEAD"
    assert [row.kind for row in await emptied(store, "C1PAY")] == [Kind.UPDATE]


async def test_acknowledging_what_nobody_took_is_refused(store: Store) -> None:
    with pytest.raises(UnknownItem):
        await store.acknowledge("NOBODY", by="U1LEAD", now=NOW)
    with pytest.raises(UnknownItem):
        await store.ask(question(item()))


async def test_every_message_about_an_item_is_brought_up_to_date(store: Store) -> None:
    taken = item()
    card = await delivered(store, taken)
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD"))
    in_thread, to_leader = await claimed(store, "C1PAY", now=LATER), await claimed(store, "U1LEAD", now=LATER)
    nudged = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.THREAD_REMINDER, step=1, version=1)
    direct = Message(channel="D1LEAD", ts=ts(), item=taken.id, kind=Kind.LEADER_REMINDER, step=1, version=1)
    await store.sent(in_thread, now=LATER, message=nudged)
    await store.sent(to_leader, now=LATER, message=direct)
    await store.acknowledge(taken.id, by="U1LEAD", now=LATER)
    updates = await emptied(store, "C1PAY") + await emptied(store, "D1LEAD")
    assert [(row.kind, row.ref, row.item) for row in updates] == [
        (Kind.UPDATE, message.ts, taken.id) for message in (card, nudged, direct)
    ]


async def test_a_queued_reminder_does_not_go_out_after_the_acknowledgement(store: Store) -> None:
    taken, other = item(), item()
    await delivered(store, taken)
    await delivered(store, other)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD"))
    await store.acknowledge(taken.id, by="U1LEAD", now=LATER)
    assert [row.item for row in await emptied(store, "U1LEAD")] == [other.id]
    assert [(row.kind, row.item) for row in await emptied(store, "C1PAY")] == [
        (Kind.THREAD_REMINDER, other.id),
        (Kind.UPDATE, taken.id),
    ]


async def test_a_question_is_queued_for_the_thread_and_acknowledges(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    asked = question(taken)
    done = await store.ask(asked)
    assert done.won
    assert done.item.acknowledged_by == asked.asked_by
    assert done.item.acknowledged_at == asked.asked_at
    assert await store.questions(taken.id) == (asked,)
    first, second = await emptied(store, "C1PAY")
    assert (first.kind, first.ref, first.item, first.due_at) == (Kind.QUESTION, asked.id, taken.id, asked.asked_at)
    assert second.kind is Kind.UPDATE


async def test_the_same_question_twice_is_asked_once(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    asked = question(taken)
    await store.ask(asked)
    assert not (await store.ask(asked)).won
    assert await store.questions(taken.id) == (asked,)
    assert [row.kind for row in await emptied(store, "C1PAY")] == [Kind.QUESTION, Kind.UPDATE]


async def test_a_second_question_is_asked_though_the_item_is_acknowledged(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    late, early = question(taken, asked_at=LATER), question(taken, asked_at=SOON)
    await store.ask(late)
    assert not (await store.ask(early)).won
    assert await store.questions(taken.id) == (early, late)
    kinds = [row.kind for row in await emptied(store, "C1PAY")]
    assert kinds == [Kind.QUESTION, Kind.UPDATE, Kind.QUESTION]


async def test_a_question_follows_a_card_that_went_elsewhere(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1GONE")
    row = await claimed(store, "C1GONE")
    await store.divert(row, detour=Detour.FALLBACK_CHANNEL, channel="C1TRIAGE", reason="is_archived", now=SOON)
    diverted = await claimed(store, "C1TRIAGE")
    card = Message(channel="C1TRIAGE", ts=ts(), item=taken.id, kind=Kind.CARD, version=1)
    await store.sent(diverted, now=SOON, message=card)
    await store.ask(question(taken))
    assert [row.kind for row in await emptied(store, "C1TRIAGE")] == [Kind.QUESTION, Kind.UPDATE]


async def test_a_question_before_the_card_waits_behind_it(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1ELSEWHERE")
    await store.ask(question(taken))
    assert [row.kind for row in await emptied(store, "C1ELSEWHERE")] == [Kind.CARD, Kind.QUESTION]


async def test_a_question_about_a_card_that_never_came_goes_to_the_teams_channel(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1GONE")
    await store.drop(await claimed(store, "C1GONE"))
    await store.ask(question(taken))
    assert [row.kind for row in await emptied(store, "C1PAY")] == [Kind.QUESTION]
