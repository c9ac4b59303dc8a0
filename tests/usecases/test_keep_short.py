"""What is kept no longer than promised."""

from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.core.held import HeldKind, WayBack
from bot.core.item import Answer, Question, State
from bot.errors import IllegalTransition, StoreUnavailable
from bot.identity.tags import mine, tag_of
from bot.ports import KeyStore, Mute, Store
from bot.usecases.close import close
from bot.usecases.keep_short import BATCH, SteadyClock, WaysBack, erase_old
from bot.usecases.my_feedback import my_feedback
from bot.usecases.take_feedback import KEY_LIVES
from tests.usecases.fakes import NOW, FakeClock, FakeKeys, FakeStore, fake_identity, held, out_of_order, waiting

MEMBERS = [f"U{number:05}" for number in range(200)]


class Keeping:
    def __init__(self) -> None:
        self.store = FakeStore()
        self.keys = FakeKeys()
        self.ways_back = WaysBack(store=self.port(), keys=cast(KeyStore, self.keys))

    def port(self) -> Store:
        return cast(Store, self.store)

    def add_key(self, item_id: str, *, days: int = 60) -> bytes:
        self.keys.expiry[item_id] = (NOW + timedelta(days=days)).date()
        return self.keys.made.setdefault(item_id, item_id.encode().ljust(32, b"k"))

    def add(self, item_id: str = "K7QX-2M", **changes: Any) -> None:
        self.store.tags[item_id] = tag_of(self.add_key(item_id), MEMBERS[17])
        self.store.items[item_id] = waiting(item_id, **({"way_back": WayBack.HOME, "answerable": True} | changes))

    def hold(self) -> None:
        """Hold something since NOW, which is to be out in 24 hours, with the key that it gets."""
        tag = tag_of(self.add_key("K7QX-2M"), MEMBERS[17])
        self.store.waits["K7QX-2M"] = entry = held(way_back=WayBack.HOME, tag=tag)
        self.keys.expiry["K7QX-2M"] = (entry.until + KEY_LIVES).date()

    async def found(self, *, keys: dict[str, bytes]) -> list[str]:
        return [person for person in MEMBERS if mine(person, await self.store.tagged(), keys)]

    async def erase(self, now: datetime = NOW) -> int:
        return await erase_old(store=self.port(), keys=cast(KeyStore, self.keys), now=now)


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


# Words


async def test_words_are_erased_when_their_time_has_come_and_not_before(keeping: Keeping) -> None:
    keeping.add(erase_at=NOW, about="https://x.slack.com/archives/C1/p1")
    keeping.store.asked["q1"] = Question(id="q1", item="K7QX-2M", asked_by="ULEAD", text="Which?", asked_at=NOW)
    keeping.store.answered["a1"] = Answer(id="a1", item="K7QX-2M", text="That.", answered_at=NOW)
    keeping.store.waits["a2"] = held("a2", item="K7QX-2M", kind=HeldKind.ANSWER)
    assert await keeping.erase(NOW - timedelta(seconds=1)) == 0
    assert await keeping.erase() == 1
    item = keeping.store.items["K7QX-2M"]
    assert (item.words, item.why, item.about, item.erased) == ("", "", None, True)
    assert (keeping.store.asked["q1"].text, keeping.store.answered["a1"].text) == ("", "")
    assert keeping.store.waits == {}


async def test_with_the_words_goes_the_key(keeping: Keeping) -> None:
    keeping.add(erase_at=NOW)
    keeping.add("AAAA-AA", erase_at=NOW + timedelta(days=1))
    await keeping.erase()
    assert set(keeping.keys.made) == {"AAAA-AA"}
    assert keeping.store.calls[-1] == "scrub"


async def test_what_nobody_can_read_any_more_is_not_held_for_ever(keeping: Keeping) -> None:
    keeping.hold()
    over = NOW + timedelta(hours=24, days=180)
    assert await keeping.erase(over - timedelta(seconds=1)) == 0
    assert await keeping.erase(over) == 1
    assert (keeping.store.waits, keeping.keys.made) == ({}, {})
    assert keeping.store.calls[-1] == "scrub"


