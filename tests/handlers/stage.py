"""The real app on a strict store and a Slack that only opens and publishes views, and refuses what Slack would."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.held import Held
from bot.core.item import Item
from bot.core.organisation import Organisation
from bot.current import Current
from bot.messages.limits import Payload, check, check_view
from bot.ports import Store
from handlers.app import build_app
from handlers.deps import Deps
from handlers.signer import Signer
from handlers.stash import Stash
from handlers.views import ids
from tests.handlers import payloads
from tests.usecases.fakes import FakeClock, FakeKeys, FakeStore, fake_identity, organisation

KEY = b"k" * 32


class FakeSlack(AsyncWebClient):
    """Records views opened, laid on top, replaced and published. `refuses` is an error code or an exception;
    `hangs` for ever; `full` holds as many modals as Slack does, so that no more go on top.
    """

    def __init__(self) -> None:
        super().__init__(token="xoxb-test", retry_handlers=[])
        self.opened: list[dict[str, Any]] = []
        self.pushed: list[dict[str, Any]] = []
        self.updated: list[tuple[str, dict[str, Any]]] = []
        self.hashes: list[str | None] = []
        self.published: list[tuple[str, dict[str, Any]]] = []
        self.refuses: str | Exception | None = None
        self.hangs = False
        self.full = False

    async def api_call(self, api_method: str, **arguments: Any) -> Any:
        sent = arguments["json"]
        assert check_view(sent["view"]) == []
        if self.hangs:
            await asyncio.Event().wait()
        if isinstance(self.refuses, Exception):
            raise self.refuses
        if self.refuses is not None:
            raise SlackApiError("refused", {"ok": False, "error": self.refuses})  # type: ignore[no-untyped-call]  # slack-sdk's
        if api_method == "views.open":
            assert sent["trigger_id"] == "111.222.trigger"
            self.opened.append(sent["view"])
        elif api_method == "views.push":
            assert sent["trigger_id"] == "111.222.trigger"
            if self.full:
                raise SlackApiError("refused", {"ok": False, "error": "push_limit_reached"})  # type: ignore[no-untyped-call]  # slack-sdk's
            self.pushed.append(sent["view"])
        elif api_method == "views.update":
            self.updated.append((sent["view_id"], sent["view"]))
            self.hashes.append(sent.get("hash"))
        elif api_method == "views.publish":
            self.published.append((sent["user_id"], sent["view"]))
        else:
            raise AssertionError(api_method)
        return {"ok": True}


@dataclass
class FakeMeter:
    counted: Counter[str] = field(default_factory=Counter)

    def count(self, event: str, **labels: str) -> None:
        self.counted[event] += 1
        assert not {"user", "item", "words"} & labels.keys()


class Stage:
    """One app, and what a test wants to do with it."""

    def __init__(self, teams: Organisation | None = None) -> None:
        self.store = FakeStore()
        self.store.teams = teams or organisation()
        self.slack = FakeSlack()
        self.clock = FakeClock()
        self.keys = FakeKeys()
        self.meter = FakeMeter()
        self.woken = 0
        self.ids = (f"{letter * 4}-{letter * 2}" for letter in "ABCDEFGH")
        tokens = (f"token-{number}" for number in range(1000))
        secrets = (bytes([number]) * 9 for number in range(256))
        self.deps = Deps(
            store=cast(Store, self.store),
            identity=fake_identity(self.clock, keys=self.keys),
            current=Current(self.store.teams),
            clock=self.clock,
            signer=Signer(KEY),
            new_item_id=self.ids.__next__,
            new_token=tokens.__next__,
            new_secret=secrets.__next__,
            wake=self._wake,
            meter=self.meter,
            stash=Stash(clock=self.clock, new_token=tokens.__next__),
        )
        self.app: AsyncApp = build_app(self.deps, client=self.slack, signing_secret=None)

    def _wake(self) -> None:
        self.woken += 1

    async def send(self, body: dict[str, Any]) -> dict[str, Any]:
        """Dispatch as Socket Mode does; return the answer, which is checked as Slack would."""
        response = await self.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        assert response.status == 200, response.body
        answer: dict[str, Any] = json.loads(response.body) if response.body else {}
        if "view" in answer:
            assert check_view(answer["view"]) == []
        if "blocks" in answer:
            assert check(Payload.POST, answer["text"], answer["blocks"]) == []
        assert answer.get("response_type") in (None, "ephemeral")
        return answer

    async def status(self, body: dict[str, Any]) -> int:
        """Dispatch, and return the HTTP status alone."""
        response = await self.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        return int(response.status)

    async def redrawn(self, body: dict[str, Any]) -> dict[str, Any]:
        """Dispatch what draws a modal again, and return it as it is then."""
        assert await self.send(body) == {}
        return self.slack.updated[-1][1]

    def kept(self, item_id: str = "AAAA-AA") -> Held | Item:
        """Return what was stored, held or out."""
        return self.store.waits.get(item_id) or self.store.items[item_id]

    @property
    def keeps_nothing(self) -> bool:
        """Whether nothing was stored so far."""
        return not self.store.waits and not self.store.items

    async def form(self, body: dict[str, Any]) -> dict[str, Any]:
        """Dispatch what opens a form, and return the form."""
        assert await self.send(body) == {}
        return self.slack.opened[-1]


async def looked_at_and_sent(stage: Stage, form: dict[str, Any], **entered: str) -> dict[str, Any]:
    """Send a form with choices that Slack did not tell of before: it is shown again with them first."""
    again = await stage.send(payloads.submission(form, **entered))
    assert again["view"]["callback_id"] == ids.FEEDBACK_FORM
    assert stage.keeps_nothing
    return await stage.send(payloads.submission(again["view"]))


def texts(thing: Any) -> str:
    """Return every text in a view, message or answer, joined."""
    if isinstance(thing, dict):
        own = [thing["text"]] if isinstance(thing.get("text"), str) else []
        return "\n".join([*own, *(texts(value) for key, value in thing.items() if isinstance(value, dict | list))])
    return "\n".join(texts(one) for one in thing) if isinstance(thing, list) else ""


def element(view: dict[str, Any], action_id: str) -> dict[str, Any]:
    """Return an input or button of a view or message by its action id."""
    for block in view["blocks"]:
        for one in (block.get("element"), *block.get("elements", [])):
            if isinstance(one, dict) and one.get("action_id") == action_id:
                return one
    raise AssertionError(f"no {action_id}")
