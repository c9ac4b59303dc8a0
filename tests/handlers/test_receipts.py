"""A receipt: six words that open what was sent with them, and nothing for whoever guesses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.item import State
from handlers.authors import capability
from tests.handlers import payloads
from tests.handlers.authoring import action_ids, asked, home_of, with_receipt
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import held, out_of_order

GUESSED = "abandon ability able about above absent"


async def form_of(stage: Stage) -> dict[str, Any]:
    return await stage.form(payloads.press_in(await home_of(stage), "have_receipt"))


async def typed(stage: Stage, words: str | None, who: str = "UANA") -> dict[str, Any]:
    return await stage.send(payloads.submission(await form_of(stage), who=who, receipt=words))


async def test_the_words_open_the_item_whoever_has_them(stage: Stage) -> None:
    words = with_receipt(stage)
    asked(stage, item="RCPT-66")
    view = (await typed(stage, words))["view"]
    assert "The refund page is slow." in texts(view)
    assert action_ids(view) == ["write_answer", "withdraw", "export_item"]
    assert capability(stage.deps, view).home is False
    assert "UANA" not in str(view)


async def test_the_words_are_read_however_they_are_written(stage: Stage) -> None:
    words = with_receipt(stage).split()
    numbered = "\n".join(f"{number}. {word.upper()}" for number, word in enumerate(words, 1))
    for written in (numbered, ", ".join(words), "-".join(word[:4] for word in words)):
        assert "view" in await typed(stage, written)


async def test_a_wrong_and_an_old_receipt_get_the_same_answer(stage: Stage) -> None:
    words = with_receipt(stage)
    guessed = await typed(stage, GUESSED)
    stage.store.items["RCPT-66"] = replace(stage.store.items["RCPT-66"], state=State.CLOSED, answerable=False)
    del stage.store.tags["RCPT-66"]
    assert await typed(stage, words) == guessed
    assert "No open feedback has this receipt" in guessed["errors"]["receipt"]


async def test_a_receipt_ends_after_30_days(stage: Stage) -> None:
    words = with_receipt(stage)
    stage.clock.skip(days=31)
    assert "errors" in await typed(stage, words)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "there are none here yet"),
        ("  \n ", "there are none here yet"),
        ("abandon ability", "these are 2"),
        ("abandon ability able about above xyzzy", "is in no receipt"),
        ("<!channel> & more", "six words"),
    ],
)
async def test_what_is_no_receipt_is_said_at_the_input(stage: Stage, written: str | None, said: str) -> None:
    answer = await typed(stage, written)
    assert answer["response_action"] == "errors"
    assert said in answer["errors"]["receipt"]


async def test_guessing_is_stopped_and_says_how_long_to_wait(stage: Stage) -> None:
    words = with_receipt(stage)
    for _ in range(5):
        await typed(stage, GUESSED)
    assert "one try too many" in (await typed(stage, words))["errors"]["receipt"]
    assert "view" in await typed(stage, words, who="UBOB")
    stage.clock.skip(hours=1, seconds=1)
    assert "view" in await typed(stage, words)


async def test_typing_errors_cost_no_try(stage: Stage) -> None:
    words = with_receipt(stage)
    for _ in range(10):
        await typed(stage, "abandon ability")
    assert "view" in await typed(stage, words)


async def test_what_was_typed_stays_where_the_store_is_out_of_order(stage: Stage) -> None:
    words = with_receipt(stage)
    form = await form_of(stage)
    stage.store.broken = out_of_order()
    answer = await stage.send(payloads.submission(form, receipt=words))
    assert set(answer["errors"]) == {"receipt"}


async def test_the_item_of_a_receipt_is_not_listed_in_any_home(stage: Stage) -> None:
    with_receipt(stage)
    assert "RCPT-66" not in str(await home_of(stage))


async def test_after_answering_with_a_receipt_no_home_is_published(stage: Stage) -> None:
    words = with_receipt(stage)
    asked(stage, item="RCPT-66")
    view = (await typed(stage, words))["view"]
    published = len(stage.slack.published)
    await stage.send(payloads.press_in(view, "write_answer"))
    await stage.send(payloads.submission(stage.slack.pushed[-1], answer="It timed out."))
    assert [held.words for held in stage.store.waits.values()] == ["It timed out."]
    assert len(stage.slack.published) == published


async def test_the_form_asks_for_no_more_than_the_words(stage: Stage) -> None:
    form = await form_of(stage)
    assert action_ids(form) == ["receipt"]
    assert element(form, "receipt")["max_length"] >= 6 * 8 + 5
    assert "private_metadata" not in form


async def test_a_form_that_slack_does_not_open_is_no_error(stage: Stage) -> None:
    home = await home_of(stage)
    stage.slack.refuses = "expired_trigger_id"
    assert await stage.send(payloads.press_in(home, "have_receipt")) == {}
    assert not stage.meter.counted["listener_failed"]


async def test_a_receipt_of_what_still_waits_opens_it_too(stage: Stage) -> None:
    words = with_receipt(stage)
    item = stage.store.items.pop("RCPT-66")
    tag = stage.store.tags.pop("RCPT-66")
    stage.store.waits["RCPT-66"] = held("RCPT-66", way_back=item.way_back, tag=tag, batch=stage.clock() + timedelta(1))
    assert "held_withdraw" in action_ids((await typed(stage, words))["view"])
