"""Reading channels, people and groups: whole, within limits, and patient."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.organisation import Group
from bot.errors import SlackRefused, SlackTokenRefused, SlackUnavailable
from bot.ports import ChannelInfo, PersonInfo
from bot.slackapi.workspace import DEFAULT_WAIT, PATIENCE, SlackWorkspace
from tests.slackapi.support import FakeSlack, refusal

CHANNEL = {"id": "C1", "name": "payments", "is_archived": False, "is_member": True, "num_members": 12}


class Sleep:
    """Notes how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def sleep() -> Sleep:
    return Sleep()


@pytest.fixture
def workspace(client: AsyncWebClient, sleep: Sleep) -> SlackWorkspace:
    return SlackWorkspace(client, rate=1000, sleep=sleep)


async def test_channels_are_read_page_by_page_archived_ones_included(
    slack: FakeSlack, workspace: SlackWorkspace
) -> None:
    slack.will_answer(
        "conversations.list",
        {"ok": True, "channels": [CHANNEL], "response_metadata": {"next_cursor": "two"}},
        {
            "ok": True,
            "channels": [{"id": "C2", "name": "old", "is_archived": True}],
            "response_metadata": {"next_cursor": ""},
        },
    )
    assert await workspace.channels() == [
        ChannelInfo(id="C1", name="payments", archived=False, bot_is_member=True, members=12),
        ChannelInfo(id="C2", name="old", archived=True, bot_is_member=False),
    ]
    assert [asked.arguments.get("cursor") for asked in slack.asked] == [None, "two"]
    assert slack.asked[0].arguments["types"] == "public_channel,private_channel"
    assert slack.asked[0].arguments["exclude_archived"] == "0"


async def test_one_channel_or_none(slack: FakeSlack, workspace: SlackWorkspace) -> None:
    slack.will_answer("conversations.info", {"ok": True, "channel": CHANNEL}, refusal("channel_not_found"))
    found = await workspace.channel("C1")
    assert found is not None
    assert (found.name, found.members) == ("payments", 12)
    assert await workspace.channel("C9") is None


@pytest.mark.parametrize(
    ("profile", "name", "real_name"),
    [
        ({"display_name": "Ada", "real_name": "Ada Lovelace"}, "Ada", "Ada Lovelace"),
        ({"display_name": "", "real_name": "Ada Lovelace"}, "Ada Lovelace", "Ada Lovelace"),
        ({}, "ada", ""),
    ],
)
async def test_a_person_goes_by_the_name_they_chose(
    slack: FakeSlack, workspace: SlackWorkspace, profile: dict[str, str], name: str, real_name: str
) -> None:
    user = {"id": "U1", "name": "ada", "deleted": True, "is_bot": False, "tz": "Europe/Berlin", "profile": profile}
    slack.will_answer("users.info", {"ok": True, "user": user})
    assert await workspace.person("U1") == PersonInfo(
        id="U1", handle="ada", name=name, gone=True, bot=False, timezone="Europe/Berlin", real_name=real_name
    )


@pytest.mark.parametrize("code", ["user_not_found", "user_not_visible"])
async def test_a_person_who_is_not_there_is_none(slack: FakeSlack, workspace: SlackWorkspace, code: str) -> None:
    slack.will_answer("users.info", refusal(code))
    assert await workspace.person("U9") is None


async def test_everybody_is_read_page_by_page_with_who_left_guests_and_bots(
    slack: FakeSlack, workspace: SlackWorkspace
) -> None:
    ada = {"id": "U1", "name": "ada", "profile": {"real_name": "Ada Lovelace"}}
    slack.will_answer(
        "users.list",
        {
            "ok": True,
            "members": [ada, {"id": "U2", "name": "guest", "is_restricted": True}],
            "response_metadata": {"next_cursor": "two"},
        },
        {
            "ok": True,
            "members": [
                {"id": "U3", "name": "of-one-channel", "is_restricted": True, "is_ultra_restricted": True},
                {"id": "U4", "name": "gone", "deleted": True},
                {"id": "U5", "name": "robot", "is_bot": True},
                {"id": "USLACKBOT", "name": "slackbot", "is_bot": False},
            ],
            "response_metadata": {"next_cursor": ""},
        },
    )
    people = {person.handle: person for person in await workspace.people()}
    assert list(people) == ["ada", "guest", "of-one-channel", "gone", "robot", "slackbot"]
    assert people["ada"].real_name == "Ada Lovelace"
    assert [handle for handle, person in people.items() if person.guest] == ["guest", "of-one-channel"]
    assert [handle for handle, person in people.items() if person.gone] == ["gone"]
    assert [handle for handle, person in people.items() if person.bot] == ["robot", "slackbot"]
    assert [asked.arguments.get("cursor") for asked in slack.asked] == [None, "two"]
    assert slack.asked[0].arguments["limit"] == "200"


