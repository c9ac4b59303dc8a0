"""The store, as a Protocol. `storage` implements it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.held import Held
from bot.core.item import Answer, Item, Question
from bot.core.organisation import Group, Organisation
from bot.ports.values import (
    Acknowledgement,
    Change,
    Detour,
    Message,
    Outgoing,
    Proposal,
    Release,
    Reminder,
    Tagged,
    TakeResult,
)


class Store(Protocol):
    """Durable truth. Every method that writes returns after its commit, or raises StoreFailure with nothing written."""

    async def close(self) -> None:
        """Finish what is being written and close."""

    # feedback

    async def take(self, item: Item, *, channel: str, others: Sequence[str] = ()) -> TakeResult:
        """Store a new waiting item and the outbox rows of its CARD for `channel` and `others`, in one transaction."""

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

    async def answers(self, item_id: str) -> tuple[Answer, ...]:
        """Return what the author answered and was released, oldest first."""

    async def answer(self, answer: Answer) -> None:
        """Store the answer of a signed author and queue it for the thread, once per id. UnknownItem."""

    async def report(self, item_id: str, *, by: str, places: Sequence[str], now: datetime) -> Acknowledgement:
        """Hide an item's words, acknowledge it where it was waiting, and queue a REPORT for each of `places`.

        `won` is False, and nothing changes, where it was reported before. UnknownItem.
        """

    async def close_item(self, item_id: str, *, because: str, now: datetime) -> Item:
        """Close an item; no further reminder is due, and its way back is forgotten. UnknownItem, IllegalTransition."""

    # held for a batch

    async def hold(self, held: Held) -> TakeResult:
        """Store something that waits for its batch, once per id.

        For an item ALREADY_TAKEN and ID_IN_USE are as for `take`, and count what was released before.
        """

    async def held(self, held_id: str) -> Held | None:
        """Return one entry that still waits, or None."""

    async def held_for(self, item_id: str) -> tuple[Held, ...]:
        """Return what still waits of one item: itself, answers, a withdrawal."""

    async def held_due(self, *, now: datetime) -> tuple[Held, ...]:
        """Return every entry whose `batch` has come, in the order of their ids."""

    async def held_after(self, *, then: datetime) -> tuple[Held, ...]:
        """Return every entry whose `batch` is later than `then`: taken while a clock was wrong."""

    async def release(self, decided: Sequence[Release], *, at: datetime) -> int:
        """Move held entries to where they stay, in the order given, in one transaction; return how many were there.

        An item becomes a waiting one, `waiting_since` `at`, with a CARD for each of its places. An answer is stored,
        `answered_at` `at`, and queued for its thread. A withdrawal makes its item WITHDRAWN, forgets its way back and
        is said in the thread; where the item ended some other way it does nothing. What is gone is passed over.
        """

    async def edit_held(self, held_id: str, *, words: str, why: str) -> bool:
        """Replace the words of an entry that still waits; its batch stays. False where it is gone."""

    async def rebatch(self, held_id: str, *, batch: datetime, until: datetime) -> None:
        """Set the times of an entry that still waits."""

    async def drop_held(self, held_ids: Sequence[str]) -> int:
        """Delete entries that still wait, and all that waits of their items; return how many entries of these ids."""

    async def scrub(self) -> bool:
        """Empty the write-ahead log of what was deleted or overwritten; False where a reader is in the way."""

    # ways back

    async def tagged(self) -> tuple[Tagged, ...]:
        """Return every item, held or released, that has WayBack.HOME and a tag."""

    async def item_of_receipt(self, tag: bytes) -> str | None:
        """Return the id of the item, held or released, that has WayBack.RECEIPT and this tag, or None."""

    async def forget_ways_back(self, item_ids: Sequence[str]) -> None:
        """Forget the tags of these items, held or released."""

    async def ways_back_before(self, then: datetime) -> tuple[str, ...]:
        """Return the items with a tag released before `then`, and the held ones whose `until` is before it."""

    async def signed_items(self, person: str) -> tuple[str, ...]:
        """Return the ids of what `person` signed, newest first, at most 200."""

    # retention

    async def erase_due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Erase the words, the reason and the link of at most `limit` items whose `erase_at` has come, with their
        questions and answers, held ones included; forget their ways back, close those that are open, and queue an
        UPDATE of every message about them. Returns their ids; what stays is for counting.

        Of the same `limit`, delete what is still held at `until` + `keep_for`, since nobody could read it; its ids too.
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

    async def cards(self, item_id: str) -> tuple[Message, ...]:
        """Return every message that shows the item itself, first of all the one of `card`: what is about a leader has
        one for each person who has it.
        """

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

    async def settle(self, *, now: datetime, rows_after: datetime, reminders_after: datetime) -> None:
        """Make due at `now` every row of the outbox, and reminder of a waiting item, that is due later than these.

        They were set while a clock was wrong; the ladder then says anew when a reminder is due.
        """

    async def release_claims(self) -> None:
        """Release every claim: for the start of a process that knows it is the only one."""

    # teams

    async def organisation(self) -> Organisation | None:
        """Return the organisation as last applied with its groups as last read, or None before the first apply."""

    async def organisation_version(self) -> int:
        """Return the version alone, 0 before the first apply; cheap enough to ask every few seconds."""

    async def apply(
        self, organisation: Organisation, *, now: datetime, notices: Mapping[str, str] | None = None
    ) -> Change:
        """Replace the organisation in one transaction. Teams that are gone are archived, since items may name them.

        `notices` are words (mrkdwn) by channel, queued in the same transaction where anything changed. A proposal that
        waits is dropped. A team that now keeps words for a shorter time erases those of its released items sooner, and
        one that keeps them longer does so for later items only.

        Where a team's policy changed, reminders of its waiting items that would come later than it says come earlier:
        a first one at `first_nudge` from when the item began to wait, a further one at `next_nudge` from `now`.
        Applying what is already there changes nothing, the version included.
        """

    async def propose(self, proposal: Proposal, *, ask: Sequence[str]) -> None:
        """Keep a proposal in place of any other, and queue a PROPOSAL for each person in `ask`."""

    async def proposal(self) -> Proposal | None:
        """Return the proposal that waits, or None."""

    async def agree(self, proposal_id: str, *, by: str) -> Proposal | None:
        """Note that an admin agrees; return the proposal as it is now, or None where it is not there any more."""

    async def save_groups(self, groups: Sequence[Group], *, now: datetime) -> None:
        """Store user groups as read from Slack; the version grows if their members, or a problem with one, changed."""

    # health

    async def counts(self) -> Mapping[str, int]:
        """Return `items_waiting`, `items_acknowledged`, `outbox_rows`, `outbox_retrying` for metrics, and no more:
        how many are held could tell when one came. Items about a leader who was left out, and what is to be sent about
        them, are not counted: that leader may be among those who see it.
        """

    async def ping(self) -> None:
        """Raise StoreFailure unless a write can be committed now."""

    async def remove_team(self, key: str) -> None:
        """Delete a team and all that is about its items, for the audit's own team; `add_team` makes it again."""

    async def add_team(self, key: str, *, name: str) -> None:
        """Make an archived team that items may name, once, without a new version of the organisation."""
