"""Block elements and the blocks they may stand in. Limits from Slack's block elements reference."""

import re
from typing import Any

from sandbox.blockkit.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    GROUP,
    PLAIN_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    initial_is_offered,
    needs_options,
    plain,
)
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.rules import Problems, Rule, boolean, both, integer, many, note, one_of, shape, string

_ID = {"action_id": string(255)}
_COMMON: dict[str, Rule] = {**_ID, "focus_on_load": boolean}
_MENU: dict[str, Rule] = {**_COMMON, "placeholder": plain(150), "confirm": CONFIRM}
_MANY: dict[str, Rule] = {**_MENU, "max_selected_items": integer(1, 100)}
_STRINGS = many(string(255), 0, 100)


def _typed(kind: str, required: dict[str, Rule], optional: dict[str, Rule]) -> Rule:
    return shape({"type": one_of(kind), **required}, optional)


def _matching(pattern: str, what: str) -> Rule:
    expression = re.compile(pattern)

    def rule(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not expression.fullmatch(value):
            note(problems, at, f"must be {what}")

    return rule


def _input_lengths(value: Any, at: str, problems: Problems) -> None:
    least, most, initial = value.get("min_length") or 0, value.get("max_length"), value.get("initial_value")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        note(problems, at, "min_length must not be greater than max_length")
    if isinstance(initial, str) and len(initial) > (most if isinstance(most, int) else 3000):
        note(problems, f"{at}/initial_value", "must not be longer than max_length")


def _select(kind: str, optional: dict[str, Rule]) -> dict[str, Rule]:
    single = {f"initial_{kind}": string(255)}
    several = {f"initial_{kind}s": _STRINGS}
    return {
        f"{kind}s_select": _typed(f"{kind}s_select", {}, {**_MENU, **single, **optional}),
        f"multi_{kind}s_select": _typed(f"multi_{kind}s_select", {}, {**_MANY, **several, **optional}),
    }


def _options_of(most: int, item: Rule, *, optional: dict[str, Rule], kind: str) -> Rule:
    return both(
        _typed(kind, {"options": many(item, 1, most)}, {**_COMMON, "confirm": CONFIRM, **optional}),
        initial_is_offered,
    )


def _static(kind: str, optional: dict[str, Rule]) -> Rule:
    choices: dict[str, Rule] = {"options": many(PLAIN_OPTION, 1, 100), "option_groups": many(GROUP, 1, 100)}
    return both(_typed(kind, {}, {**choices, **optional}), needs_options, initial_is_offered)


ELEMENTS: dict[str, Rule] = {
    "button": _typed(
        "button",
        {"text": plain(75)},
        {
            **_ID,
            "value": string(2000, 0),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "image": _typed(
        "image",
        {"alt_text": string(2000)},
        {"image_url": string(3000), "slack_file": SLACK_FILE, "fallback": string(2000)},
    ),
    "overflow": _options_of(5, PLAIN_OPTION, optional={}, kind="overflow"),
    "checkboxes": _options_of(
        10, RICH_OPTION, optional={"initial_options": many(RICH_OPTION, 1, 10)}, kind="checkboxes"
    ),
    "radio_buttons": _options_of(10, RICH_OPTION, optional={"initial_option": RICH_OPTION}, kind="radio_buttons"),
    "static_select": _static("static_select", {**_MENU, "initial_option": PLAIN_OPTION}),
    "multi_static_select": _static("multi_static_select", {**_MANY, "initial_options": many(PLAIN_OPTION, 1, 100)}),
    "external_select": _typed(
        "external_select", {}, {**_MENU, "min_query_length": integer(0, 3000), "initial_option": PLAIN_OPTION}
    ),
    "multi_external_select": _typed(
        "multi_external_select",
        {},
        {**_MANY, "min_query_length": integer(0, 3000), "initial_options": many(PLAIN_OPTION, 1, 100)},
    ),
    **_select("user", {}),
    **_select(
        "conversation", {"default_to_current_conversation": boolean, "response_url_enabled": boolean, "filter": FILTER}
    ),
    **_select("channel", {"response_url_enabled": boolean}),
    "datepicker": _typed(
        "datepicker", {}, {**_MENU, "initial_date": _matching(r"\d{4}-\d\d-\d\d", "a date such as 2026-01-31")}
    ),
    "timepicker": _typed(
        "timepicker",
        {},
        {
            **_MENU,
            "initial_time": _matching(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 09:30"),
            "timezone": string(255),
        },
    ),
    "datetimepicker": _typed(
        "datetimepicker",
        {},
        {**_COMMON, "confirm": CONFIRM, "initial_date_time": integer(1_000_000_000, 9_999_999_999)},
    ),
    "plain_text_input": both(
        _typed(
            "plain_text_input",
            {},
            {
                **_COMMON,
                "placeholder": plain(150),
                "initial_value": string(3000, 0),
                "multiline": boolean,
                "min_length": integer(0, 3000),
                "max_length": integer(1, 3000),
                "dispatch_action_config": DISPATCH,
            },
        ),
        _input_lengths,
    ),
    "rich_text_input": _typed(
        "rich_text_input",
        {},
        {**_COMMON, "placeholder": plain(150), "initial_value": RICH_TEXT, "dispatch_action_config": DISPATCH},
    ),
    "number_input": _typed(
        "number_input",
        {"is_decimal_allowed": boolean},
        {
            **_COMMON,
            "placeholder": plain(150),
            "initial_value": string(255, 0),
            "min_value": string(255),
            "max_value": string(255),
            "dispatch_action_config": DISPATCH,
        },
    ),
    **{
        kind: _typed(
            kind,
            {},
            {
                **_COMMON,
                "placeholder": plain(150),
                "initial_value": string(3000, 0),
                "dispatch_action_config": DISPATCH,
            },
        )
        for kind in ("email_text_input", "url_text_input")
    },
    "file_input": _typed("file_input", {}, {**_ID, "filetypes": many(string(20), 1, 100), "max_files": integer(1, 10)}),
}

_MENUS = frozenset(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
)
_PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"})
_SINGLE_MENUS = frozenset(kind for kind in _MENUS if not kind.startswith("multi_"))
TYPED = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"})

# Which elements each block takes, from the "works with block types" line of each element's reference.
IN_SECTION = _MENUS | (_PICKERS - {"datetimepicker"}) | {"button", "image", "overflow"}
IN_ACTIONS = _SINGLE_MENUS | _PICKERS | {"button", "overflow", "rich_text_input"}
IN_INPUT = _MENUS | _PICKERS | TYPED | {"file_input"}
