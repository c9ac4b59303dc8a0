"""Contract: what signed authors answer, at once, and questions that may ask for who somebody is."""

import pytest

from bot.errors import UnknownItem
from bot.ports import Kind, Store
from tests.storage.samples import BATCH, LATER, answer, delivered, emptied, item, question


async def test_an_answer_is_stored_and_queued_for_the_thread(store: Store) -> None:
    signed = item(signed_by="U1ANA")
    await delivered(store, signed)
    given = answer(signed.id)
    await store.answer(given)
    assert await store.answers(signed.id) == (given,)
    (row,) = await emptied(store, "C1PAY")
    assert (row.kind, row.ref, row.item, row.due_at) == (Kind.ANSWER, given.id, signed.id, LATER)


async def test_the_same_answer_twice_is_given_once(store: Store) -> None:
    signed = item(signed_by="U1ANA")
    await delivered(store, signed)
    given = answer(signed.id)
    await store.answer(given)
    await store.answer(given)
    assert await store.answers(signed.id) == (given,)
    assert len(await emptied(store, "C1PAY")) == 1


async def test_answers_come_oldest_first_and_only_those_of_the_item(store: Store) -> None:
    signed, other = item(signed_by="U1ANA"), item(signed_by="U1ANA")
    await delivered(store, signed)
    await delivered(store, other)
    late, early = answer(signed.id), answer(signed.id, answered_at=BATCH)
    for given in (late, early, answer(other.id)):
        await store.answer(given)
    assert await store.answers(signed.id) == (early, late)


async def test_an_answer_to_what_nobody_took_is_refused(store: Store) -> None:
    with pytest.raises(UnknownItem):
        await store.answer(answer("NOBODY"))
    assert await store.answers("NOBODY") == ()


async def test_an_answer_acknowledges_nothing(store: Store) -> None:
    signed = item(signed_by="U1ANA")
    await delivered(store, signed, nudge_at=None)
    before = await store.item(signed.id)
    await store.answer(answer(signed.id))
    assert await store.item(signed.id) == before


@pytest.mark.parametrize("fishes", [True, False])
async def test_a_question_remembers_whether_it_asks_for_who_somebody_is(store: Store, *, fishes: bool) -> None:
    taken = item()
    await delivered(store, taken)
    asked = question(taken, fishes=fishes)
    await store.ask(asked)
    assert await store.questions(taken.id) == (asked,)
