"""A leader presses Acknowledge, in the channel, the thread or a direct message."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotALeader, UnknownItem
from bot.usecases.acknowledge import acknowledge
from bot.words import answers as say
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.listeners.pressed_messages import note_message, tell_why_not
from handlers.payloads import Body, pressed, required
from handlers.screen import tell


async def acknowledge_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Acknowledge the item; whoever was too late or may not is told so, and nothing changes."""
    item_id = required(pressed(body), "value")
    person = required(body, "user", "id")
    try:
        await note_message(deps, body, item_id)
        result = await acknowledge(
            store=deps.store,
            organisation=deps.current.organisation,
            item_id=item_id,
            person=person,
            now=deps.clock(),
        )
    except (UnknownItem, NotALeader):
        return await tell_why_not(deps, body, client, item_id)
    deps.wake()
    if result.won:
        if result.item.left_out is None:
            deps.meter.count("acknowledged", how="button")
    elif result.item.acknowledged_by is None:
        await tell(client, body, say.acknowledged_already(item_id))
    elif result.item.acknowledged_by != person:
        await tell(client, body, say.acknowledged_by(item_id, f"<@{result.item.acknowledged_by}>"))
    return nothing()
