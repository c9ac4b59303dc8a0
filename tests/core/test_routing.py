from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.organisation import Organisation
from bot.core.routing import Route, Rule, route
from bot.core.target import Target, TargetKind
from tests.core.support import PAYMENTS, SEARCH, TRIAGE, organisation, team


def routed(
    words: str, *, target: Target | None = None, typed_in: str | None = None, among: Organisation | None = None
) -> Route:
    return route(words, target=target, typed_in=typed_in, organisation=among or organisation())


def named(value: str, kind: TargetKind = TargetKind.TEAM) -> Target:
    return Target(kind=kind, value=value, typed=value)


@pytest.mark.parametrize(
    ("words", "rule", "team_key", "because"),
    [
        ("I saw a double charge today", Rule.TOPIC, "payments", "because it mentions “double charge”"),
        ("I saw a DOUBLE-CHÁRGE today", Rule.TOPIC, "payments", "because it mentions “double charge”"),
        ("billing is confusing", Rule.TOPIC, "payments", "because it mentions “billing”"),
        ("Payments are slow", Rule.TOPIC, "payments", "because it mentions “Payments”"),
        ("src/search/index.py is slow", Rule.PATH, "search", "because it mentions a path in src/search/**"),
        (
            "the coffee is cold",
            Rule.FALLBACK,
            "fallback",
            "because nothing in it names a team, and Triage finds out who it is for",
        ),
        ("double the charge", Rule.FALLBACK, "fallback", None),
        ("rebilling", Rule.FALLBACK, "fallback", None),
    ],
)
def test_words_find_their_team(words: str, rule: Rule, team_key: str, because: str | None) -> None:
    found = routed(words)
    assert (found.rule, found.team.key) == (rule, team_key)
    assert because in {None, found.because}


def test_a_named_team_beats_everything_else() -> None:
    found = routed("src/search/a.py has bad ranking", target=named("payments"), typed_in="CSEARCH")
    assert (found.rule, found.team, found.because) == (Rule.TARGET, PAYMENTS, "because you named Payments")


def test_the_channel_it_was_typed_in_beats_a_path() -> None:
    found = routed("src/payments/a.py", typed_in="CSEARCH")
    assert (found.rule, found.team, found.because) == (Rule.TYPED_IN, SEARCH, "because you wrote it in #search")


def test_a_path_beats_a_topic() -> None:
    assert routed("ranking in src/payments/a.py is off").rule is Rule.PATH


def test_the_longest_path_pattern_wins() -> None:
    ledger = team("ledger", paths=("src/payments/ledger/**",))
    assert routed("src/payments/ledger/a.py", among=organisation(PAYMENTS, ledger)).team == ledger


def test_the_longest_topic_wins() -> None:
    fraud = team("fraud", topics=("double charge twice",))
    assert routed("a double charge twice in a row", among=organisation(PAYMENTS, fraud)).team == fraud


def test_readers_are_not_told_in_which_channel_it_was_typed() -> None:
    by_channel = routed("slow", typed_in="CSEARCH")
    assert by_channel.why == routed("slow", target=named("search")).why
    assert "#" not in by_channel.why


def test_typing_in_the_fallbacks_channel_says_nothing_about_the_owner() -> None:
    assert routed("refunds", typed_in="CTRIAGE").rule is Rule.TOPIC


def test_an_unknown_target_is_reported_and_the_other_rules_decide() -> None:
    found = routed("refunds", target=named("marketing"))
    assert (found.rule, found.team, found.unknown_target) == (Rule.TOPIC, PAYMENTS, "marketing")
    assert routed("hm", target=named("#none", TargetKind.CHANNEL_NAME)).unknown_target == "#none"


@pytest.mark.parametrize(
    ("target", "key"),
    [
        (named("Billing"), "payments"),
        (named("CSEARCH", TargetKind.CHANNEL_ID), "search"),
        (named("search", TargetKind.CHANNEL_NAME), "search"),
        (named("SPAY", TargetKind.GROUP_ID), "payments"),
        (named("Pay-Leads", TargetKind.GROUP_HANDLE), "payments"),
        (named("fallback"), "fallback"),
    ],
)
def test_a_team_can_be_named_in_many_ways(target: Target, key: str) -> None:
    found = routed("", target=target)
    assert (found.rule, found.team.key, found.unknown_target) == (Rule.TARGET, key, None)


