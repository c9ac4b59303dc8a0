"""The machine's clock is wrong for a while: nothing goes out early or twice, and nothing is stuck."""

from datetime import timedelta

import pytest

from tests.journeys.authors import send
from tests.journeys.town import Town

pytestmark = pytest.mark.parametrize("careful_town", ["socket"], indirect=True)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


async def three_write(town: Town) -> None:
    await send(town, "U0ANA", "Refunds take weeks.")
    await send(town, "U0LEO", "Refunds are a riddle.")
    await send(town, "U0GITA", "Nobody explains refunds.")


def cards(town: Town) -> int:
    return len(town.act.messages("U0BEN", "#payments"))


async def test_a_clock_set_back_by_an_hour_sends_nothing_early_and_nothing_twice(careful_town: Town) -> None:
    town = careful_town
    await three_write(town)
    town.clock.off = -HOUR
    town.skip(hours=2)
    await town.settled()
    assert cards(town) == 0, "it is an hour to the batch, as far as the bot knows"
    town.skip(hours=1)
    await town.until(lambda: cards(town) == 3)
    town.clock.off = -2 * HOUR
    await town.settled()
    town.clock.off = timedelta()
    await town.settled()
    assert cards(town) == 3


async def test_what_was_taken_while_the_clock_went_back_goes_out_in_time(careful_town: Town) -> None:
    town = careful_town
    town.clock.off = -HOUR
    await three_write(town)
    town.clock.off = timedelta()
    town.skip(hours=2)
    await town.until(lambda: cards(town) == 3)


async def test_what_was_taken_while_the_clock_was_a_year_ahead_is_not_stuck_for_a_year(careful_town: Town) -> None:
    town = careful_town
    town.clock.off = YEAR
    await three_write(town)
    await town.settled()
    town.clock.off = timedelta()
    await town.settled()
    assert cards(town) == 0
    town.skip(hours=2)
    await town.until(lambda: cards(town) == 3)
    await town.settled()
    assert cards(town) == 3


async def test_who_wrote_alone_then_waits_a_day_and_not_longer(careful_town: Town) -> None:
    town = careful_town
    town.clock.off = YEAR
    await send(town, "U0ANA", "Refunds take weeks.")
    town.clock.off = timedelta()
    town.skip(hours=2)
    await town.settled()
    assert cards(town) == 0
    town.skip(hours=24)
    await town.until(lambda: cards(town) == 1)


async def test_reminders_after_an_hour_back_come_once_and_in_their_time(careful_town: Town) -> None:
    town = careful_town
    await three_write(town)
    town.skip(hours=2)
    await town.until(lambda: cards(town) == 3)
    town.clock.off = -HOUR
    await town.settled()
    assert not await town.messages_with("#payments", "has been waiting")
    town.clock.off = timedelta()
    town.skip(hours=5)
    await town.until(lambda: len([m for m in town.all_messages("#payments") if "waiting for" in town.readable(m)]) == 3)
