"""Held and released with the default policy: in company, shuffled, at fixed times, and the author's until then."""

from pathlib import Path

import pytest

from bot.words.protection import MEASURED
from handlers.views import ids
from tests.journeys import founding
from tests.journeys.authors import close_all, home, item_in, send
from tests.journeys.town import Town

ONCE = pytest.mark.parametrize("careful_town", ["socket"], indirect=True)
VOICES = {"U0ANA": "amber", "U0LEO": "blue", "U0GITA": "coral", "U0HUGO": "green", "U0FATIMA": "ivory"}


async def test_three_authors_go_out_together_and_a_leader_of_the_team_does_not_make_the_third(
    careful_town: Town,
) -> None:
    town = careful_town
    confirmed = await send(town, "U0ANA", "Refunds take weeks.")
    assert "wait for the next batch" in town.readable(confirmed)
    assert "once 3 people have written" in town.readable(confirmed)
    await send(town, "U0LEO", "Refunds are a riddle.")
    await send(town, "U0BEN", "I lead this, and write to see who else does.")
    town.skip(hours=2)
    await town.settled()
    assert town.all_messages("#payments") == []
    await send(town, "U0GITA", "Nobody explains refunds.")
    await town.settled()
    assert town.all_messages("#payments") == [], "nothing moves between two fixed times"
    town.skip(hours=2)
    for words in ("take weeks", "a riddle", "to see who else", "explains refunds"):
        await town.message_with("#payments", words)


async def test_the_order_in_the_channel_is_not_the_order_in_which_they_wrote(tmp_path: Path) -> None:
    in_order = 0
    async with founding.careful_town("http", tmp_path, rate=20.0) as town:
        for round_, subject in enumerate(("Refunds", "Invoices", "Payouts"), start=1):
            for person, voice in VOICES.items():
                await send(town, person, f"{subject} feel like {voice} to us.")
                await close_all(town, person)
            town.skip(hours=2)
            await town.until(lambda shown=5 * round_: len(town.act.messages("U0BEN", "#payments")) == shown)  # type: ignore[misc]  # a loop's variable
            cards = [town.readable(card) for card in town.act.messages("U0BEN", "#payments")[-5:]]
            positions = [next(n for n, card in enumerate(cards) if f" {voice} " in card) for voice in VOICES.values()]
            in_order += positions == sorted(positions)
    assert in_order < 3, "by chance once in two million runs"


@ONCE
async def test_one_alone_goes_out_after_a_day_and_not_before(careful_town: Town) -> None:
    town = careful_town
    await send(town, "U0ANA", "Refunds take weeks.")
    town.skip(hours=21)
    await town.settled()
    assert town.all_messages("#payments") == []
    town.skip(hours=3)
    await town.message_with("#payments", "take weeks")


@ONCE
async def test_until_then_its_author_changes_it(careful_town: Town) -> None:
    town = careful_town
    await send(town, "U0ANA", "Refunds take weeks.")
    await town.act.press("U0ANA", ids.HELD_EDIT)
    form = await town.modal_of("U0ANA", ids.EDIT_FORM)
    await town.act.submit("U0ANA", form.id, {ids.WORDS: "Refunds take far too long."})
    assert "Your words are changed" in town.readable(await town.modal("U0ANA"))
    town.skip(hours=24)
    card = await town.message_with("#payments", "far too long")
    assert "weeks" not in town.readable(card)
    await town.settled()
    assert len(town.all_messages("#payments")) == 1


async def test_until_then_its_author_takes_it_back_and_nothing_of_it_is_left(careful_town: Town) -> None:
    town = careful_town
    confirmed = await send(town, "U0ANA", "Refunds take weeks, says nobody else.")
    assert item_in(town, confirmed) in town.readable(await home(town, "U0ANA", showing="Not delivered yet"))
    await town.act.press("U0ANA", ids.HELD_WITHDRAW)
    await town.until(lambda: "taken back and deleted" in town.readable(town.act.modal("U0ANA")))
    await home(town, "U0ANA", showing="is listed here, for your eyes alone")
    town.skip(hours=26)
    await town.settled()
    assert town.all_messages("#payments") == []
    left = [path.name for path in town.folder.iterdir() if b"says nobody else" in path.read_bytes()]
    assert left == []


@ONCE
async def test_until_then_its_author_sends_it_now_and_it_goes_alone(careful_town: Town) -> None:
    town = careful_town
    await send(town, "U0LEO", "Refunds are a riddle.")
    await send(town, "U0ANA", "Refunds take weeks.")
    await town.act.press("U0ANA", ids.HELD_SEND_NOW)
    await town.until(lambda: "on its way now" in town.readable(town.act.modal("U0ANA")))
    await town.message_with("#payments", "take weeks")
    await town.settled()
    assert not await town.messages_with("#payments", "a riddle")


@ONCE
async def test_now_is_an_option_that_says_what_it_costs(careful_town: Town) -> None:
    town = careful_town
    await town.act.command("U0ANA", "#random", "/feedback payments: Refunds take weeks.")
    form = await town.modal("U0ANA")
    assert f"guesses right 100 times in 100; in a batch, {MEASURED[3]}." in town.readable(form)
    await town.act.press("U0ANA", ids.WHEN, value=ids.NOW)
    await town.until(lambda: "names the author in 100 of 100 cases" in town.readable(town.act.modal("U0ANA")))
    await town.act.submit("U0ANA", form.id)
    assert "on their way" in town.readable(await town.modal("U0ANA"))
    await town.message_with("#payments", "take weeks")
