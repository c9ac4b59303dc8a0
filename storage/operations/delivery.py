"""What is known about messages in Slack: where they are, and which version of their item they show."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.errors import UnknownItem
from bot.ports import Kind, Message
from storage.operation import Operation, Step, insert_if_absent
from storage.operations import queueing
from storage.rows import MESSAGE, message_from, message_row, micros
from storage.schema import items, messages

MESSAGE_BY_TS = select(*MESSAGE).where(messages.c.channel == bindparam("channel"), messages.c.ts == bindparam("ts"))
CARDS = (
    select(*MESSAGE)
    .where(messages.c.item == bindparam("item"), messages.c.kind == Kind.CARD.value)
    .order_by(messages.c.ts)
)
FIRST_CARD = CARDS.limit(1)
INSERT_MESSAGE = insert_if_absent(messages).returning(messages.c.ts)
SHOW_VERSION = (
    update(messages)
    .values(version=bindparam("version"))
    .where(messages.c.channel == bindparam("in_channel"), messages.c.ts == bindparam("with_ts"))
)
SINCE = select(items.c.waiting_since).where(items.c.id == bindparam("id"))


def message(channel: str, ts: str) -> Operation[Message | None]:
    """Return one message about an item, or None."""
    rows = yield Step(MESSAGE_BY_TS, {"channel": channel, "ts": ts})
    return message_from(rows[0]) if rows else None


def card(item_id: str) -> Operation[Message | None]:
    """Return the first message that showed the item in its channel, or None before delivery."""
    rows = yield Step(FIRST_CARD, {"item": item_id})
    return message_from(rows[0]) if rows else None


def cards(item_id: str) -> Operation[tuple[Message, ...]]:
    """Return every message that shows the item itself, in the order in which they were posted."""
    rows = yield Step(CARDS, {"item": item_id})
    return tuple(message_from(row) for row in rows)


def remember(seen: Message) -> Operation[None]:
    """Note a message that is not known, and queue an UPDATE where it is behind. UnknownItem."""
    since = yield Step(SINCE, {"id": seen.item})
    if not since:
        raise UnknownItem(f"no feedback has the id {seen.item}")
    yield Step(INSERT_MESSAGE, message_row(seen))
    # Due since the item exists: that is in the past, whatever the clock of the caller.
    yield from _catch_up(seen, due_at=since[0][0])


def note(shown: Message, *, now: datetime) -> Operation[None]:
    """Note what a message shows now, and queue an UPDATE where its item has changed in the meantime."""
    if not (yield Step(INSERT_MESSAGE, message_row(shown))):
        # The last one confirmed counts, not the highest: a late sender may have put an older state over a newer one.
        yield Step(SHOW_VERSION, {"in_channel": shown.channel, "with_ts": shown.ts, "version": shown.version})
    yield from _catch_up(shown, due_at=micros(now))


def _catch_up(shown: Message, *, due_at: int) -> Operation[None]:
    yield Step(queueing.QUEUE_UPDATE_OF_MESSAGE, {"in_channel": shown.channel, "with_ts": shown.ts, "due_at": due_at})
