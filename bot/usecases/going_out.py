"""What is held for a batch: who is noted for it, where it goes when it goes out, and until when its words are kept."""

from datetime import datetime

from bot.core.conflict import not_counting, readers
from bot.core.held import Held, HeldKind
from bot.core.organisation import Organisation
from bot.identity.identity import Identity
from bot.ports import Release, Store


def minute_of(now: datetime) -> datetime:
    """Return `now` cut to the minute: the finest time that is kept of what an anonymous author sends at once."""
    return now.replace(second=0, microsecond=0)


def note_author(identity: Identity, organisation: Organisation, held: Held, person: str) -> None:
    """Note who wrote what is held from now on; call it after the commit, so that nothing which was refused is noted.

    Who may read its group now counts as nobody, also after they left its leaders.
    """
    if person not in not_counting(organisation, held.team, held.left_out):
        identity.authors.note(held.id, person)


def places(organisation: Organisation, team_key: str, left_out: str | None) -> tuple[str, ...]:
    """Return where an item's card goes: the team's channel, or the people who may read what is about its leader.

    Of a team that is gone or archived it is the fallback's. Empty where nobody but `left_out` could read it.
    """
    team = organisation.owner(team_key)
    if left_out is not None:
        return readers(organisation, team, left_out)
    return (organisation.fallback.channel.id if team.archived else team.channel.id,)


def decision(held: Held, organisation: Organisation, *, at: datetime) -> Release | None:
    """Return how an entry goes out at `at`, or None for an item that nobody could read now.

    A policy that by now keeps words for longer does not apply to it; one that keeps them for a shorter time does.
    """
    if held.kind is not HeldKind.ITEM:
        return Release(id=held.id)
    where = places(organisation, held.team, held.left_out)
    if not where:
        return None
    keep_for = min(held.keep_for, organisation.owner(held.team).policy.retention_text)
    return Release(id=held.id, places=where, erase_at=at + keep_for)


async def let_go(store: Store, organisation: Organisation, held: Held, *, at: datetime) -> bool:
    """Release one entry by itself; return whether it is out. False where nobody could read it. Raises StoreFailure."""
    decided = decision(held, organisation, at=at)
    if decided is None:
        return False
    await store.release([decided], at=at)
    return True
