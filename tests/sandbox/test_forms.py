from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.acts.forms import FAILURE
from sandbox.errors import BadAnswer, CannotSee, ClientRefused, NoSuchElement
from tests.sandbox.forms import actions, button, input_, modal, options, shown, text, words


def answering(app: AsyncApp, answer: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Lets the app answer submissions of the form; gives what it gets."""
    got: list[dict[str, Any]] = []

    @app.view("form")
    async def taken(ack: Any, body: dict[str, Any]) -> None:
        got.append(body)
        await ack(**(answer or {}))

    return got


async def test_a_form_is_sent_with_its_state_and_closes(sandbox: Sandbox, app: AsyncApp) -> None:
    got = answering(app, None)
    menu = {"type": "static_select", "action_id": "team", "options": options("payments", "mobile")}
    boxes = {"type": "checkboxes", "action_id": "how", "options": options("anonymous", "urgent")}
    view = shown(
        sandbox, "ana", modal(input_("about", words()), input_("to", menu), input_("flags", boxes, optional=True))
    )
    delivery = await sandbox.act.submit("ana", view.id, {"words": "hello", "team": "mobile"})
    assert delivery.status == 200
    assert sandbox.act.modal("ana") is None
    values = got[0]["view"]["state"]["values"]
    assert values["about"]["words"] == {"type": "plain_text_input", "value": "hello"}
    assert values["to"]["team"]["selected_option"] == options("mobile")[0]
    assert values["flags"]["how"] == {"type": "checkboxes", "selected_options": []}
    assert got[0]["response_urls"] == []


@pytest.mark.parametrize(
    ("element", "value", "complaint"),
    [
        (words(), None, "required"),
        (words(), "   ", "required"),
        (words(min_length=5), "four", "at least 5"),
        (words(max_length=3), "four", "no more than 3"),
        (words(), "x" * 3001, "no more than 3000"),
        ({"type": "number_input", "action_id": "words", "is_decimal_allowed": False}, "1.5", "number"),
        (
            {"type": "number_input", "action_id": "words", "is_decimal_allowed": True, "max_value": "9"},
            "9.5",
            "at most 9",
        ),
        ({"type": "email_text_input", "action_id": "words"}, "nobody", "email"),
        ({"type": "url_text_input", "action_id": "words"}, "nowhere", "URL"),
    ],
)
async def test_the_client_refuses_what_slack_would_not_send(
    sandbox: Sandbox, element: dict[str, Any], value: str | None, complaint: str
) -> None:
    view = shown(sandbox, "ana", modal(input_("about", element)))
    with pytest.raises(ClientRefused, match=complaint) as caught:
        await sandbox.act.submit("ana", view.id, {"words": value})
    assert set(caught.value.errors) == {"about"}
    assert view.errors == caught.value.errors


async def test_only_what_is_offered_can_be_chosen(sandbox: Sandbox) -> None:
    menu = {"type": "static_select", "action_id": "team", "options": options("payments")}
    view = shown(sandbox, "ana", modal(input_("to", menu)))
    with pytest.raises(ClientRefused, match="not offered"):
        sandbox.act.fill("ana", view.id, {"team": "mobile"})
    with pytest.raises(NoSuchElement, match="no element 'colour'"):
        sandbox.act.fill("ana", view.id, {"colour": "red"})
    with pytest.raises(CannotSee):
        sandbox.act.fill("ben", view.id, {"team": "payments"})


async def test_errors_keep_the_form_and_its_text(sandbox: Sandbox, app: AsyncApp) -> None:
    answering(app, {"response_action": "errors", "errors": {"about": "Please say more"}})
    view = shown(sandbox, "ana")
    delivery = await sandbox.act.submit("ana", view.id, {"words": "hm"})
    assert delivery.ok
    assert sandbox.act.modal("ana") is view
    assert view.errors == {"about": "Please say more"}
    assert view.values["about"]["words"]["value"] == "hm"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "x"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_slack_does_not_understand_keeps_the_text_and_shows_the_trouble(
    sandbox: Sandbox, app: AsyncApp, answer: dict[str, Any]
) -> None:
    answering(app, answer)
    view = shown(sandbox, "ana")
    delivery = await sandbox.act.submit("ana", view.id, {"words": "hello"})
    assert not delivery.ok
    assert view.failure == FAILURE
    assert view.values["about"]["words"]["value"] == "hello"


async def test_no_answer_within_three_seconds_keeps_the_text_and_shows_the_trouble(
    sandbox: Sandbox, app: AsyncApp
) -> None:
    view = shown(sandbox, "ana")
    delivery = await sandbox.act.submit("ana", view.id, {"words": "hello"})
    assert delivery.error == "operation_timeout"
    assert view.failure == FAILURE
    assert sandbox.act.modal("ana") is view
    answering(app, None)
    assert (await sandbox.act.submit("ana", view.id)).ok
    assert sandbox.act.modal("ana") is None


async def test_an_update_a_push_and_a_clear_are_followed(sandbox: Sandbox, app: AsyncApp) -> None:
    thanks = modal({"type": "section", "text": text("Thank you")}, callback_id="thanks")
    answer: dict[str, Any] = {"response_action": "push", "view": thanks}
    got = answering(app, answer)
    view = shown(sandbox, "ana")
    await sandbox.act.submit("ana", view.id, {"words": "hello"})
    top = sandbox.act.modal("ana")
    assert top is not None
    assert (top.callback_id, top.previous_view_id) == ("thanks", view.id)
    await sandbox.act.close("ana", top.id)
    answer.update({"response_action": "update"})
    await sandbox.act.submit("ana", view.id)
    assert (view.callback_id, view.submit is not None) == ("thanks", True)
    assert len(got) == 2


async def test_clear_closes_everything(sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient) -> None:
    answering(app, {"response_action": "clear"})
    shown(sandbox, "ana")
    await client.views_push(trigger_id=sandbox.core.handles.trigger("U0ANA"), view=modal())
    top = sandbox.act.modal("ana")
    assert top is not None
    await sandbox.act.submit("ana", top.id, {"words": "hello"})
    assert sandbox.act.modal("ana") is None


async def test_closing_is_told_only_to_an_app_that_asked(sandbox: Sandbox, app: AsyncApp) -> None:
    closed: list[dict[str, Any]] = []

    @app.view_closed("form")
    async def taken(ack: Any, body: dict[str, Any]) -> None:
        closed.append(body)
        await ack()

    assert await sandbox.act.close("ana", shown(sandbox, "ana").id) is None
    delivery = await sandbox.act.close("ana", shown(sandbox, "ana", modal(notify_on_close=True)).id)
    assert delivery is not None
    assert delivery.ok
    assert [(one["type"], one["is_cleared"]) for one in closed] == [("view_closed", False)]


async def test_suggestions_are_asked_for_and_can_then_be_chosen(sandbox: Sandbox, app: AsyncApp) -> None:
    offered = options("payments", "platform")

    @app.options("team")
    async def suggest(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[one for one in offered if payload["value"] in one["value"]])

    menu = {"type": "external_select", "action_id": "team", "min_query_length": 2}
    view = shown(sandbox, "ana", modal(input_("to", menu)))
    with pytest.raises(ClientRefused):
        sandbox.act.fill("ana", view.id, {"team": "payments"})
    assert await sandbox.act.suggestions("ana", view.id, "to", "team", "p") == []
    assert await sandbox.act.suggestions("ana", view.id, "to", "team", "pay") == offered[:1]
    sandbox.act.fill("ana", view.id, {"team": "payments"})
    assert view.values["to"]["team"]["selected_option"] == offered[0]


async def test_too_many_suggestions_are_a_bad_answer(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.options("team")
    async def suggest(ack: Any) -> None:
        await ack(options=options(*(f"team {number}" for number in range(101))))

    menu = {"type": "external_select", "action_id": "team", "min_query_length": 0}
    view = shown(sandbox, "ana", modal(input_("to", menu)))
    with pytest.raises(BadAnswer, match="no more than 100"):
        await sandbox.act.suggestions("ana", view.id, "to", "team", "")


async def test_a_press_in_a_modal_carries_what_was_typed_so_far(sandbox: Sandbox, app: AsyncApp) -> None:
    got: list[dict[str, Any]] = []

    @app.action("press")
    async def taken(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        got.append(body)
        await client.views_update(view_id=body["view"]["id"], view=modal(callback_id="second"))

    view = shown(sandbox, "ana", modal(input_("about", words()), actions(button(value="v"))))
    sandbox.act.fill("ana", view.id, {"words": "half"})
    assert (await sandbox.act.press("ana", "press", view_id=view.id)).ok
    assert got[0]["view"]["state"]["values"]["about"]["words"]["value"] == "half"
    assert got[0]["container"] == {"type": "view", "view_id": view.id}
    assert "response_url" not in got[0]
    assert "channel" not in got[0]
