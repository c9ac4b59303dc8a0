"""What a row of the outbox comes to: one call to Slack, or nothing, or nothing yet."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import conflict
from bot.core.item import Item, State
from bot.core.organisation import Organisation, Team
from bot.messages.delivery import for_reading
from bot.messages.limits import Payload, check
from bot.messages.plain import POST_TEXT, UPDATE_TEXT, plain
from bot.messages.rendered import Rendered
from bot.ports import Kind, Message, Outgoing, Posted
from bot.sending.pace import Method
from bot.sending.places import is_person, keepers, recipients

REFERRING = (Kind.QUESTION, Kind.ANSWER)
"""Messages whose `ref` is what they show, and not why they are where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One call: `channel` is where, `thread_ts` under what (POST), `shown` the message it brings up to date (UPDATE).

    `item` is the item that was rendered, None for what is about none. `note` is why it is not where it was meant to be,
    kept with the message so that later updates of it say so too.
    """

    method: Method
    channel: str
    rendered: Rendered
    item: Item | None = None
    thread_ts: str | None = None
    shown: Message | None = None
    note: str | None = None

    def plainly(self) -> "Plan":
        """Return the same without blocks; an update, which holds less, begins with what it is there to say."""
        if self.method is Method.UPDATE:
            return replace(self, rendered=plain(self.rendered, most=UPDATE_TEXT, words_last=True))
        return replace(self, rendered=plain(self.rendered, most=POST_TEXT))

    def for_reading(self, *, team: Team) -> "Plan":
        """Return the same without buttons, for somebody who may not answer."""
        waiting = self.item is not None and self.item.state is State.WAITING
        left_out = self.item is not None and self.item.left_out is not None
        return replace(self, rendered=for_reading(self.rendered, team=team, waiting=waiting, left_out=left_out))

    def problems(self) -> list[str]:
        """Return what Slack would refuse."""
        payload = Payload.UPDATE if self.method is Method.UPDATE else Payload.POST
        return check(payload, self.rendered.text, self.rendered.blocks)

    def message(self, row: Outgoing, posted: Posted | None) -> Message | None:
        """Return what is to be noted once Slack has taken it."""
        if self.item is None:
            return None
        if self.shown is not None:
            return replace(self.shown, version=self.item.version)
        if posted is None:
            return None
        return Message(
            channel=posted.channel,
            ts=posted.ts,
            item=self.item.id,
            kind=row.kind,
            step=row.step,
            ref=row.ref if row.kind in REFERRING else self.note,
            version=self.item.version,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """There is nothing left to say; `why` is a name for the log.

    A reminder that would come outside the team's hours is taken back, and its item is due again at `again_at`.
    """

    why: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """It belongs into a thread whose first message is still on its way."""


Planned = Plan | Unwanted | NotYet


def may_answer_it(row: Outgoing, plan: Plan, *, organisation: Organisation) -> bool:
    """Return False for a card in a direct message to somebody who may not answer it.

    Of one that is brought up to date only the D… is known, and not whose it is. What is about a leader is among people
    anyway: there only what has come to others than its readers is for reading, reminders included.
    """
    item, kind = plan.item, plan.shown.kind if plan.shown else row.kind
    if item is None or not is_person(plan.channel):
        return True
    if item.left_out is None:
        if kind is not Kind.CARD:
            return True
        people = recipients(organisation)
    else:
        if kind not in (Kind.CARD, Kind.LEADER_REMINDER) or (plan.shown and plan.shown.ref is None):
            return True
        people = keepers(organisation, organisation.owner(item.team), item.left_out)
    return set(people if plan.shown else (plan.channel,)) <= set(conflict.answerers(organisation, item))
