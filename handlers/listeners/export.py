"""An author takes a copy of everything: all that is in their Home, or one piece of feedback."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.usecases.my_feedback import as_text, entry
from bot.words import author as say
from handlers.answers import Answer, nothing
from handlers.authors import capability, mine_of
from handlers.deps import Deps
from handlers.payloads import Body, optional, page_number, view_of
from handlers.screen import open_view, replace_view, tell
from handlers.signer import ForgedError
from handlers.views.export_view import export_view


async def export_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Show everything that this person wrote, from the first part."""
    mine = await mine_of(deps, body)
    text = as_text(mine.entries) if mine.entries else ""
    if await open_view(client, body, export_view(text)) is not None:
        deps.meter.count("form_not_opened")
    return nothing()


async def export_item_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Show one piece of feedback, on top of it."""
    sealed = optional(view_of(body), "private_metadata") or ""
    text = await _one(deps, body)
    if text is None:
        await tell(client, body, say.GONE)
    elif await open_view(client, body, export_view(text, private_metadata=sealed)) is not None:
        deps.meter.count("form_not_opened")
    return nothing()


async def export_page_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Show another part in place of this one. Whose it is is found out anew."""
    sealed = optional(view_of(body), "private_metadata")
    if sealed is None:
        text: str | None = as_text((await mine_of(deps, body)).entries)
    else:
        text = await _one(deps, body)
    view = export_view(text or "", part=page_number(body), private_metadata=sealed or "")
    if not await replace_view(client, body, view):
        deps.meter.count("form_not_opened")
    return nothing()


async def _one(deps: Deps, body: Body) -> str | None:
    """Return the text of the item that the view is about, or None where it is gone, or was not opened by us."""
    try:
        author = capability(deps, view_of(body))
    except ForgedError:
        return None
    found = await entry(deps.store, author.item)
    return None if found is None else as_text((found,))
