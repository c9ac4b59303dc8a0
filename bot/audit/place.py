"""What the audit has in place of Slack, as Protocols: whoever starts it hands one in, such as the sandbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

BlockList = list[dict[str, Any]]


class Clock(Protocol):
    """The time there, in which days may pass at once."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""


class View(Protocol):
    """A modal or a Home in front of somebody."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def blocks(self) -> BlockList:
        """What it shows."""

    @property
    def callback_id(self) -> str:
        """Which of our views it is."""

    @property
    def private_metadata(self) -> str:
        """What it carries."""

    @property
    def errors(self) -> Mapping[str, str]:
        """What is said at its inputs."""


class Post(Protocol):
    """A message, or what one person alone sees."""

    @property
    def channel(self) -> str:
        """Where it is."""

    @property
    def ts(self) -> str:
        """Its name there."""

    @property
    def blocks(self) -> BlockList:
        """What it shows."""

    @property
    def text(self) -> str:
        """What its notification shows."""


class Note(Post, Protocol):
    """What one person alone sees."""

    @property
    def id(self) -> str:
        """Its id."""


class Delivery(Protocol):
    """How the bot took something: its status, 0 where it did not answer, and its answer."""

    @property
    def status(self) -> int:
        """200 where it was taken."""

    @property
    def body(self) -> Any:
        """What it answered."""


class Request(Protocol):
    """A call that the bot made."""

    @property
    def method(self) -> str:
        """Of the Web API, or `response_url`."""

    @property
    def args(self) -> Mapping[str, Any]:
        """Without the token."""


class Acts(Protocol):
    """What people do there."""

    async def command(self, person: str, channel: str, text: str) -> Delivery:
        """Type a command."""

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
        """Press a button, or choose `value`."""

    async def submit(self, person: str, view_id: str, values: Mapping[str, Any] | None = None) -> Delivery:
        """Fill and send a modal."""

    async def again(self) -> Delivery:
        """Bring what was brought last once more."""

    async def open_home(self, person: str) -> View | None:
        """Open the bot's Home."""

    def modal(self, person: str) -> View | None:
        """Return the modal in front of somebody."""

    def home(self, person: str) -> View | None:
        """Return their Home as it was published last."""

    def messages(self, person: str, channel: str) -> Sequence[Post]:
        """Return the messages of a channel, without threads."""

    def thread(self, person: str, channel: str, ts: str) -> Sequence[Post]:
        """Return a message and its thread."""

    def dms(self, person: str) -> Sequence[Post]:
        """Return what the bot wrote to somebody."""

    def ephemerals(self, person: str) -> Sequence[Note]:
        """Return what somebody alone sees."""

    def deactivate(self, person: str) -> object:
        """Let somebody leave the workspace."""


class Faults(Protocol):
    """Makes the next calls of the bot fail."""

    def fail_next(
        self, method: str, *, error: str | None = None, retry_after: int | None = None, drop: bool = False
    ) -> None:
        """Answer with an error, say how many seconds to wait, or cut the connection."""

    def clear(self) -> None:
        """Forget the failures that have not come yet."""


class Place(Protocol):
    """A workspace with the bot in it, as the audit sees it from the outside."""

    @property
    def act(self) -> Acts:
        """What people do."""

    @property
    def faults(self) -> Faults:
        """What goes wrong."""

    @property
    def clock(self) -> Clock:
        """What time it is."""

    @property
    def requests(self) -> Sequence[Request]:
        """Every call the bot made, oldest first."""

    @property
    def base_url(self) -> str:
        """Where it is served."""

    @property
    def bot_token(self) -> str:
        """What the bot calls it with."""

    @property
    def signing_secret(self) -> str:
        """What requests to the bot are signed with."""

    def set_http_endpoint(self, url: str | None) -> None:
        """Bring what people do to this address."""
