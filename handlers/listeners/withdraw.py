"""An author takes back what has been released; the press was confirmed in Slack's own dialog."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refused
from bot.usecases.author import withdraw
from bot.usecases.my_feedback import Entry, entry
from bot.words import author as say
from handlers.answers import Answer, nothing
from handlers.authors import home_again, view_of_item, whose
from handlers.deps import Deps
from handlers.payloads import Body, required
from handlers.screen import replace_view, tell
from handlers.views.notice import notice
from handlers.views.parts import plain


async def withdraw_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Withdraw it, now or with the next batch, and show it as it is afterwards."""
    author = await whose(deps, body, client)
    if author is None:
        return nothing()
    try:
        before_anybody_read_it = await withdraw(
            store=deps.store,
            identity=deps.identity,
            item_id=author.item,
            person=required(body, "user", "id"),
            now=deps.clock(),
            new_id=deps.new_token,
        )
    except Refused as refused:
        await tell(client, body, str(refused) or say.GONE)
        return nothing()
    deps.wake()
    found = await entry(deps.store, author.item)
    said = say.WITHDRAWN if before_anybody_read_it else _said(found)
    view = notice(plain(said)) if found is None else view_of_item(deps, found, in_home=author.home, said=said)
    if not await replace_view(client, body, view):
        await tell(client, body, said)
    if author.home:
        await home_again(deps, body, client)
    return nothing()


def _said(found: Entry | None) -> str:
    waits = found is not None and bool(found.waiting)
    return say.WITHDRAWAL_HELD if waits else say.WITHDRAWAL_SENT
