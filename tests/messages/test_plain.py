"""Messages without blocks: readable, complete, and they notify nobody."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.item import Item
from bot.messages.card import card
from bot.messages.delivery import diverted
from bot.messages.limits import Payload, check
from bot.messages.plain import POST_TEXT, UPDATE_TEXT, alert, plain, quiet
from bot.messages.question import question
from bot.messages.reminders import leader_reminder
from bot.messages.rendered import Rendered
from bot.words import messages as words_of_ours
from tests.messages.support import HEARD, ITEM, NASTY, NOW, ORGANISATION, PAYMENTS, QUESTION, written


def reminder(item: Item) -> Rendered:
    return leader_reminder(item, PAYMENTS, ORGANISATION, person="ULEAD", step=1, now=NOW, place="CPAY")


def notifying(text: str) -> list[str]:
    return re.findall(r"<[@!][^>]*>", text)


def test_a_plain_card_reads_like_the_card() -> None:
    assert plain(card(replace(ITEM, signed_by="UAUTHOR"), PAYMENTS, ORGANISATION)).text.splitlines() == [
        "Feedback K7QX-2M for Payments · signed by @UAUTHOR",
        "The export takes ten minutes.",
        "It mentions “export”.",
        "Waiting for somebody in Payments to hear it",
        "The buttons could not be shown here. The next message about this brings them again.",
    ]


def test_a_plain_message_has_no_blocks() -> None:
    assert plain(card(ITEM, PAYMENTS, ORGANISATION)).blocks == []


def test_a_time_stays_readable() -> None:
    assert "Acknowledged by @ULEAD · 2026-03-02 13:00 UTC" in plain(card(HEARD, PAYMENTS, ORGANISATION)).text


def test_links_to_channels_and_messages_stay() -> None:
    text = plain(card(replace(ITEM, about="https://acme.slack.com/p1"), PAYMENTS, ORGANISATION)).text
    assert "<https://acme.slack.com/p1|the message this is about>" in text
    assert "<#CPAY>" in plain(reminder(ITEM)).text


@pytest.mark.parametrize("words", NASTY)
def test_every_word_is_there_and_none_is_parsed(words: str) -> None:
    text = plain(card(replace(ITEM, words=words), PAYMENTS, ORGANISATION)).text
    assert words in unescape(text) or "&" in words
    assert notifying(text) == []


@given(words=written)
def test_nothing_that_is_written_notifies_anybody(words: str) -> None:
    item = replace(ITEM, words=words, why=words, about=words)
    for rendered in (
        card(item, PAYMENTS, ORGANISATION),
        reminder(item),
        question(item, replace(QUESTION, text=words)),
        diverted(card(item, PAYMENTS, ORGANISATION), team=PAYMENTS, place=words, reason=words),
    ):
        posted, updated = plain(rendered), plain(rendered, most=UPDATE_TEXT)
        assert notifying(posted.text) == notifying(updated.text) == []
        assert check(Payload.POST, posted.text, None) == []
        assert check(Payload.UPDATE, updated.text, []) == []


@given(words=written, most=st.integers(min_value=10, max_value=200))
def test_a_text_that_is_cut_is_not_cut_inside_an_entity_or_a_link(words: str, most: int) -> None:
    text = plain(card(replace(ITEM, words=words), PAYMENTS, ORGANISATION), most=most).text
    assert len(text) <= most
    assert text.endswith(("…", words_of_ours.NO_BUTTONS))
    last = plain(card(replace(ITEM, words=words), PAYMENTS, ORGANISATION), most=most, words_last=True).text
    assert len(last) <= most
    assert re.sub(r"&(amp|lt|gt);", "", text).count("&") == 0
    assert text.count("<") == text.count(">")


@pytest.mark.parametrize("letter", ["&", "x", "🙂"])
@pytest.mark.parametrize("length", [10, 2_900, 3_000])
def test_an_update_always_says_how_things_are_and_cuts_nothing_but_what_people_wrote(letter: str, length: int) -> None:
    item = replace(HEARD, words=letter * length, why="<" * 3_000, about="&" * 3_000)
    text = plain(card(item, PAYMENTS, ORGANISATION), most=UPDATE_TEXT, words_last=True).text
    assert len(text) <= UPDATE_TEXT
    assert "Acknowledged by @ULEAD" in text
    assert words_of_ours.NO_BUTTONS in text
    last = unescape(text.splitlines()[-1])
    assert last in (letter * length, words_of_ours.SHORTENED)
    assert letter in unescape(text.partition("Acknowledged by")[2])


def test_words_that_do_not_fit_use_all_the_room_there_is() -> None:
    text = plain(card(replace(HEARD, words="&" * 2_900), PAYMENTS, ORGANISATION), most=UPDATE_TEXT).text
    assert UPDATE_TEXT - 5 < len(text) <= UPDATE_TEXT
    assert text.count("&amp;") > 700


def test_words_that_fit_are_not_said_to_be_shortened() -> None:
    text = plain(card(replace(HEARD, words="x" * 3_000), PAYMENTS, ORGANISATION), most=UPDATE_TEXT).text
    assert words_of_ours.SHORTENED not in text


def test_what_a_post_may_hold_is_ten_times_an_update() -> None:
    assert (POST_TEXT, UPDATE_TEXT) == (40_000, 4_000)


def test_ours_is_made_quiet() -> None:
    said = "<@U1> in <#C1>, <!here> <!subteam^S1|@leads> <!date^1^{time}|noon> <https://a|b>"
    assert quiet(said) == "@U1 in <#C1>, here @leads noon <https://a|b>"


def test_an_alert_keeps_people_and_notifies_no_channel() -> None:
    assert alert("<@U1> <!channel> <#C1>").text == "<@U1> channel <#C1>"
    assert len(alert("x" * 100_000).text) == POST_TEXT


def test_a_message_without_blocks_keeps_its_text() -> None:
    assert plain(plain(card(ITEM, PAYMENTS, ORGANISATION))).text.startswith("Feedback K7QX-2M")
