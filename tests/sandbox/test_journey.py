from typing import Any

from slack_bolt.async_app import AsyncApp

from sandbox import Sandbox

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Feedback"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "What is on your mind?"},
            "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
        }
    ],
}


async def test_a_command_opens_a_form_whose_words_become_a_message(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.command("/feedback")
    async def opened(ack: Any, command: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=FORM)

    @app.view("form")
    async def sent(ack: Any, view: dict[str, Any], client: Any) -> None:
        await ack()
        await client.chat_postMessage(channel="C0PAYMENTS", text=view["state"]["values"]["words"]["text"]["value"])

    delivery = await sandbox.act.command("ana", "#random", "/feedback payments: the button is grey")
    assert delivery.ok
    modal = sandbox.act.modal("ana")
    for _ in range(100):
        if modal:
            break
        version = sandbox.world.changes.version
        await sandbox.world.changes.wait(version)
        modal = sandbox.act.modal("ana")
    assert modal is not None
    delivery = await sandbox.act.submit("ana", modal.id, {"text": "The button is grey."})
    assert delivery.status == 200
    assert sandbox.act.modal("ana") is None
    messages = sandbox.act.messages("ben", "#payments")
    while not messages:
        await sandbox.world.changes.wait(sandbox.world.changes.version)
        messages = sandbox.act.messages("ben", "#payments")
    assert [message.text for message in messages] == ["The button is grey."]
