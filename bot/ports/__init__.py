"""What the core needs from outside, as Protocols: the store, the key store and Slack."""

from bot.ports.keys import KeyStore, Mute
from bot.ports.slack import ChannelInfo, Meter, PersonInfo, Poster, Workspace
from bot.ports.store import Store
from bot.ports.values import (
    Acknowledgement,
    Blocks,
    Change,
    Clock,
    Detour,
    Kind,
    Message,
    Outgoing,
    Posted,
    Proposal,
    Release,
    Reminder,
    Tagged,
    TakeResult,
)

__all__ = [
    "Acknowledgement",
    "Blocks",
    "Change",
    "ChannelInfo",
    "Clock",
    "Detour",
    "KeyStore",
    "Kind",
    "Message",
    "Meter",
    "Mute",
    "Outgoing",
    "PersonInfo",
    "Posted",
    "Poster",
    "Proposal",
    "Release",
    "Reminder",
    "Store",
    "Tagged",
    "TakeResult",
    "Workspace",
]
