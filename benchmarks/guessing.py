"""How often somebody who sees who opens the bot, and when, names the author: replayed with the code that releases.

A team of 12 or 50 people on a simulated clock; each opens the bot about once in 50 hours and sends something every
fourth time. The attacker sees every opening to the minute and every release, and names whoever opened it most often
since what is now released can have been sent. A random delay is drawn here, since the product does not offer one.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.held import WayBack
from bot.core.item_id import new_item_id
from bot.core.organisation import FALLBACK, Anonymity, Channel, Organisation, Policy, Team
from bot.current import Current
from bot.identity.authors import Authors
from bot.identity.identity import Identity
from bot.identity.rate_limit import RateLimit
from bot.ports import Store
from bot.usecases.release import Releases
from bot.usecases.take_feedback import Sending, take_feedback
from storage.keys.open import open_keys
from storage.open import open_store

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
HOURS_BETWEEN = 50.0
"""Between two openings by one person, on average: little traffic."""

SENDS = 0.25
ITEMS = 2_000
"""Items judged for a figure: its standard error is about 0.01."""

SIZES = (12, 50)


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: what an admin or an author may choose."""

    name: str
    every: timedelta = timedelta(hours=2)
    at_least: int = 3
    hold_at_most: timedelta = timedelta(hours=24)
    at_once: bool = False


SETTINGS = (
    Setting("now", at_once=True),
    Setting("batches of at least 1", at_least=1),
    Setting("batches of at least 2", at_least=2),
    Setting("batches of at least 3 (the defaults)", at_least=3),
    Setting("batches of at least 3, held for up to 14 days", hold_at_most=timedelta(days=14)),
    Setting("batches of at least 5", at_least=5),
    Setting("batches of at least 5, held for up to 14 days", at_least=5, hold_at_most=timedelta(days=14)),
    Setting(
        "one batch a day of at least 3, held for up to 14 days",
        every=timedelta(days=1),
        hold_at_most=timedelta(days=14),
    ),
)


@dataclass(frozen=True, slots=True)
class _Opening:
    at: datetime
    person: str


