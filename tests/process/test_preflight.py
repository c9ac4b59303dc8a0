"""What a start is refused for, one line each, found by asking Slack and the database."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.organisation import Channel, Organisation, Team
from bot.errors import SlackUnavailable, StoreUnusable
from bot.ports import ChannelInfo
from bot.process.preflight import (
    ASK_ONE_BY_ONE,
    REQUIRED_SCOPES,
    check_app_token,
    check_channels,
    check_slack,
    check_store,
    problems,
)
from bot.slackapi.client import make_client
from tests.process.tiny_slack import TinySlack

NOW = datetime.now(UTC)


@pytest.fixture
async def client(slack: TinySlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield make_client("xoxb-1", slack.base_url, session)


class FakeStore:
    """Only the two methods that the checks may call."""

    def __init__(self, organisation: Organisation | None = None, *, broken: bool = False) -> None:
        self._organisation = organisation
        self._broken = broken

    async def ping(self) -> None:
        if self._broken:
            raise StoreUnusable("the file is read-only: change who may write to it")

    async def organisation(self) -> Organisation | None:
        return self._organisation


class FakeWorkspace:
    """Channels by id, and how they were asked for."""

    def __init__(self, channels: Mapping[str, ChannelInfo]) -> None:
        self._channels = channels
        self.asked: list[str] = []

    async def channel(self, channel_id: str) -> ChannelInfo | None:
        self.asked.append(channel_id)
        return self._channels.get(channel_id)

    async def channels(self) -> Sequence[ChannelInfo]:
        self.asked.append("*")
        return tuple(self._channels.values())


def team(key: str) -> Team:
    return Team(key=key, name=key, channel=Channel(id=f"C0{key.upper()}", name=key), leaders=("U0LEAD",))


def organisation(*keys: str) -> Organisation:
    return Organisation(teams=tuple(team(key) for key in keys), fallback=team("fallback"))


def channel(key: str, *, archived: bool = False, member: bool = True) -> tuple[str, ChannelInfo]:
    known = f"C0{key.upper()}"
    return known, ChannelInfo(id=known, name=key, archived=archived, bot_is_member=member)


async def findings_of(slack: TinySlack, client: AsyncWebClient) -> list[str]:
    _, findings = await check_slack(client, now=datetime.now(UTC))
    return problems(findings)


async def test_a_good_token_is_accepted_and_named(slack: TinySlack, client: AsyncWebClient) -> None:
    identity, findings = await check_slack(client, now=datetime.now(UTC))
    assert identity is not None
    assert identity.team_name == "Acme"
    assert problems(findings) == []
    assert findings[0].line == "Bot token: accepted by Acme"
    assert len(findings) == 3


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_refused_token_is_one_line(slack: TinySlack, client: AsyncWebClient, code: str) -> None:
    slack.refuse_bot = code
    (line,) = await findings_of(slack, client)
    assert line.startswith("SLACK_BOT_TOKEN: ")
    assert code in line


async def test_missing_scopes_are_named(slack: TinySlack, client: AsyncWebClient) -> None:
    slack.scopes = ",".join(REQUIRED_SCOPES - {"chat:write", "users:read"})
    (line,) = await findings_of(slack, client)
    assert "chat:write, users:read missing" in line


@pytest.mark.parametrize(("off", "wrong"), [(50, False), (-50, False), (90, True), (-400, True)])
async def test_a_clock_that_is_off_is_found(slack: TinySlack, client: AsyncWebClient, off: int, wrong: bool) -> None:
    slack.date = format_datetime(datetime.now(UTC) + timedelta(seconds=off), usegmt=True)
    found = await findings_of(slack, client)
    assert bool(found) is wrong
    assert all(line.startswith("Clock: ") for line in found)


async def test_a_date_that_cannot_be_read_is_no_problem(slack: TinySlack, client: AsyncWebClient) -> None:
    slack.date = "yesterday"
    assert await findings_of(slack, client) == []


async def test_no_answer_is_one_line(client: AsyncWebClient) -> None:
    client.base_url = "http://127.0.0.1:9/api/"
    identity, findings = await check_slack(client, now=NOW)
    assert identity is None
    (line,) = problems(findings)
    assert "cannot_connect" in line


async def test_the_app_token_is_tried(slack: TinySlack, client: AsyncWebClient) -> None:
    assert (await check_app_token(client, "xapp-1")).ok
    slack.open_answers = ["invalid_auth"]
    refused = await check_app_token(client, "xapp-1")
    assert refused.line.startswith("SLACK_APP_TOKEN: Slack refuses")
    slack.open_answers = ["not_allowed_token_type"]
    assert "not_allowed_token_type" in (await check_app_token(client, "xapp-1")).line
    slack.open_answers = ["internal_error"]
    assert "not sure yet" in (await check_app_token(client, "xapp-1")).line


async def test_a_database_is_said_in_its_own_words() -> None:
    assert (await check_store(FakeStore())).ok  # type: ignore[arg-type]  # a strict fake
    broken = await check_store(FakeStore(broken=True))  # type: ignore[arg-type]  # a strict fake
    assert broken.line == "Database: the file is read-only: change who may write to it"


async def check(store: FakeStore, workspace: FakeWorkspace) -> list[str]:
    return problems(await check_channels(store, workspace))  # type: ignore[arg-type]  # strict fakes


async def test_no_teams_says_how_to_get_some() -> None:
    (line,) = await check(FakeStore(), FakeWorkspace({}))
    assert "tell-me-more teams apply" in line


async def test_every_channel_that_is_wrong_is_a_line() -> None:
    store = FakeStore(organisation("fine", "old", "closed", "gone"))
    known = dict([channel("fine"), channel("old", archived=True), channel("closed", member=False), channel("fallback")])
    lines = await check(store, FakeWorkspace(known))
    assert [line.partition(":")[0] for line in lines] == ["Team old", "Team closed", "Team gone"]
    assert "archived" in lines[0]
    assert "/invite" in lines[1]


async def test_a_few_channels_are_asked_for_one_by_one_and_many_are_listed() -> None:
    few = FakeWorkspace(dict([channel("a"), channel("fallback")]))
    assert await check(FakeStore(organisation("a")), few) == []
    assert few.asked == ["C0A", "C0FALLBACK"]
    keys = [f"t{number}" for number in range(ASK_ONE_BY_ONE + 1)]
    many = FakeWorkspace(dict(map(channel, [*keys, "fallback"])))
    assert await check(FakeStore(organisation(*keys)), many) == []
    assert many.asked == ["*"]


async def test_an_unreachable_slack_is_left_to_the_caller() -> None:
    class Down(FakeWorkspace):
        async def channel(self, channel_id: str) -> ChannelInfo | None:
            raise SlackUnavailable("timeout")

    with pytest.raises(SlackUnavailable):
        await check(FakeStore(organisation("a")), Down({}))
