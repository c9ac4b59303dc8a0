"""`tell-me-more run`: the bot itself."""

from argparse import Namespace

from bot.cli.loop import run_loop
from bot.compose import run
from bot.process.drain import end_anyway
from bot.process.logs import configure_logs, forbid_core_dumps
from bot.process.settings import load_settings


def execute(_: Namespace) -> int:
    """Run until stopped."""
    settings = load_settings()
    forbid_core_dumps()
    configure_logs(settings.log_level, settings.log_format)
    return run_loop(run(settings, draining=end_anyway))
