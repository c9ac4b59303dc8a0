"""Everything that a page shows, put together once for the first drawing and again for every live update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sandbox.web.dates import clock_time
from sandbox.web.place import Place, path_of
from sandbox.web.render import render
from sandbox.web.seat import Seat
from sandbox.web.unread import Unread

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

REGIONS: Final = ("sidebar", "clock", "messages", "thread_messages", "home", "modal")


class Screen:
    """Draws pages and their live parts."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.unread = Unread(sandbox.clock.now().timestamp())

    def page(self, seat: Seat, place: Place) -> str:
        """Return a whole page."""
        return render("page.html", **self.context(seat, place))

    def live(self, seat: Seat, place: Place) -> str:
        """Return the parts that may have changed, each to be put in its place."""
        return render("live.html", regions=self._regions(place), live=True, **self.context(seat, place))

    def still(self, seat: Seat, place: Place) -> str:
        """Return what moves even when nothing happens: the time, and the next question."""
        return render("live.html", regions=["clock"], live=True, **self._head(seat, place))

    def modal(self, seat: Seat) -> str:
        """Return only the modal in front of the person."""
        view = self.sandbox.act.modal(seat.person.id)
        return render("live.html", regions=["modal"], live=True, seat=seat, names=seat.names, view=view)

    def context(self, seat: Seat, place: Place) -> dict[str, Any]:
        """Return what the templates of a whole page need."""
        head = self._head(seat, place)
        world, act, manifest = self.sandbox.world, self.sandbox.act, self.sandbox.manifest
        channel = seat.dm if place.view != "channel" else world.channel(place.channel)
        looking = place.view in {"channel", "messages"}
        posts = seat.posts(channel.id) if looking else []
        if looking:
            self.unread.seen(seat.person.id, channel.id, world.messages(channel.id))
        return head | {
            "channel": channel,
            "path": path_of(seat.names.base, channel),
            "posts": posts,
            "thread": seat.thread(channel.id, place.thread) if place.thread else [],
            "view": act.modal(seat.person.id),
            "home": act.home(seat.person.id),
            "manifest": manifest,
            "commands": list(manifest.commands.values()),
            "global_shortcuts": [one for one in manifest.shortcuts.values() if not one.on_message],
            "message_shortcuts": [one for one in manifest.shortcuts.values() if one.on_message],
            "workspace": world.workspace,
            "unread": {one.id: self._unread(seat, one.id) for one in [*seat.channels, seat.dm]},
        }

    def _head(self, seat: Seat, place: Place) -> dict[str, Any]:
        """Return who looks where and when; the version is read first, so that no change after it is missed."""
        version = self.sandbox.world.changes.version
        now = self.sandbox.clock.now().astimezone(seat.names.zone)
        return {
            "seat": seat,
            "names": seat.names,
            "place": place,
            "now": f"{now:%a} {now.day} {now:%b}, {clock_time(now)}",
            "version": version,
        }

    def _unread(self, seat: Seat, channel: str) -> int:
        return self.unread.count(seat.person.id, channel, self.sandbox.world.messages(channel))

    def _regions(self, place: Place) -> list[str]:
        here = {"home": {"home"}, "about": set()}.get(place.view, {"messages"})
        shown = {"sidebar", "clock", "modal"} | here | ({"thread_messages"} if place.thread else set())
        return [region for region in REGIONS if region in shown]
