"""rich_text blocks as HTML: every word in them is literal, so each leaf is escaped and only its style adds tags."""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from sandbox.web.emoji import EMOJI
from sandbox.web.mrkdwn import channel_link, chip, date_chip, link, person_chip
from sandbox.web.names import Names

_STYLES: Final = (("code", "code"), ("strike", "s"), ("italic", "i"), ("bold", "b"), ("underline", "u"))


def rich_text(block: Mapping[str, Any], names: Names) -> Markup:
    """Return a `rich_text` block's elements as safe HTML."""
    return Markup().join(_container(element, names) for element in block.get("elements", ()))


def _container(element: Mapping[str, Any], names: Names) -> Markup:
    kind = element.get("type")
    if kind == "rich_text_list":
        return _list(element, names)
    inner = Markup().join(_leaf(leaf, names) for leaf in element.get("elements", ()))
    if kind == "rich_text_quote":
        return Markup("<blockquote>{}</blockquote>").format(inner)
    if kind == "rich_text_preformatted":
        return Markup("<pre>{}</pre>").format(inner)
    return Markup('<div class="rich-section">{}</div>').format(inner)


def _list(element: Mapping[str, Any], names: Names) -> Markup:
    tag = "ol" if element.get("style") == "ordered" else "ul"
    items = Markup().join(Markup("<li>{}</li>").format(_container(item, names)) for item in element.get("elements", ()))
    start = Markup(' start="{}"').format(int(element["offset"]) + 1) if element.get("offset") else Markup()
    return Markup('<{}{} class="indent-{}">{}</{}>').format(
        tag, start, min(int(element.get("indent", 0)), 8), items, tag
    )


def _leaf(leaf: Mapping[str, Any], names: Names) -> Markup:
    words = _words(leaf, names)
    style = leaf.get("style") or {}
    for name, tag in _STYLES:
        if style.get(name):
            words = Markup("<{}>{}</{}>").format(tag, words, tag)
    return words


def _words(leaf: Mapping[str, Any], names: Names) -> Markup:  # noqa: PLR0911 - one return a leaf type reads best
    match leaf.get("type"):
        case "text":
            return Markup("<br>").join(escape(part) for part in str(leaf.get("text", "")).split("\n"))
        case "link":
            return link(str(leaf.get("url", "")), str(leaf.get("text") or leaf.get("url", "")))
        case "user":
            return person_chip(str(leaf.get("user_id", "")), names)
        case "channel":
            return channel_link(str(leaf.get("channel_id", "")), names)
        case "usergroup":
            return chip(names.group(str(leaf.get("usergroup_id", ""))))
        case "broadcast":
            return chip(str(leaf.get("range", "channel")))
        case "emoji":
            name = str(leaf.get("name", ""))
            return escape(EMOJI.get(name, f":{name}:"))
        case "date":
            return date_chip(
                str(leaf.get("timestamp", "")),
                str(leaf.get("format", "")),
                str(leaf.get("url") or ""),
                str(leaf.get("fallback") or leaf.get("format", "")),
                names,
            )
        case "color":
            return escape(str(leaf.get("value", "")))
    return Markup()
