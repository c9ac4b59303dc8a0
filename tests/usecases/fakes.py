"""A clock, an organisation and items for tests; the store, the keys and the identity are beside it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import Item
from bot.core.organisation import FALLBACK, Anonymity, Channel, Group, Organisation, Policy, Team
from bot.errors import StoreUnavailable
from tests.usecases.fake_keys import FakeKeys, fake_identity
from tests.usecases.fake_store import FakeStore

__all__ = [
    "CHECKOUT",
    "NOW",
    "PAYMENTS",
    "TRIAGE",
    "FakeClock",
    "FakeKeys",
    "FakeStore",
    "fake_identity",
    "held",
    "organisation",
    "out_of_order",
    "team",
    "waiting",
]

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def skip(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


def out_of_order() -> StoreUnavailable:
    return StoreUnavailable("the database is locked")


def team(key: str, **changes: object) -> Team:
    plain = Team(
        key=key,
        name=key.title(),
        channel=Channel(id=f"C{key.upper()}", name=key),
        leaders=(f"U{key.upper()}",),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of Team


PAYMENTS = team("payments", leaders=("ULEAD", "SPAY"), escalation=(("UDIRECTOR",),), topics=("refund",))
CHECKOUT = team("checkout", topics=("basket", "refund button"), policy=Policy(anonymous=Anonymity(default=False)))
TRIAGE = team(FALLBACK, name="Triage", channel=Channel(id="CTRIAGE", name="feedback-triage"), leaders=("UTRIAGE",))


def organisation(*teams: Team) -> Organisation:
    return Organisation(
        teams=teams or (PAYMENTS, CHECKOUT),
        fallback=TRIAGE,
        groups={"SPAY": Group(id="SPAY", handle="pay-leads", members=("UBEN",))},
        version=1,
    )


def waiting(item_id: str = "K7QX-2M", **changes: object) -> Item:
    plain = Item(
        id=item_id,
        team="payments",
        words="The refund page is slow.",
        why="It mentions “refund”.",
        waiting_since=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of Item


def held(item_id: str = "K7QX-2M", **changes: object) -> Held:
    plain = Held(
        id=item_id,
        kind=HeldKind.ITEM,
        item=item_id,
        team="payments",
        batch=NOW + timedelta(hours=2),
        until=NOW + timedelta(hours=24),
        at_least=3,
        release_every=timedelta(hours=2),
        hold_at_most=timedelta(hours=24),
        keep_for=timedelta(days=180),
        words="The refund page is slow.",
        why="It mentions “refund”.",
        way_back=WayBack.NONE,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of Held
