"""What no other listener takes: ids of another version. Each gets a clear answer, and nobody logs its body."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.slack_text import unescape
from bot.words import answers as say
from bot.words import form as say_in_form
from handlers.answers import Answer, error_at, nothing, options
from handlers.deps import Deps
from handlers.payloads import Body, optional, view_of
from handlers.refusals import typed_into
from handlers.screen import tell
from handlers.views.given_back import Again, given_back


async def unknown_action(_deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """A button of another version."""
    await tell(client, body, say.UNKNOWN_ACTION)
    return nothing()


async def unknown_shortcut(_deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """A shortcut of another version."""
    await tell(client, body, say.UNKNOWN_SHORTCUT)
    return nothing()


async def unknown_form(_deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """A form of another version; it stays, or its words are given back."""
    view = view_of(body)
    return error_at(view, "", say_in_form.OUTDATED, words=typed_into(view))


async def closed_view(_deps: Deps, _body: Body, _client: AsyncWebClient) -> Answer:
    """A view that was closed needs no more than an acknowledgement."""
    return nothing()


async def unknown_command(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """A command that the manifest does not have; the words go back."""
    typed = optional(body, "text") or ""
    return given_back(say.UNKNOWN_COMMAND, words=unescape(typed), again=Again(typed=typed), stash=deps.stash)


async def unknown_options(_deps: Deps, _body: Body, _client: AsyncWebClient) -> Answer:
    """A picker of another version."""
    return options([])


async def unknown_event(_deps: Deps, _body: Body, _client: AsyncWebClient) -> Answer:
    """An event nobody subscribed to: unanswered ones count towards Slack switching the subscription off."""
    return nothing()
