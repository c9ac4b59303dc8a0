"""What the bot says in channels and direct messages: pure functions from an item to text and blocks."""
