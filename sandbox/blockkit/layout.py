"""Layout blocks. Limits from Slack's blocks reference; surfaces from its "available in" lines."""

from typing import Any

from sandbox.blockkit.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.blockkit.objects import SLACK_FILE, plain, words
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.rules import Problems, Rule, anything, boolean, both, by_type, many, note, one_of, shape, string

_ID: dict[str, Rule] = {"block_id": string(255)}


def _among(allowed: frozenset[str], block: str) -> Rule:
    """An element that may stand in such a block."""
    return by_type({kind: rule for kind, rule in ELEMENTS.items() if kind in allowed}, f"element of {block} blocks")


def _needs_text(value: Any, at: str, problems: Problems) -> None:
    if not value.get("text") and not value.get("fields"):
        note(problems, at, "missing required field: text or fields")


def _needs_picture(value: Any, at: str, problems: Problems) -> None:
    if bool(value.get("image_url")) == bool(value.get("slack_file")):
        note(problems, at, "exactly one of image_url and slack_file is required")


def _action_ids_differ(value: Any, at: str, problems: Problems) -> None:
    elements = value.get("elements")
    seen = set()
    for index, element in enumerate(elements if isinstance(elements, list) else []):
        name = element.get("action_id") if isinstance(element, dict) else None
        if name is not None and name in seen:
            note(problems, f"{at}/elements/{index}/action_id", f"`action_id` {name} already exists")
        seen.add(name)


_IN_CONTEXT = by_type(
    {
        "plain_text": plain(3000),
        "mrkdwn": words(3000),
        "image": both(ELEMENTS["image"], _needs_picture),
    },
    "element of context blocks",
)

BLOCKS: dict[str, Rule] = {
    "section": both(
        shape(
            {"type": anything},
            {
                **_ID,
                "text": words(3000),
                "fields": many(words(2000), 1, 10),
                "accessory": _among(IN_SECTION, "section"),
                "expand": boolean,
            },
        ),
        _needs_text,
    ),
    "header": shape({"type": anything, "text": plain(150)}, _ID),
    "divider": shape({"type": anything}, _ID),
    "context": shape({"type": anything, "elements": many(_IN_CONTEXT, 1, 10)}, _ID),
    "actions": both(
        shape({"type": anything, "elements": many(_among(IN_ACTIONS, "actions"), 1, 25)}, _ID), _action_ids_differ
    ),
    "image": both(
        shape(
            {"type": anything, "alt_text": string(2000)},
            {**_ID, "image_url": string(3000), "slack_file": SLACK_FILE, "title": plain(2000)},
        ),
        _needs_picture,
    ),
    "input": shape(
        {"type": anything, "label": plain(2000), "element": _among(IN_INPUT, "input")},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
    "video": shape(
        {
            "type": anything,
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            **_ID,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": string(3000),
            "provider_name": string(50),
            "title_url": string(3000),
        },
    ),
    "markdown": shape({"type": anything, "text": string(12_000)}, _ID),
    "file": shape({"type": anything, "external_id": string(255), "source": one_of("remote")}, _ID),
}

IN_MESSAGES = frozenset(BLOCKS)
IN_VIEWS = frozenset(BLOCKS) - {"markdown", "file"}
