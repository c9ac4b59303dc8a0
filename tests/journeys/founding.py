"""Founds a town: serves a sandbox with the sample organisation, and runs the bot against it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

from sandbox import Sandbox, serve
from storage.open import open_store
from tests.journeys.running import ROOT, SAMPLE, BotClock, Mode, careful, quick, running_bot, settings_for
from tests.journeys.town import Town


@asynccontextmanager
async def town(
    mode: Mode, folder: Path, *, teams: Callable[[str], str] = quick, rate: float = 1.0
) -> AsyncIterator[Town]:
    """Found a town with its files in `folder` until the block ends.

    `teams` edits the sample's teams file. `rate` multiplies the pace that Slack allows, where many messages are sent.
    """
    sandbox = Sandbox.create(organisation=SAMPLE / "organisation.yml", manifest=ROOT / "manifest.yml", speed=rate)
    files, listed, clock = folder / "bot", folder / "teams.yml", BotClock(sandbox)
    files.mkdir(parents=True)
    listed.write_text(teams((SAMPLE / "teams.yml").read_text()))

    def start() -> AbstractAsyncContextManager[None]:
        settings = settings_for(sandbox, mode, folder=files, teams=listed)
        return running_bot(sandbox, settings, clock=clock, rate=rate)

    async with serve(sandbox), AsyncExitStack() as held, AsyncExitStack() as bot:
        await bot.enter_async_context(start())
        store = await open_store(f"sqlite:///{files / 'bot.db'}")
        held.push_async_callback(store.close)
        organisation = await store.organisation()
        assert organisation is not None
        yield Town(
            sandbox=sandbox,
            store=store,
            folder=files,
            teams=listed,
            clock=clock,
            organisation=organisation,
            bot=bot,
            start=start,
        )


@asynccontextmanager
async def careful_town(
    mode: Mode, folder: Path, *, teams: Callable[[str], str] = careful, rate: float = 1.0
) -> AsyncIterator[Town]:
    """Found a town with the default policy, just after a batch."""
    async with town(mode, folder, teams=teams, rate=rate) as made:
        made.skip_past_a_batch()
        yield made
