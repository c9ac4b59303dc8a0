"""Everything that is only looked at: the welcome, channels, threads, the bot's Home, pictures, and live updates."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.errors import SandboxError
from sandbox.web.avatar import SLACKBOT, avatar
from sandbox.web.place import Place, path_of
from sandbox.web.render import render
from sandbox.web.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.requests import Request

    from sandbox.web.screen import Screen

# A browser opens six connections to one address: held requests must be short, or seven tabs would block each other.
# They are also shorter than the two seconds that the server waits when it is told to stop.
HOLD_SECONDS: Final = 1.5
# A first Home is worth this wait; one that comes later is drawn when it comes.
HOME_SECONDS: Final = 1.0
# A burst of changes is drawn once.
SETTLE_SECONDS: Final = 0.04
POLICY: Final = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


class Pages:
    """The endpoints that change nothing."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.sandbox = screen.sandbox

    def seat(self, request: Request) -> Seat:
        """Return the seat that the address names, or 404."""
        try:
            person = self.sandbox.world.person(request.path_params["person"])
        except SandboxError as error:
            raise HTTPException(404, str(error)) from error
        return Seat(self.sandbox, person)

    async def welcome(self, _: Request) -> Response:
        """Ask who to be."""
        people = [one for one in self.sandbox.world.people.values() if not one.is_bot and not one.deleted]
        world, manifest = self.sandbox.world, self.sandbox.manifest
        return _html(render("welcome.html", people=people, workspace=world.workspace, manifest=manifest))

    async def sit_down(self, request: Request) -> Response:
        """Go to the person's first channel."""
        seat = self.seat(request)
        general = next((one for one in seat.channels if one.is_general), None)
        first = general or next(iter(seat.channels), seat.dm)
        return RedirectResponse(path_of(seat.names.base, first), status_code=303)

    async def channel(self, request: Request) -> Response:
        """Show a channel, perhaps with a thread."""
        seat = self.seat(request)
        channel = request.path_params["channel"]
        return self._page(seat, Place("channel", channel, request.path_params.get("ts", "")))

    async def messages(self, request: Request) -> Response:
        """Show the conversation with the bot."""
        return self._page(self.seat(request), Place("messages", thread=request.path_params.get("ts", "")))

    async def about(self, request: Request) -> Response:
        """Say what the app can be asked for."""
        return self._page(self.seat(request), Place("about"))

    async def home(self, request: Request) -> Response:
        """Show the bot's Home, and tell the bot that it was opened."""
        seat = self.seat(request)
        try:
            await self.sandbox.act.open_home(seat.person.id, wait=HOME_SECONDS)
        except SandboxError as error:
            raise HTTPException(404, str(error)) from error
        return self._page(seat, Place("home"))

    async def live(self, request: Request) -> Response:
        """Answer as soon as something has changed, or after a while with nothing but the next question."""
        seat = self.seat(request)
        changes = self.sandbox.world.changes
        since = changes.version
        # A server that was started again counts from nothing: any other number means that the page is old.
        if request.query_params.get("since") == str(since):
            await _either(changes.wait(since), _gone(request), HOLD_SECONDS)
            if since == changes.version:
                return _html(self.screen.still(seat, Place.from_query(request.query_params)))
            await asyncio.sleep(SETTLE_SECONDS)
        try:
            return _html(self.screen.live(seat, Place.from_query(request.query_params)))
        except SandboxError:
            return Response(status_code=204)

    async def picture(self, request: Request) -> Response:
        """Draw somebody's picture."""
        who = request.path_params["person"]
        person = self.sandbox.world.people.get(who)
        if person is None and who != SLACKBOT:
            raise HTTPException(404)
        drawn = avatar(person.id, person.real_name, person.color, is_bot=person.is_bot) if person else ""
        return Response(
            drawn or avatar(SLACKBOT, "Slackbot", "", is_bot=False),
            media_type="image/svg+xml",
            headers={"cache-control": "max-age=3600"},
        )

    def _page(self, seat: Seat, place: Place) -> Response:
        try:
            return _html(self.screen.page(seat, place))
        except SandboxError as error:
            raise HTTPException(404, str(error)) from error


def _html(body: str) -> Response:
    headers = {"content-security-policy": POLICY, "cache-control": "no-store", "referrer-policy": "same-origin"}
    return HTMLResponse(body, headers=headers)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


async def _either(one: Coroutine[Any, Any, object], other: Coroutine[Any, Any, object], seconds: float) -> None:
    tasks = [asyncio.ensure_future(one), asyncio.ensure_future(other)]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
