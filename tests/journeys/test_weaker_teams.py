"""Weaker settings need two admins, are announced, and never apply to what was already sent."""

from pathlib import Path

from bot.messages import actions
from tests.journeys import founding
from tests.journeys.authors import close_all, send
from tests.journeys.running import SAMPLE, careful, quick
from tests.journeys.town import Town


def two_admins(teams: str) -> str:
    return teams.replace("admins: [U0INES]", "admins: [U0INES, U0KAIA]")


async def agrees(town: Town, admin: str) -> str:
    asked = await town.dm_with(admin, "protects authors less")
    await town.act.press(admin, actions.AGREE, channel=asked.channel, ts=asked.ts)
    said = await town.told(admin)
    await close_all(town, admin)
    return said


async def test_a_weaker_file_waits_for_two_admins_and_what_was_sent_before_keeps_its_rules(tmp_path: Path) -> None:
    weaker = two_admins(quick((SAMPLE / "teams.yml").read_text()))
    async with founding.careful_town("http", tmp_path, teams=lambda text: two_admins(careful(text))) as town:
        await send(town, "U0ANA", "Refunds take weeks.")
        async with town.stopped():
            town.teams.write_text(weaker)
        asked = await town.dm_with("U0INES", "batches of at least 1 person instead of 3")
        assert "Payments: " in town.readable(asked)
        assert not await town.messages_with("#payments", "protect less than before")
        assert "once one more admin has agreed" in await agrees(town, "U0INES")
        assert "once one more admin has agreed" in await agrees(town, "U0INES"), "twice by one is once"
        await town.settled()
        assert not await town.messages_with("#payments", "protect less than before")
        assert "the change is made" in await agrees(town, "U0KAIA")
        said = town.readable(await town.message_with("#payments", "protect less than before"))
        assert "<@U0INES> and <@U0KAIA> agreed" in said
        await town.message_with("#mobile", "protect less than before")

        await send(town, "U0LEO", "Refunds are a riddle.")
        await town.message_with("#payments", "a riddle")
        await town.settled()
        assert not await town.messages_with("#payments", "take weeks"), "it was promised company"
        town.skip(hours=24)
        await town.message_with("#payments", "take weeks")


async def test_one_admin_alone_may_and_every_team_reads_of_it(tmp_path: Path) -> None:
    async with founding.careful_town("socket", tmp_path) as town:
        async with town.stopped():
            town.teams.write_text(quick((SAMPLE / "teams.yml").read_text()))
        for channel in ("#payments", "#mobile", "#feedback-triage"):
            said = town.readable(await town.message_with(channel, "protect less than before"))
            assert "agreed" not in said
