"""The whole way over real sockets: the production composition against the sandbox, in Socket Mode and in HTTP mode."""

import pytest

from tests.journeys.town import Town

WORDS = "The checkout charged me twice, and <!channel> nobody answers."


async def test_feedback_arrives_is_nudged_about_and_acknowledged(town: Town) -> None:
    await town.act.command("U0ANA", "#random", f"/feedback {WORDS}")
    form = await town.modal("U0ANA")
    assert "Payments" in town.readable(form)
    answer = await town.act.submit("U0ANA", form.id)
    assert answer.status == 200
    confirmation = await town.modal("U0ANA")
    card = await town.message_with("#payments", "charged me twice")
    item_id = town.item_id(card)
    assert item_id in town.readable(confirmation)
    assert not card.notified, "the words of feedback never ping anybody"

    town.skip(hours=4, seconds=5)
    reminder = await town.reply_with("#payments", card.ts, "4 hours")
    assert item_id in town.readable(reminder)
    leader = town.leaders("payments")[0]
    private = await town.dm_with(leader, item_id)
    assert "Tell me more" in town.readable(private)

    await town.act.press(leader, "acknowledge", channel=private.channel, ts=private.ts)
    await town.until(lambda: "Acknowledged by" in town.readable(town.fresh(card)))
    await town.until(lambda: "Acknowledged by" in town.readable(town.fresh(private)))
    replies = len(town.act.thread(leader, "#payments", card.ts))

    town.skip(hours=72)
    await town.settled()
    assert len(town.act.thread(leader, "#payments", card.ts)) == replies, "nobody is reminded any more"


async def test_after_days_of_silence_one_reminder_comes_and_the_next_a_day_later(town: Town) -> None:
    card = await town.give("U0ANA", WORDS)
    await town.noted(card)
    town.skip(hours=5 * 24)
    await town.reply_with("#payments", card.ts, "5 days")
    await town.settled()
    assert len(town.act.thread("U0BEN", "#payments", card.ts)) == 2, "the card and one reminder"
    town.skip(hours=23)
    await town.settled()
    assert len(town.act.thread("U0BEN", "#payments", card.ts)) == 2
    town.skip(hours=1, seconds=5)
    await town.reply_with("#payments", card.ts, "is still waiting, 6 days")


async def test_a_leader_asks_to_hear_more(town: Town) -> None:
    card = await town.give("U0ANA", WORDS)
    first, second = town.leaders("payments")[:2]
    await town.act.press(first, "tell_me_more", channel="#payments", ts=card.ts)
    form = await town.modal(first)
    assert "Tell me more about what's not working" in town.readable(form)
    await town.act.submit(first, form.id)
    question = await town.reply_with("#payments", card.ts, "Tell me more about what's not working")
    assert question.channel == card.channel
    await town.until(lambda: "Acknowledged by" in town.readable(town.fresh(card)))
    assert await town.store_says_acknowledged_by(card) == first
    assert second != first


async def test_of_two_leaders_at_once_one_acknowledges_and_the_other_is_told_who(town: Town) -> None:
    card = await town.give("U0ANA", WORDS)
    first, second = town.leaders("payments")[:2]
    await town.at_once(
        town.act.press(first, "acknowledge", channel="#payments", ts=card.ts),
        town.act.press(second, "acknowledge", channel="#payments", ts=card.ts),
    )
    winner = await town.store_says_acknowledged_by(card)
    loser = second if winner == first else first
    assert f"<@{winner}>" in await town.told(loser)


async def test_somebody_who_does_not_lead_the_team_is_told_so_and_nothing_changes(town: Town) -> None:
    card = await town.give("U0ANA", WORDS)
    stranger = town.somebody_who_does_not_lead("payments", but_is_in="#payments")
    await town.act.press(stranger, "acknowledge", channel="#payments", ts=card.ts)
    assert "lead" in await town.told(stranger)
    assert await town.store_says_acknowledged_by(card) is None


@pytest.mark.parametrize("trick", ["response lost", "pressed twice"])
async def test_a_submission_that_comes_twice_is_stored_once(town: Town, trick: str) -> None:
    await town.act.command("U0ANA", "#payments", f"/feedback {WORDS}")
    form = await town.modal("U0ANA")
    await town.submit_twice("U0ANA", form, replayed=trick == "response lost")
    await town.message_with("#payments", "charged me twice")
    await town.settled()
    assert len(await town.messages_with("#payments", "charged me twice")) == 1


async def test_what_is_anonymous_holds_no_trace_of_its_author(town: Town) -> None:
    await town.give("U0ANA", WORDS)
    await town.settled()
    traces = town.traces_of("U0ANA")
    assert traces == []
