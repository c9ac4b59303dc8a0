"""What people fill in: finding elements among blocks, their state as Slack sends it, and the client's own checks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.elements import TYPED
from sandbox.errors import ClientRefused, NoSuchElement
from sandbox.model import BlockList
from sandbox.views import Values

Element = dict[str, Any]
State = dict[str, Any]

_STATELESS = frozenset({"button", "overflow", "image", "mrkdwn", "plain_text"})
_OPTIONED = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
_MULTI_OPTIONED = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
# The key in the element's state, and the key of its initial value, by type.
_PLAIN_KEYS = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", "initial_files"),
}


@dataclass(frozen=True)
class Place:
    """An element with the block it stands in."""

    block: dict[str, Any]
    element: Element

    @property
    def block_id(self) -> str:
        """The id of the block; every block has one once Slack has taken it."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The id of the element."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])


def places(blocks: BlockList) -> Iterator[Place]:
    """Every element a person can use, in order."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element")]
        if block.get("type") == "actions":
            inside += block["elements"]
        for element in inside:
            if element and "action_id" in element:
                yield Place(block, element)


def place(blocks: BlockList, action_id: str, block_id: str | None = None) -> Place:
    """The element with this `action_id`, in this block if one is named; NoSuchElement when none or several fit."""
    found = [one for one in places(blocks) if one.action_id == action_id and block_id in (None, one.block_id)]
    if not found:
        there = ", ".join(one.action_id for one in places(blocks)) or "none"
        raise NoSuchElement(f"no element '{action_id}' is shown here; there are: {there}")
    if len(found) > 1:
        raise NoSuchElement(f"'{action_id}' is shown {len(found)} times: name its block_id")
    return found[0]


def initial_values(blocks: BlockList, kept: Values | None = None) -> Values:
    """The state of all elements: what was filled in where block and action ids are the same, else initial values."""
    values: Values = {}
    for one in places(blocks):
        if one.kind in _STATELESS:
            continue
        before = (kept or {}).get(one.block_id, {}).get(one.action_id)
        same = before is not None and before["type"] == one.kind
        state = before if before is not None and same else _initial(one.element)
        values.setdefault(one.block_id, {})[one.action_id] = state
    return values


def chosen(one: Place, value: Any, offered: BlockList) -> State:
    """The state after a person chose or typed `value`; ClientRefused when it was not on offer.

    `value` is text, an option's value, a list of those, or None to clear; `offered` are suggestions shown so far.
    """
    kind = one.kind
    if kind in _OPTIONED:
        option = None if value is None else _option(one, value, offered)
        return {"type": kind, "selected_option": option}
    if kind in _MULTI_OPTIONED:
        wanted = [] if value is None else value
        if not isinstance(wanted, list | tuple):
            raise ClientRefused(f"'{one.action_id}' takes a list of option values")
        most = one.element.get("max_selected_items")
        if most is not None and len(wanted) > most:
            raise ClientRefused(f"no more than {most} may be chosen in '{one.action_id}'")
        return {"type": kind, "selected_options": [_option(one, item, offered) for item in wanted]}
    if kind in _PLAIN_KEYS:
        return {"type": kind, _PLAIN_KEYS[kind][0]: value}
    if kind in TYPED:
        if value is not None and not isinstance(value, str):
            raise ClientRefused(f"'{one.action_id}' takes text")
        return {"type": kind, "value": value or None}
    raise ClientRefused(f"nothing can be filled into a {kind}")


def refusals(blocks: BlockList, values: Values) -> dict[str, str]:
    """What Slack's client complains of before it sends a form, by block id; empty when it would send it."""
    complaints = {}
    for one in places(blocks):
        if one.block.get("type") != "input":
            continue
        state = values.get(one.block_id, {}).get(one.action_id, {})
        content = next((item for name, item in state.items() if name != "type"), None)
        if not content or (isinstance(content, str) and not content.strip()):
            if not one.block.get("optional"):
                complaints[one.block_id] = "Please complete this required field."
        elif (complaint := _badly_typed(one, content)) is not None:
            complaints[one.block_id] = complaint
    return complaints


def options_of(one: Place, offered: BlockList) -> BlockList:
    """Everything that can be chosen in an element at this moment."""
    groups = one.element.get("option_groups") or []
    return [
        *(one.element.get("options") or []),
        *(option for group in groups for option in group["options"]),
        *offered,
    ]


def action(one: Place, value: Any, offered: BlockList, action_ts: str) -> dict[str, Any]:
    """The entry for `actions` of a `block_actions` payload."""
    entry: dict[str, Any] = {"type": one.kind, "action_id": one.action_id, "block_id": one.block_id}
    for name in ("text", "value", "style", "placeholder", "confirm", "url", "accessibility_label"):
        if name in one.element:
            entry[name] = one.element[name]
    entry |= {name: item for name, item in one.element.items() if name.startswith("initial_")}
    if one.kind != "button":
        entry |= chosen(one, value, offered)
    return {**entry, "action_ts": action_ts}


def _initial(element: Element) -> State:
    kind = element["type"]
    if kind in _OPTIONED:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MULTI_OPTIONED:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    if kind in _PLAIN_KEYS:
        name, initial = _PLAIN_KEYS[kind]
        empty: Any = [] if name.endswith("s") else None
        return {"type": kind, name: element.get(initial, empty)}
    return {"type": kind, "value": element.get("initial_value") or None}


def _option(one: Place, value: Any, offered: BlockList) -> dict[str, Any]:
    for option in (*options_of(one, offered), *_chosen_at_first(one.element)):
        if option.get("value") == value:
            return option
    raise ClientRefused(f"'{value}' is not offered in '{one.action_id}'")


def _chosen_at_first(element: Element) -> BlockList:
    single = element.get("initial_option")
    return [*([single] if single else []), *(element.get("initial_options") or [])]


def _badly_typed(one: Place, content: Any) -> str | None:
    element, kind = one.element, one.kind
    if kind == "plain_text_input":
        least, most = element.get("min_length") or 0, element.get("max_length") or 3000
        if len(content) < least:
            return f"Please use at least {least} characters."
        if len(content) > most:
            return f"Please use no more than {most} characters."
    if kind == "number_input":
        return _badly_counted(element, content)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", content):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", content):
        return "Please enter a valid URL."
    return None


def _badly_counted(element: Mapping[str, Any], content: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, content):
        return "Please enter a number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(content) < float(least):
        return f"Please enter a number of at least {least}."
    if most is not None and float(content) > float(most):
        return f"Please enter a number of at most {most}."
    return None
