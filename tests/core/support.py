"""Teams and times for the tests of the pure decisions."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.item import Item
from bot.core.organisation import FALLBACK, Channel, Group, Organisation, Team


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
