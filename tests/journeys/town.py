"""A workspace with the bot in it: the sandbox and the production composition, with what a test wants to ask of both."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.core.organisation import Organisation
from bot.core.release import next_time
from bot.ports import Store
from sandbox import Delivery, Sandbox
from sandbox.acting import People
from sandbox.model import Message
from sandbox.views import View
from tests.journeys.running import BotClock, Running


@dataclass(kw_only=True)
class Town:
    """The sandbox with the bot connected to it; `store` reads the bot's own database.

    `teams` is the file that the bot applies when it starts, and `clock` is what it takes for the time.
    """

    sandbox: Sandbox
    store: Store
    folder: Path
    teams: Path
    clock: BotClock
    organisation: Organisation
    bot: AsyncExitStack
    start: Running

    @property
    def act(self) -> People:
        return self.sandbox.act

    async def until(self, seen: Callable[[], bool], *, seconds: float = 12.0) -> None:
        """Wait until `seen()`; at the end of `seconds` raise AssertionError."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not seen():
            assert asyncio.get_running_loop().time() < deadline, "it did not come"
            await asyncio.sleep(0.02)

    async def settled(self) -> None:
        """Wait until a sweep has passed and the outbox is empty."""
        await asyncio.sleep(1.2)
        deadline = asyncio.get_running_loop().time() + 12
        while await self.store.lanes():
            assert asyncio.get_running_loop().time() < deadline, "the outbox does not empty"
            await asyncio.sleep(0.05)

    async def until_refused(self, method: str, error: str) -> None:
        """Wait until Slack has refused a call of the method with this error."""
        await self.until(lambda: any(r.method == method and r.error == error for r in self.sandbox.requests))

    def calls(self, method: str) -> int:
        """How often Slack was asked for it."""
        return sum(1 for request in self.sandbox.requests if request.method == method)

    async def until_queued(self) -> None:
        """Wait until a sweep has passed and something waits in the outbox."""
        await asyncio.sleep(1.2)
        assert await self.store.lanes()

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Stop the bot for the length of the block, and start it again."""
        await self.bot.aclose()
        yield
        await self.bot.enter_async_context(self.start())

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def skip_past_a_batch(self, team: str = "payments") -> None:
        """Skip to just after one of the team's fixed times, so that none comes while a test writes."""
        found = self.organisation.team(team)
        assert found is not None
        self.skip(seconds=(next_time(found.policy, self.now()) - self.now()).total_seconds() + 1)

    def skip(self, *, hours: float = 0, seconds: float = 0) -> None:
        self.sandbox.clock.skip(hours * 3600 + seconds)

    # what people see

    async def modal_of(self, person: str, callback_id: str) -> View:
        """Wait for the modal in front of them to be this one."""
        await self.until(lambda: (view := self.act.modal(person)) is not None and view.callback_id == callback_id)
        return await self.modal(person)

    async def modal(self, person: str) -> View:
        seen: list[View] = []

        def there() -> bool:
            view = self.act.modal(person)
            if view is not None:
                seen.append(view)
            return view is not None

        await self.until(there)
        return seen[-1]

    def all_messages(self, channel: str) -> list[Message]:
        """Every message of a channel, its threads included, as somebody who is in it sees them."""
        return self.sandbox.world.messages(self.channel_id(channel))

    def channel_id(self, channel: str) -> str:
        """The id of `#name`; an id is returned as it is."""
        channels = self.sandbox.world.channels
        return next((one.id for one in channels.values() if f"#{one.name}" == channel), channel)

    async def messages_with(self, channel: str, words: str) -> list[Message]:
        return [message for message in self.all_messages(channel) if words in self.readable(message)]

    async def message_with(self, channel: str, words: str, *, seconds: float = 12.0) -> Message:
        await self.until(
            lambda: any(words in self.readable(message) for message in self.all_messages(channel)), seconds=seconds
        )
        return (await self.messages_with(channel, words))[0]

    async def reply_with(self, channel: str, ts: str, words: str) -> Message:
        def replies() -> list[Message]:
            return [
                m for m in self.all_messages(channel) if m.thread_ts == ts and m.ts != ts and words in self.readable(m)
            ]

        await self.until(lambda: bool(replies()))
        return replies()[0]

    async def dm_with(self, person: str, words: str) -> Message:
        await self.until(lambda: any(words in self.readable(message) for message in self.act.dms(person)))
        return next(message for message in self.act.dms(person) if words in self.readable(message))

    def fresh(self, message: Message) -> Message:
        """The message as it is now."""
        return next(one for one in self.sandbox.world.messages(message.channel) if one.ts == message.ts)

    async def told(self, person: str) -> str:
        """What the person was told last, in a modal or for their eyes only."""
        await self.until(lambda: self.act.modal(person) is not None or bool(self.act.ephemerals(person)))
        view = self.act.modal(person)
        return self.readable(view) if view is not None else self.readable(self.act.ephemerals(person)[-1])

    @staticmethod
    def readable(thing: Any) -> str:
        """All text in a message or a view, as one string."""
        payload = {
            "text": getattr(thing, "text", ""),
            "blocks": getattr(thing, "blocks", None),
            "view": getattr(thing, "view", None),
        }
        return json.dumps(payload, ensure_ascii=False)

    def item_id(self, card: Message) -> str:
        ids = {e["value"] for b in card.blocks for e in b.get("elements", []) if e.get("action_id") == "tell_me_more"}
        assert len(ids) == 1
        return str(ids.pop())

    # what people do

    async def give(self, person: str, words: str, *, values: dict[str, Any] | None = None) -> Message:
        """Give feedback about Payments, and return its card once it is in the channel."""
        await self.act.command(person, "#random", f"/feedback {words}")
        form = await self.modal(person)
        await self.act.submit(person, form.id, values)
        return await self.message_with("#payments", words[:20])

    async def noted(self, card: Message) -> None:
        """Wait until the bot has noted where the card is, and so when its first reminder is due."""
        while await self.store.card(self.item_id(card)) is None:
            await asyncio.sleep(0.02)

    async def submit_twice(self, person: str, form: View, *, replayed: bool) -> None:
        """Send the form, and again: pressed twice before the answer is there, or brought twice after it was lost."""
        if not replayed:
            both = await self.at_once(self.act.submit(person, form.id), self.act.submit(person, form.id))
            assert [answer.status for answer in both] == [200, 200]
            return
        assert (await self.act.submit(person, form.id)).status == 200
        await self.sandbox.deliver_again()

    @staticmethod
    async def at_once(*acts: Awaitable[Delivery]) -> list[Delivery]:
        return await asyncio.gather(*acts)

    # who is who

    def leaders(self, team: str) -> tuple[str, ...]:
        found = self.organisation.team(team)
        assert found is not None
        return self.organisation.leaders(found)

    def somebody_who_does_not_lead(self, team: str, *, but_is_in: str) -> str:
        members = self.sandbox.world.channels[self.channel_id(but_is_in)].members
        people = self.sandbox.world.people
        return next(p for p in members if p not in self.leaders(team) and not people[p].is_bot)

    async def store_says_acknowledged_by(self, card: Message) -> str | None:
        item = await self.store.item(self.item_id(card))
        assert item is not None
        return item.acknowledged_by

    # what is left behind

    def traces_of(self, person: str) -> list[str]:
        """Where the person's id, handle, e-mail or conversation with the bot is left, in some encodings.

        Looks into the bot's files and its calls to Slack, those aside that put their own Home before them. The id of
        the conversation names the person, too.
        """
        who = self.sandbox.world.people[person]
        needles: list[bytes] = []
        for plain in (who.id, f"D{who.id[1:]}", who.email, f"@{who.name}"):
            raw = plain.encode()
            needles += [raw, raw.hex().encode(), base64.b64encode(raw).rstrip(b"=")]
        found = [
            path.name
            for path in self.folder.rglob("*")
            if path.is_file() and any(needle in path.read_bytes() for needle in needles)
        ]
        calls = [
            request.method
            for request in self.sandbox.requests
            if request.method != "views.publish"
            and any(needle in json.dumps(request.args).encode() for needle in needles)
        ]
        return found + calls