async def test_the_members_of_a_channel_are_read_page_by_page(slack: FakeSlack, workspace: SlackWorkspace) -> None:
    slack.will_answer(
        "conversations.members",
        {"ok": True, "members": ["U1", "U2"], "response_metadata": {"next_cursor": "two"}},
        {"ok": True, "members": ["U3"], "response_metadata": {"next_cursor": ""}},
    )
    assert await workspace.members("C1") == ["U1", "U2", "U3"]
    assert [asked.arguments.get("cursor") for asked in slack.asked] == [None, "two"]
    assert {asked.arguments["channel"] for asked in slack.asked} == {"C1"}
    assert int(slack.asked[0].arguments["limit"]) < 1000


@pytest.mark.parametrize("code", ["channel_not_found", "not_in_channel"])
async def test_nobody_is_in_a_channel_that_the_bot_may_not_see(
    slack: FakeSlack, workspace: SlackWorkspace, code: str
) -> None:
    slack.will_answer("conversations.members", refusal(code))
    assert await workspace.members("C9") == []


async def test_members_that_are_refused_for_another_reason_are_not_nobody(
    slack: FakeSlack, workspace: SlackWorkspace
) -> None:
    slack.will_answer("conversations.members", refusal("missing_scope"))
    with pytest.raises(SlackRefused, match="missing_scope"):
        await workspace.members("C1")


async def test_a_limit_between_two_pages_loses_nobody(
    slack: FakeSlack, workspace: SlackWorkspace, sleep: Sleep
) -> None:
    slack.will_answer(
        "users.list",
        {"ok": True, "members": [{"id": "U1", "name": "ada"}], "response_metadata": {"next_cursor": "two"}},
        refusal("ratelimited", status=429, Retry_After="7"),
        {"ok": True, "members": [{"id": "U2", "name": "ben"}]},
    )
    assert [person.id for person in await workspace.people()] == ["U1", "U2"]
    assert sleep.waits == [7]
    assert [asked.arguments.get("cursor") for asked in slack.asked] == [None, "two", "two"]


async def test_groups_and_their_members(slack: FakeSlack, workspace: SlackWorkspace) -> None:
    slack.will_answer("usergroups.list", {"ok": True, "usergroups": [{"id": "S1", "handle": "pay-leads"}]})
    slack.will_answer("usergroups.users.list", {"ok": True, "users": ["U1", "U2"]})
    assert await workspace.groups() == [Group(id="S1", handle="pay-leads")]
    assert await workspace.group_members("S1") == ["U1", "U2"]
    assert slack.asked[1].arguments["usergroup"] == "S1"


async def test_a_plan_without_groups_says_so(slack: FakeSlack, workspace: SlackWorkspace) -> None:
    slack.will_answer("usergroups.list", refusal("plan_upgrade_required"))
    with pytest.raises(SlackRefused, match="plan_upgrade_required"):
        await workspace.groups()


async def test_a_group_that_is_gone_says_so(slack: FakeSlack, workspace: SlackWorkspace) -> None:
    slack.will_answer("usergroups.users.list", refusal("no_such_subteam"))
    with pytest.raises(SlackRefused, match="no_such_subteam"):
        await workspace.group_members("S1")


async def test_a_limit_is_waited_out(slack: FakeSlack, workspace: SlackWorkspace, sleep: Sleep) -> None:
    slack.will_answer(
        "users.info",
        refusal("ratelimited", status=429, Retry_After="11"),
        refusal("ratelimited", status=429),
        {"ok": True, "user": {"id": "U1", "name": "ada"}},
    )
    assert await workspace.person("U1") is not None
    assert sleep.waits == [11, DEFAULT_WAIT]


async def test_patience_ends(slack: FakeSlack, workspace: SlackWorkspace, sleep: Sleep) -> None:
    async def limited(_: object) -> object:
        return refusal("ratelimited", status=429, Retry_After="1")

    slack.will_answer("users.info", limited)  # type: ignore[arg-type] # a fresh answer for every request
    with pytest.raises(SlackUnavailable):
        await workspace.person("U1")
    assert len(slack.asked) == PATIENCE + 1
    assert sleep.waits == [1] * PATIENCE


async def test_what_is_temporary_for_another_reason_is_the_callers_to_retry(
    slack: FakeSlack, workspace: SlackWorkspace, sleep: Sleep
) -> None:
    slack.will_answer("users.info", refusal("service_unavailable"))
    with pytest.raises(SlackUnavailable):
        await workspace.person("U1")
    assert sleep.waits == []


async def test_a_refused_token_says_so(slack: FakeSlack, workspace: SlackWorkspace) -> None:
    slack.will_answer("conversations.list", refusal("token_revoked"))
    with pytest.raises(SlackTokenRefused):
        await workspace.channels()


def test_no_minute_holds_more_calls_than_the_tier(workspace: SlackWorkspace) -> None:
    tiers = {"conversations.list": 20, "users.list": 20, "users.info": 100, "conversations.info": 50}
    for method, most in {**tiers, "conversations.members": 100}.items():
        pace = workspace._paces[method]
        a_minute = pace.max_rate / pace.time_period * 60 / 1000
        assert pace.max_rate + a_minute <= most + 0.001
