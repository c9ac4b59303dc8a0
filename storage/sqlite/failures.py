"""What SQLite complains about, in words that say what to do. No message holds a value from a row."""

import sqlite3

from bot.errors import StoreFailure, StoreUnavailable, StoreUnusable

LOCKED = "the database is locked by another process: close what holds it (a shell, a backup), then try again"
FULL = "there is no room left for the database: free some space, then try again"
READ_ONLY = "the database is read-only: make its file and folder writable for the user who runs this"
NO_FILE = "the database cannot be opened: its path must be a file in a folder that the user who runs this can write to"
NOT_A_DATABASE = "the file is not a database: name another one, or restore a backup"
MOVED = "the database file was moved or deleted while in use: put it back, then start again"
SURROGATES = "the text cannot be stored: it holds half of a character (a lone surrogate)"
CLOSED = "the store is closed"

# Primary result codes, https://sqlite.org/rescode.html
TEMPORARY = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: "the disk failed under the database: check its space, quota and health, then try again",
    sqlite3.SQLITE_NOMEM: "there is not enough memory for the database: free some, then try again",
    sqlite3.SQLITE_INTERRUPT: "the database was interrupted: try again",
}
PERMANENT = {
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_AUTH: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: NO_FILE,
    sqlite3.SQLITE_NOTADB: NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: "the database is damaged: restore a backup",
    sqlite3.SQLITE_ERROR: "the database lacks what this version needs: stop every process, then start again",
}


def translate(error: BaseException) -> BaseException:
    """Return the error to raise in place of one that came up while the database was used.

    What an operation raised on purpose, and a mistake in this program, stay what they are.
    """
    if isinstance(error, UnicodeEncodeError):  # it carries the whole text with it
        return StoreFailure(SURROGATES)
    # Without a code it comes from Python's sqlite3 itself: a mistake of ours, such as a parameter of a wrong type.
    code = getattr(error, "sqlite_errorcode", None)
    return error if code is None else _failure(code)


def _failure(code: int) -> StoreFailure:
    primary = code & 0xFF
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return StoreUnusable(MOVED)
    if primary in TEMPORARY:
        return StoreUnavailable(TEMPORARY[primary])
    if primary in PERMANENT:
        return StoreUnusable(PERMANENT[primary])
    return StoreFailure(f"the database refused the operation (SQLite's code {code})")
