from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.datastructures import FormData

from sandbox.errors import NoSuchElement
from sandbox.web.fields import element_in, options_of, picked_values, read_form, text_of
from tests.sandbox_web.stage import option, plain, text_input

BERLIN = ZoneInfo("Europe/Berlin")


def block(block_id: str, kind: str) -> dict[str, Any]:
    element = {"type": kind, "action_id": "a"}
    return {"type": "input", "block_id": block_id, "label": plain("x"), "element": element}


def test_a_form_is_read_field_by_field() -> None:
    blocks = [
        block("one", "plain_text_input"),
        block("empty", "plain_text_input"),
        block("many", "checkboxes"),
        block("none", "multi_users_select"),
        block("when", "datetimepicker"),
        {"type": "actions", "block_id": "go", "elements": [{"type": "button", "action_id": "a", "text": plain("Go")}]},
        {"type": "divider", "block_id": "line"},
    ]
    form = FormData(
        [("one/a", "a\r\nb"), ("empty/a", ""), ("many/a", "x"), ("many/a", "y"), ("when/a", "2023-11-14T23:13")]
    )
    assert read_form(blocks, form, BERLIN) == {
        "one/a": "a\nb",
        "empty/a": None,
        "many/a": ["x", "y"],
        "none/a": [],
        "when/a": 1699999980,
    }


def test_state_wins_over_what_stood_there_at_first() -> None:
    element = {"type": "plain_text_input", "initial_value": "first"}
    assert text_of(element, None) == "first"
    assert text_of(element, {"value": "typed"}) == "typed"
    assert text_of(element, {"value": None}) == ""


def test_picks_are_found_in_every_form_slack_has() -> None:
    assert picked_values({"type": "users_select", "initial_user": "U1"}, None) == ["U1"]
    state = {"type": "multi_static_select", "selected_options": [option("A", "a"), option("B", "b")]}
    assert picked_values({"type": "multi_static_select"}, state) == ["a", "b"]
    assert picked_values({"type": "static_select"}, {"selected_option": None}) == []


def test_groups_of_options_are_told_apart() -> None:
    group = {"label": plain("G"), "options": [option("A", "a")]}
    assert options_of({"option_groups": [group]}) == [("G", [option("A", "a")])]
    assert options_of({}) == [(None, [])]


def test_an_element_that_is_gone_is_said_to_be() -> None:
    assert element_in([text_input()], "what", "text")["type"] == "plain_text_input"
    with pytest.raises(NoSuchElement):
        element_in([text_input()], "what", "other")
