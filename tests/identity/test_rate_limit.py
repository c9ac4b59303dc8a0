"""How often somebody may, and that nothing remembers who did."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.rate_limit import RateLimit
from tests.identity.memory import finds

PERSON = "U0PLANTEDAUTHOR"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class World:
    """A clock to set, and keys that are numbered."""

    def __init__(self, **changes: object) -> None:
        self.now = NOON
        self.numbers = count(1)
        self.limit = RateLimit(
            clock=lambda: self.now,
            new_key=self.new_key,
            **({"most": 3, "within": HOUR} | changes),  # type: ignore[arg-type]
        )

    def new_key(self) -> bytes:
        return bytes([next(self.numbers)]) * 32

    def take(self, person: str = PERSON, *, after: timedelta = timedelta()) -> timedelta | None:
        self.now += after
        return self.limit.take(person)


def test_so_many_are_allowed_and_the_next_is_told_how_long_to_wait() -> None:
    world = World()
    assert [world.take(after=MINUTE) for _ in range(3)] == [None] * 3
    assert world.take(after=MINUTE) == 57 * MINUTE
    assert world.take(after=10 * MINUTE) == 47 * MINUTE


def test_who_waits_as_long_as_they_were_told_may_and_not_a_moment_earlier() -> None:
    world = World()
    for _ in range(3):
        world.take(after=MINUTE)
    wait = world.take(after=MINUTE)
    assert wait is not None
    moment = timedelta(microseconds=1)
    assert world.take(after=wait - moment) == moment
    assert world.take(after=moment) is None
    assert world.take() == MINUTE


def test_a_try_that_is_refused_does_not_count() -> None:
    world = World()
    for _ in range(3):
        world.take()
    for _ in range(50):
        assert world.take(after=MINUTE) is not None
    assert world.take(after=10 * MINUTE) is None


def test_one_person_does_not_use_up_what_others_may() -> None:
    world = World()
    for _ in range(9):
        world.take("U1")
    assert world.take("U2") is None


def test_a_new_day_in_utc_forgets_everything_and_nobody_waits_past_it() -> None:
    world = World(within=DAY)
    for _ in range(3):
        world.take()
    assert world.take(after=11 * HOUR) == HOUR
    assert world.take(after=HOUR) is None
    assert len(world.limit) == 1


def test_the_day_is_that_of_utc_whatever_zone_the_clock_speaks() -> None:
    world = World(within=DAY)
    world.now = NOON.astimezone(timezone(timedelta(hours=14)))
    for _ in range(3):
        world.take()
    assert world.take(after=11 * HOUR) == HOUR


def test_each_day_has_a_key_of_its_own_that_links_nothing_to_the_day_before() -> None:
    world = World(within=DAY)
    seen: set[bytes] = set()
    keys: set[bytes] = set()
    for _ in range(5):
        world.take(after=DAY)
        seen |= set(world.limit._times)
        keys.add(world.limit._key)
    assert len(seen) == len(keys) == 5


def test_two_limits_know_the_same_person_by_different_digests() -> None:
    one, other = World(), World()
    other.limit._key = b"another" * 5
    one.take()
    other.take()
    assert not set(one.limit._times) & set(other.limit._times)


def test_nothing_in_its_memory_says_who() -> None:
    world = World()
    for _ in range(5):
        world.take()
    assert not finds(world.limit, PERSON)
    assert finds(world, repr(NOON)) is False
    world.limit._key = PERSON.encode()
    assert finds(world.limit, PERSON), "this test would find it"


def test_of_the_day_before_neither_key_nor_digest_is_in_memory() -> None:
    world = World()
    world.take()
    (digest,), key = world.limit._times, world.limit._key
    world.take("U2", after=DAY)
    content = _bytes_in(world.limit)
    assert digest not in content
    assert key not in content


def test_where_nobody_comes_any_more_a_look_forgets_the_day_before() -> None:
    world = World()
    world.take()
    (digest,), key = world.limit._times, world.limit._key
    world.now += 12 * HOUR
    world.limit.tidy()
    content = _bytes_in(world.limit)
    assert digest not in content
    assert key not in content
    assert len(world.limit) == 0


def test_a_look_forgets_within_the_day_what_counts_no_more_and_nothing_that_counts() -> None:
    world = World(most=1)
    world.take("U1")
    key = world.limit._key
    world.take("U2", after=30 * MINUTE)
    world.now += 30 * MINUTE
    world.limit.tidy()
    assert len(world.limit) == 1
    assert world.limit._key == key
    assert world.take("U2") == 30 * MINUTE


@pytest.mark.parametrize("back", [MINUTE, 59 * MINUTE, 5 * HOUR, 2 * DAY, 366 * DAY])
def test_a_clock_set_back_locks_nobody_out_for_longer_than_the_span(back: timedelta) -> None:
    world = World()
    for _ in range(3):
        world.take()
    wait = world.take(after=-back)
    assert wait is None or wait <= HOUR
    for _ in range(3):
        wait = world.take()
    assert wait is not None
    assert wait <= HOUR
    assert world.take(after=wait) is None


def test_a_clock_set_forward_a_year_and_back_locks_nobody_out() -> None:
    world = World()
    world.take()
    for _ in range(4):
        world.take(after=timedelta())
    world.now += 365 * DAY
    for _ in range(4):
        world.take()
    world.now -= 365 * DAY
    assert [world.take() for _ in range(3)] == [None] * 3
    assert world.take() == HOUR


def test_no_more_than_so_many_people_are_kept_and_who_came_longest_ago_goes_first() -> None:
    world = World(people=2, most=1)
    for person in ("U1", "U2", "U3"):
        world.take(person)
        assert len(world.limit) <= 2
    assert world.take("U3") is not None
    assert world.take("U1") is None, "forgotten"


def test_who_came_again_is_not_the_one_who_came_longest_ago() -> None:
    world = World(people=2, most=2)
    for person in ("U1", "U2", "U1", "U3"):
        world.take(person)
    assert world.take("U1") is not None


def test_who_did_nothing_for_long_is_forgotten_though_the_day_goes_on() -> None:
    world = World()
    for number in range(50):
        world.take(f"U{number}")
    world.take("U99", after=HOUR)
    assert len(world.limit) == 1


def test_times_that_count_no_more_are_forgotten() -> None:
    world = World()
    for _ in range(100):
        world.take(after=30 * MINUTE)
    (times,) = world.limit._times.values()
    assert len(times) <= 3


def test_its_repr_shows_nothing() -> None:
    world = World()
    world.take()
    assert repr(world.limit) == "RateLimit()"
    assert not hasattr(world.limit, "__dict__")


STEPS = st.lists(
    st.tuples(
        st.integers(min_value=-30 * 3600, max_value=30 * 3600) | st.integers(min_value=0, max_value=600),
        st.sampled_from(["U1", "U2", "U3"]),
    ),
    max_size=60,
)


@given(STEPS, st.integers(min_value=1, max_value=4))
def test_whatever_the_clock_does_nobody_waits_longer_than_the_span(steps: list[tuple[int, str]], most: int) -> None:
    world = World(most=most, people=2)
    for seconds, person in steps:
        wait = world.take(person, after=timedelta(seconds=seconds))
        assert wait is None or timedelta(0) < wait <= HOUR
        assert len(world.limit) <= 2
        assert all(len(times) <= most for times in world.limit._times.values())


@given(STEPS, st.integers(min_value=1, max_value=4))
def test_with_a_clock_that_goes_forward_nobody_does_more_than_they_may(steps: list[tuple[int, str]], most: int) -> None:
    world = World(most=most)
    done: dict[str, list[datetime]] = {}
    for seconds, person in steps:
        wait = world.take(person, after=timedelta(seconds=abs(seconds)))
        midnight = world.now.replace(hour=0, minute=0, second=0, microsecond=0)
        counting = [at for at in done.get(person, []) if at > world.now - HOUR and at >= midnight]
        assert (wait is None) == (len(counting) < most)
        if wait is None:
            done.setdefault(person, []).append(world.now)


def _bytes_in(limit: RateLimit) -> set[bytes]:
    from tests.identity.memory import everything_in

    return {one for one in everything_in(limit) if isinstance(one, bytes)}
