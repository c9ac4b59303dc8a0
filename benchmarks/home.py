"""What opening the Home costs where all ways back have to be tried: 10,000 open items of others and 5 of one's own.

Beside it, in the same run, what any listener costs that reads one item and publishes a view that is always the same.
"""

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.held import WayBack
from bot.core.item import Item, State
from bot.core.item_id import new_item_id
from bot.core.organisation import FALLBACK, Channel, Organisation, Team
from bot.current import Current
from bot.identity.authors import Authors
from bot.identity.identity import Identity
from bot.identity.rate_limit import RateLimit
from bot.identity.tags import tag_of
from bot.ports import KeyStore, Store
from handlers.deps import Deps
from handlers.listeners.home_opened import home_opened
from handlers.screen import publish
from handlers.signer import Signer
from handlers.stash import Stash
from handlers.views.home import home
from storage.keys.open import keys_path, open_keys
from storage.open import open_store
from storage.rows import item_row

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OPEN, CLOSED, OWN = 10_000, 100_000, 5
PERSON = "U0ANA0001"
ROUNDS = 30
BAR_MS = 100.0

_random = random.Random(1)


class _Slack(AsyncWebClient):
    """Answers at once, so that what is measured is ours."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-benchmark", retry_handlers=[])
        self.published: list[dict[str, Any]] = []

    async def api_call(self, api_method: str, **arguments: Any) -> Any:  # noqa: ARG002  slack-sdk's name
        self.published.append(arguments["json"]["view"])
        return {"ok": True}


class _NoMeter:
    def count(self, event: str, **labels: str) -> None:
        """Count nothing."""


def _organisation() -> Organisation:
    def team(key: str) -> Team:
        return Team(key=key, name=key, channel=Channel(id=f"C0{key.upper()}", name=key), leaders=("U0LEAD",))

    return Organisation(teams=tuple(team(f"t{number}") for number in range(20)), fallback=team(FALLBACK))


def _item(number: int, state: State) -> Item:
    return Item(
        id=new_item_id(_random.randbytes),
        team=f"t{number % 20}",
        words="The lift is broken again, and nobody tells us when it will be repaired.",
        why="you named the team",
        waiting_since=NOW - timedelta(hours=2 * (number % 300)),
        state=state,
        way_back=WayBack.HOME,
    )


def _fill(database: Path, keys: Path) -> str:
    """Write items and keys straight into the files; return the id of one item."""
    rows, stored = [], []
    for number in range(OPEN):
        item, key = _item(number, State.WAITING), _random.randbytes(32)
        author = PERSON if number < OWN else f"U{_random.randrange(2_000):08}"
        rows.append(item_row(item, tag=tag_of(key, author)))
        stored.append((item.id, key, (NOW + timedelta(days=30)).toordinal()))
    rows += [item_row(_item(number, State.CLOSED)) for number in range(CLOSED)]
    columns, places = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
    with sqlite3.connect(database) as connection:
        connection.executemany(f"INSERT OR IGNORE INTO items ({columns}) VALUES ({places})", rows)
    connection.close()
    with sqlite3.connect(keys) as connection:
        connection.executemany("INSERT INTO keys (item, key, expires) VALUES (?, ?, ?)", stored)
    connection.close()
    return str(rows[OPEN - 1]["id"])


def _clock() -> datetime:
    return NOW


def _deps(store: Store, keys: KeyStore) -> Deps:
    limit = RateLimit(clock=_clock, most=20, within=timedelta(hours=1), new_key=lambda: _random.randbytes(32))
    return Deps(
        store=store,
        identity=Identity(keys=keys, authors=Authors(_random.randbytes(32)), rate=limit, tries=limit),
        current=Current(_organisation()),
        clock=_clock,
        signer=Signer(_random.randbytes(32)),
        new_item_id=lambda: new_item_id(_random.randbytes),
        new_token=lambda: _random.randbytes(8).hex(),
        new_secret=lambda: _random.randbytes(9),
        wake=lambda: None,
        meter=_NoMeter(),
        stash=Stash(clock=_clock, new_token=lambda: _random.randbytes(8).hex()),
    )


async def _times(call: Callable[[], Awaitable[object]]) -> list[float]:
    for _ in range(3):
        await call()
    seen = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await call()
        seen.append((time.perf_counter() - began) * 1000)
    return seen


def _line(title: str, seen: list[float]) -> str:
    p95 = statistics.quantiles(seen, n=20)[-1]
    return f"  {title:44}{statistics.median(seen):8.2f}{p95:10.2f}{max(seen):10.2f}"


async def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "home.db"
        url = f"sqlite:///{database}"
        store, keys = await open_store(url), await open_keys(url)
        await store.apply(_organisation(), now=NOW)
        one = _fill(database, keys_path(url))
        deps, slack = _deps(store, keys), _Slack()
        static = home(None, organisation=deps.current.organisation, now=NOW)
        body = {"event": {"tab": "home", "user": PERSON}}

        async def read_one() -> None:
            assert await store.item(one) is not None
            await publish(slack, PERSON, static)

        plain = await _times(read_one)
        opened = await _times(lambda: home_opened(deps, body, slack))
        assert sum(block.get("accessory") is not None for block in slack.published[-1]["blocks"]) == OWN
        await store.close()
        await keys.close()
    print(f"Opening the Home, {OPEN:,} ways back among {CLOSED:,} closed items, {OWN} one's own, {ROUNDS} openings")
    print("                                              median ms    p95 ms  worst ms")
    print(_line("one item read, the same view published", plain))
    print(_line("the Home", opened))
    print(f"  {BAR_MS:.0f} ms are the most that the median may take")


if __name__ == "__main__":
    asyncio.run(main())
