"""What owners and admins of a workspace do, with the events Slack sends of it."""

from collections.abc import Sequence
from typing import Any

from sandbox.acts.base import Acts
from sandbox.model import Channel, Person

_PREFIX = {"public": "channel", "private": "group", "im": "im"}


class Administering(Acts):
    """Changes to the workspace itself. None of these waits for the app."""

    def archive(self, channel: str) -> Channel:
        """Archives a channel."""
        return self._archived(channel, archived=True)

    def unarchive(self, channel: str) -> Channel:
        """Brings an archived channel back."""
        return self._archived(channel, archived=False)

    def rename_channel(self, channel: str, name: str) -> Channel:
        """Gives a channel another name; its id stays."""
        where = self._world.channel(channel)
        where.name = name.removeprefix("#")
        self._world.save(where)
        detail = {"id": where.id, "name": where.name, "created": where.created}
        self._emit(f"{_PREFIX[where.kind]}_rename", {"channel": detail})
        return where

    def remove_bot(self, channel: str) -> Channel:
        """Takes the bot out of a channel."""
        where = self._world.channel(channel)
        bot = self._world.workspace.bot_user
        if bot in where.members:
            where.members.remove(bot)
            self._world.save(where)
            self._emit(f"{_PREFIX[where.kind]}_left", {"channel": where.id, "actor_id": self._somebody(where)})
        return where

    def invite_bot(self, channel: str) -> Channel:
        """Brings the bot into a channel."""
        return self._joined(self._world.channel(channel), self._world.people[self._world.workspace.bot_user])

    def join(self, person: str, channel: str) -> Channel:
        """Brings a person into a channel."""
        return self._joined(self._world.channel(channel), self._person(person))

    def leave(self, person: str, channel: str) -> Channel:
        """Takes a person out of a channel."""
        where, who = self._world.channel(channel), self._person(person)
        if who.id in where.members:
            where.members.remove(who.id)
            self._world.save(where)
            self._tell("member_left_channel", where, {"user": who.id})
        return where

    def deactivate(self, person: str) -> Person:
        """Deactivates an account: it sees nothing any more, and what was open is closed."""
        who = self._world.person(person)
        self._world.modals.pop(who.id, None)
        self._world.ephemerals = [one for one in self._world.ephemerals if one.user != who.id]
        return self._activated(who, deleted=True)

    def reactivate(self, person: str) -> Person:
        """Undoes `deactivate`."""
        return self._activated(self._world.person(person), deleted=False)

    def make_admin(self, person: str, *, admin: bool = True) -> Person:
        """Makes somebody an admin of the workspace, or no longer one."""
        who = self._world.person(person)
        who.is_admin = admin
        return self._activated(who, deleted=who.deleted)

    def make_guest(self, person: str, *, guest: bool = True) -> Person:
        """Makes somebody a guest, who sees only the channels they are in, or a full member."""
        who = self._world.person(person)
        who.is_restricted = guest
        who.is_ultra_restricted = who.is_ultra_restricted and guest
        return self._activated(who, deleted=who.deleted)

    def revoke_token(self) -> None:
        """Revokes the bot's token: every call is answered `token_revoked` from now on."""
        self._world.set_token_revoked(revoked=True)
        self._emit("tokens_revoked", {"tokens": {"oauth": [], "bot": [self._world.workspace.bot_user]}})

    def restore_token(self) -> None:
        """Undoes `revoke_token`."""
        self._world.set_token_revoked(revoked=False)

    def set_plan(self, *, paid: bool) -> None:
        """A free plan has no user groups."""
        self._world.set_paid(paid=paid)

    def set_group_members(self, group: str, people: Sequence[str]) -> list[str]:
        """Sets who is in a user group; gives their ids."""
        found = self._world.group(group)
        before, found.members = found.members, [self._world.person(who).id for who in people]
        self._world.save(found)
        added = [one for one in found.members if one not in before]
        removed = [one for one in before if one not in found.members]
        change = {
            "subteam_id": found.id,
            "team_id": self._world.workspace.team_id,
            "added_users": added,
            "added_users_count": len(added),
            "removed_users": removed,
            "removed_users_count": len(removed),
        }
        self._emit("subteam_members_changed", change)
        detail = {"id": found.id, "handle": found.handle, "name": found.name, "users": found.members}
        self._emit("subteam_updated", {"subteam": detail})
        return found.members

    def send_event(
        self,
        type: str,  # noqa: A002 - Slack's word
        payload: dict[str, Any],
        event_id: str | None = None,
        times: int = 1,
    ) -> str | None:
        """Sends any event, subscribed to or not, `times` times with the same id; gives the id."""
        return self._core.events.send({**payload, "type": type}, event_id, times)

    def _archived(self, channel: str, *, archived: bool) -> Channel:
        where = self._world.channel(channel)
        where.is_archived = archived
        self._world.save(where)
        what = "archive" if archived else "unarchive"
        self._emit(f"{_PREFIX[where.kind]}_{what}", {"channel": where.id, "user": self._somebody(where)})
        return where

    def _joined(self, where: Channel, who: Person) -> Channel:
        if who.id not in where.members:
            where.members.append(who.id)
            self._world.save(where)
            self._tell("member_joined_channel", where, {"user": who.id, "inviter": self._somebody(where)})
        return where

    def _activated(self, who: Person, *, deleted: bool) -> Person:
        who.deleted = deleted
        self._world.save(who)
        shown = who.as_slack(self._world.workspace.team_id, email=False)
        self._emit("user_change", {"user": shown, "cache_ts": int(self._world.clock.time())})
        return who

    def _tell(self, name: str, where: Channel, event: dict[str, Any]) -> None:
        bot = self._world.workspace.bot_user
        if bot in where.members or event["user"] == bot:
            kind = "C" if where.kind == "public" else "G"
            team = self._world.workspace.team_id
            self._emit(name, {**event, "channel": where.id, "channel_type": kind, "team": team})

    def _emit(self, name: str, event: dict[str, Any]) -> None:
        self._core.events.emit(name, {"type": name, **event})

    def _somebody(self, where: Channel) -> str:
        return next((one for one in where.members if not self._world.people[one].is_bot), "")
