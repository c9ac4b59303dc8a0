"""Inputs that tell the app at once what was chosen, and what the app may do to the form then."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.errors import ClientRefused
from tests.sandbox.forms import input_, modal, options, shown, text, words
from tests.sandbox.waiting import seen


async def test_an_input_tells_the_app_nothing_until_it_is_sent_unless_its_block_dispatches(sandbox: Sandbox) -> None:
    menu = {"type": "static_select", "action_id": "team", "options": options("payments")}
    view = shown(sandbox, "ana", modal(input_("to", menu)))
    with pytest.raises(ClientRefused, match="dispatch_action"):
        await sandbox.act.press("ana", "team", view_id=view.id, value="payments")
    assert view.values["to"]["team"]["selected_option"] is None


def asking() -> dict[str, Any]:
    """A form with a text, and one of each menu that tells the app at once."""
    choices = {"options": options("signed", "anonymous")}
    return modal(
        input_("about", words()),
        input_("how", {"type": "radio_buttons", "action_id": "how", **choices}, dispatch_action=True),
        input_("when", {"type": "static_select", "action_id": "when", **choices}, dispatch_action=True, optional=True),
        input_(
            "to",
            {"type": "external_select", "action_id": "to", "min_query_length": 0},
            dispatch_action=True,
            optional=True,
        ),
    )


async def test_a_choice_that_dispatches_brings_all_that_was_filled_in_and_an_update_keeps_it(
    sandbox: Sandbox, app: AsyncApp
) -> None:
    got: list[dict[str, Any]] = []
    offered = options("payments")

    async def chosen(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        got.append(body)
        says = {"type": "section", "block_id": "says", "text": text(f"choice {len(got)}")}
        changed = asking()
        changed["blocks"].insert(1, says)
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=changed)

    @app.options("to")
    async def suggest(ack: Any) -> None:
        await ack(options=offered)

    for name in ("how", "when", "to"):
        app.action(name)(chosen)
    view = shown(sandbox, "ana", asking())
    sandbox.act.fill("ana", view.id, {"words": "half a thought"})
    await sandbox.act.suggestions("ana", view.id, "to", "to", "")
    for number, (name, value) in enumerate((("how", "anonymous"), ("when", "signed"), ("to", "payments")), start=1):
        assert (await sandbox.act.press("ana", name, view_id=view.id, value=value)).ok
        await seen(sandbox, lambda want=number: view.blocks[1].get("text") == text(f"choice {want}"))  # type: ignore[misc]
    assert [body["actions"][0]["selected_option"]["value"] for body in got] == ["anonymous", "signed", "payments"]
    last = got[-1]["view"]["state"]["values"]
    assert last["about"]["words"]["value"] == "half a thought"
    assert [last[name][name]["selected_option"]["value"] for name in ("how", "when", "to")] == [
        "anonymous",
        "signed",
        "payments",
    ]
    assert view.values == last


async def test_an_update_that_comes_second_is_refused_by_the_hash_it_was_made_from(
    sandbox: Sandbox, app: AsyncApp
) -> None:
    answers: list[str] = []

    @app.action("how")
    async def chosen(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        for _ in range(2):
            sent = {"view_id": body["view"]["id"], "hash": body["view"]["hash"], "view": asking()}
            answer = await refusal_or_ok(client, sent)
            answers.append(answer)

    view = shown(sandbox, "ana", asking())
    await sandbox.act.press("ana", "how", view_id=view.id, value="signed")
    await seen(sandbox, lambda: len(answers) == 2)
    assert answers == ["ok", "hash_conflict"]


async def refusal_or_ok(client: AsyncWebClient, sent: dict[str, Any]) -> str:
    try:
        await client.views_update(**sent)
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"
