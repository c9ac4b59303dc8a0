"""Somebody opens the app's Home."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreFailure
from bot.usecases.my_feedback import Mine, my_feedback
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.payloads import Body, optional, part, required
from handlers.screen import publish
from handlers.views.home import home


async def home_opened(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Publish the Home, unless this very Home is there already. Nothing is stored about who opened it.

    Where the stores cannot be read it says so, and offers what needs neither.
    """
    event = part(body, "event")
    if event.get("tab", "home") != "home":
        return nothing()
    person = required(event, "user")
    mine: Mine | None = None
    try:
        mine = await my_feedback(store=deps.store, identity=deps.identity, person=person)
    except StoreFailure:
        deps.meter.count("home_not_read")
    view = home(mine, organisation=deps.current.organisation, now=deps.clock())
    if optional(event, "view", "private_metadata") != view["private_metadata"]:
        await publish(client, person, view)
    return nothing()
