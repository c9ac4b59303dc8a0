"""`tell-me-more check`: one line for each thing that must be right."""

from argparse import Namespace
from collections.abc import Iterable

from bot.cli.loop import run_loop, showing
from bot.compose import connected, utc_now
from bot.errors import Misconfigured
from bot.process.logs import configure_logs
from bot.process.preflight import check_app_token, check_slack, check_store
from bot.process.settings import Settings, load_settings
from bot.usecases import check_teams
from bot.usecases.check_teams import Finding
from bot.words import cli as words


def execute(_: Namespace) -> int:
    """Print the findings; 1 if one is not fine."""
    try:
        settings = load_settings()
    except Misconfigured as error:
        return show(Finding(ok=False, line=problem) for problem in error.problems)
    configure_logs("error", settings.log_format)
    return run_loop(_check(settings))


def show(findings: Iterable[Finding]) -> int:
    """Print a line each; return 1 if one is not fine."""
    failed = 0
    for found in findings:
        print(words.finding(found.line, ok=found.ok))
        failed = failed or int(not found.ok)
    return failed


async def _check(settings: Settings) -> int:
    findings: list[Finding] = []
    try:
        async with showing(words.LOOKING_AT_SLACK), connected(settings) as parts:
            identity, findings = await check_slack(parts.client, now=utc_now())
            if settings.socket_mode:
                findings.append(await check_app_token(parts.client, settings.app_token.get_secret_value()))
            findings.append(await check_store(parts.store))
            if identity is not None:
                findings += await check_teams.check(store=parts.store, workspace=parts.workspace)
    except Misconfigured as error:
        findings += [Finding(ok=False, line=problem) for problem in error.problems]
    return show(findings)
