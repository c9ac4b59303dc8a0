"""A message without blocks, for when Slack refuses them: readable, complete where it fits, and it notifies nobody."""

import re
from collections.abc import Iterator
from typing import Any

from bot.core.slack_text import escape
from bot.messages.rendered import Rendered
from bot.ports import Blocks
from bot.words import messages as words

POST_TEXT = 40_000
UPDATE_TEXT = 4_000
"""The most characters of `text` in chat.postMessage, and in chat.update (`msg_too_long` beyond)."""

_CONTROL = re.compile(r"<([^<>]*)>")
_CUT_ENTITY = re.compile(r"&[a-z]{0,3}$|<[^<>]*$")


def plain(rendered: Rendered, *, most: int = POST_TEXT) -> Rendered:
    """Return the same message as text of at most `most` characters; what people wrote is escaped, not parsed."""
    text = "".join(_said_in(rendered.blocks)).removeprefix("\n") or quiet(rendered.text)
    if any(block["type"] == "actions" for block in rendered.blocks):
        text = f"{text}\n{words.NO_BUTTONS}"
    return Rendered(text=_shortened(text, most), blocks=[])


def quiet(mrkdwn: str) -> str:
    """Return our own mrkdwn with people as `@U…` and everything that could notify taken apart; links stay links."""
    return _CONTROL.sub(_quietened, mrkdwn)


def alert(mrkdwn: str) -> Rendered:
    """Return a direct message to an admin: people stay mentions, since those that are not there are not notified."""
    text = _CONTROL.sub(lambda found: found[0] if found[1].startswith("@") else _quietened(found), mrkdwn)
    return Rendered(text=_shortened(text, POST_TEXT), blocks=[])


def _said_in(blocks: Blocks) -> Iterator[str]:
    """Each block on a line of its own, apart from long words that were cut into several."""
    words_before = False
    for block in blocks:
        words_here = block["type"] == "section" and block["text"]["type"] == "plain_text"
        if block["type"] in ("section", "context"):
            yield "" if words_before and words_here else "\n"
            yield " · ".join(_said(text) for text in block.get("elements") or [block["text"]])
        words_before = words_here


def _said(text: dict[str, Any]) -> str:
    return escape(text["text"]) if text["type"] == "plain_text" else quiet(text["text"])


def _quietened(found: re.Match[str]) -> str:
    inside = found[1]
    if inside.startswith("@"):
        return inside
    if inside.startswith("!"):
        return inside.partition("|")[2] or inside[1:]
    return found[0]


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return _CUT_ENTITY.sub("", text[: most - 1]) + "…"
