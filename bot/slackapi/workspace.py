"""Reading channels, people and user groups from Slack, page by page and within its limits."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from aiolimiter import AsyncLimiter
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.organisation import Group
from bot.errors import SlackRefused, SlackUnavailable
from bot.ports import ChannelInfo, PersonInfo
from bot.slackapi.failures import translated

PAGE = 200
"""How many Slack recommends a page of conversations.list and users.list."""

MEMBERS_PAGE = 999
"""As many as conversations.members takes: its `limit` must be under 1000."""

PATIENCE = 5
"""How often one call is made again after a 429 before the caller hears of it."""

DEFAULT_WAIT = 30.0
"""Seconds to wait after a 429 that does not say how long."""

A_MINUTE: Mapping[str, int] = {
    "conversations.list": 20,
    "users.list": 20,
    "usergroups.list": 20,
    "usergroups.users.list": 20,
    "conversations.info": 50,
    "users.info": 100,
    "conversations.members": 100,
}
"""Slack's tiers."""

SLACKBOT = "USLACKBOT"
"""In every workspace, and no bot by its own account (`is_bot` is false)."""

Call = Callable[[], Awaitable[AsyncSlackResponse]]
Paged = Callable[[str | None], Awaitable[AsyncSlackResponse]]


class SlackWorkspace:
    """A Workspace. `rate` multiplies the pace, for tests; `sleep` waits for a number of seconds."""

    def __init__(
        self,
        client: AsyncWebClient,
        *,
        rate: float = 1.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._paces = {method: _pace(most, rate) for method, most in A_MINUTE.items()}

    async def channels(self) -> Sequence[ChannelInfo]:
        """Return every channel the bot can see, archived ones included. Raises SlackFailure."""

        def call(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
            return self._client.conversations_list(
                types="public_channel,private_channel", limit=PAGE, exclude_archived=False, cursor=cursor
            )

        pages = self._pages("conversations.list", call)
        return [_channel(channel) async for page in pages for channel in page.get("channels") or []]

    async def channel(self, channel_id: str) -> ChannelInfo | None:
        """Return one channel, or None where there is none or the bot may not see it. Raises SlackFailure."""

        def call() -> Awaitable[AsyncSlackResponse]:
            return self._client.conversations_info(channel=channel_id, include_num_members=True)

        answer = await self._unless(("channel_not_found",), "conversations.info", call)
        return _channel(answer["channel"]) if answer else None

    async def person(self, person_id: str) -> PersonInfo | None:
        """Return one person, or None where there is none. Raises SlackFailure."""

        def call() -> Awaitable[AsyncSlackResponse]:
            return self._client.users_info(user=person_id)

        answer = await self._unless(("user_not_found", "user_not_visible"), "users.info", call)
        return _person(answer["user"]) if answer else None

    async def people(self) -> Sequence[PersonInfo]:
        """Return everybody, with those who are gone, guests and bots: 4 minutes for 10,000. Raises SlackFailure."""

        def call(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
            return self._client.users_list(limit=PAGE, cursor=cursor)

        return [_person(one) async for page in self._pages("users.list", call) for one in page.get("members") or []]

    async def members(self, channel_id: str) -> Sequence[str]:
        """Return who is in a channel, nobody where there is none or the bot may not see it. Raises SlackFailure."""

        def call(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
            return self._client.conversations_members(channel=channel_id, limit=MEMBERS_PAGE, cursor=cursor)

        try:
            pages = self._pages("conversations.members", call)
            return [str(member) async for page in pages for member in page.get("members") or []]
        except SlackRefused as refused:
            if refused.code in ("channel_not_found", "not_in_channel"):
                return []
            raise

    async def groups(self) -> Sequence[Group]:
        """Return every user group without members. Raises SlackFailure."""
        answer = await self._paced("usergroups.list", lambda: self._client.usergroups_list(include_users=False))
        return [
            Group(id=group["id"], handle=str(group.get("handle") or "")) for group in answer.get("usergroups") or []
        ]

    async def group_members(self, group_id: str) -> Sequence[str]:
        """Return the people in a group. Raises SlackFailure."""
        answer = await self._paced(
            "usergroups.users.list", lambda: self._client.usergroups_users_list(usergroup=group_id)
        )
        return [str(person) for person in answer.get("users") or []]

    async def _pages(self, method: str, call: Paged) -> AsyncIterator[AsyncSlackResponse]:
        cursor: str | None = None
        while True:
            page = await self._paced(method, partial(call, cursor))
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _unless(self, codes: Sequence[str], method: str, call: Call) -> AsyncSlackResponse | None:
        try:
            return await self._paced(method, call)
        except SlackRefused as refused:
            if refused.code in codes:
                return None
            raise

    async def _paced(self, method: str, call: Call) -> AsyncSlackResponse:
        for attempt in range(PATIENCE + 1):
            await self._paces[method].acquire()
            try:
                return await translated(call())
            except SlackUnavailable as limited:
                if "limited" not in limited.code or attempt == PATIENCE:
                    raise
                wait = limited.retry_after
            await self._sleep(DEFAULT_WAIT if wait is None else wait)
        raise AssertionError("the last attempt returns or raises")


def _pace(most: int, rate: float) -> AsyncLimiter:
    """Half at once and the rest evenly, so that no minute holds more than `most`."""
    burst = most // 2
    return AsyncLimiter(burst, burst * 60 / (most - burst) / rate)


def _channel(channel: Mapping[str, Any]) -> ChannelInfo:
    return ChannelInfo(
        id=channel["id"],
        name=str(channel.get("name") or ""),
        archived=bool(channel.get("is_archived")),
        bot_is_member=bool(channel.get("is_member")),
        members=channel.get("num_members"),
    )


def _person(person: Mapping[str, Any]) -> PersonInfo:
    profile = person.get("profile") or {}
    handle = str(person.get("name") or "")
    return PersonInfo(
        id=person["id"],
        handle=handle,
        name=str(profile.get("display_name") or profile.get("real_name") or person.get("real_name") or handle),
        gone=bool(person.get("deleted")),
        bot=bool(person.get("is_bot")) or person["id"] == SLACKBOT,
        timezone=person.get("tz"),
        real_name=str(profile.get("real_name") or person.get("real_name") or ""),
        guest=bool(person.get("is_restricted") or person.get("is_ultra_restricted")),
    )
