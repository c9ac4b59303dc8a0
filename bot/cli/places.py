"""Where files that come with the program are, in a checkout as in an installed package."""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

from bot.errors import Misconfigured
from bot.words import cli as words


def manifest() -> AbstractContextManager[Path]:
    """The app's manifest: a wheel has it inside `sandbox`, a checkout at its top. Raises Misconfigured."""
    for found in (files("sandbox") / "manifest.yml", files("sandbox") / ".." / "manifest.yml"):
        if found.is_file():
            return as_file(found)
    raise Misconfigured([words.NO_MANIFEST])


def sample(name: str) -> AbstractContextManager[Path]:
    """A file of the sample organisation."""
    return as_file(files("sandbox") / "sample" / name)
