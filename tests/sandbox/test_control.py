from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.forms import modal


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{sandbox.base_url}/control") as opened:
        yield opened


async def test_acts_and_reads_go_over_http(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    said = await http.post("/act/say", json={"person": "ana", "channel": "payments", "text": "hello"})
    assert said.json()["text"] == "hello"
    shown = await http.get("/read/messages", params={"person": "ana", "channel": "payments"})
    assert [one["ts"] for one in shown.json()] == [said.json()["ts"]]
    delivery = await http.post("/act/command", json={"person": "ana", "channel": "random", "text": "/feedback"})
    assert delivery.json()["error"] == "dispatch_failed"
    assert (await http.get("/read/modal", params={"person": "ana"})).json() is None
    await http.post("/act/set_plan", json={"paid": False})
    assert (await http.get("/state")).json()["paid"] is False


@pytest.mark.parametrize(
    ("path", "body", "complaint"),
    [
        ("/act/fly", {}, "there is no 'fly' here"),
        ("/act/__class__", {}, "there is no"),
        ("/act/say", {"person": "ana"}, "missing a required argument"),
        ("/act/say", {"person": "ana", "channel": "nowhere", "text": "x"}, "there is no channel 'nowhere'"),
        ("/act/say", [], "must be a JSON object"),
        ("/faults/fail_next", {"method": "nonsense", "error": "x"}, "there is no method"),
        ("/clock/skip", {}, "say how many seconds"),
        ("/clock/skip", {"seconds": -1}, "forward"),
    ],
)
async def test_a_bad_call_is_answered_with_one_clear_line(
    http: httpx.AsyncClient, path: str, body: Any, complaint: str
) -> None:
    answer = await http.post(path, json=body)
    assert answer.status_code == 400
    assert complaint in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


async def test_a_page_of_another_site_can_do_nothing(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    for path in ("/act/revoke_token", "/clock/skip", "/faults/clear"):
        answer = await http.post(path, content='{"seconds": 1}', headers={"Origin": "https://elsewhere.example"})
        assert answer.status_code == 400
    assert not sandbox.world.token_revoked
    assert sandbox.clock.offset == 0


async def test_what_the_client_refuses_comes_with_its_errors(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    view = sandbox.core.surfaces.open("U0ANA", modal())
    answer = await http.post("/act/submit", json={"person": "ana", "view_id": view.id})
    assert (answer.status_code, answer.json()["kind"]) == (400, "ClientRefused")
    assert set(answer.json()["errors"]) == {"about"}


async def test_faults_clock_and_requests_go_over_http(
    http: httpx.AsyncClient, sandbox: Sandbox, client: AsyncWebClient
) -> None:
    await http.post("/clock/skip", json={"seconds": 3600})
    assert (await http.get("/clock")).json()["offset"] == 3600
    await http.post("/faults/fail_next", json={"method": "auth.test", "delay": 0.01})
    await client.auth_test()
    await client.auth_test()
    listed = (await http.get("/requests", params={"since": 1})).json()
    assert listed["received"] == 2
    assert [one["method"] for one in listed["requests"]] == ["auth.test"]
    assert (await http.get("/requests", params={"since": "x"})).status_code == 400
