from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, serve
from sandbox.errors import SetupError
from sandbox.webapi import METHODS
from tests.sandbox.conftest import MANIFEST, ORGANISATION, client_for


async def refusal(client: AsyncWebClient, method: str, **args: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    return dict(caught.value.response.data)


async def test_auth_test_tells_who_the_bot_is_and_which_scopes_it_has(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team"], answer["user_id"], answer["bot_id"]) == ("Harbour & Co", "U0TELLMEMORE", "B0SANDBOX")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"), [("xoxb-other", "invalid_auth"), ("xapp-1-sandbox-app", "not_allowed_token_type")]
)
async def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str, error: str) -> None:
    assert (await refusal(client_for(sandbox, token), "auth.test"))["error"] == error


async def test_a_call_without_a_token_and_an_unknown_method_are_refused(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{sandbox.base_url}/api/auth.test")
        assert answer.json()["error"] == "not_authed"
        answer = await http.post(f"{sandbox.base_url}/api/chat.shout", data={"token": sandbox.bot_token})
        assert answer.json()["error"] == "unknown_method"


async def test_a_revoked_token_is_told_so(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.act.revoke_token()
    assert (await refusal(client, "auth.test"))["error"] == "token_revoked"
    sandbox.act.restore_token()
    assert (await client.auth_test())["ok"]


async def test_only_the_app_token_opens_socket_mode(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert (await refusal(client, "apps.connections.open"))["error"] == "not_allowed_token_type"
    answer = await client.apps_connections_open(app_token=sandbox.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")


async def test_a_call_without_its_scope_names_what_is_missing(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await refusal(client, "dnd.info", user="U0ANA")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "dnd:read")
    assert "chat:write" in answer["provided"]
    answer = await refusal(client, "conversations.history", channel="C0SAFETY")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:history")


async def test_a_missing_argument_is_named(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await refusal(client, "chat.postMessage", text="hello")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_arguments_come_as_json_as_a_form_and_in_the_address(sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    url = f"{sandbox.base_url}/api/users.info"
    async with httpx.AsyncClient(headers=headers) as http:
        answers = [
            await http.post(url, json={"user": "U0ANA"}),
            await http.post(url, data={"user": "U0ANA"}),
            await http.get(url, params={"user": "U0ANA"}),
        ]
        assert [answer.json()["user"]["real_name"] for answer in answers] == ["Ana Ribeiro"] * 3
        assert (await http.post(url, content=b"{", headers={"Content-Type": "application/json"})).json()[
            "error"
        ] == "invalid_json"


async def test_every_call_is_recorded_with_its_arguments_but_not_its_token(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    await client.users_info(user="U0ANA", made_up="yes")
    await refusal(client, "users.info", user="U0NOBODY")
    first, second = sandbox.requests
    assert (first.method, first.args, first.ok) == ("users.info", {"user": "U0ANA", "made_up": "yes"}, True)
    assert (second.ok, second.error, second.number) == (False, "user_not_found", 2)


async def test_a_call_made_too_often_is_told_when_to_come_back(sandbox: Sandbox, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError) as caught:
        await client.users_list()
    assert caught.value.response.status_code == 429
    assert 0 < int(caught.value.response.headers["Retry-After"]) <= 60
    sandbox.clock.skip(60)
    await client.users_list()


async def test_members_come_in_pages(sandbox: Sandbox, client: AsyncWebClient) -> None:
    found: list[str] = []
    async for page in await client.users_list(limit=5):
        found += [one["id"] for one in page["members"]]
    assert len(found) == len(set(found)) == len(sandbox.world.people)
    assert (await refusal(client, "users.list", cursor="nonsense"))["error"] == "invalid_cursor"


async def test_addresses_are_shown_only_with_their_own_scope(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert "email" not in (await client.users_info(user="U0ANA"))["user"]["profile"]


async def test_a_free_plan_has_no_user_groups(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert (await client.usergroups_users_list(usergroup="S0PAYLEADS"))["users"] == ["U0BEN", "U0CHIYO"]
    sandbox.act.deactivate("chiyo")
    assert (await client.usergroups_list(include_users=True))["usergroups"][0]["users"] == ["U0BEN"]
    sandbox.act.set_plan(paid=False)
    assert (await refusal(client, "usergroups.list"))["error"] == "plan_upgrade_required"


async def test_what_the_bot_sees_of_channels(sandbox: Sandbox, client: AsyncWebClient) -> None:
    public = await client.conversations_list()
    assert {one["name"] for one in public["channels"]} >= {"general", "random", "payments"}
    both = await client.conversations_list(types="public_channel,private_channel")
    assert "people-safety" in {one["name"] for one in both["channels"]}
    sandbox.act.remove_bot("people-safety")
    assert (await refusal(client, "conversations.info", channel="C0SAFETY"))["error"] == "channel_not_found"
    assert (await client.conversations_info(channel="C0RANDOM"))["channel"]["is_member"] is False
    assert (await client.conversations_join(channel="C0RANDOM"))["channel"]["is_member"] is True
    mine = await client.users_conversations()
    assert "random" in {one["name"] for one in mine["channels"]}


async def test_members_of_a_channel_do_not_hold_the_deactivated(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.act.deactivate("ana")
    members = (await client.conversations_members(channel="C0PAYMENTS"))["members"]
    assert "U0BEN" in members
    assert "U0ANA" not in members


async def test_members_of_a_channel_come_in_pages_of_less_than_a_thousand(client: AsyncWebClient) -> None:
    found: list[str] = []
    async for page in await client.conversations_members(channel="C0ALLHANDS", limit=5):
        assert len(page["members"]) <= 5
        found += page["members"]
    assert len(found) == len(set(found)) > 10
    assert (await refusal(client, "conversations.members", channel="C0ALLHANDS", limit=1000))[
        "error"
    ] == "invalid_limit"


async def test_a_conversation_is_opened_with_somebody_active(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert (await client.conversations_open(users="U0ANA"))["channel"]["id"] == "D0ANA"
    assert (await refusal(client, "conversations.open"))["error"] == "users_list_not_supplied"
    assert (await refusal(client, "conversations.open", users="U0NOBODY"))["error"] == "user_not_found"
    sandbox.act.deactivate("ben")
    assert (await refusal(client, "conversations.open", users="U0BEN"))["error"] == "user_disabled"


async def test_the_app_s_own_details(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert (await client.team_info())["team"]["name"] == "Harbour & Co"
    assert (await client.bots_info(bot="B0SANDBOX"))["bot"]["user_id"] == "U0TELLMEMORE"
    assert (await client.api_test())["ok"]


def test_every_method_in_the_table_has_a_tier_that_exists() -> None:
    assert all(0 <= method.tier <= 5 for method in METHODS.values())


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("bot: [commands]", "app_mention"), ("bot: [chat:write]", "commands and shortcuts need")],
)
def test_a_manifest_whose_scopes_do_not_carry_it_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    content = MANIFEST.read_text()
    start, end = content.index("bot: ["), content.index("]", content.index("bot: [")) + 1
    wrong = tmp_path / "manifest.yml"
    wrong.write_text(content[:start] + line + content[end:])
    with pytest.raises(SetupError, match=complaint):
        Sandbox.create(organisation=ORGANISATION, manifest=wrong)


async def test_a_taken_port_is_an_error_of_its_own(sandbox: Sandbox) -> None:
    port = int(sandbox.base_url.rpartition(":")[2])
    other = Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST)
    with pytest.raises(OSError, match="in use"):
        async with serve(other, port):
            pass
