"""Authors answer questions: looked over once, held for a batch where they are anonymous, and lost in no case."""

import copy
from datetime import timedelta
from typing import Any

import pytest

from bot.core.giveaway import Directory
from bot.core.held import HeldKind
from bot.core.item import State
from bot.core.people import People
from handlers.signer import Signer
from tests.handlers import payloads
from tests.handlers.authoring import answered, asked, home_of, in_home, opened, waits
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import NOW, out_of_order, waiting

TELLS = "Ask me at ana@acme.example about it."


async def form_of(stage: Stage, item_id: str = "K7QX-2M") -> dict[str, Any]:
    view = await opened(stage, item_id)
    assert await stage.send(payloads.press_in(view, "write_answer")) == {}
    return stage.slack.pushed[-1]


async def send(stage: Stage, form: dict[str, Any], text: str | None, who: str = "UANA") -> dict[str, Any]:
    return await stage.send(payloads.submission(form, who=who, answer=text))


@pytest.fixture
async def asking(stage: Stage) -> Stage:
    await in_home(stage)
    asked(stage, "What happened then?")
    return stage


async def test_the_form_shows_the_question_who_reads_the_answer_and_when_it_goes_out(asking: Stage) -> None:
    form = await form_of(asking)
    said = texts(form)
    assert "What happened then?" in said
    assert "as the author's answer, without a name" in said
    assert f"at the earliest <!date^{int((NOW + timedelta(hours=1)).timestamp())}^" in said
    assert "UANA" not in str(form)


async def test_only_the_questions_that_wait_are_shown(asking: Stage) -> None:
    answered(asking, hours=2)
    asked(asking, "And since then?", hours=3)
    said = texts(await form_of(asking))
    assert "And since then?" in said
    assert "What happened then?" not in said


async def test_with_every_question_answered_the_last_one_is_shown(asking: Stage) -> None:
    asked(asking, "And since then?", hours=2)
    waits(asking, HeldKind.ANSWER, "It timed out.")
    said = texts(await form_of(asking))
    assert "And since then?" in said
    assert "What happened then?" not in said


async def test_an_anonymous_answer_waits_for_its_batch_and_is_counted_once(asking: Stage) -> None:
    form = await form_of(asking)
    answer = await send(asking, form, "It timed out.")
    [held] = asking.store.waits.values()
    assert (held.kind, held.words, held.item) == (HeldKind.ANSWER, "It timed out.", "K7QX-2M")
    assert not asking.store.answered
    assert "Thank you for saying more. Your answer goes out" in texts(answer["view"])
    assert "You answered · goes out" in texts(answer["view"])
    assert answer["view"]["clear_on_close"]
    assert asking.deps.identity.authors.distinct([held.id], not_counting=()) == 1
    assert await send(asking, form, "It timed out.")
    assert len(asking.store.waits) == 1


async def test_the_home_shows_the_answer_at_once(asking: Stage) -> None:
    await send(asking, await form_of(asking), "It timed out.")
    assert "Your answer goes out" in texts(asking.slack.published[-1][1])


async def test_an_answer_that_was_edited_in_between_is_another_one(asking: Stage) -> None:
    form = await form_of(asking)
    await send(asking, form, "It timed out.")
    await send(asking, form, "It timed out, twice.")
    assert len(asking.store.waits) == 2


async def test_a_signed_answer_goes_at_once_and_is_not_looked_over(stage: Stage) -> None:
    stage.store.items["K7QX-2M"] = waiting(signed_by="UANA")
    asked(stage)
    form = await form_of(stage)
    assert "at once, under your name" in texts(form)
    answer = await send(stage, form, TELLS)
    assert [one.text for one in stage.store.answered.values()] == [TELLS]
    assert "on its way into the thread" in texts(answer["view"])
    assert stage.woken == 1


async def test_what_could_tell_who_wrote_it_is_shown_once_and_sent_with_a_second_press(asking: Stage) -> None:
    form = await form_of(asking)
    again = (await send(asking, form, TELLS))["view"]
    assert not asking.store.waits
    assert "“ana@acme.example” is an e-mail address." in texts(again)
    assert "press Send again" in texts(again)
    assert element(again, "answer")["initial_value"] == TELLS
    await send(asking, again, TELLS)
    assert [held.words for held in asking.store.waits.values()] == [TELLS]


