from typing import Any

import pytest

from sandbox.fields import initial_values
from sandbox.ids import with_ids
from sandbox.web.names import Names
from sandbox.web.render import environment, on_loopback
from sandbox.web.surface import Surface
from tests.sandbox_web.stage import option, plain, text_input

NAMES = Names(people={"U1": "Ana"}, channels={"C1": "general"}, base="/as/U1")
OPTIONS = [option("Bug <1>", "bug"), option("Idea", "idea")]


def drawn(*blocks: dict[str, Any], errors: dict[str, str] | None = None, state: bool = False) -> str:
    made = with_ids(list(blocks))
    surface = Surface(
        "modal",
        NAMES,
        {"view_id": "V1"},
        state=initial_values(made) if state else {},
        errors=errors or {},
        people=[("U1", "Ana")],
        channels=[("C1", "general")],
    )
    templates: Any = environment().get_template("blocks.html").module
    return str(templates.blocks(surface, made))


def asked(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "b", "label": plain("Label"), "element": {"action_id": "a", **element}, **more}


def test_plain_text_is_never_parsed_and_mrkdwn_is() -> None:
    words = "*a* <@U1> <script>"
    assert "*a* &lt;@U1&gt; &lt;script&gt;" in drawn({"type": "section", "text": plain(words)})
    html = drawn({"type": "section", "text": {"type": "mrkdwn", "text": words}})
    assert "<b>a</b>" in html
    assert "@Ana" in html
    assert "<script>" not in html


