"""Every key store is held to the same contract; what only SQLite does has tests of its own."""
