"""Block Kit's limits: everything up to them passes, and one more is named."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.limits import Payload, check, check_view

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "a", **fields}


def option(value: str = "v", **fields: Any) -> Json:
    return {"text": plain(), "value": value, **fields}


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**fields: Any) -> Json:
    return {"type": "static_select", "action_id": "s", **fields}


def typed(**fields: Any) -> Json:
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "t", **fields}}


def confirm(**fields: Any) -> Json:
    return button(confirm={"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **fields})


def message(*blocks: Json) -> list[str]:
    return check(Payload.POST, "text", list(blocks))


def modal(**fields: Any) -> Json:
    view = {"type": "modal", "title": plain(), "submit": plain(), "close": plain(), "blocks": [{"type": "divider"}]}
    return view | fields


# what, how many of it are allowed, and a message with so many
IN_MESSAGES: list[tuple[str, int, Callable[[int], list[str]]]] = [
    ("blocks", 50, lambda n: message(*[{"type": "divider"}] * n)),
    ("text of a post", 40_000, lambda n: check(Payload.POST, "x" * n, None)),
    ("text of an update", 4_000, lambda n: check(Payload.UPDATE, "x" * n, [])),
    ("block_id", 255, lambda n: message({"type": "divider", "block_id": "x" * n})),
    ("section", 3000, lambda n: message({"type": "section", "text": mrkdwn("x" * n)})),
    ("plain section", 3000, lambda n: message({"type": "section", "text": plain("x" * n)})),
    ("fields", 10, lambda n: message({"type": "section", "fields": [plain()] * n})),
    ("field", 2000, lambda n: message({"type": "section", "fields": [plain("x" * n)]})),
    ("header", 150, lambda n: message({"type": "header", "text": plain("x" * n)})),
    ("context", 10, lambda n: message({"type": "context", "elements": [mrkdwn()] * n})),
    ("actions", 25, lambda n: message(actions(*(button(action_id=f"a{i}") for i in range(n))))),
    ("action_id", 255, lambda n: message(actions(button(action_id="x" * n)))),
    ("button text", 75, lambda n: message(actions(button(text=plain("x" * n))))),
    ("button value", 2000, lambda n: message(actions(button(value="x" * n)))),
    ("button url", 3000, lambda n: message(actions(button(url="x" * n)))),
    (
        "accessory",
        75,
        lambda n: message({"type": "section", "text": plain(), "accessory": button(text=plain("x" * n))}),
    ),
    ("options", 100, lambda n: message(actions(select(options=options(n))))),
    ("option text", 75, lambda n: message(actions(select(options=[option(text=plain("x" * n))])))),
    ("option value", 75, lambda n: message(actions(select(options=[option("x" * n)])))),
    ("option description", 75, lambda n: message(actions(select(options=[option(description=plain("x" * n))])))),
    ("groups", 100, lambda n: message(actions(select(option_groups=[{"label": plain(), "options": options(1)}] * n)))),
    ("group", 100, lambda n: message(actions(select(option_groups=[{"label": plain(), "options": options(n)}])))),
    (
        "group label",
        75,
        lambda n: message(actions(select(option_groups=[{"label": plain("x" * n), "options": options(1)}]))),
    ),
    ("overflow", 5, lambda n: message(actions({"type": "overflow", "action_id": "o", "options": options(n)}))),
    ("checkboxes", 10, lambda n: message(actions({"type": "checkboxes", "action_id": "c", "options": options(n)}))),
    (
        "radio buttons",
        10,
        lambda n: message(actions({"type": "radio_buttons", "action_id": "r", "options": options(n)})),
    ),
    ("placeholder", 150, lambda n: message(actions(select(options=options(1), placeholder=plain("x" * n))))),
    ("confirm title", 100, lambda n: message(actions(confirm(title=plain("x" * n))))),
    ("confirm text", 300, lambda n: message(actions(confirm(text=mrkdwn("x" * n))))),
    ("confirm button", 30, lambda n: message(actions(confirm(confirm=plain("x" * n))))),
    ("confirm denial", 30, lambda n: message(actions(confirm(deny=plain("x" * n))))),
    ("alt text", 2000, lambda n: message({"type": "image", "image_url": "u", "alt_text": "x" * n})),
    (
        "image title",
        2000,
        lambda n: message({"type": "image", "image_url": "u", "alt_text": "a", "title": plain("x" * n)}),
    ),
    ("markdown", 12_000, lambda n: message({"type": "markdown", "text": "x" * n})),
    (
        "rich text",
        3000,
        lambda n: message(
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x" * n}]}],
            }
        ),
    ),
]

IN_VIEWS: list[tuple[str, int, Callable[[int], list[str]]]] = [
    ("blocks", 100, lambda n: check_view(modal(blocks=[{"type": "divider"}] * n))),
    ("home blocks", 100, lambda n: check_view({"type": "home", "blocks": [{"type": "divider"}] * n})),
    ("title", 24, lambda n: check_view(modal(title=plain("x" * n)))),
    ("submit", 24, lambda n: check_view(modal(submit=plain("x" * n)))),
    ("close", 24, lambda n: check_view(modal(close=plain("x" * n)))),
    ("private_metadata", 3000, lambda n: check_view(modal(private_metadata="x" * n))),
    ("callback_id", 255, lambda n: check_view(modal(callback_id="x" * n))),
    ("external_id", 255, lambda n: check_view(modal(external_id="x" * n))),
    ("label", 2000, lambda n: check_view(modal(blocks=[typed() | {"label": plain("x" * n)}]))),
    ("hint", 2000, lambda n: check_view(modal(blocks=[typed() | {"hint": plain("x" * n)}]))),
    ("max_length", 3000, lambda n: check_view(modal(blocks=[typed(max_length=n)]))),
    ("initial_value", 3000, lambda n: check_view(modal(blocks=[typed(initial_value="x" * n)]))),
    ("input placeholder", 150, lambda n: check_view(modal(blocks=[typed(placeholder=plain("x" * n))]))),
]


@pytest.mark.parametrize(("what", "most", "made"), IN_MESSAGES + IN_VIEWS)
def test_what_is_at_its_limit_passes_and_one_more_does_not(
    what: str, most: int, made: Callable[[int], list[str]]
) -> None:
    assert made(most) == [], what
    assert len(made(most + 1)) == 1, what


WRONG: list[tuple[str, list[str]]] = [
    ("no text", check(Payload.POST, "", None)),
    ("an empty section", message({"type": "section", "text": plain("")})),
    ("a section of nothing", message({"type": "section"})),
    ("no fields", message({"type": "section", "fields": []})),
    ("an empty context", message({"type": "context", "elements": []})),
    ("an empty actions", message(actions())),
    ("no options", message(actions(select(options=[])))),
    ("options missing", message(actions(select()))),
    ("options and groups", message(actions(select(options=options(1), option_groups=[])))),
    ("overflow without options", message(actions({"type": "overflow", "action_id": "o"}))),
    ("two options of one value", message(actions(select(options=[option("a"), option("a")])))),
    ("an initial option that is not offered", message(actions(select(options=options(2), initial_option=option("z"))))),
    ("an unknown type of block", message({"type": "data_visualisation"})),
    ("a block without a type", message({})),
    ("a block that is none", message("text")),  # type: ignore[arg-type] # what is checked for
    ("an unknown type of element", message(actions({"type": "dial"}))),
    ("an input among actions", message(actions({"type": "plain_text_input", "action_id": "t"}))),
    ("a button as input", check_view(modal(blocks=[{"type": "input", "label": plain(), "element": button()}]))),
    ("two blocks of one id", message(*[{"type": "divider", "block_id": "b"}] * 2)),
    ("two elements of one id", message(actions(button(), button()))),
    ("mrkdwn on a button", message(actions(button(text=mrkdwn())))),
    ("mrkdwn in a header", message({"type": "header", "text": mrkdwn()})),
    ("emoji in mrkdwn", message({"type": "section", "text": mrkdwn() | {"emoji": True}})),
    ("verbatim in plain text", message({"type": "section", "text": plain() | {"verbatim": True}})),
    ("an unknown style", message(actions(button(style="warning")))),
    ("an image without words", message({"type": "image", "image_url": "u"})),
    ("rich text of an unknown type", message({"type": "rich_text", "elements": [{"type": "poem"}]})),
    ("an empty rich text", message({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]})),
    ("a confirmation that is none", message(actions(button(confirm="sure?")))),
    ("a view without a type", check_view({"blocks": [{"type": "divider"}]})),
    ("a view without blocks", check_view(modal(blocks=[]))),
    ("a view whose blocks are none", check_view(modal(blocks="many"))),
    ("a modal without a title", check_view({"type": "modal", "blocks": [{"type": "divider"}]})),
    ("inputs without a submit", check_view({"type": "modal", "title": plain(), "blocks": [typed()]})),
    ("a title in mrkdwn", check_view(modal(title=mrkdwn()))),
    ("markdown in a view", check_view(modal(blocks=[{"type": "markdown", "text": "x"}]))),
    ("a minimum above the maximum", check_view(modal(blocks=[typed(min_length=5, max_length=3)]))),
    ("an initial value above the maximum", check_view(modal(blocks=[typed(max_length=3, initial_value="four")]))),
    ("two elements with the focus", check_view(modal(blocks=[typed(focus_on_load=True)] * 2))),
    ("an image in an input", check_view(modal(blocks=[typed() | {"element": {"type": "image"}}]))),
    ("a number without decimals decided", check_view(modal(blocks=[typed() | {"element": {"type": "number_input"}}]))),
    ("a view of more than 250 KB", check_view(modal(blocks=[{"type": "section", "text": plain("ü" * 3000)}] * 40))),
]


@pytest.mark.parametrize(("what", "problems"), WRONG, ids=[what for what, _ in WRONG])
def test_what_slack_would_refuse_is_found(what: str, problems: list[str]) -> None:
    assert problems != []


def test_a_problem_names_the_place_and_none_of_the_content() -> None:
    [problem] = message({"type": "divider"}, {"type": "section", "text": mrkdwn("secret" * 1000)})
    assert problem == "blocks[1].text.text: 6000 characters, 1 to 3000 allowed"


def test_everything_a_form_is_made_of_passes() -> None:
    chosen = options(3)
    view = modal(
        blocks=[
            {"type": "header", "text": plain("Give feedback")},
            typed(multiline=True, min_length=1, max_length=3000, initial_value="words"),
            {"type": "input", "label": plain(), "element": select(options=chosen, initial_option=chosen[1])},
            {"type": "input", "label": plain(), "element": {"type": "external_select", "action_id": "e"}},
            {
                "type": "input",
                "label": plain(),
                "element": {"type": "radio_buttons", "action_id": "r", "options": chosen},
            },
            {"type": "context", "elements": [mrkdwn(), {"type": "image", "image_url": "u", "alt_text": "a"}]},
            actions(button(style="danger", url="https://a"), select(options=chosen)),
            {"type": "image", "image_url": "u", "alt_text": "a", "title": plain()},
            {"type": "video", "title": plain(), "alt_text": "a", "video_url": "u", "thumbnail_url": "u"},
        ]
    )
    assert check_view(view) == []


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
keys = st.sampled_from(
    ["type", "text", "elements", "element", "options", "value", "blocks", "title", "confirm", "fields"]
)
kinds = st.sampled_from(
    ["section", "actions", "input", "context", "button", "static_select", "plain_text", "rich_text", "modal"]
)
anything = st.recursive(
    leaves | kinds,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner | kinds, max_size=5),
    max_leaves=20,
)


@given(blocks=st.lists(anything, max_size=4), view=st.dictionaries(keys, anything, max_size=5))
def test_whatever_is_handed_in_is_answered_with_a_list(blocks: list[Any], view: Json) -> None:
    assert all(isinstance(problem, str) for problem in check(Payload.POST, "x", blocks) + check_view(view))
