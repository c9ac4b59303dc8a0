"""What is done to keys and mutes, as operations that know no driver."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Integer, bindparam, delete, select

from bot.ports import Mute
from storage.keys.schema import keys, mutes
from storage.keys.schema import pepper as peppers
from storage.operation import Operation, Step, insert_if_absent

INSERT_KEY = insert_if_absent(keys).returning(keys.c.key)
FIND_KEY = select(keys.c.key).where(keys.c.item == bindparam("item"))
ALL_KEYS = select(keys.c.item, keys.c.key)
DESTROY_KEY = delete(keys).where(keys.c.item == bindparam("item")).returning(keys.c.item)
DESTROY_OLD_KEYS = delete(keys).where(keys.c.expires <= bindparam("today", type_=Integer)).returning(keys.c.item)
DESTROY_OLD_MUTES = delete(mutes).where(mutes.c.until <= bindparam("today", type_=Integer)).returning(mutes.c.id)
DESTROY_MUTES = delete(mutes).where(mutes.c.team == bindparam("team")).returning(mutes.c.id)
KEY_OF_ITEM = select(keys.c.key).where(keys.c.item == bindparam("item")).scalar_subquery()
DESTROY_MUTES_OF_ITEM = delete(mutes).where(mutes.c.key == KEY_OF_ITEM)
INSERT_MUTE = insert_if_absent(mutes)
MUTES = (
    select(mutes.c.id, mutes.c.team, mutes.c.key, mutes.c.tag, mutes.c.until)
    .where(mutes.c.team == bindparam("team"))
    .order_by(mutes.c.id)
)
INSERT_PEPPER = insert_if_absent(peppers)
PEPPER = select(peppers.c.pepper)


def key(item_id: str, *, fresh: bytes, expires: date) -> Operation[bytes]:
    """Return the item's key, which is `fresh` where it had none."""
    rows = yield Step(INSERT_KEY, {"item": item_id, "key": fresh, "expires": expires.toordinal()})
    if not rows:
        rows = yield Step(FIND_KEY, {"item": item_id})
    found: bytes = rows[0][0]
    return found


def all_keys() -> Operation[Mapping[str, bytes]]:
    """Return every key by its item's id."""
    rows = yield Step(ALL_KEYS)
    return {row[0]: row[1] for row in rows}


def destroy(item_ids: Collection[str], *, with_mutes: bool = False) -> Operation[int]:
    """Delete the keys of these items, and the mutes that have the same key; return how many keys there were."""
    destroyed = 0
    for item_id in dict.fromkeys(item_ids):
        if with_mutes:
            yield Step(DESTROY_MUTES_OF_ITEM, {"item": item_id})
        rows = yield Step(DESTROY_KEY, {"item": item_id})
        destroyed += len(rows)
    return destroyed


def destroy_expired(*, now: datetime) -> Operation[int]:
    """Delete keys and mutes whose day has begun in UTC; return how many."""
    destroyed = 0
    for statement in (DESTROY_OLD_KEYS, DESTROY_OLD_MUTES):
        rows = yield Step(statement, {"today": _day(now)})
        destroyed += len(rows)
    return destroyed


def end_mutes(team: str) -> Operation[int]:
    """Delete the mutes of a team; return how many."""
    rows = yield Step(DESTROY_MUTES, {"team": team})
    return len(rows)


def mute(new: Mute) -> Operation[None]:
    """Store a mute, once per id."""
    yield Step(
        INSERT_MUTE,
        {"id": new.id, "team": new.team, "key": new.key, "tag": new.tag, "until": new.until.toordinal()},
    )


def mutes_of(team: str) -> Operation[tuple[Mute, ...]]:
    """Return the mutes of a team, also those whose day has come."""
    rows = yield Step(MUTES, {"team": team})
    return tuple(Mute(id=row[0], team=row[1], key=row[2], tag=row[3], until=date.fromordinal(row[4])) for row in rows)


def lasting(known: Sequence[Mute], *, now: datetime) -> tuple[Mute, ...]:
    """Return those of the mutes whose day has not begun in UTC."""
    today = now.astimezone(UTC).date()
    return tuple(mute for mute in known if mute.until > today)


def make_pepper(fresh: bytes) -> Operation[None]:
    """Store the pepper of a new file."""
    yield Step(INSERT_PEPPER, {"id": 1, "pepper": fresh})


def find_pepper() -> Operation[bytes]:
    """Return the pepper."""
    rows = yield Step(PEPPER)
    found: bytes = rows[0][0]
    return found


def _day(now: datetime) -> int:
    return now.astimezone(UTC).toordinal()
