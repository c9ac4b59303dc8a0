"""What authors do afterwards: change, send now, withdraw, answer; and what is left of it."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, cast

import pytest

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import Answer, State
from bot.core.organisation import Policy
from bot.core.release import times
from bot.errors import Refused, StoreUnavailable, UnknownItem
from bot.ports import Kind, Release, Store
from bot.usecases import author
from bot.words import author as say
from bot.words.routing import CHOSEN
from tests.usecases.fakes import (
    NOW,
    PAYMENTS,
    FakeClock,
    FakeKeys,
    FakeStore,
    fake_identity,
    held,
    organisation,
    out_of_order,
    waiting,
)

WHEN = times(PAYMENTS.policy, NOW)


class Writing:
    """One item, held or out, and what its author does with it."""

    def __init__(self, *, out: bool, most: int = 100, **changes: Any) -> None:
        self.store = FakeStore(teams=organisation())
        self.keys = FakeKeys()
        self.identity = fake_identity(FakeClock(), keys=self.keys, most=most)
        self.ids = (f"random-{number}" for number in count())
        if out:
            given: dict[str, Any] = {"way_back": WayBack.HOME, "answerable": True} | changes
            self.store.items["K7QX-2M"] = waiting(**given)
            self.store.channels["K7QX-2M"] = "CPAYMENTS"
            self.store.tags["K7QX-2M"] = b"t" * 32
        else:
            self.store.waits["K7QX-2M"] = held(way_back=WayBack.HOME, tag=b"t" * 32, **changes)
            self.identity.authors.note("K7QX-2M", "UANA")
        self.keys.made["K7QX-2M"] = b"k" * 32
        self.keys.expiry["K7QX-2M"] = (NOW + timedelta(days=31)).date()
        self.organisation = organisation()

    def port(self) -> Store:
        return cast(Store, self.store)

    async def edit(self, words: str = "The export is slow.", item_id: str = "K7QX-2M") -> None:
        await author.edit(store=self.port(), organisation=self.organisation, item_id=item_id, words=words)

    async def send_now(self, item_id: str = "K7QX-2M", now: Any = NOW) -> None:
        await author.send_now(
            store=self.port(), identity=self.identity, organisation=self.organisation, item_id=item_id, now=now
        )

    async def withdraw(self, item_id: str = "K7QX-2M", person: str = "UANA") -> bool:
        return await author.withdraw(
            store=self.port(),
            identity=self.identity,
            item_id=item_id,
            person=person,
            now=NOW,
            new_id=self.ids.__next__,
        )

    async def answer(self, text: str = "Only on Mondays.", answer_id: str = "a1", **changes: Any) -> Held | None:
        given: dict[str, Any] = {"item_id": "K7QX-2M", "person": "UANA", "now": NOW} | changes
        return await author.answer(
            store=self.port(),
            identity=self.identity,
            organisation=self.organisation,
            answer_id=answer_id,
            text=text,
            **given,
        )


@pytest.fixture
def held_back() -> Writing:
    return Writing(out=False)


@pytest.fixture
def out() -> Writing:
    return Writing(out=True)


# Changing


async def test_words_that_are_held_can_be_changed_and_the_batch_stays(held_back: Writing) -> None:
    before = held_back.store.waits["K7QX-2M"]
    await held_back.edit("The refund page is slow on Mondays.")
    after = held_back.store.waits["K7QX-2M"]
    assert after.words == "The refund page is slow on Mondays."
    assert (after.batch, after.until, after.tag) == (before.batch, before.until, before.tag)


async def test_the_reason_shown_to_readers_is_never_that_of_words_that_are_gone(held_back: Writing) -> None:
    await held_back.edit("The refund page.")
    assert "refund" in held_back.store.waits["K7QX-2M"].why
    await held_back.edit("The export is slow.")
    assert held_back.store.waits["K7QX-2M"].why == CHOSEN
    await held_back.edit("The refund page.")
    assert held_back.store.waits["K7QX-2M"].why == CHOSEN


@pytest.mark.parametrize("words", ["", " \u200b", "x" * 3001])
async def test_what_is_blank_or_too_long_is_refused_and_the_old_words_stay(held_back: Writing, words: str) -> None:
    with pytest.raises(Refused):
        await held_back.edit(words)
    assert held_back.store.waits["K7QX-2M"].words == "The refund page is slow."


async def test_banned_words_are_refused_in_changes_and_answers(held_back: Writing, out: Writing) -> None:
    for writing in (held_back, out):
        writing.organisation = organisation(replace(PAYMENTS, policy=Policy(banned_words=("muppets",))))
    with pytest.raises(Refused, match="“muppets”"):
        await held_back.edit("You muppets.")
    with pytest.raises(Refused, match="“muppets”"):
        await out.answer("You muppets.")
    assert out.store.waits == {}


async def test_what_went_out_cannot_be_changed_and_is_told_so(held_back: Writing, out: Writing) -> None:
    with pytest.raises(Refused, match="went out"):
        await out.edit()
    held_back.store.edit_held = gone  # type: ignore[method-assign]  # released in between
    with pytest.raises(Refused, match="went out"):
        await held_back.edit()
    with pytest.raises(UnknownItem):
        await out.edit(item_id="AAAA-AA")


async def gone(*_: object, **__: object) -> bool:
    return False


# Sending now


async def test_sent_now_it_goes_out_alone_with_the_minute(held_back: Writing) -> None:
    held_back.store.waits["BBBB-BB"] = held("BBBB-BB")
    await held_back.send_now(now=NOW + timedelta(seconds=42))
    assert held_back.store.items["K7QX-2M"].waiting_since == NOW
    assert held_back.store.queued == [(Kind.CARD, "CPAYMENTS", "K7QX-2M")]
    assert set(held_back.store.waits) == {"BBBB-BB"}
    assert len(held_back.identity.authors) == 0


async def test_sent_now_twice_it_is_out_once(held_back: Writing) -> None:
    await held_back.send_now()
    await held_back.send_now()
    assert len(held_back.store.queued) == 1
    with pytest.raises(UnknownItem):
        await held_back.send_now("AAAA-AA")


async def test_what_nobody_could_read_is_not_sent_now() -> None:
    writing = Writing(out=False, left_out="UTRIAGE")
    writing.organisation = organisation(replace(PAYMENTS, escalation=()))
    with pytest.raises(Refused, match="Nobody but the person"):
        await writing.send_now()
    assert "K7QX-2M" in writing.store.waits


# Withdrawing


async def test_withdrawn_before_it_went_out_nothing_is_left(held_back: Writing) -> None:
    held_back.store.waits["a0"] = held("a0", item="K7QX-2M", kind=HeldKind.ANSWER)
    assert await held_back.withdraw() is True
    assert (held_back.store.waits, held_back.store.items, held_back.keys.made) == ({}, {}, {})
    assert len(held_back.identity.authors) == 0
    assert held_back.store.calls[-1] == "scrub"


async def test_a_process_that_ended_while_withdrawing_is_made_up_for(held_back: Writing) -> None:
    held_back.keys.broken = out_of_order()
    with pytest.raises(StoreUnavailable):
        await held_back.withdraw()
    held_back.keys.broken = None
    assert "K7QX-2M" in held_back.keys.made
    assert await held_back.withdraw() is True
    assert held_back.keys.made == {}


async def test_withdrawn_later_it_is_held_like_everything_anonymous(out: Writing) -> None:
    assert await out.withdraw() is False
    (withdrawal,) = out.store.waits.values()
    assert withdrawal == Held(
        id="random-0",
        kind=HeldKind.WITHDRAWAL,
        item="K7QX-2M",
        team="payments",
        batch=WHEN.batch,
        until=WHEN.until,
        at_least=3,
        release_every=timedelta(hours=2),
        hold_at_most=timedelta(hours=24),
        keep_for=timedelta(days=180),
    )
    assert out.store.items["K7QX-2M"].state is State.WAITING
    assert out.identity.authors.distinct(["random-0"], not_counting=()) == 1
    assert "K7QX-2M" in out.keys.made


async def test_withdrawing_twice_is_held_once(out: Writing) -> None:
    await out.withdraw()
    assert await out.withdraw() is False
    assert len(out.store.waits) == 1
    done = Writing(out=True, state=State.WITHDRAWN, answerable=False)
    assert await done.withdraw() is False
    assert done.store.waits == {}


async def test_a_withdrawal_leaves_out_whom_the_item_does() -> None:
    writing = Writing(out=True, left_out="ULEAD")
    await writing.withdraw()
    assert writing.store.waits["random-0"].left_out == "ULEAD"


async def test_answers_that_wait_are_not_lost_when_their_item_is_withdrawn_later(out: Writing) -> None:
    await out.answer()
    await out.withdraw()
    assert {one.kind for one in out.store.waits.values()} == {HeldKind.ANSWER, HeldKind.WITHDRAWAL}


async def test_a_signed_item_is_withdrawn_at_once() -> None:
    writing = Writing(out=True, signed_by="UANA", way_back=None, answerable=False)
    assert await writing.withdraw() is False
    assert writing.store.items["K7QX-2M"].state is State.WITHDRAWN
    assert writing.store.queued == [(Kind.WITHDRAWN, "CPAYMENTS", "K7QX-2M")]
    assert len(writing.identity.authors) == 0


async def test_nobody_withdraws_or_answers_what_somebody_else_signed() -> None:
    writing = Writing(out=True, signed_by="UANA", way_back=None, answerable=False)
    with pytest.raises(UnknownItem):
        await writing.withdraw(person="UBEN")
    with pytest.raises(UnknownItem):
        await writing.answer(person="UBEN")
    assert writing.store.items["K7QX-2M"].state is State.WAITING


@pytest.mark.parametrize("state", [State.CLOSED, State.CONFIRMED])
async def test_what_came_to_its_end_is_neither_withdrawn_nor_answered(state: State) -> None:
    writing = Writing(out=True, state=state)
    for doing in (writing.withdraw, writing.answer):
        with pytest.raises(Refused, match=say.OVER):
            await doing()
    assert writing.store.waits == {}


async def test_without_a_way_back_it_is_neither_withdrawn_nor_answered() -> None:
    writing = Writing(out=True, answerable=False)
    for doing in (writing.withdraw, writing.answer):
        with pytest.raises(Refused, match="The way back to this is gone"):
            await doing()
    assert writing.store.waits == {}


# Answering


async def test_an_anonymous_answer_is_held_for_the_next_batch(out: Writing) -> None:
    assert await out.answer() == out.store.waits["a1"]
    waits = out.store.waits["a1"]
    assert (waits.kind, waits.item, waits.words) == (HeldKind.ANSWER, "K7QX-2M", "Only on Mondays.")
    assert (waits.batch, waits.until, waits.at_least) == (WHEN.batch, WHEN.until, 3)
    assert (waits.tag, waits.way_back) == (None, None)
    assert out.identity.authors.distinct(["a1"], not_counting=()) == 1
    assert "UANA" not in repr(out.store.__dict__)


@pytest.mark.parametrize("reader", ["ULEAD", "UBEN", "UDIRECTOR"])
async def test_who_may_read_it_counts_as_nobody_also_when_they_lead_nobody_by_the_time_it_goes_out(
    out: Writing, reader: str
) -> None:
    await out.answer(person=reader)
    await out.answer(person=reader, answer_id="a1")
    await out.withdraw(person=reader)
    assert len(out.store.waits) == 2
    assert out.identity.authors.distinct(out.store.waits, not_counting=()) == 0


async def test_an_answer_sent_again_by_who_has_stopped_to_lead_still_counts_as_nobody(out: Writing) -> None:
    await out.answer(person="UDIRECTOR")
    out.organisation = organisation(replace(PAYMENTS, escalation=()))
    await out.answer(person="UDIRECTOR")
    assert out.identity.authors.distinct(["a1"], not_counting=()) == 0


async def test_an_answer_sent_twice_is_kept_once_before_and_after_its_release(out: Writing) -> None:
    first = await out.answer()
    assert await out.answer("Edited since.") == first
    await out.store.release([Release(id="a1")], at=NOW)
    assert set(out.store.answered) == {"a1"}
    assert await out.answer() is None
    assert (len(out.store.answered), out.store.waits) == (1, {})


async def test_a_signed_answer_goes_out_at_once() -> None:
    writing = Writing(out=True, signed_by="UANA", way_back=None, answerable=False)
    assert await writing.answer() is None
    assert writing.store.answered["a1"] == Answer(id="a1", item="K7QX-2M", text="Only on Mondays.", answered_at=NOW)
    assert len(writing.identity.authors) == 0


@pytest.mark.parametrize("text", ["", " \u200b", "x" * 3001])
async def test_an_answer_that_is_blank_or_too_long_is_refused(out: Writing, text: str) -> None:
    with pytest.raises(Refused):
        await out.answer(text)
    assert out.store.waits == {}


async def test_what_is_not_out_yet_or_not_there_is_not_answered(held_back: Writing) -> None:
    with pytest.raises(Refused, match="not gone out yet"):
        await held_back.answer()
    with pytest.raises(UnknownItem):
        await held_back.answer(item_id="AAAA-AA")


async def test_answers_too_are_limited_and_one_sent_twice_counts_once() -> None:
    writing = Writing(out=True, most=1)
    assert await writing.answer() == await writing.answer()
    with pytest.raises(Refused, match="your words stay here"):
        await writing.answer(answer_id="a2")


async def test_an_answer_about_a_leader_leaves_that_leader_out() -> None:
    writing = Writing(out=True, left_out="ULEAD")
    waits = await writing.answer()
    assert waits is not None
    assert waits.left_out == "ULEAD"
