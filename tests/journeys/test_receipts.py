"""Six words in place of a name: shown once, good for whoever has them, and for nobody who guesses."""

import pytest

from handlers.views import ids
from tests.journeys.authors import answer, close_all, home, item_in, receipt_in, send, typed_receipt
from tests.journeys.leaders import ask
from tests.journeys.town import Town

ONCE = pytest.mark.parametrize("town", ["http"], indirect=True)
WRONG = "abandon ability able about above absent"


async def test_whoever_has_the_six_words_answers_from_any_home(town: Town) -> None:
    confirmed = await send(town, "U0ANA", "The checkout charged me twice.", signature="receipt")
    words, item_id = receipt_in(confirmed), item_in(town, confirmed)
    await close_all(town, "U0ANA")
    card = await town.message_with("#payments", "charged me twice")
    await ask(town, "U0BEN", card, "Was the second charge paid back?")
    await town.reply_with("#payments", card.ts, "paid back")

    view = await typed_receipt(town, "U0LEO", words.upper().replace(" ", " - "))
    assert view.callback_id == ids.ITEM_VIEW
    assert "Was the second charge paid back?" in town.readable(view)
    await answer(town, "U0LEO", "Not yet.")
    await town.reply_with("#payments", card.ts, "Not yet.")
    for person in ("U0ANA", "U0LEO"):
        await close_all(town, person)
        assert item_id not in town.readable(await home(town, person, showing="I have a receipt"))


async def test_the_words_are_kept_nowhere(town: Town) -> None:
    confirmed = await send(town, "U0ANA", "The checkout charged me twice.", signature="receipt")
    words = receipt_in(confirmed)
    await town.message_with("#payments", "charged me twice")
    await town.settled()
    kept = [path.name for path in town.folder.iterdir() if words.encode() in path.read_bytes()]
    assert kept == []
    assert not [request for request in town.sandbox.requests if words in str(request.args)]


@ONCE
async def test_a_wrong_receipt_is_refused_with_one_sentence_and_the_eleventh_try_has_to_wait(town: Town) -> None:
    confirmed = await send(town, "U0ANA", "The checkout charged me twice.", signature="receipt")
    words = receipt_in(confirmed)
    await town.message_with("#payments", "charged me twice")
    view = await typed_receipt(town, "U0LEO", "abandon ability able")
    assert "these are 3" in str(view.errors), "a slip costs no try"
    for _ in range(10):
        await town.act.submit("U0LEO", view.id, {ids.RECEIPT: WRONG})
        assert "No open feedback has this receipt" in str((await town.modal("U0LEO")).errors)
    await town.act.submit("U0LEO", view.id, {ids.RECEIPT: words})
    assert "one try too many" in str((await town.modal("U0LEO")).errors), "not even the right one"
    assert (await typed_receipt(town, "U0GITA", words)).callback_id == ids.ITEM_VIEW, "others are not held up"
    town.skip(hours=1, seconds=1)
    await town.act.submit("U0LEO", view.id, {ids.RECEIPT: words})
    await town.modal_of("U0LEO", ids.ITEM_VIEW)


@ONCE
async def test_a_receipt_ends_with_its_item(town: Town) -> None:
    confirmed = await send(town, "U0ANA", "The checkout charged me twice.", signature="receipt")
    words = receipt_in(confirmed)
    await close_all(town, "U0ANA")
    card = await town.message_with("#payments", "charged me twice")
    await typed_receipt(town, "U0ANA", words)
    await town.act.press("U0ANA", ids.WITHDRAW)
    await town.reply_with("#payments", card.ts, "has taken it back")
    await close_all(town, "U0ANA")
    assert "No open feedback has this receipt" in str((await typed_receipt(town, "U0ANA", words)).errors)


@ONCE
async def test_without_an_answer_nothing_leads_back(town: Town) -> None:
    confirmed = await send(town, "U0ANA", "The checkout charged me twice.", signature="none")
    item_id = item_in(town, confirmed)
    assert "nothing leads back to you" in town.readable(confirmed)
    card = await town.message_with("#payments", "charged me twice")
    await ask(town, "U0BEN", card, "Was the second charge paid back?")
    await town.reply_with("#payments", card.ts, "paid back")
    assert item_id not in town.readable(await home(town, "U0ANA", showing="My feedback"))
    assert await town.store.tagged() == ()
