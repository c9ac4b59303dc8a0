"""A small town in a real sandbox, with a stand-in for the app that keeps what it is sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette

from sandbox.delivery import Delivery, Retry
from sandbox.manifest import manifest_from
from sandbox.model import Message
from sandbox.organisation import read_organisation
from sandbox.sandbox import Sandbox
from sandbox.store import Store
from sandbox.views import View
from sandbox.web import routes
from sandbox.world import World

ADDRESS = "http://127.0.0.1:8000"
ANA, BEN, BOT = "U0ANA", "U0BEN", "U0TELLMEMORE"
GENERAL, SECRET = "C0GENERAL", "C0SECRET"
TOWN = {
    "workspace": {"name": "Testhausen"},
    "people": [
        {"id": ANA, "name": "ana", "real_name": "Ana Ruiz", "title": "Support", "color": "c0392b"},
        {"id": BEN, "name": "ben", "real_name": "Ben Okafor", "title": "Payments lead", "color": "2c3e91"},
    ],
    "channels": [
        {"id": GENERAL, "name": "general", "purpose": "Everyone", "bot": True, "is_general": True},
        {"id": SECRET, "name": "plans", "members": ["ben"], "private": True},
    ],
    "groups": [{"id": "S0LEADS", "handle": "leads", "name": "Leads", "members": [BEN]}],
}
MANIFEST = {
    "display_information": {"name": "Tell Me More"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True},
        "slash_commands": [{"command": "/feedback", "description": "Say it", "usage_hint": "[what happened]"}],
        "shortcuts": [
            {"name": "Give feedback", "type": "global", "callback_id": "give", "description": ""},
            {"name": "Give feedback on this", "type": "message", "callback_id": "give_on", "description": ""},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"interactivity": {"is_enabled": True}},
}


@dataclass
class App:
    """Stands where the app would be: keeps what it is sent, and gives `answer`, or what `answers` says to a type.

    `then` is called with each payload first, to do what the app would do about it.
    """

    got: list[dict[str, Any]] = field(default_factory=list)
    answer: Delivery = field(default_factory=lambda: Delivery(200))
    answers: dict[str, Any] = field(default_factory=dict)
    then: Callable[[dict[str, Any]], object] = lambda _: None

    async def carry(self, envelope: str, payload: dict[str, Any], retry: Retry) -> Delivery:
        self.got.append(payload)
        self.then(payload)
        kind = payload.get("type", "command")
        return Delivery(200, self.answers[kind]) if kind in self.answers else self.answer


class Stage(Sandbox):
    """A real sandbox whose app is an `App`."""

    def __init__(self) -> None:
        super().__init__(World(read_organisation(TOWN, "Tell Me More"), Store(None)), manifest_from(MANIFEST))
        self.app_double = App()
        self.core.carrier = lambda: self.app_double

    @property
    def got(self) -> list[dict[str, Any]]:
        """Every payload that was brought to the app, oldest first."""
        return self.app_double.got

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """A client that posts as the page does, from its own origin."""
        transport = httpx.ASGITransport(Starlette(routes=routes(self)))
        return httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers={"origin": ADDRESS} | headers)

    def bot_says(self, blocks: list[dict[str, Any]], channel: str = GENERAL, thread_ts: str | None = None) -> Message:
        """Post a message of the app."""
        return self.core.messages.by_bot(self.world.channel(channel), "text", blocks, thread_ts=thread_ts)

    def person_says(self, person: str, text: str, thread_ts: str | None = None) -> Message:
        """Post what somebody wrote, in Slack's written form."""
        return self.core.messages.by_person(self.world.channel(GENERAL), person, text, thread_ts)

    def opens(self, person: str, blocks: list[dict[str, Any]], **more: Any) -> View:
        """Put a modal before somebody."""
        view = {"type": "modal", "title": plain("Give feedback"), "submit": plain("Send"), "blocks": blocks, **more}
        return self.core.surfaces.open(person, view)


def plain(text: str) -> dict[str, Any]:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> dict[str, Any]:
    """An option object."""
    return {"text": plain(text), "value": value}


def text_input(block_id: str = "what", **more: Any) -> dict[str, Any]:
    """An input block with a field for text."""
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return {"type": "input", "block_id": block_id, "label": plain("What happened?"), "element": element}
