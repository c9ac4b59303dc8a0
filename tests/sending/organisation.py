"""Teams, people and an item for the tests of the sender, and a clock that follows the loop."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.item import Item
from bot.core.organisation import Channel, Organisation, Team

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = "The export takes ten minutes <!channel> & nobody says why"

PAYMENTS = Team(key="payments", name="Payments", channel=Channel(id="CPAY", name="payments"), leaders=("ULEAD", "UTWO"))
SEARCH = Team(key="search", name="Search", channel=Channel(id="CSEA", name="search"), leaders=("UFIND",))
TRIAGE = Team(key="fallback", name="Triage", channel=Channel(id="CTRI", name="feedback-triage"), leaders=("UTRI",))
ELSEWHERE = tuple(
    replace(PAYMENTS, key=f"payments-in-{channel}", channel=Channel(id=channel, name=channel.lower()))
    for channel in ("CSEA", "CTRI", *(f"C{number}" for number in range(300)))
)
"""More teams of the same name, for tests that need many channels."""

ORGANISATION = Organisation(
    teams=(PAYMENTS, SEARCH, *ELSEWHERE), fallback=TRIAGE, admins=("UADMIN", "USECOND"), version=1
)


def clock() -> datetime:
    return START + timedelta(seconds=asyncio.get_running_loop().time())


def an_item(number: int = 1, **changes: Any) -> Item:
    item = Item(
        id=f"K7QX-{number}",
        team="payments",
        words=WORDS,
        why="It mentions “export”.",
        waiting_since=START - timedelta(hours=4),
    )
    return replace(item, **changes)
