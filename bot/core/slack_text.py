"""Slack's control sequences: keeping people's words from becoming them, and reading them back as they were typed."""

import re
import unicodedata

from bot.core.fold import invisible

_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_UNESCAPED = {escaped: plain for plain, escaped in _ESCAPED.items()}
_CONTROL = re.compile(r"<([^<>]+)>|&(?:amp|lt|gt);")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s]")


def escape(text: str) -> str:
    """Return `text` for mrkdwn: exactly `&`, `<` and `>` escaped, as Slack's documentation asks."""
    return re.sub("[&<>]", lambda found: _ESCAPED[found[0]], text)


def unescape(text: str) -> str:
    """Return the text of a command as the person typed it: mentions by name, links as addresses, entities as letters.

    Only for what Slack delivers escaped (commands, messages); what a form delivers is already plain.
    """
    return _CONTROL.sub(_plain, text)


def is_blank(text: str) -> bool:
    """Return whether nothing in `text` can be seen: only spaces, zero-width or control characters."""
    return all(
        character.isspace() or invisible(character) or unicodedata.category(character) == "Cc" for character in text
    )


def _plain(found: re.Match[str]) -> str:
    inside: str | None = found[1]
    if inside is None:
        return _UNESCAPED[found[0]]
    return _ENTITY.sub(lambda entity: _UNESCAPED[entity[0]], _reference(inside))


def _reference(inside: str) -> str:
    body, _, label = inside.partition("|")
    if body.startswith(("@", "#")):
        return body[0] + (label or body[1:]).removeprefix(body[0])
    if body.startswith("!"):
        if body.startswith("!date^"):
            return label
        return "@" + (label or body[1:].removeprefix("subteam^")).removeprefix("@")
    if body.startswith(("mailto:", "tel:")):
        return label or body.partition(":")[2]
    return body if _ADDRESS.match(body) else f"<{inside}>"
