"""The slow hash of a receipt, beside the loop, and no more than two at a time: each takes 64 MiB for 100 ms."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.identity.receipts import digest
from bot.ports import KeyStore

AT_A_TIME = 2
"""A crowd with receipts waits for its turn, and the process for its memory does not."""

_threads = ThreadPoolExecutor(max_workers=AT_A_TIME, thread_name_prefix="receipt")


async def receipt_tag(words: Sequence[str], keys: KeyStore) -> bytes:
    """Return the 32 bytes that are kept of the six words of a receipt. Raises StoreFailure."""
    pepper = await keys.pepper()
    return await asyncio.get_running_loop().run_in_executor(_threads, digest, words, pepper)
