"""Where a refused message goes next: plain text, then the fallback channel, then the admins. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.core.organisation import Organisation, Team
from bot.ports import Detour, Kind, Outgoing
from bot.sending.places import is_person, recipients
from bot.sending.refusals import About
from bot.words import messages as words

REWRITABLE = (About.PAYLOAD, About.UNKNOWN)
"""Where the same without blocks may be taken; of what nobody knows we try everything in turn."""

CLOSED = (About.PLACE, About.PERSON)
"""What may be opened again: a channel is unarchived, a bot invited."""

LATER_TRIES = 72
"""How often the update of a message in a closed place is tried, an hour apart: about three days."""

_LATER = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divert:
    """Go on at `detour` in `channel`; `instead` is what admins are told about where it is now, None for nothing."""

    detour: Detour
    channel: str
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Nothing is left to be done; `instead` is what admins are told, None where nobody misses anything."""

    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Nobody takes it: keep it, wait, and begin again at `channel`."""

    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The place may open again: try again in an hour, in `lane`, where nothing waits behind it."""

    lane: str


Step = Divert | Drop | Stuck | Later


def with_its_channel(row: Outgoing) -> Outgoing:
    """Return a row with the channel it is for, out of whichever lane it waits in."""
    return replace(row, channel=row.channel.partition(_LATER)[0])


def next_step(
    row: Outgoing, about: About, *, place: str, team: Team, organisation: Organisation, unreachable: Collection[str]
) -> Step:
    """Return what to do with a row that was refused for good.

    `place` is where it was sent, which for a reply may be another channel than its lane; `team` owns the item. Where it
    reminds a leader, `unreachable` are those who could not be reminded, the present one among them.
    """
    if row.kind is Kind.ALERT:
        return Drop()
    if row.detour is Detour.NONE and about in REWRITABLE:
        return Divert(detour=Detour.PLAIN_TEXT, channel=row.channel)
    if row.kind is Kind.UPDATE:
        return _stale(row, about, place)
    if row.kind is Kind.LEADER_REMINDER:
        return _to_another(row, team, organisation, unreachable)
    return _elsewhere(row, place, team.channel.id, organisation)


def _stale(row: Outgoing, about: About, place: str) -> Step:
    if about is About.MESSAGE:
        return Drop()
    if about not in CLOSED:
        return Drop(instead=words.NOW_STALE)
    lane = f"{with_its_channel(row).channel}{_LATER}{row.ref}"
    if row.channel != lane or row.attempts < LATER_TRIES:
        return Later(lane=lane)
    # A direct message that stays closed belonged to somebody who has left: nobody reads it.
    return Drop(instead=None if is_person(place) else words.NOW_STALE)


def _to_another(row: Outgoing, team: Team, organisation: Organisation, unreachable: Collection[str]) -> Step:
    leaders, stand_ins = organisation.leaders(team), organisation.leaders(organisation.fallback)
    # One that was passed on already came from the last of the leaders, whatever is remembered of the others.
    reminded = () if row.reason and leaders and row.channel not in leaders else leaders or stand_ins
    if any(person not in unreachable for person in reminded):
        return Drop(instead=words.NOW_WITHOUT)
    left = next((person for person in stand_ins if person not in unreachable), None)
    if left is None:
        return Drop(instead=words.NOW_NOBODY)
    return Divert(detour=row.detour, channel=left, instead=words.now_with(f"<@{left}>"))


def _elsewhere(row: Outgoing, place: str, home: str, organisation: Organisation) -> Step:
    fallback = organisation.fallback.channel
    if row.detour < Detour.FALLBACK_CHANNEL and fallback.id not in (place, row.channel):
        return Divert(detour=Detour.FALLBACK_CHANNEL, channel=fallback.id, instead=words.now_in(f"<#{fallback.id}>"))
    if row.kind is Kind.THREAD_REMINDER:
        return Drop(instead=words.NOW_WITHOUT)
    people = recipients(organisation)
    tried = people.index(row.channel) + 1 if row.channel in people else 0
    if row.detour is Detour.ADMINS and tried >= len(people):
        return Stuck(channel=home)
    if not people:
        return Stuck(channel=home)
    instead = None if row.detour is Detour.ADMINS else words.now_with(f"<@{people[tried]}>")
    return Divert(detour=Detour.ADMINS, channel=people[tried], instead=instead)
