"""What the core needs from Slack, and a meter, as Protocols. `bot.slackapi` and `bot.process` implement them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.organisation import Group
from bot.ports.values import Blocks, Posted


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
    real_name: str = ""
    guest: bool = False


class Workspace(Protocol):
    """What is read from Slack about channels, people and groups. Each method raises SlackFailure."""

    async def channels(self) -> Sequence[ChannelInfo]:
        """Return every channel the bot can see, archived ones included."""

    async def channel(self, channel_id: str) -> ChannelInfo | None:
        """Return one channel or None where there is none of this id, or the bot may not see it."""

    async def person(self, person_id: str) -> PersonInfo | None:
        """Return one person or None where there is none of this id."""

    async def people(self) -> Sequence[PersonInfo]:
        """Return everybody in the workspace, with those who are gone, guests and bots."""

    async def members(self, channel_id: str) -> Sequence[str]:
        """Return the people in a channel, bots and guests included; none where the bot may not see it."""

    async def groups(self) -> Sequence[Group]:
        """Return every user group, with handle, without members. SlackRefused `plan_upgrade_required` on free plans."""

    async def group_members(self, group_id: str) -> Sequence[str]:
        """Return the people in a group. SlackRefused `no_such_subteam`, `plan_upgrade_required`."""


class Meter(Protocol):
    """Counts what happens, by static event names; labels are never a person, an item or words."""

    def count(self, event: str, **labels: str) -> None:
        """Count one occurrence of `event`."""
