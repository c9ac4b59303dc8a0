"""The `tell-me-more` command."""

from bot.cli.entry import main

__all__ = ["main"]
