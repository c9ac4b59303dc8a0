from typing import Any

import pytest

from sandbox.blockkit import check_message, check_suggestions, check_view, view_too_large


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(**parts: Any) -> dict[str, Any]:
    return {"type": "section", **({} if parts else {"text": mrkdwn("hello")}), **parts}


def button(**parts: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "press", "text": plain("Press"), **parts}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(value: str = "one", text: str = "One") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def options(count: int) -> list[dict[str, Any]]:
    return [option(str(number)) for number in range(count)]


def menu(kind: str = "static_select", **parts: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "menu", **parts}


def input_(element: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    typed = element or {"type": "plain_text_input", "action_id": "typed"}
    return {"type": "input", "label": plain("Label"), "element": typed, **parts}


def modal(*blocks: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": list(blocks), **parts}


AT_THE_LIMIT = {
    "50 blocks": [section() for _ in range(50)],
    "3000 in a section": [section(text=mrkdwn("x" * 3000))],
    "10 fields of 2000": [section(fields=[plain("x" * 2000)] * 10)],
    "150 in a header": [{"type": "header", "text": plain("x" * 150)}],
    "10 in a context": [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    "25 actions": [actions(*(button(action_id=str(number)) for number in range(25)))],
    "255 of ids": [actions(button(action_id="x" * 255)) | {"block_id": "b" * 255}],
    "75 on a button": [actions(button(text=plain("x" * 75), value="v" * 2000))],
    "100 options": [actions(menu(options=options(100)))],
    "100 groups": [
        actions(
            menu(option_groups=[{"label": plain("x" * 75), "options": [option(str(number))]} for number in range(100)])
        )
    ],
    "75 of an option": [actions(menu(options=[option("v" * 75, "t" * 75)]))],
    "10 checkboxes": [actions(menu("checkboxes", options=options(10)))],
    "10 radio buttons": [actions(menu("radio_buttons", options=options(10)))],
    "5 in an overflow": [actions(menu("overflow", options=options(5)))],
    "same action id in two blocks": [actions(button()), actions(button())],
    "input": [input_()],
    "rich text": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "<!channel>"}]}],
        }
    ],
    "image": [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A chart"}],
    "divider": [{"type": "divider"}],
    "no blocks": [],
}


@pytest.mark.parametrize("blocks", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_a_message_at_the_limit_is_taken(blocks: list[dict[str, Any]]) -> None:
    assert check_message(blocks) == []


PAST_THE_LIMIT: dict[str, tuple[Any, str]] = {
    "51 blocks": ([section() for _ in range(51)], "/blocks]"),
    "3001 in a section": ([section(text=mrkdwn("x" * 3001))], "/blocks/0/text/text"),
    "empty text": ([section(text=mrkdwn(""))], "/blocks/0/text/text"),
    "2001 in a field": ([section(fields=[plain("x" * 2001)])], "/blocks/0/fields/0/text"),
    "11 fields": ([section(fields=[plain("x")] * 11)], "/blocks/0/fields"),
    "section of nothing": ([{"type": "section"}], "/blocks/0"),
    "151 in a header": ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text"),
    "mrkdwn in a header": ([{"type": "header", "text": mrkdwn("x")}], "/blocks/0/text/type"),
    "11 in a context": ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "/blocks/0/elements"),
    "button in a context": ([{"type": "context", "elements": [button()]}], "/blocks/0/elements/0/type"),
    "26 actions": ([actions(*(button(action_id=str(n)) for n in range(26)))], "/blocks/0/elements"),
    "no actions": ([actions()], "/blocks/0/elements"),
    "256 of block id": ([section(text=mrkdwn("x"), block_id="b" * 256)], "/blocks/0/block_id"),
    "256 of action id": ([actions(button(action_id="a" * 256))], "/blocks/0/elements/0/action_id"),
    "76 on a button": ([actions(button(text=plain("x" * 76)))], "/blocks/0/elements/0/text/text"),
    "2001 of value": ([actions(button(value="x" * 2001))], "/blocks/0/elements/0/value"),
    "unknown style": ([actions(button(style="loud"))], "/blocks/0/elements/0/style"),
    "101 options": ([actions(menu(options=options(101)))], "/blocks/0/elements/0/options"),
    "no options": ([actions(menu(options=[]))], "/blocks/0/elements/0"),
    "76 of an option's text": ([actions(menu(options=[option("a", "x" * 76)]))], "/options/0/text/text"),
    "76 of an option's value": ([actions(menu(options=[option("x" * 76)]))], "/options/0/value"),
    "same value twice": ([actions(menu(options=[option("a"), option("a")]))], "/options"),
    "initial option not offered": (
        [actions(menu(options=[option("a")], initial_option=option("b")))],
        "/initial_option",
    ),
    "11 checkboxes": ([actions(menu("checkboxes", options=options(11)))], "/options"),
    "11 radio buttons": ([actions(menu("radio_buttons", options=options(11)))], "/options"),
    "6 in an overflow": ([actions(menu("overflow", options=options(6)))], "/options"),
    "multi select among actions": (
        [actions(menu("multi_static_select", options=options(2)))],
        "/blocks/0/elements/0/type",
    ),
    "text input among actions": ([actions(menu("plain_text_input"))], "/blocks/0/elements/0/type"),
    "button as input": ([input_(button())], "/blocks/0/element/type"),
    "file input in a message": ([input_(menu("file_input"))], "/blocks/0/element/type"),
    "placeholder of 151": ([input_(menu("plain_text_input", placeholder=plain("x" * 151)))], "/placeholder/text"),
    "3001 initial": ([input_(menu("plain_text_input", initial_value="x" * 3001))], "/initial_value"),
    "initial past max": ([input_(menu("plain_text_input", initial_value="xxx", max_length=2))], "/initial_value"),
    "min past max": ([input_(menu("plain_text_input", min_length=3, max_length=2))], "/element"),
    "label of 2001": ([input_(label=plain("x" * 2001))], "/label/text"),
    "confirm title of 101": (
        [
            actions(
                button(
                    confirm={"title": plain("x" * 101), "text": plain("t"), "confirm": plain("y"), "deny": plain("n")}
                )
            )
        ],
        "/confirm/title/text",
    ),
    "duplicate block id": ([section(text=plain("x"), block_id="b")] * 2, "/blocks/1/block_id"),
    "duplicate action id": ([actions(button(), button())], "/blocks/0/elements/1/action_id"),
    "unknown block": ([{"type": "marquee"}], "/blocks/0/type"),
    "unknown element": ([actions({"type": "lever", "action_id": "a"})], "/blocks/0/elements/0/type"),
    "unknown field": ([section(text=plain("x"), colour="red")], "/blocks/0]"),
    "no type": ([{"text": plain("x")}], "/blocks/0]"),
    "not a list": ({"type": "section"}, "/blocks]"),
    "block that is text": (["hello"], "/blocks/0]"),
    "number as text": ([section(text=plain(5))], "/blocks/0/text/text"),  # type: ignore[arg-type]
    "image without picture": ([{"type": "image", "alt_text": "x"}], "/blocks/0]"),
    "image without alt text": ([{"type": "image", "image_url": "https://example.org"}], "/blocks/0]"),
    "rich text with unknown part": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "shout"}]}]}],
        "/elements/0/elements/0/type",
    ),
}


