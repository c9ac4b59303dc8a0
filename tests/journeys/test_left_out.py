"""An item about a leader: others get it, ask and are answered, and for that leader it is as if it did not exist."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.messages import actions
from handlers.views import ids
from sandbox.model import Message
from tests.journeys import founding
from tests.journeys.authors import answer, close_all, home, item_in, members_are_known, opened_from_home, send
from tests.journeys.leaders import ask, choose, confirm
from tests.journeys.seen import everything, told_when_pressing
from tests.journeys.town import Town

ABOUT_BEN = "Ben laughs at whoever asks for help."
NO_ITEM = "ZZZZ-ZZ"


async def about_ben(town: Town) -> str:
    """Ana leaves Ben out; Kaia hears of it, asks, and is answered. Returns the item's id."""
    confirmed = await send(town, "U0ANA", ABOUT_BEN, leave_out="U0BEN", what_to_send="as_they_are")
    assert "by direct message, and to no channel" in town.readable(confirmed)
    item_id = item_in(town, confirmed)
    await close_all(town, "U0ANA")
    card = await town.dm_with("U0KAIA", ABOUT_BEN)
    assert "This is about somebody who leads Payments." in town.readable(card)
    await ask(town, "U0KAIA", card, "What would have helped?")
    await town.dm_with("U0KAIA", "What would have helped?")
    await home(town, "U0ANA", showing="1 question waits for your answer")
    await opened_from_home(town, "U0ANA", item_id)
    await answer(town, "U0ANA", "A patient answer.")
    await town.dm_with("U0KAIA", "A patient answer.")
    return item_id


async def a_day_in_payments(folder: Path, *, start: datetime, with_it: bool) -> list[str]:
    """Return all that Ben sees and is told on a day, with or without an item that leaves him out."""
    seen: list[str] = []
    async with founding.town("http", folder) as town:
        town.skip(seconds=(start - town.now()).total_seconds())
        await home(town, "U0BEN", showing="My feedback")
        card = await town.give("U0LEO", "The checkout charged me twice.")
        await town.noted(card)
        item_id = await about_ben(town) if with_it else NO_ITEM
        await town.settled()
        seen += everything(town, "U0BEN")
        town.skip(hours=4, seconds=30)
        await town.reply_with("#payments", card.ts, "4 hours")
        await town.dm_with("U0BEN", "because you lead Payments")
        await town.settled()
        seen += everything(town, "U0BEN")
        seen += await told_when_pressing(town, "U0BEN", town.fresh(card), item_id)
        await ask(town, "U0BEN", town.fresh(card), "Was it paid back?")
        await town.reply_with("#payments", card.ts, "Was it paid back?")
        town.skip(hours=48)
        await town.settled()
        await home(town, "U0BEN", showing="My feedback")
        seen += everything(town, "U0BEN")
        if with_it:
            assert [message for message in town.act.dms("U0KAIA") if ABOUT_BEN in town.readable(message)]
    return seen


async def test_what_the_leader_sees_is_equal_byte_for_byte_with_and_without_it(tmp_path: Path) -> None:
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    without = await a_day_in_payments(tmp_path / "without", start=start, with_it=False)
    with_it = await a_day_in_payments(tmp_path / "with", start=start, with_it=True)
    assert with_it == without
    assert any("charged me twice" in one for one in with_it), "there was something to see"


async def test_naming_a_leader_in_the_words_offers_to_leave_them_out(town: Town) -> None:
    await members_are_known(town)
    await town.act.command("U0ANA", "#random", f"/feedback payments: {ABOUT_BEN}")
    form = await town.modal_of("U0ANA", ids.FEEDBACK_FORM)
    assert "who leads the team" in town.readable(form)
    await town.act.press("U0ANA", ids.LEAVE_OUT, view_id=form.id, value="U0BEN")
    await town.until(lambda: "by direct message, and to no channel" in town.readable(town.act.modal("U0ANA")))
    await town.act.submit("U0ANA", form.id, {ids.WHAT_TO_SEND: ids.AS_THEY_ARE})
    await town.dm_with("U0KAIA", ABOUT_BEN)
    await town.settled()
    holding = {m.channel for c in town.sandbox.world.channels for m in town.all_messages(c) if _says_it(town, m)}
    assert holding == {"D0KAIA"}


async def test_reported_it_goes_to_people_who_are_not_that_leader(tmp_path: Path) -> None:
    async with founding.town("socket", tmp_path) as town:
        await about_ben(town)
        card = await town.dm_with("U0KAIA", ABOUT_BEN)
        await confirm(town, "U0KAIA", await choose(town, "U0KAIA", card, actions.REPORT))
        await town.dm_with("U0INES", ABOUT_BEN)
        await town.until(lambda: ABOUT_BEN not in town.readable(town.fresh(card)))
        await town.settled()
        assert not await town.messages_with("#people-safety", ABOUT_BEN)


def _says_it(town: Town, message: Message) -> bool:
    return ABOUT_BEN in town.readable(message)
