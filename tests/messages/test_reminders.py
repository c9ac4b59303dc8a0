"""What leaders are reminded with, and what is left of it afterwards."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.core.item import Item, State
from bot.core.organisation import Team
from bot.messages.limits import Payload, check
from bot.messages.question import question
from bot.messages.reminders import leader_reminder, thread_reminder
from bot.messages.rendered import Rendered
from tests.messages.support import (
    HEARD,
    ITEM,
    LEFT_OUT,
    NOW,
    ORGANISATION,
    PAYMENTS,
    QUESTION,
    buttons,
    controls,
    shown,
    their_words,
    written,
)


def told(item: Item, *, person: str = "ULEAD", team: Team = PAYMENTS, place: str | None = "CPAY") -> Rendered:
    """The first direct message to one person."""
    return leader_reminder(item, team, ORGANISATION, person=person, step=1, now=NOW, place=place)


def test_a_thread_reminder_names_the_item_how_long_it_waited_and_the_team() -> None:
    rendered = thread_reminder(ITEM, PAYMENTS, ORGANISATION, step=1, now=NOW)
    assert "*Feedback K7QX-2M for Payments* has been waiting for 4 hours." in shown(rendered)
    assert "For everybody who leads Payments" in shown(rendered)
    assert rendered.text == "Feedback K7QX-2M for Payments is waiting"


def test_a_leader_is_shown_the_words_and_told_why_it_is_them() -> None:
    rendered = told(ITEM)
    assert their_words(rendered) == ITEM.words
    assert "You get this because you lead Payments · <#CPAY>" in shown(rendered)
    assert "export" not in rendered.text


def test_somebody_reminded_in_the_leaders_place_is_told_so() -> None:
    assert "because nobody who leads Payments could be reached" in shown(told(ITEM, person="UTRI"))
    nobody = replace(PAYMENTS, leaders=())
    assert "because nobody is listed as leading Payments" in shown(told(ITEM, person="UTRI", team=nobody))


def test_a_leader_is_led_to_where_the_card_is_and_never_to_somebodys_direct_messages() -> None:
    assert "· <#CELSEWHERE>" in shown(told(ITEM, place="CELSEWHERE"))
    for place in ("DADMIN", None):
        assert controls(told(ITEM, place=place)) == set()


def test_every_reminder_offers_to_be_told_more_and_to_acknowledge() -> None:
    for rendered in (
        thread_reminder(ITEM, PAYMENTS, ORGANISATION, step=1, now=NOW),
        told(ITEM),
    ):
        assert "Tell me more about what's not working" in shown(rendered)
        assert [(action, value) for _, action, value in buttons(rendered)] == [
            ("tell_me_more", "K7QX-2M"),
            ("acknowledge", "K7QX-2M"),
        ]


def test_a_later_reminder_reads_as_one() -> None:
    later = thread_reminder(ITEM, PAYMENTS, ORGANISATION, step=2, now=NOW + timedelta(days=1))
    assert "is still waiting, 1 day 4 hours now." in shown(later)


def test_a_team_without_leaders_says_so_in_its_thread() -> None:
    rendered = thread_reminder(ITEM, replace(PAYMENTS, leaders=()), ORGANISATION, step=1, now=NOW)
    assert "nobody is listed as its leader yet" in shown(rendered)


def test_after_an_acknowledgement_a_reminder_thanks_and_asks_for_nothing() -> None:
    for rendered in (
        thread_reminder(HEARD, PAYMENTS, ORGANISATION, step=1, now=NOW),
        told(HEARD),
    ):
        assert "has been heard. Acknowledged by <@ULEAD>" in shown(rendered)
        assert "Thank you for listening." in shown(rendered)
        assert buttons(rendered) == []


def test_one_of_the_few_who_have_an_item_about_a_leader_is_not_told_that_they_lead_the_team() -> None:
    for person in ("UDIR", "UTRI"):
        rendered = told(LEFT_OUT, person=person)
        assert "it is about somebody who leads Payments. They are not told of it" in shown(rendered)
        assert "because you lead" not in shown(rendered)
        assert controls(rendered) == set()


@pytest.mark.parametrize("changes", [{"hidden_by": "UREADER"}, {"erased": True, "words": ""}])
def test_a_reminder_of_what_was_reported_or_erased_shows_no_words_and_asks_for_nothing(changes: dict[str, Any]) -> None:
    for item in (ITEM, HEARD):
        for rendered in (
            told(replace(item, **changes)),
            thread_reminder(replace(item, **changes), PAYMENTS, ORGANISATION, step=1, now=NOW),
        ):
            assert their_words(rendered) == ""
            assert buttons(rendered) == []


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED, State.CONFIRMED])
def test_a_reminder_of_what_needs_no_answer_says_so(state: State) -> None:
    rendered = told(replace(ITEM, state=state))
    assert "Nothing is left to do here." in shown(rendered)
    assert buttons(rendered) == []


def test_a_question_says_who_asks_and_shows_it_plainly() -> None:
    rendered = question(ITEM, replace(QUESTION, text="Which export, <!here>?"))
    assert shown(rendered).splitlines() == ["<@ULEAD> asks:", "Which export, <!here>?"]
    assert controls(rendered) == {"@ULEAD"}
    assert rendered.text == "A question about feedback K7QX-2M"


@given(words=written)
def test_nothing_that_is_written_is_ever_parsed(words: str) -> None:
    item = replace(ITEM, words=words)
    for rendered, expected in (
        (told(item), {"#CPAY"}),
        (question(item, replace(QUESTION, text=words)), {"@ULEAD"}),
    ):
        assert their_words(rendered) == words
        assert controls(rendered) == expected
        assert check(Payload.POST, rendered.text, rendered.blocks) == []
