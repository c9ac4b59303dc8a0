"""Reading Slack's payloads: what is missing or of another type is one named error, not a KeyError somewhere."""

from typing import Any

Body = dict[str, Any]
"""The parsed body of a command, interaction or event, as Slack sends it."""

View = dict[str, Any]
"""A view in Slack's own shape."""


class UnreadableError(Exception):
    """A payload lacks what every payload of its kind has. Carries the names on the way there, never a value."""


def optional(body: object, *names: str) -> str | None:
    """Return the text at the end of the path `names`, or None where there is none, or it is no text or empty."""
    for name in names:
        if not isinstance(body, dict):
            return None
        body = body.get(name)
    return body if isinstance(body, str) and body else None


def required(body: object, *names: str) -> str:
    """Return the text at the end of the path `names`; raise UnreadableError where there is none."""
    found = optional(body, *names)
    if found is None:
        raise UnreadableError(".".join(names))
    return found


def part(body: object, *names: str) -> dict[str, Any]:
    """Return the object at the end of the path `names`, empty where there is none."""
    for name in names:
        if not isinstance(body, dict):
            return {}
        body = body.get(name)
    return body if isinstance(body, dict) else {}


def view_of(body: Body) -> View:
    """Return the view that was submitted or pressed in; raise UnreadableError where there is none."""
    view = body.get("view")
    if not isinstance(view, dict):
        raise UnreadableError("view")
    return view


def entered(view: View, action_id: str) -> dict[str, Any] | None:
    """Return what was entered in the input of this action id, whatever its block is called, or None."""
    state = view.get("state")
    blocks = state.get("values") if isinstance(state, dict) else None
    if not isinstance(blocks, dict):
        return None
    for inputs in blocks.values():
        if isinstance(inputs, dict) and isinstance(inputs.get(action_id), dict):
            found: dict[str, Any] = inputs[action_id]
            return found
    return None


def everything_entered(view: View) -> dict[str, dict[str, Any]]:
    """Return what was entered in each input by its action id, as `entered` does for one."""
    state = view.get("state")
    blocks = state.get("values") if isinstance(state, dict) else None
    found: dict[str, dict[str, Any]] = {}
    for inputs in blocks.values() if isinstance(blocks, dict) else ():
        for action_id, value in inputs.items() if isinstance(inputs, dict) else ():
            if isinstance(value, dict):
                found.setdefault(action_id, value)
    return found


def pressed(body: Body) -> dict[str, Any]:
    """Return the action of a block_actions payload (Slack sends one); raise UnreadableError where there is none."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise UnreadableError("actions")
    action: dict[str, Any] = actions[0]
    return action


def page_number(body: Body) -> int:
    """Return the number in the value of the button that was pressed, 0 where it is none or has over five digits."""
    value = optional(pressed(body), "value") or ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def input_block(view: View, *, near: str) -> str | None:
    """Return the id of an input block that can show an error: the one whose id starts with `near`, or the first."""
    blocks = view.get("blocks")
    ids = [
        block["block_id"]
        for block in (blocks if isinstance(blocks, list) else ())
        if isinstance(block, dict) and block.get("type") == "input" and isinstance(block.get("block_id"), str)
    ]
    return next((block_id for block_id in ids if block_id.startswith(near)), ids[0] if ids else None)
