"""Limits of each type of block."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.messages.limits_elements import IN_ACTIONS, IN_INPUT, IN_SECTION, check_element
from bot.messages.limits_texts import Problems, check_many, check_text, check_words

Check = Callable[[Problems, str, dict[str, Any]], None]


def check_block(problems: Problems, at: str, block: dict[str, Any]) -> None:
    """Note what is wrong with a block of a known type."""
    if "block_id" in block:
        check_words(problems, f"{at}.block_id", block["block_id"], most=255)
    _BLOCKS[block["type"]](problems, at, block)


def _section(problems: Problems, at: str, block: dict[str, Any]) -> None:
    if "text" not in block and "fields" not in block:
        problems.append(f"{at}: a section needs text or fields")
    if "text" in block:
        check_text(problems, f"{at}.text", block["text"], most=3000)
    if "fields" in block:
        for position, field in enumerate(check_many(problems, f"{at}.fields", block["fields"], most=10)):
            check_text(problems, f"{at}.fields[{position}]", field, most=2000)
    if "accessory" in block:
        check_element(problems, f"{at}.accessory", block["accessory"], known=IN_SECTION)


def _header(problems: Problems, at: str, block: dict[str, Any]) -> None:
    check_text(problems, f"{at}.text", block.get("text"), most=150, plain_only=True)


def _context(problems: Problems, at: str, block: dict[str, Any]) -> None:
    for position, element in enumerate(check_many(problems, f"{at}.elements", block.get("elements"), most=10)):
        here = f"{at}.elements[{position}]"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(problems, here, element, known=frozenset({"image"}))
        else:
            check_text(problems, here, element, most=3000)


def _actions(problems: Problems, at: str, block: dict[str, Any]) -> None:
    elements = check_many(problems, f"{at}.elements", block.get("elements"), most=25)
    for position, element in enumerate(elements):
        check_element(problems, f"{at}.elements[{position}]", element, known=IN_ACTIONS)
    ids = Counter(str(each["action_id"]) for each in elements if isinstance(each, dict) and each.get("action_id"))
    if any(count > 1 for count in ids.values()):
        problems.append(f"{at}: the same action_id twice")


def _input(problems: Problems, at: str, block: dict[str, Any]) -> None:
    check_text(problems, f"{at}.label", block.get("label"), most=2000, plain_only=True)
    if "hint" in block:
        check_text(problems, f"{at}.hint", block["hint"], most=2000, plain_only=True)
    check_element(problems, f"{at}.element", block.get("element"), known=IN_INPUT)


def _image(problems: Problems, at: str, block: dict[str, Any]) -> None:
    check_element(problems, at, block, known=frozenset({"image"}))
    if "title" in block:
        check_text(problems, f"{at}.title", block["title"], most=2000, plain_only=True)


def _rich_text(problems: Problems, at: str, block: dict[str, Any]) -> None:
    for position, element in enumerate(check_many(problems, f"{at}.elements", block.get("elements"), most=1000)):
        _rich_element(problems, f"{at}.elements[{position}]", element)


def _rich_element(problems: Problems, at: str, element: Any) -> None:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind == "text":
        check_words(problems, f"{at}.text", element.get("text"), most=3000)
    elif kind == "link":
        check_words(problems, f"{at}.url", element.get("url"), most=3000)
    elif kind in ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"):
        for position, inner in enumerate(check_many(problems, f"{at}.elements", element.get("elements"), most=1000)):
            _rich_element(problems, f"{at}.elements[{position}]", inner)
    elif kind not in ("user", "usergroup", "channel", "broadcast", "emoji", "date", "color"):
        problems.append(f"{at}: unknown type of rich text")


def _video(problems: Problems, at: str, block: dict[str, Any]) -> None:
    check_text(problems, f"{at}.title", block.get("title"), most=200, plain_only=True)
    for name, most in (("alt_text", 2000), ("video_url", 3000), ("thumbnail_url", 3000)):
        check_words(problems, f"{at}.{name}", block.get(name), most=most)


def _markdown(problems: Problems, at: str, block: dict[str, Any]) -> None:
    check_words(problems, f"{at}.text", block.get("text"), most=12_000)


def _file(problems: Problems, at: str, block: dict[str, Any]) -> None:
    check_words(problems, f"{at}.external_id", block.get("external_id"), most=255)


def _nothing(_: Problems, __: str, ___: dict[str, Any]) -> None:
    return


_BLOCKS: dict[str, Check] = {
    "actions": _actions,
    "context": _context,
    "divider": _nothing,
    "file": _file,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "video": _video,
}