@pytest.mark.parametrize("state", [False, True])
@pytest.mark.parametrize(
    ("element", "part"),
    [
        ({"type": "plain_text_input", "initial_value": '"><img>'}, 'value="&#34;&gt;&lt;img&gt;"'),
        (
            {"type": "plain_text_input", "multiline": True, "initial_value": "\nx</textarea>"},
            ">\n\nx&lt;/textarea&gt;</text",
        ),
        ({"type": "plain_text_input", "max_length": 9, "initial_value": "four"}, 'data-max="9"'),
        ({"type": "email_text_input"}, 'type="email"'),
        ({"type": "url_text_input"}, 'type="url"'),
        ({"type": "number_input", "is_decimal_allowed": False, "initial_value": "3"}, 'inputmode="numeric"'),
        (
            {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[1]},
            '<option value="idea" selected>Idea',
        ),
        ({"type": "multi_static_select", "options": OPTIONS, "initial_options": OPTIONS[:1]}, 'value="bug" checked'),
        ({"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[0]}, 'value="bug" checked'),
        ({"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[1:]}, 'value="idea" checked'),
        ({"type": "users_select", "initial_user": "U1"}, '<option value="U1" selected>Ana'),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, 'value="U1" checked'),
        ({"type": "conversations_select"}, '<option value="C1">#general'),
        ({"type": "channels_select", "initial_channel": "C1"}, '<option value="C1" selected>#general'),
        ({"type": "datepicker", "initial_date": "2026-11-24"}, 'type="date" value="2026-11-24"'),
        ({"type": "timepicker", "initial_time": "09:30"}, 'type="time" value="09:30"'),
        ({"type": "datetimepicker", "initial_date_time": 1700000000}, 'value="2023-11-14T22:13"'),
        ({"type": "external_select", "initial_option": OPTIONS[0]}, 'name="b/a" value="bug"'),
        ({"type": "multi_external_select", "initial_options": OPTIONS[:1]}, 'aria-label="Remove Bug &lt;1&gt;"'),
    ],
)
def test_every_input_shows_what_it_holds(element: dict[str, Any], part: str, *, state: bool) -> None:
    html = drawn(asked(element), state=state)
    assert part in html
    assert 'name="b/a"' in html or 'data-name="b/a"' in html


def test_option_groups_keep_their_labels() -> None:
    groups = [{"label": plain("Group"), "options": OPTIONS}]
    assert '<optgroup label="Group">' in drawn(asked({"type": "static_select", "option_groups": groups}))


def test_an_error_and_a_hint_belong_to_their_field() -> None:
    html = drawn(asked({"type": "plain_text_input"}, hint=plain("Only this")), errors={"b": "<No>"})
    assert 'role="alert">&lt;No&gt;' in html
    assert "Only this" in html
    assert 'aria-invalid="true"' in html


def test_an_optional_field_says_so() -> None:
    assert "(optional)" in drawn(asked({"type": "plain_text_input"}, optional=True))


def test_an_input_speaks_to_the_app_only_when_it_should() -> None:
    assert "hx-post" not in drawn(text_input())
    assert 'hx-trigger="entered"' in drawn({**text_input(), "dispatch_action": True})
    config = {"trigger_actions_on": ["on_character_entered"]}
    assert "delay:500ms" in drawn({**text_input(dispatch_action_config=config), "dispatch_action": True})


def test_a_button_sends_where_it_stands_and_asks_first_if_it_should() -> None:
    confirm = {"title": plain("Sure?"), "text": plain("It's gone"), "confirm": plain("Yes"), "deny": plain("No")}
    button = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "'<7>", "style": "danger"}
    html = drawn({"type": "actions", "block_id": "x", "elements": [{**button, "confirm": confirm}]})
    assert 'class="button danger"' in html
    assert r'"value": "\u0027\u003c7\u003e"' in html
    assert r"It\u0027s gone" in html


def test_a_button_with_an_address_is_a_link_unless_the_address_would_run_code() -> None:
    button = {"type": "button", "action_id": "go", "text": plain("Go"), "url": "https://a.example"}
    assert 'href="https://a.example" target="_blank" rel="noreferrer noopener"' in drawn(
        {"type": "actions", "elements": [button]}
    )
    assert "javascript" not in drawn({"type": "actions", "elements": [{**button, "url": "javascript:alert(1)"}]})


def test_an_overflow_menu_offers_its_options() -> None:
    accessory = {"type": "overflow", "action_id": "more", "options": OPTIONS}
    html = drawn({"type": "section", "text": plain("x"), "accessory": accessory})
    assert html.count('role="menuitem"') == 2
    assert '"value": "idea"' in html


def test_a_picture_is_loaded_from_this_machine_only() -> None:
    far = {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "a chart"}
    assert "<img" not in drawn(far)
    assert "a chart" in drawn(far)
    assert "<img" in drawn({**far, "image_url": "http://127.0.0.1:9/x.png"})
    assert not on_loopback("http://127.0.0.1.a.example/x")
    assert not on_loopback("http://[broken")


def test_headers_contexts_fields_dividers_and_charts_are_drawn() -> None:
    html = drawn(
        {"type": "header", "text": plain("Title :tada:")},
        {"type": "divider"},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*A*"}, plain("B")]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "_c_"}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "d"}]}]},
        {
            "type": "data_visualization",
            "title": "Heard",
            "chart": {"type": "pie", "segments": [{"label": "Mon", "value": 4}]},
        },
        {"type": "hologram"},
    )
    for part in (
        "Title 🎉",
        "<hr>",
        "<b>A</b>",
        "<i>c</i>",
        "rich-section",
        'value="4"',
        "hologram block is not drawn",
    ):
        assert part in html


def test_typing_changes_no_mark_and_an_update_or_error_does() -> None:
    block = text_input()
    surface = Surface("modal", NAMES, {})
    typed = Surface("modal", NAMES, {}, state={"what": {"text": {"value": "typed"}}})
    wrong = Surface("modal", NAMES, {}, errors={"what": "no"})
    assert surface.block_hash(block) == typed.block_hash(block)
    assert surface.block_hash(block) != wrong.block_hash(block)
    assert surface.block_hash(block) != surface.block_hash({**block, "label": plain("Other")})
