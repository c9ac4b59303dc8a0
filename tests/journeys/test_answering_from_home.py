"""Asked in the thread, answered from Home, withdrawn: the author is found by nobody but themselves."""

from handlers.views import ids
from tests.journeys.authors import answer, close_all, home, item_in, opened_from_home, send
from tests.journeys.leaders import ask
from tests.journeys.town import Town


async def test_a_question_is_answered_from_home_and_later_it_is_withdrawn(town: Town) -> None:
    item_id = item_in(town, await send(town, "U0ANA", "The checkout charged me twice."))
    await close_all(town, "U0ANA")
    card = await town.message_with("#payments", "charged me twice")
    await ask(town, "U0BEN", card, "Was the second charge paid back?")
    await town.reply_with("#payments", card.ts, "paid back")

    await home(town, "U0ANA", showing="1 question waits for your answer")
    view = await opened_from_home(town, "U0ANA", item_id)
    assert "Was the second charge paid back?" in town.readable(view)
    view = await answer(town, "U0ANA", "Not yet, and nobody wrote.")
    assert "Thank you for saying more" in town.readable(view)
    reply = await town.reply_with("#payments", card.ts, "Not yet, and nobody wrote.")
    assert f"The author of {item_id} answers:" in town.readable(reply)

    await close_all(town, "U0ANA")
    await opened_from_home(town, "U0ANA", item_id)
    await town.act.press("U0ANA", ids.WITHDRAW)
    await town.until(lambda: "Your withdrawal is noted" in town.readable(town.act.modal("U0ANA")))
    await town.reply_with("#payments", card.ts, "has taken it back")
    await town.until(lambda: "Withdrawn by its author" in town.readable(town.fresh(card)))
    assert "charged me twice" not in town.readable(town.fresh(card))
    await close_all(town, "U0ANA")
    await home(town, "U0ANA", showing="is listed here, for your eyes alone")
    await town.settled()
    assert town.act.dms("U0ANA") == [], "an anonymous author never gets a direct message"
    assert town.traces_of("U0ANA") == []


async def test_a_question_that_fishes_is_flagged_to_the_leader_and_need_not_be_answered(town: Town) -> None:
    item_id = item_in(town, await send(town, "U0ANA", "The checkout charged me twice."))
    await close_all(town, "U0ANA")
    card = await town.message_with("#payments", "charged me twice")
    await town.act.press("U0BEN", "tell_me_more", channel=card.channel, ts=card.ts)
    form = await town.modal_of("U0BEN", ids.QUESTION_FORM)
    await town.act.submit("U0BEN", form.id, {ids.QUESTION: "Were you in the meeting on Monday?"})
    form = await town.modal("U0BEN")
    assert "can ask for who wrote it" in town.readable(form)
    await town.settled()
    assert len(town.act.thread("U0BEN", "#payments", card.ts)) == 1, "the first press sends nothing"
    await town.act.submit("U0BEN", form.id)
    reply = await town.reply_with("#payments", card.ts, "Were you in the meeting")
    assert "The author need not answer this." in town.readable(reply)
    view = await opened_from_home(town, "U0ANA", item_id)
    assert "You need not answer this" in town.readable(view)


async def test_nobody_else_finds_it_in_their_home(town: Town) -> None:
    item_id = item_in(town, await send(town, "U0ANA", "The checkout charged me twice."))
    for person in ("U0BEN", "U0LEO", "U0INES"):
        assert item_id not in town.readable(await home(town, person, showing="My feedback"))
    await home(town, "U0ANA", showing=item_id)
