"""What a listener returns: the body that Slack's request is answered with, in the few shapes that Slack knows."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.deps import Deps
from handlers.payloads import Body, View, input_block
from handlers.views.notice import notice
from handlers.views.parts import Part, plain

Answer = dict[str, Any]
"""The body of an acknowledgement; empty for a plain one."""

Listener = Callable[[Deps, Body, AsyncWebClient], Awaitable[Answer]]
"""Reads one payload, does what it asks for through a use case, and returns the answer."""


def nothing() -> Answer:
    """Acknowledge, and no more."""
    return {}


def update(view: View) -> Answer:
    """Replace the modal that was submitted."""
    return {"response_action": "update", "view": view}


def options(found: Sequence[Part]) -> Answer:
    """Return what a picker offers, at most 100 (Slack's limit)."""
    return {"options": list(found[:100])}


def error_at(view: View, block: str, text: str, *, words: str = "") -> Answer:
    """Show an error at the block whose id starts with `block`; what was typed stays in the form.

    A view without any input block cannot show one: it is replaced by a notice that gives `words` back.
    """
    block_id = input_block(view, near=block)
    if block_id is None:
        return update(notice(plain(text), words=words))
    return {"response_action": "errors", "errors": {block_id: text}}
