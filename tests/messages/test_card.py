"""The message that brings an item into its team's channel."""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.core.item import State
from bot.core.slack_text import escape
from bot.messages.card import card
from bot.messages.limits import Payload, check
from tests.messages.support import (
    HEARD,
    ITEM,
    NASTY,
    ORGANISATION,
    PAYMENTS,
    QUESTION,
    buttons,
    controls,
    parsed,
    shown,
    texts,
    their_words,
    written,
)


def test_an_anonymous_card_says_what_where_and_why() -> None:
    rendered = card(ITEM, PAYMENTS, ORGANISATION)
    assert shown(rendered).splitlines() == [
        "Feedback K7QX-2M for Payments · anonymous",
        "The export takes ten minutes.",
        "It mentions “export”.",
        "Tell me more",
        "Acknowledge",
        "Pause whoever wrote this",
        "Report",
        "Waiting for somebody in Payments to hear it",
    ]


def test_the_notification_holds_no_words() -> None:
    assert card(ITEM, PAYMENTS, ORGANISATION).text == "Feedback K7QX-2M for Payments"


def test_a_signed_card_names_its_author() -> None:
    rendered = card(replace(ITEM, signed_by="UAUTHOR"), PAYMENTS, ORGANISATION)
    assert "Feedback K7QX-2M for Payments · signed by <@UAUTHOR>" in shown(rendered)


def test_a_waiting_card_can_be_answered_and_acknowledged() -> None:
    assert buttons(card(ITEM, PAYMENTS, ORGANISATION)) == [
        ("Tell me more", "tell_me_more", "K7QX-2M"),
        ("Acknowledge", "acknowledge", "K7QX-2M"),
    ]


def test_tell_me_more_is_the_first_thing_to_press() -> None:
    [actions] = [block for block in card(ITEM, PAYMENTS, ORGANISATION).blocks if block["type"] == "actions"]
    assert [each.get("style") for each in actions["elements"]] == ["primary", None, None]


def test_an_acknowledged_card_says_by_whom_and_when_and_can_still_be_asked_about() -> None:
    rendered = card(HEARD, PAYMENTS, ORGANISATION)
    assert "Acknowledged by <@ULEAD> · <!date^1772456400^{date_short_pretty} {time}|2026-03-02 13:00 UTC>" in shown(
        rendered
    )
    assert [action for _, action, _ in buttons(rendered)] == ["tell_me_more"]
    assert their_words(rendered) == ITEM.words


def test_an_acknowledged_card_points_to_its_questions() -> None:
    assert "questions are in the thread" in shown(card(HEARD, PAYMENTS, ORGANISATION, questions=[QUESTION]))


@pytest.mark.parametrize("state", [State.MADE_RIGHT, State.CONFIRMED, State.WITHDRAWN, State.CLOSED])
def test_a_card_that_needs_no_answer_has_no_buttons(state: State) -> None:
    assert buttons(card(replace(HEARD, state=state), PAYMENTS, ORGANISATION)) == []


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_line_of_its_own(state: State) -> None:
    rendered = card(replace(HEARD, state=state), PAYMENTS, ORGANISATION)
    others = [card(replace(HEARD, state=other), PAYMENTS, ORGANISATION) for other in State if other is not state]
    assert shown(rendered).splitlines()[-1] not in [shown(other).splitlines()[-1] for other in others]


def test_a_team_without_leaders_says_so() -> None:
    team = replace(PAYMENTS, leaders=("S0GROUP",))
    assert "nobody is listed as its leader yet" in shown(card(ITEM, team, ORGANISATION))


def test_the_message_it_is_about_is_a_link() -> None:
    rendered = card(replace(ITEM, about="https://acme.slack.com/archives/C1/p1?x=1&y=2"), PAYMENTS, ORGANISATION)
    assert "<https://acme.slack.com/archives/C1/p1?x=1&amp;y=2|the message this is about>" in shown(rendered)


@pytest.mark.parametrize(
    "about",
    [
        "javascript:alert(1)",
        "https://a|<!channel>",
        "https://a b",
        "!channel",
        "https://" + "a" * 5000,
        "https://a/?" + "&" * 989,
        "&" * 3_000,
    ],
)
def test_what_is_no_web_address_is_shown_and_never_linked(about: str) -> None:
    rendered = card(replace(ITEM, about=about), PAYMENTS, ORGANISATION)
    assert controls(rendered) == set()
    assert check(Payload.POST, rendered.text, rendered.blocks) == []


def test_small_print_fits_whichever_way_slack_counts() -> None:
    rendered = card(replace(ITEM, about="&" * 3_000, why="<" * 3_000), PAYMENTS, ORGANISATION)
    plain_texts = [text["text"] for text in texts(rendered.blocks) if text["type"] == "plain_text"]
    assert all(len(escape(text)) <= 3_000 for text in plain_texts)


@pytest.mark.parametrize("words", NASTY)
def test_words_are_shown_whole_and_unaltered(words: str) -> None:
    rendered = card(replace(ITEM, words=words), PAYMENTS, ORGANISATION)
    assert their_words(rendered) == words
    assert check(Payload.POST, rendered.text, rendered.blocks) == []
    assert controls(rendered) == set()


@given(words=written)
def test_nothing_that_is_written_is_ever_parsed(words: str) -> None:
    rendered = card(replace(ITEM, words=words, why=words, about=words), PAYMENTS, ORGANISATION)
    assert their_words(rendered) == words
    assert parsed(rendered)[1:] == parsed(card(replace(ITEM, why="", about=None), PAYMENTS, ORGANISATION))[1:]
    assert check(Payload.POST, rendered.text, rendered.blocks) == []
    assert check(Payload.UPDATE, rendered.text, rendered.blocks) == []


@given(name=written)
def test_the_name_of_a_team_is_never_parsed(name: str) -> None:
    rendered = card(ITEM, replace(PAYMENTS, name=name[:80]), ORGANISATION)
    assert controls(rendered) == set()


def test_nothing_of_a_card_says_who_wrote_it_without_a_signature() -> None:
    waiting, signed = card(ITEM, PAYMENTS, ORGANISATION), card(replace(ITEM, signed_by="UA"), PAYMENTS, ORGANISATION)
    differ = [a for a, b in zip(waiting.blocks, signed.blocks, strict=True) if a != b]
    assert [block["type"] for block in differ] == ["context", "actions"]
    assert all("block_id" not in block for block in waiting.blocks)


def test_long_words_are_cut_between_words() -> None:
    rendered = card(replace(ITEM, words="<word> " * 428), PAYMENTS, ORGANISATION)
    pieces = [block["text"]["text"] for block in rendered.blocks if block["type"] == "section"]
    assert len(pieces) > 1
    assert all(piece.endswith(" ") for piece in pieces)
