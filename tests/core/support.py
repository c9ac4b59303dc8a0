"""Teams and times for the tests of the pure decisions."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.held import Held, HeldKind
from bot.core.item import Item
from bot.core.organisation import FALLBACK, Anonymity, Channel, Group, Organisation, Policy, Team, WorkingHours


def team(key: str, **changes: Any) -> Team:
    values: dict[str, Any] = {
        "key": key,
        "name": key.title(),
        "channel": Channel(id=f"C{key.upper()}", name=key),
        "leaders": (f"U{key.upper()}",),
    }
    return Team(**(values | changes))


TRIAGE = team(FALLBACK, name="Triage", channel=Channel(id="CTRIAGE", name="feedback-triage"), leaders=("UTRIAGE",))
PAYMENTS = team(
    "payments",
    leaders=("ULEAD", "SPAY"),
    escalation=(("SDIRECTORS",),),
    aliases=("billing",),
    topics=("refunds", "double charge"),
    paths=("src/payments/**", "*.tf"),
)
SEARCH = team("search", escalation=(("SDIRECTORS",),), topics=("results", "ranking"), paths=("src/search/**",))
GROUPS = {
    "SPAY": Group(id="SPAY", handle="pay-leads", members=("ULEAD", "UBEN")),
    "SDIRECTORS": Group(id="SDIRECTORS", handle="directors", members=("UDIRECTOR",)),
}


def organisation(*teams: Team, fallback: Team = TRIAGE) -> Organisation:
    return Organisation(teams=teams or (PAYMENTS, SEARCH), fallback=fallback, groups=GROUPS)


def at(text: str, zone: str = "UTC") -> datetime:
    """Return the moment at which the clock on a wall in `zone` shows `text`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def item(**changes: Any) -> Item:
    values: dict[str, Any] = {
        "id": "K7QX2M",
        "team": "payments",
        "words": "Refunds take weeks",
        "why": "It mentions “refunds”.",
        "waiting_since": at("2026-01-05 09:00"),
    }
    return Item(**(values | changes))


def policy(
    every: timedelta = timedelta(hours=2),
    zone: str = "Europe/Berlin",
    start: str | None = "09:00",
    **anonymous: int | timedelta,
) -> Policy:
    hours = WorkingHours(days=frozenset(range(5)), start=time.fromisoformat(start), end=time(23, 59)) if start else None
    return replace(
        Policy(timezone=zone, working_hours=hours),
        anonymous=replace(Anonymity(release_every=every), **anonymous),  # type: ignore[arg-type]
    )


def held(
    batch: datetime,
    until: datetime,
    name: str = "K7QX2M",
    *,
    promised: Anonymity = Anonymity(),  # noqa: B008  it is frozen
    left_out: str | None = None,
) -> Held:
    return Held(
        id=name,
        kind=HeldKind.ITEM,
        item=name,
        team="payments",
        batch=batch,
        until=until,
        at_least=promised.at_least,
        release_every=promised.release_every,
        hold_at_most=promised.hold_at_most,
        keep_for=timedelta(days=180),
        left_out=left_out,
    )
