"""The store on SQLite: one file, one process that writes at a time, commits shared by all who wait."""
