"""`/feedback`, and the button that opens its form again: the words are in the form, or given back, and never lost."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.target import parse_command
from bot.core.what_people_write import is_too_long
from bot.words import answers as say
from bot.words import form as say_in_form
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.fresh_form import fresh_form
from handlers.payloads import Body, optional, pressed
from handlers.screen import open_view, whisper
from handlers.views.given_back import Again, given_back, help_text, read_again


async def feedback_command(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the form with what was typed in it, or answer ephemerally."""
    typed = optional(body, "text") or ""
    if parse_command(typed, organisation=deps.current.organisation).help:
        return help_text()
    return await _form_or_words(deps, body, client, Again(typed=typed), channel=optional(body, "channel_id"))


async def form_again(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the form as if the command had been typed again; what was forgotten since then is said in the form."""
    again = read_again(optional(pressed(body), "value") or "", stash=deps.stash)
    answer = await _form_or_words(deps, body, client, again, channel=optional(body, "channel", "id"))
    if answer:
        await whisper(client, body, answer)  # Slack shows no answer in the acknowledgement of a button
    return nothing()


async def _form_or_words(
    deps: Deps, body: Body, client: AsyncWebClient, again: Again, *, channel: str | None
) -> Answer:
    command = parse_command(again.typed, organisation=deps.current.organisation)
    if is_too_long(command.words):
        text = say.too_long_for_the_form(len(command.words))
        return given_back(text, words=command.words, stash=deps.stash, offer=say.OPEN_EMPTY)
    note = say_in_form.WORDS_GONE if again.forgotten else None
    form = fresh_form(deps, command=command, typed_in=channel, about=again.about, note=note)
    if await open_view(client, body, form) is None:
        return nothing()
    deps.meter.count("form_not_opened")
    text = say.FORM_NOT_OPENED if command.words else say.FORM_NOT_OPENED_EMPTY
    return given_back(text, words=command.words, again=again, stash=deps.stash)
