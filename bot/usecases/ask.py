"""A leader asks "Tell me more": the question goes into the item's thread, and asking acknowledges."""

from datetime import datetime

from bot.core.item import ENDED, Question
from bot.core.organisation import Organisation
from bot.core.what_people_write import storable
from bot.errors import Refused
from bot.ports import Acknowledgement, Store
from bot.usecases.acknowledge import item_for
from bot.usecases.check_text import check_text
from bot.words import form as words_of_the_form


async def ask(
    *,
    store: Store,
    organisation: Organisation,
    item_id: str,
    question_id: str,
    person: str,
    text: str,
    fishes: bool,
    now: datetime,
) -> Acknowledgement:
    """Store a leader's question once per `question_id`, queue it for the thread, and acknowledge the item if it waits.

    `fishes` is whether it may ask for who the author is, and the leader was told so and sent it all the same.
    Raises Refused (blank, too long, the item ended), UnknownItem, NotALeader and StoreFailure; nothing changes then.
    """
    check_text(text, empty=words_of_the_form.EMPTY_QUESTION)
    item = await item_for(store=store, organisation=organisation, item_id=item_id, person=person)
    if item.state in ENDED or item.erased:
        raise Refused(words_of_the_form.QUESTION_TOO_LATE)
    question = Question(id=question_id, item=item_id, asked_by=person, text=storable(text), asked_at=now, fishes=fishes)
    return await store.ask(question)
