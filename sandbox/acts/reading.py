"""Looks at Slack as one person sees it."""

import asyncio

from sandbox.acts.base import Acts
from sandbox.delivery import ACK_SECONDS
from sandbox.errors import ClientRefused
from sandbox.model import Channel, Ephemeral, Message
from sandbox.views import HomeView, View


class Reading(Acts):
    """Channels, messages, ephemerals, modals and the app's Home. All but `open_home` are plain functions."""

    async def open_home(self, person: str, *, wait: float = ACK_SECONDS) -> HomeView | None:
        """Opens the app's Home; when nothing is published there yet, waits up to `wait` real seconds for it."""
        who = self._person(person)
        if not self._core.manifest.home_tab:
            raise ClientRefused("the app has no Home tab")
        shown = self._world.homes.get(who.id)
        event = {"type": "app_home_opened", "user": who.id, "channel": self._world.dm(who.id).id, "tab": "home"}
        self._core.events.emit("app_home_opened", event | self._view_of(shown))
        try:
            async with asyncio.timeout(wait):
                version = self._world.changes.version
                while who.id not in self._world.homes:
                    version = await self._world.changes.wait(version)
        except TimeoutError:
            return None
        return self._world.homes[who.id]

    def channels(self, person: str) -> list[Channel]:
        """The channels they are in, by name; without the conversation with the bot."""
        who = self._person(person)
        mine = [one for one in self._world.channels.values() if one.kind != "im" and who.id in one.members]
        return sorted(mine, key=lambda channel: channel.name)

    def messages(self, person: str, channel: str) -> list[Message]:
        """The messages of a channel outside threads, oldest first; CannotSee in a private one they are not in."""
        where = self._seen_channel(self._person(person), channel)
        shown = self._world.messages(where.id)
        return [one for one in shown if not one.is_reply or one.reply_broadcast]

    def thread(self, person: str, channel: str, ts: str) -> list[Message]:
        """A thread: the message at `ts` and the replies under it, oldest first."""
        where = self._seen_channel(self._person(person), channel)
        return [self._seen_message(where, ts), *self._world.replies(where.id, ts)]

    def dms(self, person: str) -> list[Message]:
        """The whole conversation with the bot, replies too, oldest first."""
        return self._world.messages(f"D{self._person(person).id[1:]}")

    def ephemerals(self, person: str, channel: str | None = None) -> list[Ephemeral]:
        """What is shown to them alone, oldest first, in one channel or everywhere."""
        who = self._person(person)
        where = self._seen_channel(who, channel).id if channel else None
        return [one for one in self._world.ephemerals if one.user == who.id and where in (None, one.channel)]

    def modal(self, person: str) -> View | None:
        """The modal in front of them."""
        stack = self._world.modals.get(self._person(person).id)
        return stack[-1] if stack else None

    def home(self, person: str) -> HomeView | None:
        """What the app has published on their Home, without opening it."""
        return self._world.homes.get(self._person(person).id)

    def _view_of(self, shown: View | None) -> dict[str, object]:
        return {} if shown is None else {"view": self._core.surfaces.as_slack(shown)}
