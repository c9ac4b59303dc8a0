"""Where few could have written it, the form says so, and offers the team above or the fallback."""

import pytest

from handlers.views import ids
from tests.journeys.authors import members_are_known, send
from tests.journeys.town import Town

ONCE = pytest.mark.parametrize("town", ["http"], indirect=True)
WORDS = "Complaints take too long."


async def test_a_small_channel_offers_the_team_above(town: Town) -> None:
    await members_are_known(town)
    await town.act.command("U0ANA", "#random", f"/feedback support: {WORDS}")
    form = await town.modal("U0ANA")
    assert "4 people are in #support. That is fewer than 5" in town.readable(form)
    assert "Send it to Triage instead" in town.readable(form)
    await town.act.press("U0ANA", ids.TO_PARENT, view_id=form.id)
    await town.until(lambda: "Goes to Mobile in #mobile" in town.readable(town.act.modal("U0ANA")))
    await town.act.submit("U0ANA", form.id)
    await town.message_with("#mobile", WORDS)
    assert not await town.messages_with("#support", WORDS)


@ONCE
async def test_its_author_may_go_on_all_the_same(town: Town) -> None:
    await members_are_known(town)
    assert (await send(town, "U0ANA", WORDS, to="support")).callback_id == ids.CONFIRMATION
    await town.message_with("#support", WORDS)


@ONCE
async def test_guests_and_bots_are_not_counted(town: Town) -> None:
    await members_are_known(town)
    await town.act.command("U0ANA", "#random", "/feedback payments: Refunds are slow.")
    assert "6 people are in #payments, guests and bots aside." in town.readable(await town.modal("U0ANA"))
