"""`tell-me-more migrate`: brings the database to this version."""

from argparse import Namespace

from bot.cli.loop import run_loop, showing
from bot.process.logs import configure_logs
from bot.process.settings import Need, Settings, load_settings
from bot.words import cli as words
from storage.migrate import migrate


def execute(_: Namespace) -> int:
    """Migrate."""
    settings = load_settings(Need.DATABASE)
    configure_logs("warning", settings.log_format)
    run_loop(_migrate(settings))
    print(words.MIGRATED)
    return 0


async def _migrate(settings: Settings) -> None:
    async with showing(words.MIGRATING):
        await migrate(settings.database_url)
