"""A message without blocks, for when Slack refuses them: readable, complete where it fits, and it notifies nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """`theirs` is True for the words of a message, `cuttable` for everything that people wrote. `text` is escaped."""

    text: str
    theirs: bool = False
    cuttable: bool = False


def plain(rendered: Rendered, *, most: int = POST_TEXT, words_last: bool = False) -> Rendered:
    """Return the same message as text of at most `most` characters; what people wrote is escaped, not parsed.

    Where it does not all fit, what people wrote is shortened, and nothing of ours. `words_last` puts the words of the
    message behind everything else.
    """
    lines = list(_lines(rendered.blocks)) or [_Line(text=quiet(rendered.text))]
    if any(block["type"] == "actions" for block in rendered.blocks):
        lines.append(_Line(text=words.NO_BUTTONS))
    if words_last:
        lines.sort(key=lambda line: line.theirs)
    if _length(lines) > most:
        lines = _fitted(lines, most)
    return Rendered(text=_shortened(_joined(lines), most), blocks=[])


def quiet(mrkdwn: str) -> str:
    """Return our own mrkdwn with people as `@U…` and everything that could notify taken apart; links stay links."""
    return _CONTROL.sub(_quietened, mrkdwn)


def alert(mrkdwn: str) -> Rendered:
    """Return our own words to an admin or for a channel: people stay mentions, and nothing else notifies anybody.

    Those who are not there are not notified either.
    """
    text = _CONTROL.sub(lambda found: found[0] if found[1].startswith("@") else _quietened(found), mrkdwn)
    return Rendered(text=_shortened(text, POST_TEXT), blocks=[])


def _lines(blocks: Blocks) -> Iterator[_Line]:
    """Each block on a line of its own, apart from long words that were cut into several."""
    for theirs, together in groupby(blocks, key=_holds_words):
        said = [_line(block) for block in together if block["type"] in ("section", "context")]
        if theirs:
            yield _Line(text="".join(line.text for line in said), theirs=True, cuttable=True)
        else:
            yield from said


def _holds_words(block: dict[str, Any]) -> bool:
    return bool(block["type"] == "section" and block["text"]["type"] == "plain_text")


def _line(block: dict[str, Any]) -> _Line:
    texts = block.get("elements") or [block["text"]]
    written = any(text["type"] == "plain_text" for text in texts)
    return _Line(text=" · ".join(_said(text) for text in texts), cuttable=written)


def _fitted(lines: list[_Line], most: int) -> list[_Line]:
    """Shorten small print that people wrote to an eighth of all there is, and give the words what is left then."""
    lines = [
        replace(line, text=_shortened(line.text, most // 8)) if line.cuttable and not line.theirs else line
        for line in lines
    ]
    left = most - _length([line for line in lines if not line.theirs]) - len(words.SHORTENED) - 2
    if left < 1 or _length(lines) <= most:
        return lines
    return [
        replace(line, text=f"{_shortened(line.text, left)}\n{words.SHORTENED}") if line.theirs else line
        for line in lines
    ]


def _joined(lines: list[_Line]) -> str:
    return "\n".join(line.text for line in lines)


def _length(lines: list[_Line]) -> int:
    return len(_joined(lines))


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
