from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.errors import CannotSee, ClientRefused
from tests.sandbox.forms import text
from tests.sandbox.test_web_api import refusal

SECTION = {"type": "section", "text": text("hello")}


async def test_a_message_is_seen_by_those_who_can_see_the_channel(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="C0SAFETY", text="hello", blocks=[SECTION])
    assert answer["channel"] == "C0SAFETY"
    assert answer["message"]["bot_id"] == "B0SANDBOX"
    assert answer["message"]["blocks"][0]["block_id"]
    assert [one.ts for one in sandbox.act.messages("ines", "people-safety")] == [answer["ts"]]
    with pytest.raises(CannotSee):
        sandbox.act.messages("ana", "people-safety")


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0RANDOM", "text": "x"}, "not_in_channel"),
        ({"channel": "C0PAYMENTS"}, "no_text"),
        ({"channel": "C0PAYMENTS", "text": " "}, "no_text"),
        ({"channel": "C0PAYMENTS", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "C0PAYMENTS", "text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"channel": "C0PAYMENTS", "text": "x", "thread_ts": "1.2"}, "thread_not_found"),
        ({"channel": "C0PAYMENTS", "text": "x", "metadata": {"event_type": "e"}}, "invalid_metadata_format"),
        ({"channel": "C0PAYMENTS", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "U0NOBODY", "text": "x"}, "channel_not_found"),
        ({"channel": "U0TELLMEMORE", "text": "x"}, "cannot_dm_bot"),
    ],
)
async def test_what_cannot_be_posted_is_refused(
    sandbox: Sandbox, client: AsyncWebClient, args: dict[str, Any], error: str
) -> None:
    assert (await refusal(client, "chat.postMessage", **args))["error"] == error


