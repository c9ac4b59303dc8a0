"""`tell-me-more teams apply|show|check`."""

import sys
from argparse import Namespace
from pathlib import Path

from bot.cli.check import show
from bot.cli.loop import run_loop, showing
from bot.compose import connected, store_or_problem, utc_now
from bot.errors import Misconfigured
from bot.process.logs import configure_logs
from bot.process.settings import Need, Settings, load_settings
from bot.process.teams_file import apply_file
from bot.usecases import check_teams, show_teams
from bot.words import checks
from bot.words import cli as words


def execute(args: Namespace) -> int:
    """Do what the action says."""
    settings = load_settings(Need.DATABASE if args.action == "show" else Need.SLACK)
    configure_logs("error", settings.log_format)
    if args.action == "apply":
        return run_loop(_apply(settings, args.file))
    if args.action == "show":
        return run_loop(_show(settings, as_yaml=args.yaml))
    return run_loop(_check(settings))


async def _apply(settings: Settings, file: Path) -> int:
    async with showing(words.LOOKING_AT_SLACK), connected(settings) as parts:
        before = await parts.store.organisation()
        applied = await apply_file(file, workspace=parts.workspace, store=parts.store, now=utc_now())
    for warning in applied.warnings:
        print(words.warning(warning), file=sys.stderr)
    if applied.proposal is not None:
        print("\n".join(words.waits_for_admins(applied.proposal.weaker, admins=before.admins if before else ())))
    elif applied.change is None or applied.change.version == (before.version if before else 0):
        print(words.UNCHANGED)
    else:
        change = applied.change
        print("\n".join(words.changed(change.added, change.changed, change.archived)))
    return 0


async def _show(settings: Settings, *, as_yaml: bool) -> int:
    store = await store_or_problem(settings.database_url)
    try:
        organisation = await store.organisation()
    finally:
        await store.close()
    if organisation is None:
        raise Misconfigured([checks.NO_TEAMS])
    sys.stdout.write(show_teams.export(organisation) if as_yaml else show_teams.table(organisation))
    return 0


async def _check(settings: Settings) -> int:
    async with showing(words.LOOKING_AT_SLACK), connected(settings) as parts:
        findings = await check_teams.check(store=parts.store, workspace=parts.workspace)
    return show(findings)
