"""Schema, queries and migrations behind the port `bot.ports.Store`."""
