"""What is handed to those who look after safety, and what admins are asked."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.core.item import Item, State
from bot.messages.limits import Payload, check
from bot.messages.proposal import proposal
from bot.messages.rendered import Rendered
from bot.messages.report import report
from bot.ports import Proposal
from tests.messages.support import (
    ANSWER,
    HEARD,
    LEFT_OUT,
    NOW,
    ORGANISATION,
    PAYMENTS,
    QUESTION,
    buttons,
    controls,
    menu,
    shown,
    their_words,
    written,
)

REPORTED = replace(HEARD, hidden_by="UREADER")
PROPOSAL = Proposal(
    id="p1",
    organisation=ORGANISATION,
    weaker=("Payments: batches of 2 people, not 3", "<!here> & Search: words kept for 365 days"),
    proposed_at=NOW,
)


def reported(item: Item = REPORTED, **changes: Any) -> Rendered:
    changed = replace(item, **changes)
    return report(changed, PAYMENTS, ORGANISATION, by="UREADER", questions=[QUESTION], answers=[ANSWER])


def test_a_report_holds_the_item_who_reported_it_the_words_and_what_was_answered() -> None:
    assert shown(reported()).splitlines() == [
        "*Feedback K7QX-2M for Payments* was reported by <@UREADER>. Its words are shown here and nowhere else.",
        "The export takes ten minutes.",
        "The author of K7QX-2M answers:",
        "The one for March.",
        "anonymous · Questions: 1 · Answers: 1",
    ]
    assert reported().text == "Feedback K7QX-2M for Payments was reported"


def test_there_is_nothing_to_press_under_a_report() -> None:
    assert buttons(reported()) == []
    assert menu(reported()) == []


def test_a_report_of_a_withdrawn_item_keeps_its_words_until_they_are_erased() -> None:
    withdrawn = reported(state=State.WITHDRAWN)
    assert their_words(withdrawn) == "The export takes ten minutes.The one for March."
    assert "The author has taken this back." in shown(withdrawn)


def test_an_erased_report_shows_neither_words_nor_link() -> None:
    item = replace(REPORTED, words="", erased=True, about="https://acme.slack.com/p1")
    erased = report(item, PAYMENTS, ORGANISATION, by="UREADER", answers=[replace(ANSWER, text="")])
    assert their_words(erased) == ""
    assert "acme" not in str(erased)
    assert "What was written here is erased by now" in shown(erased)


def test_a_report_about_a_leader_says_that_somebody_is_left_out() -> None:
    about_a_leader = reported(LEFT_OUT, hidden_by="UREADER")
    assert "They are not told of it, and cannot see it." in shown(about_a_leader)
    assert "ULEAD" not in str(about_a_leader)


@given(words=written, many=st.integers(min_value=0, max_value=30))
def test_a_report_fits_however_much_was_said_and_nothing_of_it_is_parsed(words: str, many: int) -> None:
    item = replace(REPORTED, words=words)
    answers = [replace(ANSWER, text=words)] * many
    rendered = report(item, PAYMENTS, ORGANISATION, by="UREADER", answers=answers)
    assert their_words(rendered).startswith(words)
    assert controls(rendered) == {"@UREADER"}
    assert check(Payload.POST, rendered.text, rendered.blocks) == []


def test_a_report_that_does_not_fit_says_that_there_is_more() -> None:
    rendered = report(REPORTED, PAYMENTS, ORGANISATION, by="UREADER", answers=[ANSWER] * 30)
    assert "There is more than fits here." in shown(rendered)


def test_a_proposal_says_what_becomes_weaker_and_has_a_button_to_agree() -> None:
    rendered = proposal(PROPOSAL)
    assert their_words(rendered) == (
        "• Payments: batches of 2 people, not 3\n• <!here> & Search: words kept for 365 days"
    )
    assert controls(rendered) == set()
    assert buttons(rendered) == [("Agree", "agree", "p1")]
    assert check(Payload.POST, rendered.text, rendered.blocks) == []


def test_a_proposal_names_who_has_agreed() -> None:
    assert "Agreed so far" not in shown(proposal(PROPOSAL))
    assert "Agreed so far: <@UADMIN>" in shown(proposal(replace(PROPOSAL, agreed=("UADMIN",))))
