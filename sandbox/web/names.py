"""What a mention needs to become a name: the workspace as one person sees it, without the engine behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo


@dataclass(frozen=True)
class Names:
    """Display names by id, the reader's zone and hour, and the address that the reader's channel links start with."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    base: str = ""
    me: str = ""

    def person(self, person_id: str, fallback: str = "") -> str:
        """Return the person's name; an id nobody has is shown as it came."""
        return self.people.get(person_id) or fallback or person_id

    def channel(self, channel_id: str, fallback: str = "") -> str:
        """Return the channel's name without its `#`."""
        return self.channels.get(channel_id) or fallback or channel_id

    def group(self, group_id: str, fallback: str = "") -> str:
        """Return the user group's handle without its `@`."""
        return self.groups.get(group_id) or fallback.lstrip("@") or group_id
