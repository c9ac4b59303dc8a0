"""`run` as an operator meets it: refused with a line a problem, watched over HTTP, and stopped by a signal."""

import asyncio
import contextlib
import json
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.cli.running import SAMPLE, Process, settings, tell_me_more
from tests.process.tiny_slack import tiny_slack

WORDS = "the coffee machine on floor three is broken again"


async def refused(env: dict[str, str], cwd: Path) -> list[str]:
    """Start with these settings; return the lines with which it ended."""
    async with tell_me_more("run", cwd=cwd, env=env) as bot:
        assert await bot.ended() == 1
        assert not [line for line in bot.err if "Traceback" in line or line.startswith("  ")]
        return [line.removeprefix("tell-me-more: ") for line in bot.err if line.startswith("tell-me-more: ")]


@contextlib.asynccontextmanager
async def started(env: dict[str, str], cwd: Path) -> AsyncIterator[Process]:
    async with tell_me_more("run", cwd=cwd, env=env) as bot:
        await bot.says('"event": "started"')
        yield bot


async def test_nothing_set_is_a_line_for_each(tmp_path: Path) -> None:
    lines = await refused({}, tmp_path)
    assert [line.split()[0] for line in lines] == ["SLACK_BOT_TOKEN", "Neither", "TMM_SECRET_KEY"]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("TMM_PROT", "3000", "did you mean TMM_PORT?"),
        ("TMM_PORT", "many", "TMM_PORT: "),
        ("TMM_SECRET_KEY", "c2VjcmV0", "TMM_SECRET_KEY: "),
        ("TMM_HOST", "192.0.2.1", "cannot listen on 192.0.2.1"),
        ("TMM_TEAMS_FILE", "nowhere.yml", "nowhere.yml: cannot be read"),
        ("TMM_DATABASE_URL", "sqlite:////proc/x/y.db", "TMM_DATABASE_URL: "),
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "SLACK_BOT_TOKEN: Slack refuses it"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "SLACK_APP_TOKEN: Slack refuses"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/", "Slack: no proper answer"),
    ],
)
async def test_one_wrong_setting_is_one_line(place: Sandbox, tmp_path: Path, name: str, value: str, says: str) -> None:
    (line,) = await refused(settings(place, tmp_path) | {name: value}, tmp_path)
    assert says in line
    assert "xoxb-wrong" not in line
    assert "c2VjcmV0" not in line


