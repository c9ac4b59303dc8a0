"""The sweep: every waiting item whose reminder is due gets what the ladder says, batch by batch."""

from datetime import datetime

from bot.core.item import Item
from bot.core.ladder import remind
from bot.current import Current
from bot.ports import Reminder, Store

BATCH = 100
"""Items in one transaction: 10,000 due take 70 ms so, and the loop is never held up for long."""


async def remind_due(*, store: Store, current: Current, now: datetime) -> int:
    """Queue every reminder that is due at `now`; return for how many items. Raises StoreFailure.

    Each batch is decided and stored in one transaction, so a process killed between two of them repeats nothing.
    """
    organisation = current.organisation

    def decide(item: Item) -> Reminder:
        return remind(item, organisation, now=now)

    total = 0
    while True:
        done = await store.remind_due(now=now, limit=BATCH, decide=decide)
        total += done
        if done < BATCH:
            return total
