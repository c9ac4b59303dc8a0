"""Rows into the outbox: the statements that more than one operation needs."""

from sqlalchemy import BigInteger, Select, Text, and_, bindparam, exists, insert, literal, null, or_, select

from bot.core.item import State
from bot.ports import Kind
from storage.schema import NOT_A_CARD, items, messages, outbox

# The messages that show an item's state and are brought up to date when it changes. Once its words are hidden or erased
# every other is too, since questions and answers may repeat them.
LIVE = (Kind.CARD, Kind.THREAD_REMINDER, Kind.LEADER_REMINDER)

# True for an outbox row that reminds somebody. The first condition is that of the index over items.
IS_A_REMINDER = and_(
    NOT_A_CARD, or_(outbox.c.kind == Kind.THREAD_REMINDER.value, outbox.c.kind == Kind.LEADER_REMINDER.value)
)

COLUMNS = ("kind", "channel", "item", "step", "ref", "attempts", "detour", "reason", "due_at")

INSERT = insert(outbox).values({name: bindparam(name) for name in COLUMNS})


def _updates_of_what_is_behind() -> Select[tuple[object, ...]]:
    """Select an UPDATE row for each message that shows an older version of its item than the one stored.

    One that already waits is enough. One that is claimed is not: it may have been rendered before the change.
    """
    waits_already = exists().where(
        NOT_A_CARD,
        outbox.c.item == messages.c.item,
        outbox.c.kind == Kind.UPDATE.value,
        outbox.c.channel == messages.c.channel,
        outbox.c.ref == messages.c.ts,
        outbox.c.claimed_until.is_(None),
    )
    return (
        select(
            literal(Kind.UPDATE.value, Text),
            messages.c.channel,
            messages.c.item,
            messages.c.step,
            messages.c.ts,
            literal(0, BigInteger),
            literal(0, BigInteger),
            null(),
            bindparam("due_at", type_=BigInteger),
        )
        .select_from(messages.join(items, items.c.id == messages.c.item))
        .where(
            or_(
                *(messages.c.kind == kind.value for kind in LIVE),
                items.c.erased,
                items.c.hidden_by.is_not(None),
                items.c.state == State.WITHDRAWN.value,
            ),
            messages.c.version < items.c.version,
            ~waits_already,
        )
        .order_by(messages.c.ts)
    )


# Parameters: item_id, due_at.
QUEUE_UPDATES_OF_ITEM = insert(outbox).from_select(
    COLUMNS, _updates_of_what_is_behind().where(messages.c.item == bindparam("item_id", type_=Text))
)

# Parameters: in_channel, with_ts, due_at.
QUEUE_UPDATE_OF_MESSAGE = insert(outbox).from_select(
    COLUMNS,
    _updates_of_what_is_behind().where(
        and_(
            messages.c.channel == bindparam("in_channel", type_=Text),
            messages.c.ts == bindparam("with_ts", type_=Text),
        )
    ),
)
