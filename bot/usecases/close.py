"""Closing an item: with it ends the way back to its author."""

from datetime import datetime

from bot.core.item import Item
from bot.ports import KeyStore, Store


async def close(*, store: Store, keys: KeyStore, item_id: str, because: str, now: datetime) -> Item:
    """Close an item, and destroy its key; afterwards nothing that is stored can say who wrote it.

    A pause of its author ends with it, as the key store could name whoever is paused.

    A process killed in between leaves a key without a tag, which `keep_short.WaysBack` finds. Raises UnknownItem,
    IllegalTransition and StoreFailure.
    """
    closed = await store.close_item(item_id, because=because, now=now)
    await keys.destroy([item_id], with_mutes=True)
    await store.scrub()
    return closed
