"""The ways in, over real sockets: shortcuts, named owners, the fallback, a tie, a signature."""

import pytest

from tests.journeys.town import Town


async def test_the_shortcut_on_a_message_carries_a_link_to_it(town: Town) -> None:
    said = await town.act.say("U0LEO", "#mobile", "Has anybody seen this crash?")
    await town.act.message_shortcut("U0ANA", "give_feedback_on_this", "#mobile", said.ts)
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id, {"words": "This crash is a month old."})
    card = await town.message_with("#mobile", "a month old")
    assert f"archives/C0MOBILE/p{said.ts.replace('.', '')}" in town.readable(card)


async def test_the_global_shortcut_shows_where_it_goes_before_it_is_sent(town: Town) -> None:
    await town.act.global_shortcut("U0ANA", "give_feedback")
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id, {"words": "Nobody answers in the salary round."})
    form = await town.modal("U0ANA")
    assert "Not sent yet" in town.readable(form)
    assert "because it mentions “salary”" in town.readable(form)
    assert not await town.messages_with("#people", "salary round")
    await town.act.submit("U0ANA", form.id)
    await town.message_with("#people", "salary round")


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("platform: refunds are slow", "#platform"),
        ("#platform refunds are slow", "#platform"),
        ("@pay-leads the build is slow", "#payments"),
        ("look at infra/dns/zone.tf, refunds too", "#platform"),
        ("nobody owns this at all", "#feedback-triage"),
    ],
)
async def test_who_is_named_gets_it(town: Town, typed: str, channel: str) -> None:
    await town.act.command("U0ANA", "#random", f"/feedback {typed}")
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id)
    await town.message_with(channel, typed[-10:])


async def test_a_tie_asks_and_keeps_the_words(town: Town) -> None:
    words = "Neither the desk nor the card reader works."
    await town.act.global_shortcut("U0ANA", "give_feedback")
    form = await town.modal("U0ANA")
    await town.act.submit("U0ANA", form.id, {"words": words})
    form = await town.modal("U0ANA")
    assert "Payments" in str(form.errors)
    assert "Workplace" in str(form.errors)
    assert form.values["words"]["words"]["value"] == words
    [picker] = [block["block_id"] for block in form.blocks if block["block_id"].startswith("team")]
    offered = await town.act.suggestions("U0ANA", form.id, picker, "team", "workp")
    assert offered[0]["value"] == "workplace"
    await town.act.press("U0ANA", "team", view_id=form.id, value="workplace")
    await town.until(lambda: "Goes to Workplace" in town.readable(town.act.modal("U0ANA")))
    await town.act.submit("U0ANA", form.id)
    await town.message_with("#workplace", "desk nor the card")


async def test_a_signed_item_shows_its_author(town: Town) -> None:
    card = await town.give("U0ANA", "The checkout is slow on Fridays.", values={"signature": "signed"})
    assert "<@U0ANA>" in town.readable(card)


async def test_help_explains(town: Town) -> None:
    await town.act.command("U0ANA", "#random", "/feedback help")
    assert "/feedback payments:" in await town.told("U0ANA")


async def test_home_opens_the_form(town: Town) -> None:
    home = await town.act.open_home("U0ANA")
    assert home is not None
    await town.act.press("U0ANA", "open_form", view_id=home.id)
    assert "What would you like to say?" in town.readable(await town.modal("U0ANA"))
