"""What of a group goes out: as promised to each entry, whatever waits beside it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.held import Held
from bot.core.organisation import Anonymity
from bot.core.release import DAY, going, group_of, latest_time, next_time, times
from tests.core.support import at, held, policy

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def counting(people: dict[str, str], *, leaders: Sequence[str] = ()) -> "Counter":
    return Counter(people, leaders)


class Counter:
    """Stands for bot.identity.authors: who is behind an id, leaders aside; an id that nobody knows counts as nobody."""

    def __init__(self, people: dict[str, str], leaders: Sequence[str]) -> None:
        self.people, self.leaders = people, leaders

    def __call__(self, ids: Sequence[str]) -> int:
        return len({self.people[one] for one in ids if one in self.people} - set(self.leaders))


NOON, LATER = at("2026-01-12 12:00"), at("2026-01-13 12:00")


def test_three_items_of_one_author_are_not_three_authors() -> None:
    due = [held(NOON, LATER, name) for name in "ABC"]
    assert not going(due, distinct=counting({"A": "UANA", "B": "UANA", "C": "UANA"}), now=NOON)
    assert going(due, distinct=counting({"A": "UANA", "B": "UBEN", "C": "UCEM"}), now=NOON)


def test_leaders_who_fill_a_batch_do_not_open_it() -> None:
    due = [held(NOON, LATER, name) for name in "ABC"]
    people = {"A": "UANA", "B": "ULEAD", "C": "UBOSS"}
    assert not going(due, distinct=counting(people, leaders=["ULEAD", "UBOSS"]), now=NOON)


def test_what_was_promised_less_goes_alone_and_what_was_promised_more_counts_for_it() -> None:
    due = [held(NOON, LATER, "A", promised=Anonymity(at_least=2)), held(NOON, LATER, "B")]
    assert going(due, distinct=counting({"A": "UANA", "B": "UBEN"}), now=NOON) == ()  # B, who would count, stays
    due.append(held(NOON, LATER, "C", promised=Anonymity(at_least=2)))
    people = {"A": "UANA", "B": "UBEN", "C": "UCEM"}
    assert going(due, distinct=counting(people), now=NOON) == (due[0], due[2])
    due += [held(NOON, LATER, name) for name in "DE"]
    assert going(due, distinct=counting(people | {"D": "UDAN", "E": "UEVA"}), now=NOON) == tuple(due)


WEAKER = [Anonymity(at_least=2), Anonymity(hold_at_most=3 * HOUR), Anonymity(release_every=SECOND)]


@pytest.mark.parametrize("weaker", WEAKER)
def test_what_comes_after_a_policy_was_made_weaker_does_not_send_out_what_came_before(weaker: Anonymity) -> None:
    before = [held(NOON, LATER, name) for name in "AB"]
    after = [held(NOON, LATER, name, promised=weaker) for name in "CDE"]
    people = {"A": "UANA", "B": "UBEN", "C": "UCEM", "D": "UDAN", "E": "UEVA"}
    assert going([*before, *after], distinct=counting(people), now=NOON) == tuple(after)
    stronger = [replace(one, at_least=3, release_every=3 * HOUR, hold_at_most=2 * DAY) for one in after]
    assert set(before) < set(going([*before, *stronger], distinct=counting(people), now=NOON))


def test_when_the_time_of_one_is_up_it_takes_the_others_with_it() -> None:
    due = [held(NOON - DAY, NOON, "A"), held(NOON, LATER, "B")]
    known = counting({"A": "UANA", "B": "UBEN"})
    assert going(due, distinct=known, now=NOON) == tuple(due)
    assert going(due, distinct=known, now=NOON - SECOND) == ()


@pytest.mark.parametrize("people", [{"A": "ULEAD", "B": "UBEN"}, {"B": "UBEN"}])
def test_a_leader_cannot_send_something_ahead_to_have_an_author_go_out_alone(people: dict[str, str]) -> None:
    due = [held(NOON - DAY, NOON, "A"), held(NOON, LATER, "B")]
    assert going(due, distinct=counting(people, leaders=["ULEAD"]), now=NOON) == (due[0],)


@pytest.mark.parametrize("weaker", WEAKER)
def test_what_was_taken_under_a_weaker_policy_takes_nothing_with_it(weaker: Anonymity) -> None:
    due = [held(NOON - DAY, NOON, "A", promised=weaker), held(NOON, LATER, "B")]
    assert going(due, distinct=counting({"A": "UANA", "B": "UBEN"}), now=NOON) == (due[0],)


def test_nothing_never_goes_out() -> None:
    assert not going([], distinct=lambda _: 99, now=NOON)


def test_what_is_about_a_leader_goes_out_apart_from_the_rest() -> None:
    assert group_of(held(NOON, LATER)) == ("payments", None)
    assert group_of(held(NOON, LATER, left_out="ULEAD")) == ("payments", "ULEAD")


ARRIVALS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=4 * 86_400), st.sampled_from(["UANA", "UBEN", "UCEM", "UDAN", "ULEAD"])
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(
    ARRIVALS,
    st.sampled_from([900, 7_200, 25_200, 86_400]),
    st.integers(min_value=1, max_value=4),
    st.sampled_from([600, 7_200, 86_400, 200_000]),
    st.integers(min_value=0, max_value=4 * 86_400),
)
def test_a_stream_of_feedback_is_released_as_promised(
    arrivals: list[tuple[int, str]], every: int, at_least: int, hold: int, weaker_at: int
) -> None:
    began = at("2026-10-23 07:00")  # a Friday before the clocks change in Berlin
    strict = policy(timedelta(seconds=every), at_least=at_least, hold_at_most=timedelta(seconds=hold))
    weak = policy(timedelta(seconds=every), at_least=1, hold_at_most=SECOND)
    arriving = sorted((began + timedelta(seconds=second), who) for second, who in arrivals)
    people: dict[str, str] = {}
    waiting: list[Held] = []
    look = latest_time(strict, began)
    while arriving or waiting:
        look = next_time(strict, look)
        while arriving and arriving[0][0] < look:
            moment, who = arriving.pop(0)
            rule = weak if moment >= began + timedelta(seconds=weaker_at) else strict
            taken = times(rule, moment)
            entry = held(taken.batch, taken.until, f"I{len(people)}", promised=rule.anonymous)
            people[entry.id] = who
            waiting.append(entry)
        due = [one for one in waiting if one.batch <= look]
        count = counting(people, leaders=["ULEAD"])
        gone = going(due, distinct=count, now=look)
        waiting = [one for one in waiting if one not in gone]
        assert all(one.until > look for one in waiting)
        for one in gone:
            assert one.batch <= look <= one.until
            like_it = [other for other in gone if careful(other, one)]
            up = [other.id for other in like_it if other.until <= look]
            enough = count([other.id for other in like_it]) >= one.at_least
            assert enough or one.until <= look or count(up)


def careful(one: Held, other: Held) -> bool:
    return (
        one.at_least >= other.at_least
        and one.release_every >= other.release_every
        and one.hold_at_most >= other.hold_at_most
    )


PEOPLE = st.sampled_from(["UANA", "UBEN", "UCEM", "UDAN", "ULEAD", None])  # None: nobody knows any more
PROMISES = st.builds(
    lambda least, every, hold: Anonymity(at_least=least, release_every=every * HOUR, hold_at_most=hold * HOUR),
    st.integers(1, 3),
    st.integers(1, 2),
    st.integers(23, 24),
)


@st.composite
def groups(draw: st.DrawFn, promises: st.SearchStrategy[Anonymity] = PROMISES) -> tuple[list[Held], "Counter"]:
    drawn = draw(st.lists(st.tuples(promises, st.booleans(), PEOPLE), max_size=9))
    due = [
        held(NOON - DAY, NOON if is_up else LATER, f"I{number}", promised=promised)
        for number, (promised, is_up, _) in enumerate(drawn)
    ]
    people = {f"I{number}": who for number, (_, _, who) in enumerate(drawn) if who is not None}
    return due, counting(people, leaders=["ULEAD"])


@given(groups())
def test_nothing_that_was_promised_less_changes_when_something_goes(group: tuple[list[Held], "Counter"]) -> None:
    due, count = group
    gone = going(due, distinct=count, now=NOON)
    for one in due:
        without = [other for other in due if careful(other, one)]
        assert (one in going(without, distinct=count, now=NOON)) is (one in gone)


@given(groups(), st.data())
def test_more_that_wait_never_keep_anything_back(group: tuple[list[Held], "Counter"], data: st.DataObject) -> None:
    due, count = group
    fewer = [one for one in due if data.draw(st.booleans())]
    gone = going(due, distinct=count, now=NOON)
    assert set(going(fewer, distinct=count, now=NOON)) <= set(gone)
    assert [one for one in due if one in gone] == list(gone)


@given(groups())
def test_as_many_go_as_can_go_together(group: tuple[list[Held], "Counter"]) -> None:
    due, count = group
    due = [replace(one, until=LATER) for one in due]

    def satisfied(some: Sequence[Held]) -> bool:
        return all(count([other.id for other in some if careful(other, one)]) >= one.at_least for one in some)

    subsets = ([one for number, one in enumerate(due) if chosen >> number & 1] for chosen in range(2 ** len(due)))
    gone = going(due, distinct=count, now=NOON)
    assert set(gone) == {one for some in subsets if satisfied(some) for one in some}


@given(PROMISES.flatmap(lambda promised: groups(st.just(promised))))
def test_under_one_policy_all_go_together_or_with_one_whose_time_is_up(group: tuple[list[Held], "Counter"]) -> None:
    due, count = group
    up = [one for one in due if one.until <= NOON]
    if (due and count([one.id for one in due]) >= due[0].at_least) or count([one.id for one in up]):
        up = due
    assert going(due, distinct=count, now=NOON) == tuple(up)


def test_a_thousand_under_as_many_policies_are_asked_about_once_or_twice_each() -> None:
    promised = [Anonymity(at_least=number % 40, release_every=number * SECOND) for number in range(1_000)]
    due = [held(NOON, LATER, f"I{number}", promised=one) for number, one in enumerate(promised)]
    asked = []

    def count(ids: Sequence[str]) -> int:
        asked.append(ids)
        return len(ids)

    assert going(due, distinct=count, now=NOON)
    assert len(asked) <= 2 * len(due)
