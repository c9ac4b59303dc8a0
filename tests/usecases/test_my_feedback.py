"""Finding again what one wrote: in Home, with a receipt, and as text to keep."""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any, cast

import pytest

from bot.core.held import HeldKind, WayBack
from bot.core.item import Answer, Question, State
from bot.errors import Refused
from bot.identity.receipts import UnreadableReceipt, digest, receipt
from bot.identity.tags import tag_of
from bot.ports import Store, Tagged
from bot.usecases import my_feedback as usecase
from bot.usecases import receipt_tag as slow
from bot.usecases.my_feedback import Mine, as_text, by_receipt, entry, my_feedback
from bot.words.receipts import NOT_FOUND
from tests.usecases.fake_keys import PEPPER
from tests.usecases.fakes import NOW, FakeClock, FakeKeys, FakeStore, fake_identity, held, waiting

WORDS = receipt(b"secret-9.")
TYPED = " ".join(WORDS)


class Looking:
    def __init__(self, *, tries: int = 5) -> None:
        self.store = FakeStore()
        self.keys = FakeKeys()
        self.clock = FakeClock()
        self.identity = fake_identity(self.clock, keys=self.keys, tries=tries)

    def tag(self, item_id: str, person: str) -> bytes:
        self.keys.made[item_id] = sha256(item_id.encode()).digest()
        self.keys.expiry[item_id] = (NOW + timedelta(days=31)).date()
        return tag_of(self.keys.made[item_id], person)

    def add_held(self, item_id: str, person: str = "UANA", **changes: Any) -> None:
        tag = self.tag(item_id, person)
        self.store.waits[item_id] = held(item_id, way_back=WayBack.HOME, tag=tag, **changes)

    def add(self, item_id: str, person: str = "UANA", **changes: Any) -> None:
        self.store.tags[item_id] = self.tag(item_id, person)
        self.store.items[item_id] = waiting(item_id, way_back=WayBack.HOME, answerable=True, **changes)

    def add_receipt(self, item_id: str = "K7QX-2M", **changes: Any) -> None:
        self.store.tags[item_id] = digest(WORDS, PEPPER)
        self.store.items[item_id] = waiting(item_id, way_back=WayBack.RECEIPT, answerable=True, **changes)

    def port(self) -> Store:
        return cast(Store, self.store)

    async def mine(self, person: str = "UANA") -> Mine:
        return await my_feedback(store=self.port(), identity=self.identity, person=person)

    async def with_receipt(self, typed: str = TYPED, person: str = "UANA") -> str:
        return await by_receipt(
            store=self.port(), identity=self.identity, person=person, typed=typed, now=self.clock.now
        )


@pytest.fixture
def looking() -> Looking:
    return Looking()


# In Home


async def test_everybody_finds_what_is_theirs_and_nothing_else(looking: Looking) -> None:
    looking.add("AAAA-AA")
    looking.add("BBBB-BB", "UBEN")
    looking.add_held("CCCC-CC")
    looking.store.items["DDDD-DD"] = waiting("DDDD-DD", signed_by="UANA")
    looking.store.items["EEEE-EE"] = waiting("EEEE-EE", signed_by="UBEN")
    assert {one.id for one in (await looking.mine()).entries} == {"AAAA-AA", "CCCC-CC", "DDDD-DD"}
    assert {one.id for one in (await looking.mine("UBEN")).entries} == {"BBBB-BB", "EEEE-EE"}
    assert (await looking.mine("UEVA")).entries == ()


async def test_the_newest_comes_first_and_within_a_batch_the_ids_decide(looking: Looking) -> None:
    for item_id, hours in (("BBBB-BB", 0), ("CCCC-CC", 0), ("AAAA-AA", 0), ("DDDD-DD", -2)):
        looking.add(item_id, waiting_since=NOW + timedelta(hours=hours))
    looking.add_held("EEEE-EE")
    found = [one.id for one in (await looking.mine()).entries]
    assert found == ["EEEE-EE", "CCCC-CC", "BBBB-BB", "AAAA-AA", "DDDD-DD"]
    for kept in (looking.store.tags, looking.store.items):
        turned = dict(reversed(kept.items()))
        kept.clear()
        kept.update(turned)  # type: ignore[arg-type]  # each is given back its own
    assert [one.id for one in (await looking.mine()).entries] == found


async def test_lost_keys_are_said_to_everybody_alike_and_nothing_is_found_without_them(looking: Looking) -> None:
    looking.add("AAAA-AA")
    assert not (await looking.mine()).lost
    looking.keys.lose()
    for person in ("UANA", "UBEN"):
        mine = await looking.mine(person)
        assert (mine.entries, mine.lost) == ((), True)


