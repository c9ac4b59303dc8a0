import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, serve
from sandbox.errors import SetupError
from tests.sandbox.conftest import MANIFEST, ORGANISATION, client_for
from tests.sandbox.forms import home

ROOT = ORGANISATION.parents[2]


async def test_opening_again_finds_everything_still_there(tmp_path: Path) -> None:
    data = tmp_path / "slack.db"
    first = Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST, data=data)
    async with serve(first):
        client = client_for(first)
        parent = await client.chat_postMessage(channel="C0PAYMENTS", text="parent")
        await client.chat_postMessage(channel="C0PAYMENTS", text="reply", thread_ts=parent["ts"])
        gone = await client.chat_postMessage(channel="C0PAYMENTS", text="gone")
        await client.chat_delete(channel="C0PAYMENTS", ts=gone["ts"])
        await client.chat_postMessage(channel="U0ANA", text="direct")
        await client.views_publish(user_id="U0ANA", view=home())
        first.act.rename_channel("payments", "money")
        first.act.deactivate("leo")
        first.clock.skip(86_400)
    second = Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST, data=data)
    async with serve(second):
        assert [one.text for one in second.act.thread("ana", "money", parent["ts"])] == ["parent", "reply"]
        assert [one.text for one in second.act.messages("ana", "money")] == ["parent"]
        assert [one.text for one in second.act.dms("ana")] == ["direct"]
        assert second.act.home("ana") is not None
        assert second.world.person("leo").deleted
        assert second.clock.offset == 86_400
        later = await client_for(second).chat_postMessage(channel="C0PAYMENTS", text="later")
        assert float(later["ts"]) > float(parent["ts"])


async def test_a_sandbox_of_its_own_survives_being_killed(tmp_path: Path) -> None:
    data = tmp_path / "slack.db"
    command = [sys.executable, "-m", "sandbox", "--manifest", str(MANIFEST), "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:  # noqa: ASYNC220
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        client = AsyncWebClient("xoxb-sandbox-bot", base_url=f"{url}/api/", retry_handlers=[])
        await client.chat_postMessage(channel="C0PAYMENTS", text="kept")
        process.send_signal(signal.SIGKILL)
    again = Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST, data=data)
    assert [one.text for one in again.act.messages("ana", "payments")] == ["kept"]
    await again.close()


def test_a_file_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "slack.db"
    data.write_text("this is no database, but long enough to be taken for one" * 100)
    with pytest.raises(SetupError, match=r"slack\.db: cannot be used"):
        Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST, data=data)


def test_a_sandbox_of_its_own_ends_when_told_and_says_what_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sandbox", "--manifest", str(MANIFEST)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.get(f"{url}/control/clock").status_code == 200
        process.terminate()
        assert process.wait(30) == 0
    missing = [*command[:-1], str(tmp_path / "none.yml")]
    result = subprocess.run(missing, capture_output=True, cwd=ROOT, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "none.yml" in result.stderr
