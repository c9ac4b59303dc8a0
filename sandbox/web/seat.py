"""The workspace from one person's seat: what they may see, under which names, at what time of day."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from sandbox.web.names import Names
from sandbox.web.surface import Surface
from sandbox.web.timeline import Post, timeline

if TYPE_CHECKING:
    from sandbox.model import Channel, Message, Person
    from sandbox.sandbox import Sandbox
    from sandbox.views import View


# As many as anybody scrolls back; each is drawn anew whenever something changes.
SHOWN: Final = 300


class Seat:
    """One person's view of the sandbox, made anew for every request."""

    def __init__(self, sandbox: Sandbox, person: Person) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world
        self.person = person
        self.bot_user = sandbox.world.workspace.bot_user

    @cached_property
    def channels(self) -> list[Channel]:
        """The channels the person is in, by name."""
        mine = [one for one in self.world.channels.values() if one.kind != "im" and self.person.id in one.members]
        return sorted(mine, key=lambda one: one.name)

    @cached_property
    def dm(self) -> Channel:
        """The person's conversation with the bot."""
        return self.world.dm(self.person.id)

    @cached_property
    def names(self) -> Names:
        """Names as this person sees them: of a private channel they are not in, nothing, and to a guest of any."""
        public = [one for one in self.world.channels.values() if one.kind == "public" and not self.person.is_guest]
        visible = [*public, *self.channels]
        return Names(
            people={one.id: one.real_name or one.name for one in self.world.people.values()},
            channels={one.id: one.name for one in visible if one.kind != "im"},
            groups={one.id: one.handle for one in self.world.groups.values()},
            zone=ZoneInfo(self.person.tz),
            now=self.sandbox.clock.now(),
            base=f"/as/{self.person.id}",
            me=self.person.id,
        )

    @property
    def people(self) -> list[Person]:
        """Everybody one can be, in the order of the organisation's file."""
        return [one for one in self.world.people.values() if not one.is_bot and not one.deleted]

    def surface(self, kind: str, target: dict[str, str], view: View | None = None) -> Surface:
        """Return what is needed to draw blocks in one place."""
        return Surface(
            kind=kind,
            names=self.names,
            target=target,
            state=view.values if view else {},
            errors=view.errors if view else {},
            people=[(one.id, one.real_name or one.name) for one in self.people],
            channels=sorted(self.names.channels.items(), key=lambda pair: pair[1]),
        )

    def post_surface(self, post: Post) -> Surface:
        """Return the surface of one message."""
        target = {"channel": post.channel, "ts": post.ts}
        return self.surface("message", target | ({"ephemeral_id": post.ephemeral_id} if post.ephemeral_id else {}))

    def view_surface(self, view: View) -> Surface:
        """Return the surface of a modal or a home."""
        return self.surface(view.type, {"view_id": view.id}, view)

    def posts(self, channel: str) -> list[Post]:
        """Return what stands in a channel, with what only this person sees there."""
        act = self.sandbox.act
        top = act.messages(self.person.id, channel)[-SHOWN:]
        mine = [one for one in act.ephemerals(self.person.id, channel) if not one.thread_ts]

        def replies(message: Message) -> list[Message]:
            return [] if message.is_reply else self.world.replies(message.channel, message.ts)

        return timeline(top, mine, self.names, self.bot_user, replies)

    def thread(self, channel: str, ts: str) -> list[Post]:
        """Return a thread, its first message first; that may be gone while its replies are still there."""
        root = self.world.message(channel, ts)
        mine = [one for one in self.sandbox.act.ephemerals(self.person.id, channel) if one.thread_ts == ts]
        first = timeline([root] if root else [], [], self.names, self.bot_user)
        return first + timeline(self.world.replies(channel, ts), mine, self.names, self.bot_user)
