"""The app's Home: the list of what somebody wrote, for nobody's eyes but theirs."""

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.held import HeldKind
from bot.core.item import State
from tests.handlers import payloads
from tests.handlers.authoring import action_ids, answered, asked, held_in_home, home_of, in_home, opened, waits
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import NOW, held, out_of_order, waiting

READS = {"tagged", "signed_items", "held_for", "item", "questions", "answers"}


async def test_what_somebody_wrote_in_home_mode_and_signed_is_listed_newest_first(stage: Stage) -> None:
    await in_home(stage, "AAAA-11")
    stage.store.items["SGND-22"] = waiting("SGND-22", signed_by="UANA", waiting_since=NOW + timedelta(hours=1))
    said = texts(await home_of(stage))
    assert said.index("*SGND-22* for Payments") < said.index("*AAAA-11* for Payments")
    assert "Waiting for somebody in Payments to hear it" in said


async def test_nobody_else_finds_it(stage: Stage) -> None:
    await in_home(stage)
    assert "K7QX-2M" not in str(await home_of(stage, "UBOB"))
    assert "K7QX-2M" not in str(await home_of(stage, "ULEAD"))


async def test_a_home_without_items_is_the_same_for_everyone_and_whatever_others_wrote(stage: Stage) -> None:
    alone = await home_of(stage, "UBOB")
    await in_home(stage)
    await held_in_home(stage, left_out="ULEAD")
    assert await home_of(stage, "UCAT") == alone
    assert await home_of(stage, "ULEAD") == alone


async def test_opening_a_home_writes_nothing(stage: Stage) -> None:
    await in_home(stage)
    await home_of(stage)
    assert set(stage.store.calls) <= READS
    assert stage.keys.calls == ["key", "keys"]  # the first when the item was put on the stage


async def test_what_waits_says_when_it_goes_out(stage: Stage) -> None:
    await held_in_home(stage)
    said = texts(await home_of(stage))
    first, last = (int((NOW + timedelta(hours=hours)).timestamp()) for hours in (2, 24))
    assert f"Not delivered yet: goes out with others, at the earliest <!date^{first}^" in said
    assert f"at the latest <!date^{last}^" in said


async def test_what_waits_for_more_authors_says_so(stage: Stage) -> None:
    await held_in_home(stage, batch=NOW)
    assert "with the first whose time is up, at the latest <!date" in texts(await home_of(stage))


async def test_what_goes_out_at_one_time_names_that_time_alone(stage: Stage) -> None:
    await held_in_home(stage, until=NOW + timedelta(hours=2))
    said = texts(await home_of(stage))
    assert "Not delivered yet: goes out <!date" in said
    assert "at the latest" not in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": State.ACKNOWLEDGED, "acknowledged_by": "ULEAD"}, "Heard by <@ULEAD>"),
        ({"state": State.ACKNOWLEDGED}, "Heard"),
        ({"state": State.MADE_RIGHT}, "They say that it is made right"),
        ({"state": State.CONFIRMED}, "Made right, and you agree"),
        ({"state": State.DISPUTED}, "Not right yet, as you said"),
        ({"state": State.WITHDRAWN}, "You withdrew it"),
        ({"state": State.CLOSED}, "Closed"),
        ({"state": State.CLOSED, "closed_because": "Moved <away>"}, "Closed: Moved &lt;away&gt;"),
    ],
)
async def test_every_state_is_said_in_plain_words(stage: Stage, changes: dict[str, Any], said: str) -> None:
    stage.store.items["SGND-22"] = waiting("SGND-22", signed_by="UANA", **changes)
    assert f"\n{said}\n" in texts(await home_of(stage)).replace("*SGND-22* for Payments", "") + "\n"


async def test_questions_that_wait_for_an_answer_are_counted(stage: Stage) -> None:
    await in_home(stage)
    asked(stage, hours=1)
    assert "1 question waits for your answer" in texts(await home_of(stage))
    answered(stage, hours=2)
    assert "question" not in texts(await home_of(stage)).partition("My feedback")[2].partition("How private")[0]
    asked(stage, hours=3)
    asked(stage, hours=4)
    assert "2 questions wait for your answer" in texts(await home_of(stage))


