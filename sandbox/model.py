"""The things of a workspace, as plain records; `as_slack` gives the shape the Web API answers with."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

BlockList = list[dict[str, Any]]
Kind = Literal["public", "private", "im"]


@dataclass
class Person:
    """A member, or the bot's own user; `name` is the handle, `tz` an IANA zone, `color` six hex digits.

    `is_restricted` makes a guest, `is_ultra_restricted` one of a single channel, who is restricted too.
    """

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "Europe/Berlin"
    color: str = "3c78d8"
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False

    @property
    def is_guest(self) -> bool:
        """Whether they see only the channels they are in."""
        return self.is_restricted or self.is_ultra_restricted

    def as_slack(self, team_id: str, *, email: bool) -> dict[str, Any]:
        """A user object; the address is in it only when the app may see it (`users:read.email`)."""
        offset = datetime.now(UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        profile: dict[str, Any] = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": "",  # nobody here has chosen one, so that they go by their real names
            "display_name_normalized": "",
            "title": self.title,
            "status_text": "",
            "status_emoji": "",
            "team": team_id,
        }
        if email and self.email:
            profile["email"] = self.email
        answer: dict[str, Any] = {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1700000000,
        }
        if not self.deleted:
            answer |= {
                "color": self.color,
                "real_name": self.real_name,
                "tz": self.tz,
                "tz_label": self.tz,
                "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
                "is_admin": self.is_admin,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.is_guest,
                "is_ultra_restricted": self.is_ultra_restricted,
            }
        return answer


@dataclass
class Channel:
    """A channel, or a direct conversation of one person with the bot (`kind` im; `user` is that person)."""

    id: str
    name: str
    kind: Kind = "public"
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_general: bool = False
    topic: str = ""
    purpose: str = ""
    user: str = ""
    created: int = 1700000000

    @property
    def name_for_apps(self) -> str:
        """What payloads call it: Slack hides the names of private conversations there."""
        return {"public": self.name, "private": "privategroup", "im": "directmessage"}[self.kind]

    def as_slack(self, team_id: str, bot: str) -> dict[str, Any]:
        """A conversation object as `conversations.info` gives it to the bot."""
        if self.kind == "im":
            return {
                "id": self.id,
                "created": self.created,
                "is_im": True,
                "is_org_shared": False,
                "is_archived": False,
                "context_team_id": team_id,
                "user": self.user,
                "is_open": True,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "created": self.created,
            "creator": self.members[0] if self.members else "",
            "is_archived": self.is_archived,
            "is_general": self.is_general,
            "is_member": bot in self.members,
            "is_shared": False,
            "is_org_shared": False,
            "is_ext_shared": False,
            "context_team_id": team_id,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
            "previous_names": [],
        }


@dataclass
class Group:
    """A user group; `handle` is typed without the @."""

    id: str
    handle: str
    name: str
    members: list[str] = field(default_factory=list)
    disabled: bool = False


@dataclass
class Message:
    """A message that everyone in its channel sees.

    `notified` holds the control sequences in it that ping somebody, `unfurled` the addresses whose owner a preview
    tells about it: both are worked out when it is posted.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: BlockList = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    metadata: dict[str, Any] | None = None
    edited: str | None = None
    reply_broadcast: bool = False
    notified: list[str] = field(default_factory=list)
    unfurled: list[str] = field(default_factory=list)
    attachments: BlockList = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in somebody else's thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Ephemeral:
    """What one person alone sees in a channel; kept in memory only, as Slack keeps none either."""

    id: str
    channel: str
    user: str
    ts: str
    text: str
    blocks: BlockList = field(default_factory=list)
    thread_ts: str | None = None
    from_bot: bool = True
