from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.errors import CannotSee, ClientRefused, NoSuchElement
from tests.sandbox.forms import actions, button, home, input_, modal, options, text, words
from tests.sandbox.test_web_api import refusal
from tests.sandbox.waiting import seen


@pytest.fixture
def pressed(app: AsyncApp) -> list[dict[str, Any]]:
    """What the app gets when somebody presses `press`, chooses in `team`, or opens `more`."""
    got: list[dict[str, Any]] = []

    async def taken(ack: Any, body: dict[str, Any], respond: Any) -> None:
        got.append(body)
        await ack()
        if "response_url" in body and body["actions"][0].get("value") == "replace":
            await respond(text="replaced", replace_original=True)
        if "response_url" in body and body["actions"][0].get("value") == "delete":
            await respond(delete_original=True)

    for name in ("press", "team", "more"):
        app.action(name)(taken)
    return got


async def test_a_press_in_a_message_carries_message_state_and_a_response_url(
    sandbox: Sandbox, client: AsyncWebClient, pressed: list[dict[str, Any]]
) -> None:
    blocks = [input_("note", words()), actions(button(value="K7QX-2M", style="primary"))]
    posted = await client.chat_postMessage(channel="C0PAYMENTS", text="x", blocks=blocks)
    sandbox.act.fill("ben", values={"words": "on it"}, channel="payments", ts=posted["ts"])
    assert (await sandbox.act.press("ben", "press", channel="payments", ts=posted["ts"])).ok
    [body] = pressed
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0PAYMENTS",
        "is_ephemeral": False,
    }
    assert body["state"]["values"]["note"]["words"]["value"] == "on it"
    assert body["message"]["ts"] == posted["ts"]
    action = body["actions"][0]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "K7QX-2M", "row")
    assert body["trigger_id"]


async def test_menus_send_what_was_chosen(
    sandbox: Sandbox, client: AsyncWebClient, pressed: list[dict[str, Any]]
) -> None:
    menu = {"type": "static_select", "action_id": "team", "options": options("payments", "mobile")}
    more = {"type": "overflow", "action_id": "more", "options": options("snooze", "mute")}
    await client.chat_postMessage(channel="C0PAYMENTS", text="x", blocks=[actions(menu, more)])
    await sandbox.act.press("ben", "team", channel="payments", value="mobile")
    await sandbox.act.press("ben", "more", channel="payments", value="mute")
    assert [one["actions"][0]["selected_option"]["value"] for one in pressed] == ["mobile", "mute"]
    assert pressed[1]["state"]["values"]["row"]["team"]["selected_option"]["value"] == "mobile"
    with pytest.raises(ClientRefused):
        await sandbox.act.press("ben", "team", channel="payments", value="nowhere")


async def test_a_choice_that_is_confirmed_first_says_so_to_the_app(
    sandbox: Sandbox, client: AsyncWebClient, pressed: list[dict[str, Any]]
) -> None:
    confirm = {"title": text("Sure?"), "text": text("It hides."), "confirm": text("Yes"), "deny": text("No")}
    more = {"type": "overflow", "action_id": "more", "options": options("mute", "report"), "confirm": confirm}
    posted = await client.chat_postMessage(channel="C0PAYMENTS", text="x", blocks=[actions(button(), more)])
    await sandbox.act.press("ben", "more", channel="payments", ts=posted["ts"], value="report")
    [action] = pressed[0]["actions"]
    assert (action["type"], action["selected_option"]["value"]) == ("overflow", "report")
    assert action["confirm"] == confirm
    assert "more" not in pressed[0]["state"]["values"].get("row", {})
    with pytest.raises(ClientRefused, match="not offered"):
        await sandbox.act.press("ben", "more", channel="payments", ts=posted["ts"], value="snooze")


