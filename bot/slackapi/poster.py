"""Posting and updating messages through Slack."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackUnavailable
from bot.ports import Blocks, Posted
from bot.slackapi.failures import translated


class SlackPoster:
    """A Poster. Links in what people write are never unfurled: that would tell the links' owners."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, *, channel: str, text: str, blocks: Blocks | None, thread_ts: str | None = None) -> Posted:
        """Post a message; `channel` may be a person's id. Raises SlackFailure."""
        answer = await translated(
            self._client.chat_postMessage(
                channel=channel,
                text=text,
                blocks=blocks or None,
                thread_ts=thread_ts,
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        where, ts = answer.get("channel"), answer.get("ts")
        if not isinstance(where, str) or not isinstance(ts, str):
            raise SlackUnavailable("not_json", ambiguous=True)
        return Posted(channel=where, ts=ts)

    async def update(self, *, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        """Replace a message; without blocks those it had are removed. Raises SlackFailure.

        `parse="none"`: unlike when posting, the default would turn names in the text into mentions.
        """
        await translated(self._client.chat_update(channel=channel, ts=ts, text=text, blocks=blocks, parse="none"))