class _Replay:
    """One team over simulated weeks, with the product's own code for taking and releasing."""

    def __init__(self, store: Store, setting: Setting, size: int) -> None:
        self._store = store
        self._setting = setting
        self._random = random.Random(size)
        self._people = [f"U{number:04}" for number in range(size)]
        self._now = BEGIN
        anonymous = Anonymity(release_every=setting.every, at_least=setting.at_least, hold_at_most=setting.hold_at_most)
        policy = Policy(anonymous=anonymous)
        self._team = Team(
            key="team", name="Team", channel=Channel(id="CTEAM", name="team"), leaders=("ULEAD",), policy=policy
        )
        fallback = replace(self._team, key=FALLBACK, channel=Channel(id="CFALLBACK", name="fallback"))
        self._organisation = Organisation(teams=(self._team,), fallback=fallback, version=1)
        self._openings: list[_Opening] = []
        self._waiting: dict[str, tuple[str, datetime]] = {}
        self._released_before = BEGIN
        self.right = self.judged = 0.0

    async def run(self, keys_url: str) -> float:
        """Return the share of items whose author the attacker names."""
        keys = await open_keys(keys_url)
        unlimited = RateLimit(
            clock=self._clock, most=10**6, within=timedelta(hours=1), new_key=lambda: self._random.randbytes(32)
        )
        authors = Authors(self._random.randbytes(32))
        identity = Identity(keys=keys, authors=authors, rate=unlimited, tries=unlimited)
        releases = Releases(
            store=self._store,
            current=Current(self._organisation),
            authors=authors,
            shuffle=self._random.shuffle,
            keys=keys,
            meter=_NoMeter(),
        )
        look = next_look = BEGIN + self._setting.every
        opening = self._next_opening()
        while self.judged < ITEMS:
            if opening.at < next_look:
                self._now = opening.at
                self._openings.append(opening)
                if self._random.random() < SENDS:
                    await self._send(opening, identity)
                opening = self._next_opening()
            else:
                self._now = look = next_look
                next_look = look + self._setting.every
                await releases.due(look)
                await self._judge_released(look)
        await keys.close()
        return self.right / self.judged

    def _clock(self) -> datetime:
        return self._now

    def _next_opening(self) -> _Opening:
        mean = HOURS_BETWEEN / len(self._people)
        after = self._openings[-1].at if self._openings else BEGIN
        later = timedelta(hours=self._random.expovariate(1 / mean))
        return _Opening(max(after, self._now) + later, self._random.choice(self._people))

    async def _send(self, opening: _Opening, identity: Identity) -> None:
        number = new_item_id(self._random.randbytes)
        taken = await take_feedback(
            store=self._store,
            identity=identity,
            organisation=self._organisation,
            author=opening.person,
            item_id=number,
            words="The lift is broken.",
            team=self._team,
            because="you named the team",
            sending=Sending(signed=False, way_back=WayBack.NONE, at_once=self._setting.at_once),
            receipt_secret=b"123456789",
            about=None,
            now=self._now,
            new_id=lambda: new_item_id(self._random.randbytes),
        )
        if taken.held is None:
            self._judge(opening.person, [one for one in self._openings if opening.at - one.at < timedelta(minutes=1)])
        else:
            self._waiting[taken.item_id] = (opening.person, opening.at)

    async def _judge_released(self, at: datetime) -> None:
        out = [item for item in self._waiting if await self._store.held(item) is None]
        if not out:
            return
        # Everything that was due went out together, so whoever opened it after the release before may have written it.
        seen = [one for one in self._openings if self._released_before < one.at <= at]
        for item in out:
            self._judge(self._waiting.pop(item)[0], seen)
        if not self._waiting:
            self._released_before = at

    def _judge(self, author: str, seen: Sequence[_Opening]) -> None:
        often = Counter(one.person for one in seen)
        most = max(often.values())
        likely = [person for person, times in often.items() if times == most]
        self.judged += 1
        self.right += (author in likely) / len(likely)


class _NoMeter:
    def count(self, event: str, **labels: str) -> None:
        """Count nothing."""


def random_delay(size: int, *, within: timedelta = timedelta(hours=2)) -> float:
    """Return the chance where each item waits for a random while instead: drawn, since the product does not do it."""
    drawn = random.Random(size)
    others = size / HOURS_BETWEEN * within.total_seconds() / 3600
    right = 0.0
    for _ in range(20_000):
        candidates = {"author"}
        moment = drawn.expovariate(1.0)
        while moment < others:
            candidates.add(str(drawn.randrange(size - 1)))
            moment += drawn.expovariate(1.0)
        right += 1 / len(candidates)
    return right / 20_000


async def chance(setting: Setting, size: int) -> float:
    """Return the chance that an author in a team of `size` is named."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'guessing.db'}"
        store = await open_store(url)
        try:
            await store.add_team("team", name="Team")
            return await _Replay(store, setting, size).run(url)
        finally:
            await store.close()


async def main() -> None:
    """Print the table."""
    print(f"guessing: {ITEMS} items a figure, one opening a person in {HOURS_BETWEEN:.0f} h, {SENDS:.0%} send")
    print(f"{'':62}" + "".join(f"{f'{size} people':>11}" for size in SIZES))
    for setting in SETTINGS:
        chances = [await chance(setting, size) for size in SIZES]
        print(f"{setting.name:62}" + "".join(f"{one:11.2f}" for one in chances), flush=True)
        if setting.at_once:
            delayed = [random_delay(size) for size in SIZES]
            print(f"{'a random delay of up to 2 h (not offered)':62}" + "".join(f"{one:11.2f}" for one in delayed))


if __name__ == "__main__":
    asyncio.run(main())
