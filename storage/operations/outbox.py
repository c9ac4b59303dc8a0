"""The way out: rows in lanes, claimed one at a time, deleted when they are sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from bot.core.item import State
from bot.ports import Detour, Kind, Message, Outgoing
from storage.operation import Operation, Step
from storage.operations import delivery, queueing
from storage.rows import OUTGOING, micros, moment, outgoing_from, outgoing_row
from storage.schema import items, outbox

FIRST_ROWS = select(
    outbox.c.channel,
    func.coalesce(outbox.c.claimed_until, outbox.c.due_at),
).where(outbox.c.seq.in_(select(func.min(outbox.c.seq)).group_by(outbox.c.channel)))

FIRST_OF_LANE = select(func.min(outbox.c.seq)).where(outbox.c.channel == bindparam("lane")).scalar_subquery()
CLAIM = (
    update(outbox)
    .values(claimed_until=bindparam("until"), claimed_by=bindparam("process"))
    .where(
        outbox.c.seq == FIRST_OF_LANE,
        outbox.c.due_at <= bindparam("now"),
        or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= bindparam("now")),
    )
    .returning(*OUTGOING)
)
RELEASE_CLAIMS = (
    update(outbox).values(claimed_until=null(), claimed_by=null()).where(outbox.c.claimed_until.is_not(None))
)

DELETE = delete(outbox).where(outbox.c.seq == bindparam("row"))

# A row that another process claimed after this one's claim ran out is no longer this one's to change.
OURS = or_(outbox.c.claimed_by.is_(None), outbox.c.claimed_by == bindparam("process"))
RETRY = (
    update(outbox)
    .values(attempts=outbox.c.attempts + 1, due_at=bindparam("at"), claimed_until=null(), claimed_by=null())
    .where(outbox.c.seq == bindparam("row"), OURS)
)
DIVERT_IN_PLACE = (
    update(outbox)
    .values(
        attempts=0,
        detour=bindparam("to_detour"),
        reason=bindparam("because"),
        due_at=bindparam("at"),
        claimed_until=null(),
        claimed_by=null(),
    )
    .where(outbox.c.seq == bindparam("row"), OURS)
)
TAKE_OUT = delete(outbox).where(outbox.c.seq == bindparam("row"), OURS).returning(outbox.c.seq)

TAKE_BACK = (
    update(items)
    .values(nudges=bindparam("of_step") - 1, nudge_at=bindparam("again_at"))
    .where(
        items.c.id == bindparam("item_id"), items.c.state == State.WAITING.value, items.c.nudges == bindparam("of_step")
    )
)

FIRST_NUDGE = (
    update(items)
    .values(nudge_at=bindparam("first_at"))
    .where(
        items.c.id == bindparam("item_id"),
        items.c.state == State.WAITING.value,
        items.c.nudge_at.is_(None),
        items.c.nudges == 0,
    )
)

QUEUE_ALERT = insert(outbox).from_select(
    ("kind", "channel", "step", "ref", "attempts", "detour", "due_at"),
    select(
        literal(Kind.ALERT.value, Text),
        bindparam("person", type_=Text),
        literal(0, Integer),
        bindparam("alert", type_=Text),
        literal(0, Integer),
        literal(0, Integer),
        bindparam("at", type_=BigInteger),
    ).where(
        ~exists().where(
            outbox.c.channel == bindparam("person", type_=Text),
            outbox.c.kind == Kind.ALERT.value,
            outbox.c.ref == bindparam("alert", type_=Text),
        )
    ),
)


def lanes() -> Operation[Mapping[str, datetime]]:
    """Return each lane with the time at which its first row may be claimed."""
    rows = yield Step(FIRST_ROWS)
    return {channel: moment(at) for channel, at in rows}


def claim(lane: str, *, process: str, now: datetime, until: datetime) -> Operation[Outgoing | None]:
    """Claim the first row of a lane for `process`, if it is due and nobody has it."""
    parameters = {"lane": lane, "process": process, "now": micros(now), "until": micros(until)}
    rows = yield Step(CLAIM, parameters)
    return outgoing_from(rows[0]) if rows else None


def sent(outgoing: Outgoing, *, now: datetime, message: Message | None, nudge_at: datetime | None) -> Operation[None]:
    """Delete a sent row, note its message, and start the ladder of a card whose item still waits."""
    yield Step(DELETE, {"row": outgoing.seq})
    if outgoing.kind is Kind.CARD and nudge_at is not None:
        yield Step(FIRST_NUDGE, {"item_id": outgoing.item, "first_at": micros(nudge_at)})
    if message is not None:
        yield from delivery.note(message, now=now)


def retry(outgoing: Outgoing, *, process: str, at: datetime) -> Operation[None]:
    """Count an attempt and let go of the row until `at`."""
    yield Step(RETRY, {"row": outgoing.seq, "process": process, "at": micros(at)})


def divert(
    outgoing: Outgoing, *, process: str, detour: Detour, channel: str, reason: str, now: datetime
) -> Operation[None]:
    """Move a row to its next detour; in another channel it queues as the last. Attempts start again at 0."""
    if channel == outgoing.channel:
        yield Step(
            DIVERT_IN_PLACE,
            {
                "row": outgoing.seq,
                "process": process,
                "to_detour": int(detour),
                "because": reason,
                "at": micros(now),
            },
        )
        return
    if (yield Step(TAKE_OUT, {"row": outgoing.seq, "process": process})):
        row = outgoing_row(
            outgoing.kind,
            channel,
            item=outgoing.item,
            step=outgoing.step,
            ref=outgoing.ref,
            detour=detour,
            reason=reason,
            due_at=micros(now),
        )
        yield Step(queueing.INSERT, row)


def drop(outgoing: Outgoing, *, again_at: datetime | None) -> Operation[None]:
    """Delete a row that has nothing left to say, and take back the reminder that it was where `again_at` is given."""
    yield Step(DELETE, {"row": outgoing.seq})
    if again_at is not None:
        yield Step(TAKE_BACK, {"item_id": outgoing.item, "of_step": outgoing.step, "again_at": micros(again_at)})


def alert(*, people: Sequence[str], words: str, now: datetime) -> Operation[None]:
    """Queue an ALERT for each person for whom the same words do not wait already."""
    for person in dict.fromkeys(people):
        yield Step(QUEUE_ALERT, {"person": person, "alert": words, "at": micros(now)})


def release_claims() -> Operation[None]:
    """Release every claim, whoever holds it."""
    yield Step(RELEASE_CLAIMS)
