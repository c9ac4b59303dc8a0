"""What every listener that serves an author needs: whose item it is, what is known of it, and their Home anew."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreFailure
from bot.usecases.my_feedback import Entry, Mine, my_feedback
from bot.words import author as say
from handlers.deps import Deps
from handlers.payloads import Body, View, optional, required, view_of
from handlers.screen import publish, tell
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.home import home
from handlers.views.item_view import item_view

SECONDS_FOR_HOME = 0.8
"""A Home is published anew before the form is answered, which Slack waits for: no longer than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """What shows that a view was opened for the item's author. `home` is True where they find it in their Home."""

    item: str
    home: bool


def capability(deps: Deps, view: View) -> Capability:
    """Read it from the private_metadata of a view; raise ForgedError."""
    carried = deps.signer.open(optional(view, "private_metadata") or "", purpose=ids.AUTHOR)
    item = optional(carried, "item")
    if item is None:
        raise ForgedError
    return Capability(item=item, home=carried.get("home") is True)


async def whose(deps: Deps, body: Body, client: AsyncWebClient) -> Capability | None:
    """Return whose the view is that was pressed in; None, and it is said, where nothing shows who may do this."""
    try:
        return capability(deps, view_of(body))
    except ForgedError:
        await tell(client, body, say.NOT_OURS_BUTTON)
        return None


async def mine_of(deps: Deps, body: object) -> Mine:
    """Return what the person of an interaction wrote. Raises StoreFailure."""
    return await my_feedback(store=deps.store, identity=deps.identity, person=required(body, "user", "id"))


def view_of_item(deps: Deps, entry: Entry, *, in_home: bool, said: str | None = None) -> View:
    """Return the item as its author sees it now."""
    return item_view(
        entry,
        signer=deps.signer,
        organisation=deps.current.organisation,
        now=deps.clock(),
        in_home=in_home,
        said=said,
    )


async def home_again(deps: Deps, body: object, client: AsyncWebClient) -> None:
    """Publish the Home of the person of an interaction anew, since what it lists has changed. Never raises.

    What was done is done: a Home that could not be read or published is right again when it is opened.
    """
    try:
        mine = await mine_of(deps, body)
    except StoreFailure:
        return
    view = home(mine, organisation=deps.current.organisation, now=deps.clock())
    await publish(client, required(body, "user", "id"), view, seconds=SECONDS_FOR_HOME)
