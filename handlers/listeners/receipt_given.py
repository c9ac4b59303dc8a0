"""Somebody has a receipt: six words that open what was sent with them."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.slack_text import is_blank
from bot.errors import Refused
from bot.usecases.my_feedback import by_receipt, entry
from bot.words import receipts as say
from handlers.answers import Answer, error_at, nothing, update
from handlers.authors import view_of_item
from handlers.deps import Deps
from handlers.payloads import Body, entered, optional, required, view_of
from handlers.screen import open_view
from handlers.views import ids
from handlers.views.receipt_form import receipt_form


async def have_receipt_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the form. Should Slack not open it there is nothing to lose, and no place to answer in."""
    if await open_view(client, body, receipt_form()) is not None:
        deps.meter.count("form_not_opened")
    return nothing()


async def receipt_given(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Show what the words open, or say at the input why they open nothing; what was typed stays."""
    view = view_of(body)
    typed = optional(entered(view, ids.RECEIPT), "value") or ""
    if is_blank(typed):
        return error_at(view, ids.RECEIPT, say.wrong_number(0))
    person = required(body, "user", "id")
    try:
        item_id = await by_receipt(
            store=deps.store, identity=deps.identity, person=person, typed=typed, now=deps.clock()
        )
    except Refused as refused:
        return error_at(view, ids.RECEIPT, str(refused))
    found = await entry(deps.store, item_id)
    if found is None:
        return error_at(view, ids.RECEIPT, say.NOT_FOUND)
    return update(view_of_item(deps, found, in_home=False))