async def test_an_item_that_is_closed_while_somebody_looks_is_not_taken_for_a_lost_key(looking: Looking) -> None:
    looking.add("AAAA-AA")
    keys = looking.keys.keys

    async def closed_before() -> Mapping[str, bytes]:
        looking.keys.keys = keys  # type: ignore[method-assign]
        await looking.store.close_item("AAAA-AA", because="done", now=NOW)
        await looking.keys.destroy(["AAAA-AA"])
        return await keys()

    looking.keys.keys = closed_before  # type: ignore[method-assign]  # as another process may
    assert not (await looking.mine()).lost


async def test_an_item_that_is_sent_while_somebody_looks_is_not_taken_for_a_lost_key(looking: Looking) -> None:
    tagged = looking.store.tagged

    async def sent_before() -> tuple[Tagged, ...]:
        await asyncio.sleep(0)  # the keys were read by then
        looking.store.tagged = tagged  # type: ignore[method-assign]
        looking.add("AAAA-AA")
        return await tagged()

    looking.store.tagged = sent_before  # type: ignore[method-assign]
    assert await looking.mine("UBEN") == Mine(entries=(), lost=False)
    assert [one.id for one in (await looking.mine()).entries] == ["AAAA-AA"]


async def test_a_receipt_is_in_nobodys_home(looking: Looking) -> None:
    looking.add_receipt()
    assert await looking.mine() == Mine(entries=(), lost=False)


@pytest.mark.parametrize(("count", "in_a_thread"), [(500, False), (501, True)])
async def test_many_tags_are_compared_in_a_thread(
    looking: Looking, monkeypatch: pytest.MonkeyPatch, count: int, in_a_thread: bool
) -> None:
    compared_in: list[threading.Thread] = []

    def mine(person: str, tagged: Sequence[Tagged], keys: Mapping[str, bytes]) -> tuple[str, ...]:
        compared_in.append(threading.current_thread())
        return ()

    monkeypatch.setattr(usecase, "mine", mine)
    for number in range(count):
        looking.add(f"ITEM-{number:03}")
    await looking.mine()
    assert [thread is not threading.current_thread() for thread in compared_in] == [in_a_thread]


# One of them


async def test_an_entry_holds_what_was_asked_answered_and_still_waits(looking: Looking) -> None:
    looking.add("K7QX-2M")
    question = Question(id="q1", item="K7QX-2M", asked_by="ULEAD", text="Which page?", asked_at=NOW)
    answer = Answer(id="a1", item="K7QX-2M", text="The second.", answered_at=NOW)
    looking.store.asked["q1"] = question
    looking.store.answered["a1"] = answer
    looking.store.waits["a2"] = held("a2", item="K7QX-2M", kind=HeldKind.ANSWER, words="And the third.")
    found = await entry(looking.port(), "K7QX-2M")
    assert found is not None
    assert (found.id, found.team, found.since, found.held) == ("K7QX-2M", "payments", NOW, None)
    assert (found.questions, found.answers) == ((question,), (answer,))
    assert [one.id for one in found.waiting] == ["a2"]


async def test_what_is_held_is_an_entry_without_an_item(looking: Looking) -> None:
    looking.add_held("K7QX-2M")
    found = await entry(looking.port(), "K7QX-2M")
    assert found is not None
    assert (found.item, found.held) == (None, looking.store.waits["K7QX-2M"])
    assert (found.id, found.team, found.since) == ("K7QX-2M", "payments", NOW + timedelta(hours=2))


async def test_what_is_not_there_is_none(looking: Looking) -> None:
    assert await entry(looking.port(), "K7QX-2M") is None


# With a receipt


async def test_the_six_words_find_their_item_for_whoever_has_them(looking: Looking) -> None:
    looking.add_receipt()
    assert await looking.with_receipt() == "K7QX-2M"
    assert await looking.with_receipt(f"1. {TYPED.upper()}".replace(" ", ", "), person="UBEN") == "K7QX-2M"


async def test_a_receipt_finds_what_is_still_held(looking: Looking) -> None:
    looking.store.waits["K7QX-2M"] = held(way_back=WayBack.RECEIPT, tag=digest(WORDS, PEPPER))
    assert await looking.with_receipt() == "K7QX-2M"


