"""The kind answer when a listener could not do its work: it says what to do, and gives back what was written."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.slack_text import unescape
from bot.words import answers as say
from bot.words import form as say_in_form
from handlers.answers import Answer, error_at, nothing, options
from handlers.deps import Deps
from handlers.payloads import Body, View, optional
from handlers.screen import tell
from handlers.views import ids
from handlers.views.given_back import Again, given_back


class Trouble(StrEnum):
    """Why a listener could not do its work."""

    NOT_NOW = "not_now"  # the store failed, and nothing is stored: the same again may succeed
    UNSURE = "unsure"  # it took too long: it may have been done, and the same again has no second effect
    UNREADABLE = "unreadable"  # the payload lacks what every payload of its kind has
    BROKEN = "broken"  # an error of ours


Refusal = Callable[[Trouble, Deps, Body, AsyncWebClient], Awaitable[Answer]]

_AT_A_BUTTON = {
    Trouble.NOT_NOW: say.NOT_NOW,
    Trouble.UNSURE: say.UNSURE,
    Trouble.UNREADABLE: say.UNREADABLE,
    Trouble.BROKEN: say.WENT_WRONG,
}
_IN_A_FORM = {
    Trouble.NOT_NOW: say_in_form.NOT_KEPT,
    Trouble.UNSURE: say_in_form.UNSURE,
    Trouble.UNREADABLE: say_in_form.OUTDATED,
    Trouble.BROKEN: say_in_form.WENT_WRONG,
}


async def give_words_back(_trouble: Trouble, deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Answer a command: ephemerally, with what was typed and a button to try again."""
    typed = optional(body, "text") or ""
    text = say.COMMAND_FAILED if typed else say.COMMAND_FAILED_EMPTY
    return given_back(text, words=unescape(typed), again=Again(typed=typed), stash=deps.stash)


async def keep_the_form(trouble: Trouble, _deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Answer a form: it stays as it is, with an error at its first input."""
    view = body.get("view")
    if not isinstance(view, dict):
        return nothing()
    return error_at(view, ids.WORDS, _IN_A_FORM[trouble], words=typed_into(view))


async def tell_them(trouble: Trouble, _deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Answer a button or a shortcut: in a notice, or ephemerally."""
    await tell(client, body, _AT_A_BUTTON[trouble])
    return nothing()


async def offer_nothing(_trouble: Trouble, _deps: Deps, _body: Body, _client: AsyncWebClient) -> Answer:
    """Answer a picker: it stays empty, and the form can be sent without it."""
    return options([])


async def let_it_be(_trouble: Trouble, _deps: Deps, _body: Body, _client: AsyncWebClient) -> Answer:
    """Answer an event: there is nobody to tell, and sending it again would not help."""
    return nothing()


def typed_into(view: View) -> str:
    """Return whatever text was typed into a view, for giving it back."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    blocks = values.values() if isinstance(values, dict) else ()
    inputs = [one for block in blocks if isinstance(block, dict) for one in block.values()]
    return "\n\n".join(filter(None, (optional(one, "value") for one in inputs)))
