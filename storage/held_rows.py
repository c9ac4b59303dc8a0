"""What is held, to rows and back: the only place that knows which column holds what of it."""

from typing import Any

from bot.core.held import Held, HeldKind, WayBack
from storage.rows import MICROSECOND, Row, micros, moment
from storage.schema import held

# The order in which `held_from` expects its columns.
HELD = (
    held.c.id, held.c.kind, held.c.item, held.c.team, held.c.batch, held.c.until, held.c.at_least,
    held.c.release_every, held.c.hold_at_most, held.c.keep_for, held.c.words, held.c.why, held.c.about,
    held.c.left_out, held.c.way_back, held.c.tag,
)  # fmt: skip


def held_row(entry: Held) -> dict[str, Any]:
    """Return a held entry as parameters, named like the columns."""
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "item": entry.item,
        "team": entry.team,
        "batch": micros(entry.batch),
        "until": micros(entry.until),
        "at_least": entry.at_least,
        "release_every": entry.release_every // MICROSECOND,
        "hold_at_most": entry.hold_at_most // MICROSECOND,
        "keep_for": entry.keep_for // MICROSECOND,
        "words": entry.words,
        "why": entry.why,
        "about": entry.about,
        "left_out": entry.left_out,
        "way_back": None if entry.way_back is None else entry.way_back.value,
        "tag": entry.tag,
    }


def held_from(row: Row) -> Held:
    """Return the entry in a row of HELD columns."""
    return Held(
        id=row[0],
        kind=HeldKind(row[1]),
        item=row[2],
        team=row[3],
        batch=moment(row[4]),
        until=moment(row[5]),
        at_least=row[6],
        release_every=row[7] * MICROSECOND,
        hold_at_most=row[8] * MICROSECOND,
        keep_for=row[9] * MICROSECOND,
        words=row[10],
        why=row[11],
        about=row[12],
        left_out=row[13],
        way_back=None if row[14] is None else WayBack(row[14]),
        tag=row[15],
    )
