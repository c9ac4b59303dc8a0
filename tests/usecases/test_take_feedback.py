"""Taking feedback in."""

from collections.abc import Iterator
from itertools import count
from typing import Any, cast

import pytest

from bot.core.item import State
from bot.errors import Refused, StoreUnavailable
from bot.ports import Store
from bot.usecases.take_feedback import Taken, take_feedback
from tests.usecases.fakes import NOW, PAYMENTS, FakeStore, organisation, out_of_order, team, waiting


def numbered() -> Iterator[str]:
    return (f"NEW{number}-00" for number in count())


async def take(store: FakeStore, **changes: Any) -> Taken:
    given: dict[str, Any] = {
        "organisation": organisation(),
        "item_id": "K7QX-2M",
        "words": "The refund page is slow.",
        "team": PAYMENTS,
        "because": "It mentions “refund”.",
        "signed_by": None,
        "about": None,
        "now": NOW,
        "new_id": numbered().__next__,
    }
    return await take_feedback(store=cast(Store, store), **(given | changes))


async def test_feedback_is_stored_for_its_team_and_channel() -> None:
    store = FakeStore()
    taken = await take(store, about="https://x.slack.com/archives/C1/p1")
    assert taken == Taken(item_id="K7QX-2M", team=PAYMENTS)
    item = store.items["K7QX-2M"]
    assert (item.team, item.words, item.why) == ("payments", "The refund page is slow.", "It mentions “refund”.")
    assert (item.state, item.waiting_since, item.about) == (State.WAITING, NOW, "https://x.slack.com/archives/C1/p1")
    assert store.channels["K7QX-2M"] == "CPAYMENTS"


async def test_anonymous_feedback_holds_nobody_and_signed_feedback_its_author() -> None:
    store = FakeStore()
    await take(store)
    await take(store, item_id="AAAA-AA", signed_by="UANA")
    assert store.items["K7QX-2M"].anonymous
    assert store.items["AAAA-AA"].signed_by == "UANA"


async def test_a_repeated_submission_has_the_same_answer_and_is_stored_once() -> None:
    store = FakeStore()
    assert await take(store) == await take(store)
    assert len(store.items) == 1


async def test_an_id_in_use_is_replaced_and_a_repeated_submission_finds_its_item_again() -> None:
    store = FakeStore(items={"K7QX-2M": waiting(words="Something else.")})
    first = await take(store)
    again = await take(store)
    assert first == again == Taken(item_id="NEW0-00", team=PAYMENTS)
    assert len(store.items) == 2


async def test_ids_that_are_always_in_use_end_in_a_temporary_failure() -> None:
    store = FakeStore(items={"K7QX-2M": waiting(words="Something else.")})
    with pytest.raises(StoreUnavailable):
        await take(store, new_id=lambda: "K7QX-2M")


@pytest.mark.parametrize("words", ["", "  \n", "\u200b\u200d\ufeff", "x" * 3001])
async def test_words_that_are_blank_or_too_long_are_refused_and_nothing_is_stored(words: str) -> None:
    store = FakeStore()
    with pytest.raises(Refused):
        await take(store, words=words)
    assert not store.calls


@pytest.mark.parametrize("words", ["🙂", "שלום", "<!channel> <@U1>", "\u200bx\u200b", "x" * 3000])
async def test_words_of_any_script_are_stored_as_they_are(words: str) -> None:
    store = FakeStore()
    await take(store, words=words)
    assert store.items["K7QX-2M"].words == words


@pytest.mark.parametrize("gone", [team("gone"), team("payments", archived=True)])
async def test_a_team_that_takes_nothing_any_more_is_refused(gone: Any) -> None:
    store = FakeStore()
    with pytest.raises(Refused):
        await take(store, team=gone, organisation=organisation(team("payments", archived=True)))
    assert not store.calls


async def test_it_goes_to_the_channel_the_team_has_now() -> None:
    store = FakeStore()
    await take(store, team=team("payments", channel=PAYMENTS.channel.__class__(id="COLD", name="old")))
    assert store.channels["K7QX-2M"] == "CPAYMENTS"


async def test_a_store_that_fails_is_not_hidden() -> None:
    with pytest.raises(StoreUnavailable):
        await take(FakeStore(broken=out_of_order()))
