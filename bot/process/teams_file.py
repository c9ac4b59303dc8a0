"""Applies the teams file that an operator names."""

import secrets
from datetime import datetime
from pathlib import Path

import structlog

from bot.errors import Misconfigured
from bot.ports import Store, Workspace
from bot.usecases import apply_teams
from bot.usecases.apply_teams import Applied
from bot.words import checks as words

log = structlog.get_logger()


async def apply_file(path: Path, *, workspace: Workspace, store: Store, now: datetime) -> Applied:
    """Apply the file whole, or propose it to the admins. Misconfigured, SlackFailure, StoreFailure."""
    try:
        text = path.read_bytes()  # noqa: ASYNC240  once at start, before anything else runs
    except OSError:
        raise Misconfigured([words.no_teams_file(str(path))]) from None
    applied = await apply_teams.apply(
        text, filename=path.name, workspace=workspace, store=store, now=now, new_id=lambda: secrets.token_urlsafe(12)
    )
    if applied.proposal is not None:
        log.warning("policy_waits_for_admins", count=len(applied.proposal.weaker))
    return applied
