"""Every error the product raises on purpose, as one tree.

TellMeMoreError
├── Refused                    somebody asked for what cannot be done; the message says what to do next
│   ├── IllegalTransition      a state change that the life of an item does not allow
│   ├── NotALeader             the person does not lead the team that owns the item
│   └── UnknownItem            no item has this id
├── StoreFailure
│   ├── StoreUnavailable       temporary: locked, disk full, connection lost; nothing was stored, try again
│   └── StoreUnusable          permanent: not a database, read-only, from a newer version; says what to do
├── SlackFailure
│   ├── SlackUnavailable       temporary: rate limited, 5xx, connection lost; carries `retry_after`
│   ├── SlackRefused           permanent for this payload or place; carries Slack's error code
│   └── SlackTokenRefused      the token is revoked, expired or wrong: nothing can be sent until an operator acts
└── Misconfigured              settings, teams file or workspace are wrong; carries one line per problem
"""

from collections.abc import Sequence


class TellMeMoreError(Exception):
    """Base of all errors that this product raises on purpose."""


class Refused(TellMeMoreError):
    """Somebody asked for what cannot be done."""


class IllegalTransition(Refused):
    """A state change that the life of an item does not allow; names both states."""

    def __init__(self, current: str, wanted: str) -> None:
        super().__init__(f"an item that is {current} cannot become {wanted}")
        self.current = current
        self.wanted = wanted


class NotALeader(Refused):
    """The person who pressed does not lead the team that owns the item."""


class UnknownItem(Refused):
    """No item has this id."""


class StoreFailure(TellMeMoreError):
    """The database did not do what was asked; nothing of the operation is stored."""


class StoreUnavailable(StoreFailure):
    """Temporary: locked, disk full, connection lost. The same call may succeed later."""


class StoreUnusable(StoreFailure):
    """Permanent until an operator acts: not a database, read-only, or written by a newer version."""


class SlackFailure(TellMeMoreError):
    """A call to Slack that did not succeed. `code` is Slack's error code or a short name of ours, never a body."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SlackUnavailable(SlackFailure):
    """Temporary. `retry_after` is in seconds when Slack named it, else None.

    `ambiguous` is True when the connection broke after the request had gone out: Slack may have acted on it.
    """

    def __init__(self, code: str, *, retry_after: float | None = None, ambiguous: bool = False) -> None:
        super().__init__(code)
        self.retry_after = retry_after
        self.ambiguous = ambiguous


class SlackRefused(SlackFailure):
    """Permanent for this payload or this place: retrying the same call cannot help."""


class SlackTokenRefused(SlackFailure):
    """The token itself is not accepted any more; no call can succeed until an operator acts."""


class Misconfigured(TellMeMoreError):
    """What an operator or admin handed in is wrong. `problems` holds one line each, each says what to do."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
