from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from sandbox import Sandbox
from sandbox.errors import CannotSee, ClientRefused, NoSuchElement
from tests.sandbox.waiting import seen


def remembering(app: AsyncApp, command: str = "/feedback", answer: Any = None) -> list[dict[str, Any]]:
    """Registers a listener that notes each command it gets and answers with `answer`."""
    got: list[dict[str, Any]] = []

    @app.command(command)
    async def taken(ack: Any, body: dict[str, Any]) -> None:
        got.append(body)
        await ack(answer) if answer is not None else await ack()

    return got


async def test_a_command_works_where_the_bot_is_not_and_carries_what_slack_sends(
    sandbox: Sandbox, app: AsyncApp
) -> None:
    got = remembering(app)
    delivery = await sandbox.act.command("ana", "#random", "/feedback payments: hello")
    assert delivery.ok
    assert delivery.ms < 3000
    [payload] = got
    assert payload["text"] == "payments: hello"
    assert (payload["user_id"], payload["channel_id"], payload["channel_name"]) == ("U0ANA", "C0RANDOM", "random")
    assert payload["response_url"].startswith(sandbox.base_url)
    assert "thread_ts" not in payload


async def test_names_that_are_typed_become_mentions_where_the_manifest_says_so(sandbox: Sandbox, app: AsyncApp) -> None:
    escaped, raw = remembering(app), remembering(app, "/raw")
    typed = "@ben in #payments and @pay-leads & <!channel> @nobody"
    await sandbox.act.command("ana", "random", f"/feedback {typed}")
    await sandbox.act.command("ana", "random", f"/raw {typed}")
    assert escaped[0]["text"] == (
        "<@U0BEN|ben> in <#C0PAYMENTS|payments> and <!subteam^S0PAYLEADS|@pay-leads> &amp; &lt;!channel&gt; @nobody"
    )
    assert raw[0]["text"] == typed


async def test_the_name_of_a_private_channel_is_not_told(sandbox: Sandbox, app: AsyncApp) -> None:
    got = remembering(app)
    await sandbox.act.command("ines", "people-safety", "/feedback")
    await sandbox.act.open_dm("ines")
    await sandbox.act.command("ines", "D0INES", "/feedback")
    assert [one["channel_name"] for one in got] == ["privategroup", "directmessage"]


@pytest.mark.parametrize("answer", ["Thank you", {"text": "Thank you"}])
async def test_an_answer_is_seen_by_the_person_alone(sandbox: Sandbox, app: AsyncApp, answer: Any) -> None:
    remembering(app, answer=answer)
    await sandbox.act.command("ana", "random", "/feedback hello")
    assert [one.text for one in sandbox.act.ephemerals("ana", "random")] == ["Thank you"]
    assert sandbox.act.messages("ben", "random") == []


async def test_an_answer_in_the_channel_shows_everyone_what_was_typed(sandbox: Sandbox, app: AsyncApp) -> None:
    remembering(app, answer={"text": "Thank you", "response_type": "in_channel"})
    await sandbox.act.command("ana", "random", "/feedback my secret")
    assert [one.text for one in sandbox.act.messages("ben", "random")] == ["/feedback my secret", "Thank you"]


async def test_an_answer_that_cannot_be_shown_is_a_failure(sandbox: Sandbox, app: AsyncApp) -> None:
    remembering(app, answer={"text": "x", "blocks": [{"type": "nonsense"}]})
    delivery = await sandbox.act.command("ana", "random", "/feedback")
    assert delivery.error == "invalid_blocks"


