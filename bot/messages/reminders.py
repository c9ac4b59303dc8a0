"""What leaders are reminded with, in the thread and directly, and what is left of it once somebody listened."""

from datetime import datetime

from bot.core.durations import spoken
from bot.core.item import Item, State
from bot.core.ladder import waits
from bot.core.organisation import Organisation, Team
from bot.core.slack_text import escape
from bot.messages import parts
from bot.messages.rendered import Rendered
from bot.words import messages as words


def thread_reminder(item: Item, team: Team, organisation: Organisation, *, step: int, now: datetime) -> Rendered:
    """Render the reminder in the item's thread, where everybody who reads it sees the words above."""
    if not waits(item):
        return _done(item, team)
    audience = words.for_leaders(escape(team.name))
    if not organisation.leaders(team):
        audience = f"{audience} · {words.NOBODY_LEADS}"
    return Rendered(
        text=words.reminder_title(item.id, escape(team.name)),
        blocks=[
            parts.ours(f"{_opening(item, team, step, now)} {words.THREAD_ASK}\n{words.PROMPT}"),
            parts.buttons(item.id, acknowledge=True),
            parts.small(audience),
        ],
    )


def leader_reminder(
    item: Item, team: Team, organisation: Organisation, *, person: str, step: int, now: datetime, place: str | None
) -> Rendered:
    """Render the direct message to `person`. `place` is the channel that the item's card is in; a D… is not shown."""
    if not waits(item):
        return _done(item, team)
    because = (
        words.because_left_out(escape(team.name)) if item.left_out else _because(team, organisation, person, place)
    )
    return Rendered(
        text=words.reminder_title(item.id, escape(team.name)),
        blocks=[
            parts.ours(f"{_opening(item, team, step, now)} {words.LEADER_ASK}\n{words.PROMPT}"),
            *parts.theirs(item.words),
            parts.buttons(item.id, acknowledge=True),
            parts.small(because),
        ],
    )


def _because(team: Team, organisation: Organisation, person: str, place: str | None) -> str:
    leaders = organisation.leaders(team)
    if person in leaders:
        because = words.because_you_lead(escape(team.name))
    elif leaders:
        because = words.because_nobody_answered(escape(team.name))
    else:
        because = words.because_nobody_leads(escape(team.name))
    return because if place is None or place.startswith("D") else f"{because} · {parts.channel(place)}"


def _opening(item: Item, team: Team, step: int, now: datetime) -> str:
    return words.has_waited(parts.title(item, team), spoken(now - item.waiting_since), step)


def _done(item: Item, team: Team) -> Rendered:
    heading, state = parts.title(item, team), parts.state_line(item, team)
    said = words.heard if item.state is State.ACKNOWLEDGED else words.settled
    return Rendered(text=heading, blocks=[parts.ours(said(heading, state))])
