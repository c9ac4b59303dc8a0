"""Where a refused message goes next: plain text, then the fallback channel, then the admins. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.core import conflict
from bot.core.organisation import Organisation, Team
from bot.ports import Detour, Kind, Outgoing
from bot.sending import refusals
from bot.sending.places import is_person, keepers, recipients
from bot.sending.refusals import About
from bot.words import delivery as words

REWRITABLE = (About.PAYLOAD, About.UNKNOWN)
"""Where the same without blocks may be taken; of what nobody knows we try everything in turn."""

PLAIN = (Kind.ALERT, Kind.NOTICE)
"""What has no blocks to do without."""

DISPENSABLE = (Kind.ALERT, Kind.PROPOSAL, Kind.WITHDRAWN)
"""What nobody misses: other admins have it, and a card shows by itself that it is withdrawn."""

CLOSED = (About.PLACE, About.PERSON)
"""What may be opened again: a channel is unarchived, a bot invited."""

LATER_TRIES = 72
"""How often the update of a message in a closed place is tried, an hour apart: about three days."""

BEGAN_AGAIN = "nobody_took_it"
"""The reason of a row that begins again from home: ours, no code of Slack's."""

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
    """Nobody takes it: keep it, wait, and begin again at `detour` in `channel`."""

    channel: str
    detour: Detour = Detour.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The place may open again: try again in an hour, in `lane`, where nothing waits behind it."""

    lane: str


Step = Divert | Drop | Stuck | Later


def with_its_channel(row: Outgoing) -> Outgoing:
    """Return a row with the channel it is for, out of whichever lane it waits in."""
    return replace(row, channel=row.channel.partition(_LATER)[0])


def next_step(
    row: Outgoing,
    about: About,
    *,
    place: str,
    team: Team,
    organisation: Organisation,
    unreachable: Collection[str],
    left_out: str | None = None,
) -> Step:
    """Return what to do with a row that was refused for good.

    `place` is where it was sent, which for a reply may be another channel than its lane; `team` owns the item. Where it
    reminds a leader, `unreachable` are those who could not be reminded, the present one among them. What is about
    `left_out` only ever goes to people, and never to that one.
    """
    if row.detour is Detour.NONE and about in REWRITABLE and row.kind not in PLAIN:
        return Divert(detour=Detour.PLAIN_TEXT, channel=row.channel)
    if row.kind in DISPENSABLE:
        return Drop()
    if row.kind is Kind.UPDATE:
        return _stale(row, about, place)
    if row.kind is Kind.LEADER_REMINDER:
        return _to_another(row, team, organisation, unreachable, left_out)
    if left_out is not None:
        return _among_people(row, about, keepers(organisation, team, left_out))
    return _elsewhere(row, place, team, organisation)


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


def _to_another(
    row: Outgoing, team: Team, organisation: Organisation, unreachable: Collection[str], left_out: str | None
) -> Step:
    if left_out is None:
        leaders, stand_ins = organisation.leaders(team), organisation.leaders(organisation.fallback)
    else:
        leaders, stand_ins = conflict.readers(organisation, team, left_out), keepers(organisation, team, left_out)
    # One that was passed on already came from the last of the leaders, whatever is remembered of the others.
    reminded = () if row.reason and leaders and row.channel not in leaders else leaders or stand_ins
    if any(person not in unreachable for person in reminded):
        return Drop(instead=words.NOW_WITHOUT)
    left = next((person for person in stand_ins if person not in unreachable), None)
    if left is None:
        return Drop(instead=words.NOW_NOBODY)
    return Divert(detour=row.detour, channel=left, instead=words.now_with(f"<@{left}>"))


def _elsewhere(row: Outgoing, place: str, team: Team, organisation: Organisation) -> Step:
    fallback = organisation.fallback.channel
    # The words of a reported item are for those who look after safety, and for no channel besides.
    may_go_there = row.kind is not Kind.REPORT and fallback.id not in (place, row.channel)
    if may_go_there and row.detour < Detour.FALLBACK_CHANNEL:
        instead = None if row.kind is Kind.NOTICE else words.now_in(f"<#{fallback.id}>")
        return Divert(detour=Detour.FALLBACK_CHANNEL, channel=fallback.id, instead=instead)
    if row.kind is Kind.THREAD_REMINDER:
        return Drop(instead=words.NOW_WITHOUT)
    if onward := _to_next(row, recipients(organisation)):
        return onward
    return Drop() if row.kind is Kind.NOTICE else Stuck(channel=_home(row, team, organisation))


def _home(row: Outgoing, team: Team, organisation: Organisation) -> str:
    if row.kind is not Kind.REPORT:
        return team.channel.id
    safety = organisation.safety_channel
    return safety.id if safety else next(iter(recipients(organisation)), row.channel)


def _among_people(row: Outgoing, about: About, people: tuple[str, ...]) -> Step:
    if about is About.THREAD and not thread_is_gone(row):
        return Divert(detour=row.detour, channel=row.channel)  # once more, and not in the thread
    home = people[0] if people else row.channel
    return _to_next(row, people) or Stuck(detour=Detour.ADMINS, channel=home)


def _to_next(row: Outgoing, people: tuple[str, ...]) -> Divert | None:
    """Return the way to the next of `people`, in turn; None where none is left."""
    tried = people.index(row.channel) + 1 if row.channel in people else 0
    if tried >= len(people):
        return None
    told = row.kind is not Kind.NOTICE and row.detour is not Detour.ADMINS
    instead = words.now_with(f"<@{people[tried]}>") if told else None
    return Divert(detour=Detour.ADMINS, channel=people[tried], instead=instead)


def thread_is_gone(row: Outgoing) -> bool:
    """Return whether a row was refused because of the thread it was for."""
    return row.reason is not None and refusals.about(row.reason) is About.THREAD
