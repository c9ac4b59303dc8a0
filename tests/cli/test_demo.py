"""The demo: one command, a page, and everything still there the next time."""

import asyncio
import signal
import socket
import stat
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.cli.demo import can_open_browser, secret_key_file
from bot.cli.places import manifest, sample
from bot.process.settings import decode_key
from tests.cli.running import free_port, tell_me_more

WORDS = "the coffee machine on floor three is broken again"


class Page:
    """The sandbox's control, over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._base = f"http://127.0.0.1:{port}"

    async def shown(self) -> str:
        async with self._session.get(self._base + "/") as answer:
            assert answer.status == 200
            return await answer.text()

    async def act(self, act: str, **given: Any) -> Any:
        async with self._session.post(f"{self._base}/control/act/{act}", json=given) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def read(self, what: str, **given: Any) -> Any:
        async with self._session.get(f"{self._base}/control/read/{what}", params=given) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def until(self, what: str, text: str, **given: Any) -> Any:
        async with asyncio.timeout(20):
            while text not in str(found := await self.read(what, **given)):
                await asyncio.sleep(0.05)
        return found


async def test_the_demo_serves_takes_feedback_and_keeps_it(tmp_path: Path) -> None:
    port = free_port()
    args = ("demo", "--port", str(port), "--no-browser")
    async with tell_me_more(*args, cwd=tmp_path) as demo, aiohttp.ClientSession() as session:
        assert (await demo.says("Tell Me More is at")).endswith(f"http://127.0.0.1:{port}/")
        page = Page(session, port)
        assert "<html" in await page.shown()
        await page.act("command", person="leo", channel="#random", text=f"/feedback payments: {WORDS}")
        form = await page.until("modal", WORDS, person="leo")
        await page.act("submit", person="leo", view_id=(form.get("result") or form)["id"])
        await page.until("messages", WORDS, person="ben", channel="#payments")
        assert (await demo.stopped(signal.SIGINT))[0] == 0
        assert WORDS not in "".join(demo.out + demo.err)
    kept = {path.name for path in (tmp_path / "data").iterdir()}
    assert {"demo.db", "sandbox.db", "secret.key"} <= kept
    key = (tmp_path / "data" / "secret.key").read_text()

    async with tell_me_more(*args, cwd=tmp_path) as demo, aiohttp.ClientSession() as session:
        await demo.says("Tell Me More is at")
        page = Page(session, port)
        await page.until("messages", WORDS, person="ben", channel="#payments")
        assert (await demo.stopped())[0] == 0
    assert (tmp_path / "data" / "secret.key").read_text() == key


async def test_a_second_demo_on_one_folder_is_a_line_and_leaves_the_first_alone(tmp_path: Path) -> None:
    port = free_port()
    async with tell_me_more("demo", "--port", str(port), "--no-browser", cwd=tmp_path) as demo:
        await demo.says("Tell Me More is at")
        before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "data").glob("sandbox.db*")}
        second = ("demo", "--port", str(free_port()), "--no-browser")
        async with tell_me_more(*second, cwd=tmp_path) as other:
            assert await other.ended() == 1
            assert (other.out, other.err) == (
                [],
                ["tell-me-more: a demo already runs on data: stop it, or choose another folder with --data"],
            )
        assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "data").glob("sandbox.db*")} == before
        async with tell_me_more(*second, "--data", "other", cwd=tmp_path) as beside:
            await beside.says("Tell Me More is at")
            assert (await beside.stopped())[0] == 0
        async with aiohttp.ClientSession() as session:
            page = Page(session, port)
            await page.act("command", person="leo", channel="#random", text=f"/feedback payments: {WORDS}")
            form = await page.until("modal", WORDS, person="leo")
            await page.act("submit", person="leo", view_id=(form.get("result") or form)["id"])
            await page.until("messages", WORDS, person="ben", channel="#payments")
        assert (await demo.stopped())[0] == 0


async def test_settings_of_a_real_bot_do_not_reach_the_demo(tmp_path: Path) -> None:
    env = {"SLACK_BOT_TOKEN": "xoxb-real", "TMM_DATABASE_URL": "sqlite:///real.db", "TMM_TEAMS_FILE": "real.yml"}
    args = ("demo", "--port", str(free_port()), "--no-browser", "--data", "there")
    async with tell_me_more(*args, cwd=tmp_path, env=env) as demo:
        await demo.says("Tell Me More is at")
        assert (await demo.stopped())[0] == 0
    assert not (tmp_path / "real.db").exists()
    assert (tmp_path / "there" / "demo.db").exists()


async def test_a_taken_port_is_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with tell_me_more("demo", "--port", str(port), "--no-browser", cwd=tmp_path) as demo:
            assert await demo.ended() == 1
            assert demo.err == [
                f"tell-me-more: port {port} is taken: stop what listens there, or choose another with --port"
            ]


async def test_a_data_folder_that_cannot_be_made_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with tell_me_more("demo", "--no-browser", "--data", "file/data", cwd=tmp_path) as demo:
        assert await demo.ended() == 1
        assert demo.err == ["tell-me-more: file/data cannot be written: choose another folder with --data"]


def test_the_key_is_made_once_and_for_nobody_else_to_read(tmp_path: Path) -> None:
    path = secret_key_file(tmp_path)
    made = path.read_text()
    assert len(decode_key(made)) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_key_file(tmp_path).read_text() == made


@pytest.mark.parametrize(
    ("environment", "opens"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True), ({"DISPLAY": ":0", "CI": "1"}, False)],
)
def test_a_browser_is_opened_only_where_somebody_sits(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], opens: bool
) -> None:
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    assert can_open_browser() is opens


def test_what_comes_with_the_program_is_found() -> None:
    with manifest() as found:
        assert "/feedback" in found.read_text(encoding="utf-8")
    with sample("teams.yml") as found:
        assert "payments" in found.read_text(encoding="utf-8")
