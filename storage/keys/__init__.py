"""The key store: what could link an item to its author, in a file of its own beside the database."""

from storage.keys.open import keys_path, open_keys

__all__ = ["keys_path", "open_keys"]
