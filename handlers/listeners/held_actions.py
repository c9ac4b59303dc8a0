"""What still waits for its batch is changed, taken back or sent now, from its confirmation or from Home."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refused
from bot.usecases import author
from bot.usecases.my_feedback import entry
from bot.words import author as say_to_authors
from bot.words import sent as say
from handlers.answers import Answer, nothing
from handlers.authors import Capability, home_again, view_of_item, whose
from handlers.deps import Deps
from handlers.payloads import Body, optional, required, view_of
from handlers.screen import open_view, replace_view, tell
from handlers.views import ids
from handlers.views.confirmation import with_state
from handlers.views.edit_form import edit_form


async def held_edit(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the words for editing, on top of what was pressed in."""
    owned = await whose(deps, body, client)
    if owned is None:
        return nothing()
    held = await deps.store.held(owned.item)
    if held is None:
        await _show(deps, body, client, owned, say.GONE)
        return nothing()
    in_home = owned.home if _in_item_view(body) else None
    form = edit_form(item_id=owned.item, words=held.words, signer=deps.signer, in_home=in_home)
    await open_view(client, body, form)
    return nothing()


async def held_withdraw(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Take it back: it is gone, or, where it went out a moment ago, its thread will say so."""
    owned = await whose(deps, body, client)
    if owned is None:
        return nothing()
    try:
        before_anybody_read_it = await author.withdraw(
            store=deps.store,
            identity=deps.identity,
            item_id=owned.item,
            person=required(body, "user", "id"),
            now=deps.clock(),
            new_id=deps.new_token,
        )
    except Refused as refused:
        await tell(client, body, str(refused))
        return nothing()
    deps.wake()
    said = say.WITHDRAWN if before_anybody_read_it else say_to_authors.WITHDRAWAL_HELD
    await _show(deps, body, client, owned, said)
    return nothing()


async def held_send_now(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Release it by itself."""
    owned = await whose(deps, body, client)
    if owned is None:
        return nothing()
    try:
        await author.send_now(
            store=deps.store,
            identity=deps.identity,
            organisation=deps.current.organisation,
            item_id=owned.item,
            now=deps.clock(),
        )
    except Refused as refused:
        await tell(client, body, str(refused))
        return nothing()
    deps.wake()
    await _show(deps, body, client, owned, say.SENT_NOW)
    return nothing()


async def _show(deps: Deps, body: Body, client: AsyncWebClient, owned: Capability, said: str) -> None:
    """Say it in the view that was pressed in, or on top of it where Slack does not let that be changed."""
    view = with_state(view_of(body), said)
    in_item_view = _in_item_view(body)
    if in_item_view and (found := await entry(store=deps.store, item_id=owned.item)) is not None:
        view = view_of_item(deps, found, in_home=owned.home, said=said)
    if not await replace_view(client, body, view, seconds=1.0):
        await tell(client, body, said)
    if in_item_view and owned.home:
        await home_again(deps, body, client)


def _in_item_view(body: Body) -> bool:
    return optional(body, "view", "callback_id") == ids.ITEM_VIEW