async def test_wrong_old_and_guessed_receipts_are_told_the_same_after_the_same_work(
    looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[tuple[str, ...]] = []

    def counted(words: Sequence[str], pepper: bytes) -> bytes:
        hashed.append(tuple(words))
        return digest(words, pepper)

    monkeypatch.setattr(slow, "digest", counted)
    said = set()
    for case in ("guessed", "closed", "over 30 days ago"):
        looking.store.tags.clear()
        if case != "guessed":
            looking.add_receipt(waiting_since=NOW - timedelta(days=31))
        if case == "closed":
            await looking.store.close_item("K7QX-2M", because="done", now=NOW)
        with pytest.raises(Refused) as refused:
            await looking.with_receipt()
        said.add(str(refused.value))
    assert said == {NOT_FOUND}
    assert hashed == [WORDS] * 3


async def test_a_receipt_whose_key_store_was_lost_is_told_that_this_ends_it(
    looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking.add_receipt()

    async def pepper_of_a_new_one() -> bytes:
        return b"another pepper.."

    monkeypatch.setattr(looking.keys, "pepper", pepper_of_a_new_one)
    with pytest.raises(Refused, match="should this app lose its key store"):
        await looking.with_receipt()


async def test_tries_are_limited_with_the_time_to_wait_and_then_even_the_right_one_waits() -> None:
    looking = Looking(tries=2)
    looking.add_receipt()
    for _ in range(2):
        with pytest.raises(Refused, match="No open feedback"):
            await looking.with_receipt(" ".join(receipt(b"another..")))
    with pytest.raises(Refused, match="60 minutes"):
        await looking.with_receipt()
    assert await looking.with_receipt(person="UBEN") == "K7QX-2M"
    looking.clock.skip(hours=1)
    assert await looking.with_receipt() == "K7QX-2M"


async def test_what_cannot_be_read_costs_no_try() -> None:
    looking = Looking(tries=1)
    looking.add_receipt()
    for typed in ("", "five words are too few", TYPED.replace(WORDS[2], "xyzzy")):
        with pytest.raises(UnreadableReceipt):
            await looking.with_receipt(typed)
    assert await looking.with_receipt() == "K7QX-2M"


async def test_the_slow_hash_does_not_hold_up_the_others(looking: Looking) -> None:
    looking.add_receipt()
    went_on = 0

    async def others() -> None:
        nonlocal went_on
        while True:
            went_on += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    await looking.with_receipt()
    task.cancel()
    assert went_on > 10


async def test_no_more_than_two_are_hashed_at_a_time(looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most = 0, 0
    counting = threading.Lock()
    both_are_there = threading.Barrier(slow.AT_A_TIME)

    def counted(words: Sequence[str], pepper: bytes) -> bytes:
        nonlocal at_work, most
        with counting:
            at_work += 1
            most = max(most, at_work)
        both_are_there.wait(timeout=10)
        with counting:
            at_work -= 1
        both_are_there.wait(timeout=10)
        return b"d" * 32

    monkeypatch.setattr(slow, "digest", counted)
    tags = (slow.receipt_tag(WORDS, looking.identity.keys) for _ in range(6))
    assert await asyncio.gather(*tags) == [b"d" * 32] * 6
    assert most == 2


# As text


async def test_the_export_has_everything_once_and_in_its_order(looking: Looking) -> None:
    looking.add("K7QX-2M", state=State.ACKNOWLEDGED)
    at = NOW + timedelta(hours=1)
    looking.store.asked["q1"] = Question(id="q1", item="K7QX-2M", asked_by="ULEAD", text="Which page?", asked_at=at)
    later = NOW + timedelta(hours=3)
    looking.store.answered["a1"] = Answer(id="a1", item="K7QX-2M", text="The second.", answered_at=later)
    looking.store.waits["w1"] = held("w1", item="K7QX-2M", kind=HeldKind.WITHDRAWAL)
    looking.add_held("AAAA-AA", words="And the search.")
    assert as_text((await looking.mine()).entries) == (
        "AAAA-AA for payments, goes out from 2026-03-02 11:00 UTC\n"
        "And the search.\n"
        "\n"
        "K7QX-2M for payments, out since 2026-03-02 09:00 UTC: heard\n"
        "The refund page is slow.\n"
        "Asked on 2026-03-02 10:00 UTC:\n"
        "Which page?\n"
        "You answered, out since 2026-03-02 12:00 UTC:\n"
        "The second.\n"
        "You withdrew it; the team is told from 2026-03-02 11:00 UTC."
    )


async def test_the_export_names_no_leader_and_says_what_is_erased(looking: Looking) -> None:
    looking.add("K7QX-2M", erase_at=NOW)
    looking.store.asked["q1"] = Question(id="q1", item="K7QX-2M", asked_by="ULEAD", text="Which?", asked_at=NOW)
    before = (await looking.mine()).entries
    assert "ULEAD" not in as_text(before)
    await looking.store.erase_due(now=NOW, limit=1)
    after = replace(before[0], item=looking.store.items["K7QX-2M"], questions=tuple(looking.store.asked.values()))
    assert as_text([after]).count("(The words are erased.)") == 2
    assert as_text([]) == ""
