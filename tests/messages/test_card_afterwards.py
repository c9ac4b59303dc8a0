"""Cards whose words are gone, cards about a leader, and the menu under all of them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from bot.core.item import Item, State
from bot.messages.card import card
from bot.messages.limits import Payload, check
from bot.messages.rendered import Rendered
from tests.messages.support import (
    HEARD,
    ITEM,
    LEFT_OUT,
    ORGANISATION,
    PAYMENTS,
    QUESTION,
    buttons,
    controls,
    menu,
    parsed,
    shown,
    their_words,
    written,
)

ABOUT = "https://acme.slack.com/archives/C1/p1"
HIDDEN = replace(HEARD, hidden_by="UREADER", about=ABOUT)
ERASED = replace(ITEM, state=State.CLOSED, words="", why="", erased=True)


def rendered(item: Item = ITEM, **changes: Any) -> Rendered:
    return card(replace(item, **changes), PAYMENTS, ORGANISATION)


def test_a_reported_card_shows_one_line_instead_of_words_reason_and_link() -> None:
    assert shown(rendered(HIDDEN)).splitlines() == [
        "Feedback K7QX-2M for Payments · anonymous",
        "Reported by <@UREADER> and handed to those who look after safety",
        "Tell me more",
        "Acknowledged by <@ULEAD> · <!date^1772456400^{date_short_pretty} {time}|2026-03-02 13:00 UTC>",
    ]
    assert ABOUT not in "".join(parsed(rendered(HIDDEN)))


def test_a_reported_card_still_points_to_its_questions() -> None:
    assert "questions are in the thread" in shown(card(HIDDEN, PAYMENTS, ORGANISATION, questions=[QUESTION]))


def test_an_erased_card_says_so_and_can_not_be_answered() -> None:
    assert "What was written here is erased by now" in shown(rendered(ERASED))
    assert their_words(rendered(ERASED)) == ""
    for state in State:
        assert buttons(rendered(ERASED, state=state)) == []


def test_a_withdrawn_card_shows_nothing_but_that_its_author_took_it_back() -> None:
    assert shown(rendered(HEARD, state=State.WITHDRAWN, about=ABOUT)).splitlines() == [
        "Feedback K7QX-2M for Payments · anonymous",
        "Withdrawn by its author",
    ]


@given(words=written)
def test_no_word_is_left_once_they_are_gone(words: str) -> None:
    item = replace(HEARD, words=f"plutonium {words}", why=f"plutonium {words}", about="https://plutonium/")
    gones: list[dict[str, Any]] = [{"hidden_by": "UREADER"}, {"erased": True}, {"state": State.WITHDRAWN}]
    for changes in gones:
        gone = rendered(item, **changes)
        assert "plutonium" not in f"{gone.text} {gone.blocks}"
        assert check(Payload.UPDATE, gone.text, gone.blocks) == []


@pytest.mark.parametrize("state", [State.WAITING, State.ACKNOWLEDGED, State.DISPUTED])
def test_the_menu_of_an_anonymous_card_pauses_its_author_and_reports(state: State) -> None:
    assert menu(rendered(HEARD, state=state)) == [
        ("Pause whoever wrote this", "mute:K7QX-2M"),
        ("Report", "report:K7QX-2M"),
    ]


def test_nobody_can_be_paused_who_put_their_name_to_it() -> None:
    assert menu(rendered(signed_by="UAUTHOR")) == [("Report", "report:K7QX-2M")]


@pytest.mark.parametrize("state", [State.MADE_RIGHT, State.CONFIRMED, State.WITHDRAWN, State.CLOSED])
def test_a_card_that_needs_no_answer_has_no_menu(state: State) -> None:
    assert menu(rendered(HEARD, state=state)) == []


def test_a_card_that_was_reported_can_not_be_reported_again() -> None:
    assert menu(rendered(HIDDEN)) == []


def test_a_card_about_a_leader_says_who_has_it_and_not_who_it_is_about() -> None:
    about_a_leader = card(LEFT_OUT, PAYMENTS, ORGANISATION)
    assert shown(about_a_leader).splitlines()[3] == (
        "This is about somebody who leads Payments. They are not told of it, and cannot see it. "
        "It was sent only to <@UDIR> and <@UBOSS>: please share it with nobody else."
    )
    assert controls(about_a_leader) == {"@UDIR", "@UBOSS"}
    assert "ULEAD" not in str(about_a_leader)
    assert shown(about_a_leader).splitlines()[-1] == "Waiting to be heard by one of those it was sent to"


def test_a_card_about_a_leader_can_be_answered_like_any_other() -> None:
    about_a_leader = card(LEFT_OUT, PAYMENTS, ORGANISATION)
    assert [action for _, action, _ in buttons(about_a_leader)] == ["tell_me_more", "acknowledge"]
    assert len(menu(about_a_leader)) == 2


def test_of_many_who_have_it_the_first_are_named() -> None:
    many = replace(PAYMENTS, escalation=(tuple(f"U{number:04}" for number in range(300)),))
    organisation = replace(ORGANISATION, teams=(many,))
    about_a_leader = card(LEFT_OUT, many, organisation)
    assert "<@U0008>, <@U0009> and 290 others:" in shown(about_a_leader)
    assert check(Payload.POST, about_a_leader.text, about_a_leader.blocks) == []


def test_where_nobody_is_named_any_more_the_card_still_reads_well() -> None:
    alone = replace(PAYMENTS, escalation=())
    organisation = replace(ORGANISATION, teams=(alone,), fallback=replace(ORGANISATION.fallback, leaders=()))
    assert "It was sent only to you: please" in shown(card(LEFT_OUT, alone, organisation))
