"""Muting and reporting: what is done, and that nobody learns of whom."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, cast

import pytest

from bot.core.held import WayBack
from bot.core.item import State
from bot.core.organisation import Channel, Organisation
from bot.errors import NotALeader, Refused, UnknownItem
from bot.identity.tags import is_muted, tag_of
from bot.ports import Acknowledgement, Kind, Store
from bot.usecases.abuse import mute, report
from tests.usecases.fakes import (
    NOW,
    PAYMENTS,
    FakeClock,
    FakeKeys,
    FakeStore,
    fake_identity,
    organisation,
    team,
    waiting,
)

SAFETY = Channel(id="CSAFE", name="safety")


class Leading:
    def __init__(self, teams: Organisation | None = None, **changes: Any) -> None:
        self.store = FakeStore()
        given: dict[str, Any] = {"way_back": WayBack.HOME, "answerable": True} | changes
        self.store.items["K7QX-2M"] = waiting(**given)
        self.keys = FakeKeys()
        self.identity = fake_identity(FakeClock(), keys=self.keys)
        self.organisation = teams or organisation()
        self.ids = (f"mute-{number}" for number in count())

    def tagged(self, person: str = "UANA") -> "Leading":
        self.keys.made["K7QX-2M"] = b"k" * 32
        self.store.tags["K7QX-2M"] = tag_of(b"k" * 32, person)
        return self

    async def mute(self, person: str = "ULEAD", *, now: datetime = NOW) -> date:
        return await mute(
            store=cast(Store, self.store),
            identity=self.identity,
            organisation=self.organisation,
            item_id="K7QX-2M",
            person=person,
            now=now,
            new_id=self.ids.__next__,
        )

    async def report(self, person: str = "ULEAD") -> Acknowledgement:
        return await report(
            store=cast(Store, self.store),
            organisation=self.organisation,
            item_id="K7QX-2M",
            person=person,
            now=NOW,
        )

    def reported_to(self) -> list[str]:
        return [place for kind, place, _ in self.store.queued if kind is Kind.REPORT]


# Muting


async def test_the_author_is_muted_for_seven_days_and_nobody_else_is() -> None:
    leading = Leading().tagged()
    assert await leading.mute() == date(2026, 3, 9)
    mutes = await leading.keys.mutes(team="payments", now=NOW)
    assert is_muted("UANA", mutes) is not None
    assert is_muted("UBEN", mutes) is None
    assert not await leading.keys.mutes(team="payments", now=NOW + timedelta(days=7))


async def test_the_mute_names_no_item_and_no_person() -> None:
    leading = Leading().tagged()
    await leading.mute()
    (kept,) = leading.keys.muted.values()
    assert (kept.id, kept.team) == ("mute-0", "payments")
    assert "K7QX" not in repr(kept)
    assert "UANA" not in repr(kept)


@pytest.mark.parametrize("way_back", [WayBack.RECEIPT, WayBack.NONE])
async def test_without_a_tag_it_says_the_same_and_looks_for_the_same(way_back: WayBack) -> None:
    without, with_tag = Leading(way_back=way_back), Leading().tagged()
    assert await without.mute() == await with_tag.mute()
    assert without.keys.muted == {}
    assert without.store.calls == with_tag.store.calls


async def test_it_says_the_same_where_the_key_is_lost_or_it_was_muted_before() -> None:
    leading = Leading().tagged()
    first = await leading.mute()
    assert await leading.mute() == first
    leading.keys.lose()
    assert await leading.mute() == first


async def test_muted_again_it_is_kept_once_and_made_no_longer() -> None:
    leading = Leading().tagged()
    await leading.mute()
    (kept,) = leading.keys.muted.values()
    assert await leading.mute("UBEN", now=NOW + timedelta(days=3)) == date(2026, 3, 12), "said to everybody alike"
    assert list(leading.keys.muted.values()) == [kept]
    await leading.mute(now=NOW + timedelta(days=7))
    assert sorted(mute.until for mute in leading.keys.muted.values()) == [kept.until, date(2026, 3, 16)]


async def test_for_another_team_or_another_item_it_is_another_mute() -> None:
    leading = Leading().tagged()
    await leading.mute()
    leading.store.items["K7QX-2M"] = waiting(team="gone", way_back=WayBack.HOME, answerable=True)
    await leading.mute("UTRIAGE")
    leading.keys.made["K7QX-2M"] = b"o" * 32
    leading.store.tags["K7QX-2M"] = tag_of(b"o" * 32, "UANA")
    await leading.mute("UTRIAGE")
    assert [mute.team for mute in leading.keys.muted.values()] == ["payments", "fallback", "fallback"]


@pytest.mark.parametrize("doing", ["mute", "report"])
async def test_only_who_may_answer_does_either(doing: str) -> None:
    leading = Leading().tagged()
    with pytest.raises(NotALeader):
        await getattr(leading, doing)("UANA")
    about_a_leader = Leading(left_out="ULEAD").tagged()
    with pytest.raises(UnknownItem):
        await getattr(about_a_leader, doing)("ULEAD")
    assert (leading.keys.muted, about_a_leader.keys.muted) == ({}, {})
    assert (leading.store.queued, about_a_leader.store.queued) == ([], [])


async def test_who_signed_is_talked_to_and_not_muted() -> None:
    with pytest.raises(Refused, match="talk to its author"):
        await Leading(signed_by="UANA", way_back=None).mute()


async def test_the_mute_is_for_the_team_that_answers_for_the_item() -> None:
    leading = Leading(team="gone").tagged()
    await leading.mute("UTRIAGE")
    assert [kept.team for kept in leading.keys.muted.values()] == ["fallback"]


# Reporting


async def test_a_report_goes_to_the_safety_channel_and_the_way_back_stays() -> None:
    leading = Leading(replace(organisation(), safety_channel=SAFETY, admins=("UADMIN",))).tagged()
    result = await leading.report()
    assert result.won
    assert (result.item.hidden_by, result.item.state) == ("ULEAD", State.ACKNOWLEDGED)
    assert result.item.answerable
    assert leading.reported_to() == ["CSAFE"]
    assert "K7QX-2M" in leading.store.tags


async def test_reported_twice_it_is_handed_over_once() -> None:
    leading = Leading(replace(organisation(), safety_channel=SAFETY))
    await leading.report()
    assert not (await leading.report("UBEN")).won
    assert leading.reported_to() == ["CSAFE"]


async def test_without_a_safety_channel_it_goes_to_the_admins_or_who_leads_the_fallback() -> None:
    leading = Leading(replace(organisation(), admins=("UADMIN", "UOTHER")))
    await leading.report()
    assert leading.reported_to() == ["UADMIN", "UOTHER"]
    leading = Leading()
    await leading.report()
    assert leading.reported_to() == ["UTRIAGE"]


async def test_about_a_leader_it_goes_to_no_channel_and_never_to_that_leader() -> None:
    teams = replace(organisation(), safety_channel=SAFETY, admins=("ULEAD", "UADMIN"))
    leading = Leading(teams, left_out="ULEAD")
    await leading.report("UDIRECTOR")
    assert leading.reported_to() == ["UADMIN"]


async def test_about_a_leader_where_no_admin_is_left_the_fallback_has_it_and_then_its_other_readers() -> None:
    teams = replace(organisation(), admins=("ULEAD",))
    leading = Leading(teams, left_out="ULEAD")
    await leading.report("UDIRECTOR")
    assert leading.reported_to() == ["UTRIAGE"]
    payments = replace(PAYMENTS, escalation=(("UDIRECTOR", "UCHIEF"),))
    nobody = replace(organisation(payments), admins=("ULEAD",), fallback=team("fallback", leaders=("ULEAD",)))
    leading = Leading(nobody, left_out="ULEAD")
    await leading.report("UDIRECTOR")
    assert leading.reported_to() == ["UCHIEF"]


async def test_who_reports_it_is_not_the_one_who_has_it_then() -> None:
    teams = replace(organisation(), admins=("ULEAD", "UADMIN"))
    leading = Leading(teams)
    await leading.report("ULEAD")
    assert leading.reported_to() == ["UADMIN"]


async def test_the_only_admin_hides_nothing_from_everybody_else() -> None:
    leading = Leading(replace(organisation(), admins=("ULEAD",)))
    await leading.report("ULEAD")
    assert leading.reported_to() == ["UTRIAGE"]


@pytest.mark.parametrize("left_out", [None, "UBEN"])
async def test_where_nobody_else_could_be_told_nothing_is_hidden(left_out: str | None) -> None:
    payments = replace(PAYMENTS, leaders=("ULEAD", "UBEN"), escalation=(("ULEAD",),))
    alone = replace(organisation(payments), admins=("ULEAD",), fallback=team("fallback", leaders=("ULEAD", "SNOBODY")))
    leading = Leading(alone, left_out=left_out)
    with pytest.raises(Refused, match="was not hidden"):
        await leading.report("ULEAD")
    assert leading.store.items["K7QX-2M"].hidden_by is None
    assert leading.store.queued == []


async def test_with_a_safety_channel_whoever_reports_it_may_be_in_it() -> None:
    leading = Leading(replace(organisation(), safety_channel=SAFETY, admins=("ULEAD",)))
    await leading.report("ULEAD")
    assert leading.reported_to() == ["CSAFE"]


async def test_where_nobody_could_be_told_nothing_is_hidden() -> None:
    teams = organisation(replace(PAYMENTS, leaders=("ULEAD",)))
    alone = replace(teams, fallback=team("fallback", leaders=("SNOBODY",)))
    leading = Leading(alone)
    with pytest.raises(Refused, match="was not hidden"):
        await leading.report()
    assert leading.store.items["K7QX-2M"].hidden_by is None
