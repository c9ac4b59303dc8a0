"""A link to a message may name the author of anonymous feedback: where few can see the message, there is none."""

import json

import pytest

from tests.journeys.town import Town


def places_with(town: Town, needle: str) -> list[str]:
    """Where the text is in the bot's files and in what it posted."""
    files = [path.name for path in town.folder.rglob("*") if path.is_file() and needle.encode() in path.read_bytes()]
    posted = [request.method for request in town.sandbox.requests if needle in json.dumps(request.args)]
    return files + posted


async def give_on(town: Town, person: str, channel: str, ts: str) -> str:
    """Give feedback with the shortcut on a message; return what the form said, once the card is in the channel."""
    await town.act.message_shortcut(person, "give_feedback_on_this", channel, ts)
    form = await town.modal(person)
    said = town.readable(form)
    await town.act.submit(person, form.id, {"words": "This sounds harsh, and the checkout is not to blame."})
    form = await town.modal(person)
    if "Not sent yet" in town.readable(form):
        await town.act.submit(person, form.id)
    return said


async def test_a_shortcut_on_a_direct_message_does_not_say_whose_it_is(town: Town) -> None:
    await town.noted(await town.give("U0ANA", "The checkout charged me twice."))
    town.skip(hours=4, seconds=5)
    private = await town.dm_with("U0BEN", "Tell me more")
    said = await give_on(town, "U0BEN", private.channel, private.ts)
    assert "the link would show who wrote" in said
    card = await town.message_with("#payments", "sounds harsh")
    assert private.channel not in town.readable(card)
    await town.settled()
    assert places_with(town, f"archives/{private.channel}") == []


@pytest.mark.parametrize("town", ["http"], indirect=True)
async def test_a_shortcut_in_a_private_channel_does_not_link_into_it(town: Town) -> None:
    said = await town.act.say("U0INES", "#people-safety", "Who can look after this?")
    assert "the link would show who wrote" in await give_on(town, "U0INES", "#people-safety", said.ts)
    await town.settled()
    assert places_with(town, "archives/C0SAFETY") == []
