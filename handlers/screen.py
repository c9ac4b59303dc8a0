"""Showing something to the one who pressed, inside the 3 seconds that Slack gives: a modal, or words only they see."""

import asyncio

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.answers import Answer
from handlers.payloads import Body, View, optional
from handlers.silence import silent_logger
from handlers.views.notice import notice
from handlers.views.parts import mrkdwn

log = structlog.get_logger()

SECONDS_TO_OPEN = 2.0
"""A trigger lives for 3 seconds, and what follows a failure needs some of them."""


async def open_view(client: AsyncWebClient, body: Body, view: View, *, seconds: float = SECONDS_TO_OPEN) -> str | None:
    """Open a modal with the payload's trigger; return None, or a short code where Slack did not open it in time.

    Pressed inside a modal, the new one lies on top of it, and closing it leads back. Slack holds three: a fourth comes
    in place of the third.
    """
    trigger_id = optional(body, "trigger_id")
    if trigger_id is None:
        return "no_trigger"
    on_top = optional(body, "view", "type") == "modal"
    code = None
    try:
        async with asyncio.timeout(seconds):
            if on_top:
                await client.views_push(trigger_id=trigger_id, view=view)
            else:
                await client.views_open(trigger_id=trigger_id, view=view)
    except (SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
        code = _code(error)
        if code == "push_limit_reached" and await replace_view(client, body, view, seconds=seconds / 2):
            return None
        log.warning("view_not_opened", method="views.push" if on_top else "views.open", code=code)
    return code


async def replace_view(
    client: AsyncWebClient, body: Body, view: View, *, unless_changed: bool = False, seconds: float = SECONDS_TO_OPEN
) -> bool:
    """Put `view` in place of the modal that was pressed in; return whether Slack did so in time.

    With `unless_changed` Slack refuses it where the modal is not any more as it was when it was pressed in.
    """
    view_id = optional(body, "view", "id")
    if view_id is None:
        return False
    shown = optional(body, "view", "hash") if unless_changed else None
    try:
        async with asyncio.timeout(seconds):
            await client.views_update(view_id=view_id, view=view, hash=shown)
    except (SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
        log.warning("view_not_updated", method="views.update", code=_code(error))
        return False
    return True


async def publish(client: AsyncWebClient, person: str, view: View, *, seconds: float = SECONDS_TO_OPEN) -> None:
    """Publish somebody's Home. A failure is noted and no more: Slack asks again when they open it again."""
    try:
        async with asyncio.timeout(seconds):
            await client.views_publish(user_id=person, view=view)
    except (SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
        log.warning("home_not_published", method="views.publish", code=_code(error))


async def tell(client: AsyncWebClient, body: Body, text: str) -> None:
    """Say one sentence (mrkdwn) to the one who pressed: in a notice, or ephemerally where no modal can be opened."""
    if await open_view(client, body, notice(mrkdwn(text)), seconds=1.2) is not None:
        await whisper(client, body, {"response_type": "ephemeral", "text": text})


async def whisper(client: AsyncWebClient, body: Body, answer: Answer) -> None:
    """Answer ephemerally through the payload's response_url; does nothing where there is none, or Slack refuses."""
    url = optional(body, "response_url")
    if url is None:
        return
    webhook = AsyncWebhookClient(
        url,
        timeout=1,
        session=client.session,
        ssl=client.ssl,
        retry_handlers=[],
        logger=silent_logger(),
    )
    webhook.proxy = client.proxy  # set afterwards: slack-sdk takes None to mean "as the environment says"
    try:
        async with asyncio.timeout(1.0):
            await webhook.send_dict({**answer, "replace_original": False})
    except (SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
        log.warning("not_told", method="response_url", code=_code(error))


def _code(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        code = error.response.get("error") if hasattr(error.response, "get") else None
        return code if isinstance(code, str) else "slack_api_error"
    return "timeout" if isinstance(error, TimeoutError) else type(error).__name__