async def test_many_are_erased_in_batches(keeping: Keeping) -> None:
    for number in range(2 * BATCH + 1):
        keeping.add(f"ITEM-{number:03}", erase_at=NOW)
    assert await keeping.erase() == 2 * BATCH + 1
    assert keeping.store.calls.count("erase_due") == 3
    assert keeping.store.calls.count("scrub") == 1


async def test_even_with_nothing_to_erase_the_log_is_emptied(keeping: Keeping) -> None:
    assert await keeping.erase() == 0
    assert keeping.store.calls == ["erase_due", "scrub"]


# Ways back


async def test_a_way_back_ends_after_thirty_days(keeping: Keeping) -> None:
    keeping.add(waiting_since=NOW - timedelta(days=30))
    assert await keeping.ways_back.tidy(NOW) == 0
    keys = dict(keeping.keys.made)
    assert await keeping.found(keys=keys) == [MEMBERS[17]]
    assert await keeping.ways_back.tidy(NOW + timedelta(seconds=1)) == 1
    assert (keeping.keys.made, keeping.store.tags) == ({}, {})
    assert not keeping.store.items["K7QX-2M"].answerable
    assert keeping.store.calls[-1] == "scrub"


async def test_the_way_back_of_what_is_still_held_ends_thirty_days_after_it_was_to_go_out(keeping: Keeping) -> None:
    keeping.hold()
    over = NOW + timedelta(hours=24, days=30)
    assert await keeping.ways_back.tidy(over) == 0
    assert await keeping.ways_back.tidy(over + timedelta(seconds=1)) == 1
    assert keeping.keys.made == {}
    assert keeping.store.waits["K7QX-2M"].tag is None


@pytest.mark.parametrize("days", [31, 179])
async def test_nobody_is_told_that_ways_back_are_lost_because_of_what_is_still_held(
    keeping: Keeping, days: int
) -> None:
    keeping.hold()
    await keeping.ways_back.tidy(NOW + timedelta(days=days, hours=23))
    assert keeping.keys.made == {}
    identity = fake_identity(FakeClock(), keys=keeping.keys)
    assert not (await my_feedback(store=keeping.port(), identity=identity, person="UZZZ")).lost


async def test_a_key_without_an_item_is_an_orphan_at_the_second_look(keeping: Keeping) -> None:
    keeping.add_key("GONE-00")
    assert await keeping.ways_back.tidy(NOW) == 0
    assert set(keeping.keys.made) == {"GONE-00"}
    assert await keeping.ways_back.tidy(NOW + timedelta(minutes=1)) == 1
    assert keeping.keys.made == {}


async def test_the_key_of_an_item_that_is_just_being_taken_stays(keeping: Keeping) -> None:
    key = keeping.add_key("K7QX-2M")
    await keeping.ways_back.tidy(NOW)
    keeping.store.waits["K7QX-2M"] = held(way_back=WayBack.HOME, tag=tag_of(key, MEMBERS[17]))
    for minute in range(1, 4):
        assert await keeping.ways_back.tidy(NOW + timedelta(minutes=minute)) == 0
    assert set(keeping.keys.made) == {"K7QX-2M"}


async def test_keys_and_mutes_whose_day_has_come_are_destroyed(keeping: Keeping) -> None:
    keeping.add()
    keeping.keys.expiry["K7QX-2M"] = NOW.date()
    keeping.keys.muted["m1"] = Mute(id="m1", team="payments", key=b"", tag=b"", until=NOW.date())
    assert await keeping.ways_back.tidy(NOW) == 2
    assert (keeping.keys.made, keeping.keys.muted) == ({}, {})


async def test_a_process_that_ended_between_tag_and_key_leaves_an_orphan_that_is_found(keeping: Keeping) -> None:
    keeping.add(waiting_since=NOW - timedelta(days=31))
    keeping.keys.broken = out_of_order()
    with pytest.raises(StoreUnavailable):
        await keeping.ways_back.tidy(NOW)
    keeping.keys.broken = None
    assert keeping.store.tags == {}
    await keeping.ways_back.tidy(NOW)
    await keeping.ways_back.tidy(NOW)
    assert keeping.keys.made == {}


