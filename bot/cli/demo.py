"""`tell-me-more demo`: the bot as in production, over real sockets, with the sandbox for a Slack."""

import asyncio
import base64
import os
import secrets
import sys
import webbrowser
from argparse import Namespace
from contextlib import AsyncExitStack
from pathlib import Path

from bot.cli.loop import run_loop
from bot.cli.places import manifest, sample
from bot.compose import run
from bot.errors import Misconfigured
from bot.process.drain import end_anyway
from bot.process.logs import configure_logs, forbid_core_dumps
from bot.process.only_one import locked
from bot.process.settings import Settings, fixed_settings
from bot.words import cli as words
from sandbox import Sandbox, serve
from sandbox.errors import SetupError

PATIENCE = 1.0
"""Seconds to wait for a demo before this one: it may be about to end."""


def execute(args: Namespace) -> int:
    """Run until stopped."""
    forbid_core_dumps()
    configure_logs("warning", "console")
    return run_loop(_demo(args))


async def _demo(args: Namespace) -> int:
    async with AsyncExitStack() as held:
        try:
            # Before anything in the folder is touched: a second demo would write into the first one's sandbox.
            await held.enter_async_context(locked(args.data / "demo.lock", patience=PATIENCE))
            key_file = secret_key_file(args.data)
        except TimeoutError:
            raise Misconfigured([words.demo_runs_already(str(args.data))]) from None
        except OSError:
            raise Misconfigured([words.no_folder(str(args.data))]) from None
        teams = held.enter_context(sample("teams.yml"))
        try:
            place = Sandbox.create(
                organisation=held.enter_context(sample("organisation.yml")),
                manifest=held.enter_context(manifest()),
                data=args.data / "sandbox.db",
            )
        except SetupError as error:
            raise Misconfigured([str(error)]) from None
        try:
            await held.enter_async_context(serve(place, port=args.port))
        except OSError:
            raise Misconfigured([words.demo_port_taken(args.port)]) from None
        address = f"{place.base_url}/"

        def ready(_: int) -> None:
            print(words.demo_ready(address))
            print(words.DEMO_ENDS, flush=True)
            if not args.no_browser and can_open_browser():
                asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)

        settings = demo_settings(place, args.data, key_file=key_file, teams=teams)
        return await run(settings, clock=place.clock.now, ready=ready, draining=end_anyway)


def demo_settings(place: Sandbox, data: Path, *, key_file: Path, teams: Path) -> Settings:
    """Return the settings of a bot for this sandbox, whatever the environment says."""
    return fixed_settings(
        {
            "SLACK_BOT_TOKEN": place.bot_token,
            "SLACK_APP_TOKEN": place.app_token,
            "SLACK_API_URL": f"{place.base_url}/api/",
            "TMM_DATABASE_URL": f"sqlite:///{data.absolute() / 'demo.db'}",
            "TMM_SECRET_KEY_FILE": str(key_file),
            "TMM_TEAMS_FILE": str(teams),
            "TMM_PORT": "0",
        }
    )


def secret_key_file(data: Path) -> Path:
    """Return the demo's own key, made where there is none, for nobody else to read. Raises OSError."""
    path = data / "secret.key"
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(made, "wb") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)) + b"\n")
    return path


def can_open_browser() -> bool:
    """True where somebody sits in front of this machine, as far as one can tell."""
    if os.environ.get("CI"):
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