async def test_an_answer_and_a_withdrawal_that_wait_say_when_they_go_out(stage: Stage) -> None:
    await in_home(stage)
    asked(stage)
    waits(stage, HeldKind.ANSWER, "It timed out.")
    waits(stage, HeldKind.WITHDRAWAL)
    said = texts(await home_of(stage))
    assert "Your answer goes out with others" in said
    assert "Your withdrawal goes out with others" in said
    assert "waits for your answer" not in said


async def test_with_many_answers_waiting_the_home_and_the_item_still_open(stage: Stage) -> None:
    await in_home(stage)
    for number in range(40):
        entry = held(f"waits-{number}", kind=HeldKind.ANSWER, item="K7QX-2M", words="It timed out.", way_back=None)
        stage.store.waits[entry.id] = replace(entry, batch=entry.batch + timedelta(hours=number % 12))
    assert str(await home_of(stage)).count("Your answer") == 1, "the next alone"
    assert "It timed out." in str(await opened(stage))


async def test_lost_keys_are_said_to_everybody_in_the_same_words(stage: Stage) -> None:
    await in_home(stage)
    before = await home_of(stage, "UBOB")
    stage.keys.lose()
    author, other = await home_of(stage), await home_of(stage, "UBOB")
    assert author == other != before
    assert "Some keys that led people back to their feedback are gone" in texts(author)


@pytest.mark.parametrize("broken", ["store", "keys"])
async def test_a_list_that_cannot_be_read_is_said_and_the_rest_is_there(stage: Stage, broken: str) -> None:
    getattr(stage, broken).broken = out_of_order()
    home = await home_of(stage)
    assert "could not be read just now" in texts(home)
    assert element(home, "open_form")
    assert "my_item" not in str(home)


async def test_ten_are_listed_and_more_are_shown_on_demand(stage: Stage) -> None:
    for number in range(23):
        await in_home(stage, f"AAAA-{number:02}", waiting_since=NOW + timedelta(hours=number))
    home = await home_of(stage)
    assert action_ids(home).count("my_item") == 10
    assert "1 to 10 of 23, the newest first." in texts(home)
    assert "AAAA-22" in texts(home)
    more = element(home, "my_page")
    await stage.send(payloads.press_in(home, "my_page", more["value"]))
    second = stage.slack.published[-1][1]
    assert "11 to 20 of 23" in texts(second)
    await stage.send(payloads.press_in(second, "my_page", element(second, "my_page")["value"]))
    third = stage.slack.published[-1][1]
    assert action_ids(third).count("my_item") == 3
    assert "my_page" not in action_ids(third)
    await stage.send(payloads.press_in(third, "my_newest", "0"))
    assert stage.slack.published[-1][1] == home


@pytest.mark.parametrize("value", ["-1", "99999", "1000000", "x", "²", None])
async def test_a_page_that_is_not_there_is_the_first_one(stage: Stage, value: str | None) -> None:
    for number in range(11):
        await in_home(stage, f"AAAA-{number:02}")
    home = await home_of(stage)
    await stage.send(payloads.press_in(home, "my_page", value))
    assert stage.slack.published[-1][1] == home


async def test_somebody_elses_item_does_not_open(stage: Stage) -> None:
    await in_home(stage, who="UBOB")
    home = await home_of(stage)
    await stage.send(payloads.press_in(home, "my_item", "K7QX-2M"))
    assert "not in your list any more" in texts(stage.slack.opened[-1])
    assert "slow" not in texts(stage.slack.opened[-1])


async def test_a_home_that_shows_something_else_by_now_is_published_again(stage: Stage) -> None:
    await in_home(stage)
    home = await home_of(stage)
    asked(stage)
    await stage.send(payloads.home_opened(view=home))
    assert "1 question waits" in texts(stage.slack.published[-1][1])
    assert len(stage.slack.published) == 2


async def test_an_item_opened_from_home_carries_no_person(stage: Stage) -> None:
    await in_home(stage)
    assert "UANA" not in str(await opened(stage))
    assert "UANA" not in str(stage.slack.published[-1][1])


async def test_a_home_opens_in_under_100_ms_with_10_000_open_items(stage: Stage) -> None:
    for number in range(10_000):
        await in_home(stage, f"{number:06}", who="UANA" if number % 1000 == 0 else f"U{number}")
    await home_of(stage)
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        await home_of(stage)
        taken.append(time.perf_counter() - began)
    assert action_ids(stage.slack.published[-1][1]).count("my_item") == 10
    assert min(taken) < 0.1
