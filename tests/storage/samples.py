"""Values that the storage tests share. Each call makes fresh ones; nothing here knows a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from bot.core.item import Item, Question
from bot.core.organisation import Channel, Nudging, Organisation, Policy, Team, WorkingHours
from bot.ports import Kind, Message, Outgoing, Reminder, Store

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
LATER = NOW + timedelta(hours=4)

_numbers = count(1)

PAYMENTS = Team(
    key="payments",
    name="Payments",
    channel=Channel(id="C1PAY", name="payments"),
    leaders=("U1LEAD", "S1LEADS"),
    escalation=(("U1DIRECTOR",), ("U1VP", "S1VPS")),
    aliases=("billing",),
    topics=("double charge",),
    paths=("src/payments/**",),
    policy=Policy(
        timezone="Europe/Berlin",
        working_hours=WorkingHours(days=frozenset({0, 1, 4}), start=time(9), end=time(17, 30)),
        holidays=(date(2026, 12, 24),),
        nudge=Nudging(first_after=timedelta(seconds=1.5)),
    ),
)
SEARCH = Team(
    key="search",
    name="Search",
    channel=Channel(id="C1SEARCH", name="search"),
    leaders=("U1SEARCH",),
    policy=Policy(holidays="DE"),
)
TRIAGE = Team(key="fallback", name="Triage", channel=Channel(id="C1TRIAGE", name="triage"), leaders=("U1TRIAGE",))


def organisation(*teams: Team, **changes: Any) -> Organisation:
    """Return an organisation of these teams, or of Payments and Search."""
    whole = Organisation(
        teams=teams or (PAYMENTS, SEARCH),
        fallback=TRIAGE,
        admins=("U1ADMIN",),
        digest_channel=Channel(id="C1", name="all"),
    )
    return replace(whole, **changes)


def item(**changes: Any) -> Item:
    """Return a waiting item of Payments that nobody signed."""
    fresh = Item(
        id=f"ID{next(_numbers):06}",
        team="payments",
        words="Checkout drops my basket every second time.",
        why="you named the team",
        waiting_since=NOW,
    )
    return replace(fresh, **changes)


def question(about: Item, **changes: Any) -> Question:
    """Return what a leader asks about an item."""
    fresh = Question(
        id=f"Q{next(_numbers):06}",
        item=about.id,
        asked_by="U1LEAD",
        text="Tell me more about what's not working",
        asked_at=SOON,
    )
    return replace(fresh, **changes)


def ts() -> str:
    """Return a message's time as Slack writes it, later than every one before."""
    return f"{1_770_000_000 + next(_numbers)}.000100"


def reminder(*people: str, in_thread: bool = True, next_at: datetime | None = LATER + timedelta(days=1)) -> Reminder:
    """Return what a ladder may decide."""
    return Reminder(people=people, in_thread=in_thread, next_at=next_at)


async def claimed(store: Store, lane: str, *, now: datetime = SOON) -> Outgoing:
    """Claim the first row of a lane for an hour; fail where there is none to claim."""
    row = await store.claim(lane, now=now, until=now + timedelta(hours=1))
    assert row is not None, f"nothing to claim in {lane}"
    return row


async def delivered(store: Store, sent: Item, *, nudge_at: datetime | None = LATER) -> Message:
    """Take an item and deliver its card to the channel of Payments."""
    await store.take(sent, channel="C1PAY")
    row = await claimed(store, "C1PAY")
    assert (row.kind, row.item) == (Kind.CARD, sent.id)
    card = Message(channel="C1PAY", ts=ts(), item=sent.id, kind=Kind.CARD, version=sent.version)
    await store.sent(row, now=SOON, message=card, nudge_at=nudge_at)
    return card


async def emptied(store: Store, lane: str, *, now: datetime = LATER) -> list[Outgoing]:
    """Claim and drop every row of a lane that is due, and return them in order."""
    rows = []
    while row := await store.claim(lane, now=now, until=now + timedelta(hours=1)):
        rows.append(row)
        await store.drop(row)
    return rows
