"""Somebody wants to know how private this is: in the form, where it lies on top, or in their Home."""

from slack_sdk.web.async_client import AsyncWebClient

from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.payloads import Body
from handlers.screen import open_view
from handlers.views.privacy import privacy


async def privacy_shown(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Show it. Closing it leads back to the form, with everything that was typed."""
    if await open_view(client, body, privacy()) is not None:
        deps.meter.count("form_not_opened")
    return nothing()
