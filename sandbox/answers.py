"""What an app answers outside the Web API: to a command directly, or later through a response URL."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.handles import ResponseUrl
from sandbox.ids import new_id, with_ids
from sandbox.messages import LONGEST
from sandbox.model import Channel, Ephemeral, Person
from sandbox.webapi.answering import before, cut
from sandbox.webapi.args import Args
from sandbox.webapi.chat import content


class Answers:
    """Shows an app's answers to the people they are for. Also the endpoint behind response URLs."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def answer(self, request: Request) -> Response:
        """POST to a response URL: 200 `ok`, 404 when it is used up or too old, 400 for what cannot be shown."""
        fault = self._core.faults.take("response_url")
        try:
            body = await request.json()
        except ValueError:
            body = None
        given = body if isinstance(body, dict) else {}
        if fault is not None:
            early = await before(fault, request)
            if early is not None:
                self._core.record("response_url", given, fault.error or f"fault_{early.status_code}")
                return early
        try:
            if not isinstance(body, dict):
                raise SlackError("invalid_payload")
            self._respond(request.path_params["key"], body)
        except SlackError as error:
            self._core.record("response_url", given, error.error)
            status = 404 if error.error in {"used_url", "expired_url"} else 400
            return JSONResponse({"ok": False, "error": error.error, **error.extra}, status)
        self._core.record("response_url", given, None)
        if fault is not None and fault.drop_after_taking:
            return await cut(request)
        return Response("ok", media_type="text/plain")

    def show(self, person: Person, channel: Channel, body: Any, thread_ts: str | None = None) -> None:
        """Shows an answer as a new message, to this person alone unless it says `in_channel`."""
        given = {"text": body} if isinstance(body, str) else body
        if not isinstance(given, dict):
            raise SlackError("invalid_payload")
        text, blocks, attachments = content(Args(given))
        if given.get("response_type") == "in_channel":
            self._core.messages.by_bot(channel, text, blocks, attachments=attachments, thread_ts=thread_ts)
            return
        self.whisper(person, channel, text, blocks, thread_ts=thread_ts)

    def whisper(
        self,
        person: Person,
        channel: Channel,
        text: str,
        blocks: list[dict[str, Any]] | None = None,
        *,
        thread_ts: str | None = None,
        from_bot: bool = True,
    ) -> Ephemeral:
        """Shows something to one person alone; `from_bot` False for what Slack itself says."""
        ts = self._core.world.next_ts()
        shown = Ephemeral(
            new_id("E"), channel.id, person.id, ts, text[:LONGEST], with_ids(blocks or []), thread_ts, from_bot
        )
        return self._core.world.whisper(shown)

    def _respond(self, key: str, body: dict[str, Any]) -> None:
        world = self._core.world
        url = self._core.handles.use(key)
        if body.get("delete_original"):
            self._delete(url)
            return
        if body.get("replace_original") and self._replace(url, body):
            return
        thread_ts = body.get("thread_ts") or url.thread_ts
        self.show(world.people[url.person], world.channels[url.channel], body, thread_ts)

    def _delete(self, url: ResponseUrl) -> None:
        world = self._core.world
        world.ephemerals = [one for one in world.ephemerals if one.id != url.ephemeral_id]
        message = world.message(url.channel, url.message_ts or "")
        if message is not None and message.bot_id:
            world.delete(message)
        world.changes.bump()

    def _replace(self, url: ResponseUrl, body: dict[str, Any]) -> bool:
        world = self._core.world
        text, blocks, _ = content(Args(body))
        for shown in world.ephemerals:
            if shown.id == url.ephemeral_id:
                shown.text, shown.blocks = text, with_ids(blocks)
                world.changes.bump()
                return True
        message = world.message(url.channel, url.message_ts or "")
        if message is None or not message.bot_id:
            return False
        message.text, message.blocks = text or message.text, with_ids(blocks)
        message.edited = world.next_ts()
        world.edit(message)
        return True
