"""Taking in a piece of feedback: stored once, with the message that brings it to its team, before anybody is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core.item import Item
from bot.core.organisation import Organisation, Team
from bot.core.slack_text import is_blank
from bot.core.what_people_write import is_too_long, storable
from bot.errors import Refused, StoreUnavailable
from bot.ports import Store, TakeResult
from bot.words import form as words_of_the_form

_MOST_TRIES = 20
"""Each try meets a used id once in 10^9 divided by the items stored, so that 20 in a row mean something is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the author is told: the item's id and the team it goes to."""

    item_id: str
    team: Team


async def take_feedback(
    *,
    store: Store,
    organisation: Organisation,
    item_id: str,
    words: str,
    team: Team,
    because: str,
    signed_by: str | None,
    about: str | None,
    now: datetime,
    new_id: Callable[[], str],
) -> Taken:
    """Store the feedback for `team` and queue its message; the same `item_id` with the same words is stored once.

    `item_id` was chosen when the form was opened. Should another item have it, `new_id` chooses the next; where that
    returns the same ids for the same form, a repeated submission finds its item again. `signed_by` is None unless the
    author signed. Raises Refused (blank, too long, a team that takes nothing any more) and StoreFailure.
    """
    if is_blank(words):
        raise Refused(words_of_the_form.EMPTY)
    if is_too_long(words):
        raise Refused(words_of_the_form.too_long(len(words)))
    owner = organisation.team(team.key)
    if owner is None or owner.archived:
        raise Refused(words_of_the_form.TEAM_GONE)
    for _ in range(_MOST_TRIES):
        item = Item(
            id=item_id,
            team=owner.key,
            words=storable(words),
            why=because,
            waiting_since=now,
            signed_by=signed_by,
            about=about,
        )
        if await store.take(item, channel=owner.channel.id) is not TakeResult.ID_IN_USE:
            return Taken(item_id=item_id, team=owner)
        item_id = new_id()
    raise StoreUnavailable("no unused id was found")
