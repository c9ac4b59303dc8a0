import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.slack_text import is_blank, unescape
from bot.core.target import Command, Target, TargetKind, parse_command, teams_named
from tests.core.support import PAYMENTS, SEARCH, TRIAGE, organisation, team

RESEARCH = team("research", name="R&D", aliases=("new ideas",))
ORGANISATION = organisation(PAYMENTS, SEARCH, RESEARCH, team("old", archived=True))


def parsed(text: str) -> Command:
    return parse_command(text, organisation=ORGANISATION)


@pytest.mark.parametrize("text", ["", "  ", "\u200b\u202e \t"])
def test_nothing_typed_is_an_empty_command(text: str) -> None:
    assert parsed(text) == Command()


@pytest.mark.parametrize("text", ["help", " Help ", "HELP"])
def test_help_alone_asks_for_help(text: str) -> None:
    assert parsed(text).help


def test_help_in_a_sentence_is_feedback() -> None:
    assert parsed("help is hard to find") == Command(words="help is hard to find")


@pytest.mark.parametrize(
    ("text", "kind", "value", "typed", "words"),
    [
        ("payments: too slow", TargetKind.TEAM, "payments", "payments", "too slow"),
        ("PAYMENTS : too slow", TargetKind.TEAM, "PAYMENTS", "PAYMENTS", "too slow"),
        ("Billing：too slow", TargetKind.TEAM, "Billing", "Billing", "too slow"),
        ("new ideas: more of them", TargetKind.TEAM, "new ideas", "new ideas", "more of them"),
        ("R&amp;D: a &lt; b", TargetKind.TEAM, "R&D", "R&D", "a < b"),
        ("payments:", TargetKind.TEAM, "payments", "payments", ""),
        ("fallback: who owns the lift", TargetKind.TEAM, "fallback", "fallback", "who owns the lift"),
        ("<#CPAYMENTS|payments> slow", TargetKind.CHANNEL_ID, "CPAYMENTS", "#payments", "slow"),
        ("<#CPAYMENTS>: slow", TargetKind.CHANNEL_ID, "CPAYMENTS", "#CPAYMENTS", "slow"),
        ("<#CPAYMENTS|payments>", TargetKind.CHANNEL_ID, "CPAYMENTS", "#payments", ""),
        ("#payments, slow", TargetKind.CHANNEL_NAME, "payments", "#payments", "slow"),
        ("<!subteam^SPAY|@pay-leads> slow", TargetKind.GROUP_ID, "SPAY", "@pay-leads", "slow"),
        ("@pay-leads slow: very", TargetKind.GROUP_HANDLE, "pay-leads", "@pay-leads", "slow: very"),
    ],
)
def test_an_owner_that_is_known_is_taken_out_of_the_words(
    text: str, kind: TargetKind, value: str, typed: str, words: str
) -> None:
    assert parsed(text) == Command(target=Target(kind=kind, value=value, typed=typed), words=words)


@pytest.mark.parametrize(
    ("text", "typed", "words"),
    [
        ("<#C9|random> is loud", "#random", "#random is loud"),
        ("#1 problem is the lift", "#1", "#1 problem is the lift"),
        ("@nobody-here listens", "@nobody-here", "@nobody-here listens"),
        ("<!subteam^S9|@strangers> hi", "@strangers", "@strangers hi"),
        ("paymets: charged twice", "paymets", "paymets: charged twice"),
        ("#old is archived", "#old", "#old is archived"),
    ],
)
def test_an_owner_that_is_unknown_is_noted_and_stays_in_the_words(text: str, typed: str, words: str) -> None:
    command = parsed(text)
    assert command.target is not None
    assert command.target.typed == typed
    assert command.words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Note: the lift is broken", "Note: the lift is broken"),
        ("https://payments.example is down", "https://payments.example is down"),
        ("<https://a.example/payments:1> is down", "https://a.example/payments:1 is down"),
        ("<@U1|ana> payments: hm", "@ana payments: hm"),
        ("first line\npayments: second", "first line\npayments: second"),
        (": payments", ": payments"),
        ("# payments", "# payments"),
        ("old: archived", "old: archived"),
    ],
)
def test_a_colon_or_sign_that_names_no_team_is_only_words(text: str, words: str) -> None:
    assert parsed(text) == Command(words=words)


def test_a_group_names_the_team_that_it_leads_before_those_that_it_is_an_escalation_of() -> None:
    led = team("led", leaders=("SDIRECTORS",))
    target = Target(kind=TargetKind.GROUP_ID, value="SDIRECTORS", typed="@directors")
    assert teams_named(target, organisation(PAYMENTS, SEARCH, led)) == (led,)
    assert teams_named(target, organisation(PAYMENTS, SEARCH)) == (PAYMENTS, SEARCH)


def test_the_fallback_can_be_named_by_its_channel() -> None:
    target = Target(kind=TargetKind.CHANNEL_NAME, value="Feedback-Triage", typed="#Feedback-Triage")
    assert teams_named(target, ORGANISATION) == (TRIAGE,)


@given(st.text(alphabet=st.sampled_from("payments:#@<>!^|&;CS1 \n\u200b\u202e返🚀")) | st.text())
def test_no_text_breaks_the_parsing_and_no_words_are_lost(text: str) -> None:
    command = parsed(text)
    if command.target is None and not command.help:
        assert command.words == ("" if is_blank(text) else unescape(text.strip()))


def test_forty_thousand_characters_are_parsed_at_once() -> None:
    assert len(parsed("a " * 20_000).words) == 39_999
    assert parsed("a" + " " * 39_998 + "b").words.endswith("b")
