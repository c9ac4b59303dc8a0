"""Contract: words are erased when their time has come, and a shorter time applies to what is there."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.held import HeldKind
from bot.core.item import Item, State
from bot.core.organisation import Policy
from bot.ports import Kind, Message, Release, Store
from tests.storage.samples import (
    BATCH,
    ERASE,
    LATER,
    NOW,
    PAYMENTS,
    SEARCH,
    SOON,
    TRIAGE,
    UNTIL,
    answer,
    card_posted,
    claimed,
    delivered,
    emptied,
    held,
    item,
    organisation,
    question,
    released,
    reminder,
    reply,
    ts,
)

DAY = timedelta(days=1)
LINK = "https://example.slack.com/archives/C1/p1"


async def test_nothing_is_erased_before_its_time(store: Store) -> None:
    entry = held()
    await released(store, entry)
    before = await store.item(entry.id)
    assert await store.erase_due(now=ERASE - timedelta(microseconds=1), limit=9) == ()
    assert await store.item(entry.id) == before


async def test_an_item_without_a_time_is_never_erased(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    assert await store.erase_due(now=ERASE + 999 * DAY, limit=9) == ()


async def test_words_reason_and_link_are_erased_with_questions_answers_and_the_way_back(store: Store) -> None:
    entry = held(about=LINK)
    await released(store, entry)
    await store.ask(question(await _item(store, entry.id)))
    await released(store, reply(entry.id), at=LATER)
    assert await store.erase_due(now=ERASE, limit=9) == (entry.id,)
    after = await _item(store, entry.id)
    assert (after.words, after.why, after.about) == ("", "", None)
    assert (after.erased, after.erase_at, after.answerable) == (True, None, False)
    assert [asked.text for asked in await store.questions(entry.id)] == [""]
    assert [given.text for given in await store.answers(entry.id)] == [""]
    assert await store.tagged() == ()


async def test_what_stays_is_for_counting(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await store.acknowledge(entry.id, by="U1LEAD", now=LATER)
    before = await _item(store, entry.id)
    await store.erase_due(now=ERASE, limit=9)
    assert await _item(store, entry.id) == replace(
        before, words="", why="", erased=True, erase_at=None, answerable=False, state=State.CLOSED,
        closed_because="erased", version=before.version + 1,
    )  # fmt: skip


async def test_an_item_that_has_ended_stays_ended_as_it_did(store: Store) -> None:
    closed, withdrawn = held(), held()
    await released(store, closed, withdrawn, reply(withdrawn.id, HeldKind.WITHDRAWAL))
    await store.close_item(closed.id, because="a duplicate", now=LATER)
    assert set(await store.erase_due(now=ERASE, limit=9)) == {closed.id, withdrawn.id}
    after, other = await _item(store, closed.id), await _item(store, withdrawn.id)
    assert (after.state, after.closed_because, after.version, after.erased) == (State.CLOSED, "a duplicate", 3, True)
    assert (other.state, other.closed_because, other.version, other.erased) == (State.WITHDRAWN, None, 3, True)


async def test_nobody_is_reminded_of_what_was_erased(store: Store) -> None:
    taken = item(erase_at=ERASE)
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD", next_at=LATER))
    await store.erase_due(now=ERASE, limit=9)
    assert await emptied(store, "U1LEAD") == []
    assert await store.remind_due(now=ERASE, limit=1, decide=lambda _: reminder("U1LEAD")) == 0


async def test_every_message_about_it_is_brought_up_to_date_whatever_its_kind(store: Store) -> None:
    entry = held()
    await released(store, entry)
    card = await card_posted(store, "C1PAY", "C1PAY")
    kinds = [Kind.QUESTION, Kind.ANSWER, Kind.REPORT, Kind.WITHDRAWN, Kind.THREAD_REMINDER, Kind.LEADER_REMINDER]
    said = [Message(channel="C1PAY", ts=ts(), item=entry.id, kind=kind, version=1) for kind in kinds]
    for message in said:
        await store.remember(message)
    await store.erase_due(now=ERASE, limit=9)
    rows = await emptied(store, "C1PAY", now=ERASE)
    assert {row.kind for row in rows} == {Kind.UPDATE}
    assert [row.ref for row in rows] == [card.ts, *(message.ts for message in said)]


async def test_what_was_still_to_be_said_is_not_said_without_words(store: Store) -> None:
    taken = item(signed_by="U1ANA", erase_at=ERASE)
    card = await delivered(store, taken)
    await store.ask(question(taken))
    await store.answer(answer(taken.id))
    await store.report(taken.id, by="U1LEAD", places=("C1SAFETY",), now=LATER)
    await store.erase_due(now=ERASE, limit=9)
    assert [(row.kind, row.ref) for row in await emptied(store, "C1PAY", now=ERASE)] == [(Kind.UPDATE, card.ts)]
    assert await store.lanes() == {}


async def test_what_was_being_said_at_that_moment_is_brought_up_to_date_afterwards(store: Store) -> None:
    taken = item(erase_at=ERASE)
    await delivered(store, taken)
    asked = question(taken)
    await store.ask(asked)
    on_its_way = await claimed(store, "C1PAY", now=ERASE)
    await store.erase_due(now=ERASE, limit=9)
    said = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.QUESTION, ref=asked.id, version=2)
    await store.sent(on_its_way, now=ERASE, message=said)
    assert said.ts in [row.ref for row in await emptied(store, "C1PAY", now=ERASE)]


async def test_what_its_author_still_had_to_say_is_erased_with_it(store: Store) -> None:
    entry, other = held(), held()
    await released(store, entry, other)
    for about in (entry, other):
        await store.hold(reply(about.id))
    await store.erase_due(now=ERASE, limit=1)
    erased, kept = (entry, other) if (await _item(store, entry.id)).erased else (other, entry)
    assert await store.held_for(erased.id) == ()
    assert len(await store.held_for(kept.id)) == 1


async def test_the_longest_due_come_first_and_the_rest_in_the_next_sweep(store: Store) -> None:
    entries = [held(id=f"E{number}") for number in range(5)]
    for number, entry in enumerate(entries):
        await store.hold(entry)
        await store.release([Release(id=entry.id, erase_at=ERASE - number * DAY)], at=BATCH)
    sweeps = [await store.erase_due(now=ERASE, limit=2) for _ in range(4)]
    assert sweeps == [("E4", "E3"), ("E2", "E1"), ("E0",), ()]


async def test_what_could_not_go_out_is_deleted_once_its_words_would_have_been_erased(store: Store) -> None:
    stuck, item_of_another, longer = held(keep_for=DAY), held(keep_for=3 * DAY), held(until=UNTIL + DAY, keep_for=DAY)
    said = reply(item_of_another.id, keep_for=DAY)
    for entry in (stuck, said, longer):
        await store.hold(entry)
    assert await store.erase_due(now=UNTIL + DAY - timedelta(microseconds=1), limit=9) == ()
    assert await store.erase_due(now=UNTIL + DAY, limit=9) == tuple(sorted((stuck.id, said.id)))
    assert await store.held_due(now=UNTIL + DAY) == (longer,)
    assert [one.item for one in await store.tagged()] == [longer.id]


async def test_what_could_not_go_out_is_deleted_within_the_limit_after_what_is_to_be_erased(store: Store) -> None:
    out, stuck = held(), [held(id=f"STUCK{number}", keep_for=DAY) for number in range(3)]
    await released(store, out)
    for entry in stuck:
        await store.hold(entry)
    sweeps = [await store.erase_due(now=ERASE, limit=2) for _ in range(3)]
    assert sweeps == [(out.id, "STUCK0"), ("STUCK1", "STUCK2"), ()]


async def test_a_reported_item_is_erased_too(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await store.report(entry.id, by="U1LEAD", places=("C1SAFETY",), now=LATER)
    (row,) = await emptied(store, "C1SAFETY")
    handed = Message(channel="C1SAFETY", ts=ts(), item=entry.id, kind=Kind.REPORT, version=2)
    await store.sent(row, now=LATER, message=handed)
    await store.erase_due(now=ERASE, limit=9)
    assert [(row.kind, row.ref) for row in await emptied(store, "C1SAFETY", now=ERASE)] == [(Kind.UPDATE, handed.ts)]


async def test_a_shorter_time_applies_to_what_was_released_and_a_longer_one_does_not(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await _keep(store, 30 * DAY)
    assert await _erase_at(store, entry.id) == BATCH + 30 * DAY
    await _keep(store, 365 * DAY)
    assert await _erase_at(store, entry.id) == BATCH + 30 * DAY


async def test_what_is_to_be_erased_sooner_than_that_stays_so(store: Store) -> None:
    early, never = item(erase_at=BATCH + DAY), item()
    await delivered(store, early)
    await delivered(store, never)
    await _keep(store, 30 * DAY)
    assert await _erase_at(store, early.id) == BATCH + DAY
    assert await _erase_at(store, never.id) is None


@pytest.mark.parametrize("key", ["search", "fallback"])
async def test_only_items_of_the_team_are_erased_sooner(store: Store, key: str) -> None:
    mine, other = item(team=key, erase_at=ERASE), item(erase_at=ERASE)
    await delivered(store, mine)
    await delivered(store, other)
    policy = replace(SEARCH.policy if key == "search" else TRIAGE.policy, retention_text=DAY)
    search, triage = (replace(team, policy=policy) if team.key == key else team for team in (SEARCH, TRIAGE))
    await store.apply(organisation(PAYMENTS, search, fallback=triage), now=SOON)
    assert (await _erase_at(store, mine.id), await _erase_at(store, other.id)) == (NOW + DAY, ERASE)


async def test_what_was_erased_is_not_erased_again_by_a_shorter_time(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await store.erase_due(now=ERASE, limit=9)
    await _keep(store, DAY)
    assert await _erase_at(store, entry.id) is None


async def _keep(store: Store, time: timedelta) -> None:
    policy: Policy = replace(PAYMENTS.policy, retention_text=time)
    await store.apply(organisation(replace(PAYMENTS, policy=policy), SEARCH), now=SOON)


async def _item(store: Store, item_id: str) -> Item:
    found = await store.item(item_id)
    assert found is not None
    return found


async def _erase_at(store: Store, item_id: str) -> datetime | None:
    return (await _item(store, item_id)).erase_at
