"""What is in a field: read out of a view's state or its initial values, and back out of a submitted form."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any, Final, Protocol

from sandbox.errors import NoSuchElement

Json = dict[str, Any]
State = Mapping[str, Mapping[str, Mapping[str, Any]]]

_PICKED: Final = ("option", "user", "conversation", "channel", "date", "time", "date_time")
_BUTTON_LIKE: Final = {"button", "overflow", "image", "workflow_button", "icon_button", "feedback_buttons"}


class Form(Protocol):
    """The part of Starlette's FormData that is used here."""

    def getlist(self, key: Any) -> list[Any]:
        """Return every value sent under a name."""


def field_name(block_id: str, action_id: str) -> str:
    """Return the form name of a field; it lasts over updates of the view, so that typed text can be kept."""
    return f"{block_id}/{action_id}"


def is_many(element: Json) -> bool:
    """Return whether the element holds a list."""
    kind = str(element["type"])
    return kind == "checkboxes" or kind.startswith("multi_")


def text_of(element: Json, state: Mapping[str, Any] | None) -> str:
    """Return what stands in a text field."""
    value = element.get("initial_value") if state is None else state.get("value")
    return "" if value is None else str(value)


def picked(element: Json, state: Mapping[str, Any] | None) -> list[Any]:
    """Return what is picked: options as dicts, people and channels as ids, dates and times as text."""
    source, prefix = (element, "initial") if state is None else (state, "selected")
    found: list[Any] = []
    for name in _PICKED:
        one, many = source.get(f"{prefix}_{name}"), source.get(f"{prefix}_{name}s")
        found += [one] if one else []
        found += many or []
    return found


def picked_values(element: Json, state: Mapping[str, Any] | None) -> list[str]:
    """Return what is picked as the plain values that a form sends."""
    return [str(item["value"]) if isinstance(item, dict) else str(item) for item in picked(element, state)]


def options_of(element: Json) -> list[tuple[str | None, list[Json]]]:
    """Return the options under the labels of their groups; ungrouped ones come under None."""
    groups = element.get("option_groups")
    if not groups:
        return [(None, element.get("options") or [])]
    return [(group["label"]["text"], group["options"]) for group in groups]


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the elements of a block that hold or send something."""
    found = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
    return (item for item in found if isinstance(item, dict) and item.get("action_id"))


def element_in(blocks: list[Json], block_id: str, action_id: str) -> Json:
    """Return the element with these ids; NoSuchElement when it is gone."""
    for block in blocks:
        for element in elements_of(block):
            if (block.get("block_id"), element["action_id"]) == (block_id, action_id):
                return element
    raise NoSuchElement("That is not there any more.")


def read_form(blocks: list[Json], form: Form, zone: tzinfo) -> dict[str, Any]:
    """Return what the form says by field name; an emptied field is None, a list of nothing is empty."""
    return {
        name: value_of(element, form.getlist(name), zone)
        for block in blocks
        for element in elements_of(block)
        if element["type"] not in _BUTTON_LIKE
        for name in [field_name(block["block_id"], element["action_id"])]
    }


def value_of(element: Json, sent: list[Any], zone: tzinfo) -> Any:
    """Return what a form sent for one element, as the sandbox's people fill it in."""
    given = [str(item) for item in sent if item]
    if is_many(element):
        return given
    if not given:
        return None
    if element["type"] == "datetimepicker":
        return int(datetime.fromisoformat(given[0]).replace(tzinfo=zone).timestamp())
    # A form sends lines ended as on Windows; Slack sends what was typed.
    return given[0].replace("\r\n", "\n")
