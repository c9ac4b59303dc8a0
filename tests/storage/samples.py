"""Values that the storage tests share. Each call makes fresh ones; nothing here knows a database."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import Answer, Item, Question
from bot.core.organisation import Channel, Nudging, Organisation, Policy, Team, WorkingHours
from bot.ports import Kind, Message, Outgoing, Proposal, Release, Reminder, Store

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
LATER = NOW + timedelta(hours=4)
BATCH = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
UNTIL = BATCH + timedelta(hours=22)
ERASE = BATCH + timedelta(days=180)

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


def held(**changes: Any) -> Held:
    """Return an anonymous item for Payments that waits for its batch, with a way back in its author's Home."""
    name = changes.get("id", f"HELD{next(_numbers):06}")
    fresh = Held(
        id=name,
        kind=HeldKind.ITEM,
        item=name,
        team="payments",
        batch=BATCH,
        until=UNTIL,
        at_least=3,
        release_every=timedelta(hours=2),
        hold_at_most=timedelta(hours=24),
        keep_for=timedelta(days=180),
        words="Checkout drops my basket every second time.",
        why="you named the team",
        way_back=WayBack.HOME,
        tag=tag(),
    )
    return replace(fresh, **changes)


def reply(about: str, kind: HeldKind = HeldKind.ANSWER, **changes: Any) -> Held:
    """Return an answer, or a withdrawal, of the author of item `about` that waits for its batch."""
    words = "It was on Tuesday." if kind is HeldKind.ANSWER else ""
    plain = {"words": words, "why": "", "way_back": None, "tag": None}
    return replace(held(), kind=kind, item=about, **plain | changes)


def tag() -> bytes:
    """Return 32 bytes that no tag before was."""
    return hashlib.sha256(str(next(_numbers)).encode()).digest()


def answer(to: str, **changes: Any) -> Answer:
    """Return what the author of item `to` answers."""
    fresh = Answer(id=f"A{next(_numbers):06}", item=to, text="It was on Tuesday.", answered_at=LATER)
    return replace(fresh, **changes)


def proposal(*agreed: str, **changes: Any) -> Proposal:
    """Return a proposal to remind Payments as the defaults say."""
    fresh = Proposal(
        id=f"P{next(_numbers):06}",
        organisation=organisation(replace(PAYMENTS, policy=Policy()), SEARCH),
        weaker=("Payments: held for 1 h instead of 2 h", "Zwei «Zeilen»"),
        proposed_at=NOW,
        agreed=agreed,
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


async def released(store: Store, *entries: Held, places: tuple[str, ...] = ("C1PAY",), at: datetime = BATCH) -> None:
    """Hold these entries and release them in this order."""
    for entry in entries:
        await store.hold(entry)
    decided = [
        Release(id=entry.id, places=places, erase_at=ERASE) if entry.kind is HeldKind.ITEM else Release(id=entry.id)
        for entry in entries
    ]
    assert await store.release(decided, at=at) == len(entries)


async def card_posted(store: Store, lane: str, channel: str, *, now: datetime = LATER) -> Message:
    """Deliver the card that is the first of a lane to a channel."""
    row = await claimed(store, lane, now=now)
    assert row.kind is Kind.CARD
    assert row.item is not None
    item_now = await store.item(row.item)
    assert item_now is not None
    card = Message(channel=channel, ts=ts(), item=row.item, kind=Kind.CARD, version=item_now.version)
    await store.sent(row, now=now, message=card)
    return card


async def emptied(store: Store, lane: str, *, now: datetime = LATER) -> list[Outgoing]:
    """Claim and drop every row of a lane that is due, and return them in order."""
    rows = []
    while row := await store.claim(lane, now=now, until=now + timedelta(hours=1)):
        rows.append(row)
        await store.drop(row)
    return rows
