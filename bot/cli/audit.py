"""`tell-me-more audit`: the real bot on the real database, with a sandbox in place of Slack and an invented author."""

import asyncio
import contextlib
import secrets
from argparse import Namespace
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from bot.audit.canary import new_canary
from bot.audit.cast import workspace
from bot.audit.report import Report
from bot.audit.run import Installation, audit
from bot.cli.loop import run_loop, showing
from bot.cli.places import manifest
from bot.compose import key_store, store_or_problem, utc_now
from bot.errors import Misconfigured
from bot.process.logs import configure_logs, forbid_core_dumps
from bot.process.only_one import locked
from bot.process.settings import Need, Settings, load_settings
from bot.words import audit as words
from bot.words import process as process_words
from sandbox import Sandbox, serve
from storage.keys.open import keys_path
from storage.open import database_path

RETENTION = timedelta(seconds=20)
"""Longer than the life of an item takes, on a machine that has other things to do, and waited for at the end."""


def execute(args: Namespace) -> int:
    """Print what was planted, done, searched and found; 1 if anything was found, or not everything could be done."""
    settings = load_settings(Need.DATABASE)
    forbid_core_dumps()
    configure_logs("error", settings.log_format)
    report = run_loop(_audit(settings, tuple(args.also)))
    print("\n".join(report.lines()))
    return 0 if report.passed else 1


async def _audit(settings: Settings, also: tuple[Path, ...]) -> Report:
    missing = [str(path) for path in also if not path.exists()]
    if missing:
        raise Misconfigured([words.nothing_there(path) for path in missing])
    url = settings.database_url
    database = database_path(url)
    if not database.exists():
        raise Misconfigured([words.no_database(str(database))])
    canary = new_canary(secrets.token_bytes)
    async with _alone(database), key_store(url) as keys:
        store = await store_or_problem(url)
        try:
            with manifest() as file:
                place = Sandbox.create(organisation=workspace(canary), manifest=file, limits=False)
            async with showing(words.AUDITING), serve(place):
                return await audit(
                    Installation(
                        store=store,
                        keys=keys,
                        database=database,
                        key_file=keys_path(url),
                        secret_key=_key(settings),
                        secrets=_secrets(settings),
                        also=also,
                    ),
                    place=place,
                    canary=canary,
                    pass_time=asyncio.sleep,
                    retention=RETENTION,
                    real_time=utc_now,
                )
        finally:
            await store.close()


@contextlib.asynccontextmanager
async def _alone(database: Path) -> AsyncIterator[None]:
    """Hold the bot's lock on the database for the block. Misconfigured where the bot has it."""
    lock = database.with_name(database.name + ".lock")
    async with contextlib.AsyncExitStack() as held:
        try:
            await held.enter_async_context(locked(lock, patience=0.0))
        except TimeoutError:
            raise Misconfigured([words.NOT_STOPPED]) from None
        except OSError:
            raise Misconfigured([process_words.no_lock(str(lock))]) from None
        yield


def _key(settings: Settings) -> bytes:
    """Return the key that forms are sealed with, or any where none is set: what it seals ends with the audit."""
    try:
        return settings.key()
    except ValueError:
        return secrets.token_bytes(32)


def _secrets(settings: Settings) -> dict[str, bytes]:
    """Return the other keys that the environment holds, by name: hashes may have been made with them."""
    named = {
        "SLACK_BOT_TOKEN": settings.bot_token,
        "SLACK_APP_TOKEN": settings.app_token,
        "SLACK_SIGNING_SECRET": settings.signing_secret,
    }
    return {name: value.get_secret_value().encode() for name, value in named.items() if value.get_secret_value()}
