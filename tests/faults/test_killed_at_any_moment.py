"""A thousand submissions while the process is killed twenty times: what was confirmed to a person arrives."""

import asyncio
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox import Sandbox, serve
from tests.faults.bot_process import BotProcess

pytestmark = pytest.mark.faults

SUBMISSIONS = 1000
KILLS = 20
WRITING = 16
"""How many forms are open at once."""

PEOPLE = 200
"""Nobody may send more than 10 an hour, so the thousand are from many."""

TEAMS = 40
ROOT = Path(__file__).parents[2]


def _organisation() -> dict[str, Any]:
    people = [{"id": "U0LEAD", "name": "lead", "real_name": "Lead"}]
    people += [{"id": f"U0A{n:03}", "name": f"author{n}", "real_name": f"Author {n}"} for n in range(PEOPLE)]
    channels = [{"id": "C0GENERAL", "name": "general", "members": "everyone", "is_general": True}]
    channels += [{"id": f"C0T{n:02}", "name": f"t{n:02}", "members": "everyone", "bot": True} for n in range(TEAMS)]
    return {
        "workspace": {"name": "Killed", "domain": "killed", "team_id": "T0KILLED"},
        "people": people,
        "channels": channels,
    }


def _teams_file() -> str:
    defaults = "defaults: {working_hours: always, anonymous: {release_every: 1s, at_least: 1, hold_at_most: 1s}}"
    teams = [f"  - {{key: t{n:02}, name: Team {n:02}, channel: C0T{n:02}, leaders: [U0LEAD]}}" for n in range(TEAMS)]
    return "\n".join([defaults, "fallback: {channel: C0T00, leaders: [U0LEAD]}", "teams:", *teams])


class Authors:
    """People who write, press Send, and press it again when Slack says that it had trouble connecting."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.next = 0
        self.allowed = 0
        self.confirmed: set[int] = set()

    async def work(self) -> None:
        while self.next < SUBMISSIONS:
            if self.next >= self.allowed:
                await asyncio.sleep(0.02)
                continue
            number, self.next = self.next, self.next + 1
            await self._give(f"U0A{number % PEOPLE:03}", number)
            self.confirmed.add(number)

    async def _give(self, person: str, number: int) -> None:
        act = self.sandbox.act
        while act.modal(person) is None:
            await act.command(person, "#general", f"/feedback t{number % TEAMS:02}: Sentence number {number}.")
            await asyncio.sleep(0.01)
        while True:
            view = act.modal(person)
            assert view is not None
            if view.submit is None:
                assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{2}", json.dumps(view.blocks)), "the confirmation names the item"
                await act.close(person, view.id, all_of_them=True)
                return
            await act.submit(person, view.id)
            assert not view.errors, view.errors
            await asyncio.sleep(0.01)


async def test_what_was_confirmed_arrives_however_often_the_process_is_killed(
    tmp_path: Path, record_property: Any
) -> None:
    dice = random.Random(20)
    sandbox = Sandbox.create(organisation=_organisation(), manifest=ROOT / "manifest.yml", speed=100.0)
    (tmp_path / "teams.yml").write_text(_teams_file())
    async with serve(sandbox), BotProcess(sandbox, tmp_path, rate=100.0) as bot:
        authors = Authors(sandbox)
        writing = [asyncio.create_task(authors.work()) for _ in range(WRITING)]
        for kill in range(KILLS):
            authors.allowed = (kill + 1) * SUBMISSIONS // (KILLS + 1)
            await asyncio.sleep(dice.uniform(0.05, 0.6))
            await bot.kill()
            await bot.start()
        authors.allowed = SUBMISSIONS
        async with asyncio.timeout(120):
            await asyncio.gather(*writing)
            await bot.everything_is_sent()
        arrived = Counter(
            int(found.group(1))
            for channel in sandbox.world.channels
            for message in sandbox.world.messages(channel)
            if message.thread_ts is None
            and (found := re.search(r"Sentence number (\d+)\.", json.dumps(message.blocks)))
        )
        stored = bot.rows("items")
    assert authors.confirmed == set(range(SUBMISSIONS))
    assert stored == SUBMISSIONS, "each is stored once, however often its form was sent"
    missing = authors.confirmed - set(arrived)
    twice = sum(1 for times in arrived.values() if times > 1)
    record_property("arrived_twice", twice)
    print(f"{SUBMISSIONS} confirmed, {KILLS} kills, {len(missing)} missing, {twice} arrived twice")
    assert missing == set()
