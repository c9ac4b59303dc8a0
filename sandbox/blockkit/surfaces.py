"""The checks of a whole message or view: numbers of blocks, unique ids, what a surface demands."""

import json
from typing import Any

from sandbox.blockkit.layout import BLOCKS, IN_MESSAGES, IN_VIEWS
from sandbox.blockkit.objects import GROUP, PLAIN_OPTION, plain
from sandbox.blockkit.rules import Problems, Rule, boolean, by_type, many, note, one_of, shape, string

VIEW_BYTES = 250_000  # error `view_too_large` in the reference of views.open

_MESSAGE_BLOCK = by_type({kind: BLOCKS[kind] for kind in IN_MESSAGES}, "block of messages")
_VIEW_BLOCK = by_type({kind: BLOCKS[kind] for kind in IN_VIEWS}, "block of views")
_MESSAGE = many(_MESSAGE_BLOCK, 0, 50)
_SHARED: dict[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL = shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": many(_VIEW_BLOCK, 0, 100)},
    {
        **_SHARED,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = shape({"type": one_of("home"), "blocks": many(_VIEW_BLOCK, 0, 100)}, _SHARED)
_VIEW = by_type({"modal": _MODAL, "home": _HOME}, "view")
_OPTIONS = many(PLAIN_OPTION, 0, 100)
_GROUPS = many(GROUP, 0, 100)


def check_message(blocks: Any) -> Problems:
    """Everything wrong with the `blocks` of a message, as Slack words it; empty when they may be posted."""
    problems: Problems = []
    _MESSAGE(blocks, "/blocks", problems)
    _ids(blocks, "/blocks", problems)
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        if _element_type(block) == "file_input":
            note(problems, f"/blocks/{index}/element/type", "unsupported type: file_input is no element of messages")
    return problems


def check_view(view: Any) -> Problems:
    """Everything wrong with a `view` object, as Slack words it; empty when it may be opened or published."""
    problems: Problems = []
    _VIEW(view, "/view", problems)
    if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
        return problems
    _ids(view["blocks"], "/view/blocks", problems)
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in view["blocks"])
    if view.get("type") == "modal" and has_input and not view.get("submit"):
        note(problems, "/view", "`submit` is required when an `input` block is in `blocks`")
    return problems


def view_too_large(view: Any) -> bool:
    """Whether a view is greater than 250 kB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def check_suggestions(answer: Any) -> Problems:
    """Everything wrong with an app's answer to a `block_suggestion`: `options` or `option_groups`, 100 at most."""
    problems: Problems = []
    shape({}, {"options": _OPTIONS, "option_groups": _GROUPS})(answer, "", problems)
    if isinstance(answer, dict) and ("options" in answer) == ("option_groups" in answer):
        note(problems, "", "exactly one of options and option_groups is required")
    return problems


def _element_type(block: Any) -> Any:
    element = block.get("element") if isinstance(block, dict) else None
    return element.get("type") if isinstance(element, dict) else None


def _ids(blocks: Any, at: str, problems: Problems) -> None:
    seen = set()
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        name = block.get("block_id") if isinstance(block, dict) else None
        if name is not None and str(name) in seen:
            note(problems, f"{at}/{index}/block_id", f"`block_id` {name} already exists")
        seen.add(str(name))
