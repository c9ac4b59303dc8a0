"""Shorter lives, for tests that plant one leak: the life of one item without the failures that cost seconds."""

from bot.audit.life import Life
from bot.audit.life_home import open_form
from bot.usecases.close import close


async def one_item(life: Life) -> None:
    """Send, let go out, and close an item that is answered in its author's Home, looking everywhere on the way."""
    async with life.step("held"):
        confirmation = await life.hands.send(await open_form(life, "words"))
        item = life.items["home"] = life.hands.item_of(confirmation)
        await life.look("")
    async with life.step("out"):
        await life.works.later(1.1)
        await life.hands.card(item)
        await life.look("")
    async with life.step("closed"):
        deps = life.works.made.deps
        now = life.place.clock.now()
        await close(store=deps.store, keys=deps.identity.keys, item_id=item, because="a test", now=now)
        await life.look(item)
        await life.works.settled()
