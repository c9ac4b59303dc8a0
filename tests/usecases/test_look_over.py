"""What is seen when feedback is looked over before it is sent."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.giveaway import Directory, Kind
from bot.core.held import WayBack
from bot.core.organisation import Anonymity, Policy
from bot.core.people import People, Person
from bot.usecases.look_over import Look, look_over, proposal
from tests.usecases.fakes import NOW, PAYMENTS, TRIAGE, organisation, team

EVERYBODY = {
    person.id: person
    for person in (
        Person(id="ULEAD", handle="lea", name="Lea", real_name="Lea Fischer"),
        Person(id="UBEN", handle="ben", name="Ben", real_name="Ben Okafor"),
        Person(id="UDIRECTOR", handle="dora", name="Dora", real_name="Dora Nowak"),
        Person(id="UGUEST", name="Gus", guest=True),
        *(Person(id=f"U{number}", name=f"Member{number}") for number in range(20)),
    )
}


def people(**members: int) -> People:
    """A workspace in which the channels of these teams have so many members."""
    return People(
        by_id=EVERYBODY,
        directory=Directory.of((one.id, one.handle, one.name, one.real_name) for one in EVERYBODY.values()),
        members={
            f"C{key.upper()}": frozenset([f"U{number}" for number in range(count)]) for key, count in members.items()
        },
    )


def look(words: str = "The refund page is slow.", **changes: Any) -> Look:
    given: dict[str, Any] = {
        "words": words,
        "team": PAYMENTS,
        "way_back": WayBack.HOME,
        "at_once": False,
        "left_out": None,
        "about": None,
        "organisation": organisation(),
        "people": people(payments=14),
        "now": NOW,
    }
    return look_over(**(given | changes))


def test_words_that_give_nothing_away_leave_nothing_to_decide() -> None:
    seen = look()
    assert seen.findings == ()
    assert not seen.must_decide
    assert proposal("The refund page is slow.", seen) == "The refund page is slow."


def test_a_name_has_to_be_decided_on_and_a_rewrite_is_proposed() -> None:
    words = "Ask Ben Okafor about it."
    seen = look(words)
    assert [finding.kind for finding in seen.findings] == [Kind.NAME]
    assert seen.must_decide
    assert proposal(words, seen) == "Ask [a name] about it."


def test_advice_alone_leaves_nothing_to_decide() -> None:
    seen = look("As the only designer I see this daily.")
    assert seen.findings
    assert not seen.must_decide


def test_of_signed_words_only_keys_and_passwords_matter() -> None:
    words = "Ben Okafor posted xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx again."
    assert [finding.kind for finding in look(words, way_back=None).findings] == [Kind.SECRET]
    assert not look(words, way_back=None).must_decide
    assert look(words, way_back=None).situation.signed


def test_a_channel_of_fewer_people_than_the_policy_wants_is_too_small_for_anonymous_words_only() -> None:
    small = people(payments=4)
    assert look(people=small).too_few
    assert look(people=small).people == 4
    assert look(people=small, way_back=None).too_few is False
    assert look(people=people(payments=5)).too_few is False


def test_of_a_channel_that_nobody_has_read_nothing_is_said() -> None:
    seen = look(people=people())
    assert seen.people is None
    assert not seen.too_few


def test_a_small_team_is_offered_its_parent_and_the_fallback() -> None:
    parent = team("commerce")
    child = replace(PAYMENTS, parent="commerce")
    teams = organisation(child, parent)
    offered = look(team=child, organisation=teams, people=people(payments=2, commerce=9)).instead
    assert offered == (parent, TRIAGE)


@pytest.mark.parametrize(
    ("parent", "counts"),
    [
        (team("commerce"), {"payments": 2, "commerce": 3}),
        (team("commerce", archived=True), {"payments": 2, "commerce": 9}),
        (team("other"), {"payments": 2}),
    ],
)
def test_a_parent_that_is_small_or_gone_is_not_offered(parent: Any, counts: dict[str, int]) -> None:
    child = replace(PAYMENTS, parent="commerce")
    seen = look(team=child, organisation=organisation(child, parent), people=people(**counts))
    assert seen.instead == (TRIAGE,)


def test_a_small_fallback_is_not_offered_itself() -> None:
    members = {"CTRIAGE": frozenset({"U1"})}
    seen = look(team=TRIAGE, people=replace(people(), members=members))
    assert seen.too_few
    assert seen.instead == ()


def test_leaders_can_be_left_out_and_those_whom_the_words_name_are_known() -> None:
    seen = look("Lea never listens.")
    assert seen.leaders == ("ULEAD", "UBEN")
    assert seen.named == ("ULEAD",)
    assert seen.readers == ()
    assert look(left_out="ULEAD").readers == ("UDIRECTOR",)


def test_nobody_is_left_to_read_where_only_the_one_it_is_about_could() -> None:
    alone = team("alone", leaders=("UONE",))
    fallback = replace(TRIAGE, leaders=("UONE",))
    teams = replace(organisation(alone), fallback=fallback)
    assert look(team=alone, organisation=teams, left_out="UONE").readers == ()


def test_it_says_when_anonymous_words_go_out_and_nothing_of_signed_ones() -> None:
    seen = look()
    assert seen.times is not None
    assert seen.times.batch > NOW
    assert look(way_back=None).times is None
    assert look(team=None).times is None


def test_the_situation_is_that_of_the_choices() -> None:
    policy = Policy(anonymous=Anonymity(at_least=5))
    seen = look(
        "Ask Ben Okafor.",
        team=replace(PAYMENTS, policy=policy),
        way_back=WayBack.RECEIPT,
        at_once=True,
        left_out="ULEAD",
        about="https://acme.slack.com/archives/C1/p1",
    ).situation
    assert (seen.way_back, seen.at_once, seen.at_least, seen.could_have_written) == (WayBack.RECEIPT, True, 5, 14)
    assert (seen.found, seen.left_out, seen.about is not None) == ((Kind.NAME,), "ULEAD", True)
    assert look(way_back=None, at_once=True).situation.at_once is False


def test_no_team_yet_means_the_policy_of_the_fallback_and_nobody_to_leave_out() -> None:
    seen = look(team=None)
    assert (seen.leaders, seen.named, seen.people) == ((), (), None)


def test_what_was_found_is_kept_out_of_its_repr() -> None:
    assert "Lea" not in repr(look("Lea never listens."))
    assert "ULEAD" not in repr(look("x", left_out="ULEAD").situation)
