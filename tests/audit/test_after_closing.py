"""Once an item is closed nobody can try members: with all that is left, the stores, the logs and the environment."""

import hashlib
import hmac
import os
from collections.abc import Iterable
from pathlib import Path

from bot.audit.canary import letters
from bot.audit.life import Life
from bot.audit.life_home import open_form
from bot.audit.stored_values import stored_values
from bot.usecases.close import close
from tests.audit.support import KEY, Ground

MEMBERS = 10_000


def everybody(author: str) -> list[str]:
    """10,000 ids of members, of the same form, with the author somewhere among them."""
    members = [f"U0{letters(os.urandom, 12)}" for _ in range(MEMBERS - 1)]
    members.insert(MEMBERS // 2, author)
    return members


def windows(files: Iterable[Path]) -> set[bytes]:
    """Every 8 bytes in a row that are anywhere in these files: the beginning of a tag would be among them."""
    found: set[bytes] = set()
    for path in files:
        data = path.read_bytes()
        found.update(data[start : start + 8] for start in range(len(data) - 7))
    return found


def found_among(members: list[str], folder: Path, *, keys: bool = True) -> set[str]:
    """Whoever holds what is in `folder` and in the environment tries every member under every value as a key."""
    stores = [folder / "bot.db", *([folder / "bot.keys.db"] if keys else [])]
    files = [path for path in folder.iterdir() if path.name.startswith("bot.") and (keys or ".keys." not in path.name)]
    values, more = stored_values(stores)
    assert not more
    there = windows(files) | {value[:8] for value in values}
    found = set()
    for value in {*values, KEY}:
        for member in members:
            person = member.encode()
            made = (hmac.digest(value, person, "sha256"), hashlib.sha256(value + person).digest())
            if any(one[:8] in there for one in made):
                found.add(member)
    return found


async def test_after_closing_no_member_can_be_told_from_another(ground: Ground) -> None:
    members = everybody(ground.canary.id)
    told: dict[str, set[str]] = {}

    async def life_of_one(life: Life) -> None:
        async with life.step("taken"):
            confirmation = await life.hands.send(await open_form(life, "words"))
            item = life.hands.item_of(confirmation)
            told["held, both stores"] = found_among(members, ground.folder)
            await life.works.later(1.1)
            told["out, both stores"] = found_among(members, ground.folder)
            told["out, the database alone"] = found_among(members, ground.folder, keys=False)
        async with life.step("closed"):
            deps, now = life.works.made.deps, life.place.clock.now()
            await close(store=deps.store, keys=deps.identity.keys, item_id=item, because="a test", now=now)
            assert await life.works.store.item(item) is not None, "the item is still there"
            told["closed, both stores"] = found_among(members, ground.folder)

    report = await ground.audited(life_of_one)
    assert report.passed, list(report.lines())
    author = {ground.canary.id}
    assert told == {
        "held, both stores": author,
        "out, both stores": author,
        "out, the database alone": set(),
        "closed, both stores": set(),
    }
