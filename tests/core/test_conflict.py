from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conflict import answerers, may_answer, named_leaders, readers
from bot.core.giveaway.directory import Directory
from bot.core.organisation import Group, Organisation, Team
from bot.core.people import People, Person
from tests.core.support import GROUPS, PAYMENTS, TRIAGE, item, organisation, team

ADMINS = replace(organisation(), admins=("UADMIN", "ULEAD"))


def test_what_is_about_a_leader_goes_to_the_next_level() -> None:
    assert readers(ADMINS, PAYMENTS, "ULEAD") == ("UDIRECTOR",)


def test_a_level_that_is_the_leader_alone_is_passed_over() -> None:
    own = team("own", leaders=("UANA",), escalation=(("UANA",), ("UANA", "UVP", "SDIRECTORS")))
    assert readers(organisation(own), own, "UANA") == ("UVP", "UDIRECTOR")


def test_without_levels_it_goes_to_the_fallbacks_leaders_and_then_to_the_admins() -> None:
    own = team("own")
    assert readers(ADMINS, own, "UOWN") == ("UTRIAGE",)
    alone = replace(ADMINS, fallback=replace(TRIAGE, leaders=("ULEAD",)))
    assert readers(alone, own, "ULEAD") == ("UADMIN",)


def test_where_there_is_nobody_else_nobody_reads_it() -> None:
    alone = Organisation(teams=(), fallback=replace(TRIAGE, leaders=("UANA",)), admins=("UANA",))
    assert readers(alone, alone.fallback, "UANA") == ()


def test_a_group_that_was_never_read_reaches_nobody() -> None:
    own = team("own", escalation=(("SNEW",),))
    assert readers(organisation(own), own, "UOWN") == ("UTRIAGE",)


def test_leaders_and_all_levels_may_answer_what_is_about_nobody() -> None:
    assert answerers(organisation(), item()) == ("ULEAD", "UBEN", "UDIRECTOR")
    assert may_answer(organisation(), item(), "UDIRECTOR")
    assert not may_answer(organisation(), item(), "UTRIAGE")


def test_of_an_item_about_a_leader_the_other_leaders_know_nothing_either() -> None:
    about = item(left_out="ULEAD")
    assert answerers(organisation(), about) == ("UDIRECTOR",)
    assert not may_answer(organisation(), about, "UBEN")


def test_an_item_of_a_team_that_is_gone_belongs_to_the_fallback() -> None:
    assert answerers(organisation(), item(team="gone")) == ("UTRIAGE",)


IDS = ["UANA", "UBEN", "UCEM", "SALL", "SSOME", "SNONE"]
LISTED = st.lists(st.sampled_from(IDS), max_size=4).map(tuple)
MEMBERS = st.lists(st.sampled_from(["UANA", "UBEN", "UCEM"]), max_size=3).map(tuple)


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    own = team("payments", leaders=draw(LISTED), escalation=draw(st.lists(LISTED, max_size=3).map(tuple)))
    return Organisation(
        teams=(own,),
        fallback=replace(TRIAGE, leaders=draw(LISTED)),
        admins=draw(st.lists(st.sampled_from(["UANA", "UBEN"]), unique=True).map(tuple)),
        groups={name: Group(id=name, members=draw(MEMBERS)) for name in ("SALL", "SSOME")},
    )


@given(organisations(), st.sampled_from(["UANA", "UBEN", "UCEM"]))
def test_the_person_left_out_is_never_among_those_who_read_or_answer(stored: Organisation, left_out: str) -> None:
    own, about = stored.teams[0], item(left_out=left_out)
    reading = readers(stored, own, left_out)
    assert left_out not in reading
    assert reading == answerers(stored, about)
    assert not may_answer(stored, about, left_out)
    assert len(set(reading)) == len(reading)
    assert not any(person.startswith("S") for person in reading)


@given(organisations(), st.sampled_from(["UANA", "UBEN", "UCEM"]))
def test_nobody_reads_it_only_where_nobody_else_is_there(stored: Organisation, left_out: str) -> None:
    own = stored.teams[0]
    listed = {one for level in (*own.escalation, stored.fallback.leaders, stored.admins) for one in level}
    in_groups = {person for one in listed & stored.groups.keys() for person in stored.groups[one].members}
    anybody = {one for one in listed | in_groups if one.startswith("U")} - {left_out}
    assert bool(readers(stored, own, left_out)) == bool(anybody)


# Who is named

LEAD = Person(id="ULEAD", handle="alima", name="Ana", real_name="Ana Lima")
BEN = Person(id="UBEN", handle="ben.k", name="Ben", real_name="Ben König")
OTHER = Person(id="UOTHER", handle="ana2", name="Ana", real_name="Ana Other")
PEOPLE = People(
    by_id={person.id: person for person in (LEAD, BEN, OTHER)},
    directory=Directory.of((one.id, one.handle, one.name, one.real_name) for one in (LEAD, BEN, OTHER)),
)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Ana cancels every meeting.", ("ULEAD",)),
        ("ana lima cancels every meeting", ("ULEAD",)),
        ("<@ULEAD> cancels every meeting", ("ULEAD",)),
        ("<@ULEAD|ana> and Koenig disagree", ("ULEAD", "UBEN")),
        ("Ask @alima or ben.k@example.com", ("ULEAD", "UBEN")),
        ("ULEADER is no id of hers, and neither is XULEAD", ()),
        ("Refunds take weeks, and banana bread is gone", ()),
        ("", ()),
    ],
)
def test_leaders_are_found_by_name_handle_and_mention(words: str, named: tuple[str, ...]) -> None:
    assert named_leaders(words, PAYMENTS, organisation(), PEOPLE) == named


def test_others_than_the_leaders_are_not_offered() -> None:
    assert named_leaders("Ben is unfair", team("search"), organisation(), PEOPLE) == ()


def test_a_leader_nobody_knows_the_name_of_is_found_by_mention_alone() -> None:
    assert named_leaders("<@ULEAD> or Ana", PAYMENTS, organisation(), People()) == ("ULEAD",)


def test_where_nobody_leads_the_fallbacks_leaders_are_looked_for() -> None:
    empty: Team = team("empty", leaders=("SNONE",))
    people = People(by_id={"UTRIAGE": Person(id="UTRIAGE", name="Tara")})
    assert named_leaders("Tara is late", empty, replace(organisation(empty), groups=GROUPS), people) == ("UTRIAGE",)