async def test_a_taken_port_is_one_line(place: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        (line,) = await refused(settings(place, tmp_path, TMM_PORT=port), tmp_path)
    assert f"cannot listen on 127.0.0.1:{port} (address already in use)" in line


async def test_without_teams_it_says_how_to_get_some(place: Sandbox, tmp_path: Path) -> None:
    (line,) = await refused(settings(place, tmp_path, TMM_TEAMS_FILE=""), tmp_path)
    assert "tell-me-more teams apply" in line


async def test_channels_that_went_wrong_since_are_a_line_each(place: Sandbox, tmp_path: Path) -> None:
    env = settings(place, tmp_path)
    async with tell_me_more("teams", "apply", str(SAMPLE / "teams.yml"), cwd=tmp_path, env=env) as applying:
        assert await applying.ended() == 0
    place.act.archive("#mobile")
    place.act.remove_bot("#support")
    lines = await refused(env | {"TMM_TEAMS_FILE": ""}, tmp_path)
    assert [line.partition(":")[0] for line in lines] == ["Team mobile", "Team support"]


async def test_a_wrong_teams_file_is_refused_with_its_lines(place: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "teams.yml").write_text(
        'fallback: {channel: "#feedback-triage", leaders: [U0INES]}\n'
        'teams:\n  - {key: a, name: A, channel: "#nowhere", leaders: [U0NOBODY]}\n'
    )
    lines = await refused(settings(place, tmp_path, TMM_TEAMS_FILE="teams.yml"), tmp_path)
    assert len(lines) == 2
    assert all(line.startswith("teams.yml:3: ") for line in lines)


async def test_a_file_that_is_no_database_is_one_line(place: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    (line,) = await refused(settings(place, tmp_path), tmp_path)
    assert line.startswith("Database: ")


async def test_missing_scopes_are_one_line(tmp_path: Path) -> None:
    async with tiny_slack() as slack:
        slack.scopes = "commands"
        env = {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": slack.base_url,
            "TMM_SECRET_KEY": "A" * 43,
            "TMM_PORT": "0",
        }
        lines = await refused(env, tmp_path)
    assert lines[0].startswith("Scopes: channels:read, chat:write, groups:read")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_is_ready_when_started_and_ends_with_0(place: Sandbox, tmp_path: Path, number: signal.Signals) -> None:
    async with started(settings(place, tmp_path), tmp_path) as bot:
        assert await bot.get("/healthz") == (200, "ok\n")
        assert await bot.get("/readyz") == (200, "ready\n")
        assert "tmm_items_waiting" in (await bot.get("/metrics"))[1]
        code, seconds = await bot.stopped(number)
        assert code == 0
        assert seconds < 5
        assert all(json.loads(line)["event"] for line in bot.out + bot.err)


async def test_readiness_falls_with_the_connection_and_comes_back(place: Sandbox, tmp_path: Path) -> None:
    async with started(settings(place, tmp_path), tmp_path) as bot:
        place.faults.refuse_sockets(2)
        place.faults.drop_sockets()
        await bot.says("socket_connect_failed")
        assert await bot.get("/readyz") == (503, "not connected to Slack\n")
        assert (await bot.get("/healthz"))[0] == 200
        async with asyncio.timeout(20):
            while (await bot.get("/readyz"))[0] != 200:
                await asyncio.sleep(0.1)


async def test_readiness_falls_with_the_token(place: Sandbox, tmp_path: Path) -> None:
    async with started(settings(place, tmp_path), tmp_path) as bot:
        place.faults.fail_next("chat.postMessage", error="token_revoked", times=100)
        assert await submit(place, WORDS) == 200
        await bot.says("token_refused")
        status, why = await bot.get("/readyz")
        assert status == 503
        assert "refuses the token" in why
        assert (await bot.stopped())[0] == 0


async def test_a_second_process_on_one_database_waits_for_the_first(place: Sandbox, tmp_path: Path) -> None:
    env = settings(place, tmp_path)
    other = settings(place, tmp_path)
    async with started(env, tmp_path) as first, tell_me_more("run", cwd=tmp_path, env=other) as second:
        await asyncio.sleep(1)
        assert second.alive
        assert (await first.stopped())[0] == 0
        await second.says('"event": "started"')
        assert (await second.stopped())[0] == 0


async def submit(place: Sandbox, words: str) -> int:
    """Give feedback as Leo, signed, so that it goes out at once; return the status of the submission."""
    assert (await place.act.command("leo", "#random", f"/feedback payments: {words}")).ok
    async with asyncio.timeout(10):
        while (form := place.act.modal("leo")) is None:
            await asyncio.sleep(0.02)
    return (await place.act.submit("leo", form.id, {"signature": "signed"})).status


async def hanging(place: Sandbox, *, left: int) -> None:
    """Wait until a call hangs: the fault that was asked for is to come `left` more times."""
    async with asyncio.timeout(10):
        while sum(fault.times for fault in place.faults._next) > left:
            await asyncio.sleep(0.01)


def stored(tmp_path: Path) -> str:
    with contextlib.closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        return " ".join(str(row[0]) for row in database.execute("select words from items"))


def endpoint(place: Sandbox, bot: Process) -> None:
    place.set_http_endpoint(f"http://127.0.0.1:{bot.port}/slack/events")


@pytest.mark.parametrize("socket_mode", [True, False], ids=["socket", "http"])
async def test_what_was_taken_is_stored_and_it_ends_in_time_while_slack_hangs(
    place: Sandbox, tmp_path: Path, socket_mode: bool
) -> None:
    async with started(settings(place, tmp_path, socket_mode=socket_mode), tmp_path) as bot:
        if not socket_mode:
            endpoint(place, bot)
        place.faults.fail_next("chat.postMessage", delay=60, times=100)
        assert await submit(place, WORDS) == 200
        await hanging(place, left=99)
        place.faults.fail_next("*", delay=60, times=100)
        code, seconds = await bot.stopped()
        assert (code, seconds < 10) == (0, True)
        assert WORDS in stored(tmp_path)
        assert WORDS not in "".join(bot.out + bot.err)


@pytest.mark.parametrize("socket_mode", [True, False], ids=["socket", "http"])
async def test_a_listener_that_runs_is_let_finish(place: Sandbox, tmp_path: Path, socket_mode: bool) -> None:
    async with started(settings(place, tmp_path, socket_mode=socket_mode), tmp_path) as bot:
        if not socket_mode:
            endpoint(place, bot)
        place.faults.fail_next("views.open", delay=1.5)
        asking = asyncio.create_task(place.act.command("leo", "#random", f"/feedback payments: {WORDS}"))
        await hanging(place, left=0)
        code, seconds = await bot.stopped()
        assert (code, seconds < 10) == (0, True)
        assert (await asking).ok
        assert place.act.modal("leo") is not None


async def test_a_crash_in_the_background_ends_the_process_with_1(place: Sandbox, tmp_path: Path) -> None:
    env = settings(place, tmp_path)
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import bot.usecases.remind as remind\n"
        "async def fail(**_):\n    raise ZeroDivisionError('planted words')\n"
        "remind.remind_due = fail\n"
    )
    env["PYTHONPATH"] = f"{tmp_path}:{Path(__file__).parents[2]}"
    async with tell_me_more("run", cwd=tmp_path, env=env) as bot:
        assert await bot.ended() == 1
        (line,) = [json.loads(line) for line in bot.out + bot.err if '"crashed"' in line]
        assert line["error"] == "ZeroDivisionError"
        assert "planted" not in "".join(bot.out + bot.err)
