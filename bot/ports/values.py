"""The values that cross the ports: rows of the outbox, messages in Slack, and what became of a call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from bot.core.item import Item
from bot.core.organisation import Organisation

Clock = Callable[[], datetime]
"""Returns the time now, aware, in UTC. The only way into the product for the time of day."""

Blocks = list[dict[str, Any]]


class Kind(StrEnum):
    """What an outbox row asks the sender to do. What is sent is rendered from the item as it is at that moment."""

    CARD = "card"  # post the item's message into its channel
    THREAD_REMINDER = "thread_reminder"  # remind in the item's thread; `step` is which reminder
    LEADER_REMINDER = "leader_reminder"  # remind one leader by direct message; the channel is the person's id
    QUESTION = "question"  # post a leader's question into the thread; `ref` is the question's id
    ANSWER = "answer"  # post the author's answer into the thread; `ref` is the answer's id
    WITHDRAWN = "withdrawn"  # say in the thread that the author has withdrawn the item
    REPORT = "report"  # hand a reported item, with its words, to the safety channel, or to a person where there is none
    UPDATE = "update"  # bring the message `ref` (its ts) in `channel` to the item's present state
    ALERT = "alert"  # tell an admin; the channel is the person's id, `ref` the alert's words
    NOTICE = "notice"  # say something that is about no item in a channel; `ref` is its words, as mrkdwn
    PROPOSAL = "proposal"  # ask an admin to agree to a weaker policy; the channel is the person's id, `ref` its id


class Detour(IntEnum):
    """How far a message has been degraded on its way: each step is taken when the one before was refused."""

    NONE = 0
    PLAIN_TEXT = 1
    FALLBACK_CHANNEL = 2
    ADMINS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One row of the outbox. `channel` (a channel's or a person's id) is also its lane: rows of one lane go in order.

    An UPDATE of a message in a place that is closed for now waits in a lane of its own, `<channel>/<ts>`.

    `reason` is why it took its detour, a Slack error code. `seq` is the order in which rows were written.
    """

    seq: int
    kind: Kind
    channel: str
    item: str | None = None
    step: int = 0
    ref: str | None = None
    attempts: int = 0
    detour: Detour = Detour.NONE
    reason: str | None = None
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message about an item that is in Slack. `version` is the item's version that it shows."""

    channel: str
    ts: str
    item: str
    kind: Kind
    step: int = 0
    ref: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where Slack put a message: for a direct message `channel` is the D… id."""

    channel: str
    ts: str


class TakeResult(StrEnum):
    """What became of a submission."""

    TAKEN = "taken"
    ALREADY_TAKEN = "already_taken"  # the same id with the same words: a repeated submission, stored once
    ID_IN_USE = "id_in_use"  # the same id with other words: choose another id and take it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The item as it is now, and whether this call was the one that acknowledged it."""

    item: Item
    won: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What the ladder decided for one due item: whom to remind by direct message, and when to look again."""

    people: tuple[str, ...]
    in_thread: bool
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What applying a teams file changed, as team keys."""

    version: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is decided about one held entry that goes out: `places` are the channels or people that its card goes to.

    `places` is empty for an answer or a withdrawal, whose thread is known. `erase_at` is when the words of an item are
    erased.
    """

    id: str
    places: tuple[str, ...] = ()
    erase_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An item that its author may find in their Home, and the tag to recognise it by (32 bytes)."""

    item: str
    tag: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change of the organisation that protects authors less, until enough admins agree.

    `weaker` says each weakening in a line that people can read. `agreed` are the admins who have agreed so far, of
    those who were admins when it was proposed.
    """

    id: str
    organisation: Organisation
    weaker: tuple[str, ...]
    proposed_at: datetime
    agreed: tuple[str, ...] = ()
