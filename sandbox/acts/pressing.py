"""Presses buttons and chooses from menus, in messages, ephemerals, modals and home tabs."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.base import Acts
from sandbox.delivery import Delivery
from sandbox.errors import CannotSee, ClientRefused, NoSuchElement
from sandbox.fields import Place, action, chosen, initial_values, place, places
from sandbox.model import BlockList, Channel, Ephemeral, Message, Person
from sandbox.views import Values, View, copied


@dataclass(frozen=True)
class Spot:
    """Where something is shown: a view, or a message or ephemeral in a channel."""

    blocks: BlockList
    view: View | None = None
    channel: Channel | None = None
    message: Message | None = None
    ephemeral: Ephemeral | None = None

    @property
    def key(self) -> str:
        """What tells this place from others, for keeping what was filled in."""
        if self.ephemeral is not None:
            return self.ephemeral.id
        return f"{self.message.channel}/{self.message.ts}" if self.message else ""


class Pressing(Acts):
    """Block actions."""

    async def press(
        self,
        person: str,
        action_id: str,
        *,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        ephemeral_id: str | None = None,
        block_id: str | None = None,
        value: Any = None,
    ) -> Delivery:
        """Presses a button, or chooses `value` in a menu, and waits for the app's acknowledgement.

        Say where: a view, an ephemeral, a message (`channel` and `ts`), a channel alone for the newest thing in it
        that has such an element, or nothing for the modal in front of the person. ClientRefused for an input whose
        block has no `dispatch_action`: of that the app hears only when the form is sent.
        """
        who = self._person(person)
        spot = self._spot(who, channel=channel, ts=ts, view_id=view_id, ephemeral_id=ephemeral_id, action_id=action_id)
        one = place(spot.blocks, action_id, block_id)
        if one.block.get("type") == "input" and not one.block.get("dispatch_action"):
            raise ClientRefused(
                f"the block of '{one.action_id}' has no dispatch_action: changing it tells the app nothing"
            )
        offered = self._offered(spot, one)
        entry = action(one, value, offered, f"{self._world.clock.time():.6f}")
        values = self._values(who, spot)
        if one.action_id in values.get(one.block_id, {}):
            values[one.block_id][one.action_id] = chosen(one, value, offered)
        self._world.changes.bump()
        payload = self._payload(who, spot, values) | {"actions": [entry]}
        return await self._carry("interactive", payload)

    def _spot(
        self,
        who: Person,
        *,
        channel: str | None,
        ts: str | None,
        view_id: str | None,
        ephemeral_id: str | None = None,
        action_id: str | None = None,
    ) -> Spot:
        if ephemeral_id is not None:
            return self._ephemeral_spot(who, ephemeral_id)
        if view_id is not None:
            view = self._seen_view(who, view_id)
            return Spot(view.blocks, view=view)
        if channel is None:
            stack = self._world.modals.get(who.id)
            if not stack:
                raise NoSuchElement(f"no modal is in front of {who.name}: say where to press")
            return Spot(stack[-1].blocks, view=stack[-1])
        where = self._joined_channel(who, channel)
        if ts is not None:
            message = self._seen_message(where, ts)
            return Spot(message.blocks, channel=where, message=message)
        return self._newest(who, where, action_id)

    def _newest(self, who: Person, where: Channel, action_id: str | None) -> Spot:
        whispered = [one for one in self._world.ephemerals if (one.user, one.channel) == (who.id, where.id)]
        shown: list[Message | Ephemeral] = [*self._world.messages(where.id), *whispered]
        for one in sorted(shown, key=lambda thing: float(thing.ts), reverse=True):
            if any(found.action_id == action_id for found in places(one.blocks)):
                if isinstance(one, Ephemeral):
                    return Spot(one.blocks, channel=where, ephemeral=one)
                return Spot(one.blocks, channel=where, message=one)
        raise NoSuchElement(f"nothing in #{where.name or 'the conversation'} has an element '{action_id}'")

    def _ephemeral_spot(self, who: Person, ephemeral_id: str) -> Spot:
        for one in self._world.ephemerals:
            if one.id == ephemeral_id:
                if one.user != who.id:
                    raise CannotSee(f"that ephemeral is not shown to {who.name}")
                return Spot(one.blocks, channel=self._world.channels[one.channel], ephemeral=one)
        raise NoSuchElement(f"there is no ephemeral {ephemeral_id}")

    def _offered(self, spot: Spot, one: Place) -> BlockList:
        if spot.view is not None:
            return spot.view.offered.get(f"{one.block_id}/{one.action_id}", [])
        return self._suggested.get((spot.key, one.block_id, one.action_id), [])

    def _values(self, who: Person, spot: Spot) -> Values:
        if spot.view is not None:
            return spot.view.values
        key = (who.id, spot.key)
        self._drafts[key] = initial_values(spot.blocks, self._drafts.get(key))
        return self._drafts[key]

    def _payload(self, who: Person, spot: Spot, values: Values) -> dict[str, Any]:
        payloads = self._core.payloads
        if spot.view is not None:
            return payloads.view_action(who, spot.view, self._core.surfaces.as_slack(spot.view))
        state = copied(values)
        if spot.channel is None:
            raise NoSuchElement("a message stands in a channel")
        if spot.ephemeral is not None:
            return payloads.ephemeral_action(who, spot.channel, spot.ephemeral, state)
        if spot.message is None:
            raise NoSuchElement("nothing was named to press in")
        shown = self._core.messages.as_slack(spot.message)
        return payloads.message_action(who, spot.channel, spot.message, shown, state)
