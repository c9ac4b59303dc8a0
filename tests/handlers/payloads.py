"""Payloads as Slack sends them, with everything around what we read."""

import copy
from typing import Any

Body = dict[str, Any]

WHO = {"id": "UANA", "username": "ana", "name": "ana", "team_id": "T111"}
BUTTONS = frozenset({"check_words", "to_parent", "to_fallback", "how_private"})
WHERE: Body = {
    "team": {"id": "T111", "domain": "acme"},
    "api_app_id": "A111",
    "token": "verification",
    "enterprise": None,
}


def command(text: str, **changes: str) -> Body:
    return {
        "token": "verification",
        "team_id": "T111",
        "team_domain": "acme",
        "channel_id": "CRANDOM",
        "channel_name": "random",
        "user_id": "UANA",
        "user_name": "ana",
        "command": "/feedback",
        "text": text,
        "api_app_id": "A111",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T111/1/x",
        "trigger_id": "111.222.trigger",
    } | changes


def global_shortcut(callback_id: str = "give_feedback") -> Body:
    return {
        "type": "shortcut",
        **WHERE,
        "action_ts": "1583637157.207593",
        "user": WHO,
        "callback_id": callback_id,
        "trigger_id": "111.222.trigger",
    }


def message_shortcut(*, response_url: str = "https://hooks.slack.com/app/T111/1/x", **message: str) -> Body:
    return {
        "type": "message_action",
        **WHERE,
        "action_ts": "1583637157.207593",
        "user": WHO,
        "channel": {"id": "CCHECKOUT", "name": "checkout"},
        "callback_id": "give_feedback_on_this",
        "trigger_id": "111.222.trigger",
        "message_ts": "1583636382.000300",
        "message": {"type": "message", "text": "hi", "user": "UBOB", "ts": "1583636382.000300", **message},
        "response_url": response_url,
    }


def press(
    action_id: str, value: str | None = "K7QX-2M", *, who: str = "ULEAD", channel: str = "CPAYMENTS", **changes: Any
) -> Body:
    action = {"action_id": action_id, "block_id": "b1", "type": "button", "action_ts": "1596530385.194939"}
    return {
        "type": "block_actions",
        **WHERE,
        "user": {**WHO, "id": who},
        "container": {"type": "message", "message_ts": "111.222", "channel_id": channel, "is_ephemeral": False},
        "trigger_id": "111.222.trigger",
        "channel": {"id": channel, "name": "somewhere"},
        "message": {"type": "message", "ts": "111.222", "text": "K7QX-2M"},
        "state": {"values": {}},
        "response_url": "https://hooks.slack.com/actions/T111/1/x",
        "actions": [action if value is None else {**action, "value": value}],
    } | changes


def press_in(view: Body, action_id: str, value: str | None = None, *, who: str = "UANA") -> Body:
    """A button of a modal or a Home that is shown as it is."""
    kept = {**copy.deepcopy(view), "id": "V111", "team_id": "T111", "hash": "1.x", "state": {"values": {}}}
    body = press(action_id, value, who=who, view=kept, container={"type": "view", "view_id": "V111"})
    for absent in ("channel", "message", "response_url"):
        del body[absent]
    return body


def changed(view: Body, action_id: str, value: str | None = None, **entered: str | None) -> Body:
    """Something in the form was chosen, or a button pressed: `entered` is what stands in it by then."""
    chosen = {} if value is None or action_id in BUTTONS else {action_id: value}
    sent = submission(view, who="UANA", **{**chosen, **entered})
    body = press_in(view, action_id, value)
    body["view"] = sent["view"]
    return body


def choose(action_id: str, value: str, *, who: str = "ULEAD", channel: str = "CPAYMENTS") -> Body:
    """An entry of a menu under a message."""
    body = press(action_id, None, who=who, channel=channel)
    option = {"text": {"type": "plain_text", "text": "as shown"}, "value": value}
    body["actions"] = [{**body["actions"][0], "type": "overflow", "selected_option": option}]
    return body


def submission(view: Body, *, who: str = "UANA", **entered: str | None) -> Body:
    """A form sent as it is, or with other words, team or signature; `entered` is by action id, None for nothing."""
    values: Body = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            values[block["block_id"]] = {element["action_id"]: _state(element, entered)}
    return {
        "type": "view_submission",
        **WHERE,
        "user": {**WHO, "id": who},
        "trigger_id": "111.222.trigger",
        "view": {
            **copy.deepcopy(view),
            "id": "V111",
            "team_id": "T111",
            "state": {"values": values},
            "hash": "1596530361.3wRYuk3R",
            "root_view_id": "V111",
            "app_id": "A111",
            "app_installed_team_id": "T111",
            "bot_id": "B111",
        },
        "response_urls": [],
        "is_enterprise_install": False,
    }


def suggestion(typed: str, action_id: str = "team") -> Body:
    return {
        "type": "block_suggestion",
        **WHERE,
        "user": WHO,
        "container": {"type": "view", "view_id": "V111"},
        "action_id": action_id,
        "block_id": "team0",
        "value": typed,
        "view": {"id": "V111", "type": "modal", "callback_id": "feedback_form", "state": {"values": {}}},
    }


def home_opened(*, tab: str = "home", view: Body | None = None, who: str = "UANA") -> Body:
    event = {"type": "app_home_opened", "user": who, "channel": "D111", "tab": tab, "event_ts": "1.2"}
    return {
        "type": "event_callback",
        "token": "verification",
        "team_id": "T111",
        "api_app_id": "A111",
        "event": event if view is None else {**event, "view": view},
        "event_id": "Ev111",
        "event_time": 1583637157,
        "authorizations": [{"team_id": "T111", "user_id": "UBOT", "is_bot": True}],
    }


def _state(element: Body, entered: dict[str, str | None]) -> Body:
    given = entered.get(element["action_id"], "as shown")
    if element["type"] == "plain_text_input":
        value = element.get("initial_value") if given == "as shown" else given
        return {"type": "plain_text_input", "value": value}
    option = element.get("initial_option")
    if given != "as shown":
        option = given and {"text": {"type": "plain_text", "text": "as picked"}, "value": given}
    return {"type": element["type"], "selected_option": option}
