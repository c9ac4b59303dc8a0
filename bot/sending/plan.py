"""What a row of the outbox comes to: one call to Slack, or nothing, or nothing yet."""

from dataclasses import dataclass, replace

from bot.core.item import Item
from bot.messages.limits import Payload, check
from bot.messages.plain import POST_TEXT, UPDATE_TEXT, plain
from bot.messages.rendered import Rendered
from bot.ports import Kind, Message, Outgoing, Posted
from bot.sending.pace import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One call: `channel` is where, `thread_ts` under what (POST), `shown` the message it brings up to date (UPDATE).

    `item` is the item that was rendered, None for an ALERT. `note` is why it is not where it was meant to be, kept with
    the message so that later updates of it say so too.
    """

    method: Method
    channel: str
    rendered: Rendered
    item: Item | None = None
    thread_ts: str | None = None
    shown: Message | None = None
    note: str | None = None

    def plainly(self) -> "Plan":
        """Return the same without blocks."""
        most = UPDATE_TEXT if self.method is Method.UPDATE else POST_TEXT
        return replace(self, rendered=plain(self.rendered, most=most))

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
            ref=row.ref if row.kind is Kind.QUESTION else self.note,
            version=self.item.version,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """There is nothing left to say; `why` is a name for the log."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """It belongs into a thread whose first message is still on its way."""


Planned = Plan | Unwanted | NotYet
