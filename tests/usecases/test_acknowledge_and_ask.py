"""Leaders answer: acknowledging and asking."""

from typing import cast

import pytest

from bot.core.item import State
from bot.errors import NotALeader, Refused, UnknownItem
from bot.ports import Acknowledgement, Store
from bot.usecases.acknowledge import acknowledge, item_for
from bot.usecases.ask import ask
from tests.usecases.fakes import NOW, TRIAGE, FakeStore, organisation, team, waiting


def a_store() -> FakeStore:
    return FakeStore(items={"K7QX-2M": waiting()})


async def press(store: FakeStore, person: str, item_id: str = "K7QX-2M") -> Acknowledgement:
    return await acknowledge(
        store=cast(Store, store), organisation=organisation(), item_id=item_id, person=person, now=NOW
    )


async def send(
    store: FakeStore, person: str, text: str = "Tell me more.", question_id: str = "q1", *, fishes: bool = False
) -> Acknowledgement:
    return await ask(
        store=cast(Store, store),
        organisation=organisation(),
        item_id="K7QX-2M",
        question_id=question_id,
        person=person,
        text=text,
        fishes=fishes,
        now=NOW,
    )


@pytest.mark.parametrize("person", ["ULEAD", "UBEN", "UDIRECTOR"])
async def test_whoever_is_asked_may_acknowledge(person: str) -> None:
    result = await press(a_store(), person)
    assert result.won
    assert (result.item.state, result.item.acknowledged_by) == (State.ACKNOWLEDGED, person)


@pytest.mark.parametrize("person", ["UANA", "UCHECKOUT", "UTRIAGE", "SPAY", ""])
async def test_nobody_else_may_and_nothing_changes(person: str) -> None:
    store = a_store()
    with pytest.raises(NotALeader):
        await press(store, person)
    assert store.items["K7QX-2M"] == waiting()


async def test_the_second_leader_is_given_the_item_as_the_first_left_it() -> None:
    store = a_store()
    await press(store, "ULEAD")
    result = await press(store, "UBEN")
    assert not result.won
    assert result.item.acknowledged_by == "ULEAD"


async def test_an_item_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownItem):
        await press(a_store(), "ULEAD", "AAAA-AA")


async def test_where_no_leader_can_be_found_the_fallback_answers() -> None:
    nobody = organisation(team("payments", leaders=("SGONE",)))
    store = cast(Store, a_store())
    assert await item_for(store=store, organisation=nobody, item_id="K7QX-2M", person="UTRIAGE") == waiting()


@pytest.mark.parametrize("person", ["ULEAD", "UBEN", "UANA", "UTRIAGE"])
async def test_an_item_about_a_leader_is_unknown_to_all_but_its_readers(person: str) -> None:
    store = FakeStore(items={"K7QX-2M": waiting(left_out="ULEAD")})
    with pytest.raises(UnknownItem) as about_them:
        await press(store, person)
    with pytest.raises(UnknownItem) as nothing_there:
        await press(FakeStore(), person)
    assert str(about_them.value) == str(nothing_there.value)
    assert store.items["K7QX-2M"].state is State.WAITING
    assert (await press(store, "UDIRECTOR")).won


async def test_an_item_of_a_team_that_is_gone_belongs_to_the_fallback() -> None:
    store = FakeStore(items={"K7QX-2M": waiting(team="gone")})
    assert (await press(store, TRIAGE.leaders[0])).won


async def test_a_question_is_stored_and_acknowledges() -> None:
    store = a_store()
    result = await send(store, "ULEAD")
    assert result.won
    question = store.asked["q1"]
    assert (question.item, question.asked_by, question.text, question.asked_at) == (
        "K7QX-2M",
        "ULEAD",
        "Tell me more.",
        NOW,
    )


async def test_a_question_sent_twice_is_stored_once() -> None:
    store = a_store()
    await send(store, "ULEAD")
    await send(store, "ULEAD", text="Edited since.")
    assert [question.text for question in store.asked.values()] == ["Tell me more."]


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 3001])
async def test_a_question_that_is_blank_or_too_long_is_refused(text: str) -> None:
    store = a_store()
    with pytest.raises(Refused):
        await send(store, "ULEAD", text=text)
    assert not store.calls


async def test_only_leaders_ask() -> None:
    store = a_store()
    with pytest.raises(NotALeader):
        await send(store, "UANA")
    assert not store.asked


@pytest.mark.parametrize("fishes", [True, False])
async def test_whether_a_question_fishes_is_kept_with_it(fishes: bool) -> None:
    store = a_store()
    await send(store, "ULEAD", fishes=fishes)
    assert store.asked["q1"].fishes is fishes


async def test_somebody_left_out_cannot_ask() -> None:
    store = FakeStore(items={"K7QX-2M": waiting(left_out="ULEAD")})
    with pytest.raises(UnknownItem):
        await send(store, "ULEAD")
    assert not store.asked
