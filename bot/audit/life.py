"""The life of the audit's items: the steps, in their order, each noted as done or not."""

import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from bot.audit.canary import Canary, Sentences
from bot.audit.hands import Hands, NotDone
from bot.audit.place import Place
from bot.audit.works import PassTime, Works
from bot.process.logs import own_frames

Look = Callable[[str], Awaitable[None]]
"""Searches everything; the argument is an item that has come to its end, or empty while items are open."""


class PartOver(Exception):
    """A step was not done, so that those which build on it cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: `why` is None where it was done, else a short reason without anything that people wrote."""

    name: str
    why: str | None = None


@dataclass(kw_only=True)
class Life:
    """What the parts of the life share. `items` are ids by what they are called here; `receipts` what was shown."""

    hands: Hands
    works: Works
    place: Place
    canary: Canary
    sentences: Sentences
    session: aiohttp.ClientSession
    pass_time: PassTime
    look: Look
    steps: list[Step] = field(default_factory=list)
    items: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)

    @contextlib.asynccontextmanager
    async def step(self, name: str) -> AsyncIterator[None]:
        """Do a step in the block and note it; where that fails the part that it belongs to is over. PartOver."""
        try:
            yield
        except NotDone as missing:
            self.steps.append(Step(name=name, why=str(missing)))
            raise PartOver from None
        except Exception as error:  # noqa: BLE001  its text may hold what was planted; its kind and place do not
            where = own_frames(error.__traceback__)
            self.steps.append(Step(name=name, why=f"{type(error).__name__} at {where[-1] if where else '?'}"))
            raise PartOver from None
        self.steps.append(Step(name=name))

    async def live(self, parts: tuple["Part", ...]) -> None:
        """Live through the parts, each whatever became of those before."""
        for part in parts:
            self.place.faults.clear()
            with contextlib.suppress(PartOver):
                await part(self)


Part = Callable[[Life], Awaitable[None]]


def expect(what: str, *, true: bool) -> None:
    """Raise NotDone unless it is as it should be."""
    if not true:
        raise NotDone(what)


def new_token() -> str:
    """Return a random id."""
    return secrets.token_urlsafe(12)
