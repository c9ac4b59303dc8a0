"""Taking in a piece of feedback: stored once, with the message that brings it to its team, before anybody is told.

Anonymous feedback is held for its batch; who wrote it is used here for a moment, and kept nowhere but in `Authors`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import Item
from bot.core.organisation import Organisation, Team
from bot.core.release import hold
from bot.core.what_people_write import storable
from bot.errors import Refused, StoreUnavailable
from bot.identity.identity import Identity
from bot.identity.receipts import receipt
from bot.identity.tags import is_muted, tag_of
from bot.ports import Store, TakeResult
from bot.usecases.check_text import check_banned, check_text
from bot.usecases.going_out import let_go, minute_of, note_author, places
from bot.usecases.receipt_tag import receipt_tag
from bot.usecases.sent_again import Sent, make_room
from bot.words import form as words_of_the_form
from bot.words import refusals as say

KEY_LIVES = timedelta(days=31)
"""After the last fixed time at which it goes out, in whole days: a way back ends 30 days after that."""

_MOST_TRIES = 20
"""Each try meets a used id once in 10^9 divided by the items stored, so that 20 in a row mean something is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What the author chose. Of the rest only `left_out` matters where `signed`; no `way_back` is WayBack.NONE."""

    signed: bool
    way_back: WayBack | None = None
    at_once: bool = False
    left_out: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the author is told: the item's id, its team, what is held of it (None where it went out), the receipt."""

    item_id: str
    team: Team
    held: Held | None = None
    receipt: tuple[str, ...] | None = field(default=None, repr=False)


async def take_feedback(
    *,
    store: Store,
    identity: Identity,
    organisation: Organisation,
    author: str,
    item_id: str,
    words: str,
    team: Team,
    because: str,
    sending: Sending,
    receipt_secret: bytes,
    about: str | None,
    now: datetime,
    new_id: Callable[[], str],
) -> Taken:
    """Hold or store the feedback for `team`; the same `item_id` with the same words is stored once.

    `item_id` was chosen when the form was opened. Should another item have it, `new_id` chooses the next; where that
    returns the same ids for the same form, a repeated submission finds its item again, with the same tag and receipt.
    `receipt_secret` is 9 bytes. Raises Refused (blank, too long, a team that takes nothing any more, banned words,
    nobody else to hear it, too much at once, muted) and StoreFailure.
    """
    owner = _checked(organisation, words, team, sending)
    words = storable(words)
    wait = identity.rate.take(author)
    if wait is not None and not await _here_already(store, item_id, words):
        raise Refused(say.too_many(wait))
    sent = Sent(
        item_id=item_id,
        words=words,
        team=owner.key,
        author=author,
        secret=receipt_secret,
        left_out=sending.left_out,
        way_back=None if sending.signed else sending.way_back or WayBack.NONE,
    )
    if sent.way_back is not None and sent.way_back not in owner.policy.anonymous.ways_back:
        raise Refused(say.WAY_NOT_ALLOWED)
    if sending.signed:
        item = Item(
            id=item_id,
            team=owner.key,
            words=words,
            why=because,
            waiting_since=now,
            signed_by=author,
            about=about,
            left_out=sending.left_out,
            erase_at=now + owner.policy.retention_text,
        )
        where = places(organisation, owner.key, sending.left_out)
        return Taken(item_id=await _take(store, identity, item, where=where, sent=sent, new_id=new_id), team=owner)
    if mute := is_muted(author, await identity.keys.mutes(team=owner.key, now=now)):
        raise Refused(say.muted(mute.until))
    shown = receipt(receipt_secret) if sending.way_back is WayBack.RECEIPT else None
    held = hold(
        HeldKind.ITEM,
        item_id,
        owner,
        item=item_id,
        now=now,
        words=words,
        why=because,
        about=about,
        left_out=sending.left_out,
        way_back=sent.way_back,
    )
    if shown is not None:
        held = replace(held, tag=await receipt_tag(shown, identity.keys))
    held, taken = await _hold(store, identity, held, sent, new_id)
    # Sent twice, it may have gone out since, or have been edited.
    still = held if taken is TakeResult.TAKEN else await store.held(held.id)
    if taken is TakeResult.TAKEN:  # only then, or who has left the leaders meanwhile could send it again to be counted
        note_author(identity, organisation, held, author)
    if still is not None and sending.at_once and await let_go(store, organisation, still, at=minute_of(now)):
        identity.authors.forget([held.id])
        still = None
    return Taken(item_id=held.id, team=owner, held=still, receipt=shown)


def _checked(organisation: Organisation, words: str, team: Team, sending: Sending) -> Team:
    """Return the team as it is now, or raise Refused."""
    check_text(words, empty=words_of_the_form.EMPTY)
    owner = organisation.team(team.key)
    if owner is None or owner.archived:
        raise Refused(words_of_the_form.TEAM_GONE)
    check_banned(words, owner)
    if not places(organisation, owner.key, sending.left_out):
        raise Refused(say.NOBODY_ELSE)
    return owner


async def _here_already(store: Store, item_id: str, words: str) -> bool:
    """Return whether this is a form sent twice: it was counted the first time."""
    there = await store.held(item_id) or await store.item(item_id)
    return there is not None and there.words == words


async def _take(
    store: Store, identity: Identity, item: Item, *, where: Sequence[str], sent: Sent, new_id: Callable[[], str]
) -> str:
    """Store a signed item under an id that no other has, and return that."""
    for _ in range(_MOST_TRIES):
        if await store.take(item, channel=where[0], others=where[1:]) is not TakeResult.ID_IN_USE:
            return item.id
        if not await make_room(replace(sent, item_id=item.id), store=store, identity=identity):
            item = replace(item, id=new_id())
    raise StoreUnavailable("no unused id was found")


async def _hold(
    store: Store, identity: Identity, held: Held, sent: Sent, new_id: Callable[[], str]
) -> tuple[Held, TakeResult]:
    """Hold an item under an id that no other has; return it with that, and whether it was held before.

    For the author's Home its key comes first: a key without an item is found and destroyed, a tag without one is lost.
    """
    for _ in range(_MOST_TRIES):
        if held.way_back is WayBack.HOME:
            key = await identity.keys.key(held.id, expires=(held.until + KEY_LIVES).date())
            held = replace(held, tag=tag_of(key, sent.author))
        taken = await store.hold(held)
        if taken is TakeResult.TAKEN:
            return held, taken
        if await make_room(replace(sent, item_id=held.id), store=store, identity=identity):
            continue
        if taken is TakeResult.ALREADY_TAKEN:
            return held, taken
        chosen = new_id()
        held = replace(held, id=chosen, item=chosen)
    raise StoreUnavailable("no unused id was found")
