"""Where in the client somebody is: a channel, the bot's conversation, or its Home; perhaps with a thread beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sandbox.model import Channel


@dataclass(frozen=True)
class Place:
    """`view` is channel, messages (the conversation with the bot), about, or home; `thread` is a message's ts."""

    view: str
    channel: str = ""
    thread: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Place":
        """Return the place that `as_query` wrote down."""
        return cls(query.get("view", "channel"), query.get("channel", ""), query.get("thread", ""))

    def as_query(self) -> str:
        """Return the place without its thread, which the page itself remembers."""
        return urlencode({"view": self.view, "channel": self.channel})


def path_of(base: str, channel: Channel, thread: str = "") -> str:
    """Return the address of a channel, or of a thread in it."""
    path = f"{base}/messages" if channel.kind == "im" else f"{base}/c/{channel.id}"
    return f"{path}/t/{thread}" if thread else path