async def test_an_app_that_is_silent_for_three_seconds_has_timed_out(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.command("/feedback")
    async def silent() -> None:
        """Never acknowledges."""

    delivery = await sandbox.act.command("ana", "random", "/feedback")
    assert (delivery.status, delivery.error) == (0, "operation_timeout")
    assert delivery.ms >= 2900
    [shown] = sandbox.act.ephemerals("ana")
    assert shown.text == '/feedback failed with the error "operation_timeout"'
    assert not shown.from_bot


async def test_without_a_connection_a_command_is_not_dispatched(sandbox: Sandbox) -> None:
    delivery = await sandbox.act.command("ana", "random", "/feedback")
    assert delivery.error == "dispatch_failed"


async def test_an_unknown_command_is_answered_by_slack_itself(sandbox: Sandbox) -> None:
    delivery = await sandbox.act.command("ana", "random", "/feedbak hello")
    assert delivery.error == "not_a_command"
    assert "is not a valid command" in sandbox.act.ephemerals("ana")[0].text


async def test_a_command_cannot_be_typed_in_a_thread_nor_by_somebody_outside(sandbox: Sandbox) -> None:
    message = await sandbox.act.say("ana", "payments", "hello")
    with pytest.raises(ClientRefused, match="not supported in threads"):
        await sandbox.act.command("ana", "payments", "/feedback", thread_ts=message.ts)
    with pytest.raises(CannotSee):
        await sandbox.act.command("ines", "payments", "/feedback")
    sandbox.act.deactivate("ana")
    with pytest.raises(CannotSee, match="deactivated"):
        await sandbox.act.command("ana", "random", "/feedback")


async def test_shortcuts_carry_where_they_were_picked(sandbox: Sandbox, app: AsyncApp) -> None:
    got: list[dict[str, Any]] = []

    async def taken(ack: Any, body: dict[str, Any]) -> None:
        got.append(body)
        await ack()

    app.shortcut("give_feedback")(taken)
    app.shortcut("about_message")(taken)
    message = await sandbox.act.say("ben", "payments", "the build is red")
    assert (await sandbox.act.global_shortcut("ana", "give_feedback")).ok
    assert (await sandbox.act.message_shortcut("ana", "about_message", "payments", message.ts)).ok
    first, second = got
    assert first["type"] == "shortcut"
    assert "response_url" not in first
    assert "channel" not in first
    assert (second["type"], second["message"]["text"], second["channel"]["id"]) == (
        "message_action",
        "the build is red",
        "C0PAYMENTS",
    )
    with pytest.raises(NoSuchElement):
        await sandbox.act.global_shortcut("ana", "about_message")


async def test_a_response_url_answers_changes_and_takes_back(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.command("/feedback")
    async def later(ack: Any, respond: Any) -> None:
        await ack()
        await respond("first")
        await respond(text="loud", response_type="in_channel")

    await sandbox.act.command("ana", "random", "/feedback")
    [loud] = await seen(sandbox, lambda: sandbox.act.messages("ana", "random"))
    assert loud.text == "loud"
    assert [one.text for one in sandbox.act.ephemerals("ana")] == ["first"]


async def test_a_response_url_is_good_for_five_answers(sandbox: Sandbox, app: AsyncApp) -> None:
    statuses: list[tuple[int, str]] = []

    @app.command("/feedback")
    async def many(ack: Any, respond: Any) -> None:
        await ack()
        for number in range(6):
            answer = await respond(str(number))
            statuses.append((answer.status_code, answer.body))
        sandbox.world.changes.bump()

    await sandbox.act.command("ana", "random", "/feedback")
    await seen(sandbox, lambda: len(statuses) == 6)
    assert [status for status, _ in statuses] == [200] * 5 + [404]
    assert "used_url" in statuses[-1][1]
    assert [one.ok for one in sandbox.requests if one.method == "response_url"] == [True] * 5 + [False]


async def test_the_last_payload_can_be_brought_again(sandbox: Sandbox, app: AsyncApp) -> None:
    got = remembering(app)
    await sandbox.act.command("ana", "random", "/feedback once")
    await sandbox.deliver_again()
    assert [one["text"] for one in got] == ["once", "once"]
    assert got[0]["trigger_id"] == got[1]["trigger_id"]
