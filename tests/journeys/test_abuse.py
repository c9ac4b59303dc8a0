"""Against abuse, and nobody is unmasked: report, mute, words that a team does without."""

import pytest

from bot.messages import actions
from handlers.views import ids
from tests.journeys.authors import close_all, send
from tests.journeys.leaders import choose, confirm
from tests.journeys.town import Town

ONCE = pytest.mark.parametrize("town", ["http"], indirect=True)
NASTY = "Whoever built the checkout should be ashamed."


async def test_a_report_hides_the_words_everywhere_but_in_the_safety_channel(town: Town) -> None:
    card = await town.give("U0ANA", NASTY)
    await town.noted(card)
    town.skip(hours=4, seconds=5)
    reminder = await town.reply_with("#payments", card.ts, "4 hours")
    private = await town.dm_with("U0CHIYO", town.item_id(card))
    asked = await choose(town, "U0BEN", card, actions.REPORT)
    assert "handed to those who look after safety" in town.readable(asked)
    assert "Its words are hidden here now" in await confirm(town, "U0BEN", asked)

    handed = await town.message_with("#people-safety", "should be ashamed")
    assert "was reported by <@U0BEN>" in town.readable(handed)
    await town.until(lambda: "should be ashamed" not in town.readable(town.fresh(card)))
    await town.settled()
    for shown in (card, reminder, private):
        assert "should be ashamed" not in town.readable(town.fresh(shown))
    showing = {
        message.channel
        for channel in town.sandbox.world.channels
        for message in town.all_messages(channel)
        if "should be ashamed" in town.readable(message)
    }
    assert showing == {town.channel_id("#people-safety")}
    town.skip(hours=72)
    await town.settled()
    assert len(town.act.thread("U0BEN", "#payments", card.ts)) == 2, "the reminders stop"


async def test_who_wrote_it_is_muted_for_seven_days_and_only_they_read_so(town: Town) -> None:
    card = await town.give("U0ANA", NASTY)
    await close_all(town, "U0ANA")
    asked = await choose(town, "U0BEN", card, actions.MUTE)
    assert "cannot send this team anything anonymous until" in town.readable(asked)
    told = await confirm(town, "U0BEN", asked)
    assert "this team takes no anonymous feedback from whoever wrote this" in told

    refused = await send(town, "U0ANA", "And another thing about the checkout.")
    assert "takes no anonymous feedback from you until" in str(refused.errors)
    assert refused.values["words"]["words"]["value"] == "And another thing about the checkout."
    await town.act.press("U0ANA", ids.SIGNATURE, view_id=refused.id, value=ids.SIGNED)
    await town.act.submit("U0ANA", refused.id, {ids.SIGNATURE: ids.SIGNED})
    assert "<@U0ANA>" in town.readable(await town.message_with("#payments", "another thing"))
    await close_all(town, "U0ANA")
    assert (await send(town, "U0ANA", "The app crashes.", to="mobile")).callback_id == ids.CONFIRMATION
    assert (await send(town, "U0LEO", "The checkout is slow.")).callback_id == ids.CONFIRMATION
    await close_all(town, "U0ANA")
    town.skip(hours=8 * 24)
    assert (await send(town, "U0ANA", "The checkout is better now.")).callback_id == ids.CONFIRMATION


@ONCE
async def test_a_leader_reads_the_same_where_nobody_can_be_met(town: Town) -> None:
    told = set()
    for person, way in (("U0ANA", "home"), ("U0LEO", "none"), ("U0GITA", "receipt")):
        await send(town, person, f"{NASTY} Says {way}.", signature=way)
        card = await town.message_with("#payments", f"Says {way}.")
        told.add(await confirm(town, "U0BEN", await choose(town, "U0BEN", card, actions.MUTE)))
    assert len(told) == 1


@ONCE
async def test_who_does_not_lead_the_team_can_do_neither(town: Town) -> None:
    card = await town.give("U0ANA", NASTY)
    for kind in (actions.MUTE, actions.REPORT):
        value = f"{kind}{town.item_id(card)}"
        await town.act.press("U0GITA", actions.MORE, channel=card.channel, ts=card.ts, value=value)
        assert "only those who lead it" in await town.told("U0GITA")
        await close_all(town, "U0GITA")


@ONCE
async def test_a_word_that_the_team_does_without_is_named_and_nothing_is_lost(town: Town) -> None:
    words = "Some Idiöt broke the refunds."
    refused = await send(town, "U0ANA", words)
    assert "do without “Idiöt”" in str(refused.errors)
    assert refused.values["words"]["words"]["value"] == words
    await town.act.submit("U0ANA", refused.id, {ids.WORDS: "Somebody broke the refunds."})
    await town.message_with("#payments", "Somebody broke")


@ONCE
async def test_who_sends_very_much_is_asked_to_wait_and_keeps_the_words(town: Town) -> None:
    for number in range(10):
        assert (await send(town, "U0ANA", f"{'Slow. ' * (number + 1)}")).callback_id == ids.CONFIRMATION
        await close_all(town, "U0ANA")
    refused = await send(town, "U0ANA", "And one more.")
    assert "That is a lot at once" in str(refused.errors)
    assert refused.values["words"]["words"]["value"] == "And one more."
    town.skip(hours=1, seconds=1)
    await town.act.submit("U0ANA", refused.id)
    await town.message_with("#payments", "And one more.")
