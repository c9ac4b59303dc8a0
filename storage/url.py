"""Reads a database address: `sqlite:///relative/path.db` or `sqlite:////absolute/path.db`."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import Misconfigured

EXAMPLE = "sqlite:///data/tell-me-more.db"


def sqlite_path(url: str) -> Path:
    """Return the file that an address names. Misconfigured, in one line that does not repeat a password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Misconfigured([f"the database address cannot be read: write it like {EXAMPLE}"]) from None
    if parsed.drivername != "sqlite":
        raise Misconfigured([f"databases of the kind {parsed.drivername} are not supported: use one like {EXAMPLE}"])
    if parsed.host or parsed.query or parsed.database in (None, "", ":memory:"):
        raise Misconfigured([f"the database address has to name a file and nothing else: write it like {EXAMPLE}"])
    return Path(str(parsed.database))