async def test_a_home_of_many_blocks_opens_modals_and_these_a_stack_of_three(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient
) -> None:
    refused: list[str] = []

    @app.action("open")
    async def opened(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(actions(button("push"))))

    @app.action("push")
    async def pushed(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(actions(button("push"))))
        except SlackApiError as error:
            refused.append(error.response["error"])

    rows = [actions(button("open", value=str(number)), block_id=f"row{number}") for number in range(100)]
    await client.views_publish(user_id="U0ANA", view=home(*rows))
    view = sandbox.act.home("ana")
    assert view is not None
    await sandbox.act.press("ana", "open", view_id=view.id, block_id="row99")
    await seen(sandbox, lambda: sandbox.act.modal("ana") is not None)
    ids: list[str] = []
    for _ in range(3):
        top = sandbox.act.modal("ana")
        assert top is not None
        ids.append(top.id)
        await sandbox.act.press("ana", "push", view_id=top.id)
        await seen(sandbox, lambda: bool(refused) or sandbox.act.modal("ana") is not top)  # noqa: B023 - looked at now
    assert len(set(ids)) == 3
    assert refused == ["push_limit_reached"]
    full = await refusal(client, "views.publish", user_id="U0ANA", view=home(*rows, actions(button("open"))))
    assert full["error"] == "invalid_arguments"


async def test_nobody_presses_what_they_cannot_see(sandbox: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SAFETY", text="x", blocks=[actions(button())])
    with pytest.raises(CannotSee):
        await sandbox.act.press("ana", "press", channel="people-safety", ts=posted["ts"])
    with pytest.raises(NoSuchElement, match="no element 'other'"):
        await sandbox.act.press("ines", "other", channel="people-safety", ts=posted["ts"])
    with pytest.raises(NoSuchElement):
        await sandbox.act.press("ines", "press", channel="people-safety", ts="1.2")
    with pytest.raises(NoSuchElement, match="no modal"):
        await sandbox.act.press("ines", "press")


async def test_a_press_in_an_ephemeral_has_no_message_and_can_replace_or_delete_it(
    sandbox: Sandbox, client: AsyncWebClient, pressed: list[dict[str, Any]]
) -> None:
    for value in ("replace", "delete"):
        await client.chat_postEphemeral(
            channel="C0PAYMENTS", user="U0ANA", text=value, blocks=[actions(button(value=value))]
        )
    first, second = sandbox.act.ephemerals("ana")
    with pytest.raises(CannotSee):
        await sandbox.act.press("ben", "press", ephemeral_id=first.id)
    await sandbox.act.press("ana", "press", ephemeral_id=first.id)
    await seen(sandbox, lambda: first.text == "replaced")
    await sandbox.act.press("ana", "press", ephemeral_id=second.id)
    await seen(sandbox, lambda: sandbox.act.ephemerals("ana") == [first])
    assert pressed[0]["container"]["is_ephemeral"] is True
    assert "message" not in pressed[0]


async def test_a_home_is_opened_published_and_pressed_in(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, pressed: list[dict[str, Any]]
) -> None:
    opened: list[dict[str, Any]] = []

    @app.event("app_home_opened")
    async def publish(event: dict[str, Any], client: AsyncWebClient) -> None:
        opened.append(event)
        await client.views_publish(user_id=event["user"], view=home(actions(button())))

    view = await sandbox.act.open_home("ana")
    assert view is not None
    assert (view.type, view.user) == ("home", "U0ANA")
    await sandbox.act.press("ana", "press", view_id=view.id)
    assert pressed[0]["view"]["type"] == "home"
    assert "view" not in opened[0]
    await sandbox.act.open_home("ana")
    await seen(sandbox, lambda: len(opened) == 2)
    assert opened[1]["view"]["id"] == view.id
    stale = await refusal(client, "views.publish", user_id="U0ANA", view=home(), hash="1.old")
    assert stale["error"] == "hash_conflict"


async def test_a_home_is_shown_to_one_person_and_must_be_a_home(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.views_publish(user_id="U0ANA", view=home())
    assert sandbox.act.home("ana") is not None
    assert sandbox.act.home("ben") is None
    wrong = {"type": "modal", "title": text("x"), "blocks": []}
    answer = await refusal(client, "views.publish", user_id="U0ANA", view=wrong)
    assert answer["error"] == "invalid_arguments"
    assert (await refusal(client, "views.publish", user_id="U0NO", view=home()))["error"] == "invalid_arguments"


async def test_a_home_that_nobody_publishes_stays_empty(sandbox: Sandbox) -> None:
    assert await sandbox.act.open_home("ana", wait=0.05) is None
