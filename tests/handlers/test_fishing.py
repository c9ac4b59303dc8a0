"""A question that may ask for who the author is, is shown once more to the leader before it is sent."""

from typing import Any

import pytest

from bot.core.item import State
from handlers.listeners.tell_me_more import question_id
from tests.handlers import payloads
from tests.handlers.authoring import in_home
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import waiting

FISHES = "Who told you, and which sprint was that?"
ASKS = "What would have helped?"


@pytest.fixture
async def form(stage: Stage) -> dict[str, Any]:
    await in_home(stage)
    return await stage.form(payloads.press("tell_me_more"))


async def send(stage: Stage, form: dict[str, Any], text: str) -> dict[str, Any]:
    return await stage.send(payloads.submission(form, who="ULEAD", question=text))


async def test_it_is_shown_again_with_what_fishes_and_why(stage: Stage, form: dict[str, Any]) -> None:
    answer = await send(stage, form, FISHES)
    assert answer["response_action"] == "update"
    said = texts(answer["view"])
    assert "Not sent yet." in said
    assert "“which sprint" in said
    assert "the author reads beside your question that they need not answer it" in said
    assert element(answer["view"], "question")["initial_value"] == FISHES
    assert not stage.store.asked
    assert stage.store.items["K7QX-2M"].state is State.WAITING


async def test_a_second_press_sends_it_and_notes_that_it_fishes(stage: Stage, form: dict[str, Any]) -> None:
    again = (await send(stage, form, FISHES))["view"]
    assert "Your question is on its way" in texts((await send(stage, again, FISHES))["view"])
    [question] = stage.store.asked.values()
    assert question.fishes
    assert question.text == FISHES


async def test_words_that_were_changed_to_fish_otherwise_are_shown_anew(stage: Stage, form: dict[str, Any]) -> None:
    again = (await send(stage, form, FISHES))["view"]
    third = await send(stage, again, "Who was it?")
    assert "“Who" in texts(third["view"])
    assert not stage.store.asked


async def test_words_that_were_mended_go_at_once_and_do_not_fish(stage: Stage, form: dict[str, Any]) -> None:
    again = (await send(stage, form, FISHES))["view"]
    await send(stage, again, ASKS)
    [question] = stage.store.asked.values()
    assert (question.text, question.fishes) == (ASKS, False)


async def test_a_question_about_the_matter_goes_at_once(stage: Stage, form: dict[str, Any]) -> None:
    await send(stage, form, ASKS)
    assert [question.fishes for question in stage.store.asked.values()] == [False]


async def test_the_opening_line_does_not_fish(stage: Stage, form: dict[str, Any]) -> None:
    await send(stage, form, element(form, "question")["initial_value"])
    assert [question.fishes for question in stage.store.asked.values()] == [False]


async def test_confirming_twice_asks_once(stage: Stage, form: dict[str, Any]) -> None:
    again = (await send(stage, form, FISHES))["view"]
    await send(stage, again, FISHES)
    await send(stage, again, FISHES)
    assert len(stage.store.asked) == 1


async def test_who_had_acknowledged_is_still_named(stage: Stage) -> None:
    await in_home(stage, state=State.ACKNOWLEDGED, acknowledged_by="UBEN")
    form = await stage.form(payloads.press("tell_me_more"))
    again = (await send(stage, form, FISHES))["view"]
    assert "<@UBEN> has acknowledged this already" in texts(again)


async def test_of_a_signed_author_anything_can_be_asked_at_once(stage: Stage) -> None:
    stage.store.items["K7QX-2M"] = waiting(signed_by="UANA")
    form = await stage.form(payloads.press("tell_me_more"))
    await send(stage, form, FISHES)
    assert [question.fishes for question in stage.store.asked.values()] == [False]


async def test_much_that_fishes_is_quoted_in_part(stage: Stage, form: dict[str, Any]) -> None:
    answer = await send(stage, form, " ".join(f"Who told {number}?" for number in range(120)))
    assert "Not sent yet." in texts(answer["view"])


async def test_a_form_of_the_version_before_keeps_its_words(stage: Stage, form: dict[str, Any]) -> None:
    sealed = stage.deps.signer.seal({"item": "K7QX-2M", "question": "t"}, purpose="question_form")
    answer = await send(stage, {**form, "private_metadata": sealed}, ASKS)
    assert "Copy your question" in answer["errors"]["question"]


def test_a_question_s_id_says_nothing_of_its_words_without_the_token() -> None:
    assert question_id("token", ASKS) == question_id("token", ASKS) != question_id("other", ASKS)
