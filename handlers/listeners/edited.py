"""The changed words of something that still waits come back: looked over, stored, and confirmed."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.giveaway import find
from bot.core.what_people_write import storable
from bot.errors import Refused
from bot.usecases.author import edit
from bot.usecases.my_feedback import entry
from bot.words import author as say_to_authors
from handlers.answers import Answer, error_at, update
from handlers.authors import view_of_item
from handlers.carried import mark
from handlers.deps import Deps
from handlers.payloads import Body, View, entered, optional, required, view_of
from handlers.screen import replace_view
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.edit_form import edit_form, saved


async def edited(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Store the new words; what they give away is shown first, once."""
    view = view_of(body)
    typed = optional(entered(view, ids.WORDS), "value") or ""
    try:
        carried = deps.signer.open(optional(view, "private_metadata") or "", purpose=ids.EDIT_FORM)
    except ForgedError:
        return error_at(view, ids.WORDS, say_to_authors.NOT_OURS, words=typed)
    item_id, in_home = required(carried, "item"), carried.get("home")
    words = storable(typed)
    findings = find(words, directory=deps.current.people.directory)
    if findings and optional(carried, "seen") != mark(words):
        return update(
            edit_form(
                item_id=item_id,
                words=words,
                signer=deps.signer,
                in_home=in_home,
                findings=findings,
                seen=mark(words),
            )
        )
    try:
        await edit(store=deps.store, organisation=deps.current.organisation, item_id=item_id, words=typed)
    except Refused as refused:
        return error_at(view, ids.WORDS, str(refused), words=typed)
    if isinstance(in_home, bool):
        await _show_below(deps, view, client, item_id, in_home=in_home)
    return update(saved())


async def _show_below(deps: Deps, view: View, client: AsyncWebClient, item_id: str, *, in_home: bool) -> None:
    """Bring the item's view, which the form lies on, to the words as they are now."""
    found = await entry(store=deps.store, item_id=item_id)
    below = {"view": {"id": optional(view, "previous_view_id")}}
    if found is not None:
        await replace_view(client, below, view_of_item(deps, found, in_home=in_home), seconds=1.0)
