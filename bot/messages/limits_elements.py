"""Limits of each element that people press, pick from or type into."""

from typing import Any

from bot.messages.limits_texts import (
    Problems,
    check_confirm,
    check_groups,
    check_initial,
    check_many,
    check_options,
    check_text,
    check_words,
)

MENUS = frozenset(
    {"static_select", "external_select", "users_select", "conversations_select", "channels_select"}
    | {"multi_static_select", "multi_external_select", "multi_users_select"}
    | {"multi_conversations_select", "multi_channels_select"}
)
TYPED = frozenset({"plain_text_input", "email_text_input", "number_input", "url_text_input", "rich_text_input"})
DATES = frozenset({"datepicker", "timepicker", "datetimepicker"})
CHOICES = frozenset({"checkboxes", "radio_buttons"})
IN_SECTION = MENUS | DATES | CHOICES | {"button", "image", "overflow", "workflow_button"}
IN_ACTIONS = MENUS | DATES | CHOICES | {"button", "overflow", "workflow_button", "rich_text_input"}
IN_INPUT = MENUS | DATES | CHOICES | TYPED | {"file_input"}

_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5, "static_select": 100, "multi_static_select": 100}


def check_element(problems: Problems, at: str, element: Any, *, known: frozenset[str]) -> None:
    """Note what is wrong with an element; `known` are the types that may stand in its place."""
    kind = str(element.get("type")) if isinstance(element, dict) else ""
    if kind not in known:
        problems.append(f"{at}: this type of element is not allowed here")
        return
    if "action_id" in element:
        check_words(problems, f"{at}.action_id", element["action_id"], most=255)
    if "placeholder" in element:
        check_text(problems, f"{at}.placeholder", element["placeholder"], most=150, plain_only=True)
    if "confirm" in element:
        check_confirm(problems, f"{at}.confirm", element["confirm"])
    if kind in ("button", "workflow_button"):
        _button(problems, at, element)
    elif kind == "image":
        _image(problems, at, element)
    elif kind in TYPED:
        _typed(problems, at, element)
    elif kind in _OPTIONS:
        _options(problems, at, element, kind)


def _button(problems: Problems, at: str, element: dict[str, Any]) -> None:
    check_text(problems, f"{at}.text", element.get("text"), most=75, plain_only=True)
    for name, most in (("value", 2000), ("url", 3000), ("accessibility_label", 75)):
        if name in element:
            check_words(problems, f"{at}.{name}", element[name], most=most)
    if element.get("style", "primary") not in ("primary", "danger"):
        problems.append(f"{at}.style: primary or danger")


def _image(problems: Problems, at: str, element: dict[str, Any]) -> None:
    check_words(problems, f"{at}.alt_text", element.get("alt_text"), most=2000)
    if "slack_file" not in element:
        check_words(problems, f"{at}.image_url", element.get("image_url"), most=3000)


def _typed(problems: Problems, at: str, element: dict[str, Any]) -> None:
    if element["type"] == "number_input" and not isinstance(element.get("is_decimal_allowed"), bool):
        problems.append(f"{at}.is_decimal_allowed: missing")
    if element["type"] != "plain_text_input":
        return
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not (isinstance(least, int) and isinstance(most, int) and 0 <= least <= 3000 and 1 <= most <= 3000):
        problems.append(f"{at}: min_length 0 to 3000, max_length 1 to 3000")
        return
    if least > most:
        problems.append(f"{at}: min_length is above max_length")
    if "initial_value" in element:
        check_words(problems, f"{at}.initial_value", element["initial_value"], most=most, least=0)


def _options(problems: Problems, at: str, element: dict[str, Any], kind: str) -> None:
    if ("options" in element) == ("option_groups" in element and kind.endswith("static_select")):
        problems.append(f"{at}: needs options or option_groups, not both")
        return
    if "options" in element:
        rich = kind in CHOICES
        check_options(problems, f"{at}.options", element["options"], most=_OPTIONS[kind], rich=rich)
    else:
        check_groups(problems, f"{at}.option_groups", element["option_groups"])
    if "initial_options" in element:
        check_many(problems, f"{at}.initial_options", element["initial_options"], most=100)
    check_initial(problems, at, element)
