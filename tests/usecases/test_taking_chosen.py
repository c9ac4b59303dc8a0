"""What an author chooses beside the words: now, about a leader; who is counted for a batch; too much, and paused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refused, StoreUnavailable
from bot.ports import Kind, Mute
from bot.usecases.take_feedback import Sending
from tests.usecases.fakes import (
    NOW,
    PAYMENTS,
    TRIAGE,
    organisation,
    out_of_order,
)
from tests.usecases.taking import EVERY_WAY, HOME, NONE, RECEIPT, SIGNED, Taking


@pytest.fixture
def take() -> Taking:
    return Taking()


# Sent at once


@pytest.mark.parametrize("sending", [HOME, RECEIPT, NONE])
async def test_sent_at_once_it_is_out_with_the_minute_alone(take: Taking, sending: Sending) -> None:
    now = NOW + timedelta(seconds=42, microseconds=7)
    taken = await take(replace(sending, at_once=True), now=now)
    assert (taken.held, take.store.waits) == (None, {})
    item = take.store.items["K7QX-2M"]
    assert item.waiting_since == NOW
    assert item.erase_at == NOW + timedelta(days=180)
    assert item.answerable is (sending is not NONE)
    assert take.store.queued == [(Kind.CARD, "CPAYMENTS", "K7QX-2M")]


async def test_sent_at_once_nobody_is_kept_in_memory(take: Taking) -> None:
    await take(replace(HOME, at_once=True))
    assert len(take.identity.authors) == 0


async def test_a_process_that_ends_before_the_release_leaves_it_held(take: Taking) -> None:
    take.store.release = out_of_reach  # type: ignore[method-assign]  # as if the process had ended there
    with pytest.raises(StoreUnavailable):
        await take(replace(HOME, at_once=True))
    assert "K7QX-2M" in take.store.waits


async def out_of_reach(*_: object, **__: object) -> int:
    raise out_of_order()


# Who is counted


async def test_the_author_of_what_waits_is_known_in_memory(take: Taking) -> None:
    await take(NONE)
    await take(NONE, item_id="AAAA-AA", author="UEVA")
    assert take.distinct("K7QX-2M", "AAAA-AA") == 2
    assert take.distinct("K7QX-2M", "AAAA-AA", not_counting=("UEVA",)) == 1


@pytest.mark.parametrize("reader", ["ULEAD", "UBEN", "UDIRECTOR"])
async def test_who_may_read_it_when_they_write_is_not_even_noted(take: Taking, reader: str) -> None:
    await take(NONE, author=reader)
    assert "K7QX-2M" in take.store.waits
    assert len(take.identity.authors) == 0
    await take(NONE, item_id="AAAA-AA", author=reader, team=organisation().teams[1])
    assert take.distinct("AAAA-AA") == 1, "of another team they read nothing"


async def test_who_is_left_out_or_reads_it_then_is_not_noted_either(take: Taking) -> None:
    alone = organisation(replace(PAYMENTS, escalation=()))
    for number, person in enumerate(("ULEAD", "UTRIAGE")):
        await take(replace(NONE, left_out="ULEAD"), organisation=alone, item_id=f"AAAA-A{number}", author=person)
    assert len(take.store.waits) == 2
    assert len(take.identity.authors) == 0


async def test_a_form_sent_again_by_who_has_stopped_to_lead_still_counts_as_nobody(take: Taking) -> None:
    await take(NONE, author="ULEAD")
    await take(NONE, author="ULEAD", organisation=organisation(replace(PAYMENTS, leaders=("UEVA",))))
    assert len(take.identity.authors) == 0


# Too much, and muted


async def test_who_sends_a_lot_is_told_how_long_to_wait() -> None:
    take = Taking(most=2)
    await take(item_id="AAAA-AA")
    await take(item_id="BBBB-BB")
    with pytest.raises(Refused, match="in 60 minutes; your words stay here"):
        await take(item_id="CCCC-CC")
    await take(item_id="CCCC-CC", author="UBEN")
    assert set(take.store.waits) == {"AAAA-AA", "BBBB-BB", "CCCC-CC"}


async def test_a_form_sent_twice_is_not_too_much() -> None:
    take = Taking(most=1)
    assert await take() == await take()


async def test_what_is_refused_for_its_words_counts_for_nobody() -> None:
    take = Taking(most=1)
    with pytest.raises(Refused):
        await take(words="")
    await take()


async def muted(take: Taking, person: str = "UANA") -> None:
    await take(item_id="MEAN-00", author=person)
    tag = take.store.waits["MEAN-00"].tag
    assert tag is not None
    key = take.keys.made["MEAN-00"]
    until = (NOW + timedelta(days=7)).date()
    take.keys.muted["m1"] = Mute(id="m1", team="payments", key=key, tag=tag, until=until)


@pytest.mark.parametrize("sending", [HOME, RECEIPT, NONE])
async def test_a_muted_author_is_told_until_when_and_what_stays_open(take: Taking, sending: Sending) -> None:
    await muted(take)
    with pytest.raises(Refused, match="until 9 March 2026") as refused:
        await take(sending)
    assert "sign it" in str(refused.value)
    assert "another team" in str(refused.value)
    assert "MEAN" not in str(refused.value)
    assert "K7QX-2M" not in take.store.waits


async def test_a_muted_author_may_sign_and_others_and_other_teams_are_not_met(take: Taking) -> None:
    await muted(take)
    await take(SIGNED)
    await take(HOME, item_id="AAAA-AA", author="UBEN")
    await take(HOME, item_id="BBBB-BB", team=organisation().teams[1])
    assert {"AAAA-AA", "BBBB-BB"} <= set(take.store.waits)


async def test_a_mute_ends(take: Taking) -> None:
    await muted(take)
    await take(now=NOW + timedelta(days=7))
    assert "K7QX-2M" in take.store.waits


# About a leader


async def test_what_is_about_a_leader_goes_to_others_and_to_no_channel(take: Taking) -> None:
    await take(replace(HOME, left_out="ULEAD", at_once=True))
    assert take.store.items["K7QX-2M"].left_out == "ULEAD"
    assert take.store.queued == [(Kind.CARD, "UDIRECTOR", "K7QX-2M")]


async def test_signed_feedback_about_a_leader_goes_to_others_too(take: Taking) -> None:
    await take(replace(SIGNED, left_out="ULEAD"))
    assert take.store.items["K7QX-2M"].left_out == "ULEAD"
    assert take.store.channels["K7QX-2M"] == "UDIRECTOR"


@pytest.mark.parametrize("sending", EVERY_WAY)
async def test_where_nobody_else_could_read_it_it_is_refused(take: Taking, sending: Sending) -> None:
    alone = organisation(replace(PAYMENTS, leaders=TRIAGE.leaders, escalation=()))
    with pytest.raises(Refused, match="Nobody but the person it is about"):
        await take(replace(sending, left_out="UTRIAGE"), organisation=alone)
    assert not take.store.calls