async def test_an_archived_channel_takes_nothing(sandbox: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0PAYMENTS", text="before")
    sandbox.act.archive("payments")
    assert (await refusal(client, "chat.postMessage", channel="C0PAYMENTS", text="x"))["error"] == "is_archived"
    changed = await refusal(client, "chat.update", channel="C0PAYMENTS", ts=posted["ts"], text="after")
    assert changed["error"] == "is_inactive"
    with pytest.raises(ClientRefused, match="archived"):
        await sandbox.act.say("ana", "payments", "hello")


async def test_a_private_channel_without_the_bot_does_not_exist_for_it(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    sandbox.act.remove_bot("people-safety")
    assert (await refusal(client, "chat.postMessage", channel="C0SAFETY", text="x"))["error"] == "channel_not_found"


async def test_a_message_to_a_person_goes_to_their_conversation(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="U0ANA", text="hello")
    assert answer["channel"] == "D0ANA"
    assert [one.text for one in sandbox.act.dms("ana")] == ["hello"]
    assert sandbox.act.dms("ben") == []


async def test_replies_stand_in_the_thread_of_their_message(sandbox: Sandbox, client: AsyncWebClient) -> None:
    parent = await client.chat_postMessage(channel="C0PAYMENTS", text="parent")
    reply = await client.chat_postMessage(channel="C0PAYMENTS", text="reply", thread_ts=parent["ts"])
    assert float(reply["ts"]) > float(parent["ts"])
    assert [one.text for one in sandbox.act.messages("ana", "payments")] == ["parent"]
    assert [one.text for one in sandbox.act.thread("ana", "payments", parent["ts"])] == ["parent", "reply"]
    thread = await client.conversations_replies(channel="C0PAYMENTS", ts=parent["ts"])
    assert thread["messages"][0]["reply_count"] == 1
    nested = await refusal(client, "chat.postMessage", channel="C0PAYMENTS", text="x", thread_ts=reply["ts"])
    assert nested["error"] == "cannot_reply_to_message"


async def test_an_update_without_blocks_takes_them_away(sandbox: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0PAYMENTS", text="old", blocks=[SECTION])
    await client.chat_update(channel="C0PAYMENTS", ts=posted["ts"], text="new")
    [shown] = sandbox.act.messages("ana", "payments")
    assert (shown.text, shown.blocks, bool(shown.edited)) == ("new", [], True)


async def test_what_cannot_be_changed_is_refused(sandbox: Sandbox, client: AsyncWebClient) -> None:
    theirs = await sandbox.act.say("ana", "payments", "mine")
    args = {"channel": "C0PAYMENTS", "ts": theirs.ts, "text": "x"}
    assert (await refusal(client, "chat.update", **args))["error"] == "cant_update_message"
    assert (await refusal(client, "chat.delete", **args))["error"] == "cant_delete_message"
    assert (await refusal(client, "chat.update", **args | {"ts": "1.2"}))["error"] == "message_not_found"
    ours = await client.chat_postMessage(channel="C0PAYMENTS", text="ours")
    long = args | {"ts": ours["ts"], "text": "x" * 4001}
    assert (await refusal(client, "chat.update", **long))["error"] == "msg_too_long"
    await client.chat_delete(channel="C0PAYMENTS", ts=ours["ts"])
    assert [one.text for one in sandbox.act.messages("ana", "payments")] == ["mine"]


async def test_very_long_text_is_cut_at_forty_thousand(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0PAYMENTS", text="x" * 40_001)
    assert len(sandbox.act.messages("ana", "payments")[0].text) == 40_000


async def test_a_message_knows_whom_it_pings_and_what_it_previews(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0PAYMENTS", text="<!here> https://example.org")
    await client.chat_postMessage(
        channel="C0PAYMENTS", text="quiet https://example.org", unfurl_links=False, unfurl_media=False
    )
    loud, quiet = sandbox.act.messages("ana", "payments")
    assert (loud.notified, loud.unfurled) == (["!here"], ["https://example.org"])
    assert (quiet.notified, quiet.unfurled) == ([], [])


async def test_asking_slack_to_link_names_makes_plain_ones_ping(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0PAYMENTS", text="@here and @ben")
    await client.chat_postMessage(channel="C0PAYMENTS", text="@here and @ben", link_names=True)
    plain, linked = sandbox.act.messages("ana", "payments")
    assert (plain.notified, linked.notified) == ([], ["!here", "U0BEN"])


async def test_an_ephemeral_is_seen_by_one_person_and_by_nobody_deactivated(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="C0PAYMENTS", user="U0ANA", text="psst")
    assert [one.text for one in sandbox.act.ephemerals("ana", "payments")] == ["psst"]
    assert sandbox.act.ephemerals("ben") == []
    outside = await refusal(client, "chat.postEphemeral", channel="C0PAYMENTS", user="U0INES", text="x")
    assert outside["error"] == "user_not_in_channel"
    sandbox.act.deactivate("ben")
    assert (await client.chat_postEphemeral(channel="C0PAYMENTS", user="U0BEN", text="x"))["ok"]
    assert all(one.user != "U0BEN" for one in sandbox.world.ephemerals)


async def test_history_is_newest_first_and_a_permalink_names_the_workspace(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    for number in range(3):
        await sandbox.act.say("ana", "payments", str(number))
    first = await client.conversations_history(channel="C0PAYMENTS", limit=2)
    assert [one["text"] for one in first["messages"]] == ["2", "1"]
    assert first["has_more"]
    ts = first["messages"][0]["ts"]
    later = await client.conversations_history(channel="C0PAYMENTS", oldest=ts, inclusive=True)
    assert [one["text"] for one in later["messages"]] == ["2"]
    link = await client.chat_getPermalink(channel="C0PAYMENTS", message_ts=ts)
    assert link["permalink"] == f"https://harbour-and-co.slack.com/archives/C0PAYMENTS/p{ts.replace('.', '')}"


async def test_metadata_is_kept_and_shown_only_when_asked_for(sandbox: Sandbox, client: AsyncWebClient) -> None:
    metadata = {"event_type": "item", "event_payload": {"id": "K7QX-2M"}}
    await client.chat_postMessage(channel="C0PAYMENTS", text="x", metadata=metadata)
    plain = await client.conversations_history(channel="C0PAYMENTS")
    assert "metadata" not in plain["messages"][0]
    full = await client.conversations_history(channel="C0PAYMENTS", include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata


async def test_people_cannot_write_to_a_bot_whose_messages_tab_is_read_only(sandbox: Sandbox) -> None:
    await sandbox.act.open_dm("ana")
    with pytest.raises(ClientRefused, match="turned off"):
        await sandbox.act.say("ana", "D0ANA", "hello")


async def test_timestamps_are_unique_and_grow_even_within_a_microsecond(sandbox: Sandbox) -> None:
    stamps = [sandbox.world.next_ts() for _ in range(1000)]
    assert sorted(set(stamps)) == stamps
