"""A leader chooses from the menu of a card: mute the author, or report. Each is asked once more before it is done."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotALeader, Refused, UnknownItem
from bot.messages import actions
from bot.usecases.abuse import MUTED_FOR, mute, report
from bot.usecases.acknowledge import item_for
from bot.words import abuse, menu
from handlers.answers import Answer, nothing, update
from handlers.deps import Deps
from handlers.listeners.pressed_messages import note_message, tell_why_not, why_refused
from handlers.listeners.strangers import unknown_action
from handlers.payloads import Body, optional, pressed, required, view_of
from handlers.screen import open_view, tell
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.item_menu import mute_form, report_form
from handlers.views.notice import notice
from handlers.views.parts import plain


async def menu_chosen(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open what asks once more, for a leader; anybody else is told who can answer."""
    chosen = required(pressed(body), "selected_option", "value")
    kind = next((kind for kind in (actions.MUTE, actions.REPORT) if chosen.startswith(kind)), None)
    if kind is None:
        return await unknown_action(deps, body, client)
    item_id = chosen.removeprefix(kind)
    person = required(body, "user", "id")
    try:
        item = await item_for(store=deps.store, organisation=deps.current.organisation, item_id=item_id, person=person)
    except (UnknownItem, NotALeader):
        return await tell_why_not(deps, body, client, item_id)
    if kind == actions.MUTE and not item.anonymous:
        await tell(client, body, abuse.SIGNED)
        return nothing()
    if kind == actions.MUTE:
        view = mute_form(item_id, until=deps.clock().date() + MUTED_FOR, signer=deps.signer)
    else:
        view = report_form(item_id, signer=deps.signer)
    if await open_view(client, body, view) is not None:
        deps.meter.count("form_not_opened")
    await note_message(deps, body, item_id)
    return nothing()


async def mute_confirmed(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Mute the author; the answer is the same whether or not there is anybody to be met."""
    try:
        until = await mute(
            store=deps.store,
            identity=deps.identity,
            organisation=deps.current.organisation,
            item_id=_item(deps, body, ids.MUTE_FORM),
            person=required(body, "user", "id"),
            now=deps.clock(),
            new_id=deps.new_token,
        )
    except ForgedError:
        return _said(menu.NOT_OURS)
    except Refused as refused:
        return _said(why_refused(refused, no_leader=menu.NOT_ANY_MORE))
    deps.meter.count("muted")
    return _said(abuse.muted(until))


async def report_confirmed(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Report the item: its words are hidden, and handed to those who look after safety."""
    try:
        result = await report(
            store=deps.store,
            organisation=deps.current.organisation,
            item_id=_item(deps, body, ids.REPORT_FORM),
            person=required(body, "user", "id"),
            now=deps.clock(),
        )
    except ForgedError:
        return _said(menu.NOT_OURS)
    except Refused as refused:
        return _said(why_refused(refused, no_leader=menu.NOT_ANY_MORE))
    deps.wake()
    if result.won and result.item.left_out is None:
        deps.meter.count("reported")
    return _said(abuse.REPORTED if result.won else abuse.REPORTED_BEFORE)


def _item(deps: Deps, body: Body, purpose: str) -> str:
    """Return the item that the modal is about; raise ForgedError."""
    item_id = optional(deps.signer.open(optional(view_of(body), "private_metadata") or "", purpose=purpose), "item")
    if item_id is None:
        raise ForgedError
    return item_id


def _said(text: str) -> Answer:
    return update(notice(plain(text)))
