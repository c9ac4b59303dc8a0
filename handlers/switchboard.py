"""Finds the listener of a payload in one look, as Bolt's last middleware.

Bolt's own matching asks listener after listener, and gathers thirty arguments for each question: a fifth of the time of
a submission. Which listener it is follows from two fields of the payload.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.payloads import Body, optional


class Kind(StrEnum):
    """The ways in that Slack knows."""

    COMMAND = "command"
    GLOBAL_SHORTCUT = "shortcut"
    MESSAGE_SHORTCUT = "message_action"
    ACTION = "block_actions"
    SUBMISSION = "view_submission"
    CLOSED = "view_closed"
    OPTIONS = "block_suggestion"
    EVENT = "event_callback"


Listen = Callable[[Body], Awaitable[BoltResponse]]

_WHERE_THE_ID_IS: dict[str, tuple[str, ...]] = {
    Kind.GLOBAL_SHORTCUT: ("callback_id",),
    Kind.MESSAGE_SHORTCUT: ("callback_id",),
    Kind.SUBMISSION: ("view", "callback_id"),
    Kind.CLOSED: ("view", "callback_id"),
    Kind.OPTIONS: ("action_id",),
    Kind.EVENT: ("event", "type"),
}


def way_of(body: Body) -> tuple[Kind, str] | None:
    """Return the kind of a payload and the id that says what it is about ("" where it has none), or None.

    The id is a command's name, the callback id of a shortcut or view, the action id of a button or picker, or the type
    of an event.
    """
    kind = body.get("type")
    if not isinstance(kind, str):
        command = body.get("command")
        return (Kind.COMMAND, command) if isinstance(command, str) else None
    if kind == Kind.ACTION:
        pressed = body.get("actions")
        return Kind.ACTION, (optional(pressed[0], "action_id") or "") if isinstance(pressed, list) and pressed else ""
    path = _WHERE_THE_ID_IS.get(kind)
    return None if path is None else (Kind(kind), optional(body, *path) or "")


class Switchboard(AsyncMiddleware):
    """Answers what it has a listener for; what is of no known kind goes on to Bolt, which has none."""

    def __init__(self, known: Mapping[tuple[Kind, str], Listen], others: Mapping[Kind, Listen]) -> None:
        """`others` listens to what is of a known kind and has an id that is not in `known`."""
        self._known = dict(known)
        self._others = dict(others)

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[Any]],  # noqa: A002  Bolt's name
    ) -> BoltResponse:
        """Answer one request."""
        way = way_of(req.body)
        listen = None if way is None else self._known.get(way) or self._others.get(way[0])
        if listen is None:
            await next()
            return resp
        return await listen(req.body)
