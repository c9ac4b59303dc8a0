"""Letting go of what was held: when, in what order, to whom, and who counts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.core.conflict import not_counting
from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import State
from bot.core.organisation import FALLBACK, Anonymity, Organisation, Policy
from bot.core.release import next_time, resettled
from bot.current import Current
from bot.errors import StoreUnavailable
from bot.identity.authors import Authors
from bot.ports import KeyStore, Kind, Meter, Store
from bot.usecases.release import Releases
from tests.usecases.fakes import (
    NOW,
    PAYMENTS,
    TRIAGE,
    FakeKeys,
    FakeStore,
    held,
    organisation,
    out_of_order,
    team,
    waiting,
)

BATCH = next_time(PAYMENTS.policy, NOW)
UNTIL = BATCH + timedelta(hours=22)
PEOPLE = ("UANA", "UEVA", "UKIM", "ULIU")


class Counted:
    def __init__(self) -> None:
        self.events: list[str] = []

    def count(self, event: str, **labels: str) -> None:
        assert labels == {}
        self.events.append(event)


class Waiting:
    """What waits, and a sweep over it that turns the order of a batch around."""

    def __init__(self, teams: Organisation | None = None) -> None:
        self.store = FakeStore()
        self.keys = FakeKeys()
        self.current = Current(teams or organisation())
        self.authors = Authors(b"a" * 32)
        self.shuffled: list[list[str]] = []
        self.meter = Counted()
        self.releases = self.started()

    def started(self) -> Releases:
        return Releases(
            store=cast(Store, self.store),
            current=self.current,
            authors=self.authors,
            shuffle=self._shuffle,
            keys=cast(KeyStore, self.keys),
            meter=cast(Meter, self.meter),
        )

    def _shuffle(self, order: list[Any]) -> None:
        self.shuffled.append([one.id for one in order])
        order.reverse()

    def add(self, *authors: str, prefix: str = "ITEM", **changes: Any) -> None:
        for number, author in enumerate(authors):
            item_id = f"{prefix}-{number:02}"
            self.store.waits[item_id] = held(item_id, **({"batch": BATCH, "until": UNTIL} | changes))
            if author:
                self.authors.note(item_id, author)

    async def due(self, now: datetime = BATCH) -> int:
        return await self.releases.due(now)


async def test_nothing_goes_out_before_its_batch() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    assert await sweep.due(BATCH - timedelta(microseconds=1)) == 0
    assert await sweep.due(BATCH) == 4


async def test_it_goes_out_with_the_time_of_its_batch_and_nothing_finer() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    await sweep.due(BATCH + timedelta(minutes=17, seconds=3))
    assert {item.waiting_since for item in sweep.store.items.values()} == {BATCH}
    assert {item.erase_at for item in sweep.store.items.values()} == {BATCH + timedelta(days=180)}
    assert {item.state for item in sweep.store.items.values()} == {State.WAITING}


@pytest.mark.parametrize(("promised", "now", "kept"), [(10, 3650, 10), (180, 30, 30)])
async def test_words_are_kept_no_longer_than_when_they_were_sent_and_shorter_where_the_team_says_so_now(
    promised: int, now: int, kept: int
) -> None:
    sweep = Waiting(organisation(replace(PAYMENTS, policy=Policy(retention_text=timedelta(days=now)))))
    sweep.add(*PEOPLE, keep_for=timedelta(days=promised))
    await sweep.due()
    assert {item.erase_at for item in sweep.store.items.values()} == {BATCH + timedelta(days=kept)}


async def test_the_order_is_the_shuffled_one() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    await sweep.due()
    assert sweep.shuffled == [["ITEM-00", "ITEM-01", "ITEM-02", "ITEM-03"]]
    assert list(sweep.store.items) == ["ITEM-03", "ITEM-02", "ITEM-01", "ITEM-00"]
    assert [place for _, place, _ in sweep.store.queued] == ["CPAYMENTS"] * 4


async def test_too_few_authors_wait_until_the_time_is_up() -> None:
    sweep = Waiting()
    sweep.add("UANA", "UANA", "UEVA")
    moment = BATCH
    while moment < UNTIL:
        assert await sweep.due(moment) == 0
        moment = next_time(PAYMENTS.policy, moment)
    assert await sweep.due(moment) == 3
    assert sweep.store.items["ITEM-00"].waiting_since == UNTIL


@pytest.mark.parametrize("reader", ["ULEAD", "UBEN", "UDIRECTOR"])
async def test_whoever_may_answer_never_counts(reader: str) -> None:
    sweep = Waiting()
    sweep.add("UANA", "UEVA", reader)
    assert await sweep.due() == 0
    sweep = Waiting()
    sweep.add("UANA", "UEVA", reader, "UKIM")
    assert await sweep.due() == 4


async def test_a_leader_whose_time_is_up_takes_nobody_along() -> None:
    sweep = Waiting()
    sweep.add("ULEAD", prefix="LEAD", until=BATCH)
    sweep.add("UANA")
    assert await sweep.due() == 1
    assert set(sweep.store.items) == {"LEAD-00"}


async def test_after_a_restart_nobody_is_known_and_it_waits_for_its_latest_time() -> None:
    sweep = Waiting()
    sweep.add("", "", "", "")
    assert await sweep.due() == 0
    assert await sweep.due(UNTIL) == 4


async def test_what_comes_between_two_fixed_times_moves_nothing_until_the_next() -> None:
    sweep = Waiting()
    sweep.add("UANA", "UEVA")
    assert await sweep.due(BATCH) == 0
    sweep.add("", "", "UKIM")
    assert await sweep.due(BATCH + timedelta(minutes=1)) == 0
    assert await sweep.due(next_time(PAYMENTS.policy, BATCH)) == 3


async def test_a_leader_who_stops_leading_between_two_fixed_times_moves_nothing_either() -> None:
    sweep = Waiting()
    sweep.add("UANA", "UEVA", "ULEAD")
    assert await sweep.due(BATCH) == 0
    sweep.current.organisation = organisation(replace(PAYMENTS, leaders=("UBEN",)))
    assert await sweep.due(BATCH + timedelta(minutes=1)) == 0


async def test_the_first_look_after_a_start_counts() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    assert await sweep.due(BATCH + timedelta(minutes=30)) == 4
    sweep.add("", "", "", "", *PEOPLE[:3])
    sweep.releases = sweep.started()
    assert await sweep.due(BATCH + timedelta(minutes=31)) == 7


async def test_each_team_is_looked_at_in_its_own_time() -> None:
    sooner = team("checkout", policy=Policy(anonymous=Anonymity(release_every=timedelta(minutes=30))))
    sweep = Waiting(organisation(PAYMENTS, sooner))
    half_past = next_time(sooner.policy, NOW)
    assert half_past < BATCH
    sweep.add(*PEOPLE, team="checkout", batch=half_past, prefix="CHEC")
    sweep.add(*PEOPLE)
    assert await sweep.due(half_past) == 4
    assert await sweep.due(BATCH) == 4
    assert {item.team for item in sweep.store.items.values()} == {"checkout", "payments"}


async def test_teams_are_not_mixed() -> None:
    sweep = Waiting()
    sweep.add("UANA", "UEVA")
    sweep.add("UKIM", "ULIU", team="checkout", prefix="CHEC")
    assert await sweep.due() == 0


async def test_what_is_about_a_leader_is_a_batch_of_its_own_and_goes_to_people() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    sweep.add("UANA", "UEVA", "UKIM", prefix="BOSS", left_out="ULEAD")
    assert await sweep.due() == 7
    assert sorted(map(len, sweep.shuffled)) == [3, 4]
    places = {item_id: place for _, place, item_id in sweep.store.queued}
    assert {places[item_id] for item_id in places if item_id.startswith("BOSS")} == {"UDIRECTOR"}


@pytest.mark.parametrize("person", ["ULEAD", "UBEN", "UDIRECTOR"])
async def test_neither_the_one_left_out_nor_a_reader_counts(person: str) -> None:
    sweep = Waiting()
    sweep.add("UANA", "UEVA", person, left_out="ULEAD")
    assert await sweep.due() == 0


async def test_what_is_about_one_leader_does_not_help_what_is_about_another_or_about_nobody() -> None:
    sweep = Waiting()
    sweep.add("UANA", "UEVA", left_out="ULEAD")
    sweep.add("UKIM", prefix="OTHE", left_out="UBEN")
    sweep.add("ULIU", prefix="PLAI")
    assert await sweep.due() == 0


async def test_what_nobody_could_read_any_more_stays_held_until_somebody_can() -> None:
    alone = organisation(replace(PAYMENTS, leaders=("UTRIAGE",), escalation=()))
    sweep = Waiting(alone)
    sweep.add("UANA", left_out="UTRIAGE")
    assert await sweep.due(UNTIL) == 0
    sweep.current.organisation = replace(alone, admins=("UADMIN",))
    assert await sweep.due(next_time(PAYMENTS.policy, UNTIL)) == 1
    assert sweep.store.queued == [(Kind.CARD, "UADMIN", "ITEM-00")]


@pytest.mark.parametrize("key", ["gone", "old"])
async def test_a_team_that_is_gone_or_archived_is_answered_by_the_fallback(key: str) -> None:
    sweep = Waiting(organisation(PAYMENTS, team("old", archived=True)))
    sweep.add(*PEOPLE, team=key)
    assert await sweep.due() == 4
    assert {place for _, place, _ in sweep.store.queued} == {"CTRIAGE"}
    assert "UTRIAGE" in not_counting(sweep.current.organisation, key, None)


async def test_answers_go_out_with_the_others_and_count_like_them() -> None:
    sweep = Waiting()
    sweep.store.items["K7QX-2M"] = waiting(way_back=WayBack.HOME, answerable=True)
    sweep.store.channels["K7QX-2M"] = "CPAYMENTS"
    sweep.add("UANA", "UEVA")
    sweep.add("UKIM", prefix="ANSW", kind=HeldKind.ANSWER, item="K7QX-2M", words="Only on Mondays.", way_back=None)
    assert await sweep.due() == 3
    assert sweep.store.answered["ANSW-00"].answered_at == BATCH
    assert (Kind.ANSWER, "CPAYMENTS", "ANSW-00") in sweep.store.queued


async def test_a_withdrawal_ends_the_way_back_and_destroys_its_key() -> None:
    sweep = Waiting()
    sweep.store.items["K7QX-2M"] = waiting(way_back=WayBack.HOME, answerable=True)
    sweep.store.tags["K7QX-2M"] = b"t" * 32
    await sweep.keys.key("K7QX-2M", expires=NOW.date())
    sweep.add("UANA", prefix="WITH", kind=HeldKind.WITHDRAWAL, item="K7QX-2M", words="", way_back=None)
    assert await sweep.due(UNTIL) == 1
    assert sweep.store.items["K7QX-2M"].state is State.WITHDRAWN
    assert (sweep.store.tags, sweep.keys.made) == ({}, {})
    assert sweep.store.calls[-1] == "scrub"


async def test_a_withdrawal_that_comes_too_late_leaves_the_way_back_as_it_is() -> None:
    sweep = Waiting()
    sweep.store.items["K7QX-2M"] = waiting(state=State.MADE_RIGHT, way_back=WayBack.HOME, answerable=True)
    sweep.store.tags["K7QX-2M"] = b"t" * 32
    await sweep.keys.key("K7QX-2M", expires=NOW.date())
    sweep.add("UANA", prefix="WITH", kind=HeldKind.WITHDRAWAL, item="K7QX-2M", words="", way_back=None)
    assert await sweep.due(UNTIL) == 1
    assert sweep.store.items["K7QX-2M"].state is State.MADE_RIGHT
    assert set(sweep.keys.made) == set(sweep.store.tags) == {"K7QX-2M"}


async def test_who_went_out_is_forgotten_and_who_waits_is_not() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    sweep.add("UANA", team="checkout", prefix="CHEC")
    await sweep.due()
    assert len(sweep.authors) == 1


async def test_what_leaves_somebody_out_is_not_counted_as_they_may_see_the_counters() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE, left_out="ULEAD")
    assert await sweep.due() == len(PEOPLE)
    assert sweep.meter.events == []


async def test_items_are_counted_when_their_batch_goes_out() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    assert sweep.meter.events == []
    await sweep.due()
    assert sweep.meter.events == ["batch_released"] + ["feedback_taken"] * len(PEOPLE)


async def test_the_most_careful_of_a_batch_decides_and_weaker_settings_do_not_reach_back() -> None:
    sweep = Waiting(organisation(replace(PAYMENTS, policy=Policy(anonymous=Anonymity(at_least=1)))))
    sweep.add("UANA", "UEVA", "UKIM", at_least=4)
    assert await sweep.due() == 0


async def test_a_failure_is_not_hidden_and_the_group_is_looked_at_again() -> None:
    sweep = Waiting()
    sweep.add(*PEOPLE)
    release, sweep.store.release = sweep.store.release, broken  # type: ignore[method-assign]  # as a full disk does
    with pytest.raises(StoreUnavailable):
        await sweep.due()
    assert len(sweep.authors) == 4
    sweep.store.release = release  # type: ignore[method-assign]
    assert await sweep.due() == 4


async def broken(*_: object, **__: object) -> int:
    raise out_of_order()


async def test_a_clock_that_is_set_back_does_not_stop_the_looks() -> None:
    sweep = Waiting()
    sweep.add("UANA")
    assert await sweep.due(BATCH + timedelta(hours=4)) == 0
    sweep.add("", *PEOPLE[1:])
    assert await sweep.due(BATCH) == 4


async def test_nothing_is_dated_before_its_batch_when_the_policy_has_changed() -> None:
    daily = replace(PAYMENTS, policy=Policy(anonymous=Anonymity(release_every=timedelta(days=1))))
    sweep = Waiting(organisation(daily))
    sweep.add(*PEOPLE)
    assert await sweep.due() == 4
    assert sweep.store.items["ITEM-00"].waiting_since == BATCH


async def test_what_a_wrong_clock_put_far_ahead_gets_times_of_now() -> None:
    sweep = Waiting()
    wrong = NOW + timedelta(days=400)
    sweep.add("UANA", batch=wrong, until=wrong + timedelta(hours=22))
    before: Held = sweep.store.waits["ITEM-00"]
    await sweep.due(NOW)
    times = resettled(before, PAYMENTS.policy, NOW)
    assert times is not None
    after = sweep.store.waits["ITEM-00"]
    assert (after.batch, after.until) == (times.batch, times.until)
    assert after.batch == BATCH


def people_of(*keys: str, left_out: str | None = None) -> Iterable[frozenset[str]]:
    return (not_counting(organisation(), key, left_out) for key in keys)


def test_all_who_may_read_a_group_are_the_ones_who_do_not_count() -> None:
    payments, fallback = people_of("payments", FALLBACK)
    assert payments == {"ULEAD", "UBEN", "UDIRECTOR"}
    assert fallback == set(TRIAGE.leaders)
    (about,) = people_of("checkout", left_out="UCHECKOUT")
    assert about == {"UCHECKOUT", "UTRIAGE"}
