"""The two shortcuts and the Home's button: they open the form, the message shortcut with a link where that is safe."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.target import Command
from bot.words import answers as say
from bot.words import form as say_in_form
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.fresh_form import fresh_form
from handlers.payloads import Body, optional
from handlers.permalinks import in_public, permalink
from handlers.screen import open_view, whisper
from handlers.views.given_back import Again, given_back


async def give_feedback(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open an empty form. Should Slack not open it there is nothing to lose, and no place to answer in."""
    if await open_view(client, body, fresh_form(deps, command=Command())) is not None:
        deps.meter.count("form_not_opened")
    return nothing()


async def give_feedback_on_this(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open a form that refers to the message, for the team of its channel where there is one."""
    about = permalink(body)
    note = None if in_public(body) else say_in_form.LINK_LEFT_OUT
    form = fresh_form(deps, command=Command(), typed_in=optional(body, "channel", "id"), about=about, note=note)
    if await open_view(client, body, form) is not None:
        deps.meter.count("form_not_opened")
        await whisper(client, body, given_back(say.FORM_NOT_OPENED_EMPTY, again=Again(about=about), stash=deps.stash))
    return nothing()