# A clock that is wrong


class Looking:
    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.now = NOW
        self.steady = SteadyClock(monotonic=lambda: self.seconds)

    def minutes(self, count: int, *, jump: timedelta = timedelta()) -> list[bool]:
        """Look once a minute; before the first the clock jumps."""
        self.now += jump
        answers = []
        for _ in range(count):
            self.now += timedelta(minutes=1)
            self.seconds += 60
            answers.append(self.steady.believed(self.now))
        return answers


def test_a_clock_that_agrees_is_believed_from_the_first_look() -> None:
    assert all(Looking().minutes(100))


@pytest.mark.parametrize("jump", [timedelta(days=200), timedelta(days=-200), timedelta(hours=25, seconds=1)])
def test_a_clock_that_jumped_is_believed_after_ten_looks_in_a_row(jump: timedelta) -> None:
    looking = Looking()
    assert all(looking.minutes(3))
    assert looking.minutes(12, jump=jump) == [False] * 10 + [True] * 2


def test_a_clock_that_is_set_right_meanwhile_is_believed_ten_looks_after_that() -> None:
    looking = Looking()
    looking.minutes(3)
    assert not any(looking.minutes(9, jump=timedelta(days=200)))
    assert looking.minutes(11, jump=timedelta(days=-200)) == [False] * 10 + [True]


@pytest.mark.parametrize("jump", [timedelta(hours=25), timedelta(hours=-25), timedelta(hours=1)])
def test_a_night_of_sleep_or_a_clock_that_is_a_little_off_is_no_jump(jump: timedelta) -> None:
    looking = Looking()
    looking.minutes(3)
    assert all(looking.minutes(3, jump=jump))


def test_a_process_that_was_stopped_for_days_while_the_machine_went_on_goes_on() -> None:
    looking = Looking()
    looking.minutes(3)
    looking.seconds += 3 * 86_400
    assert all(looking.minutes(3, jump=timedelta(days=3)))


def test_a_jump_is_told_once_and_says_no_more() -> None:
    looking = Looking()
    looking.minutes(3)
    with capture_logs() as said:
        looking.minutes(30, jump=timedelta(days=200))
    assert said == [{"event": "clock_jumped", "log_level": "warning"}]


# Closing


async def test_after_closing_nothing_that_is_left_finds_the_author(keeping: Keeping) -> None:
    keeping.add()
    stolen = dict(keeping.keys.made)
    assert await keeping.found(keys=stolen) == [MEMBERS[17]]
    closed = await close(
        store=keeping.port(), keys=cast(KeyStore, keeping.keys), item_id="K7QX-2M", because="duplicate", now=NOW
    )
    assert (closed.state, closed.closed_because, closed.answerable) == (State.CLOSED, "duplicate", False)
    assert keeping.keys.made == {}
    assert keeping.store.calls[-1] == "scrub"
    assert await keeping.found(keys=stolen) == []


async def test_a_pause_ends_when_its_item_is_closed_and_not_when_its_author_withdraws(keeping: Keeping) -> None:
    keeping.add()
    week = NOW.date() + timedelta(days=7)
    for item_id in ("K7QX-2M", "BBBB-BB"):
        key = await keeping.keys.key(item_id, expires=NOW.date() + timedelta(days=60))
        await keeping.keys.mute(Mute(id=item_id, team="payments", key=key, tag=b"t" * 32, until=week))
    await keeping.keys.destroy(["BBBB-BB"])
    await close(store=keeping.port(), keys=cast(KeyStore, keeping.keys), item_id="K7QX-2M", because="done", now=NOW)
    assert list(keeping.keys.muted) == ["BBBB-BB"]


async def test_what_has_ended_is_not_closed_again(keeping: Keeping) -> None:
    keeping.add(state=State.WITHDRAWN)
    with pytest.raises(IllegalTransition):
        await close(store=keeping.port(), keys=cast(KeyStore, keeping.keys), item_id="K7QX-2M", because="x", now=NOW)
