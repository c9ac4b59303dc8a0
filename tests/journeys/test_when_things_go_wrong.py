"""What goes wrong on the way, over real sockets: nothing that was written is lost, and somebody is told."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.organisation import Channel
from tests.journeys.town import Town


async def test_a_form_that_slack_cannot_open_in_time_is_offered_again_with_the_words(town: Town) -> None:
    town.sandbox.faults.fail_next("views.open", delay=3.0)
    words = "The checkout lost my basket. " * 60  # more than a form that is typed at once, less than 2,000 characters
    await town.act.command("U0ANA", "#random", f"/feedback {words}")
    assert "lost my basket" in await town.told("U0ANA")
    [offer] = town.act.ephemerals("U0ANA")
    await town.act.press("U0ANA", "offer_form_again", ephemeral_id=offer.id)
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id)
    await town.message_with("#payments", "lost my basket")


async def test_words_longer_than_a_button_holds_come_back_too(town: Town) -> None:
    town.sandbox.faults.fail_next("views.open", error="expired_trigger_id")
    words = "ü" * 2_900
    await town.act.command("U0ANA", "#random", f"/feedback payments: {words}")
    [offer] = town.act.ephemerals("U0ANA")
    assert words in "".join(block["text"]["text"] for block in offer.blocks if block["type"] == "section")
    await town.act.press("U0ANA", "offer_form_again", ephemeral_id=offer.id)
    assert words in town.readable(await town.modal("U0ANA"))


async def test_forty_thousand_characters_are_given_back_in_full(town: Town) -> None:
    words = "0123456789" * 4_000
    await town.act.command("U0ANA", "#random", f"/feedback {words}")
    [answer] = town.act.ephemerals("U0ANA")
    given = "".join(block["text"]["text"] for block in answer.blocks[1:] if block["type"] == "section")
    assert words in given
    assert "3,000" in answer.text


@pytest.mark.parametrize("town", ["http"], indirect=True)
async def test_a_token_that_is_revoked_while_running_loses_nothing(town: Town) -> None:
    await town.act.command("U0ANA", "#random", "/feedback the checkout is slow")
    form = await town.modal("U0ANA")
    town.sandbox.act.revoke_token()
    await town.act.submit("U0ANA", form.id, {"signature": "signed"})
    assert "on their way" in town.readable(await town.modal("U0ANA"))
    await town.until_refused("chat.postMessage", "token_revoked")
    town.sandbox.act.restore_token()
    await town.message_with("#payments", "the checkout is slow", seconds=45)


async def test_an_archived_channel_sends_it_to_the_fallback_with_the_reason_and_tells_the_admins(town: Town) -> None:
    town.sandbox.act.archive("#payments")
    await town.act.command("U0ANA", "#random", "/feedback the checkout is slow")
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id)
    card = await town.message_with("#feedback-triage", "the checkout is slow")
    assert "#payments is archived, so this came here." in town.readable(card)
    assert "is archived" in town.readable(await town.dm_with("U0INES", "could not be delivered"))


async def test_a_renamed_channel_gets_its_feedback_as_before(town: Town) -> None:
    town.sandbox.act.rename_channel("#payments", "money")
    await town.act.command("U0ANA", "#random", "/feedback the checkout is slow")
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id)
    await town.message_with("#money", "the checkout is slow")


async def test_an_event_that_comes_three_times_is_answered_each_time_and_does_no_harm(town: Town) -> None:
    home = await town.act.open_home("U0ANA")
    assert home is not None
    before = town.calls("views.publish")
    event = {"user": "U0ANA", "channel": "D0ANA", "tab": "home"}
    town.sandbox.act.send_event("app_home_opened", event, event_id="Ev0SAME", times=3)
    await town.until(lambda: town.calls("views.publish") > before)
    town.skip(hours=1)  # an event that was not answered would come again
    await town.settled()
    # Over HTTP the same request within the same second has the same signature, and is acted on once.
    assert before < town.calls("views.publish") <= before + 3
    assert town.act.home("U0ANA") is not None


async def test_after_days_without_slack_one_reminder_comes_and_not_all_that_were_missed(town: Town) -> None:
    card = await town.give("U0ANA", "the checkout is slow")
    await town.noted(card)
    town.sandbox.faults.fail_next("chat.postMessage", error="service_unavailable", times=10_000)
    for _ in range(4):
        town.skip(hours=24, seconds=5)
        await town.until_queued()
    town.sandbox.faults.clear()
    town.skip(hours=1)
    await town.reply_with("#payments", card.ts, "4 days")
    await town.settled()
    assert len(town.act.thread("U0BEN", "#payments", card.ts)) == 2, "the card and one reminder"
    assert len(town.act.dms("U0BEN")) == 1


async def test_who_leads_the_team_no_more_is_not_reminded(town: Town) -> None:
    card = await town.give("U0ANA", "the checkout is slow")
    await town.noted(card)
    town.sandbox.faults.fail_next("chat.postMessage", error="service_unavailable", times=10_000)
    town.skip(hours=4, seconds=5)
    await town.until_queued()
    await town.store.save_groups(
        [replace(town.organisation.groups["S0PAYLEADS"], members=("U0CHIYO",))], now=town.now()
    )
    await asyncio.sleep(1.5)  # the process looks for a new organisation every second here
    town.sandbox.faults.clear()
    town.skip(hours=1)
    await town.dm_with("U0CHIYO", "because you lead Payments")
    await town.settled()
    assert town.act.dms("U0BEN") == []


async def test_a_card_that_waits_goes_to_the_channel_that_the_team_has_by_then(town: Town) -> None:
    town.sandbox.faults.fail_next("chat.postMessage", error="service_unavailable", times=10_000)
    await town.act.command("U0ANA", "#random", "/feedback the checkout is slow")
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id)
    payments, *others = town.organisation.teams
    moved = replace(payments, channel=Channel(id="C0ALLHANDS", name="all-hands"))
    await town.store.apply(replace(town.organisation, teams=(moved, *others)), now=town.now())
    await asyncio.sleep(1.5)
    town.sandbox.faults.clear()
    town.skip(hours=1)
    await town.message_with("#all-hands", "the checkout is slow")
    await town.settled()
    assert not await town.messages_with("#payments", "the checkout is slow")


async def test_a_channel_that_was_closed_for_a_while_shows_the_present_state_afterwards(town: Town) -> None:
    card = await town.give("U0ANA", "the checkout is slow")
    await town.noted(card)
    town.skip(hours=4, seconds=5)
    private = await town.dm_with("U0BEN", "because you lead Payments")
    town.sandbox.act.archive("#payments")
    await town.act.press("U0BEN", "acknowledge", channel=private.channel, ts=private.ts)
    await town.until(lambda: "Acknowledged by" in town.readable(town.fresh(private)))
    await town.until_refused("chat.update", "is_inactive")
    assert "Acknowledged by" not in town.readable(town.fresh(card))
    await town.until_queued()
    town.sandbox.act.unarchive("#payments")
    town.sandbox.act.invite_bot("#payments")
    town.skip(hours=1, seconds=5)
    await town.until(lambda: "Acknowledged by" in town.readable(town.fresh(card)))
