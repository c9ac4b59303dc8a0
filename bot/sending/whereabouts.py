"""Where a row goes: into which channel or to whom, and under which message."""

from dataclasses import dataclass

from bot.core.item import Item
from bot.core.organisation import Organisation
from bot.ports import Detour, Kind, Message, Outgoing, Store
from bot.sending.detours import thread_is_gone
from bot.sending.places import is_person, keepers
from bot.sending.plan import NotYet, Unwanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A channel or a person, the message it goes under, and the channel of the item's card, where that helps."""

    channel: str
    thread_ts: str | None = None
    card: str | None = None


async def whereabouts(
    row: Outgoing, item: Item, *, store: Store, organisation: Organisation
) -> Where | Unwanted | NotYet:
    """Return where a row that is no UPDATE goes now. Raises StoreFailure."""
    if item.left_out is not None:
        return await _to_people(row, item, item.left_out, store=store, organisation=organisation)
    if row.kind is Kind.CARD and row.detour < Detour.FALLBACK_CHANNEL:
        # The team may have another channel since this was queued, often because the old one is of no use any more.
        return Where(channel=organisation.owner(item.team).channel.id)
    if row.kind in (Kind.CARD, Kind.REPORT):
        return Where(channel=row.channel)
    card = await store.card(item.id)
    if row.kind is Kind.LEADER_REMINDER:
        return Where(channel=row.channel, card=card.channel if card else None)
    return NotYet() if card is None else _in_thread(row, card)


def _in_thread(row: Outgoing, card: Message) -> Where | Unwanted:
    if row.kind is Kind.THREAD_REMINDER and card.channel.startswith("D"):
        return Unwanted(why="no_thread")  # the card is with an admin, and the leaders are reminded directly
    channel = card.channel if row.detour < Detour.FALLBACK_CHANNEL else row.channel
    in_thread = channel == card.channel and not thread_is_gone(row)
    return Where(channel=channel, thread_ts=card.ts if in_thread else None)


async def _to_people(
    row: Outgoing, item: Item, left_out: str, *, store: Store, organisation: Organisation
) -> Where | Unwanted | NotYet:
    """What is about a leader goes to people only, whatever the row says, and never to that leader."""
    channel = row.channel
    if not is_person(channel) or channel == left_out:
        people = keepers(organisation, organisation.owner(item.team), left_out)
        if not people:
            return Unwanted(why="nobody_may_read_it")
        channel = people[0]
    if row.kind is Kind.THREAD_REMINDER:
        return Unwanted(why="no_thread")
    if row.kind in (Kind.LEADER_REMINDER, Kind.REPORT):
        return Where(channel=channel)
    cards = await store.cards(item.id)
    if row.kind is Kind.CARD:
        # Where it was meant to go somebody is gone; that others have it by now is enough.
        return Unwanted(why="others_have_it") if cards and row.detour is Detour.ADMINS else Where(channel=channel)
    if not cards:
        return NotYet()
    above = next((card for card in cards if card.channel == channel and not thread_is_gone(row)), None)
    return Where(channel=channel, thread_ts=above.ts if above else None)
