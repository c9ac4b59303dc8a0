"""A leader presses "Tell me more" and sends a question: it goes into the thread, and counts as heard."""

import hashlib

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.slack_text import is_blank
from bot.core.what_people_write import is_too_long
from bot.errors import NotALeader, UnknownItem
from bot.usecases.acknowledge import item_for
from bot.usecases.ask import ask
from bot.words import answers as say
from bot.words import form as say_in_form
from handlers.answers import Answer, error_at, nothing, update
from handlers.deps import Deps
from handlers.listeners.pressed_messages import note_message, tell_why_not
from handlers.payloads import Body, entered, optional, pressed, required, view_of
from handlers.screen import open_view, whisper
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.question_form import question_form, question_sent


async def tell_me_more_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the question form for a leader; anybody else is told who can answer."""
    item_id = required(pressed(body), "value")
    person = required(body, "user", "id")
    try:
        item = await item_for(store=deps.store, organisation=deps.current.organisation, item_id=item_id, person=person)
    except (UnknownItem, NotALeader):
        return await tell_why_not(deps, body, client, item_id)
    form = question_form(
        item_id=item_id,
        question_token=deps.new_token(),
        signer=deps.signer,
        heard_by=item.acknowledged_by if item.acknowledged_by != person else None,
    )
    if await open_view(client, body, form) is not None:
        await whisper(client, body, {"response_type": "ephemeral", "text": say.QUESTION_NOT_OPENED})
    await note_message(deps, body, item_id)
    return nothing()


async def question_sent_off(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Store the question, and confirm; whatever is wrong is shown at the question, which stays as it was typed."""
    view = view_of(body)
    text = optional(entered(view, ids.QUESTION), "value") or ""
    person = required(body, "user", "id")
    try:
        carried = deps.signer.open(optional(view, "private_metadata") or "", purpose=ids.QUESTION_FORM)
        item_id, token = required(carried, "item"), required(carried, "question")
    except ForgedError:
        return error_at(view, ids.QUESTION, say_in_form.QUESTION_NOT_OURS, words=text)
    if is_blank(text):
        return error_at(view, ids.QUESTION, say_in_form.EMPTY_QUESTION)
    if is_too_long(text):
        return error_at(view, ids.QUESTION, say_in_form.too_long(len(text)), words=text)
    try:
        result = await ask(
            store=deps.store,
            organisation=deps.current.organisation,
            item_id=item_id,
            question_id=question_id(token, text),
            person=person,
            text=text,
            now=deps.clock(),
        )
    except UnknownItem:
        return error_at(view, ids.QUESTION, say.UNKNOWN_ITEM, words=text)
    except NotALeader:
        return error_at(view, ids.QUESTION, say_in_form.NO_LEADER_ANY_MORE, words=text)
    deps.wake()
    deps.meter.count("question_asked")
    if result.won:
        deps.meter.count("acknowledged", how="question")
    first = result.item.acknowledged_by
    return update(question_sent(won=result.won or first == person, other=first))


def question_id(token: str, text: str) -> str:
    """Return the question's id: the same for the same form and text, another where the text was edited in between."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=token.encode()[:64], digest_size=12).hexdigest()
