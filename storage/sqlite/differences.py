"""What only SQLite does here, in one place. Everything else in `storage` is the same for PostgreSQL.

- One connection writes, in `BEGIN IMMEDIATE`: there is one writer at a time in the whole file, so that an operation
  never meets another one half done. `FOR UPDATE` and `SKIP LOCKED`, which operations ask for, compile to nothing.
- Statements are compiled to text once and run on the raw `sqlite3` connection (`storage.sqlite.run`), since crossing to
  its thread costs more than the statement.
- Tables without a rowid (`storage.schema`), so that a file does not keep the order in which rows came.
- The PRAGMAs below, and the checkpoints at closing and in `storage.sqlite.scrub`, so that neither the write-ahead log
  nor a page that rows were moved from outlives what was deleted.
- The lock under which migrations run is `BEGIN IMMEDIATE` too (`storage.migrate`).
- Booleans come back as 0 and 1, and every write needs RETURNING (SQLite 3.35) and `ON CONFLICT DO NOTHING`.
"""

OLDEST = (3, 35, 0)
"""The first SQLite with RETURNING."""

BUSY_MS = 2000
"""How long a write waits for another process's lock: within the 2.5 s that a listener has (Slack gives it 3 s)."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # under shared commits NORMAL gains 2 %, and loses what was confirmed
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",  # no temporary file with somebody's words
)
"""`wal_autocheckpoint` stays at its 1,000 pages: both smaller and larger measured slower."""

READ_ONLY = "PRAGMA query_only = ON"
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
