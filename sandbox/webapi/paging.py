"""Pages of long lists, with Slack's opaque cursors."""

import base64
import binascii
from typing import Any

from sandbox.errors import SlackError
from sandbox.webapi.args import Args


def page(items: list[Any], args: Args, *, default: int = 100, most: int = 1000) -> tuple[list[Any], dict[str, Any]]:
    """The page a call asks for, and the `response_metadata` with the cursor of the next one ("" at the end)."""
    limit = args.number("limit", default)
    if not 0 < limit <= most:
        raise SlackError("invalid_limit")
    start = _start(args.text("cursor"))
    end = start + limit
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        kind, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if kind == "next":
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise SlackError("invalid_cursor")
