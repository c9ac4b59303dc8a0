"""Contract: what waits for its batch, taken once, found, changed and dropped while it waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.held import Held, HeldKind, WayBack
from bot.errors import StoreFailure
from bot.ports import Store, TakeResult
from tests.storage.samples import BATCH, LATER, NOW, SEARCH, UNTIL, held, item, organisation, released, reply, tag

INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    "entry",
    [
        held(),
        held(way_back=WayBack.RECEIPT, about="https://example.slack.com/archives/C1/p1", left_out="U1LEAD"),
        held(way_back=WayBack.NONE, tag=None, words="🙈\u202eRTL \x00 'quoted' \n"),
        reply("ITEM"),
        reply("ITEM", HeldKind.WITHDRAWAL, left_out="U1LEAD"),
    ],
)
async def test_what_is_held_comes_back_as_it_was(store: Store, entry: Held) -> None:
    assert await store.hold(entry) is TakeResult.TAKEN
    assert await store.held(entry.id) == entry


async def test_what_nobody_holds_is_none(store: Store) -> None:
    assert await store.held("NOBODY") is None
    assert await store.held_for("NOBODY") == ()


async def test_what_is_held_is_no_item_yet_and_queues_nothing(store: Store) -> None:
    entry = held()
    await store.hold(entry)
    assert await store.item(entry.id) is None
    assert await store.lanes() == {}
    assert (await store.counts())["items_waiting"] == 0


async def test_a_repeated_submission_is_held_once(store: Store) -> None:
    entry = held()
    await store.hold(entry)
    again = replace(entry, why="another rule", batch=LATER, until=LATER)
    assert await store.hold(again) is TakeResult.ALREADY_TAKEN
    assert await store.held_due(now=UNTIL) == (entry,)


@pytest.mark.parametrize("other", [{"words": "Other words."}, {"team": "search"}])
async def test_an_id_in_use_is_refused_and_nothing_is_written(store: Store, other: dict[str, str]) -> None:
    entry = held()
    await store.hold(entry)
    assert await store.hold(replace(entry, **other)) is TakeResult.ID_IN_USE  # type: ignore[arg-type]
    assert await store.held(entry.id) == entry


async def test_a_submission_repeated_after_its_release_is_recognised(store: Store) -> None:
    entry = held()
    await released(store, entry)
    assert await store.hold(entry) is TakeResult.ALREADY_TAKEN
    assert await store.hold(replace(entry, words="Other words.")) is TakeResult.ID_IN_USE
    assert await store.held(entry.id) is None


async def test_an_id_that_a_signed_item_has_is_refused(store: Store) -> None:
    signed = item(signed_by="U1ANA")
    await store.take(signed, channel="C1PAY")
    entry = held(id=signed.id, words=signed.words)
    assert await store.hold(entry) is TakeResult.ID_IN_USE
    assert await store.held(signed.id) is None


async def test_an_id_that_waits_is_not_given_to_what_is_taken_at_once(store: Store) -> None:
    entry = held()
    await store.hold(entry)
    assert await store.take(item(id=entry.id, words=entry.words), channel="C1PAY") is TakeResult.ID_IN_USE
    assert await store.item(entry.id) is None
    assert await store.lanes() == {}


async def test_an_answer_repeated_after_its_release_is_not_held_again(store: Store) -> None:
    entry = held()
    answered = reply(entry.id)
    await released(store, entry, answered)
    assert await store.hold(answered) is TakeResult.ALREADY_TAKEN
    assert await store.held_for(entry.id) == ()


async def test_what_is_for_a_team_that_does_not_exist_is_a_failure_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(StoreFailure):
        await store.hold(held(team="nowhere"))
    assert await store.held_due(now=UNTIL) == ()


async def test_what_is_for_an_archived_team_is_held(store: Store) -> None:
    entry = held()
    await store.apply(organisation(SEARCH), now=NOW)
    assert await store.hold(entry) is TakeResult.TAKEN


async def test_half_a_character_is_a_failure_that_does_not_repeat_the_words(store: Store) -> None:
    with pytest.raises(StoreFailure) as caught:
        await store.hold(held(words="secret \ud800"))
    assert "secret" not in repr(caught.value)


async def test_nothing_is_due_before_its_batch_and_then_all_of_it_in_the_order_of_ids(store: Store) -> None:
    for name in ("M", "Z", "A", "K"):
        await store.hold(held(id=name))
    await store.hold(held(id="B", batch=LATER))
    assert await store.held_due(now=BATCH - INSTANT) == ()
    assert [entry.id for entry in await store.held_due(now=BATCH)] == ["A", "K", "M", "Z"]
    assert [entry.id for entry in await store.held_due(now=LATER)] == ["A", "B", "K", "M", "Z"]


async def test_what_was_taken_while_a_clock_was_wrong_is_found_and_set_right(store: Store) -> None:
    right, wrong = held(), held(batch=BATCH + timedelta(days=4000), until=BATCH + timedelta(days=4001))
    await store.hold(right)
    await store.hold(wrong)
    assert await store.held_after(then=BATCH) == (wrong,)
    await store.rebatch(wrong.id, batch=BATCH, until=UNTIL)
    assert await store.held_after(then=BATCH) == ()
    assert await store.held(wrong.id) == replace(wrong, batch=BATCH, until=UNTIL)
    await store.rebatch("GONE", batch=BATCH, until=UNTIL)


async def test_what_waits_of_an_item_is_the_item_or_what_its_author_said_since(store: Store) -> None:
    waiting, out = held(), held()
    await store.hold(waiting)
    await released(store, out)
    first, second = reply(out.id, id="R2"), reply(out.id, HeldKind.WITHDRAWAL, id="R1")
    await store.hold(first)
    await store.hold(second)
    assert await store.held_for(waiting.id) == (waiting,)
    assert await store.held_for(out.id) == (second, first)
    assert await store.held_for(first.id) == (), "it is no item"


async def test_edited_words_wait_for_the_same_batch(store: Store) -> None:
    entry = held()
    await store.hold(entry)
    assert await store.edit_held(entry.id, words="Better words.", why="another rule")
    assert await store.held(entry.id) == replace(entry, words="Better words.", why="another rule")


async def test_what_went_out_cannot_be_edited_or_dropped(store: Store) -> None:
    entry = held()
    await released(store, entry)
    assert not await store.edit_held(entry.id, words="Too late.", why="")
    assert await store.drop_held([entry.id]) == 0
    after = await store.item(entry.id)
    assert after is not None
    assert after.words == entry.words


async def test_a_dropped_entry_is_gone_and_others_stay(store: Store) -> None:
    first, second, other = held(), held(), held()
    for entry in (first, second, other):
        await store.hold(entry)
    assert await store.drop_held([first.id, "GONE", second.id, first.id]) == 2
    assert await store.held_due(now=BATCH) == (other,)
    assert await store.drop_held([]) == 0
    assert await store.hold(first) is TakeResult.TAKEN, "its id is free again"


async def test_with_a_dropped_item_goes_what_else_waits_of_it(store: Store) -> None:
    entry, other = held(), held()
    for one in (entry, other, reply(entry.id), reply(entry.id, HeldKind.WITHDRAWAL), reply(other.id, id="STAYS")):
        await store.hold(one)
    assert await store.drop_held([entry.id]) == 1
    assert await store.held_for(entry.id) == ()
    assert [one.id for one in await store.held_for(other.id)] == [other.id, "STAYS"]


async def test_a_dropped_answer_takes_nothing_with_it(store: Store) -> None:
    entry = held()
    await released(store, entry)
    dropped, kept = reply(entry.id), reply(entry.id)
    await store.hold(dropped)
    await store.hold(kept)
    assert await store.drop_held([dropped.id]) == 1
    assert await store.held_for(entry.id) == (kept,)


def test_nothing_shows_its_tag_or_its_words() -> None:
    secret = tag()
    shown = repr(held(tag=secret, words="planted words"))
    assert "planted" not in shown
    assert repr(secret) not in shown
