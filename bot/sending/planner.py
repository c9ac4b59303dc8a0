"""Turns a row of the outbox into a plan, from the item as it is at this moment: too late means nothing is sent."""

from bot.core.item import Item, State
from bot.core.working_hours import working_moment
from bot.current import Current
from bot.messages.card import card
from bot.messages.delivery import diverted
from bot.messages.plain import alert
from bot.messages.question import question
from bot.messages.reminders import leader_reminder, thread_reminder
from bot.messages.rendered import Rendered
from bot.ports import Clock, Detour, Kind, Outgoing, Store
from bot.sending import refusals
from bot.sending.pace import Method
from bot.sending.places import meant_for
from bot.sending.plan import NotYet, Plan, Planned, Unwanted

REMINDERS = (Kind.THREAD_REMINDER, Kind.LEADER_REMINDER)


class Planner:
    """Reads the store; every method may raise StoreFailure."""

    def __init__(self, *, store: Store, current: Current, clock: Clock) -> None:
        self._store = store
        self._current = current
        self._clock = clock

    async def plan(self, row: Outgoing) -> Planned:
        """Return what is to be done about a row now."""
        if row.kind is Kind.ALERT:
            return Plan(method=Method.POST, channel=row.channel, rendered=alert(row.ref or ""))
        if row.kind is Kind.UPDATE:
            planned = await self._update(row)
        else:
            planned = await self._post(row)
        return planned.plainly() if isinstance(planned, Plan) and row.detour is Detour.PLAIN_TEXT else planned

    async def _post(self, row: Outgoing) -> Planned:
        item = await self._store.item(row.item or "")
        if item is None:
            return Unwanted(why="item_gone")
        if row.kind in REMINDERS and (unwanted := self._too_late(row, item)):
            return unwanted
        posted = await self._store.card(item.id) if row.kind is not Kind.CARD else None
        channel, thread_ts = row.channel, None
        if row.kind is Kind.CARD and row.detour < Detour.FALLBACK_CHANNEL:
            # The team may have another channel since this was queued, often because the old one is of no use any more.
            channel = self._current.organisation.owner(item.team).channel.id
        if row.kind in (Kind.THREAD_REMINDER, Kind.QUESTION):
            if posted is None:
                return NotYet()
            if row.kind is Kind.THREAD_REMINDER and posted.channel.startswith("D"):
                return Unwanted(why="no_thread")  # the card is with an admin, and the leaders are reminded directly
            if row.detour < Detour.FALLBACK_CHANNEL:
                channel = posted.channel
            thread_ts = posted.ts if channel == posted.channel and not _thread_is_gone(row) else None
        rendered = await self._render(
            row.kind, item, person=row.channel, step=row.step, ref=row.ref, place=posted.channel if posted else None
        )
        if rendered is None:
            return Unwanted(why="question_gone")
        note = row.reason if row.detour >= Detour.FALLBACK_CHANNEL else None
        return Plan(
            method=Method.POST,
            channel=channel,
            rendered=self._noted(rendered, item, note, row.detour),
            item=item,
            thread_ts=thread_ts,
            note=note,
        )

    def _too_late(self, row: Outgoing, item: Item) -> Unwanted | None:
        """Return why a reminder is not sent any more, from how things are now; None where it still makes sense."""
        organisation, now = self._current.organisation, self._clock()
        team = organisation.owner(item.team)
        if item.state is not State.WAITING:
            return Unwanted(why="not_waiting")
        if row.step < item.nudges:
            return Unwanted(why="superseded")
        people = (*organisation.leaders(team), *organisation.leaders(organisation.fallback))
        if row.kind is Kind.LEADER_REMINDER and row.channel not in people:
            return Unwanted(why="not_a_leader")
        works_at = working_moment(team.policy, now)
        return Unwanted(why="outside_hours", again_at=works_at) if works_at > now else None

    async def _update(self, row: Outgoing) -> Planned:
        shown = await self._store.message(row.channel, row.ref or "")
        if shown is None:
            return Unwanted(why="message_unknown")
        item = await self._store.item(shown.item)
        if item is None:
            return Unwanted(why="item_gone")
        if shown.version >= item.version:
            return Unwanted(why="up_to_date")
        if shown.kind not in (Kind.CARD, *REMINDERS):
            return Unwanted(why="never_changes")
        rendered = await self._render(shown.kind, item, person="", step=shown.step, ref=shown.ref, place=None)
        if rendered is None:
            return Unwanted(why="never_changes")
        detour = Detour.ADMINS if shown.channel.startswith("D") else Detour.FALLBACK_CHANNEL
        rendered = self._noted(rendered, item, shown.ref, detour)
        return Plan(method=Method.UPDATE, channel=shown.channel, rendered=rendered, item=item, shown=shown)

    async def _render(
        self, kind: Kind, item: Item, *, person: str, step: int, ref: str | None, place: str | None
    ) -> Rendered | None:
        organisation = self._current.organisation
        team = organisation.owner(item.team)
        if kind is Kind.CARD:
            return card(item, team, organisation, questions=await self._store.questions(item.id))
        if kind is Kind.THREAD_REMINDER:
            return thread_reminder(item, team, organisation, step=step, now=self._clock())
        if kind is Kind.LEADER_REMINDER:
            return leader_reminder(item, team, organisation, person=person, step=step, now=self._clock(), place=place)
        asked = {each.id: each for each in await self._store.questions(item.id)}.get(ref or "")
        return question(item, asked) if asked else None

    def _noted(self, rendered: Rendered, item: Item, note: str | None, detour: Detour) -> Rendered:
        if note is None:
            return rendered
        organisation = self._current.organisation
        team = organisation.owner(item.team)
        place = f"#{meant_for(detour, team, organisation).name}"
        return diverted(rendered, team=team, place=place, reason=refusals.reason(note))


def _thread_is_gone(row: Outgoing) -> bool:
    return row.reason is not None and refusals.about(row.reason) is refusals.About.THREAD
