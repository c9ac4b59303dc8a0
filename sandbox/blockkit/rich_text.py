"""Rich text: its sections, lists, quotes and the elements in them."""

from sandbox.blockkit.rules import Rule, anything, boolean, by_type, integer, many, one_of, shape, string

_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_STYLE = shape({}, dict.fromkeys(_STYLES, boolean))
_EXTRA: dict[str, Rule] = {"style": _STYLE}
_INLINE: dict[str, Rule] = {
    "text": shape({"type": anything, "text": string(3000)}, _EXTRA),
    "link": shape({"type": anything, "url": string(3000)}, {"text": string(3000), "unsafe": boolean, **_EXTRA}),
    "emoji": shape({"type": anything, "name": string(255)}, {"unicode": string(255), "url": string(3000), **_EXTRA}),
    "user": shape({"type": anything, "user_id": string(255)}, _EXTRA),
    "usergroup": shape({"type": anything, "usergroup_id": string(255)}, _EXTRA),
    "channel": shape({"type": anything, "channel_id": string(255)}, _EXTRA),
    "broadcast": shape({"type": anything, "range": one_of("here", "channel", "everyone")}, _EXTRA),
    "date": shape(
        {"type": anything, "timestamp": anything, "format": string(255)},
        {"url": string(3000), "fallback": string(3000), **_EXTRA},
    ),
    "color": shape({"type": anything, "value": string(255)}, _EXTRA),
}
_SECTION = shape(
    {"type": one_of("rich_text_section"), "elements": many(by_type(_INLINE, "rich text element"), 0, 1000)}
)
_BORDER = {"border": integer(0, 1)}
_PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_list": shape(
        {"type": anything, "style": one_of("bullet", "ordered"), "elements": many(_SECTION, 1, 1000)},
        {"indent": integer(0, 8), "offset": integer(0, 1_000_000), **_BORDER},
    ),
    "rich_text_quote": shape(
        {"type": anything, "elements": many(by_type(_INLINE, "rich text element"), 0, 1000)}, _BORDER
    ),
    "rich_text_preformatted": shape(
        {"type": anything, "elements": many(by_type(_INLINE, "rich text element"), 0, 1000)},
        {"language": string(255), **_BORDER},
    ),
}
RICH_TEXT = shape(
    {"type": one_of("rich_text"), "elements": many(by_type(_PARTS, "part of rich text"), 1, 1000)},
    {"block_id": string(255)},
)
