"""What authors do with what they wrote: change it, send it now, withdraw it, answer.

Callers have made sure that it is the author: by a capability that was sealed for them alone, or by their receipt.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core.held import Held, HeldKind
from bot.core.item import ENDED, NEXT, Answer, Item, State
from bot.core.organisation import Organisation, Team
from bot.core.release import hold
from bot.core.routing import route
from bot.core.what_people_write import storable
from bot.errors import Refused, UnknownItem
from bot.identity.identity import Identity
from bot.ports import Store, TakeResult
from bot.usecases.check_text import check_banned, check_text
from bot.usecases.going_out import let_go, minute_of, note_author
from bot.words import author as words_for_authors
from bot.words import form as words_of_the_form
from bot.words import refusals as say
from bot.words.routing import CHOSEN


async def edit(*, store: Store, organisation: Organisation, item_id: str, words: str) -> None:
    """Replace the words of an item that is still held; its batch stays.

    Raises Refused (blank, too long, banned words, it went out), UnknownItem and StoreFailure; nothing changes then.
    """
    held = await _held(store, item_id)
    _check(words, organisation.owner(held.team), empty=words_of_the_form.EMPTY)
    words = storable(words)
    if not await store.edit_held(item_id, words=words, why=_why(held, words, organisation)):
        raise Refused(say.OUT_ALREADY)


async def send_now(
    *, store: Store, identity: Identity, organisation: Organisation, item_id: str, now: datetime
) -> None:
    """Release an item that is held, by itself; what went out already is left alone.

    Raises Refused (nobody could read it now), UnknownItem and StoreFailure.
    """
    held = await store.held(item_id)
    if held is None:
        if await store.item(item_id) is None:
            raise UnknownItem(say.UNKNOWN)
        return
    if not await let_go(store, organisation, held, at=minute_of(now)):
        raise Refused(say.NOBODY_ELSE)
    identity.authors.forget([item_id])


async def withdraw(
    *, store: Store, identity: Identity, item_id: str, person: str, now: datetime, new_id: Callable[[], str]
) -> bool:
    """Withdraw an item. Returns True where it had not gone out: nothing of it is left, its key included.

    Else the withdrawal of an anonymous item is held for the next batch, once; that of a signed one goes out at once.
    Withdrawing again does no more. Raises Refused (it came to its end, its way back is gone) and StoreFailure.
    """
    held = await store.held(item_id)
    dropped = held is not None and await store.drop_held([item_id]) > 0
    item = await store.item(item_id)
    if dropped or item is None:  # gone already where a process ended in between: the rest is made up for now
        identity.authors.forget([item_id])
        await identity.keys.destroy([item_id])
        await store.scrub()
        return True
    if item.state is State.WITHDRAWN or any(one.kind is HeldKind.WITHDRAWAL for one in await store.held_for(item_id)):
        return False
    if State.WITHDRAWN not in NEXT[item.state] or item.erased:
        raise Refused(words_for_authors.OVER)
    _check_way_back(item, person)
    organisation = await store.organisation()
    if organisation is None:
        raise UnknownItem(say.UNKNOWN)
    withdrawal = _waiting(HeldKind.WITHDRAWAL, new_id(), item, organisation, now=now)
    await store.hold(withdrawal)
    if item.anonymous:
        note_author(identity, organisation, withdrawal, person)
    else:
        await let_go(store, organisation, withdrawal, at=now)
    return False


async def answer(
    *,
    store: Store,
    identity: Identity,
    organisation: Organisation,
    item_id: str,
    answer_id: str,
    person: str,
    text: str,
    now: datetime,
) -> Held | None:
    """Take an author's answer, once per `answer_id`: held for its batch, or sent at once where the item is signed.

    Returns what is held, None where it is on its way. Raises Refused (blank, too long, banned words, too much at once,
    not out yet, it came to its end, its way back is gone), UnknownItem and StoreFailure; nothing changes then.
    """
    item = await store.item(item_id)
    if item is None:
        if await store.held(item_id) is None:
            raise UnknownItem(say.UNKNOWN)
        raise Refused(say.NOT_OUT_YET)
    if item.state in ENDED or item.erased:
        raise Refused(words_for_authors.OVER)
    _check_way_back(item, person)
    _check(text, organisation.owner(item.team), empty=words_for_authors.ANSWER_EMPTY)
    if any(one.id == answer_id for one in await store.answers(item_id)):
        return None
    if there := await store.held(answer_id):
        return there
    if (wait := identity.rate.take(person)) is not None:
        raise Refused(say.too_many(wait))
    if not item.anonymous:
        await store.answer(Answer(id=answer_id, item=item_id, text=storable(text), answered_at=now))
        return None
    held = _waiting(HeldKind.ANSWER, answer_id, item, organisation, now=now, words=storable(text))
    if await store.hold(held) is TakeResult.TAKEN:
        note_author(identity, organisation, held, person)
    return held


async def _held(store: Store, item_id: str) -> Held:
    held = await store.held(item_id)
    if held is None:
        if await store.item(item_id) is None:
            raise UnknownItem(say.UNKNOWN)
        raise Refused(say.OUT_ALREADY)
    return held


def _check(text: str, team: Team, *, empty: str) -> None:
    check_text(text, empty=empty)
    check_banned(text, team)


def _check_way_back(item: Item, person: str) -> None:
    """Refuse where nothing leads back to the author any more. Who signed needs no other way than their name."""
    if not item.anonymous and item.signed_by != person:
        raise UnknownItem(say.UNKNOWN)
    if item.anonymous and not item.answerable:
        raise Refused(words_for_authors.WAY_BACK_GONE)


def _why(held: Held, words: str, organisation: Organisation) -> str:
    """Return the rule that chose the team, true of the new words: readers must not learn what the old ones said."""
    if held.why == CHOSEN:
        return CHOSEN
    found = route(words, target=None, typed_in=None, organisation=organisation)
    return found.why if found.team.key == held.team else CHOSEN


def _waiting(
    kind: HeldKind, held_id: str, item: Item, organisation: Organisation, *, now: datetime, words: str = ""
) -> Held:
    # Of a team that is not there any more the fallback's policy counts, and the item stays the team's.
    team = replace(organisation.owner(item.team), key=item.team)
    return hold(kind, held_id, team, item=item.id, now=now, words=words, left_out=item.left_out)
