"""Reads the command line, runs the command, and turns every error into a line that says what to do."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

from bot.errors import Misconfigured, SlackFailure, StoreFailure
from bot.process.logs import own_frames
from bot.words import checks
from bot.words import cli as words

DEMO_PORT = 3100


def main(argv: Sequence[str] | None = None) -> int:
    """Run `tell-me-more` with these arguments; return 0, or 1 for a failure. What cannot be understood exits with 2."""
    args = _parser().parse_args(argv)
    try:
        # by name, so that `run` does not load the demo's Slack and `--help` loads nothing
        return int(import_module(args.module).execute(args))
    except BrokenPipeError:
        return 1  # whoever read our output has gone
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  a traceback helps nobody here, and may show words
        for line in _lines(error):
            print(words.line(line), file=sys.stderr)
        return 1


def _lines(error: BaseException) -> Sequence[str]:
    match error:
        case Misconfigured():
            return error.problems
        case StoreFailure():
            return [checks.store_broken(str(error))]
        case SlackFailure():
            return [checks.slack_unreachable(error.code)]
        case KeyboardInterrupt():
            return [words.STOPPED]
    where = own_frames(error.__traceback__)
    return [words.inside(type(error).__name__, where[-1] if where else "?")]


def _version() -> str:
    try:
        return metadata.version("tell-me-more")
    except metadata.PackageNotFoundError:
        return words.NOT_INSTALLED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tell-me-more", description=words.ABOUT, epilog=words.EPILOG)
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    demo = _add(commands, "demo", "bot.cli.demo")
    demo.add_argument("--port", type=int, default=DEMO_PORT, help=words.PORT)
    demo.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help=words.DATA)
    demo.add_argument("--no-browser", action="store_true", help=words.NO_BROWSER)
    _add(commands, "run", "bot.cli.run")
    _add(commands, "check", "bot.cli.check")
    teams = _add(commands, "teams", "bot.cli.teams").add_subparsers(metavar="ACTION", required=True, dest="action")
    _add(teams, "apply", "bot.cli.teams").add_argument("file", type=Path, metavar="FILE", help=words.FILE)
    _add(teams, "show", "bot.cli.teams").add_argument("--yaml", action="store_true", help=words.AS_YAML)
    _add(teams, "check", "bot.cli.teams", named="teams check")
    audit = _add(commands, "audit", "bot.cli.audit")
    audit.add_argument("--also", type=Path, action="append", default=[], metavar="PATH", help=words.ALSO)
    _add(commands, "migrate", "bot.cli.migrate")
    return parser


def _add(
    to: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, module: str, *, named: str | None = None
) -> argparse.ArgumentParser:
    key = named or name
    parser = to.add_parser(
        name,
        help=words.SUMMARIES[key],
        description=f"{words.SUMMARIES[key][0].upper()}{words.SUMMARIES[key][1:]}.",
        epilog=words.HELP[key],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(module=module)
    return parser
