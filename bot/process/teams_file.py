"""Applies the teams file that an operator names."""

from datetime import datetime
from pathlib import Path

from bot.errors import Misconfigured
from bot.ports import Change, Store, Workspace
from bot.usecases import apply_teams
from bot.words import checks as words


async def apply_file(
    path: Path, *, workspace: Workspace, store: Store, now: datetime
) -> tuple[Change, tuple[str, ...]]:
    """Apply the file whole; return what changed, and a line a warning. Misconfigured, SlackFailure, StoreFailure."""
    try:
        text = path.read_bytes()  # noqa: ASYNC240  once at start, before anything else runs
    except OSError:
        raise Misconfigured([words.no_teams_file(str(path))]) from None
    return await apply_teams.apply(text, filename=path.name, workspace=workspace, store=store, now=now)
