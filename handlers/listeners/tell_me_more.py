"""A leader presses "Tell me more" and sends a question: it goes into the thread, and counts as heard."""

import hashlib
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.fishing import fishing
from bot.errors import NotALeader, Refused, UnknownItem
from bot.usecases.acknowledge import item_for
from bot.usecases.ask import ask
from bot.usecases.check_text import text_problem
from bot.words import answers as say
from bot.words import form as say_in_form
from handlers.answers import Answer, error_at, nothing, update
from handlers.deps import Deps
from handlers.listeners.pressed_messages import note_message, tell_why_not, why_refused
from handlers.payloads import Body, entered, optional, pressed, required, view_of
from handlers.screen import open_view, whisper
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.question_form import Asking, question_form, question_sent


async def tell_me_more_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the question form for a leader; anybody else is told who can answer."""
    item_id = required(pressed(body), "value")
    person = required(body, "user", "id")
    try:
        item = await item_for(store=deps.store, organisation=deps.current.organisation, item_id=item_id, person=person)
    except (UnknownItem, NotALeader):
        return await tell_why_not(deps, body, client, item_id)
    carried = Asking(
        item=item_id,
        token=deps.new_token(),
        anonymous=item.anonymous,
        heard_by=item.acknowledged_by if item.acknowledged_by != person else None,
    )
    if await open_view(client, body, question_form(carried=carried, signer=deps.signer)) is not None:
        await whisper(client, body, {"response_type": "ephemeral", "text": say.QUESTION_NOT_OPENED})
    await note_message(deps, body, item_id)
    return nothing()


async def question_sent_off(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Store the question, and confirm; whatever is wrong is shown at the question, which stays as it was typed.

    One that may ask for who the author is, is shown again once, with what may, and sent when it comes back unchanged.
    """
    view = view_of(body)
    text = optional(entered(view, ids.QUESTION), "value") or ""
    person = required(body, "user", "id")
    try:
        carried = Asking.opened(optional(view, "private_metadata") or "", deps.signer)
    except ForgedError:
        return error_at(view, ids.QUESTION, say_in_form.QUESTION_NOT_OURS, words=text)
    if problem := text_problem(text, empty=say_in_form.EMPTY_QUESTION):
        return error_at(view, ids.QUESTION, problem, words=text)
    identifier = question_id(carried.token, text)
    fishes = fishing(text, deps.current.people.directory) if carried.anonymous else ()
    if fishes and carried.shown != identifier:
        again = replace(carried, shown=identifier)
        flagged = [span.text for span in fishes]
        return update(question_form(carried=again, signer=deps.signer, text=text, flagged=flagged))
    try:
        result = await ask(
            store=deps.store,
            organisation=deps.current.organisation,
            item_id=carried.item,
            question_id=identifier,
            person=person,
            text=text,
            fishes=bool(fishes),
            now=deps.clock(),
        )
    except Refused as refused:
        return error_at(view, ids.QUESTION, why_refused(refused, no_leader=say_in_form.NO_LEADER_ANY_MORE), words=text)
    deps.wake()
    if result.item.left_out is None:
        deps.meter.count("question_asked")
    if result.won and result.item.left_out is None:
        deps.meter.count("acknowledged", how="question")
    first = result.item.acknowledged_by
    return update(question_sent(won=result.won or first == person, other=first))


def question_id(token: str, text: str) -> str:
    """Return the question's id: the same for the same form and text, another where the text was edited in between."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=token.encode()[:64], digest_size=12).hexdigest()
