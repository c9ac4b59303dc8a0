"""Everything that a person does: writing, pressing, filling in, and letting time pass. What changes shows by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse, Response

from sandbox.errors import ClientRefused, SandboxError
from sandbox.web.fields import element_in, field_name, options_of, read_form, value_of
from sandbox.web.render import render

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from sandbox.delivery import Delivery
    from sandbox.web.fields import Json
    from sandbox.web.pages import Pages
    from sandbox.web.seat import Seat

Where = dict[str, str | None]

_FAILED: Final = "{what} did not work: the app answered {error}."
_LONGEST_SKIP: Final = 366 * 86400


class Posts:
    """The endpoints that change something. They answer 204, or 200 with a notice of what was refused."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.sandbox = pages.sandbox
        self.act = pages.sandbox.act

    async def send(self, request: Request) -> Response:
        """Send what was written: a slash command, or a message."""
        seat, form = self.pages.seat(request), await request.form()
        text, channel, thread_ts = _text(form, "text"), _text(form, "channel"), _text(form, "thread_ts")
        if not text.strip():
            return Response(status_code=204)
        try:
            if text.startswith("/"):
                # What goes wrong with a command is told by Slackbot, in the channel.
                await self.act.command(seat.person.id, channel, text, thread_ts=thread_ts or None)
            else:
                await self.act.say(seat.person.id, channel, text, thread_ts=thread_ts or None)
        except SandboxError as error:
            return notice(str(error))
        return Response(status_code=204, headers={"HX-Trigger": "sent"})

    async def shortcut(self, request: Request) -> Response:
        """Use a shortcut; one on a message when the form names a message."""
        seat, form = self.pages.seat(request), await request.form()
        callback_id, channel, ts = _text(form, "callback_id"), _text(form, "channel"), _text(form, "ts")
        try:
            if ts:
                delivery = await self.act.message_shortcut(seat.person.id, callback_id, channel, ts)
            else:
                delivery = await self.act.global_shortcut(seat.person.id, callback_id)
        except SandboxError as error:
            return notice(str(error))
        return _done(delivery, "The shortcut")

    async def press(self, request: Request) -> Response:
        """Press or change an element; in a view everything filled in so far goes along, as in Slack."""
        seat, form = self.pages.seat(request), await request.form()
        where: Where = {name: _text(form, name) or None for name in ("channel", "ts", "view_id", "ephemeral_id")}
        block_id, action_id = _text(form, "block_id"), _text(form, "action_id")
        try:
            blocks = self._blocks(seat, where)
            self._fill(seat, where, blocks, form)
            value: Any = form.get("value")
            if value is None:
                element = element_in(blocks, block_id, action_id)
                value = value_of(element, form.getlist(field_name(block_id, action_id)), seat.names.zone)
            delivery = await self.act.press(seat.person.id, action_id, block_id=block_id, value=value, **where)
        except SandboxError as error:
            return notice(str(error))
        return _done(delivery, "That")

    async def submit(self, request: Request) -> Response:
        """Send a modal; what the client itself refuses is shown at its field."""
        seat, form = self.pages.seat(request), await request.form()
        where: Where = {"view_id": _text(form, "view_id")}
        try:
            self._fill(seat, where, self._blocks(seat, where), form)
            await self.act.submit(seat.person.id, _text(form, "view_id"))
        except ClientRefused as refused:
            # What stands at a field is in the view already; what does not would else be said nowhere.
            if not refused.errors:
                return notice(str(refused))
        except SandboxError as error:
            return notice(str(error))
        return HTMLResponse(self.pages.screen.modal(seat))

    async def close(self, request: Request) -> Response:
        """Close the modal that is on top, or with `all` every one."""
        seat, form = self.pages.seat(request), await request.form()
        try:
            await self.act.close(seat.person.id, _text(form, "view_id"), all_of_them=bool(_text(form, "all")))
        except SandboxError as error:
            return notice(str(error))
        return HTMLResponse(self.pages.screen.modal(seat))

    async def suggestions(self, request: Request) -> Response:
        """Ask the app for the options of an external select."""
        seat, query = self.pages.seat(request), request.query_params
        try:
            found = await self.act.suggestions(
                seat.person.id,
                query.get("view_id"),
                query["block_id"],
                query["action_id"],
                query.get("query", ""),
                channel=query.get("channel"),
                ts=query.get("ts"),
            )
        except SandboxError as error:
            return HTMLResponse(render("suggestions.html", groups=[], nothing=str(error)))
        return HTMLResponse(render("suggestions.html", groups=options_of({"options": found}), nothing="Nothing found"))

    async def skip(self, request: Request) -> Response:
        """Let time pass."""
        form = await request.form()
        try:
            seconds = float(_text(form, "seconds"))
        except ValueError:
            return Response(status_code=400)
        if not 0 <= seconds <= _LONGEST_SKIP:
            return Response(status_code=400)
        self.sandbox.clock.skip(seconds)
        return Response(status_code=204)

    def _blocks(self, seat: Seat, where: Where) -> list[Json]:
        me, channel = seat.person.id, where.get("channel") or ""
        if view_id := where.get("view_id"):
            shown = [self.act.modal(me), self.act.home(me)]
            return next((view.blocks for view in shown if view and view.id == view_id), [])
        if ephemeral_id := where.get("ephemeral_id"):
            mine = self.act.ephemerals(me, channel)
            return next((one.blocks for one in mine if one.id == ephemeral_id), [])
        message = self.sandbox.world.message(channel, where.get("ts") or "")
        return message.blocks if message else []

    def _fill(self, seat: Seat, where: Where, blocks: list[Json], form: FormData) -> None:
        if values := read_form(blocks, form, seat.names.zone):
            place = {name: value for name, value in where.items() if name != "view_id"}
            self.act.fill(seat.person.id, where.get("view_id"), values, **place)


def notice(words: str) -> Response:
    """Answer with a line that is shown at the foot of the page for a while."""
    return HTMLResponse(render("live.html", regions=[], toast=words))


def _done(delivery: Delivery, what: str) -> Response:
    if delivery.error:
        return notice(_FAILED.format(what=what, error=delivery.error))
    return Response(status_code=204)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
