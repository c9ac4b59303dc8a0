"""What all acts of people share: who acts, what they can see, and how it is brought to the app."""

from typing import Any

from sandbox.answers import Answers
from sandbox.core import Core
from sandbox.delivery import Delivery, Envelope, Retry
from sandbox.errors import CannotSee, NoSuchElement
from sandbox.model import BlockList, Channel, Message, Person
from sandbox.views import Values, View


class Acts:
    """The base of everything a person can do. `_drafts` is what they filled into messages, by person and place."""

    def __init__(self, core: Core, answers: Answers) -> None:
        self._core = core
        self._world = core.world
        self._answers = answers
        self._last: tuple[Envelope, dict[str, Any]] | None = None
        self._drafts: dict[tuple[str, str], Values] = {}
        self._suggested: dict[tuple[str, str, str], BlockList] = {}

    def _person(self, who: str) -> Person:
        person = self._world.person(who)
        if person.deleted:
            raise CannotSee(f"{person.name} is deactivated and sees nothing")
        return person

    def _seen_channel(self, person: Person, which: str) -> Channel:
        channel = self._world.channel(which)
        if (channel.kind != "public" or person.is_guest) and person.id not in channel.members:
            raise CannotSee(f"{person.name} is not in {which}")
        return channel

    def _joined_channel(self, person: Person, which: str) -> Channel:
        channel = self._seen_channel(person, which)
        if person.id not in channel.members:
            raise CannotSee(f"{person.name} has not joined #{channel.name}")
        return channel

    def _seen_message(self, channel: Channel, ts: str) -> Message:
        message = self._world.message(channel.id, ts)
        if message is None:
            raise NoSuchElement(f"there is no message {ts} in #{channel.name}")
        return message

    def _seen_view(self, person: Person, view_id: str) -> View:
        stack = self._world.modals.get(person.id, [])
        home = self._world.homes.get(person.id)
        if stack and stack[-1].id == view_id:
            return stack[-1]
        if home is not None and home.id == view_id:
            return home
        if any(view.id == view_id for view in self._world.views()):
            raise CannotSee(f"the view {view_id} is not in front of {person.name}")
        raise NoSuchElement(f"there is no view {view_id}")

    async def again(self) -> Delivery:
        """Brings what was brought to the app last once more, as a proxy that repeats requests would."""
        if self._last is None:
            raise NoSuchElement("nothing was brought to the app yet")
        return await self._core.carrier().carry(*self._last, Retry())

    async def _carry(self, envelope: Envelope, payload: dict[str, Any]) -> Delivery:
        if envelope == "interactive" and not self._core.manifest.interactivity:
            return Delivery(0, error="interactivity_disabled")
        self._last = (envelope, payload)
        return await self._core.carrier().carry(envelope, payload, Retry())
