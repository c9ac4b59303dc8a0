"""What is said about a message that is not where it was meant to be."""

import pytest
from hypothesis import given

from bot.messages.card import card
from bot.messages.delivery import What, came_to_you, delivery_alert, diverted, for_reading
from bot.messages.limits import Payload, check
from bot.words import delivery as words
from tests.messages.support import (
    HEARD,
    ITEM,
    LEFT_OUT,
    ORGANISATION,
    PAYMENTS,
    buttons,
    controls,
    menu,
    shown,
    their_words,
    written,
)


def test_a_diverted_card_says_first_why_it_came_here() -> None:
    rendered = diverted(card(ITEM, PAYMENTS, ORGANISATION), team=PAYMENTS, place="#payments", reason="is_archived")
    assert shown(rendered).splitlines()[0] == "#payments is archived, so this came here."
    assert rendered.text == "Feedback K7QX-2M for Payments"
    assert check(Payload.POST, rendered.text, rendered.blocks) == []


@pytest.mark.parametrize("reason", [*words.REASONS, "never_heard_of"])
@pytest.mark.parametrize("what", list(What))
def test_an_alert_names_the_item_what_happened_where_it_is_and_what_to_do(what: What, reason: str) -> None:
    alert = delivery_alert(
        what=what,
        item="K7QX-2M",
        team=PAYMENTS,
        place="#payments",
        reason=reason,
        instead=words.now_in("<#CTRI>"),
        period="hour",
    )
    assert "Feedback K7QX-2M for Payments" in alert
    assert "#payments" in alert
    assert "It is in <#CTRI> instead." in alert
    assert alert.endswith(".")
    assert "{" not in alert
    assert not any(line in alert for line in (ITEM.words, "!"))


def test_an_alert_about_what_leaves_somebody_out_asks_to_keep_it_among_those_who_got_it() -> None:
    alerts = [
        delivery_alert(
            what=What.ITEM,
            item="K7QX-2M",
            team=PAYMENTS,
            place="<@UDIR>",
            reason="reader_gone",
            instead=words.now_with("<@UBOSS>"),
            period="hour",
            left_out=left_out,
        )
        for left_out in (True, False)
    ]
    assert alerts[0] == f"{alerts[1]} {words.KEEP_IT_AMONG_YOU}"
    assert "`escalation` of Payments" in alerts[0]


def test_a_code_nobody_knows_is_named_so_that_it_can_be_looked_up() -> None:
    alert = delivery_alert(
        what=What.ITEM,
        item="K7QX-2M",
        team=PAYMENTS,
        place="#payments",
        reason="brand_new",
        instead=words.NOW_PLAIN,
        period="hour",
    )
    assert "brand_new" in alert


def test_a_card_for_reading_says_who_can_answer_instead_of_buttons() -> None:
    rendered = for_reading(card(ITEM, PAYMENTS, ORGANISATION), team=PAYMENTS, waiting=True)
    assert buttons(rendered) == []
    assert "Only those who lead Payments can answer this." in shown(rendered)
    assert their_words(rendered) == ITEM.words
    assert check(Payload.POST, rendered.text, rendered.blocks) == []


def test_a_card_for_reading_asks_for_nothing_once_it_was_heard() -> None:
    rendered = for_reading(card(HEARD, PAYMENTS, ORGANISATION), team=PAYMENTS, waiting=False)
    assert buttons(rendered) == []
    assert "Only those" not in shown(rendered)


def test_what_is_about_a_leader_for_reading_says_that_only_those_who_got_it_first_answer() -> None:
    rendered = for_reading(card(LEFT_OUT, PAYMENTS, ORGANISATION), team=PAYMENTS, waiting=True, left_out=True)
    assert (buttons(rendered), menu(rendered)) == ([], [])
    assert "Only those it was sent to first can answer this." in shown(rendered)
    assert "Only those who lead" not in shown(rendered)


def test_what_came_to_others_than_it_was_meant_for_names_neither_place_nor_person() -> None:
    rendered = came_to_you(card(ITEM, PAYMENTS, ORGANISATION))
    assert shown(rendered).splitlines()[0] == "Somebody it was meant for could not be reached, so this came to you."


@given(name=written)
def test_no_name_is_parsed(name: str) -> None:
    rendered = diverted(card(ITEM, PAYMENTS, ORGANISATION), team=PAYMENTS, place=f"#{name[:80]}", reason="is_archived")
    assert controls(rendered) == set()
