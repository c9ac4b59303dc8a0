"""Views that several tests open."""

from typing import Any

from sandbox import Sandbox
from sandbox.views import View


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def input_(block_id: str, element: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": text(block_id), "element": element, **parts}


def words(**parts: Any) -> dict[str, Any]:
    return {"type": "plain_text_input", "action_id": "words", **parts}


def options(*values: str) -> list[dict[str, Any]]:
    return [{"text": text(value.title()), "value": value} for value in values]


def modal(*blocks: dict[str, Any], **parts: Any) -> dict[str, Any]:
    shown = list(blocks) or [input_("about", words())]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": text("Feedback"),
        "submit": text("Send"),
        "blocks": shown,
        **parts,
    }


def home(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks) or [{"type": "section", "text": text("Welcome")}]}


def button(action_id: str = "press", **parts: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": text("Press"), **parts}


def actions(*elements: dict[str, Any], block_id: str = "row") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def shown(sandbox: Sandbox, person: str, view: dict[str, Any] | None = None) -> View:
    """Puts a modal before somebody without the app."""
    who = sandbox.world.person(person).id
    return sandbox.core.surfaces.open(who, view or modal())
