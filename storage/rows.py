"""Values to rows and back: the only place that knows which column holds what, and how a time is stored."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.core.item import Item, Question, State
from bot.core.organisation import Group, Organisation
from bot.ports import Detour, Kind, Message, Outgoing
from storage.schema import items, messages, outbox, questions, user_groups

Row = Sequence[Any]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# The order in which each `…_from` below expects its columns.
ITEM = (
    items.c.id, items.c.team, items.c.state, items.c.words, items.c.why, items.c.about, items.c.signed_by,
    items.c.waiting_since, items.c.acknowledged_by, items.c.acknowledged_at, items.c.nudges, items.c.nudge_at,
    items.c.version,
)  # fmt: skip
QUESTION = (questions.c.id, questions.c.item, questions.c.asked_by, questions.c.text, questions.c.asked_at)
MESSAGE = (
    messages.c.channel, messages.c.ts, messages.c.item, messages.c.kind, messages.c.step, messages.c.ref,
    messages.c.version,
)  # fmt: skip
OUTGOING = (
    outbox.c.seq, outbox.c.kind, outbox.c.channel, outbox.c.item, outbox.c.step, outbox.c.ref, outbox.c.attempts,
    outbox.c.detour, outbox.c.reason, outbox.c.due_at,
)  # fmt: skip
GROUP = (user_groups.c.id, user_groups.c.handle, user_groups.c.members, user_groups.c.problem)


def micros(at: datetime) -> int:
    """Return an aware time as microseconds since 1970 in UTC; TypeError for a naive one."""
    return (at - EPOCH) // MICROSECOND


def moment(stored: int) -> datetime:
    """Return the aware time, in UTC, of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=stored)


def item_row(item: Item) -> dict[str, Any]:
    """Return an item as parameters, named like the columns."""
    return {
        "id": item.id,
        "team": item.team,
        "state": item.state.value,
        "words": item.words,
        "why": item.why,
        "about": item.about,
        "signed_by": item.signed_by,
        "waiting_since": micros(item.waiting_since),
        "acknowledged_by": item.acknowledged_by,
        "acknowledged_at": None if item.acknowledged_at is None else micros(item.acknowledged_at),
        "nudges": item.nudges,
        "nudge_at": None if item.nudge_at is None else micros(item.nudge_at),
        "version": item.version,
    }


def item_from(row: Row) -> Item:
    """Return the item in a row of ITEM columns."""
    return Item(
        id=row[0],
        team=row[1],
        state=State(row[2]),
        words=row[3],
        why=row[4],
        about=row[5],
        signed_by=row[6],
        waiting_since=moment(row[7]),
        acknowledged_by=row[8],
        acknowledged_at=None if row[9] is None else moment(row[9]),
        nudges=row[10],
        nudge_at=None if row[11] is None else moment(row[11]),
        version=row[12],
    )


def question_row(question: Question) -> dict[str, Any]:
    """Return a question as parameters, named like the columns."""
    return {
        "id": question.id,
        "item": question.item,
        "asked_by": question.asked_by,
        "text": question.text,
        "asked_at": micros(question.asked_at),
    }


def question_from(row: Row) -> Question:
    """Return the question in a row of QUESTION columns."""
    return Question(id=row[0], item=row[1], asked_by=row[2], text=row[3], asked_at=moment(row[4]))


def message_row(message: Message) -> dict[str, Any]:
    """Return a message as parameters, named like the columns."""
    return {
        "channel": message.channel,
        "ts": message.ts,
        "item": message.item,
        "kind": message.kind.value,
        "step": message.step,
        "ref": message.ref,
        "version": message.version,
    }


def message_from(row: Row) -> Message:
    """Return the message in a row of MESSAGE columns."""
    return Message(channel=row[0], ts=row[1], item=row[2], kind=Kind(row[3]), step=row[4], ref=row[5], version=row[6])


def outgoing_row(
    kind: Kind,
    channel: str,
    *,
    due_at: int,
    item: str | None = None,
    step: int = 0,
    ref: str | None = None,
    detour: Detour = Detour.NONE,
    reason: str | None = None,
) -> dict[str, Any]:
    """Return a new outbox row as parameters, named like the columns; `due_at` in microseconds."""
    return {
        "kind": kind.value,
        "channel": channel,
        "item": item,
        "step": step,
        "ref": ref,
        "attempts": 0,
        "detour": int(detour),
        "reason": reason,
        "due_at": due_at,
    }


def outgoing_from(row: Row) -> Outgoing:
    """Return the outbox row in a row of OUTGOING columns."""
    return Outgoing(
        seq=row[0],
        kind=Kind(row[1]),
        channel=row[2],
        item=row[3],
        step=row[4],
        ref=row[5],
        attempts=row[6],
        detour=Detour(row[7]),
        reason=row[8],
        due_at=moment(row[9]),
    )


def group_row(group: Group, *, read_at: datetime) -> dict[str, Any]:
    """Return a user group as parameters, named like the columns."""
    return {
        "id": group.id,
        "handle": group.handle,
        "members": json.dumps(group.members),
        "problem": group.problem,
        "read_at": micros(read_at),
    }


def group_from(row: Row) -> Group:
    """Return the user group in a row of GROUP columns."""
    return Group(id=row[0], handle=row[1], members=tuple(json.loads(row[2])), problem=row[3])


@cache
def _organisation() -> TypeAdapter[Organisation]:
    return TypeAdapter(Organisation)


def document_from(organisation: Organisation) -> str:
    """Return an organisation as JSON, without its groups and version, which have columns of their own."""
    return _organisation().dump_json(organisation, exclude={"groups", "version"}).decode()


def organisation_from(document: str) -> Organisation:
    """Return the organisation in a document, with no groups and version 0."""
    return _organisation().validate_json(document)
