"""A Slack that answers as told and keeps what it was asked."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.errors import SlackFailure
from bot.ports import Blocks, Posted


@dataclass(frozen=True, kw_only=True)
class Call:
    """What Slack was asked: `method` is post or update, `at` in seconds of the loop."""

    method: str
    channel: str
    text: str
    blocks: Blocks
    at: float
    thread_ts: str | None = None
    ts: str | None = None

    @property
    def buttons(self) -> list[str]:
        return [each["action_id"] for each in self._pressed() if each["type"] == "button"]

    @property
    def menu(self) -> list[str]:
        """The values that the menu offers."""
        menus = [each for each in self._pressed() if each["type"] == "overflow"]
        return [option["value"] for menu in menus for option in menu["options"]]

    def _pressed(self) -> list[dict[str, Any]]:
        return [each for block in self.blocks if block["type"] == "actions" for each in block["elements"]]

    @property
    def shown(self) -> str:
        return str(self.blocks) if self.blocks else self.text


Answer = Callable[[Call], Awaitable[None] | SlackFailure | None]


@dataclass
class FakePoster:
    """Takes everything, unless `answer` returns a failure for a call (kept in `refused`) or takes its time."""

    answer: Answer = lambda call: None
    sent: list[Call] = field(default_factory=list)
    refused: list[Call] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    async def post(self, *, channel: str, text: str, blocks: Blocks | None, thread_ts: str | None = None) -> Posted:
        call = await self._take("post", channel=channel, text=text, blocks=blocks or [], thread_ts=thread_ts)
        where = f"D{channel[1:]}" if channel[0] == "U" else channel
        return Posted(channel=where, ts=f"{len(self.sent)}.{call.at:09.3f}")

    async def update(self, *, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        await self._take("update", channel=channel, text=text, blocks=blocks, ts=ts)

    async def _take(self, method: str, **fields: Any) -> Call:
        call = Call(method=method, at=asyncio.get_running_loop().time(), **fields)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            answer = self.answer(call)
            failure = None
            if isinstance(answer, SlackFailure):
                failure = answer
            elif answer is not None:
                await answer
        finally:
            self.in_flight -= 1
        if failure is not None:
            self.refused.append(call)
            raise failure
        self.sent.append(call)
        return call


def refusing(code_or_failure: SlackFailure, *, channels: Sequence[str], times: int = 10**6) -> Answer:
    """Refuse posts and updates in some channels, so many times."""
    left = [times]

    def answer(call: Call) -> SlackFailure | None:
        if call.channel in channels and left[0] > 0:
            left[0] -= 1
            return code_or_failure
        return None

    return answer
