"""Posting and updating over a real socket."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackRefused, SlackUnavailable
from bot.ports import Posted
from bot.slackapi.poster import SlackPoster
from tests.slackapi.support import FakeSlack, hang_up, refusal

BLOCKS = [{"type": "divider"}]


async def test_a_post_names_where_slack_put_it(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("chat.postMessage", {"ok": True, "channel": "D1", "ts": "17.5"})
    posted = await SlackPoster(client).post(channel="U1", text="hello", blocks=BLOCKS, thread_ts="1.0")
    assert posted == Posted(channel="D1", ts="17.5")
    [asked] = slack.asked
    assert asked.arguments == {
        "channel": "U1",
        "text": "hello",
        "blocks": BLOCKS,
        "thread_ts": "1.0",
        "unfurl_links": False,
        "unfurl_media": False,
    }
    assert asked.authorization == "Bearer xoxb-token"


async def test_a_post_without_blocks_sends_none(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("chat.postMessage", {"ok": True, "channel": "C1", "ts": "17.5"})
    await SlackPoster(client).post(channel="C1", text="hello", blocks=None)
    assert slack.asked[0].arguments.keys() == {"channel", "text", "unfurl_links", "unfurl_media"}


async def test_an_update_without_blocks_removes_those_that_were_there(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("chat.update", {"ok": True})
    await SlackPoster(client).update(channel="C1", ts="17.5", text="hello", blocks=[])
    assert slack.asked[0].arguments == {"channel": "C1", "ts": "17.5", "text": "hello", "blocks": [], "parse": "none"}


async def test_a_dropped_connection_is_not_posted_again_by_itself(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("chat.postMessage", hang_up)
    with pytest.raises(SlackUnavailable) as caught:
        await SlackPoster(client).post(channel="C1", text="hello", blocks=BLOCKS)
    assert caught.value.ambiguous
    assert len(slack.asked) == 1


async def test_a_limit_is_not_waited_for_by_itself(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("chat.postMessage", refusal("ratelimited", status=429, Retry_After="30"))
    with pytest.raises(SlackUnavailable) as caught:
        await SlackPoster(client).post(channel="C1", text="hello", blocks=BLOCKS)
    assert caught.value.retry_after == 30
    assert len(slack.asked) == 1


async def test_a_refusal_of_an_update_is_raised(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("chat.update", refusal("message_not_found"))
    with pytest.raises(SlackRefused, match="message_not_found"):
        await SlackPoster(client).update(channel="C1", ts="17.5", text="hello", blocks=BLOCKS)


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "channel": "C1"}, {"ok": True, "channel": 1, "ts": 2}])
async def test_an_answer_without_a_place_may_have_been_a_post(
    slack: FakeSlack, client: AsyncWebClient, answer: dict[str, object]
) -> None:
    slack.will_answer("chat.postMessage", answer)
    with pytest.raises(SlackUnavailable) as caught:
        await SlackPoster(client).post(channel="C1", text="hello", blocks=BLOCKS)
    assert caught.value.ambiguous
