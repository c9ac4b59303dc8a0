"""Words are erased after their time, in Slack too; ways back end after thirty days."""

from pathlib import Path

from handlers.views import ids
from tests.journeys import founding
from tests.journeys.authors import answer, close_all, home, item_in, opened_from_home, send
from tests.journeys.leaders import ask


async def test_after_its_time_nothing_that_was_written_is_left_in_the_files_or_in_slack(tmp_path: Path) -> None:
    async with founding.town("http", tmp_path) as town:
        item_id = item_in(town, await send(town, "U0ANA", "The checkout charged me twice."))
        await close_all(town, "U0ANA")
        card = await town.message_with("#payments", "charged me twice")
        await ask(town, "U0BEN", card, "Was the second charge paid back?")
        await town.reply_with("#payments", card.ts, "paid back")
        await opened_from_home(town, "U0ANA", item_id)
        await answer(town, "U0ANA", "Not yet, says my bank.")
        await town.reply_with("#payments", card.ts, "says my bank")
        await close_all(town, "U0ANA")
        town.skip(hours=179 * 24)
        await town.settled()
        assert "charged me twice" in town.readable(town.fresh(card))
        town.skip(hours=25)
        for words in ("charged me twice", "paid back?", "says my bank"):
            await town.until(
                lambda words=words: not any(words in town.readable(m) for m in town.all_messages("#payments"))  # type: ignore[misc]  # a loop's variable
            )
            await town.settled()
            left = [file.name for file in town.folder.iterdir() if words.encode() in file.read_bytes()]
            assert left == []
        assert "is erased by now" in town.readable(town.fresh(card))


async def test_after_thirty_days_the_way_back_is_gone_for_its_author_too(tmp_path: Path) -> None:
    async with founding.town("http", tmp_path) as town:
        item_id = item_in(town, await send(town, "U0ANA", "The checkout charged me twice."))
        await close_all(town, "U0ANA")
        await town.message_with("#payments", "charged me twice")
        await opened_from_home(town, "U0ANA", item_id)
        town.skip(hours=30 * 24 + 1)
        await town.settled()
        await town.settled()
        await town.act.press("U0ANA", ids.WITHDRAW)
        await town.until(lambda: "The way back to this is gone" in town.readable(town.act.modal("U0ANA")))
        await close_all(town, "U0ANA")
        await home(town, "U0ANA", showing="is listed here, for your eyes alone")
        assert await town.store.tagged() == ()
