"""What the row of an item looks like at this moment, and whether a message that stands would look different now."""

from bot.core.item import Item, State
from bot.core.organisation import Organisation, Team
from bot.current import Current
from bot.messages import parts
from bot.messages.answer import answer, withdrawn
from bot.messages.card import card
from bot.messages.delivery import came_to_you, diverted
from bot.messages.question import question
from bot.messages.reminders import leader_reminder, thread_reminder
from bot.messages.rendered import Rendered
from bot.messages.report import report
from bot.ports import Clock, Detour, Kind, Store
from bot.sending import refusals
from bot.sending.places import meant_for

REMINDERS = (Kind.THREAD_REMINDER, Kind.LEADER_REMINDER)


class Renderer:
    """Reads the store; every method may raise StoreFailure."""

    def __init__(self, *, store: Store, current: Current, clock: Clock) -> None:
        self._store = store
        self._current = current
        self._clock = clock

    async def render(
        self,
        kind: Kind,
        item: Item,
        *,
        person: str = "",
        step: int = 0,
        ref: str | None = None,
        place: str | None = None,
    ) -> Rendered | None:
        """Return the message of this kind about an item; None where there is nothing to say any more.

        `person` is who is reminded, `place` where the item's card is, `ref` which question or answer it shows.
        """
        organisation = self._current.organisation
        team = organisation.owner(item.team)
        if kind is Kind.CARD:
            return card(item, team, organisation, questions=await self._store.questions(item.id))
        if kind in REMINDERS:
            now = self._clock()
            if kind is Kind.THREAD_REMINDER:
                return thread_reminder(item, team, organisation, step=step, now=now)
            return leader_reminder(item, team, organisation, person=person, step=step, now=now, place=place)
        if kind is Kind.WITHDRAWN:
            return withdrawn(item) if item.state is State.WITHDRAWN else None
        if kind is Kind.REPORT:
            return await self._report(item, team, organisation)
        return await self._said(kind, item, ref or "")

    def noted(self, rendered: Rendered, item: Item, *, kind: Kind, note: str | None, detour: Detour) -> Rendered:
        """Return a message with why it is not where it was meant to be, a Slack error code, on top."""
        if note is None:
            return rendered
        organisation = self._current.organisation
        team = organisation.owner(item.team)
        channel = meant_for(kind, detour, team, organisation)
        if item.left_out is not None or channel is None:
            return came_to_you(rendered)
        return diverted(rendered, team=team, place=f"#{channel.name}", reason=refusals.reason(note))

    async def _said(self, kind: Kind, item: Item, ref: str) -> Rendered | None:
        if kind is Kind.ANSWER:
            answered = {each.id: each for each in await self._store.answers(item.id)}.get(ref)
            return answer(item, answered) if answered else None
        asked = {each.id: each for each in await self._store.questions(item.id)}.get(ref)
        return question(item, asked) if asked else None

    async def _report(self, item: Item, team: Team, organisation: Organisation) -> Rendered | None:
        if item.hidden_by is None:
            return None
        questions, answers = await self._store.questions(item.id), await self._store.answers(item.id)
        return report(item, team, organisation, by=item.hidden_by, questions=questions, answers=answers)


def changes(kind: Kind, item: Item) -> bool:
    """Return whether a message that stands could look different now, from the item alone."""
    if kind is Kind.QUESTION:
        return item.erased
    if kind is Kind.ANSWER:
        return parts.gone(item) is not None
    return kind in (Kind.CARD, Kind.REPORT, *REMINDERS)
