"""An author answers: opened from their feedback, looked over once, then sent on or held for its batch."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.giveaway import Finding, find
from bot.core.item import Item
from bot.core.release import times
from bot.core.what_people_write import storable
from bot.errors import Refused
from bot.usecases.author import answer
from bot.usecases.check_text import text_problem
from bot.usecases.my_feedback import Entry, entry
from bot.words import author as say
from handlers.answers import Answer, error_at, nothing, update
from handlers.authors import home_again, view_of_item, whose
from handlers.deps import Deps
from handlers.listeners.tell_me_more import question_id
from handlers.payloads import Body, entered, optional, required, view_of
from handlers.screen import open_view, tell
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.answer_form import Answering, answer_form
from handlers.views.my_feedback import unanswered, when_out


async def write_answer_pressed(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open the form on top of the item, for its author."""
    author = await whose(deps, body, client)
    if author is None:
        return nothing()
    found = await entry(deps.store, author.item)
    if found is None or found.item is None:
        await tell(client, body, say.GONE)
        return nothing()
    carried = Answering(item=author.item, token=deps.new_token(), home=author.home)
    if await open_view(client, body, _form(deps, found, found.item, carried)) is not None:
        deps.meter.count("form_not_opened")
    return nothing()


async def answer_sent(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Take the answer, and show the item as it is now. Whatever is wrong is shown at the answer, which stays."""
    view = view_of(body)
    text = optional(entered(view, ids.ANSWER), "value") or ""
    try:
        carried = Answering.opened(optional(view, "private_metadata") or "", deps.signer)
    except ForgedError:
        return error_at(view, ids.ANSWER, say.NOT_OURS, words=text)
    before = await entry(deps.store, carried.item)
    if before is None or before.item is None:
        return error_at(view, ids.ANSWER, say.GONE, words=text)
    if problem := text_problem(text, empty=say.ANSWER_EMPTY):
        return error_at(view, ids.ANSWER, problem, words=text)
    answer_id = question_id(carried.token, text)
    if before.item.anonymous and carried.shown != answer_id and (found := _giveaways(deps, text)):
        again = Answering(item=carried.item, token=carried.token, home=carried.home, shown=answer_id)
        return update(_form(deps, before, before.item, again, text=text, found_in_it=found))
    try:
        held = await answer(
            store=deps.store,
            identity=deps.identity,
            organisation=deps.current.organisation,
            item_id=carried.item,
            answer_id=answer_id,
            person=required(body, "user", "id"),
            text=text,
            now=deps.clock(),
        )
    except Refused as refused:
        return error_at(view, ids.ANSWER, str(refused) or say.GONE, words=text)
    deps.wake()
    if held is None:  # what is held is not counted: the counter would tell when it came
        deps.meter.count("answered")
    after = await entry(deps.store, carried.item) or before
    said = say.ANSWER_SENT if held is None else say.answer_held(when_out(held, deps.clock()))
    if carried.home:
        await home_again(deps, body, client)
    return update({**view_of_item(deps, after, in_home=carried.home, said=said), "clear_on_close": True})


def _giveaways(deps: Deps, text: str) -> tuple[Finding, ...]:
    """Return what could tell who wrote it, advice as well."""
    return find(storable(text), directory=deps.current.people.directory)


def _form(
    deps: Deps, found: Entry, item: Item, carried: Answering, *, text: str = "", found_in_it: tuple[Finding, ...] = ()
) -> dict[str, object]:
    waiting = unanswered(found) or range(len(found.questions))[-1:]
    goes_out = None
    if item.anonymous:
        now = deps.clock()
        goes_out = when_out(times(deps.current.organisation.owner(item.team).policy, now), now)
    return answer_form(
        carried=carried,
        signer=deps.signer,
        item=item,
        questions=[found.questions[place] for place in waiting],
        goes_out=goes_out,
        text=text,
        found=found_in_it,
    )
