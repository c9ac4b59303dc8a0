"""Something in the form was chosen or pressed: it is drawn again as things stand now, with what was typed kept."""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from handlers.answers import Answer, nothing
from handlers.carried import Carried, OutdatedError
from handlers.deps import Deps
from handlers.draft import read_draft
from handlers.drawing import draw
from handlers.payloads import Body, optional, pressed, view_of
from handlers.screen import replace_view
from handlers.signer import ForgedError
from handlers.views import ids


async def form_changed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Draw the form again, and store nothing.

    Slack refuses where the form has been closed, or changed since: it is all looked at again when it is sent.
    """
    view = view_of(body)
    try:
        carried = Carried.opened(optional(view, "private_metadata") or "", deps.signer)
    except (ForgedError, OutdatedError):
        return nothing()  # said when it is sent, where there is a place for it
    draft = read_draft(view)
    action = pressed(body)
    if action.get("action_id") in {ids.TO_PARENT, ids.TO_FALLBACK}:
        draft = replace(draft, team=optional(action, "value"))
        carried = replace(carried, turn=carried.turn + 1)
    await replace_view(client, body, draw(deps, carried, draft), unless_changed=True)
    return nothing()
