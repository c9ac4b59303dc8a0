"""A modal or home view as one person has it open, with what they have filled in so far."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.model import BlockList

Values = dict[str, dict[str, dict[str, Any]]]


@dataclass
class View:
    """A view and its state.

    `values` maps block id → action id → state; `errors` maps block id → what the form shows; `failure` is the line
    Slack shows when the app did not answer.
    """

    id: str
    user: str
    type: Literal["modal", "home"]
    blocks: BlockList
    hash: str
    title: dict[str, Any] | None = None
    submit: dict[str, Any] | None = None
    close: dict[str, Any] | None = None
    private_metadata: str = ""
    callback_id: str = ""
    external_id: str = ""
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False
    root_view_id: str = ""
    previous_view_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    offered: dict[str, BlockList] = field(default_factory=dict)

    def as_slack(self, *, team_id: str, app_id: str, bot_id: str) -> dict[str, Any]:
        """The view object in answers and payloads."""
        return {
            "id": self.id,
            "team_id": team_id,
            "type": self.type,
            "blocks": self.blocks,
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": self.title,
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "close": self.close,
            "submit": self.submit,
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": app_id,
            "external_id": self.external_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }

    def take(self, view: dict[str, Any], new_hash: str) -> None:
        """Takes over the content of the app's `view` object; what was filled in is kept elsewhere (see `fields`)."""
        self.blocks = view["blocks"]
        self.hash = new_hash
        self.title, self.submit, self.close = view.get("title"), view.get("submit"), view.get("close")
        self.private_metadata = view.get("private_metadata") or ""
        self.callback_id = view.get("callback_id") or ""
        self.external_id = view.get("external_id") or ""
        self.clear_on_close = bool(view.get("clear_on_close"))
        self.notify_on_close = bool(view.get("notify_on_close"))
        self.submit_disabled = bool(view.get("submit_disabled"))
        self.errors, self.failure = {}, None


HomeView = View


def copied(value: Any) -> Any:
    """A deep copy of JSON-like data that shares nothing with it."""
    return json.loads(json.dumps(value))
