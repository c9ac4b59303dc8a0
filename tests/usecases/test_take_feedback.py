"""Taking feedback in: what is refused, what is stored where, and what is kept of its author."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.held import HeldKind, WayBack
from bot.core.item import State
from bot.core.organisation import Anonymity, Channel, Policy
from bot.errors import Refused, StoreUnavailable
from bot.identity.receipts import digest, receipt
from bot.identity.tags import mine
from bot.usecases.take_feedback import Sending, Taken
from tests.usecases.fake_keys import PEPPER
from tests.usecases.fakes import (
    NOW,
    PAYMENTS,
    FakeStore,
    held,
    organisation,
    out_of_order,
    team,
    waiting,
)
from tests.usecases.taking import EVERY_WAY, HOME, NONE, RECEIPT, SIGNED, Taking


@pytest.fixture
def take() -> Taking:
    return Taking()


async def test_signed_feedback_goes_to_its_team_and_channel_at_once(take: Taking) -> None:
    taken = await take(SIGNED, about="https://x.slack.com/archives/C1/p1")
    assert taken == Taken(item_id="K7QX-2M", team=PAYMENTS)
    item = take.store.items["K7QX-2M"]
    assert (item.team, item.words, item.why) == ("payments", "The refund page is slow.", "It mentions “refund”.")
    assert (item.state, item.waiting_since, item.about) == (State.WAITING, NOW, "https://x.slack.com/archives/C1/p1")
    assert (item.signed_by, item.way_back) == ("UANA", None)
    assert item.erase_at == NOW + timedelta(days=180)
    assert take.store.channels["K7QX-2M"] == "CPAYMENTS"


async def test_signed_feedback_leaves_nothing_in_memory_and_no_key(take: Taking) -> None:
    await take(SIGNED)
    assert len(take.identity.authors) == 0
    assert take.keys.calls == []


@pytest.mark.parametrize("sending", [HOME, RECEIPT, NONE])
async def test_anonymous_feedback_is_held_for_its_batch(take: Taking, sending: Sending) -> None:
    taken = await take(sending)
    assert take.store.items == {}
    assert taken.held == take.store.waits["K7QX-2M"]
    assert taken.held is not None
    assert taken.held.batch > NOW
    assert taken.held.until >= taken.held.batch
    assert (taken.held.kind, taken.held.team, taken.held.at_least) == (HeldKind.ITEM, "payments", 3)
    assert taken.held.way_back == sending.way_back


async def test_what_is_held_keeps_what_its_policy_promised(take: Taking) -> None:
    promised = Anonymity(at_least=5, release_every=timedelta(hours=3), hold_at_most=timedelta(hours=40))
    careful = replace(PAYMENTS, policy=Policy(anonymous=promised, retention_text=timedelta(days=10)))
    held = (await take(organisation=organisation(careful))).held
    assert held is not None
    assert (held.at_least, held.release_every, held.hold_at_most) == (5, timedelta(hours=3), timedelta(hours=40))
    assert held.keep_for == timedelta(days=10)


@pytest.mark.parametrize("sending", [HOME, RECEIPT, NONE])
async def test_nothing_that_is_stored_or_shown_holds_the_author(take: Taking, sending: Sending) -> None:
    taken = await take(sending)
    kept = "".join(map(repr, (take.store.__dict__, take.keys.__dict__, taken, take.identity)))
    assert "UANA" not in kept
    assert b"UANA".hex() not in kept


async def test_its_author_finds_it_by_the_tag_and_nobody_else_does(take: Taking) -> None:
    await take(HOME)
    tagged = await take.store.tagged()
    assert mine("UANA", tagged, take.keys.made) == ("K7QX-2M",)
    assert mine("UBEN", tagged, take.keys.made) == ()


async def test_the_key_lasts_thirty_days_after_the_last_time_it_may_go_out(take: Taking) -> None:
    taken = await take(HOME)
    assert taken.held is not None
    assert take.keys.expiry["K7QX-2M"] == (taken.held.until + timedelta(days=31)).date()


async def test_a_receipt_is_shown_and_only_its_slow_hash_is_kept(take: Taking) -> None:
    taken = await take(RECEIPT)
    assert taken.receipt == receipt(b"secret-9.")
    assert take.store.waits["K7QX-2M"].tag == digest(receipt(b"secret-9."), PEPPER)
    assert take.keys.made == {}
    assert not any(word in repr(taken) for word in taken.receipt)


async def test_without_a_way_back_there_is_neither_tag_nor_key(take: Taking) -> None:
    taken = await take(NONE)
    assert taken.receipt is None
    assert take.store.waits["K7QX-2M"].tag is None
    assert take.keys.made == {}


async def test_anonymous_feedback_without_a_choice_has_no_way_back(take: Taking) -> None:
    await take(Sending(signed=False))
    assert take.store.waits["K7QX-2M"].way_back is WayBack.NONE


@pytest.mark.parametrize("sending", EVERY_WAY)
async def test_a_repeated_submission_has_the_same_answer_and_is_stored_once(take: Taking, sending: Sending) -> None:
    assert await take(sending) == await take(sending)
    assert len(take.store.items) + len(take.store.waits) == 1


async def test_what_was_just_held_is_not_read_again_and_what_waited_before_is_shown_as_it_is(
    take: Taking,
) -> None:
    first = await take(HOME)
    assert "held" not in take.store.calls
    later = take.store.waits["K7QX-2M"].until + timedelta(hours=2)
    await take.store.rebatch("K7QX-2M", batch=later, until=later)
    again = await take(HOME)
    assert first.held is not None
    assert again.held == replace(first.held, batch=later, until=later)


async def test_a_repeated_submission_after_its_release_is_stored_once(take: Taking) -> None:
    await take(replace(HOME, at_once=True))
    taken = await take(HOME)
    assert taken.held is None
    assert take.store.waits == {}


@pytest.mark.parametrize("sending", EVERY_WAY)
async def test_an_id_in_use_is_replaced_and_a_repeated_submission_finds_its_item_again(sending: Sending) -> None:
    take = Taking(FakeStore(items={"K7QX-2M": waiting(words="Something else.")}))
    first = await take(sending)
    assert first.item_id == "NEW0-00"
    assert await take(sending) == first
    assert len(take.store.items) + len(take.store.waits) == 2


async def test_the_tag_is_under_the_key_of_the_id_that_was_chosen_in_the_end() -> None:
    take = Taking(FakeStore(waits={"K7QX-2M": held(words="Something else.")}))
    await take(HOME)
    assert mine("UANA", await take.store.tagged(), take.keys.made) == ("NEW0-00",)


@pytest.mark.parametrize("sending", EVERY_WAY)
async def test_ids_that_are_always_in_use_end_in_a_temporary_failure(sending: Sending) -> None:
    take = Taking(FakeStore(items={"K7QX-2M": waiting(words="Something else.")}))
    with pytest.raises(StoreUnavailable):
        await take(sending, new_id=lambda: "K7QX-2M")


@pytest.mark.parametrize("words", ["", "  \n", "\u200b\u200d\ufeff", "x" * 3001])
async def test_words_that_are_blank_or_too_long_are_refused_and_nothing_is_stored(take: Taking, words: str) -> None:
    with pytest.raises(Refused):
        await take(words=words)
    assert not take.store.calls
    assert not take.keys.calls


@pytest.mark.parametrize("words", ["🙂", "שלום", "<!channel> <@U1>", "\u200bx\u200b", "x" * 3000])
async def test_words_of_any_script_are_held_as_they_are(take: Taking, words: str) -> None:
    await take(words=words)
    assert take.store.waits["K7QX-2M"].words == words


@pytest.mark.parametrize("gone", [team("gone"), team("payments", archived=True)])
async def test_a_team_that_takes_nothing_any_more_is_refused(take: Taking, gone: Any) -> None:
    with pytest.raises(Refused):
        await take(team=gone, organisation=organisation(team("payments", archived=True)))
    assert not take.store.calls


@pytest.mark.parametrize("sending", EVERY_WAY)
async def test_banned_words_are_refused_by_name_as_they_were_written(take: Taking, sending: Sending) -> None:
    strict = organisation(replace(PAYMENTS, policy=Policy(banned_words=("muppets",))))
    with pytest.raises(Refused, match="“Muppets”"):
        await take(sending, words="These Muppets broke it.", organisation=strict)
    assert not take.store.calls


async def test_it_goes_to_the_channel_the_team_has_now(take: Taking) -> None:
    await take(SIGNED, team=team("payments", channel=Channel(id="COLD", name="old")))
    assert take.store.channels["K7QX-2M"] == "CPAYMENTS"


@pytest.mark.parametrize("sending", EVERY_WAY)
async def test_a_store_that_fails_is_not_hidden_and_nobody_is_noted(sending: Sending) -> None:
    take = Taking(FakeStore(broken=out_of_order()))
    with pytest.raises(StoreUnavailable):
        await take(sending)
    assert len(take.identity.authors) == 0


@pytest.mark.parametrize("sending", [HOME, RECEIPT])
async def test_a_key_store_that_fails_is_not_hidden_and_nothing_is_held(take: Taking, sending: Sending) -> None:
    take.keys.broken = out_of_order()
    with pytest.raises(StoreUnavailable):
        await take(sending)
    assert take.store.waits == {}
