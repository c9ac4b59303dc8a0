"""An admin agrees to a change of the teams that protects authors less."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.slack_text import escape
from bot.errors import Refused
from bot.usecases.agree import agree
from bot.words import answers as say
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.payloads import Body, pressed, required
from handlers.screen import tell


async def agree_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Note the agreement, and say whether the change is made now, or why nothing changed."""
    try:
        result = await agree(
            store=deps.store,
            organisation=deps.current.organisation,
            proposal_id=required(pressed(body), "value"),
            person=required(body, "user", "id"),
            now=deps.clock(),
        )
    except Refused as refused:
        await tell(client, body, escape(str(refused)))
        return nothing()
    if result.applied:
        await deps.current.refresh(deps.store)
        deps.wake()
    await tell(client, body, say.AGREED if result.applied else say.agreed_and_missing(result.missing))
    return nothing()
