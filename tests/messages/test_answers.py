"""What stands in a thread: questions that fish, answers, withdrawals; and what is left of them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from bot.core.item import State
from bot.messages.answer import answer, withdrawn
from bot.messages.limits import Payload, check
from bot.messages.question import outside_its_thread, question
from tests.messages.support import ANSWER, HEARD, ITEM, QUESTION, buttons, controls, shown, their_words, written


def test_a_question_that_fishes_says_that_it_need_not_be_answered() -> None:
    assert shown(question(ITEM, replace(QUESTION, fishes=True))).splitlines() == [
        "<@ULEAD> asks:",
        "Which export?",
        "The author need not answer this.",
    ]
    assert "need not answer" not in shown(question(ITEM, QUESTION))


def test_an_erased_question_says_so() -> None:
    erased = question(ITEM, replace(QUESTION, text=""))
    assert shown(erased).splitlines()[0] == "<@ULEAD> asks:"
    assert "What was written here is erased by now" in shown(erased)
    assert check(Payload.UPDATE, erased.text, erased.blocks) == []


def test_a_question_outside_its_thread_says_what_it_is_about() -> None:
    assert shown(outside_its_thread(question(ITEM, QUESTION))).splitlines()[0] == "A question about feedback K7QX-2M"


def test_an_anonymous_answer_is_the_authors_of_the_item() -> None:
    rendered = answer(HEARD, ANSWER)
    assert shown(rendered).splitlines() == ["The author of K7QX-2M answers:", "The one for March."]
    assert rendered.text == "An answer about feedback K7QX-2M"
    assert controls(rendered) == set()
    assert buttons(rendered) == []


def test_a_signed_answer_names_its_author() -> None:
    rendered = answer(replace(HEARD, signed_by="UAUTHOR"), ANSWER)
    assert "<@UAUTHOR>, the author of K7QX-2M, answers:" in shown(rendered)


@pytest.mark.parametrize(
    ("changes", "instead"),
    [
        ({"hidden_by": "UREADER"}, "Reported by <@UREADER> and handed to those who look after safety"),
        ({"erased": True}, "What was written here is erased by now"),
        ({"state": State.WITHDRAWN}, "The author has taken this back."),
    ],
)
def test_with_the_words_of_an_item_those_of_its_answers_are_gone(changes: dict[str, Any], instead: str) -> None:
    rendered = answer(replace(HEARD, **changes), ANSWER)
    assert "March" not in str(rendered)
    assert instead in shown(rendered)


def test_an_erased_answer_says_so() -> None:
    assert "What was written here is erased by now" in shown(answer(HEARD, replace(ANSWER, text="")))


def test_a_withdrawal_asks_for_nothing() -> None:
    rendered = withdrawn(replace(HEARD, state=State.WITHDRAWN))
    assert shown(rendered) == ("The author of K7QX-2M has taken it back. Nothing is left to do here. Thank you.")
    assert rendered.text == "Feedback K7QX-2M was taken back"


@given(words=written)
def test_no_answer_is_ever_parsed(words: str) -> None:
    rendered = answer(HEARD, replace(ANSWER, text=words))
    assert their_words(rendered) == words
    assert controls(rendered) == set()
    assert check(Payload.POST, rendered.text, rendered.blocks) == []
