"""Takes items from many callers and prints the id of each once it is confirmed, until one fails or a kill comes.

Run with the path of a migrated database; a second argument is what the ids begin with.
"""

import asyncio
import os
import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from bot.errors import StoreFailure
from bot.ports import Store
from storage.open import open_store
from tests.storage.samples import NOW, item, organisation


async def take_forever(store: Store, prefix: str) -> None:
    for number in count():
        taken = item(id=f"{prefix}-{number}", words="x" * 500)
        await store.take(taken, channel="C1PAY")
        os.write(1, f"{taken.id}\n".encode())  # one write a line, so that a kill cuts no line in two


async def main() -> None:
    path = sys.argv[1]
    prefix = sys.argv[2] if len(sys.argv) > 2 else "run"
    store = await open_store(f"sqlite:///{path}")
    callers: list[asyncio.Task[None]] = []
    try:
        await store.apply(organisation(), now=NOW)
        callers = [asyncio.create_task(take_forever(store, f"{prefix}-{caller}")) for caller in range(16)]
        await asyncio.gather(*callers)
    except StoreFailure as error:
        await asyncio.wait(callers)  # a file that cannot grow fails for all of them
        os.write(1, f"{type(error).__name__} {error}\n".encode())
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
