"""What is pressed in Home: another part of the list, or one piece of feedback of this person."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.words import author as say
from handlers.answers import Answer, nothing
from handlers.authors import mine_of, view_of_item
from handlers.deps import Deps
from handlers.payloads import Body, page_number, pressed, required
from handlers.screen import open_view, publish, tell
from handlers.views.home import home


async def my_item_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open one of them. Whose it is is found out anew: that a button names it shows nothing."""
    item_id = required(pressed(body), "value")
    mine = await mine_of(deps, body)
    entry = next((one for one in mine.entries if one.id == item_id), None)
    if entry is None:
        await tell(client, body, say.NOT_YOURS)
    elif await open_view(client, body, view_of_item(deps, entry, in_home=True)) is not None:
        deps.meter.count("form_not_opened")
    return nothing()


async def my_page_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Show another part of the list in place of this one."""
    first = page_number(body)
    view = home(await mine_of(deps, body), organisation=deps.current.organisation, now=deps.clock(), first=first)
    await publish(client, required(body, "user", "id"), view)
    return nothing()
