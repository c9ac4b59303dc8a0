"""What the core needs from outside, as Protocols: the store and Slack. `storage` and `bot.sending` implement them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from bot.core.item import Item, Question
from bot.core.organisation import Group, Organisation

Clock = Callable[[], datetime]
"""Returns the time now, aware, in UTC. The only way into the product for the time of day."""

Blocks = list[dict[str, Any]]


class Kind(StrEnum):
    """What an outbox row asks the sender to do. What is sent is rendered from the item as it is at that moment."""

    CARD = "card"  # post the item's message into its channel
    THREAD_REMINDER = "thread_reminder"  # remind in the item's thread; `step` is which reminder
    LEADER_REMINDER = "leader_reminder"  # remind one leader by direct message; the channel is the person's id
    QUESTION = "question"  # post a leader's question into the thread; `ref` is the question's id
    UPDATE = "update"  # bring the message `ref` (its ts) in `channel` to the item's present state
    ALERT = "alert"  # tell an admin; the channel is the person's id, `ref` the alert's words


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


class Store(Protocol):
    """Durable truth. Every method that writes returns after its commit, or raises StoreFailure with nothing written."""

    async def close(self) -> None:
        """Finish what is being written and close."""

    # feedback

    async def take(self, item: Item, *, channel: str) -> TakeResult:
        """Store a new waiting item and the outbox row of its CARD for `channel`, in one transaction."""

    async def item(self, item_id: str) -> Item | None:
        """Return one item or None."""

    async def questions(self, item_id: str) -> tuple[Question, ...]:
        """Return the questions asked about an item, oldest first."""

    async def acknowledge(self, item_id: str, *, by: str, now: datetime) -> Acknowledgement:
        """Acknowledge a waiting item; of several who try, one wins.

        In the same transaction: no further reminder is due, queued reminders are deleted, and an UPDATE is queued for
        every message about the item. An item that is not waiting is returned as it is, `won` False. UnknownItem.
        """

    async def ask(self, question: Question) -> Acknowledgement:
        """Store a question, queue it for the item's thread, and acknowledge the item where it was waiting.

        The same question id twice is stored once. UnknownItem.
        """

    # reminders

    async def remind_due(self, *, now: datetime, limit: int, decide: Callable[[Item], Reminder]) -> int:
        """For at most `limit` waiting items whose `nudge_at` has come, soonest first: ask `decide`, queue what it says
        (step = nudges + 1), count it, and set the next time, all in one transaction. Returns how many items.

        The thread reminder goes to the channel of the item's card, and is left out while there is no card.
        """

    # the way out

    async def lanes(self) -> Mapping[str, datetime]:
        """Return each lane that has rows, with the due time of its first row (its lowest seq).

        Where that row is claimed, by this process or another, it is the end of that claim.
        """

    async def claim(self, lane: str, *, now: datetime, until: datetime) -> Outgoing | None:
        """Claim the first row of a lane until a time, if it is due and unclaimed; None otherwise."""

    async def message(self, channel: str, ts: str) -> Message | None:
        """Return one message about an item, or None."""

    async def card(self, item_id: str) -> Message | None:
        """Return the item's message in its channel (the first, should there be two), or None before delivery."""

    async def remember(self, message: Message) -> None:
        """Note a message about an item that somebody pressed and that is not known, so that it is kept up to date."""

    async def sent(
        self, outgoing: Outgoing, *, now: datetime, message: Message | None = None, nudge_at: datetime | None = None
    ) -> None:
        """Delete a sent row; note `message`; for a CARD set the item's first `nudge_at` where it still waits.

        Should the item have changed since it was rendered (`message.version` is behind), queue an UPDATE for it.
        """

    async def retry(self, outgoing: Outgoing, *, at: datetime) -> None:
        """Count an attempt and try the row again at `at`; it stays first in its lane."""

    async def divert(self, outgoing: Outgoing, *, detour: Detour, channel: str, reason: str, now: datetime) -> None:
        """Move a row to its next detour: another rendering, or another channel (where it queues as the last)."""

    async def drop(self, outgoing: Outgoing, *, again_at: datetime | None = None) -> None:
        """Delete a row that has nothing left to say: superseded, or its message is gone.

        With `again_at` it is a reminder that is taken back: its step does not count, and the next is due then.
        """

    async def alert(self, *, people: Sequence[str], words: str, now: datetime) -> None:
        """Queue an ALERT for each person."""

    async def release_claims(self) -> None:
        """Release every claim: for the start of a process that knows it is the only one."""

    # teams

    async def organisation(self) -> Organisation | None:
        """Return the organisation as last applied with its groups as last read, or None before the first apply."""

    async def organisation_version(self) -> int:
        """Return the version alone, 0 before the first apply; cheap enough to ask every few seconds."""

    async def apply(self, organisation: Organisation, *, now: datetime) -> Change:
        """Replace the organisation in one transaction. Teams that are gone are archived, since items may name them.

        Where a team's policy changed, reminders of its waiting items that would come later than it says come earlier:
        a first one at `first_nudge` from when the item began to wait, a further one at `next_nudge` from `now`.
        Applying what is already there changes nothing, the version included.
        """

    async def save_groups(self, groups: Sequence[Group], *, now: datetime) -> None:
        """Store user groups as read from Slack; the version grows if their members, or a problem with one, changed."""

    # health

    async def counts(self) -> Mapping[str, int]:
        """Return `items_waiting`, `items_acknowledged`, `outbox_rows`, `outbox_retrying` for metrics."""

    async def ping(self) -> None:
        """Raise StoreFailure unless a write can be committed now."""


class Poster(Protocol):
    """The few calls the sender makes. Each raises SlackFailure; `text` is what notifications show."""

    async def post(self, *, channel: str, text: str, blocks: Blocks | None, thread_ts: str | None = None) -> Posted:
        """Post a message; `channel` may be a person's id for a direct message."""

    async def update(self, *, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        """Replace a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelInfo:
    """A channel as Slack describes it."""

    id: str
    name: str
    archived: bool
    bot_is_member: bool
    members: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInfo:
    """A person as Slack describes them."""

    id: str
    handle: str
    name: str
    gone: bool
    bot: bool
    timezone: str | None = None


class Workspace(Protocol):
    """What is read from Slack about channels, people and groups. Each method raises SlackFailure."""

    async def channels(self) -> Sequence[ChannelInfo]:
        """Return every channel the bot can see, archived ones included."""

    async def channel(self, channel_id: str) -> ChannelInfo | None:
        """Return one channel or None where there is none of this id, or the bot may not see it."""

    async def person(self, person_id: str) -> PersonInfo | None:
        """Return one person or None where there is none of this id."""

    async def groups(self) -> Sequence[Group]:
        """Return every user group, with handle, without members. SlackRefused `plan_upgrade_required` on free plans."""

    async def group_members(self, group_id: str) -> Sequence[str]:
        """Return the people in a group. SlackRefused `no_such_subteam`, `plan_upgrade_required`."""


class Meter(Protocol):
    """Counts what happens, by static event names; labels are never a person, an item or words."""

    def count(self, event: str, **labels: str) -> None:
        """Count one occurrence of `event`."""
