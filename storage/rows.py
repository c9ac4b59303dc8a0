"""Values to rows and back: the only place that knows which column holds what, and how a time is stored."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.core.held import WayBack
from bot.core.item import Answer, Item, Question, State
from bot.core.organisation import Group, Organisation
from bot.ports import Detour, Kind, Message, Outgoing
from storage.schema import answers, items, messages, outbox, questions, user_groups

Row = Sequence[Any]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# The order in which each `…_from` below expects its columns.
ITEM = (
    items.c.id, items.c.team, items.c.state, items.c.words, items.c.why, items.c.about, items.c.signed_by,
    items.c.waiting_since, items.c.acknowledged_by, items.c.acknowledged_at, items.c.nudges, items.c.nudge_at,
    items.c.version, items.c.way_back, items.c.tag.is_not(None), items.c.left_out, items.c.hidden_by, items.c.erase_at,
    items.c.erased, items.c.closed_because,
)  # fmt: skip
QUESTION = (
    questions.c.id, questions.c.item, questions.c.asked_by, questions.c.text, questions.c.asked_at, questions.c.fishes,
)  # fmt: skip
ANSWER = (answers.c.id, answers.c.item, answers.c.text, answers.c.answered_at)
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


def item_row(item: Item, *, tag: bytes | None = None) -> dict[str, Any]:
    """Return an item as parameters, named like the columns. The item knows only whether it has a tag, not which."""
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
        "way_back": None if item.way_back is None else item.way_back.value,
        "tag": tag,
        "left_out": item.left_out,
        "hidden_by": item.hidden_by,
        "erase_at": None if item.erase_at is None else micros(item.erase_at),
        "erased": item.erased,
        "closed_because": item.closed_because,
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
        way_back=None if row[13] is None else WayBack(row[13]),
        answerable=bool(row[14]),
        left_out=row[15],
        hidden_by=row[16],
        erase_at=None if row[17] is None else moment(row[17]),
        erased=bool(row[18]),
        closed_because=row[19],
    )


def question_row(question: Question) -> dict[str, Any]:
    """Return a question as parameters, named like the columns."""
    return {
        "id": question.id,
        "item": question.item,
        "asked_by": question.asked_by,
        "text": question.text,
        "asked_at": micros(question.asked_at),
        "fishes": question.fishes,
    }


def question_from(row: Row) -> Question:
    """Return the question in a row of QUESTION columns."""
    return Question(id=row[0], item=row[1], asked_by=row[2], text=row[3], asked_at=moment(row[4]), fishes=bool(row[5]))


def answer_row(answer: Answer) -> dict[str, Any]:
    """Return an answer as parameters, named like the columns."""
    return {
        "id": answer.id,
        "item": answer.item,
        "text": answer.text,
        "answered_at": micros(answer.answered_at),
    }


def answer_from(row: Row) -> Answer:
    """Return the answer in a row of ANSWER columns."""
    return Answer(id=row[0], item=row[1], text=row[2], answered_at=moment(row[3]))


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