def test_teams_that_match_equally_well_are_a_tie_for_the_author_to_break() -> None:
    other = team("accounts", topics=("refunds",))
    found = routed("refunds", among=organisation(PAYMENTS, SEARCH, other))
    assert found.rule is Rule.TIE
    assert [one.key for one in found.ties] == ["accounts", "payments"]
    assert found.team in found.ties
    assert found.because == "because it could be for Accounts or Payments: please pick one"


def test_a_group_of_two_teams_is_a_tie() -> None:
    assert routed("", target=named("directors", TargetKind.GROUP_HANDLE)).ties == (PAYMENTS, SEARCH)


def test_a_tie_of_many_names_the_first_five() -> None:
    many = organisation(*(team(f"t{number}", topics=("lift",)) for number in range(8)))
    assert routed("lift", among=many).because.endswith("T0, T1, T2, T3, T4 or 3 more: please pick one")


def test_one_team_that_matches_twice_is_no_tie() -> None:
    assert routed("refunds, refunds and billing").rule is Rule.TOPIC


def test_archived_teams_never_match() -> None:
    gone = replace(PAYMENTS, archived=True)
    for found in (
        routed("double charge in src/payments/a.py", typed_in=gone.channel.id, among=organisation(gone)),
        routed("", target=named("payments"), among=organisation(gone)),
        routed("", target=named("SPAY", TargetKind.GROUP_ID), among=organisation(gone)),
    ):
        assert (found.team, found.rule) == (TRIAGE, Rule.FALLBACK)


@pytest.mark.parametrize(
    "words", ["", "\u200b\u202e", "🚀👍🏽", "\x00", "ا" * 3000, "/" * 3000, "a/" * 1500, "*?[" * 1000]
)
def test_strange_words_go_to_the_fallback(words: str) -> None:
    assert routed(words).rule is Rule.FALLBACK


def test_right_to_left_words_and_scripts_without_spaces_are_matched() -> None:
    teams = organisation(team("he", topics=("החזר",)), team("ja", topics=("返金",)))
    assert routed("\u202bבקשת הַחֲזֵר עכשיו\u202c", among=teams).team.key == "he"
    assert routed("返金がまだです", among=teams).team.key == "ja"


PHRASES = st.sampled_from(
    ["refunds", "double charge", "lift", "Lift", "pay", "返金", "🚀", "\u200b", "src/a.py", "café"]
)
TEAMS = st.lists(
    st.builds(
        team,
        st.sampled_from("abcdefgh"),
        topics=st.lists(PHRASES, max_size=3).map(tuple),
        paths=st.lists(st.sampled_from(["src/**", "*.py", "src/a.py", "["]), max_size=2).map(tuple),
        archived=st.booleans(),
    ),
    unique_by=lambda one: one.key,
    min_size=1,
    max_size=4,
)


@given(TEAMS, st.lists(PHRASES | st.text(max_size=10), max_size=5).map(" ".join), st.sampled_from([None, "CA", "CX"]))
def test_the_order_of_the_teams_changes_nothing(teams: list, words: str, typed_in: str | None) -> None:  # type: ignore[type-arg]  # what st.builds of a factory yields
    found = {
        routed(words, typed_in=typed_in, among=organisation(*order)).because for order in list(permutations(teams))[:24]
    }
    winners = {routed(words, typed_in=typed_in, among=organisation(*order)).team.key for order in permutations(teams)}
    assert len(found) == len(winners) == 1


@given(st.text(), st.text(max_size=20), st.sampled_from(TargetKind), st.none() | st.text(max_size=5))
def test_routing_never_fails_and_always_finds_a_team(
    words: str, value: str, kind: TargetKind, typed_in: str | None
) -> None:
    found = routed(words, target=named(value, kind), typed_in=typed_in)
    assert found.team.key in {"payments", "search", "fallback"}
    assert found.because.startswith("because ")