@pytest.mark.parametrize(("blocks", "at"), PAST_THE_LIMIT.values(), ids=PAST_THE_LIMIT)
def test_a_message_past_the_limit_is_refused_with_the_place(blocks: Any, at: str) -> None:
    problems = check_message(blocks)
    assert problems
    assert any(at in problem for problem in problems), problems


def test_a_modal_at_every_limit_is_taken() -> None:
    blocks = [section() for _ in range(99)]
    view = modal(
        *blocks,
        input_(),
        title=plain("t" * 24),
        submit=plain("s" * 24),
        close=plain("c" * 24),
        private_metadata="m" * 3000,
        callback_id="c" * 255,
    )
    assert check_view(view) == []
    assert check_view({"type": "home", "blocks": [section() for _ in range(100)]}) == []


WRONG_VIEWS: dict[str, tuple[Any, str]] = {
    "101 blocks": (modal(*(section() for _ in range(101))), "/view/blocks]"),
    "no title": ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
    "title of 25": (modal(section(), title=plain("x" * 25)), "/view/title/text"),
    "submit of 25": (modal(section(), submit=plain("x" * 25)), "/view/submit/text"),
    "close of 25": (modal(section(), close=plain("x" * 25)), "/view/close/text"),
    "3001 of metadata": (modal(section(), private_metadata="x" * 3001), "/view/private_metadata"),
    "256 of callback id": (modal(section(), callback_id="x" * 256), "/view/callback_id"),
    "input without submit": (modal(input_(), submit=None), "`submit` is required"),
    "title on a home": ({"type": "home", "title": plain("x"), "blocks": []}, "invalid additional property: title"),
    "unknown type": ({"type": "sheet", "blocks": []}, "/view/type"),
    "unknown field": (modal(section(), colour="red"), "invalid additional property: colour"),
    "markdown block": (modal({"type": "markdown", "text": "# x"}), "/view/blocks/0/type"),
    "not an object": ("hello", "/view]"),
    "duplicate block id": (modal(*[section(text=plain("x"), block_id="b")] * 2), "/view/blocks/1/block_id"),
}


@pytest.mark.parametrize(("view", "what"), WRONG_VIEWS.values(), ids=WRONG_VIEWS)
def test_a_wrong_view_is_refused_with_the_place(view: Any, what: str) -> None:
    assert any(what in problem for problem in check_view(view)), check_view(view)


def test_a_view_of_more_than_250_kilobytes_is_too_large() -> None:
    assert not view_too_large(modal(section()))
    assert view_too_large(modal(*(section(text=plain("x" * 2600)) for _ in range(100))))


def test_suggestions_are_a_hundred_at_most() -> None:
    assert check_suggestions({"options": options(100)}) == []
    assert check_suggestions({"options": options(101)})
    assert check_suggestions({"options": [], "option_groups": []})
    assert check_suggestions(None)
