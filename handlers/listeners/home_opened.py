"""Somebody opens the app's Home."""

from slack_sdk.web.async_client import AsyncWebClient

from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.payloads import Body, optional, part, required
from handlers.screen import publish
from handlers.views.home import home


async def home_opened(_deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Publish the Home, unless this very Home is there already. Nothing is stored about who opened it."""
    event = part(body, "event")
    view = home()
    there = optional(event, "view", "private_metadata")
    if event.get("tab", "home") == "home" and there != view["private_metadata"]:
        await publish(client, required(event, "user"), view)
    return nothing()