async def test_other_words_that_tell_are_shown_anew(asking: Stage) -> None:
    again = (await send(asking, await form_of(asking), TELLS))["view"]
    third = await send(asking, again, "Or call +49 30 901820.")
    assert not asking.store.waits
    assert "a phone number" in texts(third["view"])
    await send(asking, third["view"], "It timed out.")
    assert len(asking.store.waits) == 1


async def test_names_of_the_workspace_are_found(asking: Stage) -> None:
    directory = Directory.of([("UKAI", "kai.w", "Kai", "Kai Winterfeld")])
    asking.deps.current.people = People(directory=directory)
    again = await send(asking, await form_of(asking), "Winterfeld knows about it.")
    assert "somebody's name" in texts(again["view"])


async def test_what_few_could_say_is_shown_too_before_it_is_sent(asking: Stage) -> None:
    told = "As the only designer here I see it daily."
    again = await send(asking, await form_of(asking), told)
    assert "something that is true of few people" in texts(again["view"])
    await send(asking, again["view"], told)
    assert len(asking.store.waits) == 1


async def test_many_findings_are_shown_in_part(asking: Stage) -> None:
    many = " ".join(f"a{number}@acme.example" for number in range(100))
    again = await send(asking, await form_of(asking), many)
    assert "And 92 more." in texts(again["view"])


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "nothing to read here yet"), (" \u200b", "nothing to read here yet"), ("x" * 3001, "3,001 characters")],
)
async def test_what_cannot_be_sent_is_said_at_the_input(asking: Stage, text: str | None, said: str) -> None:
    answer = await send(asking, await form_of(asking), text)
    assert said in answer["errors"]["answer"]
    assert not asking.store.waits


async def test_an_item_that_ended_meanwhile_takes_no_answer_and_the_words_stay(asking: Stage) -> None:
    form = await form_of(asking)
    await in_home(asking, state=State.CONFIRMED)
    answer = await send(asking, form, "It timed out.")
    assert "come to its end" in answer["errors"]["answer"]


async def test_an_item_that_is_gone_takes_no_answer_and_the_words_stay(asking: Stage) -> None:
    form = await form_of(asking)
    del asking.store.items["K7QX-2M"]
    answer = await send(asking, form, "It timed out.")
    assert "not here any more" in answer["errors"]["answer"]


async def test_a_way_back_that_is_gone_takes_no_answer(asking: Stage) -> None:
    form = await form_of(asking)
    await in_home(asking, answerable=False)
    answer = await send(asking, form, "It timed out.")
    assert "The way back to this is gone" in answer["errors"]["answer"]


async def test_a_forged_form_is_refused_and_the_words_stay(asking: Stage) -> None:
    form = await form_of(asking)
    for sealed in ("x", Signer(b"f" * 32).seal({"item": "K7QX-2M"}, purpose="answer_form")):
        answer = await send(asking, {**form, "private_metadata": sealed}, "It timed out.")
        assert "was not opened by this app" in answer["errors"]["answer"]
    sealed = asking.deps.signer.seal({"item": "K7QX-2M", "who": "UANA"}, purpose="answer_form")
    assert "errors" in await send(asking, {**form, "private_metadata": sealed}, "It timed out.")
    assert not asking.store.waits


async def test_a_store_that_is_out_of_order_keeps_the_words(asking: Stage) -> None:
    form = await form_of(asking)
    asking.store.broken = out_of_order()
    answer = await send(asking, form, "It timed out.")
    assert "Your words are still here" in answer["errors"]["answer"]


async def test_a_home_that_cannot_be_published_does_not_keep_an_answer_back(asking: Stage) -> None:
    form = await form_of(asking)
    asking.slack.refuses = "internal_error"
    assert "view" in await send(asking, form, "It timed out.")
    assert len(asking.store.waits) == 1


async def test_half_of_a_character_is_taken_as_something_that_can_be_kept(asking: Stage) -> None:
    await send(asking, await form_of(asking), "broken \ud83d half")
    assert [held.words for held in asking.store.waits.values()] == ["broken \ufffd half"]


async def test_the_form_of_an_item_that_is_gone_says_so(asking: Stage) -> None:
    view = await opened(asking)
    del asking.store.items["K7QX-2M"]
    await asking.send(payloads.press_in(view, "write_answer"))
    assert "not here any more" in texts(asking.slack.pushed[-1])


async def test_opening_and_answering_leave_the_view_as_it_was(asking: Stage) -> None:
    form = await form_of(asking)
    before = copy.deepcopy(form)
    await send(asking, form, "It timed out.")
    assert form == before
    assert "1 question" not in texts(await home_of(asking))
