"""What the bot said during the audit, beside its files: logs, errors, metrics, requests and answers."""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.audit.place import Request
from bot.process.logs import configure_logs

DIRECTED = {"views.publish": "user_id", "chat.postEphemeral": "user"}
"""Methods that cannot but name whom they answer, and the argument in which they do."""


@dataclass(kw_only=True)
class Said:
    """`log` is every line of every logger at debug level, `errors` the texts of errors, which no line holds."""

    log: io.StringIO = field(default_factory=io.StringIO)
    errors: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Send all logs of this process here from now on, through the allow-list."""
        configure_logs("debug", "json", stream=self.log, hooks=())
        processors = structlog.get_config()["processors"]
        structlog.configure(processors=[self._note_error, *processors])

    def _note_error(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        given = event.get("exc_info")
        error = given[1] if isinstance(given, tuple) else given
        if not isinstance(error, BaseException):
            error = sys.exc_info()[1]  # what is being handled while this line is logged
        while isinstance(error, BaseException):
            self.errors.append(f"{error!r} {error} {' '.join(getattr(error, '__notes__', ()))}")
            error = error.__cause__ or error.__context__
        return event


def as_sent(request: Request, *, to: str) -> bytes:
    """Return a request as bytes; that a Home is published for `to`, whom it answers, is left out."""
    args = dict(request.args)
    directed = DIRECTED.get(request.method)
    if directed is not None and args.get(directed) == to:
        del args[directed]
    return as_bytes(args)


def notified(request: Request) -> bytes:
    """Return what of a message shows outside of it: its notification, where it has blocks too, and its metadata."""
    args: Mapping[str, Any] = request.args
    shown = {"metadata": args.get("metadata")}
    if args.get("blocks"):  # without them the text is the message
        shown["text"] = args.get("text")
    return as_bytes(shown)


def as_bytes(thing: object) -> bytes:
    """Return something JSON-like as it would be sent."""
    return json.dumps(thing, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
