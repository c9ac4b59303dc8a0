"""What people do during the audit, one gesture a function: the canary writes and answers, leaders press."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.audit.canary import Canary
from bot.audit.cast import LEADER, TEAMS_CHANNEL
from bot.audit.place import Delivery, Place, Post, View
from bot.audit.works import Works
from bot.messages import actions
from handlers.views import ids

SECONDS = 8.0
"""Until what somebody waits for is in front of them."""


class NotDone(Exception):
    """A step could not be done; says what was missing, in words of the program alone."""


@dataclass(kw_only=True)
class Hands:
    """Acts at a place. `answers` collects what the bot answered to what people did."""

    place: Place
    works: Works
    canary: Canary
    answers: list[Any] = field(default_factory=list)

    # looking

    async def until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until it is there. NotDone."""
        deadline = asyncio.get_running_loop().time() + SECONDS
        while not there():
            if asyncio.get_running_loop().time() > deadline:
                raise NotDone(what)
            await asyncio.sleep(0.02)

    def view(self, person: str, *kinds: str) -> View:
        """Return the modal in front of somebody, which is one of these. NotDone."""
        shown = self.place.act.modal(person)
        if shown is None or shown.callback_id not in kinds:
            raise NotDone(f"no {' or '.join(kinds)} but {shown.callback_id if shown else 'nothing'}")
        return shown

    async def card(self, item: str, *, channel: str = TEAMS_CHANNEL, person: str = LEADER) -> Post:
        """Return the message about an item that is in a channel. NotDone."""
        found: list[Post] = []

        def there() -> bool:
            found[:] = [post for post in self.place.act.messages(person, channel) if item in json.dumps(post.blocks)]
            return bool(found)

        await self.until(there, "no card")
        return found[0]

    def replies(self, card: Post, person: str = LEADER) -> Sequence[Post]:
        """Return what is in the thread of a card."""
        return self.place.act.thread(person, card.channel, card.ts)[1:]

    # acting

    async def press(self, person: str, action: str, **where: Any) -> None:
        """Press something, and note what was answered. NotDone."""
        self._note(await self.place.act.press(person, action, **where))

    async def submit(self, person: str, view: View, values: Mapping[str, Any] | None = None) -> None:
        """Send a form, and note what was answered. NotDone."""
        self._note(await self.place.act.submit(person, view.id, values))

    async def again(self) -> None:
        """Let what was brought last come once more."""
        self._note(await self.place.act.again())

    async def command(self, typed: str) -> None:
        """Let the canary type the command."""
        self._note(await self.place.act.command(self.canary.id, TEAMS_CHANNEL, f"/feedback {typed}"))

    async def send(self, view: View, values: Mapping[str, Any] | None = None) -> View:
        """Send the feedback form as often as it comes back to be looked at; return its confirmation. NotDone."""
        for _ in range(4):
            await self.submit(self.canary.id, view, values)
            view = self.view(self.canary.id, ids.FEEDBACK_FORM, ids.CONFIRMATION)
            if view.callback_id == ids.CONFIRMATION:
                return view
            values = None
        raise NotDone(f"the form came back: {sorted(view.errors)}")

    async def ask(self, leader: str, card: Post, text: str) -> None:
        """Ask in a form; it comes back once where it fishes. NotDone."""
        await self.press(leader, actions.TELL_ME_MORE, channel=card.channel, ts=card.ts)
        values: Mapping[str, Any] | None = {ids.QUESTION: text}
        for _ in range(2):
            form = self.view(leader, ids.QUESTION_FORM)
            await self.submit(leader, form, values)
            values = None
            shown = self.place.act.modal(leader)
            if shown is None or shown.callback_id != ids.QUESTION_FORM:
                return
        raise NotDone("the question was not taken")

    async def choose(self, leader: str, card: Post, value: str, form: str) -> None:
        """Choose from the menu of a card, and confirm. NotDone."""
        await self.press(leader, actions.MORE, channel=card.channel, ts=card.ts, value=value)
        await self.submit(leader, self.view(leader, form))

    async def open_item(self, item: str) -> View:
        """Open the Home, and an item in it. NotDone."""
        person, act = self.canary.id, self.place.act
        await act.open_home(person)
        await self.until(lambda: self._listed(item) is not None, "not in the Home")
        home = act.home(person)
        assert home is not None  # noqa: S101  it lists the item
        await self.press(person, ids.MY_ITEM, view_id=home.id, block_id=self._listed(item))
        return self.view(person, ids.ITEM_VIEW)

    def _listed(self, item: str) -> str | None:
        home = self.place.act.home(self.canary.id)
        for block in home.blocks if home else []:
            if (block.get("accessory") or {}).get("value") == item:
                return str(block["block_id"])
        return None

    async def answer(self, view: View, text: str) -> View:
        """Answer from the view of an item; return the view as it is then. NotDone."""
        await self.press(self.canary.id, ids.WRITE_ANSWER, view_id=view.id)
        form = self.view(self.canary.id, ids.ANSWER_FORM)
        await self.submit(self.canary.id, form, {ids.ANSWER: text})
        if (shown := self.view(self.canary.id, ids.ANSWER_FORM, ids.ITEM_VIEW)).callback_id == ids.ANSWER_FORM:
            await self.submit(self.canary.id, shown)
        return self.view(self.canary.id, ids.ITEM_VIEW)

    def item_of(self, view: View) -> str:
        """Return the item that a view of its author is about. SignatureError of the signer where it is none."""
        return str(self.works.made.deps.signer.open(view.private_metadata, purpose=ids.AUTHOR)["item"])

    def _note(self, delivery: Delivery) -> None:
        if delivery.status != 200:
            raise NotDone(f"the bot answered {delivery.status}")
        if delivery.body is not None:
            self.answers.append(delivery.body)
