"""What can go wrong for a person, and for an app, in the sandbox.

SandboxError
├── SetupError        the organisation file or the manifest is wrong
├── CannotSee         the person is not in a place where they could see that
├── NoSuchElement     what they wanted to press, fill or use is not there
├── ClientRefused     Slack's own client would not let them
├── BadAnswer         the app answered with something Slack does not understand
└── SlackError        a Web API call is answered with ok: false
"""

from collections.abc import Mapping
from typing import Any


class SandboxError(Exception):
    """Everything this package raises on purpose."""


class SetupError(SandboxError):
    """The organisation file or the manifest cannot be used; the text says why in one line."""


class CannotSee(SandboxError):
    """The person cannot see the place they tried to act in."""


class NoSuchElement(SandboxError):
    """The button, field, view, message, shortcut or person does not exist where it was looked for."""


class ClientRefused(SandboxError):
    """Slack's client refuses before anything is sent; `errors` maps block ids to what it shows."""

    def __init__(self, reason: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.errors = dict(errors or {})


class BadAnswer(SandboxError):
    """The app's answer breaks the form that Slack documents."""


class SlackError(SandboxError):
    """A Web API answer of `ok: false`: `error` is Slack's code, `extra` is merged into the answer."""

    def __init__(self, error: str, *, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra
        if messages:
            self.extra["response_metadata"] = {"messages": messages}
