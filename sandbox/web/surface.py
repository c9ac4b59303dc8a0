"""One place where blocks are shown (a message, a modal, a home) with all that its elements need to be drawn."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.web import fields
from sandbox.web.fields import Json
from sandbox.web.names import Names


@dataclass(frozen=True)
class Surface:
    """`target` is what a press sends along to say where it happened; `state` and `errors` come from the open view.

    `people` and `channels` are the (id, name) pairs that pickers offer.
    """

    kind: str
    names: Names
    target: Mapping[str, str]
    state: fields.State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[tuple[str, str]] = ()
    channels: Sequence[tuple[str, str]] = ()

    @property
    def press_url(self) -> str:
        """Where presses of this surface's elements are posted."""
        return f"{self.names.base}/press"

    def state_of(self, block: Json, element: Json) -> Mapping[str, Any] | None:
        """Return the state of an element, or None while nothing but its initial value is known."""
        return self.state.get(block.get("block_id", ""), {}).get(element.get("action_id", ""))

    def text(self, block: Json, element: Json) -> str:
        """Return what stands in a text field."""
        return fields.text_of(element, self.state_of(block, element))

    def values(self, block: Json, element: Json) -> list[str]:
        """Return the values that are picked."""
        return fields.picked_values(element, self.state_of(block, element))

    def picked(self, block: Json, element: Json) -> list[Any]:
        """Return what is picked, options with their texts."""
        return fields.picked(element, self.state_of(block, element))

    def local_time(self, block: Json, element: Json) -> str:
        """Return a datetimepicker's moment as the browser's own field wants it, in the reader's zone."""
        found = self.values(block, element)
        return f"{datetime.fromtimestamp(int(found[0]), tz=self.names.zone):%Y-%m-%dT%H:%M}" if found else ""

    def name(self, block: Json, element: Json) -> str:
        """Return the form name of an element."""
        return fields.field_name(block.get("block_id", ""), element.get("action_id", ""))

    def field_id(self, block: Json, element: Json) -> str:
        """Return an element's id in the page, the same at every drawing."""
        return "f" + digest([dict(self.target), self.name(block, element)])

    def vals(self, block: Json, element: Json, value: str | None = None) -> Json:
        """Return what a press of this element sends."""
        sent = {**self.target, "block_id": block.get("block_id", ""), "action_id": element.get("action_id", "")}
        return sent if value is None else {**sent, "value": value}

    def sends(self, block: Json) -> bool:
        """Return whether changing an element of the block is told to the app at once."""
        return block["type"] != "input" or bool(block.get("dispatch_action"))

    def sends_while_typing(self, element: Json) -> bool:
        """Return whether every change of a text is sent, and not only Enter."""
        config = element.get("dispatch_action_config") or {}
        return "on_character_entered" in config.get("trigger_actions_on", ())

    def choices(self, element: Json) -> list[tuple[str | None, list[Json]]]:
        """Return what a select offers: the app's options, or the people or channels of the workspace."""
        kind = element["type"]
        if "users_select" in kind:
            return [(None, [_option(*pair) for pair in self.people])]
        if "channels_select" in kind or "conversations_select" in kind:
            return [(None, [_option(identity, f"#{name}") for identity, name in self.channels])]
        return fields.options_of(element)

    def block_hash(self, block: Json) -> str:
        """Return a mark that changes when the block must be drawn anew; typing into it changes nothing."""
        return digest([block, self.errors.get(block.get("block_id", ""))])


def digest(value: object) -> str:
    """Return a short mark of a JSON-like value."""
    return hashlib.blake2s(json.dumps(value, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()


def _option(identity: str, name: str) -> Json:
    return {"text": {"type": "plain_text", "text": name, "emoji": False}, "value": identity}
