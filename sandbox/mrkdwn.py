"""What Slack reads out of text: who a message would ping, and which addresses it would preview."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_SEQUENCE = re.compile(r"<(!(?:channel|here|everyone)|@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)(?:\|[^<>]*)?>")
_LINK = re.compile(r"https?://[^\s<>|]+")
_TYPED = re.compile(r"(?<![\w@#&/])([@#])([\w][\w.-]*[\w]|[\w])")


@dataclass(frozen=True)
class Mentions:
    """Control sequences that notify, in the order found: `channels` is a list of `!channel`, `!here`, `!everyone`."""

    channels: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        """Everything that pings, such as `!here`, `U0ANA`, `S0LEADS`."""
        return [*self.channels, *self.people, *self.groups]


def mentions(text: str) -> Mentions:
    """Finds what would notify in `text` as Slack parses it; `&lt;!channel&gt;` would not."""
    found = Mentions()
    for match in _SEQUENCE.finditer(text):
        sequence = match[1]
        if sequence.startswith("@"):
            found.people.append(sequence[1:])
        elif sequence.startswith("!subteam^"):
            found.groups.append(sequence[len("!subteam^") :])
        else:
            found.channels.append(sequence)
    return found


def parsed_texts(text: str, blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Every text of a message that Slack parses: its `text` and all mrkdwn objects, never plain_text.

    Elements of rich_text that are mentions themselves come out in their written form.
    """
    yield text
    yield from _within(blocks)


def notified(text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """Everyone whom a message with this text and these blocks would ping, each once."""
    found: dict[str, None] = {}
    for part in parsed_texts(text, blocks):
        found |= dict.fromkeys(mentions(part).all)
    return list(found)


def links(text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """Every address that Slack would preview, each once."""
    found: dict[str, None] = {}
    for part in (text, *_strings(blocks)):
        found |= dict.fromkeys(_LINK.findall(part))
    return list(found)


def escape(text: str) -> str:
    """What a person typed, as Slack stores it: `&`, `<` and `>` written as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def resolve(text: str, names: dict[str, str]) -> str:
    """Writes `@handle`, `@group`, `#channel` and `@here` that a person typed as control sequences.

    `names` maps what is typed (with its sign, lower case) to the sequence; other words stay as they are.
    """

    def written(match: re.Match[str]) -> str:
        return names.get(match[0].lower(), match[0])

    return _TYPED.sub(written, text)


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _within(item)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind in {"mrkdwn", "markdown"} and isinstance(value.get("text"), str):
            yield value["text"]
        elif kind == "user" and "user_id" in value:
            yield f"<@{value['user_id']}>"
        elif kind == "usergroup" and "usergroup_id" in value:
            yield f"<!subteam^{value['usergroup_id']}>"
        elif kind == "broadcast":
            yield f"<!{value.get('range')}>"
        for item in value.values():
            yield from _within(item)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in {"text", "fields", "elements", "blocks"} or (name == "url" and value.get("type") == "link"):
                yield from _strings(item)
