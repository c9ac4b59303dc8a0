"""Runs the audit: plants the canary, lives through the life of its items, searches, and removes what was planted."""

import contextlib
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp

from bot.audit.canary import Canary, Sentences
from bot.audit.cast import LANES, TEAM, TEAM_NAME, organisation
from bot.audit.files import Files
from bot.audit.hands import Hands
from bot.audit.life import Life, Part, Step
from bot.audit.life_door import at_the_door
from bot.audit.life_home import in_home
from bot.audit.life_others import (
    about_a_leader,
    across_a_crash,
    at_once,
    at_the_end,
    taken_back,
    with_receipt,
)
from bot.audit.looking import Looking
from bot.audit.place import Place
from bot.audit.report import Report
from bot.audit.said import Said
from bot.audit.stores import NotedKeys, OnlyThisTeam
from bot.audit.works import PassTime, Works, running
from bot.ports import KeyStore, Store
from bot.words import audit as say

WHOLE: tuple[Part, ...] = (at_the_door, in_home, with_receipt, at_once, about_a_leader, across_a_crash, taken_back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What is audited: both stores, open, their files, and the keys in the environment, by name."""

    store: Store
    keys: KeyStore
    database: Path
    key_file: Path
    secret_key: bytes
    secrets: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    also: tuple[Path, ...] = ()


async def audit(
    installation: Installation,
    *,
    place: Place,
    canary: Canary,
    pass_time: PassTime,
    retention: timedelta,
    real_time: Callable[[], datetime],
    random: Callable[[int], bytes] = secrets.token_bytes,
    parts: tuple[Part, ...] = WHOLE,
) -> Report:
    """Return what was done, searched and found. Raises StoreFailure where its team cannot be made or removed.

    `retention` is how long words are kept, and must be longer than an item's life takes. Logs of this process go
    nowhere but into the search from now on.
    """
    said = Said()
    said.listen()
    with tempfile.TemporaryDirectory(prefix="tell-me-more-audit-") as backups:  # 0700
        works = Works(
            place=place,
            store=OnlyThisTeam(
                installation.store,
                team=TEAM,
                organisation=organisation(retention=retention),
                lanes=LANES,
                said=said.errors,
            ),
            keys=NotedKeys(installation.keys, said.errors),
            organisation=organisation(retention=retention),
            secret_key=installation.secret_key,
            real_time=real_time,
            pass_time=pass_time,
        )
        hands = Hands(place=place, works=works, canary=canary)
        looking = Looking(
            files=Files(
                database=installation.database,
                keys=installation.key_file,
                backups=Path(backups),
                also=installation.also,
            ),
            canary=canary,
            sentences=Sentences(random),
            receipts={},
            items={},
            secrets=dict(installation.secrets) | {"TMM_SECRET_KEY": installation.secret_key},
            place=place,
            works=works,
            hands=hands,
            said=said,
        )
        steps = await _planted(installation, looking, parts=parts, retention=retention)
    return Report(
        steps=tuple(steps),
        searched=looking.searched,
        rounds=looking.rounds,
        needles=looking.needles,
        tried=looking.tried,
        tried_all=looking.tried_all,
        also=bool(installation.also),
    )


async def _planted(
    installation: Installation, looking: Looking, *, parts: tuple[Part, ...], retention: timedelta
) -> list[Step]:
    """Live and look with the team in place, and once more when it is gone again."""
    async with _team(installation), running(looking.works) as session:
        life = _life(looking, session)
        await life.live((*parts, partial(at_the_end, seconds=retention.total_seconds())))
        await looking.end(erased=not any(step.why for step in life.steps))
    await looking.end(erased=True)
    life.steps.append(Step(name=say.TEAM_REMOVED))
    return life.steps


def _life(looking: Looking, session: aiohttp.ClientSession) -> Life:
    return Life(
        hands=looking.hands,
        works=looking.works,
        place=looking.place,
        canary=looking.canary,
        sentences=looking.sentences,
        session=session,
        pass_time=looking.works.pass_time,
        look=looking.look,
        items=looking.items,
        receipts=looking.receipts,
    )


@contextlib.asynccontextmanager
async def _team(installation: Installation) -> AsyncIterator[None]:
    """Have the audit's team in the database for the block, and nothing that an audit before may have left."""
    await _remove(installation, ())
    await installation.store.add_team(TEAM, name=TEAM_NAME)
    made_before = set(await installation.keys.keys())
    try:
        yield
    finally:
        await _remove(installation, set(await installation.keys.keys()) - made_before)


async def _remove(installation: Installation, items: set[str] | tuple[()]) -> None:
    """Remove the team with all that is about it; nobody else makes keys meanwhile, so that new ones are the audit's."""
    await installation.store.remove_team(TEAM)
    await installation.store.scrub()
    await installation.keys.end_mutes(team=TEAM)
    await installation.keys.destroy(items)
