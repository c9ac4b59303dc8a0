"""`python -m sandbox`: serves a sandbox alone, until it is told to stop."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.errors import SetupError
from sandbox.sandbox import Sandbox
from sandbox.serving import serve

SAMPLE = Path(__file__).parent / "sample" / "organisation.yml"


def main(arguments: list[str] | None = None) -> int:
    """Runs the sandbox; exit status 0, 1 when it cannot start, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    try:
        sandbox = Sandbox.create(organisation=options.organisation, manifest=options.manifest, data=options.data)
        asyncio.run(_run(sandbox, options.port))
    except (SetupError, OSError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 1
    return 0


async def _run(sandbox: Sandbox, port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    async with serve(sandbox, port):
        sys.stdout.write(f"{sandbox.base_url}\n")
        sys.stdout.flush()
        await stopped.wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A small Slack on this machine, for trying a bot out.",
        epilog="example: python -m sandbox --manifest manifest.yml --data slack.db --port 8090",
    )
    parser.add_argument("--organisation", type=Path, default=SAMPLE, help="people, channels and groups (YAML)")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest.yml")
    parser.add_argument("--data", type=Path, help="file in which everything is kept; without it, memory only")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
