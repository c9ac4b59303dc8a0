"""Which files are searched: both stores with their logs, what is beside them, backups, and what somebody names."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ENDINGS = ("", "-wal", "-shm", "-journal")

MOST_BESIDE = 5_000
"""Files beside the database that are looked at: a data folder holds a handful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """`also` are the operator's own backups and logs, files or folders; `backups` is a folder of the audit's own."""

    database: Path
    keys: Path
    backups: Path
    also: tuple[Path, ...] = ()

    def feedback(self) -> Iterator[tuple[str, Path]]:
        """Yield the database and its logs by name."""
        yield from _with_logs(self.database)

    def key_store(self) -> Iterator[tuple[str, Path]]:
        """Yield the key store and its logs by name."""
        yield from _with_logs(self.keys)

    def copies(self) -> Iterator[tuple[str, Path]]:
        """Yield the backups that were taken so far."""
        for path in sorted(self.backups.iterdir()):
            yield f"backup {path.name}", path

    def beside(self) -> Iterator[tuple[str, Path]]:
        """Yield what else lies in the folders of both stores; locks are empty and left alone."""
        known = {path for _, path in (*self.feedback(), *self.key_store())}
        count = 0
        for folder in dict.fromkeys((self.database.parent, self.keys.parent)):
            for path in sorted(folder.rglob("*")):
                if count >= MOST_BESIDE:
                    return
                if path.is_file() and not path.is_symlink() and path not in known and path.suffix != ".lock":
                    count += 1
                    yield str(path.relative_to(folder)), path

    def named(self) -> Iterator[tuple[str, Path]]:
        """Yield what the operator named."""
        for path in self.also:
            found = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
            for one in found:
                yield str(one), one

    def back_up(self, name: str) -> Path:
        """Take an online backup of the database, as an operator would; return it. sqlite3.Error."""
        copy = self.backups / f"{name}.db"
        with (
            closing(sqlite3.connect(f"{self.database.absolute().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(copy)) as target,
        ):
            live.backup(target)
        return copy


def _with_logs(path: Path) -> Iterator[tuple[str, Path]]:
    for ending in ENDINGS:
        yield path.name + ending, path.with_name(path.name + ending)
