"""How far ahead is too far: beyond what any team's policy could have set."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from bot.core.organisation import Nudging, Policy
from bot.ports import Store
from bot.usecases.settle_times import DAYS_OFF, ROWS_AFTER, settle_times
from tests.usecases.fakes import CHECKOUT, NOW, PAYMENTS, organisation


class Settling:
    def __init__(self) -> None:
        self.asked: dict[str, datetime] = {}

    async def settle(self, **asked: Any) -> None:
        self.asked = asked


async def test_the_longest_pause_of_any_team_counts() -> None:
    slow = replace(PAYMENTS, policy=Policy(nudge=Nudging(first_after=timedelta(days=90))), archived=True)
    store = Settling()
    await settle_times(store=cast(Store, store), organisation=organisation(slow, CHECKOUT), now=NOW)
    assert store.asked == {
        "now": NOW,
        "rows_after": NOW + ROWS_AFTER,
        "reminders_after": NOW + timedelta(days=90) + DAYS_OFF,
    }
