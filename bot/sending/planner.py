"""Turns a row of the outbox into a plan, from the item as it is at this moment: too late means nothing is sent."""

from bot.core.item import Item
from bot.core.ladder import waits
from bot.core.working_hours import working_moment
from bot.current import Current
from bot.messages.plain import alert
from bot.messages.proposal import proposal
from bot.messages.question import outside_its_thread
from bot.ports import Clock, Detour, Kind, Outgoing, Store
from bot.sending.detours import BEGAN_AGAIN
from bot.sending.pace import Method
from bot.sending.places import is_person, keepers
from bot.sending.plan import REFERRING, Plan, Planned, Unwanted
from bot.sending.rendering import REMINDERS, Renderer, changes
from bot.sending.whereabouts import Where, whereabouts


class Planner:
    """Reads the store; every method may raise StoreFailure."""

    def __init__(self, *, store: Store, current: Current, clock: Clock) -> None:
        self._store = store
        self._current = current
        self._clock = clock
        self._renderer = Renderer(store=store, current=current, clock=clock)

    async def plan(self, row: Outgoing) -> Planned:
        """Return what is to be done about a row now."""
        if row.kind in (Kind.ALERT, Kind.NOTICE):
            return Plan(method=Method.POST, channel=row.channel, rendered=alert(row.ref or ""))
        if row.kind is Kind.UPDATE:
            planned = await self._update(row)
        elif row.kind is Kind.PROPOSAL:
            planned = await self._proposal(row)
        else:
            planned = await self._post(row)
        return planned.plainly() if isinstance(planned, Plan) and row.detour is Detour.PLAIN_TEXT else planned

    async def _proposal(self, row: Outgoing) -> Planned:
        proposed = await self._store.proposal()
        if proposed is None or proposed.id != row.ref:
            return Unwanted(why="proposal_gone")
        if row.channel in proposed.agreed:
            return Unwanted(why="agreed_already")
        return Plan(method=Method.POST, channel=row.channel, rendered=proposal(proposed))

    async def _post(self, row: Outgoing) -> Planned:
        item = await self._store.item(row.item or "")
        if item is None:
            return Unwanted(why="item_gone")
        if row.kind in REMINDERS and (unwanted := self._too_late(row, item)):
            return unwanted
        where = await whereabouts(row, item, store=self._store, organisation=self._current.organisation)
        if not isinstance(where, Where):
            return where
        rendered = await self._renderer.render(
            row.kind, item, person=where.channel, step=row.step, ref=row.ref, place=where.card
        )
        if rendered is None:
            return Unwanted(why=f"{row.kind.value}_gone")
        if row.kind is Kind.QUESTION and where.thread_ts is None:
            rendered = outside_its_thread(rendered)
        note = row.reason if row.detour >= Detour.FALLBACK_CHANNEL and row.reason != BEGAN_AGAIN else None
        return Plan(
            method=Method.POST,
            channel=where.channel,
            rendered=self._renderer.noted(rendered, item, kind=row.kind, note=note, detour=row.detour),
            item=item,
            thread_ts=where.thread_ts,
            note=note,
        )

    def _too_late(self, row: Outgoing, item: Item) -> Unwanted | None:
        """Return why a reminder is not sent any more, from how things are now; None where it still makes sense."""
        organisation, now = self._current.organisation, self._clock()
        team = organisation.owner(item.team)
        if not waits(item):
            return Unwanted(why="not_waiting")
        if row.step < item.nudges:
            return Unwanted(why="superseded")
        if item.left_out is None:
            people = (*organisation.leaders(team), *organisation.leaders(organisation.fallback))
        else:
            people = keepers(organisation, team, item.left_out)
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
        if item.left_out is not None and not is_person(shown.channel):
            return Unwanted(why="left_out")
        rendered = None
        if changes(shown.kind, item):
            rendered = await self._renderer.render(shown.kind, item, step=shown.step, ref=shown.ref)
        if rendered is None:
            return Unwanted(why="never_changes")
        note = None if shown.kind in REFERRING else shown.ref
        detour = Detour.ADMINS if shown.channel.startswith("D") else Detour.FALLBACK_CHANNEL
        rendered = self._renderer.noted(rendered, item, kind=shown.kind, note=note, detour=detour)
        return Plan(method=Method.UPDATE, channel=shown.channel, rendered=rendered, item=item, shown=shown)
