"""The process ends and comes back: what was held goes out in time, and a lost key store is said to be lost."""

from handlers.views import ids
from tests.journeys.authors import close_all, home, item_in, opened_from_home, send
from tests.journeys.town import Town


async def test_what_is_held_survives_a_restart_and_goes_out_by_its_latest_time(careful_town: Town) -> None:
    town = careful_town
    item_id = item_in(town, await send(town, "U0ANA", "Refunds take weeks."))
    await close_all(town, "U0ANA")
    async with town.stopped():
        pass
    assert "Refunds take weeks." in town.readable(await opened_from_home(town, "U0ANA", item_id))
    town.skip(hours=2)
    await send(town, "U0LEO", "Refunds are a riddle.")
    await send(town, "U0GITA", "Nobody explains refunds.")
    town.skip(hours=2)
    await town.settled()
    assert town.all_messages("#payments") == [], "who wrote the first is known no more, and two are not three"
    town.skip(hours=20)
    await town.message_with("#payments", "take weeks")
    town.skip(hours=2)
    for words in ("a riddle", "explains refunds"):
        await town.message_with("#payments", words)
    await town.settled()
    assert len(town.act.messages("U0BEN", "#payments")) == 3


async def test_what_fell_due_while_it_was_stopped_goes_out_at_the_start(careful_town: Town) -> None:
    town = careful_town
    await send(town, "U0ANA", "Refunds take weeks.")
    async with town.stopped():
        town.skip(hours=48)
    await town.message_with("#payments", "take weeks")
    await town.settled()
    assert len(town.act.messages("U0BEN", "#payments")) == 1


async def test_a_lost_key_store_is_said_to_be_lost_and_what_was_written_stays(town: Town) -> None:
    item_id = item_in(town, await send(town, "U0ANA", "The checkout charged me twice."))
    await close_all(town, "U0ANA")
    card = await town.message_with("#payments", "charged me twice")
    await home(town, "U0ANA", showing=item_id)
    async with town.stopped():
        for file in town.folder.glob("bot.keys.db*"):
            file.unlink()
    shown = [town.readable(await home(town, who, showing="Some keys that led people")) for who in ("U0ANA", "U0LEO")]
    assert not any(item_id in one for one in shown)
    await town.act.press("U0BEN", "acknowledge", channel=card.channel, ts=card.ts)
    await town.until(lambda: "Acknowledged by" in town.readable(town.fresh(card)))
    assert "charged me twice" in town.readable(town.fresh(card))

    again = await send(town, "U0ANA", "It happened once more.")
    assert again.callback_id == ids.CONFIRMATION
    await close_all(town, "U0ANA")
    await opened_from_home(town, "U0ANA", item_in(town, again))
